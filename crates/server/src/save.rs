//! Saving a scenario into the plan folder.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path as FilePath;

use axum::extract::{Form, Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chain::text_of;
use pages::chain_pages::query::query_of;

use crate::basis::Subject;
use crate::downloads::slug;
use crate::guard::comes_from_here;
use crate::scenario::{SAVED, raw_of, scenario_of, what_if_address};
use crate::{State, answer};

/// Saves a valid scenario as a new file and shows it; one that is not valid goes back to the form.
pub(crate) async fn save(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    if !comes_from_here(&headers) {
        return answer::refused();
    }
    let subject = match Subject::of(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let Some(folder) = state.folder_of(subject.area.code) else { return answer::not_found() };
    let raw = raw_of(pairs);
    let page = what_if_address(&subject, &query_of(&raw));
    let read = state.outline(&subject).map(|outline| scenario_of(&state, &subject, &outline, &raw));
    let Ok(Ok(scenario)) = read else { return Redirect::to(&page).into_response() };
    let directory = folder.directory.join("scenarios");
    // As it was typed, so that the author's comments stay.
    let text = text_of(&raw);
    match write_new(&directory, &slug(&scenario.name), &text) {
        Ok(name) => {
            let address = format!("{page}&{SAVED}={name}");
            state.saved().push((name, text));
            Redirect::to(&address).into_response()
        }
        Err(_) => answer::problem(),
    }
}

/// Writes a file that was not there before, whole or not at all; returns its name.
fn write_new(directory: &FilePath, stem: &str, text: &str) -> io::Result<String> {
    fs::create_dir_all(directory)?;
    let name = free_name(directory, stem)?;
    let temporary = directory.join(format!(".{name}.part"));
    fs::write(&temporary, text)?;
    fs::rename(&temporary, directory.join(&name))?;
    Ok(name)
}

/// Takes the first name that no file has, by creating it empty.
fn free_name(directory: &FilePath, stem: &str) -> io::Result<String> {
    for number in 1..1000 {
        let name = if number == 1 { format!("{stem}.toml") } else { format!("{stem}-{number}.toml") };
        match OpenOptions::new().write(true).create_new(true).open(directory.join(&name)) {
            Ok(_) => return Ok(name),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "a thousand scenarios have this name"))
}
