//! Tables of what was read and what was found.

use std::collections::{BTreeMap, BTreeSet};

use tables::{Cell, Column, Table};

use crate::{Finding, Reading, Rule, Severity};

const SOURCE: &str = "The files that were read";

/// One row per file, archive member and sheet: what it was taken for, its year and rows, and how many findings
/// of each severity it has.
pub fn summary(reading: &Reading) -> Table {
    let mut columns = vec![
        Column::new("file", "File"),
        Column::new("kind", "Read as"),
        Column::new("year", "Return year"),
        Column::new("rows", "Rows"),
    ];
    columns.extend(Severity::ALL.map(|s| Column::new(format!("{}s", s.label()), s.plural())));
    let mut counts: BTreeMap<(u32, Severity), u64> = BTreeMap::new();
    for (rule, source, count) in reading.findings.counts() {
        *counts.entry((source, rule.severity)).or_default() += count;
    }
    let rows = reading.sources.iter().zip(0u32..).map(|(source, number)| {
        let mut row = vec![
            Cell::text(&source.name),
            Cell::text(source.kind.label()),
            source.year.map_or(Cell::Blank, |year| Cell::text(year.to_string())),
            whole(source.rows),
        ];
        row.extend(Severity::ALL.map(|s| whole(counts.get(&(number, s)).copied().unwrap_or(0))));
        row
    });
    let rows = rows.collect();
    Table { source: SOURCE.to_string(), rows, ..Table::new("files-read", "Files read", columns) }
}

/// One row per rule that found something: how often, and in which files. Most serious first.
pub fn by_rule(reading: &Reading) -> Table {
    let columns = vec![
        Column::new("rule", "Rule"),
        Column::new("severity", "Severity"),
        Column::new("title", "Problem"),
        Column::new("why", "Why it matters"),
        Column::new("count", "Findings"),
        Column::new("files", "Files"),
    ];
    let mut found: BTreeMap<(Severity, &'static str), (&'static Rule, u64, BTreeSet<u32>)> = BTreeMap::new();
    for (rule, source, count) in reading.findings.counts() {
        let (_, total, files) =
            found.entry((rule.severity, rule.id)).or_insert_with(|| (rule, 0, BTreeSet::new()));
        *total += count;
        files.insert(source);
    }
    let rows = found.into_values().map(|(rule, count, files)| {
        let names: Vec<&str> = files.into_iter().map(|source| file_name(reading, source)).collect();
        vec![
            Cell::text(rule.id),
            Cell::text(rule.severity.label()),
            Cell::text(rule.title),
            Cell::text(rule.why),
            whole(count),
            Cell::text(names.join("; ")),
        ]
    });
    let rows = rows.collect();
    Table { source: SOURCE.to_string(), rows, ..Table::new("findings-by-rule", "Findings by rule", columns) }
}

/// One row per finding, most serious first, then by file and row.
///
/// **Limits**: of one rule in one file the first [`crate::Findings::KEPT`]; [`by_rule`] counts all. A note says
/// how many are not listed.
pub fn findings(reading: &Reading) -> Table {
    let columns = vec![
        Column::new("severity", "Severity"),
        Column::new("file", "File"),
        Column::new("row", "Row"),
        Column::new("child", "Child"),
        Column::new("column", "Column"),
        Column::new("value", "Value"),
        Column::new("rule", "Rule"),
        Column::new("title", "Problem"),
        Column::new("expected", "Expected, or done"),
    ];
    let mut kept: Vec<&Finding> = reading.findings.kept().iter().collect();
    kept.sort_by_key(|finding| finding.rule.severity);
    let rows: Vec<Vec<Cell>> = kept.into_iter().map(|finding| row_of(reading, finding)).collect();
    let all: u64 = reading.findings.counts().map(|(.., count)| count).sum();
    let beyond = all.saturating_sub(rows.len() as u64);
    let notes = match beyond {
        0 => Vec::new(),
        n => vec![format!("{n} more findings are counted by rule but not listed.")],
    };
    Table { source: SOURCE.to_string(), notes, rows, ..Table::new("findings", "Findings", columns) }
}

fn row_of(reading: &Reading, finding: &Finding) -> Vec<Cell> {
    let words = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::text(text) };
    let row = match finding.origin.row {
        // The file as a whole.
        0 => Cell::Blank,
        row => Cell::text(row.to_string()),
    };
    vec![
        Cell::text(finding.rule.severity.label()),
        Cell::text(file_name(reading, finding.origin.source)),
        row,
        words(&finding.child),
        words(&finding.column),
        words(&finding.value),
        Cell::text(finding.rule.id),
        Cell::text(finding.rule.title),
        words(&finding.expected),
    ]
}

fn file_name(reading: &Reading, source: u32) -> &str {
    reading.sources.get(source as usize).map_or("", |s| s.name.as_str())
}

fn whole(count: u64) -> Cell {
    Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}
