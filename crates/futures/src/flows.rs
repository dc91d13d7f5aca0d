//! Counted outputs of futures: draws × years × measures.

use rates::Rates;
use units::{AgeBand, Placement, Position, Step};

/// Person-time is kept in whole ticks, so that sums are exact and the order of adding never matters.
pub(crate) const TICKS_PER_YEAR: f64 = 1_073_741_824.0;

/// A counted output of one draw in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Children in an open position at the year's end, 31 March.
    Stock(Position),
    /// Person-years spent in an open position during the year.
    PersonYears(Position),
    /// Looked-after children in a kind of placement at the year's end.
    StockPlacement(Placement),
    /// Person-years spent in a kind of placement during the year.
    PersonYearsPlacement(Placement),
    /// Looked-after children of an age band at the year's end.
    StockAge(AgeBand),
    /// Children who reached 18 in a position during the year.
    AgedOut(Position),
    /// Person-years of service given during the year: places in use.
    PlacesUsed,
    /// Children who began to be served during the year.
    ServiceStarts,
    /// Person-years spent waiting for a place during the year.
    Waiting,
    /// Person-years of service given during the year after the service stopped taking children on.
    PlacesAfterEnd,
    /// Steps of the kind at this index of [`Flows::steps`] during the year.
    Steps(usize),
}

const STEPS_FROM: usize = 3 + 3 + 7 + 7 + 5 + 3 + 4;

impl Measure {
    pub(crate) fn index(self) -> usize {
        match self {
            Measure::Stock(p) => open_index(p),
            Measure::PersonYears(p) => 3 + open_index(p),
            Measure::StockPlacement(k) => 6 + k.index(),
            Measure::PersonYearsPlacement(k) => 13 + k.index(),
            Measure::StockAge(a) => 20 + a.index(),
            Measure::AgedOut(p) => 25 + open_index(p),
            Measure::PlacesUsed => 28,
            Measure::ServiceStarts => 29,
            Measure::Waiting => 30,
            Measure::PlacesAfterEnd => 31,
            Measure::Steps(step) => STEPS_FROM + step,
        }
    }

    fn is_time(self) -> bool {
        matches!(
            self,
            Measure::PersonYears(_)
                | Measure::PersonYearsPlacement(_)
                | Measure::PlacesUsed
                | Measure::Waiting
                | Measure::PlacesAfterEnd
        )
    }
}

/// Place of an open position among [`Position::OPEN`].
///
/// **Limits**: positions that are not open share the last place; callers only pass open ones.
pub(crate) fn open_index(position: Position) -> usize {
    match position {
        Position::InNeed => 0,
        Position::ProtectionPlan => 1,
        _ => 2,
    }
}

/// Counts of one draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    width: usize,
    /// Years in `values`; kept because it is asked for millions of times and a division is slow.
    years: usize,
    values: Vec<i64>,
}

impl Tally {
    pub(crate) fn new(years: usize, steps: usize) -> Tally {
        let width = STEPS_FROM + steps;
        Tally { width, years, values: vec![0; width * years] }
    }

    pub(crate) fn years(&self) -> usize {
        self.years
    }

    pub(crate) fn add(&mut self, year: usize, measure: Measure, count: i64) {
        self.values[year * self.width + measure.index()] += count;
    }

    /// Adds the time from `from` to `to` (years from the start) to a measure, year by year.
    pub(crate) fn add_time(&mut self, measure: Measure, from: f64, to: f64) {
        let to = to.min(self.years as f64);
        let mut at = from.max(0.0);
        let mut year = at as usize;
        let mut place = year * self.width + measure.index();
        while at < to {
            let until = to.min((year + 1) as f64);
            // Truncating after adding a half rounds, as lengths are never negative.
            self.values[place] += ((until - at) * TICKS_PER_YEAR + 0.5) as i64;
            at = until;
            year += 1;
            place += self.width;
        }
    }

    /// Adds another part of the same draw.
    pub(crate) fn plus(mut self, other: &Tally) -> Tally {
        for (mine, theirs) in self.values.iter_mut().zip(&other.values) {
            *mine += theirs;
        }
        self
    }
}

/// Counted outputs of all draws of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// Years projected; the nth ends on 31 March of `base_year + 1 + n`.
    pub years: usize,
    /// Kinds of step, in the order of [`Measure::Steps`].
    pub steps: Vec<Step>,
    width: usize,
    draws: usize,
    values: Vec<i64>,
}

impl Flows {
    pub(crate) fn empty(rates: &Rates, years: usize) -> Flows {
        let steps: Vec<Step> = rates.steps.iter().map(|s| s.step).collect();
        Flows {
            base_year: rates.base_year,
            years,
            width: STEPS_FROM + steps.len(),
            steps,
            draws: 0,
            values: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, tally: &Tally) {
        self.values.extend_from_slice(&tally.values);
        self.draws += 1;
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// A measure in one draw and year (0 is the first year).
    ///
    /// **Units**: children, steps, or person-years, by measure.
    pub fn value(&self, draw: usize, year: usize, measure: Measure) -> f64 {
        let count = self.values[(draw * self.years + year) * self.width + measure.index()];
        if measure.is_time() { count as f64 / TICKS_PER_YEAR } else { count as f64 }
    }

    /// A step's count in one draw and year; zero for a kind of step that is not modelled.
    pub fn step_count(&self, draw: usize, year: usize, step: Step) -> f64 {
        self.steps
            .iter()
            .position(|s| *s == step)
            .map_or(0.0, |index| self.value(draw, year, Measure::Steps(index)))
    }

    /// A measure in one year over all draws, in draw order.
    pub fn over_draws(&self, year: usize, measure: Measure) -> Vec<f64> {
        (0..self.draws).map(|draw| self.value(draw, year, measure)).collect()
    }

    /// Mean of a measure over draws.
    pub fn mean(&self, year: usize, measure: Measure) -> f64 {
        self.over_draws(year, measure).iter().sum::<f64>() / self.draws as f64
    }

    /// Quantiles of a measure over draws, by linear interpolation between order statistics.
    pub fn quantiles<const N: usize>(&self, year: usize, measure: Measure, at: [f64; N]) -> [f64; N] {
        quantiles(self.over_draws(year, measure), at)
    }

    /// Steps counted in all draws and years: how much was simulated.
    pub fn events(&self) -> u64 {
        let steps = (0..self.steps.len()).map(Measure::Steps);
        let aged = Position::OPEN.into_iter().map(Measure::AgedOut);
        let measures: Vec<usize> = steps.chain(aged).map(Measure::index).collect();
        self.values.chunks(self.width).map(|row| measures.iter().map(|m| row[*m] as u64).sum::<u64>()).sum()
    }
}

/// Quantiles of a set of values, by linear interpolation between order statistics.
///
/// The `p` quantile of `n` values has rank `p (n + 1)`, so that an interval of few draws holds its share on
/// average instead of falling short (Hyndman and Fan's type 6).
///
/// **Limits**: an empty set gives not-a-number; ranks beyond the ends give the ends.
pub fn quantiles<const N: usize>(mut values: Vec<f64>, at: [f64; N]) -> [f64; N] {
    values.sort_by(f64::total_cmp);
    at.map(|p| {
        if values.is_empty() {
            return f64::NAN;
        }
        let place = (p * (values.len() + 1) as f64 - 1.0).clamp(0.0, (values.len() - 1) as f64);
        let (below, share) = (place.floor() as usize, place.fract());
        let above = (below + 1).min(values.len() - 1);
        values[below] * (1.0 - share) + values[above] * share
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_split_by_year_and_adds_up() {
        let mut tally = Tally::new(3, 0);
        tally.add_time(Measure::PlacesUsed, -0.5, 2.25);
        let at = |year: usize| tally.values[year * tally.width + Measure::PlacesUsed.index()] as f64;
        assert_eq!([at(0), at(1), at(2)], [TICKS_PER_YEAR, TICKS_PER_YEAR, 0.25 * TICKS_PER_YEAR]);
    }

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantiles(vec![3.0, 1.0, 2.0], [0.0, 0.25, 0.5, 0.625, 1.0]), [1.0, 1.0, 2.0, 2.5, 3.0]);
    }

    #[test]
    fn measures_have_places_of_their_own() {
        let mut measures: Vec<Measure> = Position::OPEN
            .into_iter()
            .flat_map(|p| [Measure::Stock(p), Measure::PersonYears(p), Measure::AgedOut(p)])
            .collect();
        measures.extend(
            Placement::ALL
                .into_iter()
                .flat_map(|k| [Measure::StockPlacement(k), Measure::PersonYearsPlacement(k)]),
        );
        measures.extend(AgeBand::ALL.map(Measure::StockAge));
        measures.extend([Measure::PlacesUsed, Measure::ServiceStarts, Measure::Waiting]);
        measures.extend([Measure::PlacesAfterEnd, Measure::Steps(0)]);
        let mut places: Vec<usize> = measures.iter().map(|m| m.index()).collect();
        places.sort_unstable();
        assert_eq!(places, (0..measures.len()).collect::<Vec<_>>());
    }
}
