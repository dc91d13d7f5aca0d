//! Which forms are believed: those of this server's own pages.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// Whether a form comes from a page of this server: only such a page may save, load or remove anything.
///
/// Browsers name a form's origin. It must be the host that was asked, and that must be this computer by number or
/// as `localhost`: a name could have been made to point here by somebody else's page.
pub(crate) fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let Some(host) = text("host") else { return false };
    let origin = text("origin").and_then(|o| o.split_once("://")).is_some_and(|(_, from)| from == host);
    let bare = match host.parse::<SocketAddr>() {
        Ok(_) => return site && origin,
        Err(_) => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    site && origin && (bare == "localhost" || bare.parse::<IpAddr>().is_ok())
}
