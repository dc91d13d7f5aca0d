//! Which forms are believed: those of this server's own pages.

use std::net::{IpAddr, SocketAddr};

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::answer;

/// Whether a form comes from a page of this server: only such a page may save, load or remove anything.
///
/// Browsers name a form's origin. It must be the host that was asked, and that must be this computer by number or
/// as `localhost`: a name could have been made to point here by somebody else's page.
pub(crate) fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let Some(host) = text("host") else { return false };
    let origin = text("origin").and_then(|o| o.split_once("://")).is_some_and(|(_, from)| from == host);
    site && origin && is_by_number(host)
}

/// Whether a host is a number or `localhost`: a name could have been made to point here by somebody else's page, which
/// could then read what this server says.
fn is_by_number(host: &str) -> bool {
    let bare = match host.parse::<SocketAddr>() {
        Ok(_) => return true,
        Err(_) => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    bare == "localhost" || bare.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

/// Answers only who asks for this computer by number or as `localhost`, for pages may hold the returns of an authority.
pub(crate) async fn answer_by_number(request: Request, next: Next) -> Response {
    let host = request.headers().get("host").and_then(|v| v.to_str().ok());
    if host.is_some_and(|host| !is_by_number(host)) {
        return answer::refused();
    }
    next.run(request).await
}
