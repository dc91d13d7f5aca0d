//! The routes, called without a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use axum::routing::get;
use server::router;
use tower::ServiceExt;

mod country;

use country::state;

async fn ask(router: Router, path: &str, if_none_match: Option<&str>) -> Response<Body> {
    let mut request = Request::get(path);
    if let Some(tag) = if_none_match {
        request = request.header(header::IF_NONE_MATCH, tag);
    }
    router.oneshot(request.body(Body::empty()).expect("request")).await.expect("answer")
}

async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn header_of(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

#[tokio::test]
async fn it_is_healthy() {
    let response = ask(router(state()), "/healthz", None).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "ok");
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    for path in ["/gallery", "/healthz", "/nowhere", "/assets/headwater.css"] {
        let response = ask(router(state()), path, None).await;
        let policy = header_of(&response, header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header_of(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(header_of(&response, header::REFERRER_POLICY), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page() {
    for path in ["/nowhere", "/assets/other.css", "/assets/../Cargo.toml"] {
        let response = ask(router(state()), path, None).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(response).await.contains("<h1 class=\"govuk-heading-l\">Page not found</h1>"), "{path}");
    }
}

#[tokio::test]
async fn assets_may_be_kept_when_asked_for_by_version() {
    let address = pages::assets::address("headwater.css");
    let response = ask(router(state()), &address, None).await;
    assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/css; charset=utf-8");
    assert!(header_of(&response, header::CACHE_CONTROL).contains("immutable"));
    let plain = ask(router(state()), "/assets/headwater.css", None).await;
    assert_eq!(header_of(&plain, header::CACHE_CONTROL), "no-cache");
    let tag = header_of(&plain, header::ETAG).to_owned();
    let again = ask(router(state()), "/assets/headwater.css", Some(&tag)).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_fault_in_a_handler_is_a_page_that_says_what_is_safe() {
    async fn fault() -> &'static str {
        panic!("a fault on purpose")
    }
    let response = ask(server::protected(Router::new().route("/fault", get(fault))), "/fault", None).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!header_of(&response, header::CONTENT_SECURITY_POLICY).is_empty());
    assert!(text(response).await.contains("Your files and plans on disk are as they were."));
}
