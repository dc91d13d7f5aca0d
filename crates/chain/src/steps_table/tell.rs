//! What is wrong with rows, as findings.

use rates::plain::{COUNT_MAX, Checked, Fault, Gap, LeftOut, Row, Why};
use returns::{Finding, Origin, Source};
use tables::grouped;

use super::rules;

/// The number of a row over all files.
pub(super) fn line_of(origin: Origin) -> u64 {
    u64::from(origin.source) << 32 | u64::from(origin.row)
}

/// File and row of such a number.
fn origin_of(line: u64) -> Origin {
    Origin { source: (line >> 32) as u32, row: line as u32 }
}

/// What is wrong with a row by itself; `text` is what the row has in a column.
pub(super) fn tell_fault<'a>(
    fault: &Fault,
    row: &Row,
    origin: Origin,
    text: impl Fn(&str) -> &'a str,
) -> Finding {
    // A range has two columns; the fault names what both share.
    let edge = |column: &'static str| match (column, row) {
        ("age", row) if row.ages.from < 0.0 => "age_from",
        ("age", _) => "age_to",
        ("time", row) if row.times.from < 0.0 => "time_from",
        ("time", _) => "time_to",
        (other, _) => other,
    };
    let (rule, column, expected) = match fault {
        Fault::Blank { column } => (&rules::BLANK, *column, "the name of a position".to_string()),
        Fault::OwnPosition => {
            (&rules::OWN_POSITION, "to", "another position than the one that is left".to_string())
        }
        Fault::NotANumber { column, .. } => {
            (&rules::NOT_A_NUMBER, edge(column), "a finite number".to_string())
        }
        Fault::Negative { column, .. } => (&rules::NEGATIVE, edge(column), "0 or more".to_string()),
        Fault::TooLarge { column, .. } => {
            (&rules::TOO_LARGE, *column, format!("at most {}", grouped(COUNT_MAX, 0)))
        }
        Fault::Range { column, span } => (&rules::RANGE, edge(column), format!("above {}", span.from)),
        Fault::StepsWithoutExposure => {
            (&rules::NO_EXPOSURE, "person_years", format!("above 0, since steps are {}", row.steps))
        }
        Fault::OtherGroup { first } => (&rules::OTHER_GROUP, "group", format!("\"{first}\", as before")),
    };
    Finding::new(rule, origin).value(column, text(column)).expected(expected)
}

/// Why a row is left out for what others say.
pub(super) fn tell_left_out(out: &LeftOut, table: &Checked, sources: &[Source]) -> Finding {
    let origin = origin_of(out.line);
    let row = |line: u64| {
        let other = origin_of(line);
        match sources.get(other.source as usize) {
            Some(source) if other.source != origin.source => format!("row {} of {}", other.row, source.name),
            _ => format!("row {}", other.row),
        }
    };
    let (rule, expected) = match out.why {
        Why::Twice { other } => (&rules::TWICE, format!("one row; also at {}", row(other))),
        Why::Overlap { other } => (&rules::OVERLAP, format!("nothing in common with {}", row(other))),
        Why::TooManyCells => (&rules::TOO_MANY_CELLS, "at most 10,000 cells".to_string()),
    };
    Finding::new(rule, origin).value("", &table.words(out.key)).expected(expected)
}

/// What no row covers.
pub(super) fn tell_gap(gap: &Gap, table: &Checked) -> Finding {
    let column = if gap.column == "age" { "age_from" } else { "time_from" };
    Finding::new(&rules::GAP, origin_of(gap.line))
        .value(column, &table.words(gap.key))
        .expected(format!("a row for {}", gap.lacking))
}
