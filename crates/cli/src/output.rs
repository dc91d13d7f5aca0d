//! Tables to the terminal or to a file.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use returns::{Finding, Findings, Reading, Source, SourceKind};
use tables::{Table, to_csv, to_json, to_notes, to_parquet, to_text, to_xlsx};

use crate::refusal::Refusal;

/// How and where to write tables.
#[derive(Debug, Args)]
pub struct Output {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only this table, by its name (csv, json and parquet need one where there are several)
    #[arg(long)]
    pub table: Option<String>,
    /// File to write instead of the terminal; beside a csv file, its source and notes are written to NAME.notes.txt
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for reading
    Text,
    /// Comma-separated values, for Excel and Power BI
    Csv,
    /// JSON, with units and sources
    Json,
    /// Parquet, for Power BI, Python and R
    Parquet,
    /// An Excel workbook with one sheet a table
    Xlsx,
}

/// Name of the table of findings.
const FINDINGS: &str = "findings";

/// Findings that the terminal shows; files hold all that are kept.
const ON_TERMINAL: usize = 40;

impl Output {
    /// Table `findings`, as long as the terminal shows if it goes there as text; `None` if nothing was found, unless the
    /// table is asked for by its name: then it is there, and empty.
    pub fn findings(&self, sources: Vec<Source>, findings: Findings) -> Option<Table> {
        if findings.kept().is_empty() && self.table.as_deref() != Some(FINDINGS) {
            return None;
        }
        let mut table = returns::report::findings(&Reading { sources, findings, ..Reading::default() });
        self.shorten(&mut table);
        Some(table)
    }

    /// Says on the terminal's channel for errors that something was found, and how many rows are left out for it: who takes
    /// one table away does not see the table of findings.
    pub fn tell_found(&self, names: &str, findings: &Findings, (left_out, rows): (u64, u64)) {
        let found: u64 = findings.counts().map(|(.., count)| count).sum();
        if left_out > 0 {
            eprintln!("{names}: rows left out: {left_out} of {rows}; --table {FINDINGS} says why.");
        } else if found > 0 && self.table.as_deref() != Some(FINDINGS) {
            eprintln!("{names}: findings: {found}; --table {FINDINGS} lists them.");
        }
    }

    /// Cuts a table of findings to what the terminal shows, with a note, if it goes there as text.
    pub fn shorten(&self, findings: &mut Table) {
        if self.format == Format::Text && self.out.is_none() && findings.rows.len() > ON_TERMINAL {
            let more = findings.rows.len() - ON_TERMINAL;
            findings.rows.truncate(ON_TERMINAL);
            findings.notes.push(format!(
                "{more} more: --format xlsx --out findings.xlsx, or csv with --table findings, holds all."
            ));
        }
    }

    /// Writes tables as asked.
    ///
    /// A CSV file holds figures alone, because programs expect its header first: title, source and notes stand in a
    /// file beside it. The other forms hold them themselves.
    ///
    /// **Errors**: an unknown table name; several tables for csv or json; a file that cannot be written.
    pub fn write(&self, tables: &[Table]) -> anyhow::Result<()> {
        let chosen: Vec<&Table> = match &self.table {
            None => tables.iter().collect(),
            Some(name) => tables.iter().filter(|t| t.id == *name).collect(),
        };
        let names = tables.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join(", ");
        if let (Some(name), true) = (&self.table, chosen.is_empty()) {
            return Err(Refusal::one(format!("--table: \"{name}\": expected one of {names}")));
        }
        if chosen.len() > 1 && matches!(self.format, Format::Csv | Format::Json | Format::Parquet) {
            return Err(Refusal::one(format!(
                "--table: nothing given: expected one of {names} (this form holds one table; xlsx and text hold all)"
            )));
        }
        let bytes = match self.format {
            Format::Text => chosen.iter().map(|t| to_text(t)).collect::<Vec<_>>().join("\n\n").into_bytes(),
            Format::Csv => chosen.iter().flat_map(|t| to_csv(t)).collect(),
            Format::Json => chosen.iter().map(|t| to_json(t)).collect::<String>().into_bytes(),
            Format::Parquet => match chosen.first() {
                Some(table) => to_parquet(table)?,
                None => Vec::new(),
            },
            Format::Xlsx => to_xlsx(&chosen.iter().map(|t| (*t).clone()).collect::<Vec<_>>())?,
        };
        match &self.out {
            Some(path) => {
                write_whole(path, &bytes)?;
                match (self.format, chosen.first()) {
                    (Format::Csv, Some(table)) => write_whole(&notes_file(path), to_notes(table).as_bytes()),
                    _ => Ok(()),
                }
            }
            None if matches!(self.format, Format::Xlsx | Format::Parquet)
                && std::io::stdout().is_terminal() =>
            {
                Err(Refusal::one("--out: nothing given: expected a file name for this form"))
            }
            None => print(&bytes),
        }
    }
}

/// The file beside a CSV file that says where its figures come from: `flow.notes.txt` beside `flow.csv`.
fn notes_file(path: &Path) -> PathBuf {
    path.with_extension("notes.txt")
}

/// Writes to the terminal; a reader who stops reading (`| head`) is no failure.
fn print(bytes: &[u8]) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to the terminal"),
    }
}

/// Writes a file wholly or not at all: into a neighbour first, which then takes its name.
///
/// **Errors**: a folder that does not exist or cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    std::fs::write(&part, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    std::fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))
}

/// A file of no known kind, for the table of its findings.
pub fn source_of(name: &str) -> Source {
    Source { name: name.to_string(), kind: SourceKind::Unknown, year: None, rows: 0 }
}

/// Says what should be known before figures are believed, on the terminal's channel for errors: tables stay as they are.
pub fn tell_warnings<'a>(warnings: impl IntoIterator<Item = &'a String>) {
    for warning in warnings {
        eprintln!("Warning: {warning}");
    }
}

/// Lists what is wrong, on the terminal's channel for errors, so that tables stay as they are asked for; `rest` says where
/// the findings are that are too many for it.
pub fn tell(name: &str, findings: &Findings, left_out: u64, rest: &str) {
    tell_of(&[name], findings, left_out, rest);
}

/// As [`tell`], of several files: those that findings number.
pub fn tell_of(names: &[&str], findings: &Findings, left_out: u64, rest: &str) {
    let kept = findings.kept();
    for finding in kept.iter().take(ON_TERMINAL) {
        let name = names.get(finding.origin.source as usize).copied().unwrap_or_default();
        eprintln!("{}", line(name, finding));
    }
    let all: u64 = findings.counts().map(|(.., count)| count).sum();
    let more = all.saturating_sub(kept.len().min(ON_TERMINAL) as u64);
    if more > 0 {
        eprintln!("{more} more: {rest}.");
    }
    if left_out > 0 {
        eprintln!("{}: rows left out: {left_out}", names.join(", "));
    }
}

fn line(name: &str, finding: &Finding) -> String {
    let column = if finding.column.is_empty() { String::new() } else { format!(" {}:", finding.column) };
    format!(
        "{name}: row {}:{column} \"{}\": {} Expected {}. ({})",
        finding.origin.row, finding.value, finding.rule.title, finding.expected, finding.rule.id
    )
}
