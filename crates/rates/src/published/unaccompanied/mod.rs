//! Unaccompanied asylum-seeking children, told apart from the rest of care.
//!
//! Published are those looked after at 31 March and those who start in a year; their ends and ages are not. Ends are starts
//! less the change of those present. Ages are what keeps those present in balance with starts and ends (Little's law).

mod figures;
mod stays;
mod steps;

use reference::{AreaCode, Measure, Reference};
use units::{CareEnd, Position};

use crate::Stock;

use super::exposure::{History, Year, between};
use super::top_down::RECENT_DISCOUNT;
use figures::{Seen, started, stock, transferred};
use stays::{BAND, Stays};

pub(super) use figures::{England, FIRST_BASE, FIRST_YEAR, totals, yearly};

/// Fewest children, present at the base or started in the year to it, for whom a stream is told apart.
const FEWEST: f64 = 5.0;
/// Least and greatest share of arrivals taken to be under 16.
const UNDER_16: (f64, f64) = (0.05, 0.5);
/// Share of other children's starts from 10 on that are at 16 and 17.
///
/// **Source**: starts by age of 2021 to 2025 in authorities where under 8 in 100 starts were unaccompanied children, less
/// those.
const REST_AT_16_17: f64 = 0.25;
/// Most exits a year for each child that a balance may add.
const MOST_EXITS: f64 = 20.0;

/// Unaccompanied children of one authority: who is here, who comes, how long they stay.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    seen: Vec<Seen>,
    /// Share of arrivals under 16.
    arrive_under_16: f64,
    /// Share of those present under 16.
    present_under_16: f64,
    /// Exits before 18 but transfers, a year for each child.
    other: f64,
    /// Starts, transfers, exposure and person-years of children living here, older years counting for less.
    started: f64,
    transferred: f64,
    exposure: f64,
    child_years: f64,
    /// Sum of the weights of the years.
    weights: f64,
}

/// Why there is no stream, for the notes of the rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoStream {
    /// None are published.
    Nobody,
    /// A figure that it rests on is withheld or missing, or too few.
    TooFew,
}

impl NoStream {
    pub(super) fn note(self) -> &'static str {
        match self {
            NoStream::Nobody => {
                "No unaccompanied asylum-seeking children are published for the last year, so they are no stream of \
                 their own."
            }
            NoStream::TooFew => {
                "Figures of unaccompanied asylum-seeking children are withheld, missing or under five, so they are no stream \
                 of their own: they start from outside with infants and leave as all looked-after children do."
            }
        }
    }
}

impl Stream {
    /// The stream of an authority, from its undivided years.
    pub(super) fn of(reference: &Reference, area: AreaCode, history: &History) -> Result<Stream, NoStream> {
        let base_year = history.latest().map_or(0, |y| y.year);
        let published = |measure| reference.value(area, measure, "", base_year);
        let base = published(Measure::UascAt31March).zip(published(Measure::ClaStartedUasc));
        match base {
            Some((present, started)) if present + started <= 0.0 => return Err(NoStream::Nobody),
            Some((present, started)) if present.max(started) >= FEWEST => {}
            _ => return Err(NoStream::TooFew),
        }
        let mut seen: Vec<Seen> = history
            .years
            .iter()
            .rev()
            .zip(0..)
            .take_while(|(y, back)| y.year + back == base_year && y.year >= FIRST_YEAR)
            .map_while(|(y, _)| {
                Some(Seen {
                    year: y.year,
                    stock: stock(reference, area, y.year)?,
                    started: started(reference, area, y.year),
                    transferred: transferred(reference, area, y.year),
                })
            })
            .collect();
        seen.reverse();
        for at in (1..seen.len()).rev() {
            let ends = seen[at].started.map(|n| (n + seen[at - 1].stock - seen[at].stock).max(0.0));
            seen[at].transferred = seen[at].transferred.zip(ends).map(|(moved, ends)| moved.min(ends));
        }
        let mut stream = Stream {
            seen,
            arrive_under_16: 0.0,
            present_under_16: 0.0,
            other: 0.0,
            started: 0.0,
            transferred: 0.0,
            exposure: 0.0,
            child_years: 0.0,
            weights: 0.0,
        };
        let starts_by_age = stream.pool(history);
        if stream.exposure <= 0.0 || stream.started <= 0.0 {
            return Err(NoStream::TooFew);
        }
        stream.balance(starts_by_age);
        Ok(stream)
    }

    /// Adds up the years, older ones counting for less. Returned are all starts at 10 to 15 and at 16 and 17 for each start
    /// of an unaccompanied child.
    fn pool(&mut self, history: &History) -> (f64, f64) {
        let base_year = history.latest().map_or(0, |y| y.year);
        let (mut young, mut old) = (0.0, 0.0);
        for pair in self.seen.windows(2) {
            let (before, seen) = (pair[0], pair[1]);
            let year = history.years.iter().find(|y| y.year == seen.year);
            let (Some(started), Some(moved), Some(year)) = (seen.started, seen.transferred, year) else {
                continue;
            };
            let weight = RECENT_DISCOUNT.powi(i32::from(base_year - seen.year));
            self.started += weight * started;
            self.transferred += weight * moved;
            self.exposure += weight * between(before.stock, seen.stock);
            self.child_years += weight * year.population;
            self.weights += weight;
            if let Some(by_age) = year.started {
                young += weight * by_age[3];
                old += weight * by_age[4];
            }
        }
        let each = self.started.max(1e-9);
        (young / each, old / each)
    }

    /// Finds the ages at arrival, and if they are not enough the exits before 18, that keep today's children in balance with
    /// those who come.
    fn balance(&mut self, (young, old): (f64, f64)) {
        let today = self.seen.last().map_or(0.0, |s| s.stock);
        let stay = today * self.weights / self.started;
        let moved = self.transferred / self.exposure;
        // No more at an age than all who start at it, and room at 16 and 17 for the rest.
        let rest_of_16_17 = REST_AT_16_17 * (young + old - 1.0).max(0.0);
        let most = UNDER_16.1.min(young).max(UNDER_16.0);
        let least = UNDER_16.0.max(1.0 - (old - rest_of_16_17)).min(most);
        let share = Stays::at(moved).share_under_16(stay).clamp(least, most);
        let (mut low, mut high) = (0.0, MOST_EXITS);
        if Stays::at(moved).mean(share) > stay {
            for _ in 0..60 {
                let middle = (low + high) / 2.0;
                if Stays::at(moved + middle).mean(share) > stay { low = middle } else { high = middle }
            }
            self.other = (low + high) / 2.0;
        }
        let stays = Stays::at(moved + self.other);
        self.arrive_under_16 = share;
        self.present_under_16 = share * stays.in_band / stays.mean(share);
    }

    /// Children of the two oldest age bands, a share of them in the younger; no more in one than `most` of it.
    fn in_bands(count: f64, under_16: f64, most: (f64, f64)) -> (f64, f64) {
        let old = (count * (1.0 - under_16)).min(most.1);
        let young = (count - old).min(most.0);
        (young, (count - young).min(most.1))
    }

    /// The authority's years without these children. Years before the first that can be told apart keep need and plans alone.
    pub(super) fn rest(&self, history: &History) -> History {
        let mut rest = history.clone();
        for year in &mut rest.years {
            let at = self.seen.iter().position(|s| s.year == year.year);
            self.take_out(year, at);
        }
        rest
    }

    fn take_out(&self, year: &mut Year, at: Option<usize>) {
        year.uasc_in_started = 0.0;
        let Some(at) = at else {
            (year.started, year.ceased) = (None, None);
            return;
        };
        let seen = self.seen[at];
        let less = |ages: &mut [f64; 5], count: f64, under_16: f64| {
            let (young, old) = Stream::in_bands(count, under_16, (ages[3], ages[4]));
            ages[3] -= young;
            ages[4] -= old;
        };
        less(&mut year.looked_after, seen.stock, self.present_under_16);
        year.started = year.started.zip(seen.started).map(|(mut ages, count)| {
            less(&mut ages, count, self.arrive_under_16);
            ages
        });
        let exposure = at.checked_sub(1).map(|before| between(self.seen[before].stock, seen.stock));
        let ends = seen.transferred.zip(exposure).map(|(moved, exposure)| moved + self.other * exposure);
        let all: Option<f64> = year.ceased.map(|ages| ages.iter().sum());
        year.ceased = year.ceased.zip(ends).map(|(mut ages, ends)| {
            // Their ages are not published: in proportion to all who ceased at those ages.
            let share = ages[3] / (ages[3] + ages[4]).max(1e-9);
            less(&mut ages, ends, share);
            ages
        });
        // Transfers are care of another authority; any other end before 18 has another reason.
        if let (Some(reasons), Some(all), Some(rest)) = (&mut year.reasons, all, year.ceased) {
            let mut ends = all - rest.iter().sum::<f64>();
            for reason in [CareEnd::AnotherAuthority, CareEnd::Other] {
                let own = &mut reasons[reason.index()];
                let taken = ends.min(*own);
                *own -= taken;
                ends -= taken;
            }
        }
        // As many go home as did, of fewer who leave.
        let left: Option<f64> = year.ceased.map(|ages| ages.iter().sum());
        if let (Some(share), Some(all), Some(left)) = (year.home_share, all, left) {
            year.home_share = Some(if left > 0.0 { (share * all / left).min(1.0) } else { share });
        }
    }

    /// Children present at the start. `everybody` is all looked-after children by age.
    pub(super) fn stock(&self, everybody: [f64; 5]) -> Stock {
        let today = self.seen.last().map_or(0.0, |s| s.stock);
        let (young, old) = Stream::in_bands(today, self.present_under_16, (everybody[3], everybody[4]));
        Stock {
            position: Position::Unaccompanied,
            by_age: [0.0, 0.0, 0.0, young, old],
            elapsed: vec![(BAND, 1.0)],
            histories: Stock::FIRST_TIME,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_taken_out_of_an_age_than_are_there() {
        assert_eq!(Stream::in_bands(10.0, 0.2, (5.0, 20.0)), (2.0, 8.0));
        assert_eq!(Stream::in_bands(10.0, 0.2, (5.0, 6.0)), (4.0, 6.0));
        assert_eq!(Stream::in_bands(10.0, 0.9, (5.0, 20.0)), (5.0, 5.0));
    }
}
