//! The returns that are loaded: in memory, of one authority at a time.

use std::sync::{Arc, Mutex, OnceLock};

use chain::{Country, NoRates, OwnRates, RateChecks, Records, journey_prices, own_rates, rate_checks};
use journeys::group::Study;
use journeys::{CodeKey, Precedence};
use plan::Plan;
use reference::Area;
use returns::record::join;
use returns::{Reading, Severity};

use crate::basis::Own;

/// Whose returns they are.
#[derive(Clone, Debug)]
pub(crate) struct Whose {
    /// The authority, as published figures know it.
    pub area: &'static Area,
    /// Its name; a made-up one's own.
    pub name: String,
    /// Whether it and its children are made up.
    pub made_up: bool,
    /// Plan whose costs and number of children apply.
    pub plan: Plan,
}

/// Returns that are loaded, with everything that pages ask of them.
#[derive(Debug)]
pub(crate) struct Held {
    pub whose: Whose,
    /// Files and findings alone: what the files held is in the study.
    pub reading: Reading,
    /// The study by the standard rules.
    pub study: Study,
    /// By the others, made when they are asked for first; they share the record.
    family_help: OnceLock<Study>,
    statutory: OnceLock<Study>,
    /// Codes of the children, in the order of the record, made with the key of this start of the program.
    pub codes: Vec<String>,
    /// Rates counted from the record, or why there are none.
    pub own: Result<Arc<Own>, NoRates>,
    /// How well they fit it, made when it is asked for first.
    checks: OnceLock<Result<RateChecks, NoRates>>,
}

impl Held {
    /// Joins what was read and makes it ready.
    pub fn new(country: &Country, whose: Whose, mut reading: Reading, key: &CodeKey) -> Held {
        let (record, joined) = join(&reading);
        reading.findings.append(joined, 0);
        reading.findings.sort();
        let reading = Reading { sources: reading.sources, findings: reading.findings, ..Reading::default() };
        let prices = journey_prices(country.reference, whose.area, &whose.plan);
        let study = Study::new(record, Precedence::Standard, prices);
        // Found now, so that the first page that asks does not wait for them.
        let _ = (study.facts(), study.bills());
        let own = own_rates(country, whose.area, &whose.plan, &study.record)
            .map(|rates| Arc::new(Own { rates, plan: whose.plan.clone(), cache: Mutex::default() }));
        let (family_help, statutory, checks) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Held { codes: study.codes(key), whose, reading, study, family_help, statutory, own, checks }
    }

    /// The study by some rules.
    pub fn study_by(&self, rules: Precedence) -> &Study {
        let make = || Study::new(self.study.record.clone(), rules, self.study.prices.clone());
        match rules {
            Precedence::Standard => &self.study,
            Precedence::FamilyHelp => self.family_help.get_or_init(make),
            Precedence::Statutory => self.statutory.get_or_init(make),
        }
    }

    /// Rates counted from the record, or why there are none.
    pub fn own_rates(&self) -> Result<&OwnRates, &NoRates> {
        self.own.as_ref().map(|own| &own.rates)
    }

    /// How well rates fit the record, or why there are none.
    pub fn rate_checks(&self, country: &Country) -> &Result<RateChecks, NoRates> {
        self.checks.get_or_init(|| {
            let own = self.own_rates().map_err(Clone::clone)?;
            let records = Records {
                record: &self.study.record,
                statutory: &self.study_by(Precedence::Statutory).journeys,
                standard: &self.study.journeys,
            };
            rate_checks(country, self.whose.area, &self.whose.plan, &records, own)
        })
    }

    /// Findings: errors, warnings, repairs, notes.
    pub fn finding_counts(&self) -> [u64; 4] {
        Severity::ALL.map(|s| self.reading.findings.count(s))
    }
}

/// How far reading has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Now {
    pub name: String,
    pub done: usize,
    pub of: usize,
}

/// What there is.
#[derive(Clone, Debug, Default)]
pub(crate) enum Data {
    /// Nothing yet, or removed.
    #[default]
    Nothing,
    /// Files are being read.
    Reading(Now),
    /// Reading ended without a result, for a fault of the program.
    Failed,
    /// Returns are loaded.
    Ready(Arc<Held>),
}

/// What there is, and the number of the reading it belongs to: a reading that was overtaken changes nothing.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub data: Data,
    pub number: u64,
}

impl Desk {
    /// Puts something in the place of what there is; returns the number of the reading that may change it.
    pub fn replace(&mut self, data: Data) -> u64 {
        self.number = self.number.wrapping_add(1);
        self.data = data;
        self.number
    }

    /// Changes what there is, if it still belongs to this reading.
    pub fn settle(&mut self, number: u64, data: Data) {
        if self.number == number {
            self.data = data;
        }
    }
}
