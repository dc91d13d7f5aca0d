//! How wrong has this been before: projections from past years against what then happened.

mod record;

use futures::{Measure, Settings, project};
use rates::published::{National, from_published};
use reference::{Area, AreaKind, Measure as Published, Reference};
use units::Position;

pub use record::{SIZES, of_size, recorded, sentence, size_of, to_record};

/// Horizons reported, in years.
pub const HORIZONS: [usize; 3] = [1, 3, 5];

/// Methods compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Headwater's median.
    Headwater,
    /// The last value stays.
    Persistence,
    /// A straight line through the logarithm of the last six stocks, five years of change.
    LogLinear,
}

impl Method {
    /// All methods, in the order of tables.
    pub const ALL: [Method; 3] = [Method::Headwater, Method::Persistence, Method::LogLinear];

    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Method::Headwater => "Headwater",
            Method::Persistence => "Last value stays",
            Method::LogLinear => "Five-year log-linear trend",
        }
    }
}

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
    /// Years pooled for rates.
    pub window: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { origins: (2014, 2020), least_children: 50.0, draws: 40, seed: 1, window: National::WINDOW }
    }
}

/// One projection of one authority against what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Authority, by DfE code.
    pub area: reference::AreaCode,
    /// Base year.
    pub origin: u16,
    /// Years ahead.
    pub horizon: usize,
    /// Children looked after at 31 March, as published.
    pub actual: f64,
    /// What each method of [`Method::ALL`] said.
    pub said: [f64; 3],
    /// Headwater's 80% interval.
    pub interval: (f64, f64),
}

impl Trial {
    /// Whether the interval held what happened.
    pub fn covered(&self) -> bool {
        (self.interval.0..=self.interval.1).contains(&self.actual)
    }

    /// A method's error as a share of what happened: positive is too high.
    pub fn error(&self, method: Method) -> f64 {
        let index = Method::ALL.iter().position(|m| *m == method).unwrap_or(0);
        self.said[index] / self.actual - 1.0
    }
}

/// Accuracy over trials at one horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Years ahead.
    pub horizon: usize,
    /// Method scored.
    pub method: Method,
    /// Projections scored.
    pub trials: usize,
    /// Median of the absolute error, a share of what happened.
    pub median_absolute: f64,
    /// Median of the error: positive is too high.
    pub bias: f64,
    /// Share of trials inside the 80% interval; only Headwater states one.
    pub coverage: Option<f64>,
}

/// Projects every authority with unbroken history from every origin.
///
/// **Limits**: the figures are today's revision of the past, not those first published; the ages of
/// looked-after children in 2018 to 2020 were never published by authority and follow 2017.
pub fn run(reference: &Reference, options: &Options, done: impl Fn(usize, usize) + Sync) -> Vec<Trial> {
    let origins: Vec<u16> = (options.origins.0..=options.origins.1).collect();
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

/// Scores trials by horizon and method.
pub fn scores<'a>(trials: impl Iterator<Item = &'a Trial> + Clone) -> Vec<Score> {
    let mut scores = Vec::new();
    for horizon in HORIZONS {
        for method in Method::ALL {
            let here: Vec<&Trial> = trials.clone().filter(|t| t.horizon == horizon).collect();
            if here.is_empty() {
                continue;
            }
            let errors: Vec<f64> = here.iter().map(|t| t.error(method)).collect();
            let [median_absolute] = futures::quantiles(errors.iter().map(|e| e.abs()).collect(), [0.5]);
            let [bias] = futures::quantiles(errors, [0.5]);
            let covered = here.iter().filter(|t| t.covered()).count() as f64 / here.len() as f64;
            scores.push(Score {
                horizon,
                method,
                trials: here.len(),
                median_absolute,
                bias,
                coverage: (method == Method::Headwater).then_some(covered),
            });
        }
    }
    scores
}

/// Authorities whose boundaries have not changed since five years before the origin and that had enough
/// children.
fn eligible<'a>(reference: &'a Reference, options: &Options, origin: u16) -> Vec<&'a Area> {
    reference
        .areas()
        .iter()
        .filter(|a| a.kind == AreaKind::Authority && a.current && a.unbroken_from.0 <= 2010)
        .filter(|a| stock(reference, a, origin).is_some_and(|n| n >= options.least_children))
        .collect()
}

fn stock(reference: &Reference, area: &Area, year: u16) -> Option<f64> {
    reference.value(area.code, Published::ClaAt31March, "", year)
}

fn trials(reference: &Reference, national: &National, area: &Area, options: &Options) -> Vec<Trial> {
    let origin = national.base_year;
    let Ok(rates) = from_published(reference, national, area.code) else { return Vec::new() };
    let years = HORIZONS[HORIZONS.len() - 1];
    let settings = Settings { years, draws: options.draws, seed: options.seed, ..Settings::default() };
    let flows = project(&rates, &settings);
    HORIZONS
        .into_iter()
        .filter_map(|horizon| {
            let measure = Measure::Stock(Position::LookedAfter);
            let [low, median, high] = flows.quantiles(horizon - 1, measure, [0.1, 0.5, 0.9]);
            Some(Trial {
                area: area.code,
                origin,
                horizon,
                actual: stock(reference, area, origin + horizon as u16)?,
                said: [median, stock(reference, area, origin)?, trend(reference, area, origin, horizon)?],
                interval: (low, high),
            })
        })
        .collect()
}

/// Least-squares line through the logarithm of the stocks of the last six years, carried on.
fn trend(reference: &Reference, area: &Area, origin: u16, horizon: usize) -> Option<f64> {
    let points: Vec<(f64, f64)> = (0..=5u16)
        .filter_map(|back| Some((-f64::from(back), stock(reference, area, origin - back)?.ln())))
        .filter(|(_, log)| log.is_finite())
        .collect();
    let n = points.len() as f64;
    if points.len() < 3 {
        return None;
    }
    let (mean_x, mean_y) =
        (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let slope = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum::<f64>()
        / points.iter().map(|p| (p.0 - mean_x).powi(2)).sum::<f64>();
    Some((mean_y + slope * (horizon as f64 - mean_x)).exp())
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
