//! Where people are after some time: Aalen and Johansen's chances of each position, and mean times there.

use super::covariance::{Moving, Variance};
use super::interval::log_log_interval;
use super::timetable::{Clock, Timetable};

/// What is asked: from which position, from when, and at which times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ask<'a> {
    /// Position at the start.
    pub from: u16,
    /// The landmark: chances are of those who are in `from` at this time.
    pub start: f64,
    /// Times at which to tell, ascending, none before the start.
    pub at: &'a [f64],
    /// How variances are taken.
    pub variance: Variance,
}

/// What cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum AskFault {
    /// No position has this number.
    #[error("there is no position number {0}")]
    UnknownPosition(u16),
    /// A start or a time that is not finite.
    #[error("a time is not a finite number")]
    NotFinite,
    /// A time before the start, or before the time before it.
    #[error("{0} comes before the start or before an earlier time")]
    NotAscending(f64),
    /// On the clock of one position, chances are of those who are in it.
    #[error("the clock is time in another position")]
    OtherClock,
}

/// The chances at one time, with all of their covariance; borrowed from the run.
#[derive(Clone, Copy, Debug)]
pub struct Estimate<'a> {
    /// The time.
    pub time: f64,
    /// Whether somebody is followed to this time, or everybody is where nobody leaves. If not, the chances are those of
    /// the last time anybody is followed.
    pub is_followed: bool,
    moving: &'a Moving,
}

/// Chances and mean times of one position at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occupancy {
    /// Chance of being in the position.
    pub chance: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Mean time spent in the position from the start to this time.
    pub mean_time: f64,
    /// Its standard error.
    pub mean_time_standard_error: f64,
}

impl Occupancy {
    /// The 95% interval of the chance, on the scale log(−log); `None` where it is 0 or 1.
    pub fn interval(&self) -> Option<(f64, f64)> {
        log_log_interval(self.chance, self.standard_error)
    }
}

impl Estimate<'_> {
    /// Chance and mean time of a position; nought for a number that is none.
    pub fn occupancy(&self, position: u16) -> Occupancy {
        let place = usize::from(position);
        let value = |values: &[f64]| values.get(place).copied().unwrap_or(0.0);
        Occupancy {
            chance: value(&self.moving.chances),
            standard_error: self.covariance(position, position).max(0.0).sqrt(),
            mean_time: value(&self.moving.mean_times),
            mean_time_standard_error: value(&self.moving.mean_time_variances).max(0.0).sqrt(),
        }
    }

    /// Covariance of the chances of two positions; nought for a number that is none.
    pub fn covariance(&self, a: u16, b: u16) -> f64 {
        let (a, b, k) = (usize::from(a), usize::from(b), self.moving.chances.len());
        if a < k && b < k { self.moving.covariance[a * k + b] } else { 0.0 }
    }
}

/// A position that somebody should be in while nobody is followed there, so that steps out of it cannot be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unseen {
    /// The position.
    pub position: u16,
    /// From when on, for the first time.
    pub since: f64,
}

/// Chances of all positions at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct ChancesAt {
    /// The time.
    pub time: f64,
    /// Whether the chances are known so far, as [`Estimate::is_followed`].
    pub is_followed: bool,
    /// One per position, in the order of the positions.
    pub positions: Vec<Occupancy>,
}

/// Chances from one start at chosen times.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    /// One per chosen time, in order.
    pub at: Vec<ChancesAt>,
    /// Positions where steps could not be seen.
    pub unseen: Vec<Unseen>,
}

/// Chances of each position at chosen times.
///
/// **Errors**, **Limits**: as [`follow`].
pub fn aalen_johansen(table: &Timetable, ask: &Ask) -> Result<Chances, AskFault> {
    let mut at = Vec::with_capacity(ask.at.len());
    let unseen = follow(table, ask, &mut |estimate| {
        let positions = table.positions().all().map(|position| estimate.occupancy(position)).collect();
        at.push(ChancesAt { time: estimate.time, is_followed: estimate.is_followed, positions });
    })?;
    Ok(Chances { at, unseen })
}

/// Follows chances from a start, and tells of them at chosen times, with all of their covariance.
///
/// On the forward clock the product of I + dA over times of steps gives P(start, time): the chances of those who are in
/// `from` at the start, if where people go depends on where they are and on the time alone (Markov). On the clock of one
/// position `from` must be that position, and chances are cumulative incidences of the steps out of it.
///
/// **Errors**: an unknown position; times that are not finite or do not ascend; another position than the clock's.
///
/// **Limits**: memory is that of the square of the number of positions; telling of a time allocates nothing.
///
/// **Source**: Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978), 141-150; Andersen and others 1993,
/// section IV.4. Mean times are integrals of the chances: Beyersmann, Allignol and Schumacher, Competing Risks and
/// Multistate Models with R, Springer 2012, chapter 11.
pub fn follow(
    table: &Timetable,
    ask: &Ask,
    tell: &mut dyn FnMut(&Estimate),
) -> Result<Vec<Unseen>, AskFault> {
    check(table, ask)?;
    let count = table.positions().count();
    let mut moving = Moving::new(count, usize::from(ask.from), ask.variance);
    let mut watch = Watch::new(table);
    let mut moments = table.moments_after(ask.start).peekable();
    let mut now = ask.start;
    for time in ask.at {
        while let Some(moment) = moments.next_if(|m| table.reached(m.time, *time)) {
            watch.pass(now, moment.time, &moving.chances);
            moving.pass(moment.time - now);
            moving.step(moment.steps);
            now = moment.time;
        }
        // A tie with a moment just passed is no time.
        let rest = (*time - now).max(0.0);
        watch.pass(now, now + rest, &moving.chances);
        moving.pass(rest);
        now += rest;
        tell(&Estimate { time: *time, is_followed: is_followed(table, *time, &moving), moving: &moving });
    }
    Ok(watch.unseen(table))
}

fn check(table: &Timetable, ask: &Ask) -> Result<(), AskFault> {
    if usize::from(ask.from) >= table.positions().count() {
        return Err(AskFault::UnknownPosition(ask.from));
    }
    if matches!(table.clock(), Clock::InPosition(position) if position != ask.from) {
        return Err(AskFault::OtherClock);
    }
    let mut before = ask.start;
    for time in std::iter::once(&ask.start).chain(ask.at) {
        if !time.is_finite() {
            return Err(AskFault::NotFinite);
        }
        if *time < before {
            return Err(AskFault::NotAscending(*time));
        }
        before = *time;
    }
    Ok(())
}

/// Whether the chances are known at a time: somebody is followed to it, or nobody can leave where all are.
fn is_followed(table: &Timetable, time: f64, moving: &Moving) -> bool {
    let is_open = table.span().is_some_and(|(_, last)| table.reached(time, last));
    let mut observed = table.positions().all().filter(|position| table.is_observed(*position));
    is_open || observed.all(|position| moving.chances[usize::from(position)] == 0.0)
}

/// Watches for positions that are taken but not followed.
struct Watch {
    /// For each position, the times between which nobody is at risk, in order.
    gaps: Vec<Vec<(f64, f64)>>,
    /// For each position, place of the first gap that is not over.
    next: Vec<usize>,
    since: Vec<Option<f64>>,
}

/// Chances under this are taken for the rounding of none.
const NONE: f64 = 1e-12;

impl Watch {
    fn new(table: &Timetable) -> Watch {
        let count = table.positions().count();
        let gaps = (0..count).map(|place| gaps(table, place)).collect();
        Watch { gaps, next: vec![0; count], since: vec![None; count] }
    }

    /// Looks at the time between two moments, in which the chances stay as they are.
    fn pass(&mut self, from: f64, until: f64, chances: &[f64]) {
        for (place, gaps) in self.gaps.iter().enumerate() {
            let next = &mut self.next[place];
            while gaps.get(*next).is_some_and(|gap| gap.1 <= from) {
                *next += 1;
            }
            if let Some(gap) = gaps.get(*next)
                && gap.0 < until
                && from < until
                && chances[place] > NONE
                && self.since[place].is_none()
            {
                self.since[place] = Some(gap.0.max(from));
            }
        }
    }

    fn unseen(&self, table: &Timetable) -> Vec<Unseen> {
        let positions = table.positions().all();
        positions
            .zip(&self.since)
            .filter_map(|(position, since)| since.map(|since| Unseen { position, since }))
            .collect()
    }
}

/// The times between which nobody is at risk in a position, up to the last time anybody is followed; none for a position
/// in which nobody ever is.
fn gaps(table: &Timetable, place: usize) -> Vec<(f64, f64)> {
    let levels = table.levels(place);
    let (Some(first), Some((_, last))) = (levels.first(), table.span()) else { return Vec::new() };
    let mut gaps = vec![(f64::NEG_INFINITY, first.0)];
    for (number, (time, at_risk)) in levels.iter().enumerate() {
        let until = levels.get(number + 1).map_or(last, |next| next.0);
        if *at_risk == 0 && *time < until {
            gaps.push((*time, until));
        }
    }
    gaps
}
