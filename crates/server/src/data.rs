//! *Data*: what is loaded, loading it, removing it, and who looks.

use axum::Router;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use pages::components::{Choice, FieldError};
use pages::journey_pages::data::{self as data_page, AUTHORITY, FILES, Loaded, Offer};
use pages::journey_pages::{nothing_loaded, only_inside};
use plan::Plan;
use returns::report;

use crate::downloads::{slug, table_as};
use crate::guard::comes_from_here;
use crate::held::{Data, Whose};
use crate::upload::{LIMIT, LIMIT_MB, Sent, Unusable};
use crate::{State, answer, authority, findings, reading, viewer};

/// Routes of the page.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/data", get(page).post(upload).layer(DefaultBodyLimit::disable()))
        .route("/data/example", post(example))
        .route("/data/remove", post(remove))
        .route("/data/inside", post(inside))
        .route("/data/findings", get(findings::page))
        .route("/data/tables/{file}", get(table_file))
}

/// The page: a form, what is loaded, or how far reading has come.
async fn page(Shared(state): Shared<State>, headers: HeaderMap) -> Response {
    shown(&state, &headers, &[], StatusCode::OK)
}

fn shown(state: &State, headers: &HeaderMap, errors: &[FieldError], status: StatusCode) -> Response {
    let data = state.desk().data.clone();
    let failed = [FieldError::new(
        FILES,
        "These files could not be read, for a fault of the program. Nothing is loaded. Try them one by one to find \
         the file that it stumbles over",
    )];
    let (held, errors) = match &data {
        Data::Reading(now) => return authority::again(&data_page::reading(&now.name, now.done, now.of)),
        Data::Failed if errors.is_empty() => (None, failed.as_slice()),
        Data::Ready(held) => (Some(held), errors),
        Data::Nothing | Data::Failed => (None, errors),
    };
    let authorities: Vec<Choice> = state
        .country()
        .reference
        .authorities()
        .map(|a| Choice::new(a.code.to_string(), a.name.clone()))
        .collect();
    let chosen = held
        .filter(|h| !h.whose.made_up)
        .map(|h| h.whose.area)
        .or(state.folder().map(|f| &f.area))
        .map_or_else(String::new, |a| a.code.to_string());
    let disclosure = viewer::disclosure(headers);
    let offer = Offer {
        authorities: &authorities,
        chosen: &chosen,
        example: state.example().map(|e| e.name.as_str()),
        disclosure,
        errors,
        limit_mb: LIMIT_MB,
    };
    let files = held.map(|h| data_page::files_shown(report::summary(&h.reading), disclosure));
    let loaded = held.zip(files.as_ref()).map(|(held, files)| Loaded {
        area: held.whose.area,
        name: &held.whose.name,
        made_up: held.whose.made_up,
        children: held.study.record.children.len() as u64,
        coverage: &held.study.record.coverage,
        files,
        findings: held.finding_counts(),
    });
    answer::html_page(status, &data_page::data(loaded.as_ref(), &offer))
}

/// Takes files and begins to read them.
async fn upload(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    if !comes_from_here(&headers) {
        return answer::refused();
    }
    let intake = state.intake();
    let sent = match form {
        Ok(form) => Sent::receive(form, if intake.is_some() { LIMIT } else { 0 }).await,
        Err(_) => Err(Unusable::Broken),
    };
    // A browser shows no answer before its form is sent, so what comes while others are read is let go by.
    let Some(intake) = intake else {
        return answer::html_page(StatusCode::CONFLICT, &data_page::others_are_read());
    };
    let refuse = |field: &str, message: String, status| {
        shown(&state, &headers, &[FieldError::new(field, message)], status)
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(Unusable::TooLarge) => {
            let message = format!(
                "The files are larger than {LIMIT_MB} MB together: zip them, or leave out the earliest years. Nothing \
                 of them was kept"
            );
            return refuse(FILES, message, StatusCode::PAYLOAD_TOO_LARGE);
        }
        Err(Unusable::Broken) => {
            let message = "The files did not arrive whole: choose them again".to_owned();
            return refuse(FILES, message, StatusCode::BAD_REQUEST);
        }
    };
    let Some(area) = state.area(&sent.authority) else {
        let message = "Choose the authority whose returns these are".to_owned();
        return refuse(AUTHORITY, message, StatusCode::BAD_REQUEST);
    };
    if sent.is_empty() {
        return refuse(FILES, "Choose one or more files".to_owned(), StatusCode::BAD_REQUEST);
    }
    let whose = Whose { area, name: area.name.clone(), made_up: false, plan: state.plan(area) };
    reading::start(&state, intake, whose, || sent.inputs());
    // A statement is made about the returns that were loaded, not about those that come after.
    ([(header::SET_COOKIE, viewer::cookie(false))], Redirect::to("/data")).into_response()
}

/// Loads the made-up authority.
async fn example(Shared(state): Shared<State>, headers: HeaderMap) -> Response {
    if !comes_from_here(&headers) {
        return answer::refused();
    }
    let Some(intake) = state.intake() else {
        return answer::html_page(StatusCode::CONFLICT, &data_page::others_are_read());
    };
    let Some(example) = state.example() else { return answer::not_found() };
    let Ok(found) = state.country().find(&example.like) else { return answer::not_found() };
    let Some(area) = state.area(&found.code.to_string()) else { return answer::not_found() };
    let plan = Plan { name: example.name.clone(), children: example.children, ..Plan::of(&area.name) };
    let whose = Whose { area, name: example.name.clone(), made_up: true, plan };
    let make = example.returns.clone();
    reading::start(&state, intake, whose, move || make());
    // A statement is made about the returns that were loaded, not about those that come after.
    ([(header::SET_COOKIE, viewer::cookie(false))], Redirect::to("/data")).into_response()
}

/// Forgets the returns.
async fn remove(Shared(state): Shared<State>, headers: HeaderMap) -> Response {
    if !comes_from_here(&headers) {
        return answer::refused();
    }
    state.desk().replace(Data::Nothing);
    // A statement is made about the returns that were loaded, not about those that come after.
    ([(header::SET_COOKIE, viewer::cookie(false))], Redirect::to("/data")).into_response()
}

/// Keeps or takes back the statement of somebody who works inside the authority.
async fn inside(headers: HeaderMap, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    if !comes_from_here(&headers) {
        return answer::refused();
    }
    let stated = pairs.iter().any(|(name, value)| name == "inside" && value == "yes");
    ([(header::SET_COOKIE, viewer::cookie(stated))], Redirect::to("/data#inside")).into_response()
}

/// Tables of files and findings.
async fn table_file(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Path(file): Path<String>,
    axum::extract::Query(pairs): axum::extract::Query<Vec<(String, String)>>,
) -> Response {
    let Some((id, kind)) = file.rsplit_once('.') else { return answer::not_found() };
    let Data::Ready(held) = state.desk().data.clone() else {
        return answer::html_page(StatusCode::OK, &nothing_loaded("/data"));
    };
    let table = match id {
        "files-read" => data_page::files_shown(report::summary(&held.reading), viewer::disclosure(&headers)),
        "findings" | "findings-by-rule" if !viewer::is_inside(&headers) => {
            return answer::html_page(StatusCode::FORBIDDEN, &only_inside("Findings", "/data"));
        }
        "findings-by-rule" => report::by_rule(&held.reading),
        "findings" => match findings::chosen(&held, &pairs) {
            Ok((_, table)) => table,
            Err(asked) => {
                return Redirect::to(&format!("/data/findings?{}", asked.query())).into_response();
            }
        },
        _ => return answer::not_found(),
    };
    table_as(&format!("{}-{id}", slug(&held.whose.name)), kind, &table)
}
