//! Own rates held against the journeys they were counted from, by means that need no model.
//!
//! Steps of each year against those that the rates of the other years lead to expect ([`StepCheck`]); the share still in
//! a position against the curve that the rates imply ([`StayCheck`]); where children are some years after they entered
//! a position against where the rates say they are ([`OccupancyCheck`]).

mod occupancy;
mod stays;
mod steps;

use journeys::lexis::{LexisTable, Settings, covered, lexis};
use journeys::{Day, Journey};
use plan::Plan;
use rates::counted::{Count, Counted, FEWEST, step_from_counts};
use rates::{Seen, StepRates};
use reference::Area;
use returns::record::{Field, Record};
use units::{Position, Step};

use crate::own::{children_years, counts, counts_from, scale, whole_years};
use crate::{Country, NoRates, OwnRates};

pub use occupancy::{OccupancyCheck, Occupant};
pub use stays::{Gap, StayCheck, StayPoint};
pub use steps::{Against, CellYear, StepCheck, Verdict, YearSum};

/// Records and the journeys made of them.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// The record.
    pub record: &'a Record,
    /// Journeys by the statutory positions, from which rates are counted.
    pub statutory: &'a [Journey],
    /// Journeys by the standard positions, which have early help.
    pub standard: &'a [Journey],
}

/// How well the rates of an authority fit its records.
#[derive(Clone, Debug, PartialEq)]
pub struct RateChecks {
    /// Return years that steps are shown for: whole years without gap, at most [`YEARS`].
    pub years: Vec<u16>,
    /// Return years that the rates of the projection are counted from: the last of them.
    pub pooled: Vec<u16>,
    /// Inner edges of the bands of time in position, in years.
    pub time_edges: Vec<f64>,
    /// Steps seen and expected.
    pub steps: Vec<StepCheck>,
    /// Curves of time in each position.
    pub stays: Vec<StayCheck>,
    /// Where children are after some years.
    pub occupancies: Vec<OccupancyCheck>,
}

/// Years that are shown at most.
pub const YEARS: u16 = 12;

/// Holds own rates against the records.
///
/// **Errors**: too few published figures.
pub fn rate_checks(
    country: &Country,
    area: &Area,
    plan: &Plan,
    records: &Records<'_>,
    own: &OwnRates,
) -> Result<RateChecks, NoRates> {
    let mut published = country.rates_together(area)?;
    let scale = scale(&mut published, plan);
    let table = lexis(records.record, records.statutory, &Settings::default());
    let years = whole_years(records.record, YEARS);
    let by_year: Vec<(u16, Vec<Count>)> = years
        .iter()
        .map(|y| (*y, counts(&table, &[*y], &children_years(country, area, &published, &[*y], scale))))
        .collect();
    let spans = Field::ALL.map(|field| covered(records.record, field));
    let counted = Counted {
        care_leavers: None,
        base_year: own.own.base_year,
        years: own.years.len() as f64,
        time_edges: table.time_edges.clone(),
        counts: Vec::new(),
        population: own.own.population.clone(),
        stocks: Vec::new(),
        placements: [[0.0; 7]; 5],
        moves: [Seen::default(); 5],
    };
    let rates_of_help = |table: &LexisTable| -> Vec<StepRates> {
        let counts = counts_from(table, &own.years, Position::EarlyHelp);
        let counted = Counted { counts, ..counted.clone() };
        let seen = |to: &Position| {
            let of = Step::new(Position::EarlyHelp, *to);
            counted.counts.iter().filter(|c| c.step == of).map(|c| c.seen().steps).sum::<f64>() >= FEWEST
        };
        let to = Position::ALL.into_iter().filter(seen);
        to.map(|to| step_from_counts(&own.published, &counted, Step::new(Position::EarlyHelp, to))).collect()
    };
    let window = window(&own.years);
    let stay = |position: Position, journeys: &[Journey], own_steps: &[StepRates], known: &[StepRates]| {
        let pieces = stays::Pieces { journeys, spans: &spans, window };
        stays::stay_check(position, &pieces, own_steps, known)
    };
    let mut all_stays: Vec<StayCheck> = [Position::LookedAfter, Position::ProtectionPlan, Position::InNeed]
        .into_iter()
        .filter_map(|p| stay(p, records.statutory, &own.own.steps, &own.published.steps))
        .collect();
    if !spans[Field::EarlyHelp as usize].is_empty() {
        let of_help = lexis(records.record, records.standard, &Settings::default());
        let rates = rates_of_help(&of_help);
        all_stays.extend(stay(Position::EarlyHelp, records.standard, &rates, &[]));
    }
    all_stays.extend(stay(Position::Closed, records.statutory, &own.own.steps, &[]));
    Ok(RateChecks {
        steps: steps::step_checks(&by_year, &counted, own),
        occupancies: occupancy::occupancy_checks(records.statutory, self::window(&years), own),
        stays: all_stays,
        pooled: own.years.clone(),
        time_edges: table.time_edges,
        years,
    })
}

/// First day of some years without gap, and the day after their last.
fn window(years: &[u16]) -> (Day, Day) {
    let first = years.first().map_or(Day::OPEN, |y| Day::first_of_year_from(*y as i16 - 1));
    let end = years.last().map_or(Day::OPEN, |y| Day::first_of_year_from(*y as i16));
    (first, end)
}
