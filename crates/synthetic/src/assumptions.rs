//! What no published figure says and the made-up authority therefore assumes. Listed in `docs/synthetic.md`.

use crate::grid::QUINTILES;

/// Entries by deprivation of the ward over the mean, most deprived fifth first, before they are scaled so that
/// the level of the authority is kept. The gradient of published rates by deprivation is of this size.
pub(crate) const DEPRIVATION_RATIOS: [f64; QUINTILES] = [2.0, 1.25, 0.8, 0.55, 0.4];

/// Probability that a child joins when a sibling with the same intensity is referred.
pub(crate) const SIBLING_JOINS: f64 = 0.6;

/// Early help begun per year by children not known before.
pub(crate) const EARLY_HELP_STARTS: f64 = 0.022;

/// Early help begun per year by children closed before.
pub(crate) const EARLY_HELP_AGAIN: f64 = 0.05;

/// Early help ended per year by time in it: plans are meant to last half a year to a year.
pub(crate) const EARLY_HELP_ENDS: [f64; 5] = [0.8, 1.4, 1.8, 1.8, 1.8];

/// Early help stepped up to in need per year.
pub(crate) const EARLY_HELP_STEPS_UP: f64 = 0.3;

/// Early help stepped up when known before, as a multiple.
pub(crate) const STEPS_UP_AGAIN: f64 = 1.6;

/// Referral of a child closed before as a multiple of that of a child never known, by time since closure.
pub(crate) const REFERRED_AGAIN: [f64; 5] = [5.0, 4.2, 3.4, 2.4, 1.6];

/// A plan for a child known before as a multiple of that of a child known for the first time.
pub(crate) const PLAN_AGAIN: f64 = 1.5;

/// A start of care for a child known before as a multiple, from in need or a plan.
pub(crate) const CARE_AGAIN: f64 = 1.3;

/// Share of the ends of need that step down to early help.
pub(crate) const STEPS_DOWN: f64 = 0.14;

/// Share of the ends of a plan, other than in care, at which the child's case closes.
pub(crate) const PLAN_CLOSES: f64 = 0.06;

/// Children of a family: shares of one to five.
pub(crate) const FAMILY_SIZES: [f64; 5] = [0.30, 0.42, 0.18, 0.07, 0.03];

/// Shortest and longest time between births of one family, in days.
pub(crate) const BIRTH_GAP_DAYS: (i32, i32) = (400, 1500);

/// Moves of placement per year in care by age band.
pub(crate) const MOVES: [f64; 5] = [0.9, 0.6, 0.5, 0.7, 1.1];

/// Accommodated children who become subject of an interim care order, per year.
pub(crate) const INTERIM_ORDERS: f64 = 0.9;

/// Interim care orders that become full care orders, per year: proceedings take about nine months.
pub(crate) const FULL_ORDERS: f64 = 1.35;
