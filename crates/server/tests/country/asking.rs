//! Asking for pages without a network.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, header};
use server::{State, router};
use tower::ServiceExt;

/// Answer to a request for a page.
pub async fn get(state: &State, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).expect("request");
    router(state.clone()).oneshot(request).await.expect("answer")
}

/// Body of an answer.
pub async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Header of an answer; empty if it has none.
pub fn header_of(response: &Response<Body>, name: header::HeaderName) -> String {
    response.headers().get(name).map_or("", |value| value.to_str().expect("text")).to_owned()
}

/// Asks for a page until its figures are computed.
pub async fn ready(state: &State, path: &str) -> String {
    let start = Instant::now();
    loop {
        let page = text(get(state, path).await).await;
        if !page.contains("being computed") {
            return page;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{path} is not computed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("headwater-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}
