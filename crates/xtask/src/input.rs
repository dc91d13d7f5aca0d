//! Reading input files, and stopping at the first cell that is not what it should be.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use sha2::{Digest, Sha256};
use units::{Figure, Marker};

/// Why the tables could not be built.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
    /// A file is not CSV.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// What went wrong.
        source: csv::Error,
    },
    /// A file has not the column asked for.
    #[error("{file}: no column `{column}`")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A cell is not what it should be.
    #[error("{file}, line {line}, column `{column}`: found `{value}`, expected {expected}")]
    Cell {
        /// The file.
        file: String,
        /// Line of the file, from 1.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
        /// What should.
        expected: String,
    },
    /// A file lacks rows that should be there.
    #[error("{file}: {missing}")]
    Missing {
        /// The file.
        file: String,
        /// What is not there.
        missing: String,
    },
}

/// The input folders, and the hashes of what was read from them.
pub struct Inputs {
    data: PathBuf,
    methods: PathBuf,
    /// SHA-256 of each file read, in hexadecimal, by name.
    pub hashes: BTreeMap<String, String>,
}

impl Inputs {
    /// Reads from two folders.
    pub fn new(data: &Path, methods: &Path) -> Inputs {
        Inputs { data: data.to_owned(), methods: methods.to_owned(), hashes: BTreeMap::new() }
    }

    /// Reads one of the published files.
    pub fn data(&mut self, name: &str) -> Result<Sheet, Stop> {
        self.read(self.data.join(name), name)
    }

    /// Reads one of the files on methods.
    pub fn methods(&mut self, name: &str) -> Result<Sheet, Stop> {
        self.read(self.methods.join(name), name)
    }

    fn read(&mut self, path: PathBuf, name: &str) -> Result<Sheet, Stop> {
        let bytes = std::fs::read(&path).map_err(|source| Stop::File { path, source })?;
        self.hashes.insert(name.to_owned(), hex(&Sha256::digest(&bytes)));
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let bad = |source| Stop::Csv { file: name.to_owned(), source };
        let mut reader = csv::Reader::from_reader(text);
        let columns = reader.headers().map_err(bad)?.iter().map(str::to_owned).zip(0..).collect();
        let rows = reader.into_records().collect::<Result<_, _>>().map_err(bad)?;
        Ok(Sheet { file: name.to_owned(), columns, rows })
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// One input file.
pub struct Sheet {
    file: String,
    columns: HashMap<String, usize>,
    rows: Vec<StringRecord>,
}

impl Sheet {
    /// The rows after the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|record| Row { sheet: self, record })
    }

    /// Stops because the file lacks something.
    pub fn missing(&self, missing: impl Into<String>) -> Stop {
        Stop::Missing { file: self.file.clone(), missing: missing.into() }
    }
}

/// One row of an input file.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    record: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The text of a cell, without spaces around it.
    pub fn text(&self, column: &str) -> Result<&'a str, Stop> {
        let at = self.sheet.columns.get(column).and_then(|at| self.record.get(*at));
        at.map(str::trim)
            .ok_or_else(|| Stop::Column { file: self.sheet.file.clone(), column: column.to_owned() })
    }

    /// Stops because of a cell.
    pub fn stop(&self, column: &str, expected: impl Into<String>) -> Stop {
        Stop::Cell {
            file: self.sheet.file.clone(),
            line: self.record.position().map_or(0, csv::Position::line),
            column: column.to_owned(),
            value: self.text(column).unwrap_or_default().to_owned(),
            expected: expected.into(),
        }
    }

    /// A cell that `parse` can read.
    pub fn parse<T>(
        &self,
        column: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Stop> {
        parse(self.text(column)?).ok_or_else(|| self.stop(column, expected))
    }

    /// A cell that holds a number.
    pub fn number(&self, column: &str) -> Result<f64, Stop> {
        self.parse(column, "a number", |t| t.parse().ok().filter(|v: &f64| v.is_finite()))
    }

    /// A cell that holds a year.
    pub fn year(&self, column: &str) -> Result<u16, Stop> {
        self.parse(column, "a year from 1990 to 2060", |t| {
            t.parse().ok().filter(|y| (1990..=2060).contains(y))
        })
    }

    /// A cell that holds a number or, in the notation of the statistical releases since 2018, a marker.
    pub fn marked(&self, column: &str) -> Result<Figure, Stop> {
        let marker = match self.text(column)? {
            "c" => Marker::Suppressed,
            "z" => Marker::NotApplicable,
            "u" | "low" => Marker::LowReliability,
            "x" | ":" => Marker::NotAvailable,
            _ => {
                let value =
                    self.number(column).map_err(|_| self.stop(column, "a number, c, z, u, low, x or :"))?;
                return Ok(Figure::Value(value));
            }
        };
        Ok(Figure::Missing(marker))
    }

    /// A cell that holds a number, or is empty with a marker in a second column. `x` means withheld in the releases
    /// before 2018 and not available since; the caller says which.
    pub fn flagged(&self, value: &str, flag: &str, x: Marker) -> Result<Figure, Stop> {
        let marker = match self.text(flag)? {
            "" => return Ok(Figure::Value(self.number(value)?)),
            "c" => Marker::Suppressed,
            "x" => x,
            "z" => Marker::NotApplicable,
            "u" | "low" => Marker::LowReliability,
            "-" | ":" | ".." => Marker::NotAvailable,
            _ => return Err(self.stop(flag, "nothing, c, x, z, u, low, -, : or ..")),
        };
        if self.text(value)?.is_empty() {
            Ok(Figure::Missing(marker))
        } else {
            Err(self.stop(value, "nothing, since the row carries a marker"))
        }
    }

    /// A cell that holds a number or nothing.
    pub fn number_or_blank(&self, column: &str) -> Result<Option<f64>, Stop> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.number(column).map(Some) }
    }
}
