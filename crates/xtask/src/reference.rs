//! Builds the tables of `crates/reference` from the published files.

mod areas;
mod breakdowns;
mod effect_words;
mod evidence;
mod in_need;
mod judgements;
mod lait;
mod moves;
mod national;
mod population;
mod sources;
mod spending;
mod totals;

use std::fmt::Write;
use std::path::Path;

use reference::Measure;

use crate::input::{Inputs, Stop};
use crate::table::{Figures, Table};

/// The tables, not yet written.
pub struct Built {
    /// All tables, in the order of the report.
    pub tables: Vec<Table>,
    hashes: Vec<(String, String)>,
}

/// The long table that holds a measure.
fn table_of(m: Measure) -> &'static str {
    sources::table_of(m.source())
}

/// Reads the inputs and builds all tables in memory.
pub fn build(data: &Path, methods: &Path) -> Result<Built, Stop> {
    let mut inputs = Inputs::new(data, methods);
    let mut figures = Figures::default();
    let areas = areas::read(&mut inputs)?;
    let totals = breakdowns::read(&mut inputs, &areas, &mut figures)?;
    totals::read(&mut inputs, &areas, &totals, &mut figures)?;
    in_need::read(&mut inputs, &areas, &mut figures)?;
    lait::read(&mut inputs, &areas, &mut figures)?;
    national::read(&mut inputs, &mut figures)?;
    moves::read(&mut inputs, &mut figures)?;
    population::read(&mut inputs, &areas, &mut figures)?;
    spending::read(&mut inputs, &areas, &mut figures)?;
    let mut tables = vec![areas.table()];
    for name in ["looked_after", "in_need", "population", "spending", "context"] {
        let rows = figures.table(|m| table_of(m) == name);
        tables.push(Table::new(name, &["measure", "area", "year", "category", "value"], &rows));
    }
    tables.push(judgements::neighbours(&mut inputs, &areas)?);
    tables.push(judgements::ofsted(&mut inputs, &areas)?);
    tables.push(evidence::unit_costs(&mut inputs)?);
    tables.push(evidence::effects(&mut inputs)?);
    tables.push(sources::table(&inputs, &figures));
    Ok(Built { tables, hashes: inputs.hashes.into_iter().collect() })
}

impl Built {
    /// Writes the tables into a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Stop> {
        for table in &self.tables {
            let path = folder.join(table.file());
            std::fs::write(&path, &table.bytes).map_err(|source| Stop::File { path, source })?;
        }
        Ok(())
    }

    /// Rows and sizes of the tables, hashes of the inputs.
    pub fn report(&self) -> String {
        let mut text = String::new();
        let mut line = |args: std::fmt::Arguments<'_>| {
            text.write_fmt(args).expect("writing to a string cannot fail");
        };
        for t in &self.tables {
            line(format_args!("{:<22} {:>7} rows {:>9} bytes\n", t.file(), t.rows, t.bytes.len()));
        }
        let rows: usize = self.tables.iter().map(|t| t.rows).sum();
        let bytes: usize = self.tables.iter().map(|t| t.bytes.len()).sum();
        line(format_args!("{:<22} {rows:>7} rows {bytes:>9} bytes\n\ninputs, SHA-256\n", "all"));
        for (file, hash) in &self.hashes {
            line(format_args!("{hash}  {file}\n"));
        }
        text
    }
}
