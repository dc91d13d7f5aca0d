//! The sector's published samples, which are read where they are and never copied.

use std::path::{Path, PathBuf};

use returns::Findings;

/// A folder of the sector's published samples, if it is there.
pub fn folder(folder: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|a| a.join("shared/samples").join(folder)).find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no folder shared/samples/{folder} above {}", here.display());
    }
    found
}

/// Prints how many findings there are by rule.
pub fn print_counts(name: &str, rows: u64, findings: &Findings) {
    println!("{name}: {rows} rows");
    for (rule, _, count) in findings.counts() {
        println!("  {count:>5} {}", rule.id);
    }
}
