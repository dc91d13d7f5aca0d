//! Tables about single children, under their codes. For use inside the authority only.

use tables::{Cell, Column, Table};
use units::Marker;

use super::source;
use crate::day::Day;
use crate::group::{Study, timeline as entries};

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
    let mut table = Table::new(
        "spells",
        "Spells: unbroken time of one child in one position",
        vec![
            Column::new("child", "Child"),
            Column::new("position", "Position"),
            Column::new("start", "Start"),
            Column::new("end", "End"),
            Column::new("next", "Next position"),
        ],
    );
    table.source = source(study);
    table.notes = vec![CODES.to_string()];
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
    let mut table = Table::new(
        "stays",
        "Stays: unbroken time of one looked-after child with one carer",
        vec![
            Column::new("child", "Child"),
            Column::new("placement", "Placement"),
            Column::new("provider", "Provider"),
            Column::new("start", "Start"),
            Column::new("end", "End"),
        ],
    );
    table.source = source(study);
    table.notes = vec![CODES.to_string()];
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
    let mut table = Table::new(
        "timeline",
        "Everything recorded of one child, in order",
        vec![
            Column::new("start", "Start"),
            Column::new("end", "End"),
            Column::new("what", "What"),
            Column::new("agency", "Agency"),
            Column::new("service", "Service"),
            Column::new("more", "More"),
            Column::with_unit("cost", "Cost stated in the file", "£"),
        ],
    );
    table.source = source(study);
    table.notes = vec!["For use inside the authority only.".to_string()];
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
