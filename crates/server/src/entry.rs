//! Pages before an authority is chosen.

use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use pages::chain_pages::{about as about_page, choose as choose_page, track_record as record_page};
use pages::layout::Link;
use reference::{AreaKind, UnknownArea, Why};

use crate::downloads::csv_file;
use crate::{State, answer};

/// The start page.
pub(crate) async fn start(Shared(state): Shared<State>) -> Response {
    page(&state, None)
}

/// Leads to the authority that someone means by a code or a name.
pub(crate) async fn choose(
    Shared(state): Shared<State>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let named: Vec<&str> = pairs.iter().filter(|(k, _)| k == "authority").map(|(_, v)| v.trim()).collect();
    let typed = named.join(" and ");
    let typed = typed.as_str();
    let none = || UnknownArea { typed: typed.to_owned(), why: Why::NotFound, nearest: Vec::new() };
    let found = if typed.is_empty() { Err(none()) } else { state.country().find(typed) };
    match found {
        Ok(area) if area.kind == AreaKind::Authority => {
            Redirect::to(&format!("/authority/{}/where", area.code)).into_response()
        }
        // A region or England has no services of its own.
        Ok(_) => page(&state, Some(&none())),
        Err(unknown) => page(&state, Some(&unknown)),
    }
}

fn page(state: &State, refused: Option<&UnknownArea>) -> Response {
    let plan = state.folder().map(|f| {
        Link::new(format!("{}, {}", f.name, f.area.name), format!("/authority/{}/where", f.area.code))
    });
    let authorities = state.country().reference.authorities();
    let status = if refused.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    answer::html_page(status, &choose_page::choose(authorities, refused, plan.as_ref()))
}

/// An authority without a page leads to its first.
pub(crate) async fn authority(Shared(state): Shared<State>, Path(code): Path<String>) -> Response {
    match state.area(&code) {
        Some(area) => Redirect::to(&format!("/authority/{}/where", area.code)).into_response(),
        None => answer::not_found(),
    }
}

/// *About*.
pub(crate) async fn about(Shared(state): Shared<State>) -> Response {
    let page = about_page::about(state.country().reference, &state.record().short);
    answer::html_page(StatusCode::OK, &page)
}

/// *How wrong this has been before*.
pub(crate) async fn track_record(Shared(state): Shared<State>) -> Response {
    answer::html_page(StatusCode::OK, &record_page::track_record(&state.record().tables))
}

/// The record in full, as a file.
pub(crate) async fn track_record_file(Shared(state): Shared<State>) -> Response {
    csv_file("headwater-track-record", &state.record().full)
}

/// The table of sources.
pub(crate) async fn sources(Shared(state): Shared<State>) -> Response {
    csv_file("headwater-sources", &about_page::sources(state.country().reference))
}
