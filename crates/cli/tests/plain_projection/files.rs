//! Models of plain tables in folders of their own, and what the program makes of them.

use std::collections::BTreeMap;
use std::process::Output;

use tempfile::TempDir;

use crate::page::{headwater, text};

pub const RATES: &str = "from,to,age_from,age_to,time_from,time_to,per_year,low,high\n";
pub const STOCK: &str = "position,age,age_to,count\n";
pub const ARRIVALS: &str = "position,age,age_to,per_year\n";
pub const GOOD: &str = "a,b,,,,,0.5,,\n";
pub const PEOPLE: &str = "a,3,,40\n";

/// Files of a model in a folder of their own.
pub struct Files {
    /// The folder.
    pub folder: TempDir,
    arguments: Vec<String>,
}

impl Files {
    /// Writes tables, without those that are empty.
    pub fn new(rates: &str, stock: &str, arrivals: &str) -> Files {
        let folder = TempDir::new().expect("a folder");
        let mut arguments = vec!["project".to_string()];
        for (name, rows) in [("rates", rates), ("stock", stock), ("arrivals", arrivals)] {
            if !rows.is_empty() {
                let file = folder.path().join(format!("{name}.csv"));
                std::fs::write(&file, rows).expect("written");
                arguments.extend([format!("--{name}"), file.display().to_string()]);
            }
        }
        Files { folder, arguments }
    }

    /// Runs them with options.
    pub fn run(&self, options: &[&str]) -> Output {
        let mut arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        arguments.extend(options);
        headwater(&arguments)
    }

    /// The rows of a table by the keys of its columns, and the code.
    pub fn table(&self, table: &str, options: &[&str]) -> (Option<i32>, Vec<BTreeMap<String, String>>) {
        let mut all = vec!["--table", table, "--format", "json"];
        if !options.contains(&"--draws") {
            all.extend(["--draws", "20"]);
        }
        all.extend(options);
        let done = self.run(&all);
        let json: serde_json::Value =
            serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", text(&done.stderr)));
        let said =
            |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
        let rows = json["rows"].as_array().expect("rows").iter().map(|row| {
            let cells = row.as_object().expect("cells by their keys").iter();
            cells.map(|(key, cell)| (key.clone(), said(cell))).collect()
        });
        (done.status.code(), rows.collect())
    }

    /// What is wrong, one line for each finding.
    pub fn findings(&self, options: &[&str]) -> (Option<i32>, Vec<String>) {
        let mut all = vec!["--table", "findings", "--format", "json", "--draws", "20", "--years", "2"];
        all.extend(options);
        let done = self.run(&all);
        let json: serde_json::Value =
            serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", text(&done.stderr)));
        let rows = json["rows"].as_array().expect("rows").iter().map(ToString::to_string);
        (done.status.code(), rows.collect())
    }
}

/// A cell as a number.
pub fn number(row: &BTreeMap<String, String>, key: &str) -> f64 {
    row[key].parse().unwrap_or_else(|_| panic!("{key} in {row:?}"))
}

/// Mean and its standard error of a position in a period.
pub fn mean(rows: &[BTreeMap<String, String>], period: usize, position: &str) -> (f64, f64) {
    let row = rows.iter().find(|r| r["period"] == period.to_string() && r["position"] == position);
    let row = row.unwrap_or_else(|| panic!("{position} in {rows:?}"));
    (number(row, "mean"), number(row, "standard_error"))
}
