//! *Findings*, inside the authority.

use axum::extract::{Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use pages::journey_pages::findings::{self as findings_page, Shown};
use pages::journey_pages::findings_choice::Asked;
use pages::journey_pages::{nothing_loaded, only_inside};
use returns::{Reading, report};
use tables::Table;

use crate::held::{Data, Held};
use crate::{State, answer, authority, viewer};

/// The page.
pub(crate) async fn page(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let held = match state.desk().data.clone() {
        Data::Ready(held) => held,
        Data::Reading(now) => {
            return authority::again(&pages::journey_pages::data::reading(&now.name, now.done, now.of));
        }
        Data::Nothing | Data::Failed => {
            return answer::html_page(StatusCode::OK, &nothing_loaded("/data"));
        }
    };
    if !viewer::is_inside(&headers) {
        return answer::html_page(StatusCode::OK, &only_inside("Findings", "/data"));
    }
    let (asked, chosen, status) = match chosen(&held, &pairs) {
        Ok((asked, table)) => (asked, table, StatusCode::OK),
        Err(asked) => (*asked, Table::default(), StatusCode::BAD_REQUEST),
    };
    let shown = Shown {
        area: held.whose.area,
        findings: &held.reading.findings,
        sources: &held.reading.sources,
        by_rule: &report::by_rule(&held.reading),
        chosen: &chosen,
        asked: &asked,
    };
    answer::html_page(status, &findings_page::findings(&shown))
}

/// The findings that a query asks for, as a table.
///
/// **Errors**: what was asked, when it is not possible; it says why.
pub(crate) fn chosen(held: &Held, pairs: &[(String, String)]) -> Result<(Asked, Table), Box<Asked>> {
    let mut asked = Asked::read(pairs, &held.reading.findings, &held.reading.sources);
    if !asked.errors.is_empty() {
        return Err(Box::new(asked));
    }
    let all = &held.reading;
    let chosen =
        Reading { sources: all.sources.clone(), findings: asked.choose(&all.findings), ..Reading::default() };
    let table = report::findings(&chosen);
    asked.check_page(table.rows.len());
    if asked.errors.is_empty() { Ok((asked, table)) } else { Err(Box::new(asked)) }
}
