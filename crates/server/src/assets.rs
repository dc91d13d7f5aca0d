//! Embedded stylesheets and scripts, which browsers may keep.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pages::assets::Asset;

use crate::answer::not_found;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// One file. Asked for by its version it may be kept for ever; otherwise browsers ask each time whether it changed.
pub(crate) async fn asset(
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = Asset::named(&file) else { return not_found() };
    let version = asset.version();
    let tag = format!("\"{version}\"");
    let by_version = query.as_deref() == Some(format!("v={version}").as_str());
    let keep = if by_version { FOR_EVER } else { "no-cache" };
    let common = [(header::CACHE_CONTROL, keep.to_owned()), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|asked| asked.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(header::CONTENT_TYPE, asset.media_type)], asset.bytes).into_response()
}
