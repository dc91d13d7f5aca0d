//! *How well do the rates fit?*: own rates beside the journeys they were counted from.

use chain::report::{self, CheckWords};
use chain::{NoRates, RateChecks, Verdict};
use journeys::group::Disclosure;
use maud::{Markup, html};
use tables::{Cell, Table};

use super::words::{capital, short_name};
use super::{Around, Tab, lead};
use crate::charts::{
    Band, BandPoint, BandsAre, Caption, Dot, DotChart, DotRow, DotSign, Panel, Plot, Point, Role, Series,
    SmallMultiples, XAxis,
};
use crate::components::{self, Downloads};
use crate::format::Quantity;
use crate::journey_pages::who_looks;
use crate::layout::Page;

/// Last part of the address.
pub const PATH: &str = "rate-checks";
/// Cells that stand out and are listed on the page; the file has all.
const LISTED: usize = 15;

/// The page.
pub fn rate_checks(
    around: &Around<'_>,
    checks: Option<&Result<RateChecks, NoRates>>,
    disclosure: Disclosure,
) -> Page {
    match checks {
        Some(Ok(checks)) => checked(around, checks, CheckWords { disclosure }),
        Some(Err(why)) => lacking(around, &format!("Own rates cannot be counted yet: {why}.")),
        None => lacking(
            around,
            "A check of rates needs the journeys of children: none can be made from published totals.",
        ),
    }
}

/// What the page says while there is nothing to check.
fn lacking(around: &Around<'_>, why: &str) -> Page {
    let body = html! {
        (lead(why))
        div.hw-text {
            p.govuk-body { "The check needs, for at least one whole return year, 1 April to 31 March:" }
            ul."govuk-list govuk-list--bullet" {
                li { "the looked-after return (SSDA903), or Annex A, and" }
                li { "the children in need census, or Annex A." }
            }
            p.govuk-body {
                "With two years or more it also says whether rates keep from year to year. "
                a.govuk-link href="/data" { "Load returns of " (short_name(around.area)) }
            }
            p.govuk-body {
                "How wrong projections from published rates have been before is on "
                a.govuk-link href="/track-record" { "another page" } "."
            }
        }
    };
    around.page(Tab::Ahead, "How well the rates fit cannot be said without returns".to_owned(), body)
}

fn checked(around: &Around<'_>, checks: &RateChecks, words: CheckWords) -> Page {
    let tested = report::steps_tested(checks, &words);
    let by_year = report::observed_expected_by_year(checks, &words);
    let cells = report::observed_expected(checks, &words);
    let gaps = report::largest_gaps(checks, &words);
    let curves = report::curves_beside_rates(checks, &words);
    let occupancy = report::occupancy_beside_rates(checks, &words);
    let body = html! {
        (who_looks(words.disclosure))
        (lead(
            "What lies ahead is projected from rates. Here they are held against the journeys they were counted from, by \
             means that need no rates at all.",
        ))
        (residuals(around, &by_year).render())
        h2.govuk-heading-m { "Step by step, in words" }
        (components::table(&chosen(&tested, &STEP_COLUMNS), &downloads(around, &tested.id)))
        h2.govuk-heading-m { "Where single ages and times stand out" }
        (standing_out(around, &cells))
        (stays(around, &curves, &gaps).render())
        (components::table(&chosen(&gaps, &GAP_COLUMNS), &downloads(around, &gaps.id)))
        h2.govuk-heading-m { "Where children are after some years" }
        p.govuk-body.hw-text { (furthest(&occupancy)) }
        (components::details(&occupancy.title, components::table(&occupancy, &downloads(around, &occupancy.id))))
        h2.govuk-heading-m { "How to read this" }
        (how_to_read())
        p.govuk-body { a.govuk-link href=(around.href(Tab::Ahead)) { "Back to what lies ahead" } }
    };
    around.page(Tab::Ahead, title(&tested), body)
}

const STEP_COLUMNS: [&str; 6] =
    ["step", "steps", "years_verdict", "years_p", "cells_verdict", "published_verdict"];
const GAP_COLUMNS: [&str; 7] = [
    "position",
    "own_words",
    "own_difference",
    "own_errors",
    "published_words",
    "published_difference",
    "published_errors",
];

fn title(tested: &Table) -> String {
    let at = column(tested, "years_p");
    let values: Vec<f64> = tested.rows.iter().filter_map(|row| number(row.get(at?))).collect();
    let sure = values.iter().filter(|p| **p < 0.01).count();
    match (sure, values.len()) {
        (_, 0) => "Too few years or steps to say whether rates keep from year to year".to_owned(),
        (0, all) => {
            format!("All {all} steps keep their rates from year to year, as far as chance lets us see")
        }
        (sure, all) => format!("In {sure} of {all} steps, rates vary more from year to year than by chance"),
    }
}

fn column(table: &Table, key: &str) -> Option<usize> {
    table.columns.iter().position(|c| c.key == key)
}

fn number(cell: Option<&Cell>) -> Option<f64> {
    match cell {
        Some(Cell::Number { value, .. }) => Some(*value),
        Some(Cell::Whole(count)) => Some(*count as f64),
        _ => None,
    }
}

fn text(cell: Option<&Cell>) -> String {
    cell.map_or_else(String::new, Cell::to_string)
}

/// Some columns of a table, for a page; its file has all.
fn chosen(table: &Table, keys: &[&str]) -> Table {
    let places: Vec<usize> = keys.iter().filter_map(|key| column(table, key)).collect();
    let pick = |row: &Vec<Cell>| places.iter().filter_map(|at| row.get(*at).cloned()).collect();
    Table {
        columns: places.iter().filter_map(|at| table.columns.get(*at).cloned()).collect(),
        rows: table.rows.iter().map(pick).collect(),
        ..table.clone()
    }
}

fn downloads(around: &Around<'_>, id: &str) -> Downloads {
    let file = |kind: &str| Some(around.address(&format!("{PATH}/{id}.{kind}"), false));
    Downloads { csv: file("csv"), xlsx: file("xlsx"), json: file("json") }
}

fn sign(verdict: &str) -> DotSign {
    match verdict {
        v if v == Verdict::More.label() => DotSign::Beyond,
        v if v == Verdict::Drift.label() => DotSign::Unusual,
        _ => DotSign::Usual,
    }
}

/// Residuals of each step, a dot a year.
fn residuals(around: &Around<'_>, by_year: &Table) -> DotChart {
    let at = |row: &[Cell], key: &str| column(by_year, key).and_then(|c| row.get(c)).cloned();
    let mut rows: Vec<DotRow> = Vec::new();
    for year in &by_year.rows {
        let step = capital(&text(at(year, "step").as_ref()).replace("->", "to"));
        if rows.last().is_none_or(|row| row.label != step) {
            rows.push(DotRow { label: step, ..DotRow::default() });
        }
        let Some(row) = rows.last_mut() else { continue };
        let Some(value) = number(at(year, "own_residual").as_ref()) else { continue };
        let sign = sign(&text(at(year, "own_verdict").as_ref()));
        if sign != DotSign::Usual {
            let comma = if row.words.is_empty() { "" } else { ", " };
            let course = if value > 0.0 { "more" } else { "fewer" };
            row.words += &format!("{comma}{} {course}", text(at(year, "year").as_ref()));
        }
        row.dots.push(Dot { value, sign });
    }
    let dots = || rows.iter().flat_map(|row| &row.dots);
    let (all, unusual) = (dots().count(), dots().filter(|dot| dot.sign != DotSign::Usual).count());
    let finding = format!("{unusual} of {all} yearly numbers of steps differ by more than chance");
    DotChart {
        caption: Caption {
            source: by_year.source.clone(),
            notes: by_year.notes.clone(),
            downloads: downloads(around, &by_year.id),
            ..Caption::new(
                "residuals",
                finding,
                "Steps of each return year less those expected from the other years, in standard deviations",
            )
        },
        quantity: Quantity::Number { decimals: 1 },
        usual: (-2.0, 2.0),
        usual_words: "About 95 in 100 by chance".to_owned(),
        signs: [
            "A year, within chance".to_owned(),
            "More than chance, within the drift allowed for".to_owned(),
            "More than chance and drift".to_owned(),
        ],
        rows,
        table: chosen(
            by_year,
            &[
                "step",
                "year",
                "observed",
                "own_expected",
                "own_low_95",
                "own_high_95",
                "own_residual",
                "own_verdict",
                "published_expected",
                "published_residual",
            ],
        ),
    }
}

/// The cells that stand out most, and how many do.
fn standing_out(around: &Around<'_>, cells: &Table) -> Markup {
    let (Some(residual), Some(verdict)) = (column(cells, "own_residual"), column(cells, "own_verdict"))
    else {
        return html! {};
    };
    if cells.rows.is_empty() {
        return html! { @if let Some(why) = cells.notes.first() { p.govuk-body.hw-text { (why) } } };
    }
    let shown = cells.rows.iter().filter(|row| matches!(row.get(verdict), Some(Cell::Text(_))));
    let compared = shown.clone().count();
    let mut out: Vec<&Vec<Cell>> =
        shown.filter(|row| sign(&text(row.get(verdict))) != DotSign::Usual).collect();
    let size = |row: &Vec<Cell>| number(row.get(residual)).unwrap_or(0.0).abs();
    out.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let count = out.len();
    let most = Table {
        title: format!("The {} cells furthest from what was expected", LISTED.min(count)),
        rows: out.into_iter().take(LISTED).cloned().collect(),
        notes: Vec::new(),
        ..cells.clone()
    };
    let keys = [
        "step",
        "year",
        "age",
        "time_from",
        "time_to",
        "observed",
        "own_expected",
        "own_low_95",
        "own_high_95",
        "own_residual",
        "own_verdict",
    ];
    html! {
        p.govuk-body.hw-text {
            "Of " (tables::grouped(compared as f64, 0)) " cells, each of one step, year, age band and band of time in "
            "position, " (count) " lie outside their 95% range; by chance alone up to "
            (tables::grouped((compared as f64 * 0.05).ceil(), 0)) " would."
        }
        @if count > 0 {
            (components::table(&chosen(&most, &keys), &downloads(around, &cells.id)))
        }
    }
}

/// Curves of each position.
fn stays(around: &Around<'_>, curves: &Table, gaps: &Table) -> SmallMultiples {
    let at = |row: &[Cell], key: &str| column(curves, key).and_then(|c| number(row.get(c)));
    let panel = |rows: &[Vec<Cell>]| {
        let position = text(rows.first().and_then(|row| row.first()));
        let points = |key: &str| -> Vec<Point> {
            rows.iter().filter_map(|row| Some(Point::new(at(row, "time")?, at(row, key)))).collect()
        };
        let interval = |row: &Vec<Cell>| {
            let (low, high) = (at(row, "low_95")?, at(row, "high_95")?);
            Some(BandPoint { x: at(row, "time")?, low, high })
        };
        let mut series = vec![
            Series::new("Seen", Role::Subject, points("share")),
            Series::new("Own rates", Role::Yardstick, points("own")),
        ];
        let published = points("published");
        if published.iter().any(|p| p.y.is_some()) {
            series.push(Series::new("Published", Role::Second, published));
        }
        let gap = gaps.rows.iter().find(|row| text(row.first()) == position);
        Panel {
            title: capital(&position),
            finding: column(gaps, "own_words")
                .and_then(|at| gap?.get(at))
                .map_or_else(String::new, Cell::to_string),
            plot: Plot {
                x_axis: XAxis::YearsSince,
                bands: vec![Band { level: 95, points: rows.iter().filter_map(interval).collect() }],
                bands_are: BandsAre::Intervals,
                ..Plot::new(Quantity::Percent { decimals: 0 }, "%", series)
            },
        }
    };
    let panels: Vec<Panel> = curves.rows.chunk_by(|a, b| a.first() == b.first()).map(panel).collect();
    SmallMultiples {
        caption: Caption {
            source: curves.source.clone(),
            notes: curves.notes.clone(),
            downloads: downloads(around, &curves.id),
            ..Caption::new(
                "stays",
                "How long children stay, as seen and as the rates imply",
                "Share still in the position, by years since it was entered",
            )
        },
        panels,
        shared_scale: true,
    }
}

/// Where the chance seen and that of own rates are furthest apart, in standard errors.
fn furthest(occupancy: &Table) -> String {
    let at = |row: &[Cell], key: &str| column(occupancy, key).and_then(|c| row.get(c)).cloned();
    let of = |row: &[Cell], key: &str| number(at(row, key).as_ref());
    let rows = occupancy.rows.iter().filter_map(|row| Some((row, of(row, "own_errors")?)));
    let Some((row, errors)) = rows.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())) else {
        return "Nobody was followed long enough to say.".to_owned();
    };
    let (Some(chance), Some(own), Some(points), Some(years)) =
        (of(row, "chance"), of(row, "own"), of(row, "own_difference"), of(row, "time"))
    else {
        return String::new();
    };
    let named = |key: &str| text(at(row, key).as_ref());
    format!(
        "Furthest from own rates: {} after the position “{}” was entered, {chance:.1}% were in the position “{}”; own rates \
         say {own:.1}%. That is {:.1} percentage points, or {:.1} standard errors. By chance alone the largest of {} \
         distances is seldom above 3.",
        tables::counted(years as u64, "year", "years"),
        named("from"),
        named("position"),
        points.abs(),
        errors.abs(),
        occupancy.rows.iter().filter(|row| of(row, "own_errors").is_some()).count()
    )
}

fn how_to_read() -> Markup {
    html! {
        ul."govuk-list govuk-list--bullet hw-text" {
            li {
                "A year that differs by more than chance, but within drift, is what the projection reckons with: its "
                "intervals allow for rates that wander."
            }
            li {
                "A step beyond drift, or in all years on one side, points to a change of practice or recording that the "
                "years before it do not know. Look into it before the projection is used."
            }
            li {
                "Where the curve seen and that of own rates part, bands of age and time are too coarse, or what was "
                "borrowed from elsewhere weighs too much."
            }
            li {
                "Where published rates part from what was seen and own ones do not, own rates are the better ground."
            }
        }
    }
}
