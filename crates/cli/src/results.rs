//! Results kept in a plan folder, each with its provenance.

use std::fmt::Write;
use std::path::Path;

use anyhow::Context;
use chain::Baseline;
use reference::Reference;
use sha2::{Digest, Sha256};
use tables::{Table, to_csv};

use crate::output::write_whole;

/// Writes tables as CSV into `results/<name>/` with a `provenance.toml` beside them.
///
/// **Errors**: a folder that cannot be written.
pub fn keep(
    folder: &Path,
    name: &str,
    baseline: &Baseline,
    scenario: Option<&Path>,
    tables: &[Table],
) -> anyhow::Result<()> {
    let place = folder.join("results").join(name);
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    for table in tables {
        write_whole(&place.join(format!("{}.csv", table.id)), &to_csv(table))?;
    }
    write_whole(&place.join("provenance.toml"), provenance(folder, baseline, scenario)?.as_bytes())
}

fn provenance(folder: &Path, baseline: &Baseline, scenario: Option<&Path>) -> anyhow::Result<String> {
    let mut text = String::new();
    let version = env!("CARGO_PKG_VERSION");
    write!(
        text,
        "program = \"headwater {version}\"\nauthority = \"{}\"\nbase_year = {}\nhorizon_years = {}\ndraws = {}\nseed = {}\n",
        baseline.area.code,
        baseline.rates.base_year,
        baseline.plan.horizon_years,
        baseline.plan.draws,
        baseline.plan.seed
    )?;
    writeln!(text, "\n[inputs]")?;
    for file in [Some(folder.join("plan.toml").as_path()), scenario].into_iter().flatten() {
        let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        writeln!(text, "\"{name}\" = \"sha256:{}\"", hex(&Sha256::digest(&bytes)))?;
    }
    writeln!(text, "\n[published]")?;
    for source in Reference::embedded().sources() {
        writeln!(text, "\"{}\" = \"sha256:{}\"", source.id, source.sha256)?;
    }
    Ok(text)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
