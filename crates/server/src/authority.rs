//! *Where we are* and *What lies ahead*.

use axum::extract::{Path, Query, State as Shared};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use pages::chain_pages::{Around, Tab, ahead as ahead_page, few_figures, where_we_are as where_page};
use units::Position;

use crate::basis::Subject;
use crate::journey_routes::Pairs;
use crate::state::Key;
use crate::work::BRIEF;
use crate::{State, answer};

/// The page that names the figure that is missing.
pub(crate) fn few(around: &Around<'_>, tab: Tab, missing: &str) -> Response {
    answer::html_page(StatusCode::OK, &few_figures::few_figures(around, tab, missing))
}

/// A page that asks the browser to come back soon, because what it shows is still being computed.
pub(crate) fn again(page: &pages::layout::Page) -> Response {
    renewed_after(page, "2")
}

/// A page that asks the browser to come back after some seconds.
fn renewed_after(page: &pages::layout::Page, seconds: &'static str) -> Response {
    let mut response = answer::html_page(StatusCode::OK, page);
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(seconds));
    response
}

/// *Where we are*. Whoever reads it goes on to *What lies ahead*, so that is computed meanwhile.
pub(crate) async fn where_we_are(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let subject = match Subject::alone(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let reference = state.country().reference;
    let standing = chain::standing(reference, subject.area);
    let page = where_page::where_we_are(&subject.around_published(), reference, &standing);
    if state.country().rates(subject.area).is_ok() {
        state.want_baseline(&subject);
    }
    answer::html_page(StatusCode::OK, &page)
}

/// *What lies ahead*: in full, or a preview, or word that it is being computed.
pub(crate) async fn ahead(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let subject = match Subject::alone(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let around = subject.around();
    if let Err(missing) = state.country().rates(subject.area) {
        return few(&around, Tab::Ahead, &missing.what);
    }
    state.want_baseline(&subject);
    let key = Key::baseline(subject.area);
    let Some(baseline) = state.wait(&subject.basis, &key, Some(BRIEF), || state.best(&subject)).await else {
        return again(&ahead_page::ahead_waiting(&around));
    };
    let record = ahead_page::TrackRecord {
        tables: &state.record().of(subject.area),
        sentence: state.record().sentence(baseline.rates.children_in(Position::LookedAfter)),
    };
    let page = ahead_page::ahead(&around, state.country().reference, &baseline, record, subject.plan.draws);
    if baseline.plan.draws < subject.plan.draws {
        // Long enough to take in the finding; the full projection follows within seconds, and then nothing moves any more.
        return renewed_after(&page, "5");
    }
    answer::html_page(StatusCode::OK, &page)
}
