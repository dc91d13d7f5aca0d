//! What evaluations found, to help choose an effect.

use reference::Effect;
use tables::{Cell, Column, Table};
use units::Marker;

/// Findings of evaluations that give an estimate, and those that do not.
pub fn evidence(effects: &[Effect]) -> Table {
    Table {
        rows: effects.iter().map(row).collect(),
        notes: vec![
            "An odds ratio or risk ratio is not the same as a rate ratio; for outcomes that few children have they \
             are close."
                .to_owned(),
            "A finding for one country and one group of children may not hold for another.".to_owned(),
        ],
        source: "Each evaluation as named in its row".to_owned(),
        ..Table::new(
            "evidence",
            "What evaluations found",
            [
                ("programme", "Programme"),
                ("population", "Tried with"),
                ("outcome", "Outcome"),
                ("metric", "Estimate is a"),
                ("estimate", "Estimate"),
                ("interval", "95% interval"),
                ("grade", "Evidence, A strongest"),
                ("country", "Country"),
                ("caution", "Keep in mind"),
                ("source", "Publication"),
            ]
            .map(|(key, label)| Column::new(key, label))
            .to_vec(),
        )
    }
}

fn row(effect: &Effect) -> Vec<Cell> {
    let interval = effect.low.zip(effect.high).map(|(low, high)| format!("{low:.2} to {high:.2}"));
    let none = Cell::Missing(Marker::NotAvailable);
    vec![
        Cell::text(&effect.programme),
        Cell::text(&effect.population),
        Cell::text(&effect.outcome),
        Cell::text(&effect.metric),
        effect.estimate.map_or(none.clone(), |v| Cell::number(v, 2)),
        interval.map_or(none, Cell::text),
        Cell::text(&effect.evidence_grade),
        Cell::text(&effect.country),
        Cell::text(&effect.caution),
        Cell::text(&effect.source),
    ]
}
