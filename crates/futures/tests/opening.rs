//! Who gets a place when a service opens.

#[path = "exact/alarm.rs"]
mod alarm;

use alarm::Alarm;
use futures::scenario::{Change, Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainMeasure, PlainModel, PlainRate, PlainStock, Settings};

const HERE: u64 = 500;
const PLACES: u32 = 100;
const START: f64 = 0.5;
const LEAVE: f64 = 0.3;

/// Two groups of as many people, each leaving by a step of its own.
fn model() -> PlainModel {
    let rate = |from| PlainRate {
        from,
        to: 2,
        ages: (0.0, f64::INFINITY),
        times: (0.0, f64::INFINITY),
        per_year: Ratio::known(LEAVE),
    };
    let stock = |position, age| PlainStock { position, ages: (age, age), count: HERE };
    PlainModel {
        positions: ["one", "other", "gone"].map(String::from).to_vec(),
        rates: vec![rate(0), rate(1)],
        stock: vec![stock(0, 5.0), stock(1, 9.0)],
        arrivals: Vec::new(),
    }
}

/// Keeps whoever has a place.
fn service(name: &str, positions: Vec<usize>, start: f64, places: u32, ratio: f64) -> Service<usize, usize> {
    Service {
        name: name.to_string(),
        who: Who {
            positions,
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 1000.0,
            ward_groups: Vec::new(),
            reach: 1.0,
        },
        places,
        start,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 1000.0,
        waiting: Waiting::default(),
        effects: vec![Effect { steps: vec![0, 1], ratio: Ratio::known(ratio), lag: 0.0, fade: Fade::Never }],
        lost: false,
        backfill: 0.0,
    }
}

/// How many of each group are kept at the end of four years: half of the places are expected to go to either.
fn shares_alike(scenario: Scenario<usize, usize>) -> Result<(), String> {
    let settings = Settings { years: 4, draws: 100, seed: 3, ..Settings::default() };
    let flows = model().project(&[scenario], &settings).remove(1);
    let [one, other] = [0, 1].map(|position| flows.over_draws(3, PlainMeasure::Stock(position)));
    let between: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one - other).collect();
    let alarm = Alarm::over(2);
    alarm.check("one group less the other", &between, 0.0)?;
    let unserved = |since: f64| (HERE as f64 * (-LEAVE * START).exp() * 2.0 - f64::from(PLACES)) * since;
    let left = unserved((-LEAVE * (4.0 - START)).exp()) + f64::from(PLACES);
    let both: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one + other).collect();
    alarm.check("both", &both, left)
}

#[test]
fn chance_decides_whoever_stands_first_in_the_table() -> Result<(), String> {
    for services in [
        vec![service("Kept", vec![0, 1], START, PLACES, 0.0)],
        // One of the groups is known to another service already, before or at the same moment.
        vec![service("Before", vec![0], 0.25, 10_000, 1.0), service("Kept", vec![0, 1], START, PLACES, 0.0)],
        vec![
            service("Kept", vec![0, 1], START, PLACES, 0.0),
            service("At once", vec![1], START, 10_000, 1.0),
        ],
    ] {
        shares_alike(Scenario { services, ..Scenario::default() })?;
    }
    Ok(())
}

/// The luck of what is uncertain goes by name: what stands beside a service, or before it, does not change it.
#[test]
fn an_uncertain_effect_is_the_same_wherever_it_stands() {
    let unsure = |name: &str, ratio: f64| {
        let mut service = service(name, vec![0, 1], 0.0, 10_000, ratio);
        service.effects[0].ratio = Ratio { middle: ratio, low: ratio / 2.0, high: ratio * 1.5 };
        service
    };
    let nobody = |name: &str| {
        let mut service = unsure(name, 0.8);
        service.who.reach = 0.0;
        service
    };
    let change = |name: &str, age: f64| Change {
        name: name.to_string(),
        steps: vec![0, 1],
        moves: false,
        ratio: Ratio { middle: 0.7, low: 0.4, high: 0.9 },
        start: 0.0,
        phase_in: 0.0,
        end: None,
        age_from: age,
        age_to: 1000.0,
        backfill: 0.0,
    };
    let settings = Settings { years: 3, draws: 40, seed: 5, ..Settings::default() };
    let of = |services: Vec<Service<usize, usize>>, changes: Vec<Change<usize>>| {
        let scenario = Scenario { services, changes, ..Scenario::default() };
        model().project(&[scenario], &settings).remove(1).over_draws(2, PlainMeasure::Stock(0))
    };
    let alone = of(vec![unsure("Hub", 0.6)], vec![]);
    assert_eq!(alone, of(vec![unsure("Hub", 0.6), nobody("Panel")], vec![]));
    assert_eq!(alone, of(vec![nobody("Panel"), unsure("Hub", 0.6)], vec![]));
    assert_ne!(alone, of(vec![unsure("Panel", 0.6)], vec![]));
    let alone = of(vec![], vec![change("Practice", 0.0)]);
    assert_eq!(alone, of(vec![], vec![change("Elsewhere", 500.0), change("Practice", 0.0)]));
    assert_ne!(alone, of(vec![], vec![change("Elsewhere", 0.0)]));
    // What comes in two parts under one name errs once.
    let first = Change { end: Some(1.25), ..change("Practice", 0.0) };
    let then = Change { start: 1.25, ..change("Practice", 0.0) };
    assert_eq!(alone, of(vec![], vec![first.clone(), then.clone()]));
    assert_ne!(alone, of(vec![], vec![first, Change { name: "Then".to_string(), ..then }]));
    // What a service would have done is what is lost with it.
    let known = of(vec![], vec![]);
    let lost = |name: &str| {
        let mut service = unsure("Hub", 0.6);
        let Ratio { middle, low, high } = service.effects[0].ratio;
        service.effects[0].ratio = Ratio { middle: 1.0 / middle, low: 1.0 / high, high: 1.0 / low };
        Service { name: name.to_string(), lost: true, ..service }
    };
    assert_eq!(known, of(vec![unsure("Hub", 0.6), lost("Hub")], vec![]));
    assert_ne!(known, of(vec![unsure("Hub", 0.6), lost("Panel")], vec![]));
}

/// A place that opens at the moment a wait ends goes to whoever waits, alone or known to another service too.
#[test]
fn a_wait_that_ends_as_a_place_opens_still_gets_it() {
    let settings = Settings { years: 2, draws: 20, seed: 3, ..Settings::default() };
    for (longest, ramp_up, places) in [(0.0, 0.0, 300), (0.5, 1.0, 12)] {
        let mut kept = service("Kept", vec![0], 0.0, places, 0.5);
        (kept.ramp_up, kept.waiting.longest) = (ramp_up, Some(longest));
        let other = service("Other", vec![0], 0.0, 10_000, 1.0);
        let [alone, beside] = [vec![kept.clone()], vec![kept, other]].map(|services| {
            let scenario = Scenario { services, ..Scenario::default() };
            model().project(&[scenario], &settings).remove(1).over_draws(0, PlainMeasure::ServiceStarts(0))
        });
        assert_eq!(alone, beside);
        assert!(alone.iter().sum::<f64>() > 0.5 * f64::from(places) * 20.0, "{alone:?}");
    }
}
