//! `headwater appraise`: what a service would change, who pays and who gains.

use std::path::PathBuf;

use anyhow::Context;
use chain::report::{self, OUTCOME_TABLES};
use chain::{Outcome, warnings_before};
use clap::Args;
use tables::Table;

use crate::flows::FlowOptions;
use crate::folder::scenario_files;
use crate::output::{Format, Output, tell_warnings};
use crate::refusal::Refusal;
use crate::results;
use crate::scenario_file::read_scenario_file;
use crate::subject::{Subject, spinner};

/// Says what a service would change, who pays and who gains.
#[derive(Debug, Args)]
pub struct Appraise {
    #[command(flatten)]
    subject: Subject,
    /// Scenario file; not needed if the plan folder has exactly one
    #[arg(long)]
    scenario: Option<PathBuf>,
    #[command(flatten)]
    flows: FlowOptions,
    #[command(flatten)]
    output: Output,
}

/// Prints the appraisal and, in a plan folder, keeps it under `results/<scenario>/`.
///
/// **Errors**: a wrong plan, scenario or authority; output that cannot be written.
pub fn run(command: &Appraise) -> anyhow::Result<()> {
    // A wrong plan is said first: without it the scenarios cannot be found.
    let options = &command.flows;
    let plan = options.counted(command.subject.plan()?)?;
    let file = scenario_file(command)?;
    let mut baseline = command.subject.baseline(plan)?;
    let scenario = read_scenario_file(&baseline, &file)?.map_err(|errors| Refusal::all(&errors))?;
    tell_warnings(&warnings_before(&baseline, &scenario));
    let waiting = spinner("comparing");
    let (outcome, reached) = match options.until {
        Some(share) => {
            let (outcome, reached) = Outcome::until(&mut baseline, scenario, share);
            (outcome, Some(reached))
        }
        None => (Outcome::new(&baseline, scenario), None),
    };
    waiting.finish_and_clear();
    // More draws may have put other figures into what was said before.
    let before = warnings_before(&baseline, &outcome.scenario).len();
    tell_warnings(outcome.warnings.iter().skip(before));
    let named = OUTCOME_TABLES.iter().filter_map(|name| report::outcome_table(&baseline, &outcome, name));
    let mut tables: Vec<Table> = named.collect();
    tables.push(report::unit_costs(&baseline));
    tables.extend(options.tables(&baseline, Some(&outcome), reached.as_ref()));
    if let Some(folder) = &command.subject.plan {
        let name = file.file_stem().context("a scenario file has a name")?.to_string_lossy().into_owned();
        results::keep(folder, &name, &baseline, &[&file], &tables)?;
    }
    // A scenario without cuts has nothing in the table of cuts; asked for by its name, it is given all the same.
    let wanted = command.output.table.as_deref();
    tables.retain(|table| !table.rows.is_empty() || wanted == Some(&table.id));
    // Who reads text reads one table after the other; in other forms each may be taken out of the others' company.
    let once = command.output.format == Format::Text && wanted.is_none();
    for table in tables.iter_mut().take(if once { 1 } else { usize::MAX }) {
        report::add_warnings(table, &outcome);
    }
    command.output.write(&tables)
}

fn scenario_file(command: &Appraise) -> anyhow::Result<PathBuf> {
    if let Some(file) = &command.scenario {
        return Ok(file.clone());
    }
    let files = match &command.subject.plan {
        Some(folder) => scenario_files(folder)?,
        None => Vec::new(),
    };
    match files.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::one("--scenario: nothing given: expected a scenario file")),
        several => {
            let names: Vec<String> = several.iter().map(|f| f.display().to_string()).collect();
            Err(Refusal::one(format!("--scenario: nothing given: expected one of {}", names.join(", "))))
        }
    }
}
