//! `headwater check`: what is wrong with the returns, and where.

use std::path::PathBuf;

use clap::Args;
use returns::{Severity, record, report};

use crate::inputs::{files, plan_returns, read_files};
use crate::output::Output;
use crate::refusal::Refusal;

/// Reads returns and says what is wrong with them, where, and what was expected
///
/// Findings name children by id and are for use inside the authority alone.
#[derive(Debug, Args)]
pub struct Check {
    /// Files, folders and zip archives: SSDA903 tables, CIN census, Annex A, event files
    #[arg(required_unless_present = "plan")]
    pub paths: Vec<PathBuf>,
    /// Plan folder whose returns/ are checked
    #[arg(long)]
    pub plan: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command; `false` if there are findings that block.
///
/// **Errors**: a path that is not there; output that cannot be written.
pub fn run(command: &Check) -> anyhow::Result<bool> {
    let mut paths = files(&command.paths)?;
    if let Some(folder) = &command.plan {
        paths.extend(plan_returns(folder)?);
    }
    if paths.is_empty() {
        return Err(Refusal::one("nothing to check: expected files, or a plan folder with returns/"));
    }
    let mut reading = read_files(&paths);
    let (_, joining) = record::join(&reading);
    reading.findings.append(joining, 0);
    reading.findings.sort();
    let mut all = report::findings(&reading);
    command.output.shorten(&mut all);
    let tables = [report::summary(&reading), report::by_rule(&reading), all];
    command.output.write(&tables)?;
    Ok(reading.findings.count(Severity::Error) == 0)
}
