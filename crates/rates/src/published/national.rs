//! What all authorities together show: national intensities, drift, and the split of starts of care.

use reference::{Area, AreaCode, AreaKind, Measure, Reference};

use crate::Drift;
use crate::drift::{YearlyCounts, common_walk, estimate, follow_power};

use super::apportion::shares;
use super::exposure::{DURATIONS, History, Year, between, nearest};
use super::moves::EnglandMoves;
use super::priors::Priors;
use super::seen::Seen;
use super::top_down::{RECENT_DISCOUNT, Series, TopDown, forecast};
use super::unaccompanied::{self, Stream};
use super::{placements, reasons};

/// Steps and exposure between two 31 Marches, if both are published.
type Count<'a> = &'a dyn Fn(&Year, &Year) -> Option<(f64, f64)>;

/// How each group of steps drifts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Groups<T> {
    pub(super) need_arrivals: T,
    pub(super) plan_starts: T,
    pub(super) care_entries: T,
    pub(super) care_exits: T,
    pub(super) plan_ends: T,
    pub(super) closures: T,
}

/// Evidence from all authorities, as published up to one 31 March.
#[derive(Clone, Debug)]
pub struct National {
    /// Reporting year of the last figures used.
    pub base_year: u16,
    /// Years pooled for an authority's rates.
    pub window: usize,
    /// Starts of care per person-year on a protection plan, inferred across authorities.
    pub care_per_plan_year: f64,
    /// Starts of care per person-year in need, inferred across authorities.
    pub care_per_need_year: f64,
    pub(super) plans_per_child: f64,
    pub(super) in_need_per_child: f64,
    pub(super) need_per_child: f64,
    pub(super) plan_per_need_year: f64,
    pub(super) plan_starts_per_plan: f64,
    pub(super) plan_end_by_time: [f64; 5],
    pub(super) closure_by_time: [f64; 5],
    pub(super) care_elapsed: Vec<(f64, f64)>,
    pub(super) infant_entry_power: f64,
    /// Power with which exits from care follow entries: many who start leave again within weeks.
    pub(super) exits_follow_entries: f64,
    pub(super) drift: Groups<Drift>,
    pub(super) paths: Groups<u16>,
    pub(super) placement_seed: [[f64; 7]; 5],
    pub(super) end_reasons: [[f64; units::CareEnd::ALL.len()]; crate::EndReasons::AGES],
    /// Placement moves; `None` before figures tell of them.
    pub(super) moves: Option<EnglandMoves>,
    pub(super) care: CareTotals,
    pub(super) priors: Priors,
    /// The same where unaccompanied children are a stream of their own; `None` before figures tell them apart.
    pub(super) apart: Option<Apart>,
}

/// Evidence on unaccompanied children, and on the rest of care without them.
#[derive(Clone, Debug)]
pub(super) struct Apart {
    pub(super) england: unaccompanied::England,
    pub(super) care: CareTotals,
    pub(super) priors: Priors,
}

/// Totals of care of the nation and of its regions.
#[derive(Clone, Debug)]
pub(super) struct CareTotals {
    england: Series,
    regions: Vec<(AreaCode, Series)>,
}

impl CareTotals {
    /// `series` gives the totals of an area.
    fn of(reference: &Reference, series: impl Fn(AreaCode) -> Series) -> CareTotals {
        let unbroken: Vec<(Option<AreaCode>, Series)> = reference
            .authorities()
            .filter(|a| a.unbroken_from.0 <= 2010)
            .map(|a| (a.region, series(a.code)))
            .collect();
        let regions = reference.areas().iter().filter(|a| a.kind == AreaKind::Region).map(|region| {
            let parts = unbroken.iter().filter(|(of, _)| *of == Some(region.code)).map(|(_, series)| series);
            (region.code, Series::together(parts))
        });
        CareTotals { england: series(reference.england().code), regions: regions.collect() }
    }

    /// Where an area's totals are expected to go: an authority by its region, any other by the nation.
    ///
    /// `own` is the area's totals, of the same children.
    pub(super) fn forecast(
        &self,
        reference: &Reference,
        (area, own): (AreaCode, &Series),
        years: usize,
    ) -> Option<TopDown> {
        let region = reference
            .area(area)
            .and_then(|a| a.region)
            .and_then(|code| self.regions.iter().find(|(of, _)| *of == code))
            .map_or(&self.england, |(_, series)| series);
        forecast(own, region, &self.england, years)
    }
}

impl National {
    /// Years pooled by default: the window that did best on base years 2014, 2016 and 2018, see
    /// `docs/back-test.md`.
    pub const WINDOW: usize = 1;

    /// The national evidence as published up to 31 March of a year.
    pub fn as_published(reference: &Reference, base_year: u16, window: usize) -> National {
        let england = History::of(reference, reference.england().code, base_year, window);
        let authorities: Vec<&Area> =
            reference.areas().iter().filter(|a| a.kind == AreaKind::Authority).collect();
        let histories: Vec<History> =
            authorities.iter().map(|a| History::of(reference, a.code, base_year, window)).collect();
        let (care_per_plan_year, care_per_need_year) = split_of_care(&histories, window);
        let per = |count: Count| {
            let (steps, exposure) = england.pool(count);
            if exposure > 0.0 { steps / exposure } else { 0.0 }
        };
        let care_share = care_band_shares(reference, base_year);
        let (drift, exits_follow_entries) = drifts(&histories, &england, window);
        let mut national = National {
            base_year,
            window,
            care_per_plan_year,
            care_per_need_year,
            plans_per_child: per(&|_, b| Some((b.plans?, b.population))),
            in_need_per_child: per(&|_, b| Some((b.in_need?, b.population))),
            need_per_child: per(&|_, b| Some((b.need_arrivals()?, b.population))),
            plan_per_need_year: per(&|a, b| Some((b.plans_started?, between(a.in_need?, b.in_need?)))),
            plan_starts_per_plan: per(&|a, b| Some((b.plans_started?, between(a.plans?, b.plans?)))),
            plan_end_by_time: plan_end_by_time(reference, base_year),
            closure_by_time: closure_by_time(reference, base_year, &care_share),
            care_elapsed: care_share.elapsed,
            infant_entry_power: infant_entry_power(&england),
            exits_follow_entries,
            drift,
            paths: Groups {
                need_arrivals: 0,
                plan_starts: 1,
                care_entries: 2,
                care_exits: 3,
                plan_ends: 4,
                closures: 5,
            },
            placement_seed: placements::seed(reference, base_year),
            end_reasons: reasons::seed(&histories),
            moves: EnglandMoves::of(reference, base_year, &england, &authorities),
            care: CareTotals::of(reference, |area| Series::of(reference, area, base_year)),
            priors: Priors::of(Vec::new()),
            apart: None,
        };
        let here = || authorities.iter().zip(&histories).filter(|(_, history)| history.is_current(base_year));
        let seen = here().map(|(area, history)| (area.region, area.code, Seen::of(history, &national)));
        national.priors = Priors::of(seen.collect());
        let wander = unaccompanied_drift(reference, &authorities, base_year, national.drift.care_entries);
        let england = unaccompanied::England::of(reference, base_year, wander);
        if let Some(england) = england.filter(|_| base_year >= unaccompanied::FIRST_BASE) {
            let seen = here().map(|(area, history)| {
                let rest = Stream::of(reference, area.code, history).map(|stream| stream.rest(history));
                let seen = Seen::of(rest.as_ref().unwrap_or(history), &national);
                (area.region, area.code, seen)
            });
            let priors = Priors::of(seen.collect());
            let care = CareTotals::of(reference, |area| Series::of_rest(reference, area, base_year));
            national.apart = Some(Apart { england, care, priors });
        }
        national
    }
}

/// How starts of unaccompanied children wander; as starts of care do where too few years tell.
fn unaccompanied_drift(
    reference: &Reference,
    authorities: &[&Area],
    base_year: u16,
    otherwise: Drift,
) -> Drift {
    let yearly = |code| unaccompanied::yearly(reference, code, base_year);
    let all: Vec<YearlyCounts> = authorities.iter().map(|a| yearly(a.code)).collect();
    let own = estimate(&all, 5);
    if own.walk_sd + own.year_sd <= 0.0 {
        return otherwise;
    }
    Drift { common_sd: common_walk(&yearly(reference.england().code)), ..own }.seen_over(RECENT_DISCOUNT)
}

/// Intensities of starting care on a plan and in need, from how starts vary between authorities.
///
/// Starts of care (without infants and unaccompanied children) are taken as Poisson with mean
/// `a × plan years + b × in-need years`, both intensities the same everywhere; `a` and `b` are found by the
/// expectation-maximisation steps of an additive Poisson model, which keeps them positive.
///
/// **Limits**: an inference from areas, not from children: authorities with many plans may start more care
/// for other reasons.
fn split_of_care(histories: &[History], window: usize) -> (f64, f64) {
    let rows: Vec<(f64, f64, f64)> = histories
        .iter()
        .flat_map(|h| {
            let from = h.years.len().saturating_sub(window.max(3) + 1);
            h.years[from..].windows(2).filter_map(|w| {
                let (a, b) = (&w[0], &w[1]);
                let started = b.started?;
                let starts = started[1..].iter().sum::<f64>() - b.started_uasc;
                let plan = between(a.plans?, b.plans?);
                let need = between(a.in_need?, b.in_need?);
                (a.year + 1 == b.year && starts >= 0.0 && plan > 0.0 && need > 0.0)
                    .then_some((starts, plan, need))
            })
        })
        .collect();
    let (starts, plan, need) = rows.iter().fold((0.0, 0.0, 0.0), |s, r| (s.0 + r.0, s.1 + r.1, s.2 + r.2));
    if plan <= 0.0 || need <= 0.0 {
        return (0.0, 0.0);
    }
    let (mut a, mut b) = (0.5 * starts / plan, 0.5 * starts / need);
    for _ in 0..2000 {
        let (mut via_plan, mut via_need) = (0.0, 0.0);
        for (starts, plan, need) in &rows {
            let mean = a * plan + b * need;
            if mean > 0.0 {
                via_plan += starts * a * plan / mean;
                via_need += starts * b * need / mean;
            }
        }
        (a, b) = (via_plan / plan, via_need / need);
    }
    (a, b)
}

/// How near to birth infants enter care, from England's stock of looked-after infants.
///
/// An infant who enters at age `a` and leaves at intensity `h` spends `(1 - exp(-h (1 - a))) / h` years in
/// care before the first birthday. With `a` the `n`th power of a uniform fraction, the mean over starts must
/// be the infants in care for each start a year; that fixes `n`.
fn infant_entry_power(england: &History) -> f64 {
    let (starts, stock) =
        england.pool(|a, b| Some((b.started?[0], between(a.looked_after[0], b.looked_after[0]))));
    let (exits, exposure) =
        england.pool(|a, b| Some((b.ceased?[0], between(a.looked_after[0], b.looked_after[0]))));
    if starts <= 0.0 || exposure <= 0.0 {
        return 1.0;
    }
    let (target, exit) = (stock / starts, (exits / exposure).max(1e-6));
    let mean_years = |power: f64| {
        (0..200)
            .map(|i| {
                let age = ((f64::from(i) + 0.5) / 200.0).powf(power);
                (1.0 - (-exit * (1.0 - age)).exp()) / exit / 200.0
            })
            .sum::<f64>()
    };
    let (mut low, mut high) = (1.0f64, 50.0f64);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if mean_years(middle) < target { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// How each group of steps drifts, and the power with which exits from care follow entries.
fn drifts(histories: &[History], england: &History, window: usize) -> (Groups<Drift>, f64) {
    let yearly = |history: &History, count: Count| YearlyCounts {
        years: history.years.windows(2).map(|w| count(&w[0], &w[1])).collect(),
    };
    let all = |count: Count| -> Vec<YearlyCounts> { histories.iter().map(|h| yearly(h, count)).collect() };
    let of = |count: Count| {
        let drift = estimate(&all(count), 5);
        Drift {
            base_sd: drift.year_sd / (window as f64).sqrt(),
            common_sd: common_walk(&yearly(england, count)),
            ..drift
        }
    };
    let entries: Count = &|_, b| Some((b.started?.iter().sum(), b.population));
    let exits: Count = &|a, b| {
        let exposure = (0..5).map(|i| between(a.looked_after[i], b.looked_after[i])).sum();
        Some((b.ceased?.iter().sum(), exposure))
    };
    let follow = follow_power(&all(entries), &all(exits), 5);
    // Rates of care are seen over several years, older ones counting for less.
    let care = |drift: Drift| drift.seen_over(RECENT_DISCOUNT);
    let care_entries = care(of(entries));
    // Children in need and plans are published from 2013: until two lags of them are known, starts of care stand in.
    let or_care = |drift: Drift| if drift.walk_sd + drift.year_sd > 0.0 { drift } else { care_entries };
    let groups = Groups {
        need_arrivals: or_care(of(&|_, b| Some((b.need_started?, b.population)))),
        plan_starts: or_care(of(&|a, b| Some((b.plans_started?, between(a.in_need?, b.in_need?))))),
        care_entries,
        // Exits follow entries: what is left is the drift of exits for the same entries.
        care_exits: care(of(&|a, b| {
            let (started, children) = entries(a, b)?;
            let (ceased, years) = exits(a, b)?;
            Some((ceased, years * (started / children).powf(follow)))
        })),
        // Ends of plans follow starts, and closures follow arrivals, so that what is left is how far the numbers on plans
        // and in need themselves wander: the published counts of ends are too far from starts and stocks to tell.
        plan_ends: or_care(of(&|_, b| Some((b.plans?, b.in_need?)))),
        closures: or_care(of(&|_, b| Some((b.in_need?, b.population)))),
    };
    (groups, follow)
}

/// Intensity of a plan's end by time on the plan: plans ended over plans open, England.
fn plan_end_by_time(reference: &Reference, base_year: u16) -> [f64; 5] {
    let england = reference.england().code;
    let value = |m, d, y| reference.value(england, m, d, y);
    nearest(base_year, |y| {
        let ended = DURATIONS.map(|d| value(Measure::CppEndedByDuration, d, y));
        let open = DURATIONS.map(|d| value(Measure::CppOpenByDuration, d, y));
        ratio(ended, open)
    })
    .unwrap_or([1.0; 5])
}

fn ratio(above: [Option<f64>; 5], below: [Option<f64>; 5]) -> Option<[f64; 5]> {
    let mut rates = [0.0; 5];
    for i in 0..5 {
        let (above, below) = (above[i]?, below[i]?);
        rates[i] = (below > 0.0).then(|| above / below)?;
    }
    Some(rates)
}

/// Intensity of closure by time in need, England: episodes ended over episodes open, both less those of
/// children in care and, among the open, on plans.
fn closure_by_time(reference: &Reference, base_year: u16, care: &CareBands) -> [f64; 5] {
    let england = reference.england().code;
    let value = |m, d: &str, y| reference.value(england, m, d, y);
    nearest(base_year, |y| {
        let (open, ended) = (value(Measure::CinAt31March, "", y)?, value(Measure::CinEnded, "", y)?);
        let (looked_after, left) = (value(Measure::ClaAt31March, "", y)?, value(Measure::ClaCeased, "", y)?);
        let mut above = [None; 5];
        let mut below = [None; 5];
        for (i, d) in DURATIONS.into_iter().enumerate() {
            let all_open = open * value(Measure::CinOpenByDurationPct, d, y)? / 100.0;
            let all_ended = ended * value(Measure::CinEndedByDurationPct, d, y)? / 100.0;
            let plans = value(Measure::CppOpenByDuration, d, y)?;
            above[i] = Some((all_ended - left * care.ended[i]).max(0.1 * all_ended));
            below[i] = Some((all_open - plans - looked_after * care.open[i]).max(0.1 * all_open));
        }
        ratio(above, below)
    })
    .unwrap_or([1.0; 5])
}

/// Time in care, in the bands of children in need and in finer bands.
struct CareBands {
    ended: [f64; 5],
    open: [f64; 5],
    elapsed: Vec<(f64, f64)>,
}

/// Shares of care by duration, England: of those that ended as published; of those open as a life table of
/// the ended gives them if starts were the same every year.
fn care_band_shares(reference: &Reference, base_year: u16) -> CareBands {
    const BANDS: [(&str, f64); 9] = [
        ("under 2 weeks", 14.0 / 365.25),
        ("2 to 8 weeks", 56.0 / 365.25),
        ("8 weeks to 6 months", 0.5),
        ("6 to 12 months", 1.0),
        ("1 to 2 years", 2.0),
        ("2 to 3 years", 3.0),
        ("3 to 5 years", 5.0),
        ("5 to 10 years", 10.0),
        ("10 years and over", 15.0),
    ];
    let england = reference.england().code;
    let ended: [f64; 9] = nearest(base_year, |y| {
        let parts = BANDS.map(|(d, _)| reference.value(england, Measure::ClaCeasedByDuration, d, y));
        if parts.iter().any(Option::is_none) { None } else { shares(parts.map(Option::unwrap_or_default)) }
    })
    .unwrap_or([1.0 / 9.0; 9]);
    let mut left = 1.0;
    let mut from = 0.0;
    let mut open = [0.0; 9];
    for (i, (_, to)) in BANDS.into_iter().enumerate() {
        open[i] = (to - from) * (left - ended[i] / 2.0);
        left -= ended[i];
        from = to;
    }
    let open = shares(open).unwrap_or([1.0 / 9.0; 9]);
    let five = |s: &[f64; 9]| {
        // Three months cut the band of 8 weeks to 6 months.
        let cut = (0.25 - 56.0 / 365.25) / (0.5 - 56.0 / 365.25);
        [s[0] + s[1] + cut * s[2], (1.0 - cut) * s[2], s[3], s[4], s[5..].iter().sum()]
    };
    CareBands {
        ended: five(&ended),
        open: five(&open),
        elapsed: BANDS.into_iter().zip(open).map(|((_, to), share)| (to, share)).collect(),
    }
}
