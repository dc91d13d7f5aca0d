//! The tables being built, and how they are written: CSV with LF, gzip without a time, rows sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use flate2::{Compression, GzBuilder};
use reference::{AreaCode, Measure};
use units::Figure;

use crate::input::{Row, Stop};

/// Where a figure belongs. The order is the order of the rows.
type Place = (Measure, AreaCode, usize, u16);

/// The figures of all long tables.
#[derive(Default)]
pub struct Figures {
    rows: BTreeMap<Place, Figure>,
    used: BTreeMap<&'static str, BTreeSet<Measure>>,
}

impl Figures {
    /// Adds a figure read from a column of a row.
    ///
    /// **Errors**: stops at an impossible number, an unknown category, or a second figure for the same place.
    pub fn add(&mut self, from: Origin<'_>, m: Measure, at: At<'_>, figure: Figure) -> Result<(), Stop> {
        let Origin { source, row, column } = from;
        if let Some(expected) = figure.value().and_then(|v| objection(m, v)) {
            return Err(row.stop(column, expected));
        }
        let category = m
            .category_index(at.category)
            .ok_or_else(|| row.stop(column, format!("a category of {}, not `{}`", m.id(), at.category)))?;
        self.used.entry(source).or_default().insert(m);
        let before = self.rows.insert((m, at.area, category, at.year), figure);
        if before.is_some() {
            let place = format!("{} for area {} in {}", m.id(), at.area, at.year);
            return Err(row.stop(column, format!("one figure of {place}, not a second")));
        }
        Ok(())
    }

    /// Whether there is already a figure for a place.
    pub fn has(&self, m: Measure, at: At<'_>) -> bool {
        m.category_index(at.category).is_some_and(|c| self.rows.contains_key(&(m, at.area, c, at.year)))
    }

    /// The measures with figures from a source.
    pub fn measures_from(&self, source: &str) -> Vec<Measure> {
        self.used.get(source).map(|set| set.iter().copied().collect()).unwrap_or_default()
    }

    /// The rows of one long table.
    pub fn table(&self, measures: impl Fn(Measure) -> bool) -> Vec<Vec<String>> {
        let rows = self.rows.iter().filter(|((m, ..), _)| measures(*m));
        rows.map(|((m, area, category, year), figure)| {
            let value = match figure {
                Figure::Value(v) => v.to_string(),
                Figure::Missing(marker) => marker.code().to_owned(),
            };
            let category = m.all_categories()[*category].to_owned();
            vec![m.id().to_owned(), area.to_string(), year.to_string(), category, value]
        })
        .collect()
    }
}

/// Which source, row and column a figure is read from.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// Id of the source.
    pub source: &'static str,
    /// Row of the input.
    pub row: Row<'a>,
    /// Column of the input.
    pub column: &'a str,
}

/// The area, year and category of a figure.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The area.
    pub area: AreaCode,
    /// The year.
    pub year: u16,
    /// The category, empty if there is no breakdown.
    pub category: &'a str,
}

/// What a number should have been, if it is impossible for its measure.
fn objection(m: Measure, value: f64) -> Option<&'static str> {
    match m.unit() {
        _ if m.is_count() && (value < 0.0 || value.fract() != 0.0) => Some("a whole number, 0 or more"),
        "%" if !(0.0..=100.0).contains(&value) => Some("a percentage from 0 to 100"),
        "share" if !(0.0..=1.0).contains(&value) => Some("a share from 0 to 1"),
        "£" => None,
        _ if value < 0.0 => Some("a number, 0 or more"),
        _ => None,
    }
}

/// A finished file.
pub struct Table {
    /// Name without its ending.
    pub name: &'static str,
    /// Number of rows after the header.
    pub rows: usize,
    /// Contents of the file.
    pub bytes: Vec<u8>,
}

impl Table {
    /// Writes rows under a header.
    pub fn new(name: &'static str, header: &[&str], rows: &[Vec<String>]) -> Table {
        let mut text =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        let all_written =
            text.write_record(header).and_then(|()| rows.iter().try_for_each(|r| text.write_record(r)));
        all_written.expect("writing to memory cannot fail, and every row has the columns of its header");
        let text = text.into_inner().expect("writing to memory cannot fail");
        let mut file = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
        file.write_all(&text).expect("writing to memory cannot fail");
        Table { name, rows: rows.len(), bytes: file.finish().expect("writing to memory cannot fail") }
    }

    /// Name of the file.
    pub fn file(&self) -> String {
        format!("{}.csv.gz", self.name)
    }
}
