//! `headwater synth`: a made-up authority's returns.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use chain::Country;
use clap::Args;
use reference::Reference;
use synthetic::{Settings, build};

use crate::output::write_whole;
use crate::refusal::Refusal;
use crate::subject::spinner;

/// Makes up an authority and writes its returns, with the truth behind them, as a plan folder.
#[derive(Debug, Args)]
pub struct Synth {
    /// Folder to make: plan.toml, returns/, truth.csv, faults.csv
    pub folder: PathBuf,
    /// Real authority whose published levels it has, by name or code
    #[arg(long, default_value = "Hartlepool")]
    pub model_on: String,
    /// Name of the made-up authority
    #[arg(long, default_value = "Larkshire (made up)")]
    pub name: String,
    /// Children aged 0 to 17, 500 to 15,000,000
    #[arg(long, default_value_t = 25_000, value_parser = clap::value_parser!(u64).range(500..=15_000_000))]
    pub children: u64,
    /// First return year
    #[arg(long, default_value_t = 2021, value_parser = clap::value_parser!(u16).range(2017..=2026))]
    pub first_year: u16,
    /// Last return year
    #[arg(long, default_value_t = Country::BASE_YEAR, value_parser = clap::value_parser!(u16).range(2017..=2026))]
    pub last_year: u16,
    /// Seed: the same seed and options give the same bytes
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Share of known children whose rows get one fault, such as 0.02; faults.csv is the key
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    pub faults: f64,
    /// Months that the inspection lists cover
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..=240))]
    pub inspection_months: u16,
}

fn share(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|s| (0.0..=1.0).contains(s))
        .ok_or_else(|| "expected a share from 0 to 1".to_string())
}

/// Runs the command.
///
/// **Errors**: an unknown authority; years in the wrong order; a folder that holds something already, or cannot be
/// written.
pub fn run(command: &Synth) -> anyhow::Result<()> {
    if command.first_year > command.last_year {
        return Err(Refusal::one(format!(
            "--first-year: \"{}\": expected a year up to the last, {}",
            command.first_year, command.last_year
        )));
    }
    if std::fs::read_dir(&command.folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Refusal::one(format!(
            "{}: expected a folder that is empty or not there yet",
            command.folder.display()
        )));
    }
    let reference = Reference::embedded();
    let area = reference
        .find(&command.model_on)
        .map_err(|e| Refusal::one(format!("--model-on: \"{}\": {e}", command.model_on)))?;
    let waiting = spinner("simulating lives");
    let authority = build(
        reference,
        &Settings {
            name: command.name.clone(),
            model_on: area.code,
            children: command.children,
            first_year: command.first_year,
            last_year: command.last_year,
            seed: command.seed,
            fault_share: command.faults,
            annex_a_months: command.inspection_months,
        },
    )
    .map_err(|e| Refusal::all(&[e]))?;
    authority
        .write_files(&mut |path: &str| {
            waiting.set_message(format!("writing {path}"));
            create(&command.folder, path)
        })
        .with_context(|| format!("cannot write into {}", command.folder.display()))?;
    let plan = format!(
        "# A made-up authority at the published levels of {}. No child in it is real.\nauthority = \"{}\"\nname = \
         \"{}\"\nchildren = {}\n",
        area.name,
        area.name,
        command.name.replace(['"', '\\'], "'"),
        command.children
    );
    write_whole(&command.folder.join("plan.toml"), plan.as_bytes())?;
    waiting.finish_and_clear();
    println!("{}", command.folder.display());
    Ok(())
}

/// Opens a file: what an authority would return under `returns`, the truth about it beside it.
fn create(folder: &Path, path: &str) -> io::Result<Box<dyn Write>> {
    let file = match path.contains('/') {
        true => folder.join("returns").join(path),
        false => folder.join(path),
    };
    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent)?;
    }
    Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(file)?)))
}
