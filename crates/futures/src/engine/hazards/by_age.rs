//! Intensities that depend on age alone: the next event is looked up, whatever bands lie between.

use super::{passed, push_fours};

/// Intensities out of one position, summed up from birth on.
#[derive(Clone, Debug)]
pub(super) struct ByAge {
    /// `[history * ages + age]`.
    bands: Vec<Band>,
    /// What of a unit exponential is used up from birth to the end of each band: `[history * fours + age / 4][age % 4]`.
    used: Vec<[f64; 4]>,
    ages: usize,
    fours: usize,
}

/// A band of age.
#[derive(Clone, Copy, Debug)]
struct Band {
    /// Age at which it begins.
    from: f64,
    /// What of a unit exponential is used up from birth to its beginning.
    used: f64,
    /// Sum of intensities, and years for one unit.
    total: f64,
    years: f64,
}

/// An event: when, in which band of age, and the sum of intensities there.
pub(super) struct Passed {
    pub(super) time: f64,
    pub(super) band: usize,
    pub(super) total: f64,
}

impl ByAge {
    /// From sums of intensities by history and age.
    pub(super) fn new(rows: &[f64], age_ends: &[f64]) -> ByAge {
        let ages = age_ends.len();
        let mut all =
            ByAge { bands: Vec::with_capacity(rows.len()), used: Vec::new(), ages, fours: ages.div_ceil(4) };
        for rows in rows.chunks(ages) {
            let (mut from, mut used) = (0.0, 0.0);
            let ends = rows.iter().zip(age_ends).map(|(&total, &to)| {
                all.bands.push(Band { from, used, total, years: 1.0 / total });
                // In the last band there is no end to what can be used up.
                (from, used) = (to, if to == f64::INFINITY { to } else { used + total * (to - from) });
                used
            });
            let ends: Vec<f64> = ends.collect();
            push_fours(&mut all.used, &ends);
        }
        all
    }

    /// When a unit exponential is used up, from a time in an age band on, if before another time. Nothing branches on luck.
    #[inline(always)]
    pub(super) fn pass(
        &self,
        history: usize,
        (born, at, until): (f64, f64, f64),
        exponential: f64,
        age: usize,
    ) -> Option<Passed> {
        let bands = &self.bands[history * self.ages..(history + 1) * self.ages];
        let now = &bands[age];
        let used = now.used + (at - born - now.from) * now.total + exponential;
        let band = passed(&self.used[history * self.fours..(history + 1) * self.fours], used);
        let then = &bands[band];
        // Without any intensity this is infinite or no number, and neither is before the end.
        let time = born + then.from + (used - then.used) * then.years;
        (time < until).then_some(Passed { time: if time < at { at } else { time }, band, total: then.total })
    }
}
