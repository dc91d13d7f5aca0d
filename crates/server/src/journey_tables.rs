//! Tables of journeys as files, by the same choice of children and the same disclosure as the pages.

use axum::extract::{Path, Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use journeys::group::{
    Disclosure, before_care, before_strip, comebacks, cost_by_agency, costliest, flow, pathways, services,
};
use journeys::lexis::{Settings, lexis};
use journeys::report;
use pages::journey_pages::overview::PATHWAYS;
use pages::journey_pages::{Around, child, only_inside};
use tables::Table;

use crate::downloads::{slug, table_as};
use crate::held::Held;
use crate::journey_routes::{Pairs, held, typed, with_around};
use crate::{State, answer, viewer};

/// Tables about single children, or small enough cells to be about one.
const INSIDE_ONLY: [&str; 4] = ["spells", "stays", "timeline", "exposure"];

/// A table as a file.
pub(crate) async fn table_file(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Path(file): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let Some((id, kind)) = file.rsplit_once('.') else { return answer::not_found() };
    let held = match held(&state) {
        Ok(held) => held,
        Err(instead) => return *instead,
    };
    let disclosure = viewer::disclosure(&headers);
    if disclosure == Disclosure::Public && INSIDE_ONLY.contains(&id) {
        return answer::html_page(StatusCode::FORBIDDEN, &only_inside("This table", "/journeys"));
    }
    let made = with_around(&held, disclosure, &pairs, |around| {
        if !around.asked.errors.is_empty() {
            // The page says what is wrong.
            return Err(format!("/journeys?{}", around.asked.query()));
        }
        if disclosure.hides(around.group.len() as u64) {
            // So few children that the page says why there is nothing.
            return Err(format!("/journeys?{}", around.asked.query()));
        }
        Ok(group_table(around, id).or_else(|| other_table(&held, around, id, typed(&pairs))))
    });
    match made {
        Ok(Some(table)) => table_as(&format!("{}-{id}", slug(&held.whose.name)), kind, &table),
        Ok(None) => answer::not_found(),
        Err(address) => Redirect::to(&address).into_response(),
    }
}

/// Tables about the children chosen.
fn group_table(around: &Around<'_>, id: &str) -> Option<Table> {
    let (study, group, disclosure) = (around.study, around.group, around.disclosure);
    let flow = || around.asked.days().map(|(from, to)| flow(study, group, from, to));
    Some(match id {
        "journeys-summary" => report::summary(study, group, disclosure),
        "flow" => report::flow(study, &flow()?, disclosure),
        "flow-stocks" => report::flow_stocks(study, &flow()?, disclosure),
        "pathways" => report::pathways(study, &pathways(study, group), PATHWAYS, disclosure),
        "comebacks" => report::comebacks(study, &comebacks(study, group), disclosure),
        "before-care" => report::before_care(study, &before_care(study, group), disclosure),
        "missed-chances" => report::missed(study, &before_care(study, group), disclosure),
        "before-strip" => report::before_strip(study, &before_strip(study, group), disclosure),
        "services" => report::services(study, &services(study, group), disclosure),
        "cost-by-agency" => report::cost_by_agency(study, &cost_by_agency(study, group), disclosure),
        "cost-spread" => report::twentieths(study, &costliest(study, group), disclosure),
        "costliest" => report::costliest(study, &costliest(study, group), disclosure),
        _ => return None,
    })
}

/// Tables about all children, one child, prices and rates.
fn other_table(held: &Held, around: &Around<'_>, id: &str, typed: &str) -> Option<Table> {
    let study = around.study;
    Some(match id {
        "unit-costs" => report::prices(study),
        "what-changed" => chain::report::what_changed(held.own_rates().ok()?, around.disclosure),
        "stocks-changed" => chain::report::stocks_changed(held.own_rates().ok()?, around.disclosure),
        "spells" => report::spells(study, &held.codes),
        "stays" => report::stays(study, &held.codes),
        "exposure" => report::exposure(&lexis(&study.record, &study.journeys, &Settings::default())),
        "timeline" => report::timeline(study, child::find(around, &held.codes, typed)?),
        _ => return None,
    })
}
