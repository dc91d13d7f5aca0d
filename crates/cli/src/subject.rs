//! Whom a command is about: an authority named on the line, or the plan in a folder.

use std::path::PathBuf;
use std::time::Duration;

use chain::{Baseline, Country, OwnRates, RatesFrom, own_rates};
use clap::Args;
use indicatif::ProgressBar;
use plan::Plan;
use reference::Area;
use returns::record;

use crate::folder::read_folder;
use crate::inputs::{plan_returns, read_files};
use crate::journeys::one_of;
use crate::refusal::Refusal;

/// Most years that an authority is projected.
pub const YEARS_MAX: u8 = 20;

/// An authority, or a plan folder; options on the line win over the plan's.
#[derive(Debug, Args)]
pub struct Subject {
    /// Authority by name, DfE code or GSS code
    #[arg(required_unless_present = "plan")]
    pub authority: Option<String>,
    /// Folder with plan.toml and scenarios/
    #[arg(long)]
    pub plan: Option<PathBuf>,
    /// Years to look ahead, 1 to 20
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=i64::from(YEARS_MAX)))]
    pub years: Option<u8>,
    /// Draws, 20 to 10000
    #[arg(long, value_parser = clap::value_parser!(u32).range(20..=10_000))]
    pub draws: Option<u32>,
    /// Seed: the same seed and input give the same bytes
    #[arg(long)]
    pub seed: Option<u64>,
    /// What rates are counted from: `returns`, those of the plan folder if it has any, or `published` figures
    #[arg(long, default_value = RatesFrom::Returns.label(), value_parser = rates_from)]
    pub rates: RatesFrom,
}

/// Rates, and what they rest on.
pub struct SubjectRates {
    /// Name of the authority.
    pub name: String,
    /// The rates.
    pub rates: rates::Rates,
    /// What they rest on, in words.
    pub rests_on: String,
    /// Whether these are the authority's own records, whose small counts must not be shown.
    pub rests_on_records: bool,
}

impl Subject {
    /// The plan, from the folder or the line.
    ///
    /// **Errors**: everything wrong with the plan file.
    pub fn plan(&self) -> anyhow::Result<Plan> {
        let mut plan = match &self.plan {
            Some(folder) => read_folder(folder)?,
            None => Plan::of(self.authority.as_deref().unwrap_or_default()),
        };
        if let Some(authority) = &self.authority {
            plan.authority = authority.clone();
        }
        plan.horizon_years = self.years.map_or(plan.horizon_years, usize::from);
        plan.draws = self.draws.unwrap_or(plan.draws);
        plan.seed = self.seed.unwrap_or(plan.seed);
        Ok(plan)
    }

    /// Projects the baseline of a plan that [`Subject::plan`] gave, with a sign of life on the terminal.
    ///
    /// **Errors**: an unknown authority, too few published figures.
    pub fn baseline(&self, plan: Plan) -> anyhow::Result<Baseline> {
        let waiting = spinner("projecting");
        let country = Country::today();
        let area = self.area(&country, &plan)?;
        let baseline = match self.own_rates(&country, area, &plan)? {
            Some(own) => Baseline::of_rates(&country, area, &plan, own.own),
            None => Baseline::new(&country, area, &plan).map_err(|e| Refusal::all(&[e]))?,
        };
        waiting.finish_and_clear();
        Ok(baseline)
    }

    /// The rates that the baseline would be projected from.
    ///
    /// **Errors**: as for [`Subject::baseline`].
    pub fn rates(&self) -> anyhow::Result<SubjectRates> {
        let plan = self.plan()?;
        let country = Country::today();
        let area = self.area(&country, &plan)?;
        Ok(match self.own_rates(&country, area, &plan)? {
            Some(own) => SubjectRates {
                name: if plan.name.is_empty() { area.name.clone() } else { plan.name.clone() },
                rests_on: Baseline::rests_on_records_to(own.own.base_year),
                rates: own.own,
                rests_on_records: true,
            },
            None => SubjectRates {
                name: area.name.clone(),
                rates: country.rates(area).map_err(|e| Refusal::all(&[e]))?,
                rests_on: Baseline::rests_on_published(),
                rests_on_records: false,
            },
        })
    }

    /// The authority of the plan.
    fn area(&self, country: &Country, plan: &Plan) -> anyhow::Result<&'static Area> {
        let key = match (&self.authority, &self.plan) {
            (None, Some(folder)) => format!("{}: authority", folder.join("plan.toml").display()),
            _ => "authority".to_string(),
        };
        let find =
            |name: &str| country.find(name).map_err(|e| Refusal::one(format!("{key}: \"{name}\": {e}")));
        let area = find(&plan.authority)?;
        if let (Some(line), Some(folder)) = (&self.authority, &self.plan) {
            let planned = read_folder(folder)?.authority;
            if find(&planned)?.code != area.code {
                return Err(Refusal::one(format!(
                    "authority: \"{line}\": expected {planned}, the authority of the plan in {}, or no --plan",
                    folder.display()
                )));
            }
        }
        Ok(area)
    }

    /// Rates from the returns in the plan folder; `None` if there are none or published ones are asked for.
    fn own_rates(&self, country: &Country, area: &Area, plan: &Plan) -> anyhow::Result<Option<OwnRates>> {
        let Some(folder) = self.plan.as_ref().filter(|_| self.rates == RatesFrom::Returns) else {
            return Ok(None);
        };
        let files = plan_returns(folder)?;
        if files.is_empty() {
            return Ok(None);
        }
        if self.authority.is_some() {
            return Err(Refusal::one(
                "an authority on the line and returns in the plan folder: expected one of them, or --rates published",
            ));
        }
        let (record, _) = record::join(&read_files(&files));
        own_rates(country, area, plan, &record).map(Some).map_err(|e| {
            Refusal::one(format!(
                "{}: {e}; --rates published leaves them aside",
                folder.join("returns").display()
            ))
        })
    }
}

/// What rates are counted from, by its word.
///
/// **Errors**: another word.
pub fn rates_from(text: &str) -> Result<RatesFrom, String> {
    one_of(text, &RatesFrom::ALL, RatesFrom::label)
}

/// A sign of life for work that may take over a second; nothing is shown where there is no terminal.
pub fn spinner(words: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(words);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
