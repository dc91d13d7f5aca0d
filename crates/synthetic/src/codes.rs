//! Codes whose spelling depends on the return year.

use crate::care::{Care, Home};
use units::Placement;

/// First return year of registered supported accommodation (`K3`).
const SUPPORTED_FROM: u16 = 2025;
/// First return year in which other placements are told apart (`Z11` to `Z14`).
const OTHER_KINDS_FROM: u16 = 2026;
/// First return year that tells whether a special guardian was the foster carer or a relative.
const GUARDIANS_FROM: u16 = 2019;

/// The placement type in a return year.
pub(crate) fn place(home: Home, year: u16) -> &'static str {
    match home.place {
        "H5" if year >= SUPPORTED_FROM => "K3",
        "Z1" if year >= OTHER_KINDS_FROM => "Z11",
        other => other,
    }
}

/// The reason a period of care ended, in the return year in which it did.
///
/// Special guardians who had fostered the child are told from others by where the child lived last.
pub(crate) fn reason_ended(care: &Care, year: u16) -> &'static str {
    if care.reason_ended != "SGO" {
        return care.reason_ended;
    }
    let last = care.stretches.last().map(|s| s.home);
    let fostered = last.is_some_and(|home| home.kind == Placement::Foster);
    let relative = last.is_some_and(|home| matches!(home.place, "U1" | "U2" | "U3"));
    match (year >= GUARDIANS_FROM, fostered, relative) {
        (false, true, _) => "E43",
        (false, false, _) => "E44",
        (true, true, true) => "E45",
        (true, true, false) => "E46",
        (true, false, _) => "E47",
    }
}
