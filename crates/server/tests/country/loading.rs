//! Loading returns as the page does.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use server::{State, router};
use tower::ServiceExt;

use crate::country::state;
use crate::made_up;

const HOST: &str = "127.0.0.1:8080";
/// Where the pages are.
pub const HERE: &str = "http://127.0.0.1:8080";
/// The statement of somebody who works inside the authority.
pub const INSIDE: &str = "headwater-inside=yes";

/// Asks for a page.
pub async fn get(state: &State, path: &str, cookie: &str) -> Response<Body> {
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).expect("request");
    router(state.clone()).oneshot(request).await.expect("answer")
}

/// Sends a form.
pub async fn post(state: &State, path: &str, origin: &str, kind: &str, body: String) -> Response<Body> {
    let request = Request::post(path)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .expect("request");
    router(state.clone()).oneshot(request).await.expect("answer")
}

/// The text of an answer.
pub async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("body");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends files as the form of the page does.
pub async fn upload(state: &State, authority: &str, files: &[(&str, &str)]) -> Response<Body> {
    let mut body =
        format!("--edge\r\nContent-Disposition: form-data; name=\"authority\"\r\n\r\n{authority}\r\n");
    for (name, text) in files {
        body += &format!(
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        );
    }
    body += "--edge--\r\n";
    post(state, "/data", HERE, "multipart/form-data; boundary=edge", body).await
}

/// Asks for the page until nothing is being read.
pub async fn settled(state: &State) -> String {
    let start = Instant::now();
    loop {
        let response = get(state, "/data", "").await;
        let refreshes = response.headers().contains_key(header::REFRESH);
        let page = text(response).await;
        assert_eq!(refreshes, page.contains("being read"));
        if !refreshes {
            return page;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "the files are not read");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// State with returns of so many made-up children loaded for Hartlepool.
pub async fn loaded(children: u32) -> State {
    let state = state();
    let response = upload(&state, "805", &[("events.csv", &made_up::events(children))]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    settled(&state).await;
    state
}
