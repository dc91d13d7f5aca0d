//! No parameter of a scenario is dead: each is nudged, and something moves the way it should.

mod made_up;
mod serving;

use futures::scenario::{Arrivals, Change, Combine, Fade, MixChange, Ratio, Scenario, Waiting};
use futures::{Flows, Measure, Settings, compare};
use made_up::{SETTINGS, infants, rates, step};
use rates::Rates;
use serving::service;
use units::{AgeBand, Placement, Position, Step};

const TO_PLAN: Step = Step::new(Position::InNeed, Position::ProtectionPlan);
const CLOSES: Step = Step::new(Position::InNeed, Position::Closed);
const DOWN: Step = Step::new(Position::ProtectionPlan, Position::InNeed);
const REFERRED: Step = Step::new(Position::NotKnown, Position::InNeed);

fn authority() -> Rates {
    let mut all = rates(
        vec![
            step(Position::NotKnown, Position::InNeed, 0.03),
            step(Position::InNeed, Position::Closed, 1.0),
            step(Position::InNeed, Position::ProtectionPlan, 0.4),
            step(Position::ProtectionPlan, Position::InNeed, 1.0),
            step(Position::ProtectionPlan, Position::LookedAfter, 0.3),
            step(Position::LookedAfter, Position::Closed, 0.3),
        ],
        vec![infants(Position::InNeed, 300.0), infants(Position::LookedAfter, 200.0)],
    );
    all.population.by_year = vec![[500.0, 2000.0, 2500.0, 3000.0, 1000.0]];
    for row in &mut all.placements.by_age {
        (row[Placement::Foster.index()], row[Placement::ChildrensHome.index()]) = (0.6, 0.4);
    }
    all
}

/// Everything a scenario may hold, with a value that a nudge can move.
fn scenario() -> Scenario {
    let mut first = service(Position::InNeed, 60, 0.4, vec![TO_PLAN]);
    first.name = "First".to_string();
    (first.start, first.ramp_up, first.end, first.run_off, first.stay) =
        (1.0, 1.0, Some(6.0), Some(0.5), 0.6);
    (first.who.reach, first.who.age_from, first.who.age_to) = (0.7, 2.0, 15.0);
    (first.effects[0].lag, first.effects[0].fade) = (0.1, Fade::Over(0.5));
    first.waiting = Waiting { longest: Some(0.4), steps: vec![CLOSES], ratio: 0.8 };
    first.backfill = 0.2;
    let mut second = service(Position::InNeed, 50, 0.7, vec![TO_PLAN]);
    second.name = "Second".to_string();
    second.stay = 0.5;
    Scenario {
        services: vec![first, second],
        changes: vec![Change {
            name: "Change".to_string(),
            steps: vec![TO_PLAN],
            moves: false,
            ratio: Ratio::known(0.8),
            start: 1.0,
            phase_in: 1.0,
            end: Some(6.0),
            age_from: 1.0,
            age_to: 16.0,
            backfill: 0.2,
        }],
        arrivals: vec![Arrivals {
            name: "Found".to_string(),
            position: Position::InNeed,
            age_from: 4.0,
            age_to: 12.0,
            per_year: Ratio::known(60.0),
            start: 1.0,
            end: Some(6.0),
        }],
        mix: vec![MixChange {
            name: "Carers".to_string(),
            from: Placement::ChildrensHome,
            to: Placement::Foster,
            share: 0.5,
            places: Some(20),
            start: 1.0,
            phase_in: 1.0,
            end: Some(6.0),
            ages: vec![AgeBand::From1To4, AgeBand::From5To9, AgeBand::From10To15],
        }],
        combine: Combine::Multiply,
    }
}

fn run() -> Settings {
    Settings { years: 8, draws: 24, seed: 31, ward_groups: vec![0.6, 0.4], ..SETTINGS }
}

fn total(flows: &Flows, measure: Measure) -> f64 {
    (0..flows.years).map(|year| flows.mean(year, measure)).sum()
}

struct Nudge {
    what: &'static str,
    by: fn(&mut Scenario),
    moves: Measure,
    up: bool,
}

fn nudge(what: &'static str, moves: Measure, up: bool, by: fn(&mut Scenario)) -> Nudge {
    Nudge { what, by, moves, up }
}

fn nudges() -> Vec<Nudge> {
    let used = Measure::PlacesUsed(0);
    let waits = Measure::Waiting(0);
    let starts = Measure::ServiceStarts(0);
    let plans = Measure::Steps(TO_PLAN);
    let foster = Measure::PersonYearsPlacement(Placement::Foster);
    let filled = Measure::Added(Position::ProtectionPlan);
    let found = Measure::Added(Position::InNeed);
    let in_need = Measure::PersonYears(Position::InNeed);
    vec![
        nudge("who.positions", used, true, |s| s.services[0].who.positions.push(Position::ProtectionPlan)),
        nudge("who.entered_by", starts, false, |s| s.services[0].who.entered_by = vec![DOWN]),
        nudge("who.age_from", starts, false, |s| s.services[0].who.age_from = 12.0),
        nudge("who.age_to", starts, false, |s| s.services[0].who.age_to = 5.0),
        nudge("who.ward_groups", starts, false, |s| s.services[0].who.ward_groups = vec![1]),
        nudge("who.reach", waits, true, |s| s.services[0].who.reach = 1.0),
        nudge("places", used, true, |s| s.services[0].places = 80),
        nudge("start", used, false, |s| s.services[0].start = 3.0),
        nudge("ramp_up", used, false, |s| s.services[0].ramp_up = 4.0),
        nudge("end", used, false, |s| s.services[0].end = Some(4.0)),
        nudge("run_off", Measure::PlacesAfterEnd(0), false, |s| s.services[0].run_off = Some(0.1)),
        nudge("stay", starts, false, |s| s.services[0].stay = 2.0),
        nudge("waiting.longest", waits, true, |s| s.services[0].waiting.longest = None),
        nudge("waiting.steps", in_need, false, |s| s.services[0].waiting.steps.clear()),
        nudge("waiting.ratio", in_need, true, |s| s.services[0].waiting.ratio = 0.0),
        nudge("backfill", filled, true, |s| s.services[0].backfill = 1.0),
        nudge("effect.steps", plans, true, |s| s.services[0].effects[0].steps = vec![CLOSES]),
        nudge("effect.ratio", plans, true, |s| s.services[0].effects[0].ratio = Ratio::known(1.6)),
        nudge("effect.lag", plans, true, |s| s.services[0].effects[0].lag = 5.0),
        nudge("effect.fade", plans, false, |s| s.services[0].effects[0].fade = Fade::Never),
        nudge("effect.half_life", plans, false, |s| s.services[0].effects[0].fade = Fade::HalfLife(5.0)),
        nudge("combine", plans, true, |s| s.combine = Combine::Strongest),
        nudge("change.steps", Measure::Steps(REFERRED), false, |s| s.changes[0].steps = vec![REFERRED]),
        nudge("change.ratio", plans, true, |s| s.changes[0].ratio = Ratio::known(1.3)),
        nudge("change.start", plans, true, |s| s.changes[0].start = 4.0),
        nudge("change.phase_in", plans, true, |s| s.changes[0].phase_in = 5.0),
        nudge("change.end", plans, true, |s| s.changes[0].end = Some(2.0)),
        nudge("change.age_from", plans, true, |s| s.changes[0].age_from = 12.0),
        nudge("change.age_to", plans, true, |s| s.changes[0].age_to = 4.0),
        nudge("change.backfill", filled, true, |s| s.changes[0].backfill = 1.0),
        nudge("arrivals.position", found, false, |s| s.arrivals[0].position = Position::ProtectionPlan),
        nudge("arrivals.per_year", found, true, |s| s.arrivals[0].per_year = Ratio::known(90.0)),
        nudge("arrivals.start", found, false, |s| s.arrivals[0].start = 3.0),
        nudge("arrivals.end", found, false, |s| s.arrivals[0].end = Some(3.0)),
        nudge("arrivals.age_from", of_teenagers(), true, |s| s.arrivals[0].age_from = 11.0),
        nudge("arrivals.age_to", of_teenagers(), true, |s| s.arrivals[0].age_to = 17.0),
        nudge("mix.from", foster, false, |s| s.mix[0].from = Placement::Other),
        nudge("mix.to", foster, false, |s| s.mix[0].to = Placement::Supported),
        nudge("mix.share", foster, false, |s| s.mix[0].share = 0.1),
        nudge("mix.places", foster, false, |s| s.mix[0].places = Some(5)),
        nudge("mix.start", foster, false, |s| s.mix[0].start = 3.0),
        nudge("mix.phase_in", foster, false, |s| s.mix[0].phase_in = 4.0),
        nudge("mix.end", foster, false, |s| s.mix[0].end = Some(4.0)),
        nudge("mix.ages", foster, false, |s| s.mix[0].ages = vec![AgeBand::Under1]),
    ]
}

fn of_teenagers() -> Measure {
    Measure::PersonYearsAge(Position::InNeed, AgeBand::From10To15)
}

#[test]
fn every_parameter_moves_something_the_way_it_should() {
    let settings = run();
    let nudges = nudges();
    let scenarios: Vec<Scenario> = nudges
        .iter()
        .map(|nudge| {
            let mut scenario = scenario();
            (nudge.by)(&mut scenario);
            scenario
        })
        .collect();
    let before = compare(&authority(), &[scenario()], &settings).scenarios.remove(0);
    for (nudges, scenarios) in nudges.chunks(24).zip(scenarios.chunks(24)) {
        let runs = compare(&authority(), scenarios, &settings);
        for (nudge, flows) in nudges.iter().zip(&runs.scenarios) {
            let (was, is) = (total(&before, nudge.moves), total(flows, nudge.moves));
            assert!(if nudge.up { is > was } else { is < was }, "{}: {was} became {is}", nudge.what);
        }
    }
}
