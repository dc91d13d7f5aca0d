//! An authority as a model: its rates, children present and arrivals.

use rates::{CareLeavers, Rates, StepRates, Stock, UNACCOMPANIED_FROM};
use units::{AgeBand, History, Position, Step};

use crate::engine::arrive::Stream;
use crate::engine::hazards::{At, Hazards};
use crate::engine::life::Outlook;
use crate::engine::present::whole_children;
use crate::model::anchor::Anchor;
use crate::model::cohort::anchored_levels;
use crate::model::outlook::Values;
use crate::model::rate_ratios::RateRatios;
use crate::model::{Kinds, Model, Move, Place, Present, Strata, ends, ward_groups};
use crate::scenario::Scenario;
use crate::settings::Settings;

/// Age at which the authority's support of care leavers ends.
///
/// **Source**: Children Act 1989 section 23CZB, personal adviser support to 25.
const SUPPORT_ENDS: f64 = 25.0;

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

/// An authority's model with what its draws need.
pub(crate) struct Authority<'a> {
    rates: &'a Rates,
    pub(crate) model: Model,
    pub(crate) positions: Vec<Position>,
    /// Cell of each exit of each position: `[position][exit][age][time]`.
    cells: Vec<Vec<Vec<Vec<Option<usize>>>>>,
    levels: Vec<f64>,
    anchor: Option<Anchor>,
    rate_ratios: RateRatios,
}

impl<'a> Authority<'a> {
    pub(crate) fn new(rates: &'a Rates, settings: &Settings) -> Authority<'a> {
        let mut positions = Position::OPEN.to_vec();
        positions.push(Position::CareLeaver);
        // Children known before are followed only where the rates say how they come back.
        if rates.steps.iter().any(|s| s.step.from == Position::Closed) {
            positions.push(Position::Closed);
        }
        if rates.steps.iter().any(|s| s.step.to == Position::Unaccompanied) {
            positions.push(Position::Unaccompanied);
        }
        let index = |p: Position| positions.iter().position(|q| *q == p).map(|p| p as u8);
        let moves: Vec<Move> =
            rates.steps.iter().map(|s| Move { from: index(s.step.from), to: index(s.step.to) }).collect();
        let age_ends = ends(&AgeBand::ALL.map(AgeBand::to_years));
        let rate_ratios = RateRatios::new(rates, settings);
        let mut cells = Vec::new();
        let places = positions
            .iter()
            .enumerate()
            .map(|(number, position)| {
                let (mut place, own) =
                    place(rates, &moves, number as u8, *position, index(Position::CareLeaver));
                place.strata = rate_ratios.strata(&place.exits, *position == Position::LookedAfter);
                cells.push(own);
                place
            })
            .collect();
        let kinds = Kinds {
            position: open_index(Position::LookedAfter) as u8,
            by_age: rates.placements.by_age.iter().map(|row| cumulative(row)).collect(),
            count: rates.placements.by_age[0].len(),
            also: index(Position::Unaccompanied),
        };
        let model = Model {
            places,
            moves,
            age_ends,
            tells_ages: true,
            histories: if tells_history(rates) { History::ALL.len() } else { 1 },
            present: present(rates, &index),
            kinds: Some(kinds),
            ward_groups: ward_groups(settings),
            years: settings.years,
            calendar: true,
            period: settings.period,
        };
        let (levels, anchor) = (anchored_levels(rates, settings.years), Anchor::new(rates, settings.years));
        Authority { rates, model, positions, cells, levels, anchor, rate_ratios }
    }

    /// Intensities and arrivals of one draw.
    pub(crate) fn outlook(&self, settings: &Settings, draw: u32) -> Outlook {
        let values = Values::new(self.rates, (&self.levels, self.anchor.as_ref()), settings, draw);
        let years = settings.years;
        let hazards = Hazards::new(&self.model, |at: At| {
            let place = &self.model.places[at.position];
            let step = place.exits[at.exit].0;
            let lives = self.rate_ratios.factor(step, place.strata, (at.ward_group, at.kind), at.age);
            let cell = self.cells[at.position][at.exit][at.age][at.time];
            let factor = values.history[step].map_or(1.0, |by_age| by_age[at.age.min(4)][at.history]);
            cell.map_or(0.0, |cell| {
                lives * values.cells[step][cell] * factor * values.path[step * years + at.year]
            })
        });
        Outlook { hazards, streams: self.streams(&values, years) }
    }

    fn streams(&self, values: &Values, years: usize) -> Vec<Stream> {
        let arrivals = self.model.moves.iter().enumerate().filter(|(_, m)| m.from.is_none());
        arrivals
            .filter_map(|(step, m)| Some((step, m.to?)))
            .enumerate()
            .flat_map(|(stream, (step, to))| {
                AgeBand::ALL.map(|age| {
                    let own = &self.rates.steps[step];
                    let intensity = own.cell_at(age, 0).map_or(0.0, |cell| values.cells[step][cell]);
                    let speed = |year: usize| {
                        intensity
                            * self.rates.outside(own.step.from, year, age)
                            * values.path[step * years + year]
                    };
                    let infant = age == AgeBand::Under1 && own.step.to == Position::LookedAfter;
                    Stream {
                        step,
                        to,
                        base: (16 + stream as u64 * 8 + age.index() as u64) << 32,
                        ages: ages(own.step.to, age),
                        power: if infant { self.rates.infant_entry_power } else { 1.0 },
                        speeds: (0..years).map(speed).collect(),
                        alone: own.step.to == Position::Unaccompanied,
                    }
                })
            })
            .collect()
    }

    /// A scenario by numbers of positions and steps. What the authority's rates do not know is left out.
    pub(crate) fn compile(&self, scenario: &Scenario) -> Scenario<usize, usize> {
        scenario.by_number(
            |p: &Position| self.positions.iter().position(|q| q == p),
            |s: &Step| self.rates.steps.iter().position(|r| r.step == *s),
        )
    }
}

/// Whether any intensity depends on what a child had been through before.
fn tells_history(rates: &Rates) -> bool {
    rates.steps.iter().any(|s| !s.history.is_none())
}

/// Addresses of care leavers at the start begin here: beyond those of stocks, before those of arrivals.
const CARE_LEAVERS: u64 = 15 << 32;

type Cells = Vec<Vec<Vec<Option<usize>>>>;

fn place(
    rates: &Rates,
    moves: &[Move],
    number: u8,
    position: Position,
    care_leaver: Option<u8>,
) -> (Place, Cells) {
    let exits: Vec<(usize, Option<u8>)> =
        moves.iter().enumerate().filter(|(_, m)| m.from == Some(number)).map(|(s, m)| (s, m.to)).collect();
    let mut edges: Vec<f64> =
        exits.iter().flat_map(|(step, _)| rates.steps[*step].times.edges().iter().copied()).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let cells = exits.iter().map(|(step, _)| cells(&rates.steps[*step], &edges)).collect();
    let grown = position == Position::CareLeaver;
    let place = Place {
        exits,
        time_ends: ends(&edges),
        leaving_age: if grown { SUPPORT_ENDS } else { AgeBand::From16To17.to_years() },
        then: position.is_within(Position::LookedAfter).then_some(care_leaver).flatten(),
        marks: if tells_history(rates) { History::First.after(position).index() as u8 } else { 0 },
        strata: Strata::ONE,
    };
    (place, cells)
}

/// Cell of a step by age band and by bands of time between `edges`; nobody above 18 steps.
fn cells(step: &StepRates, edges: &[f64]) -> Vec<Vec<Option<usize>>> {
    let bands = || {
        [0.0]
            .into_iter()
            .chain(edges.iter().copied())
            .map(|from| step.times.edges().partition_point(|e| *e <= from))
    };
    AgeBand::ALL
        .into_iter()
        .map(|age| bands().map(|own| step.cell_at(age, own)).collect())
        .chain([vec![None; edges.len() + 1]])
        .collect()
}

fn present(rates: &Rates, index: &impl Fn(Position) -> Option<u8>) -> Vec<Present> {
    let mut all = Vec::new();
    for (place, stock) in rates.stocks.iter().enumerate() {
        let Some(position) = index(stock.position) else { continue };
        let mut id = (place as u64) << 32;
        for (age, count) in AgeBand::ALL.into_iter().zip(whole_children(&stock.by_age)) {
            let histories =
                if tells_history(rates) { cumulative(&stock.histories[age.index()]) } else { vec![1.0] };
            all.push(Present { histories, ..group(stock, position, age, (id, count)) });
            id += count;
        }
    }
    all.extend(index(Position::CareLeaver).into_iter().flat_map(|place| care_leavers(rates, place)));
    all
}

/// Care leavers at the start, by year of age. Nothing depends on how long they have been so.
fn care_leavers(rates: &Rates, position: u8) -> Vec<Present> {
    let Some(young) = &rates.care_leavers else { return Vec::new() };
    let mut id = CARE_LEAVERS;
    let by_age = CareLeavers::FROM..CareLeavers::FROM + CareLeavers::AGES as u32;
    let groups = by_age.map(f64::from).zip(whole_children(&young.by_age)).map(|(age, count)| {
        let ages = (age, age + 1.0);
        let group = Present { id, position, histories: vec![1.0], ages, count, elapsed: Vec::new() };
        id += count;
        group
    });
    groups.collect()
}

fn group(stock: &Stock, position: u8, age: AgeBand, (id, count): (u64, u64)) -> Present {
    Present {
        id,
        position,
        histories: vec![1.0],
        ages: ages(stock.position, age),
        count,
        elapsed: stock.elapsed.clone(),
    }
}

/// Years of age at which children of a band are in a position: unaccompanied children are not under 14.
fn ages(position: Position, band: AgeBand) -> (f64, f64) {
    let youngest = if position == Position::Unaccompanied { UNACCOMPANIED_FROM } else { 0.0 };
    (band.from_years().max(youngest), band.to_years())
}

fn cumulative(shares: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    shares
        .iter()
        .map(|share| {
            sum += share;
            sum
        })
        .collect()
}
