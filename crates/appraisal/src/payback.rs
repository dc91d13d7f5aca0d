//! Cumulative position, present value and payback, draw by draw.

use crate::{Agency, Ledger, Schedule, Value};

/// Whose gain is meant, and which kinds of value count.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// The authority, counting only cash.
    AuthorityCash,
    /// The authority, counting cash and cost avoided.
    AuthorityAll,
    /// All public bodies in the ledger, counting cash and cost avoided.
    Everyone,
}

impl View {
    /// All views, narrowest first.
    pub const ALL: [View; 3] = [View::AuthorityCash, View::AuthorityAll, View::Everyone];

    /// Plain words for pages and tables.
    pub fn label(&self) -> &'static str {
        match self {
            View::AuthorityCash => "the authority, cash only",
            View::AuthorityAll => "the authority, cash and cost avoided",
            View::Everyone => "all public bodies, cash and cost avoided",
        }
    }

    /// Whether an entry counts in this view.
    pub fn keeps(&self, agency: &Agency, value: Value) -> bool {
        let own = *agency == Agency::authority();
        match self {
            View::AuthorityCash => own && value != Value::Avoided,
            View::AuthorityAll => own,
            View::Everyone => true,
        }
    }
}

/// Cumulative net position at the end of each year, for every draw: `[draw][year]`, in pounds.
///
/// Year 0 of the schedule is the first year of the ledger.
pub fn cumulative(ledger: &Ledger, view: &View, schedule: &Schedule) -> Vec<Vec<f64>> {
    let factors: Vec<f64> = (0..ledger.years).map(|y| schedule.factor(y as u32)).collect();
    (0..ledger.draws)
        .map(|draw| {
            let mut sum = 0.0;
            (0..ledger.years)
                .map(|year| {
                    sum += factors[year] * ledger.amount(|a, v| view.keeps(a, v), draw, year).pounds();
                    sum
                })
                .collect()
        })
        .collect()
}

/// Present value of the entries that a filter keeps, for every draw; in pounds.
pub fn present_value(
    ledger: &Ledger,
    keep: impl Fn(&Agency, Value) -> bool,
    schedule: &Schedule,
) -> Vec<f64> {
    let factors: Vec<f64> = (0..ledger.years).map(|y| schedule.factor(y as u32)).collect();
    (0..ledger.draws)
        .map(|draw| {
            (0..ledger.years).map(|y| factors[y] * ledger.amount(&keep, draw, y).pounds()).sum::<f64>()
        })
        .collect()
}

/// When a scenario pays back, over draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Payback {
    /// Years from the base date to payback, one for every draw; `None` if not within the horizon.
    pub times: Vec<Option<f64>>,
}

impl Payback {
    /// Share of draws that have paid back by the end of a year (0 is the first).
    pub fn chance_by(&self, year: usize) -> f64 {
        let paid = self.times.iter().flatten().filter(|t| **t <= (year + 1) as f64).count();
        paid as f64 / self.times.len().max(1) as f64
    }

    /// Median time of payback counting draws without payback as later than any; `None` if half never do.
    pub fn median(&self) -> Option<f64> {
        let mut times: Vec<f64> = self.times.iter().map(|t| t.unwrap_or(f64::INFINITY)).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().filter(|t| t.is_finite())
    }
}

/// Finds when each draw's cumulative position, once negative, first reaches zero and stays there to the
/// horizon, linear within the year.
///
/// A position that recovers only to fall back has not paid back, so the last recovery counts.
pub fn payback(cumulative: &[Vec<f64>]) -> Payback {
    Payback { times: cumulative.iter().map(|draw| paid_back_at(draw)).collect() }
}

fn paid_back_at(position: &[f64]) -> Option<f64> {
    let last_below = position.iter().rposition(|p| *p < 0.0);
    match last_below {
        None => position.iter().any(|p| *p != 0.0).then_some(0.0),
        Some(year) => {
            let (before, after) = (position[year], *position.get(year + 1)?);
            Some((year + 1) as f64 + before / (before - after))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payback_is_linear_within_the_year_and_must_last() {
        assert_eq!(paid_back_at(&[-100.0, -50.0, 50.0, 80.0]), Some(2.5));
        assert_eq!(paid_back_at(&[-100.0, 10.0, -10.0, 10.0]), Some(3.5));
        assert_eq!(paid_back_at(&[-100.0, 10.0, -1.0]), None);
        assert_eq!(paid_back_at(&[5.0, 6.0]), Some(0.0));
        assert_eq!(paid_back_at(&[0.0, 0.0]), None, "nothing spent and nothing gained is no payback");
    }

    #[test]
    fn half_without_payback_means_no_median() {
        let half = Payback { times: vec![Some(1.0), None, None, Some(2.0)] };
        assert_eq!(half.median(), None);
        assert_eq!(half.chance_by(1), 0.5);
    }
}
