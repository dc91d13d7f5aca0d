//! Reading the embedded tables.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use csv::StringRecord;
use flate2::read::GzDecoder;
use jiff::civil::Date;
use units::{Figure, FinancialYear, Marker, ReportingYear};

use crate::{
    Area, AreaCode, AreaKind, AuthorityClass, Effect, Figures, Grade, Measure, Neighbour, OfstedJudgement,
    Reference, Source, UnitCost,
};

/// The long tables: measure, area, year, category, value.
const LONG: [(&str, &[u8]); 5] = [
    ("looked_after", include_bytes!("../tables/looked_after.csv.gz")),
    ("in_need", include_bytes!("../tables/in_need.csv.gz")),
    ("population", include_bytes!("../tables/population.csv.gz")),
    ("spending", include_bytes!("../tables/spending.csv.gz")),
    ("context", include_bytes!("../tables/context.csv.gz")),
];
const AREAS: &[u8] = include_bytes!("../tables/areas.csv.gz");
const NEIGHBOURS: &[u8] = include_bytes!("../tables/neighbours.csv.gz");
const OFSTED: &[u8] = include_bytes!("../tables/ofsted.csv.gz");
const UNIT_COSTS: &[u8] = include_bytes!("../tables/unit_costs.csv.gz");
const EFFECTS: &[u8] = include_bytes!("../tables/effects.csv.gz");
const SOURCES: &[u8] = include_bytes!("../tables/sources.csv.gz");

/// A table that does not hold what it should.
#[derive(Debug, thiserror::Error)]
pub enum BadTable {
    /// The file cannot be decompressed or is not UTF-8.
    #[error("table {table} cannot be decompressed")]
    Compression {
        /// The table.
        table: &'static str,
        /// What went wrong.
        #[source]
        source: std::io::Error,
    },
    /// A row has not the columns of its table.
    #[error("table {table} is not a well-formed CSV file")]
    Csv {
        /// The table.
        table: &'static str,
        /// What went wrong.
        #[source]
        source: csv::Error,
    },
    /// A cell cannot be read.
    #[error("table {table}, line {line}, column {column}: `{value}` is not {expected}")]
    Cell {
        /// The table.
        table: &'static str,
        /// Line, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// What stands there.
        value: String,
        /// What should.
        expected: &'static str,
    },
    /// Two rows give the same figure.
    #[error("two rows of the tables give the same figure")]
    Duplicate,
}

/// A row with what is needed to say where it stands.
struct Row<'a> {
    table: &'static str,
    record: &'a StringRecord,
}

impl Row<'_> {
    fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    fn owned(&self, column: usize) -> String {
        self.text(column).to_owned()
    }

    /// Reads a cell, or says what it should have been.
    fn read<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, BadTable> {
        let text = self.text(column);
        parse(text).ok_or_else(|| BadTable::Cell {
            table: self.table,
            line: self.record.position().map_or(0, csv::Position::line),
            column: column + 1,
            value: text.to_owned(),
            expected,
        })
    }

    /// Reads a cell that may be empty.
    fn optional<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, BadTable> {
        if self.text(column).is_empty() { Ok(None) } else { self.read(column, expected, parse).map(Some) }
    }
}

/// Calls `each` with every row after the header.
fn rows(
    table: &'static str,
    bytes: &[u8],
    mut each: impl FnMut(Row<'_>) -> Result<(), BadTable>,
) -> Result<(), BadTable> {
    let mut text = String::new();
    GzDecoder::new(bytes)
        .read_to_string(&mut text)
        .map_err(|source| BadTable::Compression { table, source })?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|source| BadTable::Csv { table, source })? {
        each(Row { table, record: &record })?;
    }
    Ok(())
}

/// Parses all tables.
pub(crate) fn load() -> Result<Reference, BadTable> {
    let mut areas = areas()?;
    areas.sort_by(|a, b| (&a.name, a.code).cmp(&(&b.name, b.code)));
    Ok(Reference {
        areas,
        figures: figures()?,
        neighbours: neighbours()?,
        judgements: judgements()?,
        unit_costs: unit_costs()?,
        effects: effects()?,
        sources: sources()?,
    })
}

fn figures() -> Result<Figures, BadTable> {
    let by_id: HashMap<&str, Measure> = Measure::ALL.iter().map(|m| (m.id(), *m)).collect();
    let mut figures = Figures::default();
    for (table, bytes) in LONG {
        rows(table, bytes, |row| {
            let measure = row.read(0, "a measure", |t| by_id.get(t).copied())?;
            let area = row.read(1, "an area code", AreaCode::parse)?;
            let year = row.read(2, "a year", |t| t.parse().ok())?;
            let category = row.read(3, "a category of the measure", |t| measure.category_index(t))?;
            let figure = row.read(4, "a number or a marker", |t| match t.parse() {
                Ok(value) => Some(Figure::Value(value)),
                Err(_) => Marker::from_code(t).map(Figure::Missing),
            })?;
            figures.push(measure, area, category, year, figure);
            Ok(())
        })?;
    }
    figures.finish();
    if figures.has_duplicates() { Err(BadTable::Duplicate) } else { Ok(figures) }
}

fn areas() -> Result<Vec<Area>, BadTable> {
    let code = |t: &str| AreaCode::parse(t);
    let mut areas = Vec::new();
    rows("areas", AREAS, |row| {
        let list = |t: &str| t.split_whitespace().map(AreaCode::parse).collect::<Option<Vec<_>>>();
        let successors = row.read(8, "area codes", list)?;
        areas.push(Area {
            code: row.read(0, "an area code", code)?,
            gss: row.optional(1, "a GSS code", |t| Some(t.to_owned()))?,
            name: row.owned(2),
            kind: row.read(3, "a kind of area", AreaKind::from_label)?,
            class: row.optional(4, "a class of authority", AuthorityClass::from_code)?,
            region: row.optional(5, "an area code", code)?,
            sub_region: row.optional(6, "an area code", code)?,
            current: row.read(7, "yes or no", |t| match t {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            })?,
            successor: successors.first().copied(),
            successors,
            unbroken_from: row.read(9, "a year", |t| t.parse().ok().map(ReportingYear))?,
        });
        Ok(())
    })?;
    Ok(areas)
}

fn neighbours() -> Result<BTreeMap<AreaCode, Vec<Neighbour>>, BadTable> {
    let mut all: BTreeMap<AreaCode, Vec<Neighbour>> = BTreeMap::new();
    rows("neighbours", NEIGHBOURS, |row| {
        let area = row.read(0, "an area code", AreaCode::parse)?;
        all.entry(area).or_default().push(Neighbour {
            rank: row.read(1, "a rank", |t| t.parse().ok())?,
            code: row.read(2, "an area code", AreaCode::parse)?,
            closeness: row.owned(3),
        });
        Ok(())
    })?;
    Ok(all)
}

fn judgements() -> Result<BTreeMap<AreaCode, OfstedJudgement>, BadTable> {
    let date = |t: &str| t.parse::<Date>().ok();
    let mut all = BTreeMap::new();
    rows("ofsted", OFSTED, |row| {
        let grade = |column| row.read(column, "a grade", Grade::from_label);
        let code = row.read(0, "an area code", AreaCode::parse)?;
        let judgement = OfstedJudgement {
            code,
            inspected: row.read(1, "a date", date)?,
            published: row.read(2, "a date", date)?,
            overall: grade(3)?,
            leaders: grade(4)?,
            help_and_protection: grade(5)?,
            children_in_care: grade(6)?,
            care_leavers: row.optional(7, "a grade", Grade::from_label)?,
        };
        all.insert(code, judgement);
        Ok(())
    })?;
    Ok(all)
}

fn unit_costs() -> Result<Vec<UnitCost>, BadTable> {
    let mut all = Vec::new();
    rows("unit_costs", UNIT_COSTS, |row| {
        all.push(UnitCost {
            code: row.owned(0),
            description: row.owned(1),
            unit: row.owned(2),
            pounds: row.read(3, "an amount", |t| t.parse().ok())?,
            price_year: row.read(4, "a financial year", FinancialYear::parse)?,
            agency: row.owned(5),
            source: row.owned(6),
        });
        Ok(())
    })?;
    Ok(all)
}

fn effects() -> Result<Vec<Effect>, BadTable> {
    let number = |t: &str| t.parse().ok();
    let mut all = Vec::new();
    rows("effects", EFFECTS, |row| {
        all.push(Effect {
            programme: row.owned(0),
            population: row.owned(1),
            outcome: row.owned(2),
            bears_on: row.owned(3),
            metric: row.owned(4),
            estimate: row.optional(5, "a number", number)?,
            low: row.optional(6, "a number", number)?,
            high: row.optional(7, "a number", number)?,
            design: row.owned(8),
            country: row.owned(9),
            evidence_grade: row.owned(10),
            significant: row.owned(11),
            caution: row.owned(12),
            source: row.owned(13),
        });
        Ok(())
    })?;
    Ok(all)
}

fn sources() -> Result<Vec<Source>, BadTable> {
    let mut all = Vec::new();
    rows("sources", SOURCES, |row| {
        all.push(Source {
            id: row.owned(0),
            table: row.owned(1),
            measures: row
                .read(2, "ids of measures", |t| t.split_whitespace().map(Measure::from_id).collect())?,
            publisher: row.owned(3),
            release: row.owned(4),
            years: row.owned(5),
            licence: row.owned(6),
            traps: row.owned(7),
            file: row.owned(8),
            sha256: row.owned(9),
        });
        Ok(())
    })?;
    Ok(all)
}
