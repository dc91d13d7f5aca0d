//! *What if* and *Who pays, who gains*: the query of the address is the scenario.

use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chain::{Baseline, example_scenario, scenario_for};
use pages::chain_pages::query::query_of;
use pages::chain_pages::what_if::{self, Known};
use pages::chain_pages::{Around, Tab, basis, who_pays as who_page};
use pages::layout::Link;
use plan::Raw;
use units::Step;

use crate::authority::{again, few};
use crate::basis::Subject;
use crate::state::Key;
use crate::work::PATIENT;
use crate::{State, answer};

/// Name of the parameter that says which file a scenario was just saved as.
pub(crate) const SAVED: &str = "saved";

/// The scenario in a query or form, without what else stands there: where it was saved, and the rates.
pub(crate) fn raw_of(pairs: Vec<(String, String)>) -> Raw {
    let pairs = pairs
        .into_iter()
        .filter(|(key, _)| key != SAVED && key != basis::FIELD)
        .map(|(key, value)| (key, value.trim().to_owned()))
        .collect();
    Raw { file: "this page".to_owned(), pairs }
}

/// Links to the scenarios of the plan folder, and whether there is one.
fn saved_links(state: &State, subject: &Subject) -> (Vec<Link>, bool) {
    let area = subject.area.code;
    if state.folder_of(area).is_none() {
        return (Vec::new(), false);
    }
    let link =
        |(file, raw): &(String, Raw)| Link::new(file.clone(), what_if_address(subject, &query_of(raw)));
    (state.saved().iter().map(link).collect(), true)
}

/// Address of *What if* with a scenario and the rates that are chosen.
pub(crate) fn what_if_address(subject: &Subject, scenario: &str) -> String {
    let rates = subject.query();
    let mark = if rates.is_empty() { "" } else { "&" };
    format!("/authority/{}/what-if?{scenario}{mark}{rates}", subject.area.code)
}

struct Asked {
    outline: std::sync::Arc<Baseline>,
    steps: Vec<Step>,
    links: Vec<Link>,
    can_save: bool,
}

impl Asked {
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
    let (links, can_save) = saved_links(&state, &subject);
    let asked = Asked { steps: outline.steps(), outline, links, can_save };
    let just_saved = pairs.iter().find(|(k, _)| k == SAVED).map(|(_, v)| v.clone());
    let known = asked.known(&state, just_saved.as_deref());
    let raw = raw_of(pairs);
    if raw.pairs.is_empty() {
        state.want_baseline(&subject);
        let page = what_if::start(&plain, &known, &example_scenario(&asked.outline));
        return answer::html_page(StatusCode::OK, &page);
    }
    let query = query_of(&raw);
    let scenario = match scenario_for(&asked.outline, &raw) {
        Ok(scenario) => scenario,
        Err(errors) => {
            let page = what_if::refused(&plain, &known, &raw, &errors);
            return answer::html_page(StatusCode::BAD_REQUEST, &page);
        }
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: subject.area.code, query: query.clone() };
    state.want_outcome(&subject, &key, scenario);
    match state.wait(&subject.basis, &key, Some(PATIENT), || state.priced(&subject, &key)).await {
        Some(priced) => {
            let page = what_if::result(&around, &known, &raw, &priced.baseline, &priced.outcome);
            answer::html_page(StatusCode::OK, &page)
        }
        None => again(&what_if::waiting(&around, Tab::WhatIf)),
    }
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
    let Ok(scenario) = scenario_for(&outline, &raw) else {
        // The form says what is wrong.
        return Redirect::to(&what_if_address(&subject, &query)).into_response();
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: subject.area.code, query: query.clone() };
    state.want_outcome(&subject, &key, scenario);
    match state.wait(&subject.basis, &key, Some(PATIENT), || state.priced(&subject, &key)).await {
        Some(priced) => {
            let page = who_page::who_pays(&around, &priced.baseline, &priced.outcome);
            answer::html_page(StatusCode::OK, &page)
        }
        None => again(&what_if::waiting(&around, Tab::WhoPays)),
    }
}
