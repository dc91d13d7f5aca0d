//! Steps and exposure of an authority's records as counts for rates: who leaves a position, who comes back, who arrives.

use journeys::Journey;
use journeys::lexis::{self, LexisTable, State, TimeEdges, lexis};
use rates::counted::Count;
use rates::{Rates, Seen};
use reference::{Area, Measure};
use returns::record::Record;
use units::{AgeBand, Exposure, History, Position, Step};

use crate::Country;

/// Positions whose children at the start are known: the open ones, and closed.
pub(super) const FOLLOWED: [Position; 4] =
    [Position::InNeed, Position::ProtectionPlan, Position::LookedAfter, Position::Closed];

/// Person-years of children in the area over some years, by age band.
pub(crate) fn children_years(
    country: &Country,
    area: &Area,
    published: &Rates,
    years: &[u16],
    scale: f64,
) -> [f64; 5] {
    let total = published.population.total(0).max(1.0);
    let of_year = |year: u16| {
        country.reference.value(area.code, Measure::Population0To17, "", year).map_or(total, |n| n * scale)
    };
    let sum: f64 = years.iter().map(|y| of_year(*y)).sum();
    AgeBand::ALL.map(|age| sum * published.population.at(0, age) / total)
}

/// Counts by step, age, time and history. Steps from *not known* are first-time arrivals and those from *closed* lead back
/// to an open position.
///
/// The exposure of arrivals is the children of the area less those whom the records know, open or closed: these can no
/// longer arrive for the first time.
pub(crate) fn counts(table: &LexisTable, years: &[u16], children_years: &[f64; 5]) -> Vec<Count> {
    let followed = FOLLOWED.into_iter().flat_map(|from| counts_from(table, years, from));
    let mut counts: Vec<Count> =
        followed.filter(|c| c.step.from != Position::Closed || Position::OPEN.contains(&c.step.to)).collect();
    let arrived = |to: Position, age: AgeBand| -> u32 {
        let cells = table.cells.iter().filter(|c| c.from.position == Position::NotKnown && c.age == age);
        cells.filter(|c| years.contains(&c.year)).map(|c| c.steps_to(State::of(to))).sum()
    };
    let known = known_years(table, years);
    for to in Position::OPEN {
        for age in AgeBand::ALL {
            let seen = Seen {
                steps: f64::from(arrived(to, age)),
                exposure: Exposure(unknown(known[age.index()], children_years[age.index()])),
            };
            counts.push(Count::whatever_history(Step::new(Position::NotKnown, to), age, 0, seen));
        }
    }
    counts
}

/// Person-years of the children in the area whom the records do not know.
fn unknown(known: f64, children: f64) -> f64 {
    (children - known).max(children * Rates::UNKNOWN_LEAST)
}

/// Person-years of the children whom the records know, by age band.
fn known_years(table: &LexisTable, years: &[u16]) -> [f64; 5] {
    let mut known = [0.0; 5];
    for cell in table.cells.iter().filter(|c| years.contains(&c.year)) {
        known[cell.age.index()] += cell.exposure().map_or(0.0, |e| e.0);
    }
    known
}

/// A sentence on the ages at which the records know so many children that either they or the population are wrong.
pub(super) fn more_known_than_live_here(
    table: &LexisTable,
    years: &[u16],
    children_years: &[f64; 5],
) -> Option<String> {
    let known = known_years(table, years);
    let ages: Vec<&str> = AgeBand::ALL
        .into_iter()
        .filter(|age| {
            let (known, children) = (known[age.index()], children_years[age.index()]);
            known > 0.0 && known > children * (1.0 - Rates::UNKNOWN_LEAST)
        })
        .map(AgeBand::label)
        .collect();
    (!ages.is_empty()).then(|| {
        format!(
            "The records know nearly as many children as live here, or more, at ages {}: first-time arrivals are counted \
             over a tenth of those who live here. Check the number of children in the plan.",
            ages.join(", ")
        )
    })
}

/// Counts of every step out of one position, by age, time and history.
pub(crate) fn counts_from(table: &LexisTable, years: &[u16], from: Position) -> Vec<Count> {
    let cells: Vec<_> =
        table.cells.iter().filter(|c| c.from == State::of(from) && years.contains(&c.year)).collect();
    let mut counts = Vec::new();
    for to in Position::ALL.into_iter().filter(|to| *to != from && *to != Position::NotKnown) {
        for age in AgeBand::ALL {
            for time in 0..=table.time_edges.len() {
                let by_history = History::ALL.map(|history| {
                    let is_here =
                        |c: &lexis::Cell| c.age == age && usize::from(c.time) == time && c.history == history;
                    let here = || cells.iter().filter(|c| is_here(c));
                    let steps: u32 = here().map(|c| c.steps_to(State::of(to))).sum();
                    let exposure: f64 = here().filter_map(|c| c.exposure()).map(|e| e.0).sum();
                    Seen { steps: f64::from(steps), exposure: Exposure(exposure) }
                });
                counts.push(Count { step: Step::new(from, to), age, time, by_history });
            }
        }
    }
    counts
}

/// Placement moves and time looked after by age band: to another kind of placement, or to another carer of the same kind.
///
/// A change of legal status with the same carer is no move.
pub(super) fn moves(record: &Record, journeys: &[Journey], years: &[u16]) -> [Seen; 5] {
    let settings = lexis::Settings {
        time_edges: TimeEdges::none(),
        by_home: true,
        position: Some(Position::LookedAfter),
        ..lexis::Settings::default()
    };
    let mut seen = [Seen::default(); 5];
    for cell in lexis(record, journeys, &settings).cells.iter().filter(|c| years.contains(&c.year)) {
        let moved = cell.steps.iter().filter(|(to, _)| to.position == Position::LookedAfter);
        seen[cell.age.index()].add(Seen {
            steps: moved.map(|(_, n)| f64::from(*n)).sum(),
            exposure: cell.exposure().unwrap_or_default(),
        });
    }
    seen
}
