//! How wrong has this been before: projections from past years against what then happened.

mod group;
mod peers;
mod record;
mod score;
mod subject;

use futures::{Settings, project};
use rates::Rates;
use rates::published::{National, from_published};
use reference::{Area, AreaCode, AreaKind, Measure as Published, Reference};
use units::{Position, Step};

use peers::{Past, constant_rates};
use subject::Base;

pub use group::{Group, SIZES, scores_by_group, size_of};
pub use peers::Method;
pub use record::{Kept, recorded, recorded_scores, sentence, to_record, to_scores};
pub use score::{Bands, LEVELS, Score, scores};
pub use subject::Subject;

/// Horizons reported, in years.
pub const HORIZONS: [usize; 4] = [1, 3, 5, 8];

/// Last base year that played a part in choosing the method: later ones are reported apart.
pub const FROZEN: u16 = 2018;

/// Last year for which figures are published.
const LAST_YEAR: u16 = crate::Country::BASE_YEAR;

/// What a run covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// First and last base year.
    pub origins: (u16, u16),
    /// Fewest looked-after children at the base year: smaller authorities are left out.
    pub least_children: f64,
    /// Draws a projection.
    pub draws: u32,
    /// Seed.
    pub seed: u64,
    /// Years pooled for rates of need and plans.
    pub window: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { origins: (2014, 2024), least_children: 50.0, draws: 40, seed: 1, window: National::WINDOW }
    }
}

/// One projection of one authority against what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What was projected.
    pub subject: Subject,
    /// Authority, by DfE code.
    pub area: AreaCode,
    /// Its region.
    pub region: Option<AreaCode>,
    /// Base year.
    pub origin: u16,
    /// Years ahead.
    pub horizon: usize,
    /// Children looked after at the base.
    pub children: f64,
    /// What was published for the base year.
    pub last: f64,
    /// What then happened, as published.
    pub actual: f64,
    /// Headwater's median.
    pub median: f64,
    /// Headwater's intervals of [`LEVELS`].
    pub intervals: [(f64, f64); 3],
    /// Headwater's continuous ranked probability score, in the unit of the subject.
    pub crps: f64,
    /// What the plain methods said, in the order of [`Method::ALL`].
    pub said: [Option<f64>; 4],
}

impl Trial {
    /// What the plain methods said, those that could say something.
    pub fn plain(&self) -> impl Iterator<Item = (Method, f64)> {
        let said = self.said;
        Method::ALL.into_iter().skip(1).zip(said).filter_map(|(method, value)| Some((method, value?)))
    }
}

/// Projects every authority with unbroken history from every origin.
///
/// **Limits**: the figures are today's revision of the past, not those first published; the ages of
/// looked-after children in 2018 to 2020 were never published by authority and follow 2017.
pub fn run(reference: &Reference, options: &Options, done: impl Fn(usize, usize) + Sync) -> Vec<Trial> {
    let origins: Vec<u16> = (options.origins.0..=options.origins.1.min(LAST_YEAR - 1)).collect();
    let jobs: Vec<(&Area, u16)> = origins
        .iter()
        .flat_map(|origin| eligible(reference, options, *origin).into_iter().map(move |a| (a, *origin)))
        .collect();
    let nationals: Vec<National> =
        each(&origins, |origin| National::as_published(reference, *origin, options.window));
    let finished = std::sync::atomic::AtomicUsize::new(0);
    each(&jobs, |(area, origin)| {
        let national = &nationals[usize::from(origin - options.origins.0)];
        let trials = trials(reference, national, area, options);
        done(finished.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, jobs.len());
        trials
    })
    .into_iter()
    .flatten()
    .collect()
}

/// Authorities whose boundaries have not changed since 2010 and that had enough children.
fn eligible<'a>(reference: &'a Reference, options: &Options, origin: u16) -> Vec<&'a Area> {
    let stock = |area: &Area| Subject::LookedAfter.published(reference, area.code, origin, origin);
    reference
        .areas()
        .iter()
        .filter(|a| a.kind == AreaKind::Authority && a.current && a.unbroken_from.0 <= 2010)
        .filter(|a| stock(a).is_some_and(|n| n >= options.least_children))
        .collect()
}

fn trials(reference: &Reference, national: &National, area: &Area, options: &Options) -> Vec<Trial> {
    let origin = national.base_year;
    let Ok(rates) = from_published(reference, national, area.code) else { return Vec::new() };
    let known = usize::from(LAST_YEAR - origin);
    let Some(furthest) = HORIZONS.into_iter().rev().find(|h| *h <= known) else { return Vec::new() };
    let settings =
        Settings { years: furthest, draws: options.draws, seed: options.seed, ..Settings::default() };
    let flows = project(&rates, &settings);
    let past = |subject: Subject| Past {
        values: (0..=6).map(|back| subject.published(reference, area.code, origin - back, origin)).collect(),
    };
    let base = base(reference, area.code, &rates);
    let held = past(Subject::LookedAfter);
    let flat = constant_rates(&held, &past(Subject::Starts), &past(Subject::Ceasing), furthest);
    let mut trials = Vec::new();
    for subject in Subject::ALL {
        let before = past(subject);
        let Some(last) = before.values[0] else { continue };
        for horizon in HORIZONS.into_iter().filter(|h| *h <= furthest) {
            let year = origin + horizon as u16;
            let Some(actual) = subject.published(reference, area.code, year, origin) else { continue };
            let draws = subject.projected(&flows, horizon, last, &base);
            if draws.is_empty() {
                continue;
            }
            let constant =
                flat.as_ref().and_then(|path| path.get(horizon - 1)).and_then(|at| match subject {
                    Subject::LookedAfter => Some(at.0),
                    Subject::Starts => Some(at.1),
                    Subject::Ceasing => Some(at.2),
                    Subject::Spend => Some(last * at.0 / held.values[0]?),
                    _ => None,
                });
            let [median] = futures::quantiles(draws.clone(), [0.5]);
            trials.push(Trial {
                subject,
                area: area.code,
                region: area.region,
                origin,
                horizon,
                children: held.values[0].unwrap_or(0.0),
                last,
                actual,
                median,
                intervals: LEVELS.map(|level| {
                    let [low, high] =
                        futures::quantiles(draws.clone(), [0.5 - level / 2.0, 0.5 + level / 2.0]);
                    (low, high)
                }),
                crps: score::of_draws(draws, actual),
                said: [Some(last), before.damped_trend(horizon), before.log_linear(horizon), constant],
            });
        }
    }
    trials
}

/// Flows of the base year: arrivals in need at the rates used, person-years looked after as published.
fn base(reference: &Reference, area: AreaCode, rates: &Rates) -> Base {
    let arrival = Step::new(Position::NotKnown, Position::InNeed);
    let arrivals = rates.steps.iter().filter(|s| s.step == arrival).flat_map(|step| {
        units::AgeBand::ALL.into_iter().filter_map(|age| {
            let cell = step.cells.get(step.cell_at(age, 0)?)?;
            Some(cell.posterior.mean().0 * rates.population.at(0, age))
        })
    });
    let stock = |year| reference.value(area, Published::ClaAt31March, "", year);
    let care_years =
        stock(rates.base_year).map_or(0.0, |now| (now + stock(rates.base_year - 1).unwrap_or(now)) / 2.0);
    Base { arrivals: arrivals.sum(), care_years }
}

#[cfg(feature = "parallel")]
fn each<T: Sync, U: Send>(items: &[T], f: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    use rayon::prelude::*;
    items.par_iter().map(f).collect()
}

#[cfg(not(feature = "parallel"))]
fn each<T, U>(items: &[T], f: impl Fn(&T) -> U) -> Vec<U> {
    items.iter().map(f).collect()
}
