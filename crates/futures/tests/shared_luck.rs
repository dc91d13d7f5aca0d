//! Baseline and scenario share luck; threads and repetition change nothing; nobody is lost or doubled.

mod made_up;

use futures::{Effect, Flows, Measure, Service, Settings, Uncertainty, compare, project};
use made_up::{infants, rates, step};
use proptest::prelude::*;
use rates::{Drift, Rates};
use units::{Placement, Position, Step};

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

fn service(ratio: f64, places: u32, reach: f64) -> Service {
    Service {
        position: Position::InNeed,
        age_from: 5.0,
        age_to: 16.0,
        places,
        start: 1.5,
        ramp_up: 0.5,
        end: None,
        stay: 0.5,
        reach,
        effect: Effect {
            steps: vec![
                Step::new(Position::InNeed, Position::ProtectionPlan),
                Step::new(Position::ProtectionPlan, Position::LookedAfter),
            ],
            ratio,
            low: ratio,
            high: ratio,
        },
        fade_out: 1.0,
    }
}

const SETTINGS: Settings = Settings { years: 8, draws: 20, seed: 3, uncertainty: Uncertainty::Both };

/// Every child who came in went out, reached 18, or is still here; in every draw and every year.
#[track_caller]
fn check_balance(r: &Rates, flows: &Flows) {
    for draw in 0..flows.draws() {
        let mut here: f64 = r.stocks.iter().map(|s| s.total().round()).sum();
        for year in 0..flows.years {
            for (index, s) in flows.steps.iter().enumerate() {
                let count = flows.value(draw, year, Measure::Steps(index));
                here += if s.from == Position::NotKnown { count } else { 0.0 };
                here -= if s.to == Position::Closed { count } else { 0.0 };
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
    let pair = compare(&r, &service(0.5, 15, 0.7), &SETTINGS);
    check_balance(&r, &pair.baseline);
    check_balance(&r, &pair.scenario);
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let run = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool can be made")
            .install(|| compare(&authority(), &service(0.5, 15, 0.7), &SETTINGS))
    };
    assert_eq!(run(1), run(4));
    assert_eq!(run(1), run(1));
}

#[test]
fn a_service_does_not_change_the_baseline() {
    let r = authority();
    assert_eq!(project(&r, &SETTINGS), compare(&r, &service(0.2, 50, 1.0), &SETTINGS).baseline);
}

/// Measures that say what happens to children, as opposed to what the service does.
fn lives(flows: &Flows) -> Vec<f64> {
    let measures = (0..flows.steps.len())
        .map(Measure::Steps)
        .chain(Position::OPEN.into_iter().flat_map(|p| [Measure::Stock(p), Measure::AgedOut(p)]));
    measures.flat_map(|m| (0..flows.years).flat_map(move |y| flows.over_draws(y, m))).collect()
}

#[test]
fn a_service_without_effect_changes_no_life() {
    let r = authority();
    let pair = compare(&r, &service(1.0, 50, 1.0), &SETTINGS);
    assert_eq!(lives(&pair.baseline), lives(&pair.scenario));
    let used: f64 = pair.scenario.over_draws(4, Measure::PlacesUsed).iter().sum();
    assert!(used > 0.0, "children are served all the same");
}

#[test]
fn a_service_that_reaches_nobody_changes_nothing() {
    let pair = compare(&authority(), &service(0.2, 50, 0.0), &SETTINGS);
    assert_eq!(pair.baseline, pair.scenario);
}

#[test]
fn nothing_changes_before_the_service_starts() {
    let pair = compare(&authority(), &service(0.2, 50, 1.0), &SETTINGS);
    for measure in [Measure::Stock(Position::ProtectionPlan), Measure::Steps(3), Measure::PlacesUsed] {
        assert_eq!(pair.baseline.over_draws(0, measure), pair.scenario.over_draws(0, measure));
    }
}

#[test]
fn places_bound_what_is_served_and_the_rest_wait() {
    let pair = compare(&authority(), &service(0.5, 5, 1.0), &SETTINGS);
    for year in 0..SETTINGS.years {
        for used in pair.scenario.over_draws(year, Measure::PlacesUsed) {
            assert!(used <= 5.0 + 1e-6, "{used}");
        }
    }
    assert!(pair.scenario.mean(5, Measure::PlacesUsed) > 4.9, "more children qualify than there are places");
    assert!(pair.scenario.mean(5, Measure::Waiting) > 1.0);
}

#[test]
fn a_protective_effect_lowers_what_it_names() {
    let pair = compare(&authority(), &service(0.3, 200, 1.0), &SETTINGS);
    let plans = |flows: &Flows| (2..8).map(|y| flows.mean(y, Measure::Steps(3))).sum::<f64>();
    assert!(plans(&pair.scenario) < 0.8 * plans(&pair.baseline));
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
    ) {
        let r = authority();
        let s = Service {
            position: Position::OPEN[position],
            age_from,
            age_to: (age_from + ages).min(18.0),
            start, ramp_up, stay, fade_out,
            end: end.map(|e| e.max(start)),
            ..service(ratio, places, reach)
        };
        let settings = Settings { draws: 2, seed, ..SETTINGS };
        let pair = compare(&r, &s, &settings);
        check_balance(&r, &pair.baseline);
        check_balance(&r, &pair.scenario);
        for year in 0..settings.years {
            for used in pair.scenario.over_draws(year, Measure::PlacesUsed) {
                prop_assert!(used <= f64::from(places) + 1e-6);
            }
        }
    }
}
