//! *How well do the rates fit?*, and its tables as files.

use axum::Router;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use chain::report::{CheckWords, rate_check_tables};
use pages::chain_pages::rate_checks as page;

use crate::basis::Subject;
use crate::downloads::table_as;
use crate::journey_routes::Pairs;
use crate::{State, answer, viewer};

/// Routes of the page and of its tables.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/authority/{code}/rate-checks", get(rate_checks))
        .route("/authority/{code}/rate-checks/{file}", get(table_file))
}

/// Makes the checks apart from the threads that answer, if they are not there yet.
async fn make(state: &State, subject: &Subject) {
    let (state, subject) = (state.clone(), subject.clone());
    let made = tokio::task::spawn_blocking(move || {
        let _ = subject.rate_checks(state.country());
    });
    // If making them fails, it fails again where they are asked for.
    let _ = made.await;
}

async fn rate_checks(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Path(code): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let subject = match Subject::alone(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    make(&state, &subject).await;
    let checks = subject.rate_checks(state.country());
    let page = page::rate_checks(&subject.around(), checks, viewer::disclosure(&headers));
    answer::html_page(StatusCode::OK, &page)
}

async fn table_file(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Path((code, file)): Path<(String, String)>,
    Query(pairs): Pairs,
) -> Response {
    let Some((id, kind)) = file.rsplit_once('.') else { return answer::not_found() };
    let subject = match Subject::alone(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    make(&state, &subject).await;
    let Some(Ok(checks)) = subject.rate_checks(state.country()) else { return answer::not_found() };
    let words = CheckWords { disclosure: viewer::disclosure(&headers) };
    match rate_check_tables(checks, &words).iter().find(|table| table.id == id) {
        Some(table) => table_as(&format!("{}-{id}", subject.file_name()), kind, table),
        None => answer::not_found(),
    }
}
