//! A record with its journeys, prices and facts: everything that questions about groups need.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use returns::record::Record;

use super::facts::{Facts, Filter};
use crate::day::Day;
use crate::journey::{Journey, journey};
use crate::precedence::Precedence;
use crate::price::{Bill, Prices};
use crate::pseudonym::CodeKey;

/// A record made ready for questions.
#[derive(Clone, Debug)]
pub struct Study {
    /// The record, shared with the same children under other rules.
    pub record: Arc<Record>,
    /// One journey per child, in the order of the record.
    pub journeys: Vec<Journey>,
    /// Unit costs.
    pub prices: Prices,
    /// Agencies that bear a cost.
    pub agencies: Vec<String>,
    /// The day after the last that any return speaks for.
    pub until: Day,
    rules: Precedence,
    facts: OnceLock<Vec<Facts>>,
    bills: OnceLock<Vec<Bill>>,
}

impl Study {
    /// Makes a record ready.
    pub fn new(record: impl Into<Arc<Record>>, rules: Precedence, prices: Prices) -> Study {
        let record = record.into();
        let until = record.coverage.end().or_else(|| last_day(&record)).map_or(Day::default(), Day::of);
        let journeys = journeys(&record, rules);
        let agencies = prices.agencies(&record);
        let (facts, bills) = (OnceLock::new(), OnceLock::new());
        Study { record, journeys, prices, agencies, until, rules, facts, bills }
    }

    /// What each child can be chosen by, in the order of the record. Found when first asked for.
    pub fn facts(&self) -> &[Facts] {
        let last = Day(self.until.0.saturating_sub(1));
        self.facts.get_or_init(|| each(&self.journeys, |j| Facts::of(&self.record, j, last)))
    }

    /// What each journey has cost so far, in the order of the record. Found when first asked for.
    pub fn bills(&self) -> &[Bill] {
        // What a journey cost does not depend on how positions are told apart: it is priced by the standard rules.
        let bill = |j: &Journey| self.prices.bill(&self.record, j, &self.agencies, self.until);
        self.bills.get_or_init(|| match self.rules {
            Precedence::Standard => each(&self.journeys, bill),
            _ => each(&journeys(&self.record, Precedence::Standard), bill),
        })
    }

    /// Places of the children that a filter chooses, in the order of the record.
    pub fn choose(&self, filter: &Filter) -> Vec<usize> {
        self.facts().iter().enumerate().filter(|(_, f)| filter.holds(f)).map(|(place, _)| place).collect()
    }

    /// A code for each child, in the order of the record, that cannot be turned back into the id without the key:
    /// eight letters and digits, or more.
    ///
    /// The same key gives the same codes. Ids are few, so that a key that others know, or could guess, hides nothing.
    pub fn codes(&self, key: &CodeKey) -> Vec<String> {
        crate::pseudonym::codes(&self.record, key)
    }
}

/// The day after the last start of any activity, for a record whose files speak for no field.
fn last_day(record: &Record) -> Option<Date> {
    let starts = record.children.iter().filter_map(|c| c.activities.last()).map(|a| a.start);
    starts.max().and_then(|day| day.tomorrow().ok())
}

/// The journeys of all children, in the order of the record.
pub fn journeys(record: &Record, rules: Precedence) -> Vec<Journey> {
    let places: Vec<usize> = (0..record.children.len()).collect();
    each(&places, |place| journey(record, *place, rules))
}

#[cfg(feature = "parallel")]
fn each<T: Sync, U: Send>(items: &[T], make: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    use rayon::prelude::*;
    items.par_iter().with_min_len(512).map(make).collect()
}

#[cfg(not(feature = "parallel"))]
fn each<T: Sync, U: Send>(items: &[T], make: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    items.iter().map(make).collect()
}
