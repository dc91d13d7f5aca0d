//! An authority's published years, with gaps filled, and the exposure between them.

use reference::{AreaCode, Measure, Reference};
use units::AgeBand;

use super::apportion::{fill, shares};
use super::top_down::DISCOUNT;
use super::{population, reasons};

/// Length-of-time bands in which DfE publishes children in need and protection plans.
pub(super) const DURATIONS: [&str; 5] =
    ["under 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 years and over"];

/// Inner edges of those bands, in years.
pub(super) const DURATION_EDGES: [f64; 4] = [0.25, 0.5, 1.0, 2.0];

/// Ages at which children cease to be looked after, as published since 2016.
const CEASED_AGES: [&str; 7] = ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", "18 and over"];

/// One published year of an authority. Counts are of the year ending 31 March; stocks are of that day.
#[derive(Clone, Debug)]
pub(super) struct Year {
    pub(super) year: u16,
    pub(super) population: f64,
    /// Looked-after children at 31 March by age.
    pub(super) looked_after: [f64; 5],
    pub(super) started: Option<[f64; 5]>,
    /// Children who ceased to be looked after before 18, by age.
    pub(super) ceased: Option<[f64; 5]>,
    /// Children who ceased to be looked after at any age, by reason, in the order of [`units::CareEnd::ALL`].
    pub(super) reasons: Option<[f64; units::CareEnd::ALL.len()]>,
    /// Share of those who returned home.
    pub(super) home_share: Option<f64>,
    /// Unaccompanied asylum-seeking children who started.
    pub(super) started_uasc: f64,
    /// Those of them who are among `started`: none where they are a stream of their own.
    pub(super) uasc_in_started: f64,
    pub(super) plans: Option<f64>,
    pub(super) plans_started: Option<f64>,
    /// Children in need, without those on plans or looked after.
    pub(super) in_need: Option<f64>,
    pub(super) need_started: Option<f64>,
}

impl Year {
    /// Children who came into need from outside: episodes started, less infants and unaccompanied children
    /// who entered care directly.
    pub(super) fn need_arrivals(&self) -> Option<f64> {
        let infants = self.started.map_or(0.0, |s| s[0]);
        Some((self.need_started? - self.started_uasc - infants).max(0.0))
    }
}

/// An authority's published years up to the base year.
#[derive(Clone)]
pub(super) struct History {
    pub(super) years: Vec<Year>,
    pub(super) window: usize,
    /// Share of children living here in each age band.
    pub(super) age_shares: [f64; 5],
}

impl History {
    pub(super) fn of(reference: &Reference, area: AreaCode, base_year: u16, window: usize) -> History {
        let figures = Figures { reference, area };
        let first = base_year.saturating_sub(12).max(2010);
        let mut years: Vec<Year> = Vec::new();
        for year in first..=base_year {
            let before = years.last().map(|y| y.looked_after);
            years.extend(figures.year(year, before));
        }
        History { years, window, age_shares: population::age_shares(reference, area, base_year) }
    }

    pub(super) fn latest(&self) -> Option<&Year> {
        self.years.last()
    }

    /// Whether children were looked after on 31 March of a year, the last of which anything is known.
    pub(super) fn is_current(&self, year: u16) -> bool {
        self.latest().is_some_and(|y| y.year == year && y.looked_after.iter().sum::<f64>() > 0.0)
    }

    /// Consecutive years, latest first: the year before and the year itself.
    fn pairs(&self) -> impl Iterator<Item = (&Year, &Year)> {
        // A figure older than this says too little about today.
        const OLDEST: usize = 4;
        self.years.windows(2).rev().take(OLDEST).map(|w| (&w[0], &w[1])).filter(|(a, b)| a.year + 1 == b.year)
    }

    /// What `count` finds in the last years of the window for which it finds anything.
    pub(super) fn recent<'a, T: 'a>(
        &'a self,
        count: impl Fn(&Year, &Year) -> Option<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        self.pairs().filter_map(move |(a, b)| count(a, b)).take(self.window)
    }

    /// What `count` finds in every year, latest first, with the weight of the year: [`DISCOUNT`] for each year back.
    pub(super) fn discounted<'a, T: 'a>(
        &'a self,
        count: impl Fn(&Year, &Year) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (f64, T)> {
        let last = self.latest().map_or(0, |y| y.year);
        self.years
            .windows(2)
            .rev()
            .filter(|w| w[0].year + 1 == w[1].year)
            .filter_map(move |w| Some((DISCOUNT.powi(i32::from(last - w[1].year)), count(&w[0], &w[1])?)))
    }

    /// Sums steps and exposure over the last years of the window in which both are published.
    pub(super) fn pool(&self, count: impl Fn(&Year, &Year) -> Option<(f64, f64)>) -> (f64, f64) {
        self.recent(count).fold((0.0, 0.0), |s, (n, e)| (s.0 + n, s.1 + e))
    }
}

/// Person-years between two stocks, taking the change as even over the year.
pub(super) fn between(before: f64, after: f64) -> f64 {
    (before + after) / 2.0
}

struct Figures<'a> {
    reference: &'a Reference,
    area: AreaCode,
}

impl Figures<'_> {
    fn get(&self, measure: Measure, category: &str, year: u16) -> Option<f64> {
        self.reference.value(self.area, measure, category, year)
    }

    /// What stands in for a withheld count: it is a number from 1 to 5, so the middle.
    fn withheld(&self, measure: Measure, category: &str, year: u16) -> Option<f64> {
        self.reference
            .figure(self.area, measure, category, year)
            .is_some_and(units::Figure::is_suppressed)
            .then_some(3.0)
    }

    fn england(&self, measure: Measure, category: &str, year: u16) -> Option<f64> {
        self.reference.value(self.reference.england().code, measure, category, year)
    }

    fn by_age(&self, measure: Measure, year: u16) -> [Option<f64>; 5] {
        AgeBand::ALL.map(|a| self.get(measure, a.label(), year))
    }

    /// England's breakdown by age in a year, or in the nearest year that has one.
    fn england_by_age(&self, measure: Measure, year: u16) -> [f64; 5] {
        nearest(year, |y| {
            let parts = AgeBand::ALL.map(|a| self.england(measure, a.label(), y));
            parts.iter().all(Option::is_some).then(|| parts.map(Option::unwrap_or_default))
        })
        .unwrap_or([1.0; 5])
    }

    fn year(&self, year: u16, before: Option<[f64; 5]>) -> Option<Year> {
        let total = self.get(Measure::ClaAt31March, "", year)?;
        let expected =
            before.and_then(shares).unwrap_or_else(|| self.england_by_age(Measure::ClaAt31MarchByAge, year));
        let looked_after = fill(total, self.by_age(Measure::ClaAt31MarchByAge, year), expected);
        let started_total = self.get(Measure::ClaStarted, "", year);
        let started = started_total.map(|total| {
            let expected = self.england_by_age(Measure::ClaStartedByAge, year);
            fill(total, self.by_age(Measure::ClaStartedByAge, year), expected)
        });
        let plans = self.get(Measure::CppAt31March, "", year);
        let open = self.get(Measure::CinAt31March, "", year);
        let in_need = match (open, plans) {
            // A tenth is kept as a floor: the three counts come from different returns.
            (Some(open), Some(plans)) => Some((open - plans - total).max(0.1 * open)),
            _ => None,
        };
        let population = population::children(self.reference, self.area, year);
        let started_uasc = started_total.map_or(0.0, |total| self.uasc(year, total));
        Some(Year {
            year,
            population: population?,
            looked_after,
            started_uasc,
            uasc_in_started: started_uasc,
            started,
            ceased: self.ceased(year),
            reasons: reasons::of_year(self.reference, self.area, year),
            home_share: self.home_share(year),
            plans,
            plans_started: self.get(Measure::CppStarted, "", year),
            in_need,
            need_started: self.get(Measure::CinStarted, "", year),
        })
    }

    fn uasc(&self, year: u16, started: f64) -> f64 {
        let share = |percent: f64| started * percent / 100.0;
        self.get(Measure::ClaStartedUasc, "", year)
            .or_else(|| self.withheld(Measure::ClaStartedUasc, "", year))
            .or_else(|| self.get(Measure::UascStartedPct, "", year).map(share))
            .or_else(|| self.england(Measure::UascStartedPct, "", year).map(share))
            .unwrap_or(0.0)
            .min(started)
    }

    /// England's children ceasing by age in a year, or in the nearest year that has every age.
    fn england_ceased(&self, year: u16) -> [f64; 7] {
        nearest(year, |y| {
            let parts = CEASED_AGES.map(|a| self.england(Measure::ClaCeasedByAge, a, y));
            parts.iter().all(Option::is_some).then(|| parts.map(Option::unwrap_or_default))
        })
        .unwrap_or([1.0; 7])
    }

    /// Children who ceased to be looked after before their 18th birthday.
    fn ceased(&self, year: u16) -> Option<[f64; 5]> {
        let total = self.get(Measure::ClaCeased, "", year)?;
        let england = self.england_ceased(year);
        let mut parts = CEASED_AGES.map(|a| self.get(Measure::ClaCeasedByAge, a, year));
        // Before 2016 the oldest ages were one group: split it as England's first split.
        if let Some(oldest) = self.get(Measure::ClaCeasedByAge, "16 and over", year) {
            let split = shares([england[4], england[5], england[6]]).unwrap_or([1.0 / 3.0; 3]);
            for (part, share) in parts[4..].iter_mut().zip(split) {
                *part = Some(oldest * share);
            }
        }
        let [a, b, c, d, e, f, _] = fill(total, parts, england);
        Some([a, b, c, d, e + f])
    }

    /// Share of children ceasing before 18 who returned home.
    fn home_share(&self, year: u16) -> Option<f64> {
        // Before 2016 the oldest ages were one group: England's nearest split of it stands in.
        let [.., of_16, of_17, of_18] = self.england_ceased(year);
        let adult_share = of_18 / (of_16 + of_17 + of_18);
        let share = |get: &dyn Fn(Measure, &str) -> Option<f64>| {
            let home = match get(Measure::ClaCeasedByReason, "returned home") {
                Some(home) => home,
                None => {
                    get(Measure::ClaCeasedByReason, "returned home, planned")?
                        + get(Measure::ClaCeasedByReason, "returned home, unplanned")?
                }
            };
            let adults = get(Measure::ClaCeasedByAge, "18 and over")
                .or_else(|| Some(get(Measure::ClaCeasedByAge, "16 and over")? * adult_share))?;
            let before_18 = get(Measure::ClaCeased, "")? - adults;
            (before_18 > 0.0).then(|| (home / before_18).clamp(0.0, 1.0))
        };
        share(&|m, c| self.get(m, c, year).or_else(|| self.withheld(m, c, year)))
            .or_else(|| share(&|m, c| self.england(m, c, year)))
    }
}

/// The first answer of a search outwards from a year.
pub(super) fn nearest<T>(year: u16, find: impl Fn(u16) -> Option<T>) -> Option<T> {
    (0..16).find_map(|away| find(year - away.min(year)).or_else(|| find(year + away)))
}
