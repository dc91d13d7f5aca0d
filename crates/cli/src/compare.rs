//! `headwater compare`: service models side by side.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chain::report::{self, COMPARISON_TABLES};
use chain::{Baseline, Comparison, warnings_before};
use clap::Args;
use futures::MOST_SCENARIOS;
use plan::InputError;
use plan::language::Scenario;
use tables::Table;

use crate::folder::scenario_files;
use crate::output::{Output, tell_warnings};
use crate::refusal::Refusal;
use crate::results;
use crate::scenario_file::read_scenario_file;
use crate::subject::{Subject, spinner};

/// Says how service models differ, against what lies ahead and against each other.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    subject: Subject,
    /// Scenario file, once for each of two or more; all of the plan folder if none is given
    #[arg(long = "scenario")]
    scenarios: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Prints the comparison and, in a plan folder, keeps it under `results/comparison/`.
///
/// **Errors**: a wrong plan, scenario or authority; fewer than two scenarios, more than a run can hold, or two of one
/// name; output that cannot be written.
pub fn run(command: &Compare) -> anyhow::Result<()> {
    let plan = command.subject.plan()?;
    let files = files(command)?;
    let baseline = command.subject.baseline(plan)?;
    let scenarios = read(&baseline, &files)?;
    for scenario in &scenarios {
        let warnings = warnings_before(&baseline, scenario);
        let named: Vec<String> = warnings.iter().map(|w| format!("{}: {w}", scenario.name)).collect();
        tell_warnings(&named);
    }
    let waiting = spinner("comparing");
    let comparison = Comparison::new(&baseline, scenarios);
    waiting.finish_and_clear();
    let named = COMPARISON_TABLES.iter();
    let tables: Vec<Table> =
        named.filter_map(|name| report::comparison_table(&baseline, &comparison, name)).collect();
    if let Some(folder) = &command.subject.plan {
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        results::keep(folder, "comparison", &baseline, &files, &tables)?;
    }
    command.output.write(&tables)
}

/// The files on the line, or those of the plan folder: at least two, and no more than a run can hold.
fn files(command: &Compare) -> anyhow::Result<Vec<PathBuf>> {
    let (files, from) = match &command.subject.plan {
        Some(folder) if command.scenarios.is_empty() => {
            (scenario_files(folder)?, folder.join("scenarios").display().to_string())
        }
        _ => (command.scenarios.clone(), "--scenario".to_string()),
    };
    if (2..=MOST_SCENARIOS).contains(&files.len()) {
        return Ok(files);
    }
    let alone = if files.len() == 1 { "; `headwater appraise` takes one alone" } else { "" };
    Err(Refusal::one(format!(
        "{from}: {}: expected 2 to {MOST_SCENARIOS} scenario files{alone}",
        tables::counted(files.len() as u64, "file", "files")
    )))
}

/// Reads the scenarios; what is wrong is said of all files at once.
fn read(baseline: &Baseline, files: &[PathBuf]) -> anyhow::Result<Vec<Scenario>> {
    let (mut scenarios, mut errors) = (Vec::new(), Vec::new());
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        match read_scenario_file(baseline, file)? {
            Ok(scenario) => {
                let shown = file.display().to_string();
                if let Some(first) = names.insert(scenario.name.clone(), shown.clone()) {
                    let expected =
                        format!("a name of its own: {first} has the same, and rows could not be told apart");
                    errors.push(InputError::new(&shown, ("name", ""), &scenario.name, expected));
                }
                scenarios.push(scenario);
            }
            Err(wrong) => errors.extend(wrong),
        }
    }
    if errors.is_empty() { Ok(scenarios) } else { Err(Refusal::all(&errors)) }
}
