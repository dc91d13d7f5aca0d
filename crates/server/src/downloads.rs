//! Every table as a file.

use axum::extract::{Path, Query, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use chain::report::{self, OUTCOME_TABLES};
use chain::{Baseline, text_of};
use pages::chain_pages::query::{is_text, query_of};
use plan::Raw;
use reference::Area;
use tables::{Table, to_csv, to_json, to_xlsx};

use crate::basis::Subject;
use crate::scenario::{raw_of, scenario_of, what_if_address};
use crate::state::Key;
use crate::{State, answer};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const JSON: &str = "application/json; charset=utf-8";
const TOML: &str = "application/toml; charset=utf-8";

/// Tables that rest on published figures alone.
const STANDING: [&str; 3] = ["levels", "spend", "profile"];
/// Tables of the baseline.
const BASELINE: [&str; 6] =
    ["projection", "placements", "placement-moves", "baseline-costs", "unit-costs", "intensities"];
fn file(name: &str, kind: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{kind}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// A table as a CSV file.
pub(crate) fn csv_file(name: &str, table: &Table) -> Response {
    file(name, "csv", CSV, to_csv(table))
}

/// A table as a file of a kind: `csv`, `xlsx` or `json`.
pub(crate) fn table_as(name: &str, kind: &str, table: &Table) -> Response {
    match kind {
        "csv" => csv_file(name, table),
        "json" => file(name, "json", JSON, to_json(table).into_bytes()),
        "xlsx" => match to_xlsx(std::slice::from_ref(table)) {
            Ok(bytes) => file(name, "xlsx", XLSX, bytes),
            Err(_) => answer::problem(),
        },
        _ => answer::not_found(),
    }
}

/// Lower-case letters and digits joined by hyphens: a name that every file system takes.
pub(crate) fn slug(text: &str) -> String {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let slug = plain.split_whitespace().collect::<Vec<_>>().join("-");
    let cut: String = slug.chars().take(60).collect();
    if cut.is_empty() { "scenario".to_owned() } else { cut }
}

fn standing_table(state: &State, area: &Area, id: &str) -> Option<Table> {
    let standing = chain::standing(state.country().reference, area);
    Some(match id {
        "levels" => report::levels(state.country().reference, &standing),
        "spend" => report::spend(&standing),
        "profile" => report::profile(&standing),
        _ => return None,
    })
}

fn baseline_table(baseline: &Baseline, id: &str) -> Option<Table> {
    Some(match id {
        "projection" => report::projection(baseline),
        "placements" => report::placements(baseline),
        "placement-moves" => report::placement_moves(baseline),
        "baseline-costs" => report::baseline_costs(baseline),
        "unit-costs" => report::unit_costs(baseline),
        "intensities" => report::intensities(baseline),
        _ => return None,
    })
}

/// One table as a file, or `all` as a spreadsheet. A file waits for the full number of draws: it is never a preview.
pub(crate) async fn table_file(
    Shared(state): Shared<State>,
    Path((code, name)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let Some((id, kind)) = name.rsplit_once('.') else { return answer::not_found() };
    let subject = match Subject::of(&state, &code, &pairs) {
        Ok(subject) => subject,
        Err(instead) => return *instead,
    };
    let area = subject.area;
    let all = id == "all";
    let ids: Vec<&str> =
        if all { STANDING.into_iter().chain(BASELINE).chain(OUTCOME_TABLES).collect() } else { vec![id] };
    let mut tables: Vec<Table> = ids.iter().filter_map(|id| standing_table(&state, area, id)).collect();
    let raw = raw_of(pairs);
    let needs = |of: &[&str]| ids.iter().any(|id| of.contains(id));
    if let Ok(outline) = state.outline(&subject) {
        if needs(&BASELINE) {
            state.want_baseline(&subject);
            let key = Key::baseline(area);
            let Some(baseline) = state.wait(&subject.basis, &key, None, || state.full(&subject)).await else {
                return answer::problem();
            };
            tables.extend(ids.iter().filter_map(|id| baseline_table(&baseline, id)));
        }
        if needs(&OUTCOME_TABLES) && !raw.pairs.is_empty() {
            let key = Key { area: area.code, query: query_of(&raw) };
            let Ok(scenario) = scenario_of(&state, &subject, &outline, &raw) else {
                // The form says what is wrong.
                return Redirect::to(&what_if_address(&subject, &key.query)).into_response();
            };
            state.want_outcome(&subject, &key, scenario);
            let Some(priced) = state.wait(&subject.basis, &key, None, || state.priced(&subject, &key)).await
            else {
                return answer::problem();
            };
            let named =
                ids.iter().filter_map(|id| report::outcome_table(&priced.baseline, &priced.outcome, id));
            tables.extend(named.map(|mut table| {
                report::add_warnings(&mut table, &priced.outcome);
                table
            }));
        }
    }
    if all {
        // A scenario without cuts has nothing in the table of cuts.
        tables.retain(|table| !table.rows.is_empty());
    }
    let published = !all && STANDING.contains(&id);
    let of = if published { Subject::published(&state, area) } else { subject };
    let name = format!("{}-{}", of.file_name(), if all { "tables" } else { id });
    match (kind, tables.as_slice()) {
        ("xlsx", [_, ..]) => match to_xlsx(&tables) {
            Ok(bytes) => file(&name, "xlsx", XLSX, bytes),
            Err(_) => answer::problem(),
        },
        (_, [table]) if !all => table_as(&name, kind, table),
        _ => answer::not_found(),
    }
}

/// The scenario of the address as the file that the command line reads.
pub(crate) async fn scenario_file(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    if state.area(&code).is_none() {
        return answer::not_found();
    }
    let raw = raw_of(pairs);
    let text = text_of(&raw);
    let written = Raw::from_toml(&raw.file, &text).unwrap_or_default();
    let name = written.get(if is_text(&raw) { "name" } else { "service.name" });
    file(&slug(name), "toml", TOML, text.into_bytes())
}
