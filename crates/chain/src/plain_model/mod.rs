//! A model from elsewhere, from plain CSV tables of rates, stock and arrivals.
//!
//! Rows with something wrong are left out, each with a finding; the others make up the model.

mod limits;
mod names;
mod people;
mod rates;
pub mod rules;
mod sheet;

use std::collections::HashSet;

use futures::{PlainArrivals, PlainModel, PlainRate, PlainStock};
use returns::{Finding, Findings, Input, Source, SourceKind};

pub use limits::check_size;
use names::Names;
use sheet::Counted;

/// The files of a model.
pub struct PlainTables<'a, 'b> {
    /// Rates: `from`, `to`, `per_year`, and if there are any `age_from`, `age_to`, `time_from`, `time_to`, `low`, `high`.
    pub rates: &'a Input<'b>,
    /// People at the start: `position`, `age`, `count`, and if there is any `age_to`.
    pub stock: Option<&'a Input<'b>>,
    /// People who come: `position`, `age`, `per_year`, and if there is any `age_to`.
    pub arrivals: Option<&'a Input<'b>>,
}

/// What the files say.
#[derive(Clone, Debug)]
pub struct PlainRead {
    /// The model, of the rows that can be used.
    pub model: PlainModel,
    /// The files, in the order rates, stock, arrivals.
    pub sources: Vec<Source>,
    /// What is wrong with the other rows, sorted by file and row.
    pub findings: Findings,
    /// Rows with anything in them.
    pub rows: u64,
    /// Rows that are not used.
    pub left_out: u64,
}

/// Reads the files of a model that is to run for some years.
///
/// Headers stand in any order and letter case. Positions are numbered in the order in which rates, stock and arrivals first
/// name them.
///
/// **Errors**: files that cannot be opened, lack a column or have more than 65,535 rows, or more than 10,000 of one step;
/// one message each. What is wrong with a row is a finding, and other rows are read.
pub fn read_plain_model(tables: &PlainTables, years: usize) -> Result<PlainRead, Vec<String>> {
    let mut findings = Findings::default();
    let mut sources = Vec::new();
    let mut next = |input: &Input| {
        let (name, kind) = (input.name.clone(), SourceKind::Unknown);
        sources.push(Source { name, kind, year: None, rows: 0 });
        sources.len() as u32 - 1
    };
    let rates = rates::read(tables.rates, next(tables.rates), &mut findings);
    let none = || Ok((Vec::new(), Counted::default()));
    let stock = tables.stock.map_or_else(none, |input| people::read_stock(input, next(input), &mut findings));
    let arrivals =
        tables.arrivals.map_or_else(none, |input| people::read_arrivals(input, next(input), &mut findings));
    let (rates, stock, arrivals) = match (rates, stock, arrivals) {
        (Ok(rates), Ok(stock), Ok(arrivals)) => (rates, stock, arrivals),
        (rates, stock, arrivals) => {
            let refused = [rates.err(), stock.err(), arrivals.err()];
            return Err(refused.into_iter().flatten().collect());
        }
    };
    let counted = [Some(rates.1), tables.stock.map(|_| stock.1), tables.arrivals.map(|_| arrivals.1)];
    for (source, counted) in sources.iter_mut().zip(counted.iter().flatten()) {
        source.rows = counted.rows;
    }
    let total = |of: fn(&Counted) -> u64| counted.iter().flatten().map(of).sum();
    let (rows, left_out) = (total(|c| c.rows), total(|c| c.left_out));
    let model = model(&rates.0, &stock.0, &arrivals.0, &sources, &mut findings);
    for people in [&stock.0, &arrivals.0] {
        findings_of_people(people, &rates.0, years, &mut findings);
    }
    findings.sort();
    Ok(PlainRead { model, sources, findings, rows, left_out })
}

fn model(
    rates: &[rates::Row],
    stock: &[people::Row],
    arrivals: &[people::Row],
    sources: &[Source],
    findings: &mut Findings,
) -> PlainModel {
    let mut names = Names::new(sources, findings);
    let rates = rates
        .iter()
        .map(|row| PlainRate {
            from: names.number(&row.from, "from", row.origin),
            to: names.number(&row.to, "to", row.origin),
            ages: (row.ages.from, row.ages.to),
            times: (row.times.from, row.times.to),
            per_year: row.per_year,
        })
        .collect();
    let mut position = |row: &people::Row| names.number(&row.position, "position", row.origin);
    let stock = stock
        .iter()
        .map(|row| PlainStock { position: position(row), ages: row.ages, count: row.number as u64 })
        .collect();
    let arrivals = arrivals
        .iter()
        .map(|row| PlainArrivals { position: position(row), ages: row.ages, per_year: row.number })
        .collect();
    PlainModel { positions: names.all(), rates, stock, arrivals }
}

/// What rates do not say of the people of a table: those in positions that none names, and those who grow too old.
fn findings_of_people(people: &[people::Row], rates: &[rates::Row], years: usize, findings: &mut Findings) {
    let mut known: HashSet<&str> =
        rates.iter().flat_map(|rate| [rate.from.as_str(), rate.to.as_str()]).collect();
    for row in people {
        let name = row.position.as_str();
        // The first row of each position is told.
        if known.insert(name) {
            findings.push(
                Finding::new(&rules::NOBODY_LEAVES, row.origin)
                    .value("position", name)
                    .expected("a position that is left or entered in the table of rates"),
            );
        }
    }
    let last = rates.iter().map(|rate| rate.ages.to).reduce(f64::max).unwrap_or(f64::INFINITY);
    let mut older = people.iter().filter(|row| row.number > 0.0 && row.ages.1 + years as f64 > last);
    if let Some(first) = older.next() {
        findings.push(
            Finding::new(&rules::BEYOND_RATES, first.origin)
                .value("age", &first.ages.0.to_string())
                .expected(format!(
                    "rates beyond age {last}, up to {}; rows of this file: {}",
                    first.ages.1 + years as f64,
                    1 + older.count()
                )),
        );
    }
}
