//! Unaccompanied asylum-seeking children, told apart from the rest of care.
//!
//! Published are those looked after at 31 March and those who start in a year; their ends and ages are not. Ends are starts
//! less the change of those present. Ages are what keeps those present in balance with starts and ends (Little's law).

use reference::{AreaCode, Measure, Reference};
use units::{AgeBand, CareEnd, Exposure, Figure, Marker, Position, Step};

use crate::drift::YearlyCounts;
use crate::{Cell, Drift, Evidence, HistoryRatios, Posterior, StandIn, StepRates, Stock, TimeBands};

use super::exposure::{History, Year, between};
use super::population;
use super::top_down::RECENT_DISCOUNT;

/// First base year with a stream of its own: three changes from year to year are known by then.
pub(super) const FIRST_BASE: u16 = 2023;
/// First year whose starts and ends are told apart where figures allow: the first for which a share of starts was published.
pub(super) const FIRST_YEAR: u16 = 2020;
/// First year whose children at 31 March were published.
const FIRST_STOCK: u16 = 2016;
/// Fewest children, present at the base or started in the year to it, for whom a stream is told apart.
const FEWEST: f64 = 5.0;
/// What stands in for a withheld count: it is a number from 1 to 5, so the middle.
const WITHHELD: f64 = 3.0;
/// Years of age from which children come, and at which they leave one band for the next and leave care.
const AGES: (f64, f64, f64) = (crate::UNACCOMPANIED_FROM, 16.0, 18.0);
/// Least and greatest share of arrivals taken to be under 16.
const UNDER_16: (f64, f64) = (0.05, 0.5);
/// Share of other children's starts from 10 on that are at 16 and 17.
///
/// **Source**: starts by age of 2021 to 2025 in authorities where under 8 in 100 starts were unaccompanied children, less
/// those.
const REST_AT_16_17: f64 = 0.25;
/// Most exits a year for each child that a balance may add.
const MOST_EXITS: f64 = 20.0;

/// What one year's figures say.
#[derive(Clone, Copy, Debug)]
struct Seen {
    year: u16,
    /// Children at 31 March.
    stock: f64,
    /// Children who started in the year.
    started: Option<f64>,
    /// Children whose care another authority took over in the year.
    transferred: Option<f64>,
}

/// A published count where a marker stands for a number that is small, or for none.
fn count(reference: &Reference, area: AreaCode, measure: Measure, category: &str, year: u16) -> Option<f64> {
    match reference.figure(area, measure, category, year)? {
        Figure::Value(number) => Some(number),
        Figure::Missing(Marker::Suppressed) => Some(WITHHELD),
        Figure::Missing(Marker::NotApplicable) => Some(0.0),
        Figure::Missing(Marker::NotAvailable | Marker::LowReliability) => None,
    }
}

/// Unaccompanied children looked after at 31 March.
fn stock(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    count(reference, area, Measure::UascAt31March, "", year)
}

/// Unaccompanied children who started in a year; of 2020 only their whole per cent of all starts is known.
fn started(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    let share = || {
        let percent = reference.value(area, Measure::UascStartedPct, "", year)?;
        Some(reference.value(area, Measure::ClaStarted, "", year)? * percent / 100.0)
    };
    count(reference, area, Measure::ClaStartedUasc, "", year).or_else(share)
}

/// Unaccompanied children in the totals of a year, for forecasts of the rest: stock, starts and ends.
///
/// Where a figure is not available it is small, and the middle of 1 to 5 stands in. Ends are starts less the change of those
/// present.
pub(super) fn totals(reference: &Reference, area: AreaCode, year: u16) -> [f64; 3] {
    let present = |year| stock(reference, area, year).unwrap_or(WITHHELD);
    let started = started(reference, area, year).unwrap_or(WITHHELD);
    [present(year), started, (started + present(year - 1) - present(year)).max(0.0)]
}

/// Children at each 31 March for each child living in an area, to see how their arrivals wander: starts are published for
/// too few years, and stays hardly change.
pub(super) fn yearly(reference: &Reference, area: AreaCode, base_year: u16) -> YearlyCounts {
    let of = |year| {
        let present = reference.value(area, Measure::UascAt31March, "", year)?;
        Some((present, population::children(reference, area, year)?))
    };
    YearlyCounts { years: (FIRST_STOCK..=base_year).map(of).collect() }
}

/// What all England shows of unaccompanied children.
#[derive(Clone, Copy, Debug)]
pub(super) struct England {
    /// Starts a year for each child living there.
    started_per_child: f64,
    /// Transfers to another authority a year for each unaccompanied child looked after.
    transfers: f64,
    /// How starts wander from year to year.
    pub(super) drift: Drift,
}

impl England {
    pub(super) fn of(reference: &Reference, base_year: u16, drift: Drift) -> Option<England> {
        let england = reference.england().code;
        let present = stock(reference, england, base_year)?;
        let children = population::children(reference, england, base_year)?;
        let moved = transferred(reference, england, base_year)?;
        (present > 0.0 && children > 0.0).then(|| England {
            started_per_child: started(reference, england, base_year).unwrap_or(0.0) / children,
            transfers: moved / present,
            drift,
        })
    }
}

fn transferred(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    count(reference, area, Measure::ClaCeasedByReason, "care of another authority", year)
}

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
            elapsed: vec![(AGES.2 - AGES.1, 1.0)],
            histories: Stock::FIRST_TIME,
        }
    }

    /// Arrivals, transfers to another authority, and other ends before 18.
    pub(super) fn steps(&self, england: &England, age_shares: [f64; 5]) -> Vec<StepRates> {
        let never = Posterior { shape: 0.0, exposure_years: 1.0 };
        let cell = |ages: &[AgeBand], steps: f64, exposure: f64, posterior, evidence| Cell {
            ages: ages.to_vec(),
            times: vec![0],
            steps,
            exposure: Exposure(exposure),
            posterior,
            evidence,
            rest: StandIn::England,
        };
        let shrunk = |steps: f64, exposure: f64, mean: f64| {
            Posterior::from_counts(steps, Exposure(exposure), units::Intensity(mean), ENGLAND_STEPS)
        };
        let arrive = |age: AgeBand, share: f64| {
            let (steps, here) = (self.started * share, age_shares[age.index()]);
            let england = england.started_per_child * share / here.max(1e-9);
            let exposure = self.child_years * here;
            cell(&[age], steps, exposure, shrunk(steps, exposure, england), Evidence::Apportioned)
        };
        let arrivals = AgeBand::ALL.map(|age| match age {
            AgeBand::From10To15 => arrive(age, self.arrive_under_16),
            AgeBand::From16To17 => arrive(age, 1.0 - self.arrive_under_16),
            _ => cell(&[age], 0.0, self.child_years * age_shares[age.index()], never, Evidence::Apportioned),
        });
        let arrivals = arrivals.to_vec();
        let all = |steps: f64, posterior, evidence| {
            vec![cell(&AgeBand::ALL, steps, self.exposure, posterior, evidence)]
        };
        let transfers = shrunk(self.transferred, self.exposure, england.transfers);
        let other = Posterior { shape: self.other * self.exposure, exposure_years: self.exposure };
        let step = |from, to, cells, drift, path, assumption| StepRates {
            step: Step::new(from, to),
            times: TimeBands::none(),
            cells,
            drift,
            drift_path: path,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption,
        };
        use Position::{Closed, NotKnown, Unaccompanied};
        vec![
            step(
                NotKnown,
                Unaccompanied,
                arrivals,
                england.drift,
                PATHS[0],
                "Unaccompanied children who start to be looked after, among them those whom another authority transfers here.                  Their ages are not published: they are taken to be 14 to 17, and the share under 16 is what keeps those                  present in balance with starts and ends, no more than all who start at an age.",
            ),
            step(
                Unaccompanied,
                NotKnown,
                all(self.transferred, transfers, Evidence::Apportioned),
                Drift::NONE,
                PATHS[1],
                "Transfers to another authority: everybody whose care another authority took over is taken to be an                  unaccompanied child, up to the ends that starts less the change of those present leave.",
            ),
            step(
                Unaccompanied,
                Closed,
                all(0.0, other, Evidence::Balance),
                Drift::NONE,
                PATHS[2],
                "Ends before 18 beside transfers are not published: they are what a balance of starts and those present                  needs beyond transfers and 18th birthdays, often none.",
            ),
        ]
    }

    /// Assumptions, for the notes of the rates.
    pub(super) fn note(&self) -> String {
        let last = self.seen.last();
        format!(
            "Unaccompanied asylum-seeking children are a stream of their own, told apart from {} on, and counted among \
             looked-after children everywhere: {} at the start. Their ends and ages are not published: {} in 100 are taken to \
             arrive under 16. Where they live is not published either: the mix of placements by age of all looked-after \
             children stands for them too.",
            self.seen.first().map_or(FIRST_YEAR, |s| s.year),
            last.map_or(0.0, |s| s.stock),
            (self.arrive_under_16 * 100.0).round()
        )
    }
}

/// Steps that England's intensity counts as: little, because who lives near a port differs from England.
const ENGLAND_STEPS: f64 = 1.0;
/// Numbers of the paths of drift, beside those of the national evidence.
const PATHS: [u16; 3] = [6, 7, 8];

/// Years spent looked after by one who arrives, at a constant intensity of exits before 18 and with ages spread evenly over
/// the band.
#[derive(Clone, Copy, Debug)]
struct Stays {
    /// In the band of arrival, the same in both: they are equally long.
    in_band: f64,
    /// In the second band, by one who arrived in the first.
    beyond: f64,
}

impl Stays {
    fn at(exits: f64) -> Stays {
        let (h, length) = (exits.max(1e-6), AGES.2 - AGES.1);
        let kept = (1.0 - (-h * length).exp()) / (h * length);
        Stays { in_band: (1.0 - kept) / h, beyond: kept * kept * length }
    }

    /// Mean over arrivals, a share of them in the first band.
    fn mean(&self, under_16: f64) -> f64 {
        self.in_band + under_16 * self.beyond
    }

    /// The share of arrivals in the first band at which the mean is this long.
    fn share_under_16(&self, mean: f64) -> f64 {
        (mean - self.in_band) / self.beyond.max(1e-9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_exits_everybody_stays_until_eighteen() {
        let stays = Stays::at(0.0);
        assert!((stays.mean(0.0) - 1.0).abs() < 1e-3 && (stays.mean(1.0) - 3.0).abs() < 1e-3, "{stays:?}");
        assert!((stays.share_under_16(1.5) - 0.25).abs() < 1e-3);
    }

    #[test]
    fn many_exits_leave_a_stay_of_one_over_their_intensity() {
        let stays = Stays::at(50.0);
        assert!((stays.mean(0.3) * 50.0 - 1.0).abs() < 0.02, "{stays:?}");
    }

    #[test]
    fn no_more_are_taken_out_of_an_age_than_are_there() {
        assert_eq!(Stream::in_bands(10.0, 0.2, (5.0, 20.0)), (2.0, 8.0));
        assert_eq!(Stream::in_bands(10.0, 0.2, (5.0, 6.0)), (4.0, 6.0));
        assert_eq!(Stream::in_bands(10.0, 0.9, (5.0, 20.0)), (5.0, 5.0));
    }
}
