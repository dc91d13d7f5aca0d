//! Writing the plain event file.

use std::io::{self, Write};

use jiff::civil::Date;
use units::Pence;

use super::columns::HEADINGS;
use super::rows::Event;
use crate::record::Sex;

/// Writes an event file with all columns.
///
/// **Shape**: dates as yyyy-mm-dd, costs in pounds with pence and without signs (`1234.50`).
///
/// **Errors**: what the system says when it cannot be written.
pub fn write_csv(events: &mut dyn Iterator<Item = &Event>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADINGS)?;
    for event in events {
        let (start, end, born) = (date(event.start), date(event.end), date(event.born));
        let cost = event.cost.map_or_else(String::new, pounds);
        csv.write_record([
            event.child.as_str(),
            event.kind.map_or(super::PERSON, |k| k.label()),
            &start,
            &end,
            &event.agency,
            &event.service,
            &cost,
            &event.outcome,
            &event.source,
            &event.need,
            &event.category,
            &born,
            sex(event.sex),
            &event.ethnicity,
            &event.upn,
            &event.ward,
            &event.family,
        ])?;
    }
    csv.flush()
}

fn date(date: Option<Date>) -> String {
    date.map_or_else(String::new, |d| d.to_string())
}

fn pounds(amount: Pence) -> String {
    let (sign, pence) = (if amount.0 < 0 { "-" } else { "" }, amount.0.unsigned_abs());
    format!("{sign}{}.{:02}", pence / 100, pence % 100)
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Unknown => "",
        known => known.label(),
    }
}
