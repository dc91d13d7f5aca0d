//! How long people stay: Kaplan and Meier's estimate of the time in a position until any step out of it.

use super::interval::log_log_interval;
use super::timetable::{Clock, Timetable};

/// The share still in a position from one time of a step on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staying {
    /// The time.
    pub time: f64,
    /// People at risk just before.
    pub at_risk: u32,
    /// People who left at this time.
    pub left: u64,
    /// Share still there just after.
    pub share: f64,
    /// Its standard error (Greenwood); 0 where the share is 0.
    pub standard_error: f64,
}

impl Staying {
    /// The 95% interval of the share, on the scale log(−log); `None` where the share is 0 or 1.
    pub fn interval(&self) -> Option<(f64, f64)> {
        log_log_interval(self.share, self.standard_error)
    }
}

/// A curve of the share still in a position.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    /// The position.
    pub position: u16,
    /// Times at which somebody left, in order.
    pub steps: Vec<Staying>,
    /// From when on nobody is followed for a while, although others are found there later (late entry): steps in between
    /// cannot be seen, and the curve after it says little.
    pub unseen: Option<f64>,
    last: Option<f64>,
    tie: f64,
}

/// The time by which half have left.
///
/// **Limits**: each is `None` where the curve, or the limit of its interval, does not come down to a half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Median {
    /// The median.
    pub time: Option<f64>,
    /// Lower end of its 95% interval.
    pub low: Option<f64>,
    /// Upper end of its 95% interval.
    pub high: Option<f64>,
}

/// Estimates the share still in a position: the product over times of 1 − left / at risk.
///
/// With [`super::Clock::InPosition`] time is that in the position; with [`super::Clock::Forward`] it is the clock's
/// own. Late entry and open ends are in the numbers at risk. The variance is Greenwood's, built up step by step.
///
/// **Source**: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481; Andersen and
/// others 1993, section IV.3.
pub fn kaplan_meier(table: &Timetable, position: u16) -> KaplanMeier {
    let (mut share, mut variance) = (1.0, 0.0);
    let mut all_left = None;
    let mut steps: Vec<Staying> = Vec::new();
    for moment in table.moments() {
        let here = moment.steps.iter().filter(|s| s.from == position);
        let left: u64 = here.clone().map(|s| u64::from(s.count)).sum();
        let Some(at_risk) = here.map(|s| s.at_risk).next() else { continue };
        let (n, d) = (f64::from(at_risk), left as f64);
        variance = variance * ((n - d) / n).powi(2) + share * share * d * (n - d) / (n * n * n);
        share *= (n - d) / n;
        steps.push(Staying { time: moment.time, at_risk, left, share, standard_error: variance.sqrt() });
        if share == 0.0 && all_left.is_none() {
            all_left = Some(moment.time);
        }
    }
    let levels = table.levels(usize::from(position));
    let is_found_later = |time: f64| levels.iter().any(|(t, at_risk)| *t >= time && *at_risk > 0);
    let first =
        levels.first().filter(|level| table.clock() != Clock::Forward && !table.reached(level.0, 0.0));
    let nobody = levels.iter().filter(|level| level.1 == 0).map(|level| level.0);
    let unseen =
        first.map(|_| 0.0).into_iter().chain(all_left).chain(nobody).filter(|time| is_found_later(*time));
    KaplanMeier {
        position,
        steps,
        unseen: unseen.reduce(f64::min),
        last: levels.last().map(|l| l.0),
        tie: table.tie(),
    }
}

impl KaplanMeier {
    /// The share still there at a time, with what it rests on; `None` after the last time anybody is followed there,
    /// unless everybody has left.
    pub fn at(&self, time: f64) -> Option<Staying> {
        let before = self.steps.partition_point(|s| s.time <= time + self.tie);
        let staying = match before.checked_sub(1) {
            Some(last) => self.steps[last],
            None => Staying { time, at_risk: 0, left: 0, share: 1.0, standard_error: 0.0 },
        };
        let is_followed = self.last.is_some_and(|last| time <= last + self.tie);
        (is_followed || staying.share == 0.0).then_some(staying)
    }

    /// The time by which half have left, with the times at which the ends of the interval of the curve cross a half.
    ///
    /// Where a curve is a half between two steps, the middle between them counts, as is the custom.
    ///
    /// **Source**: Brookmeyer and Crowley, Biometrics 38 (1982), 29-41, on the scale log(−log).
    pub fn median(&self) -> Median {
        Median {
            time: self.crossing(|s| Some(s.share)),
            low: self.crossing(|s| s.interval().map(|i| i.0)),
            high: self.crossing(|s| s.interval().map(|i| i.1)),
        }
    }

    fn crossing(&self, value: impl Fn(&Staying) -> Option<f64>) -> Option<f64> {
        const CLOSE: f64 = 1e-9;
        let is_down = |s: &&Staying| value(s).is_some_and(|v| v <= 0.5 + CLOSE);
        let first = self.steps.iter().find(is_down)?;
        let is_flat = value(first).is_some_and(|v| (v - 0.5).abs() <= CLOSE);
        let after = self.steps.iter().find(|s| s.time > first.time && s.share < first.share);
        match after {
            Some(after) if is_flat => Some((first.time + after.time) / 2.0),
            _ => Some(first.time),
        }
    }
}
