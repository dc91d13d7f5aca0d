//! The files of the authority, laid out as an authority would keep them.

use std::collections::BTreeMap;
use std::io::{self, Write};

#[cfg(feature = "parallel")]
use rayon::prelude::*;
use returns::annex_a;
use returns::cin::{self, CensusChild};
use returns::events;
use returns::ssda903::{self, Return, TableKind};
use tables::{Cell, Column, Table, to_csv};

use crate::authority::Authority;
use crate::faults::{Fault, FaultKind, Planned};
use crate::spoil::{Row, column, spoil_child, spoil_rows};
use crate::wards::Ward;

/// Opens a file by its path, with `/` between folders, for writing from its beginning.
pub type Open<'a> = dyn FnMut(&str) -> io::Result<Box<dyn Write + 'a>> + 'a;

/// Rows of the largest list up to which the inspection lists are one workbook.
const WORKBOOK_ROWS_MAX: usize = 60_000;

/// Children whose rows are made in one go, on all cores.
const CHILDREN_AT_ONCE: usize = 8_192;

/// First return year with each table of the looked-after return that is not as old as the rest.
const WORKERS_FROM: u16 = 2024;

/// What a fault is planned for, by child's id.
type Plans = BTreeMap<String, Planned>;

impl Authority {
    /// Writes all files: `ssda903/2024/episodes.csv` and the other tables, `cin/CIN_Census_2024.xml`, the
    /// inspection lists (`annex-a/Annex A.xlsx`, or one CSV a list where a list is long), `events/early-help.csv`,
    /// `wards.csv`, `truth.csv`, `faults.csv` and `README.txt`.
    ///
    /// The same authority gives the same bytes, on one thread or many.
    ///
    /// **Errors**: what `open` or the files it opens say.
    pub fn write_files<'a>(&self, open: &mut Open<'a>) -> io::Result<()> {
        let plans = self.fault_plans();
        let mut faults = Vec::new();
        for year in self.settings.first_year..=self.settings.last_year {
            self.write_return(year, &plans, &mut faults, open)?;
            self.write_census(year, &plans, &mut faults, open)?;
        }
        self.write_lists(open)?;
        self.write_events(open)?;
        open("wards.csv")?.write_all(self.ward_lookup().as_bytes())?;
        open("truth.csv")?.write_all(&to_csv(&self.truth()))?;
        open("faults.csv")?.write_all(&to_csv(&key(&faults)))?;
        open("README.txt")?.write_all(self.readme().as_bytes())
    }

    /// The faults that [`Authority::write_files`] puts into the files, in the order of files and rows.
    ///
    /// **Limits**: makes all rows of the returns and of the censuses to tell the rows of the faults.
    pub fn faults(&self) -> Vec<Fault> {
        let plans = self.fault_plans();
        let mut faults = Vec::new();
        if !plans.is_empty() {
            let mut nowhere = |_: &str| Ok(Box::new(io::sink()) as Box<dyn Write>);
            for year in self.settings.first_year..=self.settings.last_year {
                let returned = self.write_return(year, &plans, &mut faults, &mut nowhere);
                let counted = self.write_census(year, &plans, &mut faults, &mut nowhere);
                returned.and(counted).expect("a sink takes everything");
            }
        }
        faults
    }

    fn fault_plans(&self) -> Plans {
        if self.settings.fault_share <= 0.0 {
            return Plans::new();
        }
        self.lives.iter().filter_map(|life| Some((life.id(), self.planned_fault(life)?))).collect()
    }

    fn write_return<'a>(
        &self,
        year: u16,
        plans: &Plans,
        faults: &mut Vec<Fault>,
        open: &mut Open<'a>,
    ) -> io::Result<()> {
        let ret = self.returns(year);
        for table in TableKind::ALL {
            let absent = match table {
                TableKind::Dolo => true,
                TableKind::SocialWorkers => year < WORKERS_FROM,
                _ => false,
            };
            if absent {
                continue;
            }
            let path = format!("ssda903/{year}/{}.csv", table.label());
            let planned = |child: &str| {
                let plan = plans.get(child).filter(|p| p.year == year && !p.kind.in_census())?;
                let here = if plan.kind.in_header() { TableKind::Header } else { TableKind::Episodes };
                (here == table).then_some(plan.kind)
            };
            write_table(&ret, table, &path, !plans.is_empty(), &planned, faults, open)?;
        }
        Ok(())
    }

    fn write_census<'a>(
        &self,
        year: u16,
        plans: &Plans,
        faults: &mut Vec<Fault>,
        open: &mut Open<'a>,
    ) -> io::Result<()> {
        let path = format!("cin/CIN_Census_{year}.xml");
        let mut out = io::BufWriter::new(open(&path)?);
        let header = self.census_header(year);
        let mut children = self.census_in_parts(year).flat_map(|child| {
            let plan = plans.get(child.child.as_str()).filter(|p| p.year == year && p.kind.in_census());
            let Some(plan) = plan else { return vec![child] };
            let id = child.child.to_string();
            let (children, done) = spoil_child(plan.kind, child);
            if done {
                faults.push(Fault { file: path.clone(), row: 0, child: id, kind: plan.kind });
            }
            children
        });
        cin::write_xml(Some(&header), &mut children, year, &mut out)?;
        out.flush()
    }

    /// The census of a year in file order, made part by part on all cores.
    fn census_in_parts(&self, year: u16) -> impl Iterator<Item = CensusChild> {
        self.lives.chunks(CHILDREN_AT_ONCE).flat_map(move |lives| {
            #[cfg(feature = "parallel")]
            let lives = lives.par_iter();
            #[cfg(not(feature = "parallel"))]
            let lives = lives.iter();
            lives.filter_map(|life| self.census_of(life, year)).collect::<Vec<CensusChild>>()
        })
    }

    fn write_lists<'a>(&self, open: &mut Open<'a>) -> io::Result<()> {
        let lists = self.annex_a();
        let longest = (1..=11).map(|list| lists.rows(list)).max().unwrap_or(0);
        if longest <= WORKBOOK_ROWS_MAX {
            let workbook = annex_a::write_workbook(&lists).map_err(io::Error::other)?;
            return open("annex-a/Annex A.xlsx")?.write_all(&workbook);
        }
        for list in 1..=11 {
            let mut out = io::BufWriter::new(open(&format!("annex-a/List {list}.csv"))?);
            annex_a::write_csv(&lists, list, &mut out)?;
            out.flush()?;
        }
        Ok(())
    }

    fn write_events<'a>(&self, open: &mut Open<'a>) -> io::Result<()> {
        let mut out = io::BufWriter::new(open("events/early-help.csv")?);
        let mut first = true;
        for lives in self.lives.chunks(CHILDREN_AT_ONCE) {
            #[cfg(feature = "parallel")]
            let lives = lives.par_iter();
            #[cfg(not(feature = "parallel"))]
            let lives = lives.iter();
            let rows: Vec<Vec<events::Event>> = lives.map(|life| self.events_of(life)).collect();
            let mut part = Vec::new();
            events::write_csv(&mut rows.iter().flatten(), &mut part)?;
            // Each part comes with headings; only those of the first stay.
            let headings = part.iter().position(|b| *b == b'\n').map_or(part.len(), |at| at + 1);
            out.write_all(part.get(if first { 0 } else { headings }..).unwrap_or_default())?;
            first = false;
        }
        out.flush()
    }

    /// Wards with their deprivation, which no return holds.
    fn ward_lookup(&self) -> String {
        let row = |ward: &Ward| format!("{},{},{}\n", ward.code, ward.name, ward.decile);
        let rows = self.wards().iter().map(row);
        std::iter::once("ward,name,imd_decile\n".to_string()).chain(rows).collect()
    }

    fn readme(&self) -> String {
        let s = &self.settings;
        format!(
            "{name} does not exist. Every child, family, ward, date and postcode in these files is made up.\n\n\
             How often children move between positions follows the published figures of authority {area}, scaled \
             to {children} children. The return years are {first} to {last}; the seed is {seed}.\n\n\
             wards.csv has the deprivation of each ward, which no return holds.\n\n\
             truth.csv has the intensities that the lives were drawn from, faults.csv the faults that were put \
             into the rows afterwards, and which rule must find each.\n",
            name = s.name,
            area = s.model_on,
            children = s.children,
            first = s.first_year,
            last = s.last_year,
            seed = s.seed,
        )
    }
}

/// Writes a table of a return, with the faults planned for its children.
fn write_table<'a>(
    ret: &Return,
    table: TableKind,
    path: &str,
    spoilt: bool,
    planned: &dyn Fn(&str) -> Option<FaultKind>,
    faults: &mut Vec<Fault>,
    open: &mut Open<'a>,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(open(path)?);
    // Only tables that may hold faults are taken apart again.
    if !spoilt || !matches!(table, TableKind::Header | TableKind::Episodes) {
        ssda903::write_csv(table, ret, &mut out)?;
        return out.flush();
    }
    let mut whole = Vec::new();
    ssda903::write_csv(table, ret, &mut whole)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(whole.as_slice());
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(io::Error::other)?.iter().map(str::to_string).collect());
    }
    let mut writer = csv::Writer::from_writer(&mut out);
    let mut line = 0;
    for of_child in rows.chunk_by(|a, b| a[column::CHILD] == b[column::CHILD]) {
        let mut of_child = of_child.to_vec();
        let child = of_child.first().map_or_else(String::new, |row| row[column::CHILD].clone());
        if let Some(kind) = planned(&child)
            && let Some(at) = spoil_rows(kind, &mut of_child)
        {
            faults.push(Fault { file: path.to_string(), row: line + at as u32 + 1, child, kind });
        }
        for row in of_child {
            writer.write_record(&row)?;
            line += 1;
        }
    }
    writer.flush()
}

/// The key of the faults as a table.
fn key(faults: &[Fault]) -> Table {
    let columns = ["file", "row", "child", "column", "kind", "rule"].map(|key| Column::new(key, key));
    let mut table = Table::new("faults", "Faults put into the files", columns.to_vec());
    table.rows = faults
        .iter()
        .map(|f| {
            vec![
                Cell::text(f.file.as_str()),
                Cell::Whole(i64::from(f.row)),
                Cell::text(f.child.as_str()),
                Cell::text(f.kind.column()),
                Cell::text(f.kind.id()),
                Cell::text(f.kind.rule()),
            ]
        })
        .collect();
    table
}
