//! The pages of journeys.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use journeys::group::Disclosure;
use pages::journey_pages::{
    Around, Asked, Choices, before_care, child, cost, data, nothing_loaded, only_inside, overview, rates,
    services,
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
    page(&state, &headers, &pairs, |_, around| overview::overview(around))
}

async fn before(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, |_, around| before_care::before_care(around))
}

async fn met(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, |_, around| services::services(around))
}

async fn spread(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, |_, around| cost::cost(around))
}

async fn changed(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, |held, around| rates::rates(around, held.own_rates()))
}

async fn one(Shared(state): Shared<State>, headers: HeaderMap, Query(pairs): Pairs) -> Response {
    page(&state, &headers, &pairs, |held, around| {
        if around.disclosure == Disclosure::Public {
            return only_inside("This page", "/journeys");
        }
        let typed = typed(&pairs);
        child::child(around, typed, child::find(around, &held.codes, typed), &held.codes)
    })
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
    make: impl FnOnce(&Held, &Around<'_>) -> Page,
) -> Response {
    let held = match held(state) {
        Ok(held) => held,
        Err(instead) => return *instead,
    };
    let disclosure = viewer::disclosure(headers);
    let page = with_around(&held, disclosure, pairs, |around| make(&held, around));
    answer::html_page(StatusCode::OK, &page)
}

/// Reads what a query asks for and hands it on with everything that a page stands on.
pub(crate) fn with_around<T>(
    held: &Held,
    disclosure: Disclosure,
    pairs: &[(String, String)],
    then: impl FnOnce(&Around<'_>) -> T,
) -> T {
    let choices = Choices::of(&held.study, disclosure);
    let asked = Asked::read(pairs, &choices, &[child::FIELD]);
    let group = held.study.choose(&asked.filter);
    then(&Around {
        area: held.whose.area,
        name: &held.whose.name,
        made_up: held.whose.made_up,
        study: &held.study,
        disclosure,
        choices: &choices,
        asked: &asked,
        group: &group,
    })
}
