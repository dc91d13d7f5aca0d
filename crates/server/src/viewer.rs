//! Who looks: the statement of somebody who works inside the authority, kept in a cookie of the session.

use axum::http::{HeaderMap, HeaderValue, header};
use journeys::group::Disclosure;

const NAME: &str = "headwater-inside";

/// Who looks, by the cookie of the request.
pub(crate) fn disclosure(headers: &HeaderMap) -> Disclosure {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let stated = cookies
        .flat_map(|text| text.split(';'))
        .any(|pair| pair.trim().split_once('=').is_some_and(|(name, value)| name == NAME && value == "yes"));
    if stated { Disclosure::Inside } else { Disclosure::Public }
}

/// Whether whoever looks has stated to work inside the authority.
pub(crate) fn is_inside(headers: &HeaderMap) -> bool {
    disclosure(headers) == Disclosure::Inside
}

/// The header that keeps the statement until the browser is closed, or takes it back.
///
/// No other site's page can send it along, and no script can read it.
pub(crate) fn cookie(inside: bool) -> HeaderValue {
    HeaderValue::from_static(if inside {
        "headwater-inside=yes; Path=/; HttpOnly; SameSite=Strict"
    } else {
        "headwater-inside=no; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_statement_itself_opens() {
        for (cookie, expected) in [
            ("headwater-inside=yes", Disclosure::Inside),
            ("a=b; headwater-inside=yes", Disclosure::Inside),
            ("headwater-inside=no", Disclosure::Public),
            ("xheadwater-inside=yes", Disclosure::Public),
            ("headwater-inside", Disclosure::Public),
            ("", Disclosure::Public),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            assert_eq!(disclosure(&headers), expected, "{cookie}");
        }
        assert_eq!(disclosure(&HeaderMap::new()), Disclosure::Public);
    }
}
