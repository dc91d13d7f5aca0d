//! The ledger: what changes for each agency in each year and draw.

use std::collections::BTreeSet;

use futures::Flows;
use units::Pence;

use crate::{Agency, CostLine, Spending};

/// Kinds of value that a ledger keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Paid for what the scenario does. Negative where it spends, positive where a service that is cut frees money.
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
    /// Every line's cost is split into cash and avoided by its `cashable` share. What the scenario itself spends and
    /// releases is priced by [`Spending`].
    ///
    /// **Limits**: all lines and spending must be in the prices of one year.
    pub fn new(baseline: &Flows, scenario: &Flows, spending: &[Spending], lines: &[CostLine]) -> Ledger {
        let (years, draws) = (baseline.years, baseline.draws());
        let payers = spending.iter().flat_map(|s| s.cost.payers.iter().map(|p| &p.0));
        let agencies: BTreeSet<&Agency> = lines.iter().map(|l| &l.agency).chain(payers).collect();
        let gains: Vec<Vec<f64>> = lines.iter().map(|line| fewer(baseline, scenario, line)).collect();
        let mut entries = Vec::new();
        for agency in agencies {
            for value in Value::ALL {
                let gain = |i: usize, share: fn(&CostLine) -> f64| -> Pence {
                    lines
                        .iter()
                        .zip(&gains)
                        .filter(|(line, _)| line.agency == *agency)
                        .map(|(line, fewer)| line.amount.times(fewer[i] * share(line)))
                        .sum()
                };
                let amounts = (0..draws * years)
                    .map(|i| match value {
                        Value::Spent => {
                            let spent =
                                spending.iter().map(|s| s.in_year(scenario, agency, i / years, i % years));
                            -spent.sum::<Pence>()
                        }
                        Value::Cash => gain(i, |l| l.cashable),
                        Value::Avoided => gain(i, |l| 1.0 - l.cashable),
                    })
                    .collect();
                entries.push(Entry { agency: agency.clone(), value, amounts });
            }
        }
        Ledger { years, draws, base_year: baseline.base_year, entries }
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

    /// Mean over draws of the entries that a filter keeps, in one year.
    ///
    /// **Units**: each entry's mean is rounded to the penny by itself, so that means of parts add up to the mean of all.
    pub fn mean(&self, keep: impl Fn(&Agency, Value) -> bool, year: usize) -> Pence {
        let of_entry = |entry: &Entry| {
            let sum: Pence = (0..self.draws).map(|draw| entry.amounts[draw * self.years + year]).sum();
            sum.times(1.0 / self.draws.max(1) as f64)
        };
        self.entries.iter().filter(|e| keep(&e.agency, e.value)).map(of_entry).sum()
    }

    /// Sum of the entries that a filter keeps, in one year, for every draw; in pounds.
    pub fn over_draws(&self, keep: impl Fn(&Agency, Value) -> bool, year: usize) -> Vec<f64> {
        (0..self.draws).map(|draw| self.amount(&keep, draw, year).pounds()).collect()
    }
}

/// Units of a line that the scenario needs fewer of: `[draw * years + year]`.
fn fewer(baseline: &Flows, scenario: &Flows, line: &CostLine) -> Vec<f64> {
    let years = baseline.years;
    (0..baseline.draws() * years)
        .map(|i| {
            let (draw, year) = (i / years, i % years);
            line.per.quantity(baseline, draw, year) - line.per.quantity(scenario, draw, year)
        })
        .collect()
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
