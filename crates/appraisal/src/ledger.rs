//! The ledger: what changes for each agency in each year and draw.

use std::collections::BTreeSet;

use futures::{Flows, Measure, Pair, Service};
use units::Pence;

use crate::{Agency, CostLine, ServiceCost};

/// Kinds of value that a ledger keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Paid for the service. Always negative or nothing.
    Spent,
    /// Money that leaves the budget: bills that no longer come. Negative where more is bought.
    Cash,
    /// Cost that does not arise but frees no money by itself. Negative where more arises.
    Avoided,
}

impl Value {
    /// All kinds, in the order of tables.
    pub const ALL: [Value; 3] = [Value::Spent, Value::Cash, Value::Avoided];

    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Value::Spent => "Spent on the service",
            Value::Cash => "Cash released",
            Value::Avoided => "Cost avoided",
        }
    }
}

/// Amounts of one agency and kind of value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Whose budget.
    pub agency: Agency,
    /// Which kind of value.
    pub value: Value,
    /// `amounts[draw * years + year]`: positive is a gain to the agency, negative a cost, scenario against
    /// baseline.
    amounts: Vec<Pence>,
}

/// Scenario against baseline, by agency, kind of value, year and draw.
///
/// **Units**: real pence in the price year of the cost lines, undiscounted.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Years in the ledger.
    pub years: usize,
    /// Draws in the ledger.
    pub draws: usize,
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// One entry for each agency and kind of value.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// Prices the difference between scenario and baseline.
    ///
    /// Every line's cost is split into cash and avoided by its `cashable` share. The service costs its open
    /// places, used or not, until it stops taking children on, and its used places after that.
    ///
    /// **Limits**: all lines and the service must be in the prices of one year.
    pub fn new(pair: &Pair, service: &Service, service_cost: &ServiceCost, lines: &[CostLine]) -> Ledger {
        let (years, draws) = (pair.baseline.years, pair.baseline.draws());
        let agencies: BTreeSet<&Agency> =
            lines.iter().map(|l| &l.agency).chain(service_cost.payers.iter().map(|p| &p.0)).collect();
        let mut entries = Vec::new();
        for agency in agencies {
            for value in Value::ALL {
                let amounts = (0..draws * years)
                    .map(|i| {
                        let (draw, year) = (i / years, i % years);
                        match value {
                            Value::Spent => -spent(pair, service, service_cost, agency, draw, year),
                            Value::Cash => gain(pair, lines, agency, draw, year, |l| l.cashable),
                            Value::Avoided => gain(pair, lines, agency, draw, year, |l| 1.0 - l.cashable),
                        }
                    })
                    .collect();
                entries.push(Entry { agency: agency.clone(), value, amounts });
            }
        }
        Ledger { years, draws, base_year: pair.baseline.base_year, entries }
    }

    /// Agencies in the ledger, in order of name with the authority first.
    pub fn agencies(&self) -> Vec<&Agency> {
        let authority = Agency::authority();
        let mut agencies: Vec<&Agency> =
            self.entries.iter().map(|e| &e.agency).collect::<BTreeSet<_>>().into_iter().collect();
        agencies.sort_by_key(|a| **a != authority);
        agencies
    }

    /// Sum of the entries that a filter keeps, in one draw and year.
    pub fn amount(&self, keep: impl Fn(&Agency, Value) -> bool, draw: usize, year: usize) -> Pence {
        self.entries
            .iter()
            .filter(|e| keep(&e.agency, e.value))
            .map(|e| e.amounts[draw * self.years + year])
            .sum()
    }

    /// Sum of the entries that a filter keeps, in one year, for every draw; in pounds.
    pub fn over_draws(&self, keep: impl Fn(&Agency, Value) -> bool, year: usize) -> Vec<f64> {
        (0..self.draws).map(|draw| self.amount(&keep, draw, year).pounds()).collect()
    }
}

fn spent(
    pair: &Pair,
    service: &Service,
    cost: &ServiceCost,
    agency: &Agency,
    draw: usize,
    year: usize,
) -> Pence {
    let share: f64 = cost.payers.iter().filter(|(a, _)| a == agency).map(|(_, s)| s).sum();
    let (from, to) = (year as f64, (year + 1) as f64);
    let end = service.end.unwrap_or(f64::INFINITY);
    // After the last child is taken on, only those still being served cost money.
    let finishing = pair.scenario.value(draw, year, Measure::PlacesAfterEnd);
    let places = place_years(service, from, to.min(end)) + finishing;
    let set_up = if service.start >= from && service.start < to { cost.set_up } else { Pence::ZERO };
    (cost.place_year.times(places) + set_up).times(share)
}

/// Open places added up over time, place by place.
fn place_years(service: &Service, from: f64, to: f64) -> f64 {
    let open = |(opens, places): (f64, u32)| f64::from(places) * (to - opens.max(from)).max(0.0);
    service.openings().into_iter().map(open).sum()
}

fn gain(
    pair: &Pair,
    lines: &[CostLine],
    agency: &Agency,
    draw: usize,
    year: usize,
    share: impl Fn(&CostLine) -> f64,
) -> Pence {
    lines
        .iter()
        .filter(|l| l.agency == *agency)
        .map(|l| {
            let fewer =
                l.per.quantity(&pair.baseline, draw, year) - l.per.quantity(&pair.scenario, draw, year);
            l.amount.times(fewer * share(l))
        })
        .sum()
}

/// What a run costs in one year, for every draw; in pounds.
///
/// Only lines that a filter keeps are counted: one agency's, or one position's.
pub fn yearly_cost(
    flows: &Flows,
    lines: &[CostLine],
    keep: impl Fn(&CostLine) -> bool,
    year: usize,
) -> Vec<f64> {
    let kept: Vec<&CostLine> = lines.iter().filter(|l| keep(l)).collect();
    (0..flows.draws())
        .map(|draw| {
            kept.iter().map(|l| l.amount.times(l.per.quantity(flows, draw, year))).sum::<Pence>().pounds()
        })
        .collect()
}
