//! Models without an authority: positions of any name, from plain tables of rates, stock and arrivals.
//!
//! A model from elsewhere can be run here and compared.

use std::ops::Range;

use luck::Luck;
use rand_distr::{Distribution, StandardNormal};

use crate::counts::{Counts, Layout};
use crate::engine::arrive::Stream;
use crate::engine::drawn::Compiled;
use crate::engine::hazards::Hazards;
use crate::engine::life::Outlook;
use crate::engine::purpose;
use crate::model::{Model, Move, Place, Present, Strata, ends, ward_groups};
use crate::scenario::{Ratio, Scenario};
use crate::settings::Settings;

/// How often people of some ages, and some time after they came to a position, step from it to another.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainRate {
    /// Position left, as an index into [`PlainModel::positions`].
    pub from: usize,
    /// Position entered.
    pub to: usize,
    /// Ages in years, from and below; may be infinite.
    pub ages: (f64, f64),
    /// Years since the position was entered, from and below; may be infinite.
    pub times: (f64, f64),
    /// Steps per person-year and their 95% interval.
    pub per_year: Ratio,
}

/// People in a position at the start who are of like age.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainStock {
    /// Their position.
    pub position: usize,
    /// Ages in years: spread evenly from the first to the second; the same age twice is one exact age.
    pub ages: (f64, f64),
    /// How many.
    pub count: u64,
}

/// People who come from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainArrivals {
    /// The position they come to.
    pub position: usize,
    /// Ages in years, as in [`PlainStock`].
    pub ages: (f64, f64),
    /// How many a year.
    pub per_year: f64,
}

/// A model from plain tables.
///
/// **Limits**: rates of the same step must not overlap in age and time; where none is given there is no such step. Nobody
/// leaves because of age, and nobody leaves the model: a position without rates out of it is for good. At most
/// [`PlainModel::KINDS_MAX`] positions, and as many kinds of step and positions that people come to, together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlainModel {
    /// Names of the positions.
    pub positions: Vec<String>,
    /// Rates, any number for one step.
    pub rates: Vec<PlainRate>,
    /// People present at the start; they have only just entered their position.
    pub stock: Vec<PlainStock>,
    /// People who come.
    pub arrivals: Vec<PlainArrivals>,
}

/// The rate that holds, if any: `[position][exit][age][time]`.
type Cells = Vec<Vec<Vec<Vec<Option<usize>>>>>;

/// What a run of a model from plain tables holds in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainSize {
    /// Intensities, one for each step, age band and band of time in position.
    pub cells: u64,
    /// Bytes of what is counted in all draws and periods.
    pub bytes: u64,
}

impl PlainModel {
    /// Most positions; and most kinds of step and positions that people come to, together.
    pub const KINDS_MAX: usize = 250;

    /// Steps between positions, in the order in which rates first name them.
    pub fn steps(&self) -> Vec<(usize, usize)> {
        let mut steps = Vec::new();
        for rate in &self.rates {
            if !steps.contains(&(rate.from, rate.to)) {
                steps.push((rate.from, rate.to));
            }
        }
        steps
    }

    /// Positions that people come to, in the order in which arrivals first name them.
    pub fn entrances(&self) -> Vec<usize> {
        let mut entrances = Vec::new();
        for arrivals in &self.arrivals {
            if !entrances.contains(&arrivals.position) {
                entrances.push(arrivals.position);
            }
        }
        entrances
    }

    /// What a run without scenarios holds in memory.
    pub fn size(&self, settings: &Settings) -> PlainSize {
        let (steps, ages) = (self.steps(), self.age_edges().len() + 1);
        let exits = |position: usize| steps.iter().filter(|step| step.0 == position).count();
        let cells = (0..self.positions.len())
            .map(|p| exits(p) as u64 * (self.time_edges(p).len() as u64 + 1))
            .sum::<u64>();
        let layout = Layout {
            positions: self.positions.len(),
            ward_groups: settings.ward_groups.len().max(1),
            ages: 1,
            kinds: 0,
            services: 0,
            steps: steps.len() + self.entrances().len(),
        };
        let periods = (settings.years * settings.period.per_year()) as u64;
        let row = (layout.width() * size_of::<i64>()) as u64;
        PlainSize { cells: cells * ages as u64, bytes: u64::from(settings.draws) * periods * row }
    }

    /// Inner edges of age bands.
    fn age_edges(&self) -> Vec<f64> {
        inner(self.rates.iter().flat_map(|r| [r.ages.0, r.ages.1]))
    }

    /// Inner edges of the bands of time in a position.
    fn time_edges(&self, position: usize) -> Vec<f64> {
        let own = self.rates.iter().filter(|r| r.from == position);
        inner(own.flat_map(|r| [r.times.0, r.times.1]))
    }

    /// Projects the model, and the same futures under scenarios: first the baseline, then each scenario.
    ///
    /// Positions and steps of scenarios are numbers: steps those of [`PlainModel::steps`].
    ///
    /// **Limits**: at most [`MOST_SCENARIOS`](crate::MOST_SCENARIOS) scenarios are run, and at most
    /// [`MOST_SERVICES`](crate::scenario::MOST_SERVICES) services of each; further ones are left out.
    pub fn project(&self, scenarios: &[Scenario<usize, usize>], settings: &Settings) -> Vec<PlainFlows> {
        let (model, cells) = self.model(settings);
        let compiled: Vec<Compiled> = scenarios
            .iter()
            .take(crate::runs::MOST_SCENARIOS)
            .map(|s| Compiled::new(&model, s.by_number(|p| Some(*p), |s| Some(*s))))
            .collect();
        let counts = crate::runs::counts(
            &model,
            &compiled,
            (settings, 0..settings.draws, &crate::runs::Told::default()),
            |draw| self.outlook(&model, &cells, settings, draw),
        );
        counts.into_iter().map(|counts| PlainFlows { counts }).collect()
    }

    /// The model, and the rate that holds in each cell.
    fn model(&self, settings: &Settings) -> (Model, Cells) {
        let ages = self.age_edges();
        let steps = self.steps();
        let mut cells = Vec::new();
        let places = (0..self.positions.len())
            .map(|position| {
                let times = self.time_edges(position);
                let exits: Vec<(usize, usize)> = steps
                    .iter()
                    .enumerate()
                    .filter(|(_, s)| s.0 == position)
                    .map(|(n, s)| (n, s.1))
                    .collect();
                let mut own = vec![vec![vec![None; times.len() + 1]; ages.len() + 1]; exits.len()];
                for (number, rate) in self.rates.iter().enumerate().filter(|(_, r)| r.from == position) {
                    let Some(exit) = exits.iter().position(|(_, to)| *to == rate.to) else { continue };
                    for by_time in &mut own[exit][bands(&ages, rate.ages)] {
                        for cell in &mut by_time[bands(&times, rate.times)] {
                            cell.get_or_insert(number);
                        }
                    }
                }
                cells.push(own);
                Place {
                    exits: exits.iter().map(|(n, to)| (*n, Some(*to as u8))).collect(),
                    time_ends: ends(&times),
                    leaving_age: f64::INFINITY,
                    then: None,
                    marks: 0,
                    strata: Strata::ONE,
                }
            })
            .collect();
        let mut id = 0;
        let present = self
            .stock
            .iter()
            .map(|stock| {
                let first = id;
                id += stock.count;
                Present {
                    id: first,
                    position: stock.position as u8,
                    histories: vec![1.0],
                    ages: stock.ages,
                    count: stock.count,
                    elapsed: Vec::new(),
                }
            })
            .collect();
        let inside = steps.iter().map(|(from, to)| Move { from: Some(*from as u8), to: Some(*to as u8) });
        let arriving = self.entrances().into_iter().map(|to| Move { from: None, to: Some(to as u8) });
        let model = Model {
            places,
            moves: inside.chain(arriving).collect(),
            age_ends: ends(&ages),
            tells_ages: false,
            histories: 1,
            present,
            kinds: None,
            ward_groups: ward_groups(settings),
            years: settings.years,
            calendar: false,
            period: settings.period,
        };
        (model, cells)
    }

    fn outlook(&self, model: &Model, cells: &Cells, settings: &Settings, draw: u32) -> Outlook {
        let luck = Luck::new(settings.seed);
        let drawn: Vec<f64> = self
            .rates
            .iter()
            .enumerate()
            .map(|(number, rate)| {
                if !settings.uncertainty.rates || rate.per_year.low == rate.per_year.high {
                    return rate.per_year.middle;
                }
                let mut stream = luck.stream(draw, number as u64, purpose::PARAMETER);
                rate.per_year.drawn(StandardNormal.sample(&mut stream))
            })
            .collect();
        let hazards = Hazards::new(model, |at| {
            cells[at.position][at.exit][at.age][at.time].map_or(0.0, |rate| drawn[rate])
        });
        let (first, entrances) = (self.steps().len(), self.entrances());
        let entrance = |position| entrances.iter().position(|to| *to == position).unwrap_or_default();
        let stream = |(number, arrivals): (usize, &PlainArrivals)| Stream {
            step: first + entrance(arrivals.position),
            to: arrivals.position as u8,
            base: (1 << 56) | (number as u64) << 40,
            ages: arrivals.ages,
            power: 1.0,
            speeds: vec![arrivals.per_year; settings.years],
            alone: false,
        };
        Outlook { hazards, streams: self.arrivals.iter().enumerate().map(stream).collect() }
    }
}

/// Edges of bands, in order and each once, without those at nought and at no end.
fn inner(edges: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut edges: Vec<f64> = edges.filter(|edge| *edge > 0.0 && edge.is_finite()).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    edges
}

/// The bands that begin in a range, by the inner edges of all bands.
fn bands(edges: &[f64], (from, below): (f64, f64)) -> Range<usize> {
    // The first band begins at nought, where there is no edge.
    let begun_before = |at: f64| if at > 0.0 { 1 + edges.partition_point(|edge| *edge < at) } else { 0 };
    let first = begun_before(from);
    first..begun_before(below).max(first)
}

/// Counted outputs of all draws of a model from plain tables.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainFlows {
    counts: Counts,
}

/// What can be asked of [`PlainFlows`], by number of position, step, arrivals or service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainMeasure {
    /// People in a position at the period's end.
    Stock(usize),
    /// Person-years spent in a position.
    PersonYears(usize),
    /// Steps of a kind; then arrivals in each of [`PlainModel::entrances`].
    Steps(usize),
    /// Person-years of a service given.
    PlacesUsed(usize),
    /// Person-years spent waiting for a service.
    Waiting(usize),
    /// People whom a service began to serve.
    ServiceStarts(usize),
}

impl PlainFlows {
    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.counts.draws
    }

    /// Periods in all.
    pub fn periods(&self) -> usize {
        self.counts.periods
    }

    /// A measure in one period (0 is the first) over all draws, in draw order.
    ///
    /// **Units**: people, steps or person-years. Of a service that is not run, none.
    pub fn over_draws(&self, period: usize, measure: PlainMeasure) -> Vec<f64> {
        let columns = columns(&self.counts.layout, measure);
        let time = matches!(
            measure,
            PlainMeasure::PersonYears(_) | PlainMeasure::PlacesUsed(_) | PlainMeasure::Waiting(_)
        );
        (0..self.counts.draws)
            .map(|draw| self.counts.sum(draw, period, &columns))
            .map(|count| if time { Counts::years(count) } else { count as f64 })
            .collect()
    }
}

fn columns(layout: &Layout, measure: PlainMeasure) -> Vec<usize> {
    use crate::counts::layout::{OfService, ServiceCount};
    let stays = |position: usize, add: usize| {
        let groups = (0..layout.ward_groups).flat_map(|g| (0..layout.ages).map(move |a| (g, a)));
        groups.map(|(g, a)| layout.here(layout.stay(position, g, a)) + add).collect()
    };
    match measure {
        PlainMeasure::PlacesUsed(service)
        | PlainMeasure::Waiting(service)
        | PlainMeasure::ServiceStarts(service)
            if service >= layout.services =>
        {
            Vec::new()
        }
        PlainMeasure::Stock(position) => stays(position, 0),
        PlainMeasure::PersonYears(position) => stays(position, 1),
        PlainMeasure::Steps(step) => {
            (0..layout.ages).map(|age| layout.count(layout.step(step, age))).collect()
        }
        PlainMeasure::PlacesUsed(service) => vec![layout.time(layout.service(service, OfService::Used))],
        PlainMeasure::Waiting(service) => vec![layout.time(layout.service(service, OfService::Waiting))],
        PlainMeasure::ServiceStarts(service) => {
            vec![layout.count(layout.service_count(service, ServiceCount::Starts))]
        }
    }
}
