//! The uncertain values of one draw: intensities, their path over calendar years, and the effect.

use luck::Luck;
use rand_distr::{Distribution, Gamma, StandardNormal};
use rates::{Drift, Posterior, Rates};
use units::{AgeBand, Position};

use crate::anchor::Anchor;
use crate::cohort::anchored_levels;
use crate::flows::open_index;
use crate::purpose;
use crate::{Effect, Settings, Uncertainty};

/// At most this many kinds of step leave one position: one random number each from one block of four.
const MOST_EXITS: usize = 4;

/// What does not change between draws: which steps leave which position, and where bands begin.
pub(crate) struct Plan {
    /// For each open position, its exits.
    pub(crate) exits: [Exits; 3],
    /// Arrivals: index of the step and the position entered.
    pub(crate) arrivals: Vec<(usize, Position)>,
    pub(crate) years: usize,
    step_count: usize,
    /// What keeps anchored steps on their paths as ages shift: see [`anchored_levels`].
    levels: Vec<f64>,
    /// What keeps drift of need and plans out of them, if there are any.
    anchor: Option<Anchor>,
}

/// The ways out of one position.
#[derive(Default)]
pub(crate) struct Exits {
    /// Index of the step and the position entered.
    pub(crate) to: Vec<(usize, Position)>,
    /// Inner edges of the bands of time in position, in years, shared by all exits.
    pub(crate) edges: Vec<f64>,
    /// Cell by exit, age band and band of time.
    cells: Vec<[Vec<usize>; 5]>,
}

impl Plan {
    pub(crate) fn new(rates: &Rates, years: usize) -> Plan {
        let mut exits: [Exits; 3] = Default::default();
        let mut arrivals = Vec::new();
        for (index, step) in rates.steps.iter().enumerate() {
            if Position::OPEN.contains(&step.step.from) {
                let exit = &mut exits[open_index(step.step.from)];
                exit.to.push((index, step.step.to));
                exit.edges.extend_from_slice(step.times.edges());
            } else {
                arrivals.push((index, step.step.to));
            }
        }
        for exit in &mut exits {
            exit.to.truncate(MOST_EXITS);
            exit.edges.sort_by(f64::total_cmp);
            exit.edges.dedup();
            for (index, _) in exit.to.clone() {
                let step = &rates.steps[index];
                exit.cells.push(AgeBand::ALL.map(|age| {
                    (0..=exit.edges.len())
                        .map(|band| {
                            let from = if band == 0 { 0.0 } else { exit.edges[band - 1] };
                            let own = step.times.edges().iter().filter(|e| **e <= from).count();
                            step.cell_at(age, own).unwrap_or(0)
                        })
                        .collect()
                }));
            }
        }
        let (levels, anchor) = (anchored_levels(rates, years), Anchor::new(rates, years));
        Plan { exits, arrivals, years, step_count: rates.steps.len(), levels, anchor }
    }
}

/// Intensities of one draw.
pub(crate) struct Outlook {
    /// Intensity by open position, year, age band, band of time and exit, the year's multiplier included:
    /// `[position][(year * 5 + age) * bands + band][exit]`.
    by_position: [Vec<[f64; MOST_EXITS]>; 3],
    bands: [usize; 3],
    /// Intensity of arrivals by arrival and age band.
    pub(crate) arrivals: Vec<[f64; 5]>,
    /// Multiplier by step and year: `[step * years + year]`.
    path: Vec<f64>,
    years: usize,
    /// The service's rate ratio in this draw.
    pub(crate) ratio: f64,
}

impl Outlook {
    pub(crate) fn new(
        plan: &Plan,
        rates: &Rates,
        effect: Option<&Effect>,
        settings: &Settings,
        draw: u32,
    ) -> Outlook {
        let luck = Luck::new(settings.seed);
        let vary = settings.uncertainty == Uncertainty::Both;
        let mut drawn: Vec<Vec<f64>> = Vec::with_capacity(plan.step_count);
        let mut path = Vec::with_capacity(plan.step_count * plan.years);
        for (index, step) in rates.steps.iter().enumerate() {
            let address = (index as u64) << 16;
            let level = if vary { draw_level(&luck, draw, address | LEVEL, step.level_sd) } else { 1.0 };
            drawn.push(
                step.cells
                    .iter()
                    .enumerate()
                    .map(|(cell, c)| {
                        if vary {
                            level * draw_intensity(&luck, draw, address | cell as u64, &c.posterior)
                        } else {
                            c.posterior.mean().0
                        }
                    })
                    .collect(),
            );
            let mut own = if vary {
                step_path(&luck, draw, (rates.authority, step.drift_path), step.drift, plan.years)
            } else {
                Vec::new()
            };
            if let (true, Some(followed)) = (vary, step.drift_follows) {
                let leader = rates.steps.iter().find(|s| s.drift_path == followed.path);
                let drift = leader.map_or(Drift::NONE, |s| s.drift);
                let other = step_path(&luck, draw, (rates.authority, followed.path), drift, plan.years);
                own.iter_mut().zip(other).for_each(|(mine, theirs)| *mine *= theirs.powf(followed.power));
            }
            own.resize(plan.years, 1.0);
            path.extend(own.iter().enumerate().map(|(year, luck)| luck * step.expected_at(year).exp()));
        }
        if let (true, Some(anchor)) = (vary, &plan.anchor) {
            anchor.hold(rates, plan.years, &mut path);
        }
        path.iter_mut().zip(&plan.levels).for_each(|(multiplier, level)| *multiplier *= level);
        let by_position = [0, 1, 2].map(|p| {
            let exits = &plan.exits[p];
            let mut table = Vec::with_capacity(plan.years * 5 * (exits.edges.len() + 1));
            for year in 0..plan.years {
                for age in 0..5 {
                    for band in 0..=exits.edges.len() {
                        let mut row = [0.0; MOST_EXITS];
                        for (exit, (step, _)) in exits.to.iter().enumerate() {
                            let intensity = drawn[*step][exits.cells[exit][age][band]];
                            row[exit] = intensity * path[step * plan.years + year];
                        }
                        table.push(row);
                    }
                }
            }
            table
        });
        let arrivals = plan
            .arrivals
            .iter()
            .map(|(step, _)| {
                AgeBand::ALL.map(|age| rates.steps[*step].cell_at(age, 0).map_or(0.0, |c| drawn[*step][c]))
            })
            .collect();
        let ratio = effect.map_or(1.0, |e| {
            if vary {
                let z: f64 = StandardNormal.sample(&mut luck.stream(draw, u64::MAX, purpose::PARAMETER));
                e.drawn(z)
            } else {
                e.ratio
            }
        });
        Outlook {
            by_position,
            bands: [0, 1, 2].map(|p| plan.exits[p].edges.len() + 1),
            arrivals,
            path,
            years: plan.years,
            ratio,
        }
    }

    /// Intensities of the exits from an open position in a year.
    pub(crate) fn intensities(
        &self,
        position: usize,
        year: usize,
        age: usize,
        band: usize,
    ) -> &[f64; MOST_EXITS] {
        &self.by_position[position][(year * 5 + age) * self.bands[position] + band]
    }

    /// Multiplier of a step's intensity in a year.
    pub(crate) fn multiplier(&self, step: usize, year: usize) -> f64 {
        self.path[step * self.years + year]
    }
}

/// Where the luck of a step's level lies among those of its cells.
const LEVEL: u64 = 0xFFFE;

/// What all intensities of a step are wrong by together, with mean 1. Draws come in pairs that err in opposite ways.
fn draw_level(luck: &Luck, draw: u32, address: u64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return 1.0;
    }
    let side = if draw.is_multiple_of(2) { 1.0 } else { -1.0 };
    let error: f64 = StandardNormal.sample(&mut luck.stream(draw / 2, address, purpose::PARAMETER));
    (sd * side * error - sd * sd / 2.0).exp()
}

fn draw_intensity(luck: &Luck, draw: u32, address: u64, posterior: &Posterior) -> f64 {
    if posterior.is_never() {
        return 0.0;
    }
    Gamma::new(posterior.shape, 1.0 / posterior.exposure_years)
        .map_or(posterior.mean().0, |g| g.sample(&mut luck.stream(draw, address, purpose::PARAMETER)))
}

/// A path of multipliers: the exponential of a random walk plus yearly noise, one value a year.
///
/// Draws come in pairs that drift in opposite ways: medians and means settle with far fewer draws.
///
/// Steps that share a path's number share its luck, even if their drifts differ in size. The common walk is the same in
/// every authority; the other is the authority's own.
fn step_path(
    luck: &Luck,
    draw: u32,
    (authority, number): (u16, u16),
    drift: Drift,
    years: usize,
) -> Vec<f64> {
    if drift == Drift::NONE {
        return vec![1.0; years];
    }
    let address = u64::from(number) << 16 | 0xFFFF;
    let (pair, side) = (draw / 2, if draw.is_multiple_of(2) { 1.0 } else { -1.0 });
    let mut shared = luck.stream(pair, address, purpose::PARAMETER);
    let mut stream = luck.stream(pair, (u64::from(authority) + 1) << 32 | address, purpose::PARAMETER);
    // The starting rate was itself seen in years with noise of their own.
    let base: f64 = StandardNormal.sample(&mut stream);
    let mut walk = -drift.base_sd * side * base;
    let mut common = 0.0;
    (0..years)
        .map(|_| {
            let (step, noise): (f64, f64) =
                (StandardNormal.sample(&mut stream), StandardNormal.sample(&mut stream));
            let everywhere: f64 = StandardNormal.sample(&mut shared);
            walk = (1.0 - drift.reversion) * walk + drift.walk_sd * side * step;
            common += drift.common_sd * side * everywhere;
            (walk + common + drift.year_sd * side * noise).exp()
        })
        .collect()
}
