//! Answers: a page with its status, and the pages for errors.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pages::error_pages;
use pages::layout::Page;

use crate::forms::FIELDS_MAX_MB;

/// A page as an answer.
pub fn html_page(status: StatusCode, page: &Page) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, page.render().into_string()).into_response()
}

/// "Page not found".
pub fn not_found() -> Response {
    html_page(StatusCode::NOT_FOUND, &error_pages::not_found())
}

/// "Sorry, there is a problem with Headwater".
pub fn problem() -> Response {
    html_page(StatusCode::INTERNAL_SERVER_ERROR, &error_pages::problem())
}

/// "This was not done".
pub(crate) fn refused() -> Response {
    html_page(StatusCode::FORBIDDEN, &error_pages::refused())
}

/// "Too much for one form".
pub(crate) fn too_much() -> Response {
    html_page(StatusCode::PAYLOAD_TOO_LARGE, &error_pages::too_much(FIELDS_MAX_MB))
}

/// "This cannot be answered".
pub(crate) fn not_understood(status: StatusCode) -> Response {
    html_page(status, &error_pages::not_understood())
}

/// Answers with a page when a handler panics, where axum would just close the connection. A task of its own catches
/// the panic.
pub(crate) async fn catch_panics(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_) => problem(),
    }
}
