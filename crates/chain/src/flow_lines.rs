//! What flows are told: each line of the tables of flows, and its values over draws.

use futures::{Flows, Measure};
use plan::WardGroup;
use rates::Population;
use units::{AgeBand, CareEnd, Placement, Position, Step};

/// Days in a person-year.
///
/// **Source**: the mean length of a calendar year of the Julian rule, the same that lengths of scenarios use.
pub const DAYS_PER_YEAR: f64 = 365.25;

/// What a line is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A position.
    Position(Position),
    /// A position, and a group of wards by name.
    Wards(Position, String),
    /// Looked-after children in a kind of placement.
    Placement(Placement),
    /// A kind of step.
    Step(Step),
    /// Ends of care for a reason.
    CareEnd(CareEnd),
    /// A service, by name.
    Service(String),
}

impl Of {
    /// The word for the kind of thing.
    pub fn kind(&self) -> &'static str {
        match self {
            Of::Position(_) => "position",
            Of::Wards(..) => "ward group",
            Of::Placement(_) => "placement",
            Of::Step(_) => "step",
            Of::CareEnd(_) => "reason care ended",
            Of::Service(_) => "service",
        }
    }

    /// The thing's own name.
    pub fn name(&self) -> String {
        match self {
            Of::Position(position) => position.to_string(),
            Of::Wards(position, group) => format!("{position}, {group}"),
            Of::Placement(kind) => kind.label().to_string(),
            Of::Step(step) => step.to_string(),
            Of::CareEnd(reason) => reason.label().to_string(),
            Of::Service(name) => name.clone(),
        }
    }
}

/// How a count of the engine becomes a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// As it is.
    Count,
    /// Person-years as person-days.
    Days,
    /// Person-years as a mean over the period.
    Mean,
    /// Children as a rate among the children living in the area, of an age band or of all.
    Per10000(Option<AgeBand>),
}

/// One line of the tables of flows: a figure in each period.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowLine {
    /// What it is of.
    pub of: Of,
    /// Age band; `None` is all ages.
    pub age: Option<AgeBand>,
    /// What is counted, in words: `starts`.
    pub measure: &'static str,
    /// Unit of the figure.
    pub unit: &'static str,
    /// Counts that add up to the figure.
    parts: Vec<Measure>,
    scale: Scale,
}

impl FlowLine {
    /// The figure in one period (0 is the first) over draws, in draw order.
    ///
    /// `population` is that of the rates the flows were projected from.
    pub fn over_draws(&self, flows: &Flows, population: &Population, period: usize) -> Vec<f64> {
        let per_year = flows.period.per_year();
        let factor = match self.scale {
            Scale::Count => 1.0,
            Scale::Days => DAYS_PER_YEAR,
            Scale::Mean => per_year as f64,
            Scale::Per10000(age) => 10_000.0 / living_here(population, period / per_year, age),
        };
        let mut sum = vec![0.0; flows.draws()];
        for part in &self.parts {
            sum.iter_mut().zip(flows.period_over_draws(period, *part)).for_each(|(sum, part)| *sum += part);
        }
        sum.iter_mut().for_each(|sum| *sum *= factor);
        sum
    }
}

/// Children living in the area, of an age band or of all.
fn living_here(population: &Population, year: usize, age: Option<AgeBand>) -> f64 {
    age.map_or_else(|| population.total(year), |age| population.at(year, age))
}

/// Every line that flows can fill, with the ages told apart where the engine does; `wards` are the groups of wards of the
/// plan that was run.
///
/// **Shape**: positions first (children, prevalence, person-days, starts, ends), then groups of wards if there are
/// several, placements, steps, reasons for which care ended, placement moves and services; all ages before each band.
pub fn flow_lines(flows: &Flows, population: &Population, wards: &[WardGroup]) -> Vec<FlowLine> {
    let known = |age: Option<AgeBand>| (0..flows.years).all(|y| living_here(population, y, age) > 0.0);
    let mut lines = Vec::new();
    for position in flows.positions() {
        // Bands end at 18, where nobody is a care leaver yet.
        let ages = if *position == Position::CareLeaver { vec![None] } else { all_ages() };
        for age in ages {
            lines.extend(of_position(flows, *position, age, known(age)));
        }
    }
    if flows.ward_groups() > 1 {
        for position in flows.positions() {
            let named = wards.iter().enumerate().take(flows.ward_groups());
            lines.extend(named.flat_map(|(group, wards)| of_wards(*position, group, &wards.name)));
        }
    }
    lines.extend(
        Placement::ALL.into_iter().flat_map(|k| all_ages().into_iter().flat_map(move |a| of_placement(k, a))),
    );
    for step in flows.steps() {
        lines.extend(all_ages().into_iter().map(|age| FlowLine {
            of: Of::Step(*step),
            age,
            measure: "steps",
            unit: "steps in the period",
            parts: vec![steps(*step, age)],
            scale: Scale::Count,
        }));
    }
    let reasons = CareEnd::ALL.into_iter().filter(|_| flows.tells_reasons());
    lines.extend(reasons.flat_map(|reason| all_ages().into_iter().map(move |age| of_reason(reason, age))));
    if flows.tells_moves() {
        lines.extend(all_ages().into_iter().map(of_moves));
    }
    lines.extend(flows.services().iter().enumerate().flat_map(|(number, name)| of_service(number, name)));
    lines
}

fn all_ages() -> Vec<Option<AgeBand>> {
    [None].into_iter().chain(AgeBand::ALL.map(Some)).collect()
}

fn steps(step: Step, age: Option<AgeBand>) -> Measure {
    age.map_or(Measure::Steps(step), |age| Measure::StepsAge(step, age))
}

/// Units of lines.
const AT_END: &str = "children at the period's end";
const PER_10000: &str = "per 10,000 children at the period's end";
const DAYS: &str = "person-days in the period";
const CHILDREN: &str = "children in the period";
const MOVES: &str = "moves in the period";
const MEAN: &str = "mean over the period";

fn of_position(flows: &Flows, position: Position, age: Option<AgeBand>, known: bool) -> Vec<FlowLine> {
    let stock = age.map_or(Measure::Stock(position), |a| Measure::StockAge(position, a));
    let time = age.map_or(Measure::PersonYears(position), |a| Measure::PersonYearsAge(position, a));
    let counted = |keep: &dyn Fn(&Step) -> bool| {
        flows.steps().iter().filter(|s| keep(s)).map(|s| steps(*s, age)).collect()
    };
    let mut starts: Vec<Measure> = counted(&|s| s.to.is_within(position));
    let mut ends: Vec<Measure> = counted(&|s| s.from.is_within(position));
    starts.push(age.map_or(Measure::Added(position), |age| Measure::AddedAge(position, age)));
    if position == Position::CareLeaver {
        starts.push(Measure::AgedOut(Position::LookedAfter));
    }
    // Who grows out of a child's position does so from the last band, at 18.
    if matches!(age, None | Some(AgeBand::From16To17)) {
        ends.push(Measure::AgedOut(position));
    }
    let line = |measure, unit, parts, scale| FlowLine {
        of: Of::Position(position),
        age,
        measure,
        unit,
        parts,
        scale,
    };
    let mut lines = vec![line("children", AT_END, vec![stock], Scale::Count)];
    if known && (Position::OPEN.contains(&position) || position == Position::Unaccompanied) {
        lines.push(line("prevalence", PER_10000, vec![stock], Scale::Per10000(age)));
    }
    lines.extend([
        line("person-days", DAYS, vec![time], Scale::Days),
        line("starts", CHILDREN, starts, Scale::Count),
        line("ends", CHILDREN, ends, Scale::Count),
    ]);
    lines
}

fn of_wards(position: Position, group: usize, name: &str) -> [FlowLine; 2] {
    let line = |measure, unit, part, scale| FlowLine {
        of: Of::Wards(position, name.to_string()),
        age: None,
        measure,
        unit,
        parts: vec![part],
        scale,
    };
    [
        line("children", AT_END, Measure::StockWards(position, group), Scale::Count),
        line("person-days", DAYS, Measure::PersonYearsWards(position, group), Scale::Days),
    ]
}

fn of_placement(kind: Placement, age: Option<AgeBand>) -> [FlowLine; 2] {
    let stock = age.map_or(Measure::StockPlacement(kind), |a| Measure::StockPlacementAge(kind, a));
    let time = age.map_or(Measure::PersonYearsPlacement(kind), |a| Measure::PersonYearsPlacementAge(kind, a));
    let line = |measure, unit, part, scale| FlowLine {
        of: Of::Placement(kind),
        age,
        measure,
        unit,
        parts: vec![part],
        scale,
    };
    [line("children", AT_END, stock, Scale::Count), line("person-days", DAYS, time, Scale::Days)]
}

fn of_reason(reason: CareEnd, age: Option<AgeBand>) -> FlowLine {
    let ends = age.map_or(Measure::EndsFor(reason), |a| Measure::EndsForAge(reason, a));
    FlowLine {
        of: Of::CareEnd(reason),
        age,
        measure: "ends of care",
        unit: CHILDREN,
        parts: vec![ends],
        scale: Scale::Count,
    }
}

fn of_moves(age: Option<AgeBand>) -> FlowLine {
    FlowLine {
        of: Of::Position(Position::LookedAfter),
        age,
        measure: "placement moves",
        unit: MOVES,
        parts: vec![age.map_or(Measure::PlacementMoves, Measure::PlacementMovesAge)],
        scale: Scale::Count,
    }
}

fn of_service(number: usize, name: &str) -> [FlowLine; 7] {
    let line = |measure, unit, part, scale| FlowLine {
        of: Of::Service(name.to_string()),
        age: None,
        measure,
        unit,
        parts: vec![part],
        scale,
    };
    [
        line("places used", MEAN, Measure::PlacesUsed(number), Scale::Mean),
        line("person-days", DAYS, Measure::PlacesUsed(number), Scale::Days),
        line("waiting", MEAN, Measure::Waiting(number), Scale::Mean),
        line("on the list", AT_END, Measure::OnList(number), Scale::Count),
        line("starts", CHILDREN, Measure::ServiceStarts(number), Scale::Count),
        line("completed", CHILDREN, Measure::Completed(number), Scale::Count),
        line("gave up waiting", CHILDREN, Measure::GaveUp(number), Scale::Count),
    ]
}
