//! Tables about single children, under their codes. For use inside the authority only.

use tables::{Cell, Table};
use units::Marker;

use super::Head;
use crate::day::Day;
use crate::group::{Disclosure, Study, timeline as entries};

fn day(day: Day) -> Cell {
    if day == Day::OPEN { Cell::Missing(Marker::NotApplicable) } else { Cell::text(day.to_string()) }
}

/// What the tables of children under codes say of them.
const CODES: &str = "Children under codes, not ids: made with a secret key, so that only who has the key can make the \
                     same codes again. For use inside the authority only.";

/// One row per spell: child, position, start, end, next position.
///
/// `codes` are those of [`Study::codes`].
///
/// **Shape**: by child in the order of the record, then by start. `end` and `next` are *not applicable* while open.
pub fn spells(study: &Study, codes: &[String]) -> Table {
    let mut table = Head {
        id: "spells",
        title: "Spells: unbroken time of one child in one position",
        columns: &[
            ("child", "Child", ""),
            ("position", "Position", ""),
            ("start", "Start", ""),
            ("end", "End", ""),
            ("next", "Next position", ""),
        ],
        notes: &[CODES],
    }
    .table(study, Disclosure::Inside);
    for (journey, code) in study.journeys.iter().zip(codes) {
        for (n, spell) in journey.spells.iter().enumerate() {
            let next = journey.spells.get(n + 1).map(|s| s.position.label());
            table.rows.push(vec![
                Cell::text(code.as_str()),
                Cell::text(spell.position.label()),
                day(spell.start),
                day(spell.end),
                next.map_or(Cell::Missing(Marker::NotApplicable), Cell::text),
            ]);
        }
    }
    table
}

/// One row per stay of a looked-after child: child, kind of placement, provider, start, end.
///
/// `codes` are those of [`Study::codes`].
pub fn stays(study: &Study, codes: &[String]) -> Table {
    let mut table = Head {
        id: "stays",
        title: "Stays: unbroken time of one looked-after child with one carer",
        columns: &[
            ("child", "Child", ""),
            ("placement", "Placement", ""),
            ("provider", "Provider", ""),
            ("start", "Start", ""),
            ("end", "End", ""),
        ],
        notes: &[CODES],
    }
    .table(study, Disclosure::Inside);
    for (journey, code) in study.journeys.iter().zip(codes) {
        for stay in &journey.stays {
            table.rows.push(vec![
                Cell::text(code.as_str()),
                Cell::text(stay.home.placement.label()),
                Cell::text(stay.home.provider.label()),
                day(stay.start),
                day(stay.end),
            ]);
        }
    }
    table
}

/// One child's timeline: everything recorded, in order.
///
/// `place` is the child's place in the record; a place beyond it gives an empty table.
pub fn timeline(study: &Study, place: usize) -> Table {
    let mut table = Head {
        id: "timeline",
        title: "Everything recorded of one child, in order",
        columns: &[
            ("start", "Start", ""),
            ("end", "End", ""),
            ("what", "What", ""),
            ("agency", "Agency", ""),
            ("service", "Service", ""),
            ("more", "More", ""),
            ("cost", "Cost stated in the file", "£"),
        ],
        notes: &[],
    }
    .table(study, Disclosure::Inside);
    for entry in entries(study, place) {
        table.rows.push(vec![
            day(entry.start),
            if entry.end == entry.start { Cell::Blank } else { day(entry.end) },
            Cell::text(entry.kind.label()),
            Cell::text(entry.agency),
            Cell::text(entry.service),
            Cell::text(entry.words),
            entry.cost.map_or(Cell::Blank, Cell::Money),
        ]);
    }
    table
}
