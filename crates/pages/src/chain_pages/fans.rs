//! Fans: history, then the median and bands of what lies ahead.

use chain::{Baseline, Fan, OwnRates, PastYear};
use futures::Measure as Count;
use journeys::group::Disclosure;
use reference::{Measure, Reference};
use tables::Cell;
use units::{Placement, Position};

use super::Around;
use super::words::about;
use crate::charts::{Band, BandPoint, Plot, Point, Role, Series};
use crate::format::Quantity;

/// Past years and values.
pub type History = Vec<(u16, Option<f64>)>;

/// Children in a position at each past 31 March, by own records where the figures stand on them, else as published.
/// In need is net of protection plans and looked after.
pub fn position_history(
    around: &Around<'_>,
    reference: &Reference,
    baseline: &Baseline,
    position: Position,
) -> History {
    if let Some(own) = around.basis.own() {
        return own_history(own, |past| Disclosure::Public.count(past.in_position(position)));
    }
    let code = baseline.area.code;
    let value = |measure: Measure, year: u16| reference.value(code, measure, "", year);
    let (measure, less): (Measure, &[Measure]) = match position {
        Position::LookedAfter => (Measure::ClaAt31March, &[]),
        Position::ProtectionPlan => (Measure::CppAt31March, &[]),
        Position::Unaccompanied => (Measure::UascAt31March, &[]),
        _ => (Measure::CinAt31March, &[Measure::CppAt31March, Measure::ClaAt31March]),
    };
    reference
        .series(code, measure, "")
        .into_iter()
        .map(|(year, figure)| {
            let taken: Option<f64> = less.iter().map(|m| value(*m, year)).sum();
            (year, figure.value().zip(taken).map(|(all, taken)| (all - taken).max(0.0)))
        })
        .collect()
}

/// Looked-after children in a placement at each past 31 March, by own records where the figures stand on them, else as
/// published.
pub fn placement_history(
    around: &Around<'_>,
    reference: &Reference,
    baseline: &Baseline,
    placement: Placement,
) -> History {
    if let Some(own) = around.basis.own() {
        // Placements add up to all looked-after children, who are shown too.
        let parts = |past: &PastYear| Disclosure::Public.parts(&past.placements);
        return own_history(own, |past| parts(past).swap_remove(placement.index()));
    }
    reference
        .series(baseline.area.code, Measure::ClaAt31MarchByPlacement, placement.label())
        .into_iter()
        .map(|(year, figure)| (year, figure.value()))
        .collect()
}

/// Counts of own records, rounded as for anybody: these pages are for members and partners too.
fn own_history(own: &OwnRates, count: impl Fn(&PastYear) -> Cell) -> History {
    let shown = |past: &PastYear| match count(past) {
        Cell::Whole(children) => Some(children as f64),
        _ => None,
    };
    own.past.iter().map(|past| (past.year, shown(past))).collect()
}

/// A plot of children over years: history solid, median dotted, bands of 50, 80 and 95%. `past` names the history.
pub fn children(past: &str, history: &History, fans: &[Fan], median: &str) -> Plot {
    let mut past = Series::new(past, Role::Subject, points(history));
    past.end_label = Some(String::new());
    let last = history.last().copied();
    let mut ahead = median_line(median, fans, last);
    ahead.end_label = fans.last().map(|f| format!("{median} {}", about(f.at[3])));
    let mut plot = Plot::new(Quantity::Number { decimals: 0 }, "children", vec![past, ahead]);
    plot.bands = bands(fans, last, &[(50, 2, 4), (80, 1, 5), (95, 0, 6)]);
    plot
}

/// Years and values as points of a line.
pub fn points(series: &[(u16, Option<f64>)]) -> Vec<Point> {
    series.iter().map(|(year, value)| Point::new(f64::from(*year), *value)).collect()
}

/// The median as a dotted line that starts where history ends.
pub fn median_line(name: &str, fans: &[Fan], last: Option<(u16, Option<f64>)>) -> Series {
    let start = last.filter(|(_, v)| v.is_some()).map(|(year, v)| Point::new(f64::from(year), v));
    let ahead = fans.iter().map(|f| Point::new(f64::from(f.year), Some(f.at[3])));
    Series::new(name, Role::Forecast, start.into_iter().chain(ahead).collect())
}

/// Bands between quantiles of a fan, from the last published value on.
pub fn bands(fans: &[Fan], last: Option<(u16, Option<f64>)>, levels: &[(u8, usize, usize)]) -> Vec<Band> {
    let start = last.and_then(|(year, v)| v.map(|v| BandPoint { x: f64::from(year), low: v, high: v }));
    levels
        .iter()
        .map(|(level, low, high)| Band {
            level: *level,
            points: start
                .into_iter()
                .chain(fans.iter().map(|f| BandPoint {
                    x: f64::from(f.year),
                    low: f.at[*low],
                    high: f.at[*high],
                }))
                .collect(),
        })
        .collect()
}

/// The placements to draw: the six with most children at the horizon, and the one left out.
pub fn largest_placements(baseline: &Baseline) -> (Vec<Placement>, Option<Placement>) {
    let year = baseline.flows.years.saturating_sub(1);
    let mean = |k: Placement| baseline.flows.mean(year, Count::StockPlacement(k));
    let least = Placement::ALL.into_iter().min_by(|a, b| mean(*a).total_cmp(&mean(*b)));
    (Placement::ALL.into_iter().filter(|k| Some(*k) != least).collect(), least)
}
