//! How much the fields of a form may send, and pages in place of bare refusals.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;

use crate::answer;

/// Most that the fields of a form may send, in bytes: many times the longest scenario.
const FIELDS_MAX: usize = FIELDS_MAX_MB * 1_000_000;
/// The same in MB.
pub(crate) const FIELDS_MAX_MB: usize = 2;
/// How much of a form that is too large is still taken in: a browser shows no answer before all of its form is sent.
const TAKEN_IN: usize = 64_000_000;

/// Refuses the fields of a form that are too large, with a page. Files are sent in forms of another kind, which have a limit
/// of their own.
pub(crate) async fn limit(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, TAKEN_IN).await {
        Ok(fields) if fields.len() <= FIELDS_MAX => {
            next.run(Request::from_parts(parts, Body::from(fields))).await
        }
        _ => answer::too_much(),
    }
}

/// A page in place of what the frame says of a request that no page can read: a bare line, or nothing at all.
pub(crate) async fn in_house(response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    let status = response.status();
    if !status.is_client_error() || !is_bare {
        return response;
    }
    let mut page = answer::not_understood(status);
    // What else it says stays, such as the methods that are allowed.
    for (name, value) in response.headers() {
        page.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    page
}
