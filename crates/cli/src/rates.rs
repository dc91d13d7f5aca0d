//! `headwater rates`: intensities with uncertainty, from a plain table or of an authority.

use std::path::{Path, PathBuf};

use chain::report::{
    EstimateWords, RatioWords, estimate_tables, history_ratios, intensities_of, rate_ratios_table,
};
use chain::{RatesFrom, StepsTable, own_covariates, read_steps_table};
use clap::Args;
use journeys::group::Disclosure;
use rates::covariates::{Settings, StepRatios, rate_ratios};
use rates::plain::{Parts, estimate};
use returns::Severity;
use tables::{Table, counted};

use crate::covariates::{Covariates, Lookup, of_records};
use crate::folder::read_folder;
use crate::inputs::{files, inputs, plan_record};
use crate::output::Output;
use crate::refusal::Refusal;
use crate::subject::{Subject, rates_from};

/// Estimates rates, with intervals and the weight of own evidence, from steps and exposure
///
/// The tables are CSV with the columns from, to, steps and person_years, and if there are any age_from, age_to,
/// time_from, time_to, stratum and group.
#[derive(Debug, Args)]
pub struct Rates {
    /// Tables of steps and exposure as CSV; or one authority, by name, DfE code or GSS code, for its own rates
    #[arg(required_unless_present = "plan", conflicts_with = "plan")]
    what: Vec<String>,
    /// Plan folder whose rates are shown
    #[arg(long)]
    plan: Option<PathBuf>,
    /// What rates of a plan are counted from: `returns`, those of the folder if it has any, or `published` figures; returns
    /// if not given
    #[arg(long, value_parser = rates_from)]
    rates: Option<RatesFrom>,
    /// A row for each stratum of each cell, rather than one for all together
    #[arg(long)]
    by_stratum: bool,
    /// Intervals of 50, 80 and 95%, rather than of 80% alone
    #[arg(long)]
    intervals: bool,
    /// Adds up rows of the same cell and stratum, which otherwise are a mistake
    #[arg(long)]
    sum: bool,
    /// You work inside the authority: small counts are shown
    #[arg(long)]
    inside: bool,
    #[command(flatten)]
    covariates: Covariates,
    #[command(flatten)]
    output: Output,
}

/// Runs the command; `false` if any row was left out.
///
/// **Errors**: a file that is not there or lacks columns; an unknown authority, a wrong plan; output that cannot be
/// written.
pub fn run(command: &Rates) -> anyhow::Result<bool> {
    match command.what.as_slice() {
        [name] if !is_file(name) => of_subject(command, Some(name)).map(|()| true),
        [] if command.covariates.is_asked() => of_own_covariates(command),
        [] => of_subject(command, None).map(|()| true),
        paths => of_tables(command, &paths.iter().map(PathBuf::from).collect::<Vec<_>>()),
    }
}

/// Whether a name is that of a file rather than of an authority.
fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    path.exists() || path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"))
}

fn of_subject(command: &Rates, authority: Option<&String>) -> anyhow::Result<()> {
    for (option, given) in [("--by-stratum", command.by_stratum), ("--sum", command.sum)] {
        if given {
            return Err(Refusal::one(format!("{option}: expected with tables of steps and exposure alone")));
        }
    }
    if command.covariates.is_asked() {
        return Err(Refusal::one(
            "--covariates: expected with tables of steps and exposure, or a plan with returns",
        ));
    }
    let subject = Subject {
        authority: authority.cloned(),
        plan: command.plan.clone(),
        years: None,
        draws: None,
        seed: None,
        rates: command.rates.unwrap_or(RatesFrom::Returns),
    };
    let of = subject.rates()?;
    let withheld = of.rests_on_records && !command.inside;
    let table = intensities_of(&of.rates, &of.name, &of.rests_on, withheld, &command.shares());
    let mut tables = vec![table];
    if of.rests_on_records {
        tables.push(history_ratios(&of.rates, &of.name, &of.rests_on, command.disclosure()));
    }
    command.output.write(&tables)
}

fn of_own_covariates(command: &Rates) -> anyhow::Result<bool> {
    let Some(folder) = &command.plan else { return Ok(true) };
    for (option, given) in [("--by-stratum", command.by_stratum), ("--sum", command.sum)] {
        if given {
            return Err(Refusal::one(format!("{option}: expected with tables of steps and exposure alone")));
        }
    }
    if command.rates == Some(RatesFrom::Published) {
        return Err(Refusal::one(
            "--rates published: expected without --covariates, which published figures lack",
        ));
    }
    let covariates = of_records(&command.covariates.names()?)?;
    read_folder(folder)?;
    let lookup = Lookup::of_plan(&covariates, Some(folder))?;
    let record = plan_record(folder)?;
    let coverage = lookup.as_ref().map(|lookup| lookup.coverage(&record)).transpose()?;
    let wards = lookup.as_ref().map(|lookup| lookup.deprivation().clone()).unwrap_or_default();
    let own = own_covariates(&record, &covariates, &wards);
    let ratios = rate_ratios(&own.table, &own.names, &Settings::default());
    let mut notes: Vec<String> = command.covariates.reason().into_iter().collect();
    notes.extend(own.notes(command.disclosure()));
    notes.extend(coverage);
    let source = "The authority's own returns; Headwater rates".to_string();
    let table = command.ratios(&ratios, source, notes).inspect_err(|_| {
        if let Some(lookup) = &lookup {
            lookup.tell();
        }
    })?;
    let findings = lookup.as_ref().and_then(|lookup| lookup.findings(&command.output));
    let is_whole = lookup.as_ref().is_none_or(|lookup| lookup.is_whole(&command.output));
    command.output.write(&std::iter::once(table).chain(findings).collect::<Vec<_>>())?;
    Ok(is_whole)
}

fn of_tables(command: &Rates, paths: &[PathBuf]) -> anyhow::Result<bool> {
    if let Some(plan) = paths.iter().find(|path| path.join("plan.toml").exists()) {
        let name = plan.display();
        return Err(Refusal::one(format!("\"{name}\": expected tables; for a plan folder, --plan {name}")));
    }
    if let Some(rates) = command.rates {
        return Err(Refusal::one(format!(
            "--rates: \"{}\": expected with an authority or a plan, not tables of steps and exposure",
            rates.label()
        )));
    }
    let parts = if command.sum { Parts::Sum } else { Parts::Mistake };
    let covariates = command.covariates.names()?;
    if !covariates.is_empty() && command.by_stratum {
        return Err(Refusal::one(
            "--by-stratum: expected without --covariates, whose ratios are of all strata",
        ));
    }
    let read = read_steps_table(&inputs(files(paths)?), parts, &covariates)
        .map_err(|messages| Refusal::all(&messages))?;
    let StepsTable { table, sources, findings, rows, left_out } = read;
    let names = sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ");
    let source = format!("Headwater, from {} of {names}", counted(rows, "row", "rows"));
    let mut notes = match left_out {
        0 => Vec::new(),
        _ => vec![format!("Rows left out because something is wrong with them: {left_out} of {rows}.")],
    };
    notes.extend(command.covariates.reason());
    let errors = findings.count(Severity::Error);
    let mut written = if covariates.is_empty() {
        let (by_stratum, intervals, disclosure) =
            (command.by_stratum, command.shares(), command.disclosure());
        let words = EstimateWords { by_stratum, intervals, disclosure, source, notes };
        estimate_tables(&estimate(&table), &words)
    } else {
        let ratios = rate_ratios(&table, &covariates, &Settings::default());
        vec![command.ratios(&ratios, source, notes)?]
    };
    command.output.tell_found(&names, &findings, (left_out, rows));
    written.extend(command.output.findings(sources, findings));
    command.output.write(&written)?;
    Ok(errors == 0 && left_out == 0)
}

impl Rates {
    fn disclosure(&self) -> Disclosure {
        if self.inside { Disclosure::Inside } else { Disclosure::Public }
    }

    /// The table of rate ratios.
    ///
    /// **Errors**: no step has any; each with the reason.
    fn ratios(&self, ratios: &[StepRatios], source: String, notes: Vec<String>) -> anyhow::Result<Table> {
        let refusals: Vec<String> = ratios
            .iter()
            .filter_map(|step| {
                let refusal = step.model.as_ref().err()?;
                Some(format!("--covariates: {} to {}: {refusal}", step.from, step.to))
            })
            .collect();
        if refusals.len() == ratios.len() && !refusals.is_empty() {
            return Err(Refusal::all(&refusals));
        }
        let words = RatioWords { intervals: self.shares(), disclosure: self.disclosure(), source, notes };
        Ok(rate_ratios_table(ratios, &words))
    }

    /// The intervals, in percent.
    fn shares(&self) -> Vec<u8> {
        if self.intervals { vec![50, 80, 95] } else { vec![80] }
    }
}
