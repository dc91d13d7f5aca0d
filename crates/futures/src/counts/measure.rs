//! What can be asked of the flows of an authority.

use std::ops::Range;

use rates::EndReasons;
use units::{AgeBand, CareEnd, Placement, Position, Step};

use crate::counts::end_reasons::reason_column;
use crate::counts::layout::{OfService, ServiceCount};
use crate::counts::{Layout, MOVE_COLUMNS, REASON_COLUMNS};

/// A counted output of one draw in one period.
///
/// What is asked of a position is of all children counted within it: unaccompanied children are among those looked after
/// ([`Position::is_within`]). Steps are those of the positions named and no others.
///
/// **Units**: children, steps, or person-years, as each says. Services are numbered as in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Children in a position at the period's end; of a year, 31 March.
    Stock(Position),
    /// Person-years spent in a position.
    PersonYears(Position),
    /// Children of an age band in a position at the period's end.
    StockAge(Position, AgeBand),
    /// Person-years that children of an age band spent in a position.
    PersonYearsAge(Position, AgeBand),
    /// Children of a group of wards in a position at the period's end.
    StockWards(Position, usize),
    /// Person-years that children of a group of wards spent in a position.
    PersonYearsWards(Position, usize),
    /// Looked-after children in a kind of placement at the period's end.
    StockPlacement(Placement),
    /// Person-years spent in a kind of placement.
    PersonYearsPlacement(Placement),
    /// Looked-after children of an age band in a kind of placement at the period's end.
    StockPlacementAge(Placement, AgeBand),
    /// Person-years that children of an age band spent in a kind of placement.
    PersonYearsPlacementAge(Placement, AgeBand),
    /// Children who left a position because of their age: at 18, care leavers at 25.
    AgedOut(Position),
    /// Children who came into a position beside the arrivals of the baseline: need uncovered, freed places filled.
    Added(Position),
    /// As [`Measure::Added`], of an age band when they came.
    AddedAge(Position, AgeBand),
    /// Ends of care for a reason, 18th birthdays among them. None where reasons are not told.
    EndsFor(CareEnd),
    /// Ends of care for a reason by children of an age band; 18th birthdays are in the last.
    EndsForAge(CareEnd, AgeBand),
    /// Moves of looked-after children to another placement. None where moves are not told.
    PlacementMoves,
    /// Such moves by children of an age band.
    PlacementMovesAge(AgeBand),
    /// Steps of a kind.
    Steps(Step),
    /// Steps of a kind by children of an age band.
    StepsAge(Step, AgeBand),
    /// Person-years of a service given: places in use.
    PlacesUsed(usize),
    /// Places of a service in use at the period's end.
    InUse(usize),
    /// Children whom a service began to serve.
    ServiceStarts(usize),
    /// Children whom a service served to the end of the stay.
    Completed(usize),
    /// Person-years spent waiting for a place.
    Waiting(usize),
    /// Children who wait for a place at the period's end.
    OnList(usize),
    /// Children who left the list of a service after the longest wait.
    GaveUp(usize),
    /// Person-years of a service given after it stopped taking children on.
    PlacesAfterEnd(usize),
}

/// What the columns of an authority's flows mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Names {
    pub(crate) positions: Vec<Position>,
    pub(crate) steps: Vec<Step>,
    pub(crate) services: Vec<String>,
    /// Whether rows end with the reasons for which care ended.
    pub(crate) reasons: bool,
    /// Whether rows end with placement moves, behind reasons.
    pub(crate) moves: bool,
}

/// Age bands of the model that lie within one of DfE's: the same, in order; those above 18 have none.
fn age(band: AgeBand) -> usize {
    band.index()
}

impl Measure {
    /// The columns that add up to the measure. A measure of what the run does not have has none.
    pub(crate) fn columns(self, layout: &Layout, names: &Names) -> Vec<usize> {
        let places = |p: Position| -> Vec<usize> {
            (0..names.positions.len()).filter(|q| names.positions[*q].is_within(p)).collect()
        };
        let kind = |k: Placement| (k.index() < layout.kinds).then(|| k.index());
        let (all_ages, all_wards) = (0..layout.ages, 0..layout.ward_groups);
        let column = |stay: usize, add: usize| layout.here(stay) + add;
        let stays = |p: Position, add: usize, ages: Vec<usize>, wards: Vec<usize>| -> Vec<usize> {
            let mut columns = Vec::new();
            for p in places(p) {
                let here = wards.iter().flat_map(|g| ages.iter().map(move |a| (*g, *a)));
                columns.extend(here.map(|(g, a)| column(layout.stay(p, g, a), add)));
            }
            columns
        };
        let kinds = |k: Placement, add: usize, ages: Vec<usize>| match kind(k) {
            Some(k) => ages.into_iter().map(|a| column(layout.kind(k, a), add)).collect(),
            None => Vec::new(),
        };
        let added = |p: Position, ages: Vec<usize>| -> Vec<usize> {
            let here = places(p).into_iter().flat_map(|p| ages.iter().map(move |a| (p, *a)));
            here.map(|(p, a)| layout.count(layout.added(p, a))).collect()
        };
        let steps = |step: Step, ages: Vec<usize>| -> Vec<usize> {
            (0..names.steps.len())
                .filter(|s| names.steps[*s] == step)
                .flat_map(|s| ages.iter().map(move |a| (s, *a)))
                .map(|(s, a)| layout.count(layout.step(s, a)))
                .collect()
        };
        let ends = |reason: CareEnd, ages: Range<usize>| -> Vec<usize> {
            let ages = ages.filter(|_| names.reasons);
            ages.map(|age| layout.width() + reason_column(reason, age)).collect()
        };
        let moves = |ages: Range<usize>| -> Vec<usize> {
            let before = layout.width() + if names.reasons { REASON_COLUMNS } else { 0 };
            ages.filter(|_| names.moves).map(|age| before + age).collect()
        };
        let service = |s: usize, what: OfService, add: usize| match s < layout.services {
            true => vec![column(layout.service(s, what), add)],
            false => Vec::new(),
        };
        let count = |s: usize, what: ServiceCount| match s < layout.services {
            true => vec![layout.count(layout.service_count(s, what))],
            false => Vec::new(),
        };
        let (ages, wards): (Vec<usize>, Vec<usize>) = (all_ages.collect(), all_wards.collect());
        match self {
            Measure::Stock(p) => stays(p, 0, ages, wards),
            Measure::PersonYears(p) => stays(p, 1, ages, wards),
            Measure::StockAge(p, a) => stays(p, 0, vec![age(a)], wards),
            Measure::PersonYearsAge(p, a) => stays(p, 1, vec![age(a)], wards),
            Measure::StockWards(p, g) => stays(p, 0, ages, wards.into_iter().filter(|w| *w == g).collect()),
            Measure::PersonYearsWards(p, g) => {
                stays(p, 1, ages, wards.into_iter().filter(|w| *w == g).collect())
            }
            Measure::StockPlacement(k) => kinds(k, 0, ages),
            Measure::PersonYearsPlacement(k) => kinds(k, 1, ages),
            Measure::StockPlacementAge(k, a) => kinds(k, 0, vec![age(a)]),
            Measure::PersonYearsPlacementAge(k, a) => kinds(k, 1, vec![age(a)]),
            Measure::AgedOut(p) => places(p).into_iter().map(|p| layout.count(layout.left(p))).collect(),
            Measure::Added(p) => added(p, ages),
            Measure::AddedAge(p, a) => added(p, vec![age(a)]),
            Measure::EndsFor(reason) => ends(reason, 0..EndReasons::AGES),
            Measure::EndsForAge(reason, AgeBand::From16To17) => ends(reason, 4..EndReasons::AGES),
            Measure::EndsForAge(reason, a) => ends(reason, age(a)..age(a) + 1),
            Measure::PlacementMoves => moves(0..MOVE_COLUMNS),
            Measure::PlacementMovesAge(a) => moves(age(a)..age(a) + 1),
            Measure::Steps(step) => steps(step, ages),
            Measure::StepsAge(step, a) => steps(step, vec![age(a)]),
            Measure::PlacesUsed(s) => service(s, OfService::Used, 1),
            Measure::InUse(s) => service(s, OfService::Used, 0),
            Measure::Waiting(s) => service(s, OfService::Waiting, 1),
            Measure::OnList(s) => service(s, OfService::Waiting, 0),
            Measure::PlacesAfterEnd(s) => service(s, OfService::AfterEnd, 1),
            Measure::ServiceStarts(s) => count(s, ServiceCount::Starts),
            Measure::Completed(s) => count(s, ServiceCount::Completed),
            Measure::GaveUp(s) => count(s, ServiceCount::GaveUp),
        }
    }

    /// Whether the measure is of a moment, a period's end, and not of the period.
    pub fn is_stock(self) -> bool {
        matches!(
            self,
            Measure::Stock(_)
                | Measure::StockAge(..)
                | Measure::StockWards(..)
                | Measure::StockPlacement(_)
                | Measure::StockPlacementAge(..)
                | Measure::InUse(_)
                | Measure::OnList(_)
        )
    }

    /// Whether the measure is person-time, in years.
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Measure::PersonYears(_)
                | Measure::PersonYearsAge(..)
                | Measure::PersonYearsWards(..)
                | Measure::PersonYearsPlacement(_)
                | Measure::PersonYearsPlacementAge(..)
                | Measure::PlacesUsed(_)
                | Measure::Waiting(_)
                | Measure::PlacesAfterEnd(_)
        )
    }
}
