//! How long each answer took, for whoever reads headers.

use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Adds `Server-Timing: app;dur=…` in milliseconds.
pub(crate) async fn time(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let mut response = next.run(request).await;
    let took = format!("app;dur={:.1}", start.elapsed().as_secs_f64() * 1000.0);
    if let Ok(value) = HeaderValue::from_str(&took) {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), value);
    }
    response
}
