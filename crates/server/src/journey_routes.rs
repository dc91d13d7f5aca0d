//! The pages of journeys.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use journeys::group::Disclosure;
use pages::error_pages;
use pages::journey_pages::{
    Around, Asked, Choices, Tab, before_care, child, cost, data, nothing_loaded, only_inside, overview,
    rates, services,
};
use pages::layout::Page;

use crate::held::{Data, Held};
use crate::{State, answer, authority, journey_tables, viewer};

/// Pairs of a query.
pub(crate) type Pairs = Query<Vec<(String, String)>>;

/// Routes of the pages and of their tables.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/journeys", get(all))
        .route("/journeys/before-care", get(before))
        .route("/journeys/services", get(met))
        .route("/journeys/cost", get(spread))
        .route("/journeys/rates", get(changed))
        .route("/journeys/child", get(one))
        .route("/journeys/tables/{file}", get(journey_tables::table_file))
}

async fn all(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, Tab::Overview, |_, around| overview::overview(around))
}

async fn before(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, Tab::BeforeCare, |_, around| before_care::before_care(around))
}

async fn met(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, Tab::Services, |_, around| services::services(around))
}

async fn spread(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, Tab::Cost, |_, around| cost::cost(around))
}

async fn changed(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, Tab::Rates, |held, around| rates::rates(around, held.own_rates()))
}

async fn one(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    let held = match held(&state) {
        Ok(held) => held,
        Err(instead) => return *instead,
    };
    let disclosure = viewer::disclosure(&headers);
    if disclosure == Disclosure::Public {
        return answer::html_page(StatusCode::OK, &only_inside("This page", "/journeys"));
    }
    with_around(&held, disclosure, &pairs, |around| {
        let page = match (child::page_of(around, &pairs), around.asked.errors.as_slice()) {
            (Ok(page), []) => page,
            (page, _) => return wrong_address(around, Tab::Child, page.err()),
        };
        let typed = typed(&pairs);
        let found = child::find(around, &held.codes, typed);
        let status = if typed.is_empty() || found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        answer::html_page(
            status,
            &child::child(around, child::Wanted { typed, found, page, codes: &held.codes }),
        )
    })
}

/// What is wrong with the address of a page that has no form to say it beside.
fn wrong_address(around: &Around<'_>, tab: Tab, more: Option<String>) -> Response {
    let errors: Vec<String> = around.asked.errors.iter().map(|e| e.message.clone()).chain(more).collect();
    answer::html_page(StatusCode::BAD_REQUEST, &error_pages::wrong_address(&errors, tab.path()))
}

/// The code or id of a child that a query asks for; empty if it asks for none.
pub(crate) fn typed(pairs: &[(String, String)]) -> &str {
    pairs.iter().find(|(name, _)| name == child::FIELD).map_or("", |(_, value)| value.trim())
}

/// What is loaded, or the page that stands in its place.
pub(crate) fn held(state: &State) -> Result<Arc<Held>, Box<Response>> {
    match state.desk().data.clone() {
        Data::Ready(held) => Ok(held),
        Data::Reading(now) => Err(Box::new(authority::again(&data::reading(&now.name, now.done, now.of)))),
        Data::Nothing | Data::Failed => {
            Err(Box::new(answer::html_page(StatusCode::OK, &nothing_loaded("/journeys"))))
        }
    }
}

fn page(
    state: &State,
    headers: &HeaderMap,
    pairs: &[(String, String)],
    tab: Tab,
    make: impl FnOnce(&Held, &Around<'_>) -> Page,
) -> Response {
    let held = match held(state) {
        Ok(held) => held,
        Err(instead) => return *instead,
    };
    let disclosure = viewer::disclosure(headers);
    with_around(&held, disclosure, pairs, |around| match around.asked.errors.as_slice() {
        [] => answer::html_page(StatusCode::OK, &make(&held, around)),
        _ if tab.has_group() => answer::html_page(StatusCode::BAD_REQUEST, &make(&held, around)),
        _ => wrong_address(around, tab, None),
    })
}

/// Reads what a query asks for and hands it on with everything that a page stands on.
pub(crate) fn with_around<T>(
    held: &Held,
    disclosure: Disclosure,
    pairs: &[(String, String)],
    then: impl FnOnce(&Around<'_>) -> T,
) -> T {
    let study = held.study_by(Asked::precedence(pairs));
    let choices = Choices::of(study, disclosure);
    let asked = Asked::read(pairs, &choices, &[child::FIELD, child::PAGE]);
    let group = study.choose(&asked.filter);
    then(&Around {
        area: held.whose.area,
        name: &held.whose.name,
        made_up: held.whose.made_up,
        study,
        disclosure,
        choices: &choices,
        asked: &asked,
        group: &group,
    })
}
