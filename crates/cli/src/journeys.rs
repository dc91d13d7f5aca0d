//! `headwater journeys`: what happens to children here.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::Context;
use chain::{Country, journey_prices, placement_forecast};
use clap::Args;
use jiff::civil::Date;
use journeys::group::{self, Disclosure, Filter, Study};
use journeys::lexis::{Covariate, Settings, TimeEdges, lexis};
use journeys::{CodeKey, Day, Precedence, Prices, report};
use plan::Plan;
use reference::{Area, Reference};
use returns::record;
use tables::Table;
use units::{AgeBand, Position};

use crate::covariates::Lookup;
use crate::folder::read_folder;
use crate::inputs::{files, plan_returns, read_files, tell_counts};
use crate::output::{Format, Output};
use crate::refusal::Refusal;

/// Joins returns into one journey per child and says what happens to children here.
#[derive(Debug, Args)]
pub struct Journeys {
    /// Files, folders and zip archives: SSDA903 tables, CIN census, Annex A, event files
    #[arg(required_unless_present = "plan")]
    pub paths: Vec<PathBuf>,
    /// Plan folder: its returns/, its authority and its own costs
    #[arg(long)]
    pub plan: Option<PathBuf>,
    /// Authority whose published unit costs price the journeys; England's if not given
    #[arg(long)]
    pub authority: Option<String>,
    /// You work inside the authority: small numbers are shown, and the tables of single children and of steps and
    /// exposure are made
    #[arg(long)]
    pub inside: bool,
    /// Which position counts when several hold: standard, family-help, statutory
    #[arg(long, default_value = "standard", value_parser = precedence)]
    pub precedence: Precedence,
    /// First day of the window of steps, as 2024-04-01; the last twelve months if not given
    #[arg(long, value_parser = day)]
    pub from: Option<Date>,
    /// Last day of the window of steps, as 2025-03-31
    #[arg(long, value_parser = day)]
    pub to: Option<Date>,
    #[command(flatten)]
    pub choice: Choice,
    /// Covariates to split steps and exposure by: sex, need, ward, unaccompanied, disability, age-first-known,
    /// deprivation (from wards.csv of the plan folder), earlier-spells, placement, provider (needs --inside)
    #[arg(long, requires = "inside", value_delimiter = ',', value_parser = covariate)]
    pub by: Vec<Covariate>,
    /// Split looked-after children by placement and provider, so that moves are steps (needs --inside)
    #[arg(long, requires = "inside")]
    pub by_home: bool,
    /// Inner edges of the bands of time in position, in years (needs --inside)
    #[arg(long, requires = "inside", value_delimiter = ',', default_value = "0.25,0.5,1,2,5", value_parser = edge, num_args = 1..=20)]
    pub time_bands: Vec<f64>,
    /// One child's timeline, by id (needs --inside)
    #[arg(long)]
    pub child: Option<String>,
    /// File with a secret of 16 random bytes or more: children get the same codes in every run with it. Without it a
    /// secret is drawn for this run alone (needs --inside)
    #[arg(long, requires = "inside")]
    pub key_file: Option<PathBuf>,
    /// Months ahead of a forecast of placements, 1 to 60
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub forecast: Option<u16>,
    #[command(flatten)]
    pub output: Output,
}

/// Which children to look at.
#[derive(Debug, Args)]
pub struct Choice {
    /// Only children of this age band on the last day: "Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"
    #[arg(long, value_parser = age)]
    pub age: Option<AgeBand>,
    /// Only children with this latest need: N1 to N9, N0
    #[arg(long)]
    pub need: Option<String>,
    /// Only children of this ward
    #[arg(long)]
    pub ward: Option<String>,
    /// Only children first known in this return year
    #[arg(long)]
    pub first_known: Option<u16>,
    /// Only children now in this position
    #[arg(long, value_parser = position)]
    pub now: Option<Position>,
    /// Only children whose heaviest position so far is this
    #[arg(long, value_parser = position)]
    pub reached: Option<Position>,
}

/// Reads one of some words.
///
/// **Errors**: another word, with those there are.
pub fn one_of<T: Copy>(text: &str, all: &[T], label: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|x| label(*x) == text).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|x| label(*x)).collect();
        format!("expected one of {}", words.join(", "))
    })
}

/// The precedence of a word on the command line.
pub fn precedence(text: &str) -> Result<Precedence, String> {
    one_of(text, &Precedence::ALL, Precedence::label)
}

/// The covariate of a word on the command line.
///
/// **Errors**: another word, with those there are.
pub fn covariate(text: &str) -> Result<Covariate, String> {
    one_of(text, &Covariate::ALL, Covariate::label)
}

fn day(text: &str) -> Result<Date, String> {
    // Only the whole form: jiff would also take a date with a time of day.
    let is_date = text.len() == 10;
    text.parse().ok().filter(|_| is_date).ok_or_else(|| "expected a date as 2024-04-01".to_string())
}

fn position(text: &str) -> Result<Position, String> {
    one_of(text, &Position::ALL, Position::label)
}

fn age(text: &str) -> Result<AgeBand, String> {
    one_of(text, &AgeBand::ALL, AgeBand::label)
}

fn edge(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|years| *years > 0.0 && *years <= 25.0)
        .ok_or_else(|| "expected a number of years above 0, at most 25".to_string())
}

/// Runs the command; `false` if rows of the lookup of wards were left out.
///
/// **Errors**: a path that is not there; nothing readable; a choice that needs `--inside`; output that cannot be
/// written.
pub fn run(command: &Journeys) -> anyhow::Result<bool> {
    if command.child.is_some() && !command.inside {
        return Err(Refusal::one(
            "--child: one child's journey is for use inside the authority: add --inside",
        ));
    }
    let plan = match &command.plan {
        Some(folder) => read_folder(folder)?,
        None => Plan::of(command.authority.as_deref().unwrap_or_default()),
    };
    let mut paths = files(&command.paths)?;
    if let Some(folder) = &command.plan {
        paths.extend(plan_returns(folder)?);
    }
    let reading = read_files(&paths);
    let (record, joining) = record::join(&reading);
    tell_counts(&reading, &joining);
    // What the rows said is in the record: their memory is given back, beside the work that needs it next.
    std::thread::spawn(move || drop(reading));
    if record.children.is_empty() {
        return Err(Refusal::one("no child in these files: `headwater check` says what is wrong with them"));
    }
    let prices = match &command.output.table {
        Some(name) if WITHOUT_COST.contains(&name.as_str()) => no_prices(),
        _ => journey_prices(Reference::embedded(), area(command, &plan)?, &plan),
    };
    // The program ends when the tables are written: taking millions of children apart would only delay that.
    let study = ManuallyDrop::new(Study::new(record, command.precedence, prices));
    let lookup = if command.inside { Lookup::of_plan(&command.by, command.plan.as_deref())? } else { None };
    if let Some(lookup) = &lookup {
        lookup.coverage(&study.record)?;
    }
    let written = tables(command, &plan, &study, lookup.as_ref())?;
    let is_whole = lookup.as_ref().is_none_or(|lookup| lookup.is_whole(&command.output));
    command.output.write(&written)?;
    Ok(is_whole)
}

/// Tables that show no cost: unit costs need not be looked up for them.
const WITHOUT_COST: [&str; 9] = [
    "comebacks",
    "before-care",
    "missed-chances",
    "flow",
    "flow-stocks",
    "placement-forecast",
    "exposure",
    "spells",
    "stays",
];

fn no_prices() -> Prices {
    Prices { price_year: Country::PRICE_YEAR, prices: Vec::new(), notes: Vec::new() }
}

fn area(command: &Journeys, plan: &Plan) -> anyhow::Result<&'static Area> {
    let reference = Reference::embedded();
    let name = command.authority.as_deref().or(command.plan.as_ref().map(|_| plan.authority.as_str()));
    match name {
        None => Ok(reference.england()),
        Some(name) => reference.find(name).map_err(|e| Refusal::one(format!("--authority: \"{name}\": {e}"))),
    }
}

/// A table by its name, made when it is asked for.
type Made<'a> = (&'static str, Box<dyn Fn() -> Table + 'a>);

fn tables(
    command: &Journeys,
    plan: &Plan,
    study: &Study,
    lookup: Option<&Lookup>,
) -> anyhow::Result<Vec<Table>> {
    let d = if command.inside { Disclosure::Inside } else { Disclosure::Public };
    let to = command.to.map_or(study.until, |d| Day(Day::of(d).0 + 1));
    let first = study.record.coverage.start().map_or(Day(to.0 - 365), Day::of);
    let from = command.from.map_or(first.max(Day(to.0 - 365)), Day::of);
    if from >= to {
        return Err(Refusal::one(format!(
            "--from: \"{from}\": expected a day up to the end of the window, {}",
            Day(to.0 - 1)
        )));
    }
    if from < first || to > study.until {
        return Err(Refusal::one(format!(
            "--from, --to: \"{from}\" to \"{}\": expected days that the files speak for, {first} to {}",
            Day(to.0 - 1),
            Day(study.until.0 - 1)
        )));
    }
    let filter = command.choice.filter();
    check_choice(&filter, study)?;
    let chosen = study.choose(&filter);
    if d.hides(chosen.len() as u64) {
        return Err(Refusal::one(
            "fewer than five children are chosen: add --inside if you work inside the authority",
        ));
    }
    if command.forecast.is_some() && !filter.is_open() {
        return Err(Refusal::one(
            "--forecast: the forecast is of all looked-after children: leave out the choice of some",
        ));
    }
    let g = &chosen;
    let flow = move || group::flow(study, g, from, to);
    let mut made: Vec<Made> = vec![
        ("journeys-summary", Box::new(move || report::summary(study, g, d))),
        ("services", Box::new(move || report::services(study, &group::services(study, g), d))),
        ("pathways", Box::new(move || report::pathways(study, &group::pathways(study, g), 20, d))),
        ("comebacks", Box::new(move || report::comebacks(study, &group::comebacks(study, g), d))),
        ("before-care", Box::new(move || report::before_care(study, &group::before_care(study, g), d))),
        ("missed-chances", Box::new(move || report::missed(study, &group::before_care(study, g), d))),
        ("flow", Box::new(move || report::flow(study, &flow(), d))),
        ("flow-stocks", Box::new(move || report::flow_stocks(study, &flow(), d))),
        (
            "cost-by-agency",
            Box::new(move || report::cost_by_agency(study, &group::cost_by_agency(study, g), d)),
        ),
        ("cost-spread", Box::new(move || report::twentieths(study, &group::costliest(study, g), d))),
        ("costliest", Box::new(move || report::costliest(study, &group::costliest(study, g), d))),
        ("unit-costs", Box::new(move || report::prices(study))),
    ];
    if let Some(months) = command.forecast {
        let forecast = placement_forecast(&study.record, &study.journeys, usize::from(months), 64, plan.seed)
            .ok_or_else(|| Refusal::one("--forecast: no return of looked-after children among the files"))?;
        made.push(("placement-forecast", Box::new(move || chain::report::placement_forecast(&forecast, d))));
    }
    if command.inside {
        let settings = Settings {
            time_edges: TimeEdges::new(sorted(&command.time_bands))
                .map_err(|e| Refusal::one(format!("--time-bands: {e}")))?,
            covariates: command.by.clone(),
            by_home: command.by_home,
            wards: lookup.map(|lookup| lookup.deprivation().clone()).unwrap_or_default(),
            position: None,
        };
        let steps = move || report::exposure(&lexis(&study.record, &study.journeys, &settings));
        made.push(("exposure", Box::new(steps)));
        let key = code_key(command.key_file.as_deref())?;
        let codes = Rc::new(LazyCell::new(move || study.codes(&key)));
        let of_stays = Rc::clone(&codes);
        made.push(("spells", Box::new(move || report::spells(study, &codes))));
        made.push(("stays", Box::new(move || report::stays(study, &of_stays))));
    }
    if let Some(id) = &command.child {
        let table = one_child(study, id)?;
        made.push(("timeline", Box::new(move || table.clone())));
    }
    if let Some(findings) = lookup.and_then(|lookup| lookup.findings(&command.output)) {
        made.push(("findings", Box::new(move || findings.clone())));
    }
    choose_tables(command, made)
}

/// The key of the children's codes: from a file, or drawn for this run.
///
/// **Errors**: a file that cannot be read or is too short; a system without random bytes.
fn code_key(file: Option<&Path>) -> anyhow::Result<CodeKey> {
    let Some(path) = file else {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).context("the system gives no random bytes: expected --key-file")?;
        return Ok(CodeKey::of_secret(&secret)?);
    };
    let secret =
        std::fs::read(path).map_err(|e| Refusal::one(format!("--key-file: {}: {e}", path.display())))?;
    CodeKey::of_secret(&secret).map_err(|e| Refusal::one(format!("--key-file: {}: {e}", path.display())))
}

/// Makes the table that was asked for, or all of them but the long ones about single children.
fn choose_tables(command: &Journeys, made: Vec<Made>) -> anyhow::Result<Vec<Table>> {
    match &command.output.table {
        None => {
            let long = ["exposure", "spells", "stays"];
            let on_terminal = command.output.format == Format::Text && command.output.out.is_none();
            Ok(made
                .iter()
                .filter(|(id, _)| !(on_terminal && long.contains(id)))
                .map(|(_, make)| make())
                .collect())
        }
        Some(name) => match made.iter().find(|(id, _)| id == name) {
            Some((_, make)) => Ok(vec![make()]),
            None if ["exposure", "spells", "stays"].contains(&name.as_str()) => Err(Refusal::one(format!(
                "--table: \"{name}\" shows single children or small numbers: add --inside if you work inside the authority"
            ))),
            None => {
                let names: Vec<&str> = made.iter().map(|m| m.0).collect();
                Err(Refusal::one(format!("--table: \"{name}\": expected one of {}", names.join(", "))))
            }
        },
    }
}

impl Choice {
    fn filter(&self) -> Filter {
        Filter {
            age: self.age,
            need: self.need.clone(),
            ward: self.ward.clone(),
            first_known: self.first_known,
            now: self.now,
            reached: self.reached,
        }
    }
}

/// Refuses a need, ward or year that no child of the record has, with those there are.
fn check_choice(filter: &Filter, study: &Study) -> anyhow::Result<()> {
    let check = |option: &str, asked: Option<String>, value: &dyn Fn(&group::Facts) -> Option<String>| {
        let Some(asked) = asked else { return Ok(()) };
        let there: BTreeSet<String> = study.facts().iter().filter_map(value).collect();
        if there.contains(&asked) {
            return Ok(());
        }
        let words: Vec<&str> = there.iter().map(String::as_str).collect();
        Err(Refusal::one(format!("{option}: \"{asked}\": expected one of {}", words.join(", "))))
    };
    check("--need", filter.need.clone(), &|f| Some(f.need.clone()))?;
    check("--ward", filter.ward.clone(), &|f| Some(f.ward.clone()))?;
    check("--first-known", filter.first_known.map(|y| y.to_string()), &|f| {
        f.first_known.map(|y| y.to_string())
    })
}

fn sorted(edges: &[f64]) -> Vec<f64> {
    let mut edges = edges.to_vec();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    edges
}

fn one_child(study: &Study, id: &str) -> anyhow::Result<Table> {
    match study.record.children.iter().position(|c| c.id == id) {
        Some(place) => Ok(report::timeline(study, place)),
        None => Err(Refusal::one(format!("--child: \"{id}\": expected an id that the files hold"))),
    }
}
