//! `headwater project`: what lies ahead if nothing changes.

mod plain;

use std::path::{Path, PathBuf};

use chain::{RatesFrom, report};
use clap::Args;

use crate::flows::FlowOptions;
use crate::output::{Output, tell_warnings};
use crate::refusal::Refusal;
use crate::results;
use crate::subject::{Subject, YEARS_MAX, rates_from};
use plain::Only;

/// Projects children in each position, placements and cost if nothing changes; or any model, from plain tables
///
/// With --rates FILE.csv no authority is needed: rates, stock and arrivals are plain tables, and the outputs are people in
/// each position, person-years and steps.
#[derive(Debug, Args)]
pub struct Project {
    /// Authority by name, DfE code or GSS code
    authority: Option<String>,
    /// Folder with plan.toml and scenarios/
    #[arg(long)]
    plan: Option<PathBuf>,
    /// What rates are counted from: `returns`, those of the plan folder if it has any, or `published` figures; or a table
    /// of rates as CSV with the columns from, to, per_year and, if wanted, age_from, age_to, time_from, time_to, low, high
    #[arg(long, value_name = "WORD OR FILE", default_value = RatesFrom::Returns.label())]
    rates: String,
    /// With a table of rates: people at the start, as CSV with the columns position, age, count and, if wanted, age_to
    #[arg(long)]
    stock: Option<PathBuf>,
    /// With a table of rates: people who come, as CSV with the columns position, age, per_year and, if wanted, age_to
    #[arg(long)]
    arrivals: Option<PathBuf>,
    /// Years to look ahead, 1 to 20; 1 to 100 with a table of rates
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=100))]
    years: Option<u8>,
    /// Draws, 20 to 10000
    #[arg(long, value_parser = clap::value_parser!(u32).range(20..=10_000))]
    draws: Option<u32>,
    /// Seed: the same seed and input give the same bytes
    #[arg(long)]
    seed: Option<u64>,
    /// With a table of rates: what differs between draws
    #[arg(long, value_enum)]
    only: Option<Only>,
    #[command(flatten)]
    flows: FlowOptions,
    #[command(flatten)]
    output: Output,
}

/// Prints the projection and, in a plan folder, keeps it under `results/baseline/`; `false` if rows of plain tables were
/// left out.
///
/// **Errors**: a wrong plan, authority or table; output that cannot be written.
pub fn run(command: &Project) -> anyhow::Result<bool> {
    match rates_from(&command.rates) {
        Ok(rates) => of_subject(command, rates).map(|()| true),
        Err(_) => {
            command.refuse_subject()?;
            plain::run(command, Path::new(&command.rates))
        }
    }
}

fn of_subject(command: &Project, rates: RatesFrom) -> anyhow::Result<()> {
    command.refuse_plain()?;
    let subject = Subject {
        authority: command.authority.clone(),
        plan: command.plan.clone(),
        years: command.years,
        draws: command.draws,
        seed: command.seed,
        rates,
    };
    let options = &command.flows;
    let mut baseline = subject.baseline(options.counted(subject.plan()?)?)?;
    let warnings = baseline.warnings();
    tell_warnings(&warnings);
    let reached = options.until.map(|share| baseline.until(share));
    let mut tables = vec![
        report::projection(&baseline),
        report::placements(&baseline),
        report::placement_moves(&baseline),
        report::baseline_costs(&baseline),
        report::unit_costs(&baseline),
        report::intensities(&baseline),
    ];
    tables.extend(options.tables(&baseline, None, reached.as_ref()));
    for table in &mut tables {
        table.notes.extend(warnings.iter().map(|warning| format!("Warning: {warning}")));
    }
    if let Some(folder) = &command.plan {
        results::keep(folder, "baseline", &baseline, &[], &tables)?;
    }
    command.output.write(&tables)
}

impl Project {
    /// Refuses an authority or a plan beside a table of rates, and what only they can have.
    fn refuse_subject(&self) -> anyhow::Result<()> {
        let given = [
            ("--flows", self.flows.flows.is_some()),
            ("--until", self.flows.until.is_some()),
            ("--uncertainty-shares", self.flows.uncertainty_shares),
        ];
        if let Some((option, _)) = given.iter().find(|(_, is_given)| *is_given) {
            return Err(Refusal::one(format!(
                "{option}: expected with an authority or a plan, not a table of rates"
            )));
        }
        let beside = match (&self.authority, &self.plan) {
            (Some(authority), _) => format!("the authority \"{authority}\""),
            (None, Some(plan)) => format!("--plan {}", plan.display()),
            (None, None) => return Ok(()),
        };
        let (returns, published) = (RatesFrom::Returns.label(), RatesFrom::Published.label());
        Err(Refusal::one(format!(
            "--rates: \"{}\": a table of rates is a model of its own: expected without {beside}, or one of {returns}, \
             {published}",
            self.rates
        )))
    }

    /// Refuses what only a table of rates can have, and nobody to project.
    fn refuse_plain(&self) -> anyhow::Result<()> {
        let given = [
            ("--stock", self.stock.is_some()),
            ("--arrivals", self.arrivals.is_some()),
            ("--only", self.only.is_some()),
        ];
        if let Some((option, _)) = given.iter().find(|(_, is_given)| *is_given) {
            return Err(Refusal::one(format!(
                "{option}: expected with a table of rates alone: --rates rates.csv"
            )));
        }
        if self.authority.is_none() && self.plan.is_none() {
            return Err(Refusal::one(
                "nothing given: expected an authority, --plan with a folder, or --rates with a table of rates",
            ));
        }
        match self.years {
            Some(years) if years > YEARS_MAX => {
                Err(Refusal::one(format!("--years: {years}: expected 1 to {YEARS_MAX} for an authority")))
            }
            _ => Ok(()),
        }
    }
}
