//! *What if* and *Who pays, who gains*: the query of the address is the scenario.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chain::{Baseline, TEXT, example_scenario, scenario_for, warnings_before};
use pages::chain_pages::query::{query_of, query_of_text};
use pages::chain_pages::what_if::{self, Known, THIS_PAGE};
use pages::chain_pages::{Around, Tab, basis, scenario_keys, who_pays as who_page};
use pages::layout::Link;
use plan::language::{Scenario, is_version_1};
use plan::{InputError, Raw};
use units::Step;

use crate::authority::{again, few};
use crate::basis::Subject;
use crate::state::Key;
use crate::work::PATIENT;
use crate::{State, answer};

/// Name of the parameter that says which file a scenario was just saved as.
pub(crate) const SAVED: &str = "saved";

/// Longest query of an address, in bytes: hyper takes addresses of less than 64 KiB, and the path and the choice of
/// rates need room as well.
const LONGEST_QUERY: usize = 60_000;

/// The scenario in a query or form, without what else stands there: where it was saved, and the rates.
pub(crate) fn raw_of(pairs: Vec<(String, String)>) -> Raw {
    let pairs = pairs
        .into_iter()
        .filter(|(key, _)| key != SAVED && key != basis::FIELD)
        // Browsers send line breaks of two characters; files have one.
        .map(|(key, value)| (key, value.trim().replace("\r\n", "\n")))
        .collect();
    Raw { file: THIS_PAGE.to_owned(), pairs }
}

/// The scenario of a query for an authority, which may extend files of its plan folder.
///
/// **Errors**: everything wrong with it.
pub(crate) fn scenario_of(
    state: &State,
    subject: &Subject,
    outline: &Baseline,
    raw: &Raw,
) -> Result<Scenario, Vec<InputError>> {
    scenario_for(outline, raw, &state.scenario_folder(subject.area.code))
}

/// What can be said of a scenario before it is run, once the baseline or its preview is there.
fn said_before(state: &State, subject: &Subject, scenario: &Scenario) -> Vec<String> {
    state.best(subject).map(|baseline| warnings_before(&baseline, scenario)).unwrap_or_default()
}

/// The query that stands for a scenario file: fields of the form where it has no more than those, else its text.
fn query_of_file(file: &str, text: &str) -> String {
    match Raw::from_toml(file, text) {
        Ok(raw) if is_version_1(text) => query_of(&raw),
        _ => query_of_text(text),
    }
}

/// Links to the scenarios of the plan folder, and whether there is one.
fn saved_links(state: &State, subject: &Subject) -> (Vec<Link>, bool) {
    let area = subject.area.code;
    if state.folder_of(area).is_none() {
        return (Vec::new(), false);
    }
    let link = |(file, text): &(String, String)| {
        Link::new(file.clone(), what_if_address(subject, &query_of_file(file, text)))
    };
    (state.saved().iter().map(link).collect(), true)
}

/// Address of *What if* with a scenario and the rates that are chosen.
pub(crate) fn what_if_address(subject: &Subject, scenario: &str) -> String {
    let rates = subject.query();
    let mark = if rates.is_empty() { "" } else { "&" };
    format!("/authority/{}/what-if?{scenario}{mark}{rates}", subject.area.code)
}

struct Asked {
    outline: Arc<Baseline>,
    steps: Vec<Step>,
    links: Vec<Link>,
    can_save: bool,
}

impl Asked {
    fn of(state: &State, subject: &Subject, outline: Arc<Baseline>) -> Asked {
        let (links, can_save) = saved_links(state, subject);
        Asked { steps: outline.steps(), outline, links, can_save }
    }

    fn known<'a>(&'a self, state: &State, just_saved: Option<&'a str>) -> Known<'a> {
        Known {
            reference: state.country().reference,
            steps: &self.steps,
            saved: &self.links,
            can_save: self.can_save,
            just_saved,
        }
    }
}

/// *What if*.
pub(crate) async fn what_if(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let subject = match Subject::of(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let plain = subject.around();
    let outline = match state.outline(&subject) {
        Ok(outline) => outline,
        Err(missing) => return few(&plain, Tab::WhatIf, &missing.what),
    };
    let asked = Asked::of(&state, &subject, outline);
    let just_saved = pairs.iter().find(|(k, _)| k == SAVED).map(|(_, v)| v.clone());
    let known = asked.known(&state, just_saved.as_deref());
    let raw = raw_of(pairs);
    if raw.pairs.is_empty() {
        state.want_baseline(&subject);
        let page = what_if::start(&plain, &known, &example_scenario(&asked.outline));
        return answer::html_page(StatusCode::OK, &page);
    }
    let query = query_of(&raw);
    let scenario = match scenario_of(&state, &subject, &asked.outline, &raw) {
        Ok(scenario) => scenario,
        Err(errors) => {
            let page = what_if::refused(&plain, &known, &raw, &errors);
            return answer::html_page(StatusCode::BAD_REQUEST, &page);
        }
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: subject.area.code, query: query.clone() };
    state.want_outcome(&subject, &key, scenario.clone());
    match state.wait(&subject.basis, &key, Some(PATIENT), || state.priced(&subject, &key)).await {
        Some(priced) => {
            let page = what_if::result(&around, &known, &raw, &priced.baseline, &priced.outcome);
            answer::html_page(StatusCode::OK, &page)
        }
        None => again(&what_if::waiting(&around, Tab::WhatIf, &said_before(&state, &subject, &scenario))),
    }
}

/// A scenario written in the field for text: leads to the address that holds it, so that it can be kept and sent.
pub(crate) async fn written(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let subject = match Subject::of(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let around = subject.around();
    let outline = match state.outline(&subject) {
        Ok(outline) => outline,
        Err(missing) => return few(&around, Tab::WhatIf, &missing.what),
    };
    let raw = raw_of(pairs);
    let query = query_of(&raw);
    let expected = if query.is_empty() {
        "a scenario as text: start from a worked one below".to_owned()
    } else if query.len() > LONGEST_QUERY {
        "a scenario short enough for an address; comments can be left out, or files of a plan folder be used"
            .to_owned()
    } else {
        return Redirect::to(&what_if_address(&subject, &query)).into_response();
    };
    let found = if query.is_empty() { String::new() } else { format!("{} bytes in an address", query.len()) };
    let error = InputError::new(THIS_PAGE, ("Scenario as text", ""), &found, expected);
    let asked = Asked::of(&state, &subject, outline);
    let mut raw = raw;
    if raw.pairs.is_empty() {
        raw.pairs.push((TEXT.to_owned(), String::new()));
    }
    let page = what_if::refused(&around, &asked.known(&state, None), &raw, &[error]);
    answer::html_page(StatusCode::BAD_REQUEST, &page)
}

/// *What each key of a scenario means*.
pub(crate) async fn keys() -> Response {
    answer::html_page(StatusCode::OK, &scenario_keys::scenario_keys())
}

/// *Who pays, who gains*.
pub(crate) async fn who_pays(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let subject = match Subject::of(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let plain = subject.around();
    let outline = match state.outline(&subject) {
        Ok(outline) => outline,
        Err(missing) => return few(&plain, Tab::WhoPays, &missing.what),
    };
    let raw = raw_of(pairs);
    if raw.pairs.is_empty() {
        return answer::html_page(StatusCode::OK, &who_page::start(&plain));
    }
    let query = query_of(&raw);
    let Ok(scenario) = scenario_of(&state, &subject, &outline, &raw) else {
        // The form says what is wrong.
        return Redirect::to(&what_if_address(&subject, &query)).into_response();
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: subject.area.code, query: query.clone() };
    state.want_outcome(&subject, &key, scenario.clone());
    match state.wait(&subject.basis, &key, Some(PATIENT), || state.priced(&subject, &key)).await {
        Some(priced) => {
            let page = who_page::who_pays(&around, &priced.baseline, &priced.outcome);
            answer::html_page(StatusCode::OK, &page)
        }
        None => again(&what_if::waiting(&around, Tab::WhoPays, &said_before(&state, &subject, &scenario))),
    }
}
