//! Baseline and scenario share luck; threads and repetition change nothing; nobody is lost or doubled.

mod made_up;
mod serving;

use futures::scenario::{Effect, Fade, Ratio, Service, Waiting, Who};
use futures::{Flows, Measure, Runs, Settings, compare, project};
use made_up::{SETTINGS, infants, rates, step};
use proptest::prelude::*;
use rates::{Drift, Rates};
use units::{AgeBand, Placement, Position, Step};

fn authority() -> Rates {
    let mut steps = vec![
        step(Position::NotKnown, Position::InNeed, 0.03),
        step(Position::NotKnown, Position::LookedAfter, 0.001),
        step(Position::InNeed, Position::Closed, 1.2),
        step(Position::InNeed, Position::ProtectionPlan, 0.25),
        step(Position::InNeed, Position::LookedAfter, 0.04),
        step(Position::ProtectionPlan, Position::InNeed, 1.0),
        step(Position::ProtectionPlan, Position::LookedAfter, 0.3),
        step(Position::LookedAfter, Position::InNeed, 0.1),
        step(Position::LookedAfter, Position::Closed, 0.2),
    ];
    for (path, s) in steps.iter_mut().enumerate() {
        s.drift_path = path as u16;
        s.drift = Drift { walk_sd: 0.05, year_sd: 0.05, base_sd: 0.05, ..Drift::NONE };
    }
    let mut r = rates(
        steps,
        vec![
            infants(Position::InNeed, 150.0),
            infants(Position::ProtectionPlan, 30.0),
            infants(Position::LookedAfter, 60.0),
        ],
    );
    r.population.by_year = vec![[500.0, 2000.0, 2500.0, 3000.0, 1000.0]];
    r
}

const TO_PLAN: Step = Step::new(Position::InNeed, Position::ProtectionPlan);

fn service(ratio: f64, places: u32, reach: f64) -> Service {
    let plain = serving::service(Position::InNeed, places, ratio, Vec::new());
    Service {
        who: Who { age_from: 5.0, age_to: 16.0, reach, ..plain.who },
        start: 1.5,
        ramp_up: 0.5,
        stay: 0.5,
        effects: vec![Effect {
            steps: vec![TO_PLAN, Step::new(Position::ProtectionPlan, Position::LookedAfter)],
            ratio: Ratio::known(ratio),
            lag: 0.0,
            fade: Fade::Over(1.0),
        }],
        ..plain
    }
}

/// Baseline and scenario of one service.
fn pair(r: &Rates, service: Service, settings: &Settings) -> (Flows, Flows) {
    let Runs { baseline, mut scenarios } = compare(r, &[service.into()], settings);
    (baseline, scenarios.remove(0))
}

/// Every child who came in went out, reached 18, or is still here; in every draw and every year.
#[track_caller]
fn check_balance(r: &Rates, flows: &Flows) {
    for draw in 0..flows.draws() {
        let mut here: f64 = r.stocks.iter().map(|s| s.total().round()).sum();
        for year in 0..flows.years {
            for s in flows.steps() {
                let count = flows.value(draw, year, Measure::Steps(*s));
                here += if s.from == Position::NotKnown { count } else { 0.0 };
                here -= if s.to == Position::Closed { count } else { 0.0 };
            }
            let added = |p: &Position| flows.value(draw, year, Measure::Added(*p));
            here += Position::OPEN.iter().map(added).sum::<f64>();
            for p in Position::OPEN {
                let of_age = |age: &AgeBand| flows.value(draw, year, Measure::AddedAge(p, *age));
                assert_eq!(
                    AgeBand::ALL.iter().map(of_age).sum::<f64>(),
                    added(&p),
                    "draw {draw}, year {year}, {p}"
                );
            }
            here -= Position::OPEN.iter().map(|p| flows.value(draw, year, Measure::AgedOut(*p))).sum::<f64>();
            let stock: f64 = Position::OPEN.iter().map(|p| flows.value(draw, year, Measure::Stock(*p))).sum();
            assert_eq!(here, stock, "draw {draw}, year {year}");
            let placed: f64 =
                Placement::ALL.iter().map(|k| flows.value(draw, year, Measure::StockPlacement(*k))).sum();
            assert_eq!(placed, flows.value(draw, year, Measure::Stock(Position::LookedAfter)));
        }
    }
}

#[test]
fn people_in_equal_people_out_and_people_here() {
    let r = authority();
    let (baseline, scenario) = pair(&r, service(0.5, 15, 0.7), &SETTINGS);
    check_balance(&r, &baseline);
    check_balance(&r, &scenario);
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let run = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool can be made")
            .install(|| pair(&authority(), service(0.5, 15, 0.7), &SETTINGS))
    };
    assert_eq!(run(1), run(4));
    assert_eq!(run(1), run(1));
}

#[test]
fn a_service_does_not_change_the_baseline() {
    let r = authority();
    assert_eq!(project(&r, &SETTINGS), pair(&r, service(0.2, 50, 1.0), &SETTINGS).0);
}

/// Measures that say what happens to children, as opposed to what the service does.
fn lives(flows: &Flows) -> Vec<f64> {
    let measures = flows
        .steps()
        .iter()
        .map(|step| Measure::Steps(*step))
        .chain(Position::OPEN.into_iter().flat_map(|p| [Measure::Stock(p), Measure::AgedOut(p)]));
    measures.flat_map(|m| (0..flows.years).flat_map(move |y| flows.over_draws(y, m))).collect()
}

#[test]
fn a_service_without_effect_changes_no_life() {
    let r = authority();
    let (baseline, scenario) = pair(&r, service(1.0, 50, 1.0), &SETTINGS);
    assert_eq!(lives(&baseline), lives(&scenario));
    let used: f64 = scenario.over_draws(4, Measure::PlacesUsed(0)).iter().sum();
    assert!(used > 0.0, "children are served all the same");
}

#[test]
fn a_service_that_reaches_nobody_changes_nothing() {
    let (baseline, scenario) = pair(&authority(), service(0.2, 50, 0.0), &SETTINGS);
    assert_eq!(lives(&baseline), lives(&scenario));
}

#[test]
fn nothing_changes_before_the_service_starts() {
    let (baseline, scenario) = pair(&authority(), service(0.2, 50, 1.0), &SETTINGS);
    for measure in [Measure::Stock(Position::ProtectionPlan), Measure::Steps(TO_PLAN)] {
        assert_eq!(baseline.over_draws(0, measure), scenario.over_draws(0, measure));
    }
    assert_eq!(scenario.mean(0, Measure::PlacesUsed(0)), 0.0);
}

#[test]
fn places_bound_what_is_served_and_the_rest_wait() {
    let (_, scenario) = pair(&authority(), service(0.5, 5, 1.0), &SETTINGS);
    for year in 0..SETTINGS.years {
        for used in scenario.over_draws(year, Measure::PlacesUsed(0)) {
            assert!(used <= 5.0 + 1e-6, "{used}");
        }
    }
    assert!(scenario.mean(5, Measure::PlacesUsed(0)) > 4.9, "more children qualify than there are places");
    assert!(scenario.mean(5, Measure::Waiting(0)) > 1.0);
}

#[test]
fn a_protective_effect_lowers_what_it_names() {
    let (baseline, scenario) = pair(&authority(), service(0.3, 200, 1.0), &SETTINGS);
    let plans = |flows: &Flows| (2..8).map(|y| flows.mean(y, Measure::Steps(TO_PLAN))).sum::<f64>();
    assert!(plans(&scenario) < 0.8 * plans(&baseline));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn balance_holds_for_any_service(
        ratio in 0.05f64..3.0,
        places in 0u32..40,
        reach in 0.0f64..=1.0,
        start in 0.0f64..7.9,
        ramp_up in 0.0f64..2.0,
        stay in 0.05f64..3.0,
        fade_out in 0.0f64..2.0,
        age_from in 0.0f64..17.0,
        ages in 0.5f64..18.0,
        end in proptest::option::of(0.0f64..8.0),
        seed in 0u64..1000,
        position in 0usize..3,
        lag in 0.0f64..1.0,
        backfill in 0.0f64..=1.0,
        held in 0.0f64..2.0,
        longest in proptest::option::of(0.0f64..1.0),
        run_off in proptest::option::of(0.0f64..1.0),
    ) {
        let r = authority();
        let plain = service(ratio, places, reach);
        let s = Service {
            who: Who {
                positions: vec![Position::OPEN[position]],
                age_from,
                age_to: (age_from + ages).min(18.0),
                ..plain.who
            },
            start, ramp_up, stay, backfill,
            end: end.map(|e| e.max(start)),
            run_off,
            waiting: Waiting { longest, steps: vec![TO_PLAN], ratio: held },
            effects: vec![Effect { lag, fade: Fade::Over(fade_out), ..plain.effects[0].clone() }],
            ..plain
        };
        let settings = Settings { draws: 2, seed, ..SETTINGS };
        let (baseline, scenario) = pair(&r, s, &settings);
        check_balance(&r, &baseline);
        check_balance(&r, &scenario);
        for year in 0..settings.years {
            for used in scenario.over_draws(year, Measure::PlacesUsed(0)) {
                prop_assert!(used <= f64::from(places) + 1e-6);
            }
        }
    }
}
