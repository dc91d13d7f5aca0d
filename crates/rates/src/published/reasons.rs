//! Why care ends: the reasons of an authority's ends by age, which no table crosses.

use reference::{AreaCode, Measure, Reference};
use units::CareEnd;

use crate::EndReasons;

use super::apportion::{fill, shares};
use super::crossing::{fit_margins, mix_by_row};
use super::exposure::{History, Year};

const REASONS: usize = CareEnd::ALL.len();
const AGES: usize = EndReasons::AGES;

/// The published reasons, with the group each belongs to.
const PUBLISHED: [(&str, CareEnd); 17] = [
    ("returned home, planned", CareEnd::ReturnedHome),
    ("returned home, unplanned", CareEnd::ReturnedHome),
    ("child arrangements order", CareEnd::ChildArrangements),
    ("special guardianship order", CareEnd::SpecialGuardianship),
    ("adopted", CareEnd::Adopted),
    ("stayed with carers at 18", CareEnd::Independent),
    ("independent living, supported", CareEnd::Independent),
    ("independent living, no support", CareEnd::Independent),
    ("adult social care", CareEnd::Independent),
    ("care of another authority", CareEnd::AnotherAuthority),
    ("to relatives or others", CareEnd::Other),
    ("custody", CareEnd::Other),
    ("remand ended", CareEnd::Other),
    ("age assessed 18 or over", CareEnd::Other),
    ("moved abroad", CareEnd::Other),
    ("died", CareEnd::Other),
    ("other reason", CareEnd::Other),
];

/// Ends of care that England's shares at an age count as, beside the authority's own.
///
/// **Limits**: stated, not estimated.
const ENGLAND_ENDS: f64 = 10.0;

/// Children who ceased to be looked after in a year, by reason. A withheld reason gets its share of what remains of the
/// total, as in England; a reason that the year's table does not have has nobody.
pub(super) fn of_year(reference: &Reference, area: AreaCode, year: u16) -> Option<[f64; REASONS]> {
    let measure = Measure::ClaCeasedByReason;
    let total = reference.value(area, Measure::ClaCeased, "", year)?;
    let england = reference.england().code;
    let mut parts = PUBLISHED.map(|(reason, _)| match reference.figure(area, measure, reason, year) {
        Some(figure) => figure.value(),
        None => Some(0.0),
    });
    // Before planned and unplanned returns were told apart, there was one figure.
    if let Some(home) = reference.figure(area, measure, "returned home", year) {
        (parts[0], parts[1]) = (home.value(), Some(0.0));
    }
    parts.iter().flatten().any(|n| *n > 0.0).then_some(())?;
    let mut expected =
        PUBLISHED.map(|(reason, _)| reference.value(england, measure, reason, year).unwrap_or(0.0));
    if let Some(home) = reference.value(england, measure, "returned home", year) {
        (expected[0], expected[1]) = (home, 0.0);
    }
    let mut by_group = [0.0; REASONS];
    for ((_, group), count) in PUBLISHED.into_iter().zip(fill(total, parts, expected)) {
        by_group[group.index()] += count;
    }
    Some(by_group)
}

/// Whether care may end for a reason at an age.
///
/// Adoption is taken to happen before 10, as placements for it are; orders end with childhood; living independently, with
/// former carers or in adult care begins at 16 (Children Act 1989 section 23CZA; Care Leavers (England) Regulations 2010).
fn possible(age: usize, reason: CareEnd) -> bool {
    const OF_16: usize = 4;
    const AT_18: usize = 5;
    match reason {
        CareEnd::ReturnedHome => false,
        CareEnd::Adopted => age < 3,
        CareEnd::ChildArrangements | CareEnd::SpecialGuardianship | CareEnd::AnotherAuthority => age < AT_18,
        CareEnd::Independent => age >= OF_16,
        CareEnd::Other => true,
    }
}

/// Ends of a year that are not returns home, by age and by reason.
fn margins(year: &Year) -> Option<([f64; AGES], [f64; REASONS])> {
    let (before_18, home, mut reasons) = (year.ceased?, year.home_share?, year.reasons?);
    let at_18 = (reasons.iter().sum::<f64>() - before_18.iter().sum::<f64>()).max(0.0);
    let ages = std::array::from_fn(|age| before_18.get(age).map_or(at_18, |ends| ends * (1.0 - home)));
    reasons[CareEnd::ReturnedHome.index()] = 0.0;
    Some((ages, reasons))
}

/// Years of each authority that the national mix is fitted to: three alone put nearly all adoptions into one age band.
const YEARS: usize = 10;

/// England's mix of reasons at each age, from how authorities' reasons vary with the ages of those who cease.
pub(super) fn seed(histories: &[History]) -> [[f64; REASONS]; AGES] {
    let areas: Vec<_> = histories
        .iter()
        .flat_map(|history| history.years.iter().rev().take(YEARS))
        .filter_map(margins)
        .collect();
    let mut all = [0.0; REASONS];
    for (_, reasons) in &areas {
        all.iter_mut().zip(reasons).for_each(|(all, own)| *all += own);
    }
    let start = std::array::from_fn(|age| {
        let allowed = CareEnd::ALL.map(|r| if possible(age, r) { all[r.index()].max(1e-9) } else { 0.0 });
        shares(allowed).unwrap_or([0.0; REASONS])
    });
    mix_by_row(&areas, start)
}

/// An authority's reasons by age: England's mix, fitted to its own ends of all years, older ones counting for less.
pub(super) fn of_authority(history: &History, seed: &[[f64; REASONS]; AGES]) -> EndReasons {
    let (mut ages, mut reasons) = ([0.0; AGES], [0.0; REASONS]);
    for (weight, (own_ages, own_reasons)) in history.discounted(|_, year| margins(year)) {
        ages.iter_mut().zip(own_ages).for_each(|(sum, own)| *sum += weight * own);
        reasons.iter_mut().zip(own_reasons).for_each(|(sum, own)| *sum += weight * own);
    }
    // A little of everything possible, so that a reason is never stuck at nothing.
    let begin = std::array::from_fn(|age| {
        CareEnd::ALL.map(|reason| {
            let floor = if possible(age, reason) { 1e-6 } else { 0.0 };
            ages[age] * (seed[age][reason.index()] + floor)
        })
    });
    let mut ends = fit_margins(begin, &ages, &reasons);
    for (own, england) in ends.iter_mut().zip(seed) {
        own.iter_mut().zip(england).for_each(|(own, england)| *own += ENGLAND_ENDS * england);
    }
    EndReasons { ends }
}
