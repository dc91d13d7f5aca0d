//! Results kept in a plan folder, each with its provenance.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chain::Baseline;
use reference::Reference;
use sha2::{Digest, Sha256};
use tables::{Table, to_csv};

use crate::inputs::plan_returns;
use crate::output::write_whole;

/// Writes tables as CSV into `results/<name>/` with a `provenance.toml` beside them.
///
/// **Errors**: a folder that cannot be written.
pub fn keep(
    folder: &Path,
    name: &str,
    baseline: &Baseline,
    scenarios: &[&Path],
    tables: &[Table],
) -> anyhow::Result<()> {
    let place = folder.join("results").join(name);
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    for table in tables {
        write_whole(&place.join(format!("{}.csv", table.id)), &to_csv(table))?;
    }
    write_whole(&place.join("provenance.toml"), provenance(folder, baseline, scenarios)?.as_bytes())
}

fn provenance(folder: &Path, baseline: &Baseline, scenarios: &[&Path]) -> anyhow::Result<String> {
    let mut text = String::new();
    let version = env!("CARGO_PKG_VERSION");
    write!(
        text,
        "program = \"headwater {version}\"\nauthority = \"{}\"\nbase_year = {}\nhorizon_years = {}\ndraws = {}\nseed = {}\nperiod = \"{}\"\nrates_from = \"{}\"\n",
        baseline.area.code,
        baseline.rates.base_year,
        baseline.plan.horizon_years,
        baseline.plan.draws,
        baseline.plan.seed,
        baseline.plan.period.label(),
        baseline.rests_on
    )?;
    writeln!(text, "\n[inputs]")?;
    let plan = folder.join("plan.toml");
    let returns = plan_returns(folder)?;
    let scenarios = scenarios.iter().copied();
    let read = std::iter::once(plan.as_path()).chain(scenarios).chain(returns.iter().map(PathBuf::as_path));
    for file in read {
        let name = file.strip_prefix(folder).unwrap_or(file).display();
        writeln!(text, "\"{name}\" = \"sha256:{}\"", hex(&digest(file)?))?;
    }
    writeln!(text, "\n[published]")?;
    for source in Reference::embedded().sources() {
        writeln!(text, "\"{}\" = \"sha256:{}\"", source.id, source.sha256)?;
    }
    Ok(text)
}

/// Hash of a file, read piece by piece: returns may be larger than memory.
fn digest(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut reader = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let n = reader.read(&mut piece).with_context(|| format!("cannot read {}", file.display()))?;
        if n == 0 {
            return Ok(hash.finalize().to_vec());
        }
        hash.update(&piece[..n]);
    }
}

/// Hash of bytes, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
