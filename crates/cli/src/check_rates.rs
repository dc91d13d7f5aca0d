//! `headwater check-rates`: own rates held against the journeys they were counted from.

use std::path::PathBuf;

use chain::report::{CheckWords, rate_check_tables};
use chain::{Country, Records, own_rates, rate_checks};
use clap::Args;
use journeys::Precedence;
use journeys::group::{Disclosure, journeys};
use returns::record;

use crate::folder::read_folder;
use crate::inputs::{plan_returns, read_files, tell_counts};
use crate::output::Output;
use crate::refusal::Refusal;

/// Holds own rates against the journeys they were counted from: steps seen and expected, curves beside rates
#[derive(Debug, Args)]
pub struct CheckRates {
    /// Plan folder with the authority's returns
    #[arg(long)]
    plan: PathBuf,
    /// You work inside the authority, or the children are made up: small counts and all digits are shown
    #[arg(long)]
    inside: bool,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
///
/// **Errors**: a wrong plan; no returns, or none that cover a whole year; output that cannot be written.
pub fn run(command: &CheckRates) -> anyhow::Result<()> {
    let plan = read_folder(&command.plan)?;
    let country = Country::today();
    let area = country.find(&plan.authority).map_err(|e| {
        let file = command.plan.join("plan.toml");
        Refusal::one(format!("{}: authority: \"{}\": {e}", file.display(), plan.authority))
    })?;
    let folder = command.plan.join("returns");
    let files = plan_returns(&command.plan)?;
    if files.is_empty() {
        return Err(Refusal::one(format!(
            "{}: no returns: expected SSDA903 and census or Annex A files of at least one whole year",
            folder.display()
        )));
    }
    let reading = read_files(&files);
    let (record, joining) = record::join(&reading);
    tell_counts(&reading, &joining);
    let refuse = |e: chain::NoRates| Refusal::one(format!("{}: {e}", folder.display()));
    let own = own_rates(&country, area, &plan, &record).map_err(refuse)?;
    let [statutory, standard] =
        [Precedence::Statutory, Precedence::Standard].map(|rules| journeys(&record, rules));
    let records = Records { record: &record, statutory: &statutory, standard: &standard };
    let checks = rate_checks(&country, area, &plan, &records, &own).map_err(refuse)?;
    let disclosure = if command.inside { Disclosure::Inside } else { Disclosure::Public };
    command.output.write(&rate_check_tables(&checks, &CheckWords { disclosure }))
}
