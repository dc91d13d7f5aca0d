//! The table of rates: its rows, and how they fit together.

use std::collections::BTreeMap;

use futures::scenario::Ratio;
use rates::plain::{CELLS_MAX, Span, first_gap, overlapping};
use returns::{Finding, Findings, Input, Origin};

use super::rules;
use super::sheet::{Cells, Checked, Counted, each_row};

/// Columns that the table has.
const MUST: [&str; 3] = ["from", "to", "per_year"];
/// Columns that it may have.
const MAY: [&str; 6] = ["age_from", "age_to", "time_from", "time_to", "low", "high"];
/// Highest rate, in steps a person-year.
const FASTEST: f64 = 10_000.0;

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) origin: Origin,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) ages: Span,
    pub(super) times: Span,
    pub(super) per_year: Ratio,
}

/// Reads the table: the rows that can be used, in their order.
///
/// **Errors**: those of [`each_row`]; a step with too many rows to compare.
pub(super) fn read(
    input: &Input,
    source: u32,
    findings: &mut Findings,
) -> Result<(Vec<Row>, Counted), String> {
    let mut rows = Vec::new();
    let mut counted = each_row((input, source), (MUST, MAY), findings, |cells| {
        rows.push(row(cells)?);
        Ok(())
    })?;
    let before = rows.len();
    let rows = without_overlaps(rows, findings).map_err(|message| format!("{}: {message}", input.name))?;
    counted.left_out += (before - rows.len()) as u64;
    Ok((rows, counted))
}

fn row(cells: &Cells) -> Checked<Row> {
    let (from, to) = (cells.position("from")?, cells.position("to")?);
    if from == to {
        return Err(cells.wrong(&rules::OWN_POSITION, "to", "another position than the one that is left"));
    }
    Ok(Row {
        origin: cells.origin,
        from,
        to,
        ages: span(cells, "age_from", "age_to")?,
        times: span(cells, "time_from", "time_to")?,
        per_year: rate(cells)?,
    })
}

fn span(cells: &Cells, from: &'static str, to: &'static str) -> Checked<Span> {
    let span = Span {
        from: cells.years_if_any(from)?.unwrap_or(0.0),
        to: cells.years_if_any(to)?.unwrap_or(f64::INFINITY),
    };
    if span.to <= span.from {
        return Err(cells.wrong(&rules::RANGE, to, format!("above {}", span.from)));
    }
    Ok(span)
}

fn rate(cells: &Cells) -> Checked<Ratio> {
    let middle = cells.number("per_year")?;
    let too_fast = |name, expected: &str| Err(cells.wrong(&rules::TOO_FAST, name, expected));
    if middle > FASTEST {
        return too_fast("per_year", "at most 10000");
    }
    let (low, high) = match (cells.number_if_any("low")?, cells.number_if_any("high")?) {
        (None, None) => return Ok(Ratio::known(middle)),
        (Some(low), Some(high)) => (low, high),
        (None, _) => return Err(cells.wrong(&rules::HALF_INTERVAL, "low", "a number, as high has one")),
        (_, None) => return Err(cells.wrong(&rules::HALF_INTERVAL, "high", "a number, as low has one")),
    };
    if low > middle {
        return Err(cells.wrong(&rules::INTERVAL, "low", format!("at most per_year, {middle}")));
    }
    if high < middle {
        return Err(cells.wrong(&rules::INTERVAL, "high", format!("at least per_year, {middle}")));
    }
    if low == 0.0 && high > 0.0 {
        return Err(cells.wrong(&rules::INTERVAL_AT_NOUGHT, "low", "above 0, as per_year then is too"));
    }
    if high > 0.0 && high * (high / middle).powi(2) > FASTEST {
        return too_fast("high", "at most 10000 for high³ / per_year²");
    }
    Ok(Ratio { middle, low, high })
}

/// Leaves out rows of one step that overlap, and tells of gaps between the others.
fn without_overlaps(rows: Vec<Row>, findings: &mut Findings) -> Result<Vec<Row>, String> {
    let mut steps: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        steps.entry((&row.from, &row.to)).or_default().push(place);
    }
    let mut is_used = vec![true; rows.len()];
    for ((from, to), mut places) in steps {
        if places.len() > CELLS_MAX {
            return Err(format!(
                "\"{from}\" to \"{to}\": {} rows: expected at most {CELLS_MAX}",
                places.len()
            ));
        }
        let edges = |place: &usize| {
            let Row { ages, times, .. } = &rows[*place];
            [ages.from, ages.to, times.from, times.to]
        };
        places.sort_by(|a, b| {
            let pairs = edges(a).into_iter().zip(edges(b));
            pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(a.cmp(b))
        });
        let cells = |places: &[usize]| -> Vec<(Span, Span)> {
            places.iter().map(|place| (rows[*place].ages, rows[*place].times)).collect()
        };
        for (at, other) in overlapping(&cells(&places)).into_iter().enumerate() {
            let Some(other) = other else { continue };
            is_used[places[at]] = false;
            findings.push(
                Finding::new(&rules::OVERLAP, rows[places[at]].origin)
                    .value("", &words(&rows[places[at]]))
                    .expected(format!("nothing in common with row {}", rows[places[other]].origin.row)),
            );
        }
        places.retain(|place| is_used[*place]);
        if let Some((at, column, lacking)) = first_gap(&cells(&places)) {
            let column = if column == "age" { "age_from" } else { "time_from" };
            findings.push(
                Finding::new(&rules::GAP, rows[places[at]].origin)
                    .value(column, &words(&rows[places[at]]))
                    .expected(format!("a row for {lacking}")),
            );
        }
    }
    Ok(rows.into_iter().zip(is_used).filter_map(|(row, is_used)| is_used.then_some(row)).collect())
}

/// A row's step, ages and times in words: `in need to looked after, ages 5 to 10`.
fn words(row: &Row) -> String {
    let mut words = format!("{} to {}", row.from, row.to);
    for (name, span) in [("ages", row.ages), ("time", row.times)] {
        if span != Span::ALL {
            words.push_str(&format!(", {name} {span}"));
        }
    }
    words
}
