//! `headwater curves`: how long people stay, and where they are after some time.

mod rules;
mod table;

use std::path::{Path, PathBuf};

use chain::report::{CurveWords, curve_tables};
use chain::{Asked, By, YEARS_IN_POSITION, curves, journey_spells};
use clap::{Args, ValueEnum};
use journeys::Precedence;
use journeys::group::{Disclosure, journeys};
use rates::curves::{Spells, Variance};
use returns::Severity;
use tables::Table;

use crate::folder::read_folder;
use crate::inputs::plan_record;
use crate::journeys::precedence;
use crate::output::{Output, source_of, tell};
use crate::refusal::Refusal;
use table::{Form, SpellTable};

/// Says from spells how long people stay and where they go: Kaplan-Meier, Nelson-Aalen and Aalen-Johansen.
#[derive(Debug, Args)]
pub struct Curves {
    /// Table of spells as CSV, with the columns person, position, start, end, next and, if wanted, entered and born
    #[arg(required_unless_present = "plan", conflicts_with = "plan")]
    pub file: Option<PathBuf>,
    /// Plan folder whose returns/ are taken, in years
    #[arg(long)]
    pub plan: Option<PathBuf>,
    /// Times to tell of, as 0.5,1,2,5; round ones if not given
    #[arg(long, value_delimiter = ',', allow_negative_numbers = true)]
    pub at: Vec<f64>,
    /// Position at the start; each in turn if not given
    #[arg(long)]
    pub from: Option<String>,
    /// Time of the start (landmark): 0 in a position, or when the first person is followed
    #[arg(long, allow_negative_numbers = true)]
    pub start: Option<f64>,
    /// The clock: time in the position, or age, which is any clock that goes on from position to position
    #[arg(long, value_enum)]
    pub by: Option<Clock>,
    /// How standard errors of chances and cumulative hazards are made
    #[arg(long, value_enum, default_value_t = Errors::Greenwood)]
    pub variance: Errors,
    /// Unit of numbers in the table, for several
    #[arg(long)]
    pub unit: Option<String>,
    /// With --plan, which position counts when several hold: standard, family-help, statutory
    #[arg(long, value_parser = precedence, requires = "plan")]
    pub precedence: Option<Precedence>,
    /// You work inside the authority, or the people are made up: small numbers and all digits are shown
    #[arg(long)]
    pub inside: bool,
    #[command(flatten)]
    pub output: Output,
}

/// The clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Clock {
    /// Time since the position was entered
    TimeInPosition,
    /// The clock of the table, or age where times are dates
    Age,
}

/// How standard errors are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Errors {
    /// Greenwood's
    Greenwood,
    /// Aalen's
    Aalen,
}

/// Runs the command; `false` if any row was left out.
///
/// **Errors**: a file that is not there or is no table of spells; an unknown position; times before the start; output
/// that cannot be written.
pub fn run(command: &Curves) -> anyhow::Result<bool> {
    if let Some(time) = command.at.iter().chain(&command.start).find(|time| !time.is_finite()) {
        return Err(Refusal::one(format!("--at, --start: \"{time}\": expected finite numbers")));
    }
    match (&command.file, &command.plan) {
        (Some(file), _) => of_table(command, file),
        (None, Some(folder)) => of_plan(command, folder).map(|()| true),
        (None, None) => {
            Err(Refusal::one("nothing given: expected a table of spells, or --plan with a folder"))
        }
    }
}

fn of_table(command: &Curves, file: &Path) -> anyhow::Result<bool> {
    let read = table::read(file, command.by.map(Clock::by))?;
    if read.form == Some(Form::Dates) && command.unit.is_some() {
        return Err(Refusal::one("--unit: dates are counted in years: leave it out"));
    }
    let name = file.display().to_string();
    let left_out = read.rows.saturating_sub(read.spells.count() as u64);
    let errors = read.findings.count(Severity::Error);
    tell(&name, &read.findings, left_out, "--table findings holds all that are kept");
    if read.spells.count() == 0 {
        anyhow::bail!("{name}: no spell that can be used");
    }
    let unit = command.unit.clone().unwrap_or_else(|| "years".to_string());
    let words = CurveWords {
        unit,
        source: format!(
            "{name}: {} spells of {} people",
            disclosed(command, read.spells.count()),
            disclosed(command, read.spells.people())
        ),
        notes: notes(&read, left_out),
        disclosure: command.disclosure(),
    };
    let findings = command.output.findings(vec![source_of(&name)], read.findings);
    write(command, &read.spells, read.by, &words, findings)?;
    Ok(errors == 0 && left_out == 0)
}

fn of_plan(command: &Curves, folder: &Path) -> anyhow::Result<()> {
    if command.unit.is_some() {
        return Err(Refusal::one("--unit: returns are counted in years: leave it out"));
    }
    read_folder(folder)?;
    let record = plan_record(folder)?;
    let by = command.by.map_or(By::TimeInPosition, Clock::by);
    let all = journeys(&record, command.precedence.unwrap_or_default());
    let of_journeys = journey_spells(&record, &all, by).map_err(|cause| Refusal::all(&[cause]))?;
    let mut notes = vec![
        "Time in a position that began before the returns speak for it counts from the first day covered, with the \
         time it then had. Observation ends where coverage does, at the 18th birthday and at death."
            .to_string(),
    ];
    if of_journeys.without_birth > 0 {
        notes.push(format!(
            "{} children have no usable date of birth and are left out.",
            command.disclosure().count(of_journeys.without_birth)
        ));
    }
    let words = CurveWords {
        unit: "years".to_string(),
        source: "The authority's own returns; Headwater curves".to_string(),
        notes,
        disclosure: command.disclosure(),
    };
    write(command, &of_journeys.spells, by, &words, None)
}

/// Estimates, and writes the tables.
fn write(
    command: &Curves,
    spells: &Spells,
    by: By,
    words: &CurveWords,
    more: Option<Table>,
) -> anyhow::Result<()> {
    let from = match &command.from {
        None => None,
        Some(name) => Some(spells.positions().find(name).ok_or_else(|| {
            let names: Vec<&str> = spells.positions().all().map(|p| spells.positions().name(p)).collect();
            Refusal::one(format!("--from: \"{name}\": expected one of {}", names.join(", ")))
        })?),
    };
    if let (Some(from), Some(name)) = (from, &command.from)
        && spells.tally(from).time == 0.0
    {
        return Err(Refusal::one(format!(
            "--from: \"{name}\": expected a position in which anybody is followed"
        )));
    }
    let mut at = command.at.clone();
    at.sort_by(f64::total_cmp);
    at.dedup();
    if at.is_empty() && by == By::TimeInPosition && words.unit == "years" {
        at = YEARS_IN_POSITION.into_iter().filter(|time| *time >= command.start.unwrap_or(0.0)).collect();
    }
    let asked = Asked { by, from, start: command.start, at, variance: command.variance.variance() };
    let curves = curves(spells, &asked)
        .map_err(|cause| Refusal::one(format!("--at, --start: {cause}: expected times from the start on")))?;
    let mut tables = curve_tables(spells, &curves, words);
    tables.extend(more);
    command.output.write(&tables)
}

/// What a reader must know of how a table was read.
fn notes(read: &SpellTable, left_out: u64) -> Vec<String> {
    let mut notes = Vec::new();
    if read.form == Some(Form::Dates) {
        notes.push("Dates are taken as years of 365.25 days.".to_string());
    }
    if left_out > 0 {
        notes.push(format!(
            "Rows left out because something is wrong with them: {left_out} of {}.",
            read.rows
        ));
    }
    notes
}

fn disclosed(command: &Curves, count: usize) -> String {
    command.disclosure().count(count as u64).to_string()
}

impl Curves {
    fn disclosure(&self) -> Disclosure {
        if self.inside { Disclosure::Inside } else { Disclosure::Public }
    }
}

impl Clock {
    fn by(self) -> By {
        match self {
            Clock::TimeInPosition => By::TimeInPosition,
            Clock::Age => By::Age,
        }
    }
}

impl Errors {
    fn variance(self) -> Variance {
        match self {
            Errors::Greenwood => Variance::Greenwood,
            Errors::Aalen => Variance::Aalen,
        }
    }
}
