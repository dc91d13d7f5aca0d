//! *What if* and *Who pays, who gains*: the query of the address is the scenario.

use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chain::{Baseline, example_scenario, scenario_for};
use pages::chain_pages::query::query_of;
use pages::chain_pages::what_if::{self, Known};
use pages::chain_pages::{Around, Tab, who_pays as who_page};
use pages::layout::Link;
use plan::Raw;
use reference::AreaCode;
use units::Step;

use crate::authority::{again, around, few};
use crate::state::Key;
use crate::work::PATIENT;
use crate::{State, answer};

/// Name of the parameter that says which file a scenario was just saved as.
pub(crate) const SAVED: &str = "saved";

/// The scenario in a query or form.
pub(crate) fn raw_of(pairs: Vec<(String, String)>) -> Raw {
    let pairs = pairs
        .into_iter()
        .filter(|(key, _)| key != SAVED)
        .map(|(key, value)| (key, value.trim().to_owned()))
        .collect();
    Raw { file: "this page".to_owned(), pairs }
}

/// Links to the scenarios of the plan folder, and whether there is one.
fn saved_links(state: &State, area: AreaCode) -> (Vec<Link>, bool) {
    if state.folder_of(area).is_none() {
        return (Vec::new(), false);
    }
    let link = |(file, raw): &(String, Raw)| {
        Link::new(file.clone(), format!("/authority/{area}/what-if?{}", query_of(raw)))
    };
    (state.saved().iter().map(link).collect(), true)
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
    let Some(area) = state.area(&code) else { return answer::not_found() };
    let plan = state.plan(area);
    let plain = around(&state, area, &plan);
    let outline = match state.outline(area) {
        Ok(outline) => outline,
        Err(missing) => return few(&plain, Tab::WhatIf, &missing.what),
    };
    let (links, can_save) = saved_links(&state, area.code);
    let asked = Asked { steps: outline.steps(), outline, links, can_save };
    let just_saved = pairs.iter().find(|(k, _)| k == SAVED).map(|(_, v)| v.clone());
    let known = asked.known(&state, just_saved.as_deref());
    let raw = raw_of(pairs);
    if raw.pairs.is_empty() {
        state.want_baseline(area);
        let page = what_if::start(&plain, &known, &example_scenario(&asked.outline));
        return answer::html_page(StatusCode::OK, &page);
    }
    let query = query_of(&raw);
    let scenario = match scenario_for(&asked.outline, &raw) {
        Ok(scenario) => scenario,
        Err(errors) => {
            return answer::html_page(StatusCode::OK, &what_if::refused(&plain, &known, &raw, &errors));
        }
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: area.code, query: query.clone() };
    state.want_outcome(area, &key, scenario);
    match state.wait(&key, Some(PATIENT), || state.priced(&key)).await {
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
    let Some(area) = state.area(&code) else { return answer::not_found() };
    let plan = state.plan(area);
    let plain = around(&state, area, &plan);
    let outline = match state.outline(area) {
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
        return Redirect::to(&format!("/authority/{}/what-if?{query}", area.code)).into_response();
    };
    let name = scenario.name.clone();
    let around = Around { query: &query, scenario: Some(&name), ..plain };
    let key = Key { area: area.code, query: query.clone() };
    state.want_outcome(area, &key, scenario);
    match state.wait(&key, Some(PATIENT), || state.priced(&key)).await {
        Some(priced) => {
            let page = who_page::who_pays(&around, &priced.baseline, &priced.outcome);
            answer::html_page(StatusCode::OK, &page)
        }
        None => again(&what_if::waiting(&around, Tab::WhoPays)),
    }
}
