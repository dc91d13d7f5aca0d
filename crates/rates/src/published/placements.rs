//! Where looked-after children live, by age.

use reference::{AreaCode, AreaKind, Measure, Reference};
use units::{AgeBand, Placement};

use crate::PlacementMix;

use super::apportion::{fill, shares};
use super::crossing::{fit_margins, mix_by_row};
use super::exposure::{History, nearest};
use super::national::National;

/// Whether children of an age may live in a kind of placement.
///
/// Supported accommodation is for 16 and 17 only (Care Planning, Placement and Case Review (England)
/// (Amendment) Regulations 2021); adoption is taken to happen before 10.
fn possible(age: AgeBand, kind: Placement) -> bool {
    match kind {
        Placement::Supported => age == AgeBand::From16To17,
        Placement::Adoption => age <= AgeBand::From5To9,
        _ => true,
    }
}

/// First year with today's groups of placements.
const FIRST_YEAR: u16 = 2021;

/// England's mix by age, from how authorities' placements vary with the ages of their children.
///
/// No table crosses placement with age. If each age has one mix everywhere, an authority's placements are the
/// sum over ages; the mixes that fit all authorities best are found by expectation-maximisation steps.
pub(super) fn seed(reference: &Reference, base_year: u16) -> [[f64; 7]; 5] {
    let year = base_year.max(FIRST_YEAR);
    let england = reference.england().code;
    let national = complete(reference, england, year);
    let rows: Vec<([f64; 5], [f64; 7])> = reference
        .areas()
        .iter()
        .filter(|a| a.kind == AreaKind::Authority)
        .filter_map(|a| {
            let ages =
                AgeBand::ALL.map(|b| reference.value(a.code, Measure::ClaAt31MarchByAge, b.label(), year));
            let ages: [f64; 5] = if ages.iter().any(Option::is_none) {
                return None;
            } else {
                ages.map(Option::unwrap_or_default)
            };
            let total: f64 = ages.iter().sum();
            let kinds = published(reference, a.code, year);
            let known = kinds.iter().filter(|k| k.is_some()).count();
            (known >= 5).then(|| (ages, fill(total, kinds, national)))
        })
        .collect();
    let mix = AgeBand::ALL.map(|age| {
        let allowed =
            Placement::ALL.map(|k| if possible(age, k) { national[k.index()].max(1e-9) } else { 0.0 });
        shares(allowed).unwrap_or([1.0 / 7.0; 7])
    });
    mix_by_row(&rows, mix)
}

/// An authority's mix by age: England's, fitted to the authority's own ages and placements.
///
/// Iterative proportional fitting: rows are scaled to the children of each age and columns to the children in
/// each kind of placement until both hold.
pub(super) fn mix(
    reference: &Reference,
    national: &National,
    area: AreaCode,
    history: &History,
    notes: &mut Vec<String>,
) -> PlacementMix {
    let seed = national.placement_seed;
    let Some(latest) = history.latest() else { return PlacementMix { by_age: seed } };
    let total: f64 = latest.looked_after.iter().sum();
    let kinds = published(reference, area, latest.year);
    if latest.year < FIRST_YEAR || kinds.iter().all(Option::is_none) || total <= 0.0 {
        notes.push(
            "Placements were not published for this authority and year: England's mix by age stands in."
                .into(),
        );
        return PlacementMix { by_age: seed };
    }
    if kinds.iter().any(Option::is_none) {
        notes.push(
            "Some kinds of placement are withheld to protect children: what remains of the total is shared over \
             them as in England."
                .into(),
        );
    }
    let expected: [f64; 7] =
        std::array::from_fn(|k| (0..5).map(|a| latest.looked_after[a] * seed[a][k]).sum());
    let columns = fill(total, kinds, expected);
    let mut table = [[0.0; 7]; 5];
    for a in 0..5 {
        for k in 0..7 {
            // A little of everything possible, so that a column is never stuck at nothing.
            let floor = if possible(AgeBand::ALL[a], Placement::ALL[k]) { 1e-6 } else { 0.0 };
            table[a][k] = (latest.looked_after[a] + 1e-3) * (seed[a][k] + floor);
        }
    }
    let rows = latest.looked_after.map(|here| here + 1e-3);
    let table = fit_margins(table, &rows, &columns);
    PlacementMix { by_age: std::array::from_fn(|a| shares(table[a]).unwrap_or(seed[a])) }
}

fn published(reference: &Reference, area: AreaCode, year: u16) -> [Option<f64>; 7] {
    Placement::ALL.map(|k| reference.value(area, Measure::ClaAt31MarchByPlacement, k.label(), year))
}

/// England's placements in the nearest year that has them all.
fn complete(reference: &Reference, england: AreaCode, year: u16) -> [f64; 7] {
    nearest(year, |y| {
        let kinds = published(reference, england, y);
        kinds.iter().all(Option::is_some).then(|| kinds.map(Option::unwrap_or_default))
    })
    .unwrap_or([1.0; 7])
}
