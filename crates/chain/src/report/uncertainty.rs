//! The table of what each kind of uncertainty brings to the spread.

use futures::Measure;
use tables::{Cell, Column, Table};
use units::Position;

use super::projection_source;
use crate::ahead::settings;
use crate::uncertainty::{Kind, VarianceShare, uncertainty_shares as shares};
use crate::{Baseline, Outcome};

/// Shares of the variance of children in each open position at the horizon that rates, drift, effects and chance bring.
///
/// With an outcome, of the variance of its difference to the baseline. Runs the plan's draws once for each kind.
///
/// **Shape**: one row for each position and kind, interaction last.
pub fn uncertainty_shares(baseline: &Baseline, outcome: Option<&Outcome>) -> Table {
    let measures = Position::OPEN.map(Measure::Stock);
    let year = baseline.plan.horizon_years.saturating_sub(1);
    let scenario = outcome.map(|o| &o.scenario.engine);
    let all = shares(&baseline.rates, scenario, &settings(&baseline.plan), &measures, year);
    let mut rows = Vec::new();
    for (position, of) in Position::OPEN.into_iter().zip(&all) {
        let kinds = Kind::ALL.into_iter().map(Kind::label).zip(&of.kinds);
        let kinds = kinds.filter(|(kind, _)| outcome.is_some() || *kind != Kind::Effects.label());
        for (kind, VarianceShare { share, error }) in kinds.chain([("interaction", &of.interaction)]) {
            rows.push(vec![
                Cell::text(position.label()),
                Cell::number(of.sd, 2),
                Cell::text(kind),
                Cell::number(share * 100.0, 1),
                Cell::number(error * 100.0, 1),
            ]);
        }
    }
    let what = outcome.map_or("children if nothing changes".to_string(), |o| {
        format!("the difference that {} makes", o.scenario.name)
    });
    Table {
        rows,
        notes: vec![
            format!(
                "{} draws for each kind of uncertainty and for all together, on the same luck.",
                baseline.plan.draws
            ),
            "Chance is the variance of children's lives alone; every other kind is what it adds when let in by itself; \
             interaction is the rest, which appears only together. The standard error says how far the shares are off \
             for want of draws: a share below zero is within it, or interaction."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "uncertainty-shares",
            format!("{}: whence the spread of {what} at the horizon comes", baseline.area.name),
            vec![
                Column::new("position", "Position"),
                Column::with_unit("sd", "Standard deviation", "children"),
                Column::new("kind", "Kind"),
                Column::with_unit("share", "Share of the variance", "%"),
                Column::with_unit("error", "Standard error", "%"),
            ],
        )
    }
}
