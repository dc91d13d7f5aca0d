//! Counted outputs of all draws of a run.

use units::{Position, Step};

use crate::counts::measure::Names;
use crate::counts::tally::TICKS_PER_YEAR;
use crate::counts::{Layout, Measure, quantiles};
use crate::settings::Period;

/// Counts of all draws, by column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counts {
    pub(crate) layout: Layout,
    pub(crate) periods: usize,
    pub(crate) draws: usize,
    /// Columns in a row: those of the layout, and what is told beyond them.
    pub(crate) width: usize,
    /// `[(draw * periods + period) * width + column]`.
    pub(crate) values: Vec<i64>,
}

impl Counts {
    pub(crate) fn empty(layout: Layout, more_columns: usize, periods: usize) -> Counts {
        Counts { layout, periods, draws: 0, width: layout.width() + more_columns, values: Vec::new() }
    }

    /// Sum of columns in one draw and period.
    #[inline]
    pub(crate) fn sum(&self, draw: usize, period: usize, columns: &[usize]) -> i64 {
        let from = (draw * self.periods + period) * self.width;
        let row = &self.values[from..from + self.width];
        columns.iter().map(|column| row[*column]).sum()
    }

    /// Time in years from ticks.
    pub(crate) fn years(ticks: i64) -> f64 {
        ticks as f64 / TICKS_PER_YEAR
    }
}

/// Counted outputs of all draws of an authority's run.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// Years projected; the nth ends on 31 March of `base_year + 1 + n`.
    pub years: usize,
    /// Periods in which flows were counted.
    pub period: Period,
    /// Number of the first draw: 0 unless these are later draws of a run.
    pub first_draw: u32,
    pub(crate) counts: Counts,
    pub(crate) names: Names,
}

/// Draws that cannot be added to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLater {
    /// Some lie between, or are there already.
    #[error("the next draw is number {expected}, not {found}")]
    Gap {
        /// Number of the draw that would follow.
        expected: u32,
        /// Number of the first draw given.
        found: u32,
    },
    /// They count something else: other years, periods, positions, steps or services.
    #[error("the draws count other years, periods, positions, steps or services")]
    Other,
}

impl Flows {
    /// Adds later draws of the same run; the result is byte-identical to one run of all.
    ///
    /// **Errors**: draws that do not follow on, or that count something else; nothing is then added.
    pub fn extend(&mut self, later: Flows) -> Result<(), NotLater> {
        self.is_followed_by(&later)?;
        self.counts.values.extend_from_slice(&later.counts.values);
        self.counts.draws += later.counts.draws;
        Ok(())
    }

    /// Whether these draws and others can stand in one run, one after the other.
    pub(crate) fn is_followed_by(&self, later: &Flows) -> Result<(), NotLater> {
        let expected = self.first_draw.saturating_add(u32::try_from(self.draws()).unwrap_or(u32::MAX));
        if later.first_draw != expected {
            return Err(NotLater::Gap { expected, found: later.first_draw });
        }
        let alike = (self.base_year, self.years, self.period) == (later.base_year, later.years, later.period)
            && self.names == later.names
            && self.counts.layout == later.counts.layout;
        if alike { Ok(()) } else { Err(NotLater::Other) }
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.counts.draws
    }

    /// Positions that children may be in.
    pub fn positions(&self) -> &[Position] {
        &self.names.positions
    }

    /// Kinds of step that were counted.
    pub fn steps(&self) -> &[Step] {
        &self.names.steps
    }

    /// Whether ends of care are told by reason.
    pub fn tells_reasons(&self) -> bool {
        self.names.reasons
    }

    /// Whether placement moves are told.
    pub fn tells_moves(&self) -> bool {
        self.names.moves
    }

    /// Names of the services, in the order of measures.
    pub fn services(&self) -> &[String] {
        &self.names.services
    }

    /// How many groups of wards are told apart.
    pub fn ward_groups(&self) -> usize {
        self.counts.layout.ward_groups
    }

    /// Periods in all.
    pub fn periods(&self) -> usize {
        self.counts.periods
    }

    /// A measure in one draw and year (0 is the first year): of a stock, at the year's end.
    ///
    /// **Units**: children, steps, or person-years, by measure.
    pub fn value(&self, draw: usize, year: usize, measure: Measure) -> f64 {
        self.year_value(draw, year, measure, &self.columns(measure))
    }

    /// A measure in one draw and period (0 is the first).
    pub fn period_value(&self, draw: usize, period: usize, measure: Measure) -> f64 {
        self.in_unit(measure, self.counts.sum(draw, period, &self.columns(measure)))
    }

    fn columns(&self, measure: Measure) -> Vec<usize> {
        measure.columns(&self.counts.layout, &self.names)
    }

    fn in_unit(&self, measure: Measure, count: i64) -> f64 {
        if measure.is_time() { Counts::years(count) } else { count as f64 }
    }

    fn year_value(&self, draw: usize, year: usize, measure: Measure, columns: &[usize]) -> f64 {
        let per_year = self.period.per_year();
        let last = (year + 1) * per_year - 1;
        let first = if measure.is_stock() { last } else { year * per_year };
        self.in_unit(measure, (first..=last).map(|period| self.counts.sum(draw, period, columns)).sum())
    }

    /// A measure in one year over all draws, in draw order.
    pub fn over_draws(&self, year: usize, measure: Measure) -> Vec<f64> {
        let columns = self.columns(measure);
        (0..self.draws()).map(|draw| self.year_value(draw, year, measure, &columns)).collect()
    }

    /// A measure in one period over all draws, in draw order.
    pub fn period_over_draws(&self, period: usize, measure: Measure) -> Vec<f64> {
        let columns = self.columns(measure);
        (0..self.draws()).map(|draw| self.in_unit(measure, self.counts.sum(draw, period, &columns))).collect()
    }

    /// Mean of a measure over draws.
    pub fn mean(&self, year: usize, measure: Measure) -> f64 {
        self.over_draws(year, measure).iter().sum::<f64>() / self.draws() as f64
    }

    /// Quantiles of a measure over draws, by linear interpolation between order statistics.
    pub fn quantiles<const N: usize>(&self, year: usize, measure: Measure, at: [f64; N]) -> [f64; N] {
        quantiles(self.over_draws(year, measure), at)
    }

    /// Steps counted in all draws and years, and children who grew out: how much was simulated.
    pub fn events(&self) -> u64 {
        let steps = self.names.steps.iter().map(|step| Measure::Steps(*step));
        // What is asked of looked-after children is of unaccompanied children too.
        let once = self.names.positions.iter().filter(|position| **position != Position::Unaccompanied);
        let aged = once.map(|position| Measure::AgedOut(*position));
        let columns: Vec<usize> = steps.chain(aged).flat_map(|measure| self.columns(measure)).collect();
        (0..self.draws())
            .flat_map(|draw| (0..self.periods()).map(move |period| (draw, period)))
            .map(|(draw, period)| self.counts.sum(draw, period, &columns) as u64)
            .sum()
    }
}
