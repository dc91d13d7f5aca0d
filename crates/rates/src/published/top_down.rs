//! Starts of care and looked-after children forecast as totals, on which the chain's expected numbers are laid.
//!
//! What an authority's own last years say of the balance between starts and ends is mostly noise: on base years up to
//! 2018 a weight of a fifth did best. What does carry on is how often children start to be looked after here, how fast
//! numbers grow in the region, where the nation's rates of starting and leaving are heading, and a slow pull of
//! each authority towards its region. `docs/rates.md` has the formulas, `docs/back-test.md` how they were chosen.

use reference::{AreaCode, Measure, Reference};

use super::{population, unaccompanied};

/// What a year's evidence counts for, over that of the year after.
pub(super) const DISCOUNT: f64 = 0.8;
/// The same for how often children start at present, which then goes back to the rate of all years.
pub(super) const RECENT_DISCOUNT: f64 = 0.5;
/// Share of the distance between the two that is left a year later.
const RECENT_KEPT: f64 = 0.7;
/// Weight of the authority's own growth; the region's has the rest.
const OWN_GROWTH: f64 = 0.2;
/// Share of the nation's trend in rates that is left a year later.
const DAMPING: f64 = 0.8;
/// Years over which that trend is taken.
const TREND_YEARS: usize = 3;
/// Share of the distance to the region that an authority's rates lose each year.
const REVERSION: f64 = 0.05;
/// Starts that the region's rate of starting counts as, beside the authority's own.
const REGION_STARTS: f64 = 5.0;
/// Fewest children who leave care in a year, for each child looked after.
const LEAST_EXIT: f64 = 0.05;
/// First year of the published series.
const FIRST: u16 = 2010;

/// Published totals of one area, year by year from [`FIRST`].
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    stock: Vec<Option<f64>>,
    started: Vec<Option<f64>>,
    ceased: Vec<Option<f64>>,
    children: Vec<Option<f64>>,
}

impl Series {
    /// The totals of an area up to a year.
    pub(super) fn of(reference: &Reference, area: AreaCode, base_year: u16) -> Series {
        let all = |get: &dyn Fn(u16) -> Option<f64>| (FIRST..=base_year).map(get).collect();
        let value = |measure| move |year| reference.value(area, measure, "", year);
        Series {
            stock: all(&value(Measure::ClaAt31March)),
            started: all(&value(Measure::ClaStarted)),
            ceased: all(&value(Measure::ClaCeased)),
            children: all(&|year| population::children(reference, area, year)),
        }
    }

    /// The totals of an area without its unaccompanied children, from the first year that tells them apart.
    pub(super) fn of_rest(reference: &Reference, area: AreaCode, base_year: u16) -> Series {
        let mut rest = Series::of(reference, area, base_year);
        for values in [&mut rest.stock, &mut rest.started, &mut rest.ceased, &mut rest.children] {
            values.drain(..usize::from(unaccompanied::FIRST_YEAR - FIRST).min(values.len()));
        }
        for (at, year) in (unaccompanied::FIRST_YEAR..=base_year).enumerate() {
            let [stock, started, ceased] = unaccompanied::totals(reference, area, year);
            for (all, apart) in
                [(&mut rest.stock, stock), (&mut rest.started, started), (&mut rest.ceased, ceased)]
            {
                all[at] = all[at].map(|n| (n - apart).max(0.0));
            }
        }
        rest
    }

    /// The totals of several areas together: those for which every total was published in every year.
    ///
    /// **Limits**: an area that lacks a year, or whose boundaries changed, is left out of all, so that growth is that
    /// of the same children's services throughout.
    pub(super) fn together<'a>(parts: impl Iterator<Item = &'a Series>) -> Series {
        let mut sum = Series::default();
        for part in parts.filter(|p| p.is_whole()) {
            sum.add(part);
        }
        sum
    }

    /// Whether every stock is known, and every start and end but the first year's.
    fn is_whole(&self) -> bool {
        let known = |values: &[Option<f64>]| values.iter().all(Option::is_some);
        known(&self.stock)
            && known(&self.children)
            && known(self.started.get(1..).unwrap_or_default())
            && known(self.ceased.get(1..).unwrap_or_default())
    }

    fn add(&mut self, part: &Series) {
        let pairs = [
            (&mut self.stock, &part.stock),
            (&mut self.started, &part.started),
            (&mut self.ceased, &part.ceased),
            (&mut self.children, &part.children),
        ];
        for (mine, theirs) in pairs {
            mine.resize(theirs.len(), Some(0.0));
            for (a, b) in mine.iter_mut().zip(theirs) {
                *a = a.zip(*b).map(|(a, b)| a + b);
            }
        }
    }

    /// Positions of years, latest first, with the weight of each.
    fn weighted(&self, discount: f64) -> impl Iterator<Item = (usize, f64)> {
        (1..self.stock.len()).rev().enumerate().map(move |(back, at)| (at, discount.powi(back as i32)))
    }

    /// Starts and children's person-years, older years counting for less.
    fn starts(&self, discount: f64) -> (f64, f64) {
        self.weighted(discount)
            .filter_map(|(at, weight)| Some((weight, (*self.started.get(at)?)?, (*self.children.get(at)?)?)))
            .fold((0.0, 0.0), |sum, (weight, starts, children)| {
                (sum.0 + weight * starts, sum.1 + weight * children)
            })
    }

    /// Yearly growth of the stock on the log scale, older years counting for less.
    fn growth(&self) -> Option<f64> {
        let (sum, weights) = self
            .weighted(DISCOUNT)
            .filter_map(|(at, weight)| {
                let (before, after) = ((*self.stock.get(at - 1)?)?, (*self.stock.get(at)?)?);
                (before > 0.0 && after > 0.0).then(|| (weight, (after / before).ln()))
            })
            .fold((0.0, 0.0), |sum, (weight, growth)| (sum.0 + weight * growth, sum.1 + weight));
        (weights > 0.0).then(|| sum / weights)
    }

    fn last(values: &[Option<f64>]) -> Option<f64> {
        values.last().copied().flatten().filter(|n| *n > 0.0)
    }

    /// Logarithm of starts for each child, in the nth year back.
    fn log_starts(&self, back: usize) -> Option<f64> {
        let at = self.stock.len().checked_sub(back + 1)?;
        let rate = (*self.started.get(at)?)? / (*self.children.get(at)?)?;
        (rate > 0.0).then(|| rate.ln())
    }

    /// Logarithm of ends for each looked-after person-year, in the nth year back.
    fn log_ends(&self, back: usize) -> Option<f64> {
        let at = self.stock.len().checked_sub(back + 1)?;
        let years = ((*self.stock.get(at.checked_sub(1)?)?)? + (*self.stock.get(at)?)?) / 2.0;
        let rate = (*self.ceased.get(at)?)? / years;
        (rate > 0.0).then(|| rate.ln())
    }
}

/// Rates of starting and leaving at the base, of an authority or of its region.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// Starts a year for each child living here.
    starts: f64,
    /// Ends a year for each looked-after child: what lets the stock grow as expected from those starts.
    ends: f64,
}

impl Level {
    fn new(starts: f64, growth: f64, children: f64, stock: f64) -> Level {
        let grown = growth.exp();
        let ends = (starts * children - (grown - 1.0) * stock) / (stock * (1.0 + grown) / 2.0);
        Level { starts, ends: ends.max(LEAST_EXIT) }
    }
}

/// Where starts of care and looked-after children are expected to go.
#[derive(Clone, Debug)]
pub(super) struct TopDown {
    /// Starts a year for each child living here at the base, at the rate of all years.
    pub(super) starts_per_child: f64,
    /// Logarithm of the multiplier of starts for each child in each year ahead.
    pub(super) starts: Vec<f64>,
    /// Children looked after at the end of each year ahead, for each at the base.
    pub(super) stock: Vec<f64>,
}

/// Forecasts an authority's totals from its own years, its region's and the nation's.
///
/// Starts for each child begin at the rate of the last years and go back to that of all years, both shrunk towards the
/// region by a weight of five starts; ends are what lets the stock grow as a mix of own and regional growth says. Both
/// follow the nation's damped trend and lose a twentieth of their distance to the region each year. `None` without a
/// published stock at the base.
///
/// **Limits**: the number of children living here is held at the base year's. Where the population projection has it
/// change, starts change with it and exits are steered so that the total does not.
pub(super) fn forecast(own: &Series, region: &Series, nation: &Series, years: usize) -> Option<TopDown> {
    let (stock, children) = (Series::last(&own.stock)?, Series::last(&own.children)?);
    let (regional_stock, regional_children) = (Series::last(&region.stock)?, Series::last(&region.children)?);
    let (region_starts, region_children) = region.starts(DISCOUNT);
    let region_rate = region_starts / region_children;
    let rate = |discount: f64| {
        let (starts, children) = own.starts(discount);
        (starts + REGION_STARTS) / (children + REGION_STARTS / region_rate)
    };
    let regional_growth = region.growth()?;
    let own_growth = own.growth().unwrap_or(regional_growth);
    let growth = OWN_GROWTH * own_growth + (1.0 - OWN_GROWTH) * regional_growth;
    let here = Level::new(rate(DISCOUNT), growth, children, stock);
    let now = Level::new(rate(RECENT_DISCOUNT), growth, children, stock);
    let there = Level::new(region_rate, regional_growth, regional_children, regional_stock);
    let trend = |log: &dyn Fn(usize) -> Option<f64>| {
        let over = TREND_YEARS.min(nation.stock.len().saturating_sub(2)).max(1);
        log(0).zip(log(over)).map_or(0.0, |(now, then)| (now - then) / over as f64)
    };
    let starts_trend = trend(&|back| nation.log_starts(back));
    let ends_trend = trend(&|back| nation.log_ends(back));
    let (starts_gap, ends_gap) = ((here.starts / there.starts).ln(), (here.ends / there.ends).ln());
    let (starts_now, ends_now) = ((now.starts / here.starts).ln(), (now.ends / here.ends).ln());
    let mut forecast = TopDown {
        starts_per_child: here.starts,
        starts: Vec::with_capacity(years),
        stock: Vec::with_capacity(years),
    };
    let (mut size, mut carried) = (stock, 0.0);
    for year in 1..=years as i32 {
        carried += DAMPING.powi(year);
        let closed = 1.0 - (1.0 - REVERSION).powi(year);
        let recent = RECENT_KEPT.powi(year - 1);
        let starts = starts_now * recent + starts_trend * carried - starts_gap * closed;
        let ends = here.ends * (ends_now * recent + ends_trend * carried - ends_gap * closed).exp();
        size = (size * (1.0 - ends / 2.0) + here.starts * children * starts.exp()) / (1.0 + ends / 2.0);
        forecast.starts.push(starts);
        forecast.stock.push(size / stock);
    }
    Some(forecast)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten years of an area in which nothing changes.
    fn steady(stock: f64, flow: f64, children: f64) -> Series {
        let same = |value| vec![Some(value); 10];
        Series { stock: same(stock), started: same(flow), ceased: same(flow), children: same(children) }
    }

    #[test]
    fn what_is_steady_everywhere_stays() {
        let here = steady(400.0, 160.0, 60_000.0);
        let forecast = forecast(&here, &here, &here, 20).unwrap();
        for (starts, stock) in forecast.starts.iter().zip(&forecast.stock) {
            assert!(starts.abs() < 1e-12 && (stock - 1.0).abs() < 1e-12, "{starts} {stock}");
        }
    }

    #[test]
    fn an_authority_above_its_region_comes_down_slowly() {
        let (here, region) = (steady(400.0, 160.0, 30_000.0), steady(4_000.0, 1_600.0, 600_000.0));
        let forecast = forecast(&here, &region, &region, 20).unwrap();
        assert!(forecast.stock.windows(2).all(|w| w[1] < w[0]), "{:?}", forecast.stock);
        assert!(forecast.stock[0] > 0.97 && forecast.stock[19] > 0.5, "{:?}", forecast.stock);
    }

    #[test]
    fn three_children_do_not_make_a_rate_of_their_own() {
        let none = Series { started: vec![Some(0.0); 10], ..steady(3.0, 0.0, 1_500.0) };
        let region = steady(4_000.0, 1_600.0, 600_000.0);
        let forecast = forecast(&none, &region, &region, 20).unwrap();
        assert!(forecast.stock.iter().all(|s| s.is_finite() && *s > 0.0), "{:?}", forecast.stock);
    }

    #[test]
    fn areas_with_gaps_do_not_join_a_region() {
        let mut gap = steady(100.0, 40.0, 10_000.0);
        gap.stock[4] = None;
        let whole = steady(200.0, 80.0, 30_000.0);
        let together = Series::together([&gap, &whole].into_iter());
        assert_eq!(together.stock[0], Some(200.0));
    }
}
