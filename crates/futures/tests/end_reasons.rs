//! Why care ends: counted ends shared over reasons.

mod made_up;

use futures::scenario::{Change, Ratio};
use futures::{Flows, Measure, Scenario, Settings, Uncertainty, compare, project};
use made_up::{SETTINGS, infants, rates, step, stock};
use rates::{EndReasons, Rates};
use units::{AgeBand, CareEnd, Position, Step};

use Position::{Closed, InNeed, LookedAfter, NotKnown, Unaccompanied};

/// Three in four of those who leave under 10 are adopted; at 18 everybody lives independently.
fn authority() -> Rates {
    let mut r = rates(
        vec![
            step(NotKnown, LookedAfter, 0.01),
            step(LookedAfter, InNeed, 0.2),
            step(LookedAfter, Closed, 0.3),
            step(InNeed, Closed, 1.0),
            step(Unaccompanied, NotKnown, 0.5),
            step(Unaccompanied, Closed, 0.1),
            step(NotKnown, Unaccompanied, 0.001),
        ],
        vec![
            stock(LookedAfter, [100.0, 200.0, 200.0, 300.0, 200.0]),
            stock(Unaccompanied, [0.0, 0.0, 0.0, 50.0, 150.0]),
            infants(InNeed, 30.0),
        ],
    );
    let mut ends = [[0.0; 7]; EndReasons::AGES];
    for (age, row) in ends.iter_mut().enumerate() {
        row[CareEnd::Adopted.index()] = if age < 3 { 30.0 } else { 0.0 };
        row[CareEnd::Other.index()] = if age < 5 { 10.0 } else { 0.0 };
        row[CareEnd::Independent.index()] = if age == 5 { 40.0 } else { 0.0 };
    }
    r.end_reasons = Some(EndReasons { ends });
    r
}

/// Ends of care in one draw and year: steps out, and 18th birthdays.
fn ends(flows: &Flows, draw: usize, year: usize) -> f64 {
    let steps = flows.steps().iter().filter(|s| s.from.is_within(LookedAfter));
    let steps: f64 = steps.map(|s| flows.value(draw, year, Measure::Steps(*s))).sum();
    steps + flows.value(draw, year, Measure::AgedOut(LookedAfter))
}

#[test]
fn reasons_add_up_to_ends_of_care_in_every_draw() {
    let change = Change {
        name: "more leave".to_string(),
        steps: vec![Step::new(LookedAfter, Closed)],
        moves: false,
        ratio: Ratio { middle: 1.5, low: 1.2, high: 1.9 },
        start: 1.5,
        phase_in: 0.0,
        end: None,
        age_from: 0.0,
        age_to: 18.0,
        backfill: 0.0,
    };
    let scenario = Scenario { changes: vec![change], ..Scenario::default() };
    let runs = compare(&authority(), &[scenario], &SETTINGS);
    for flows in [&runs.baseline, &runs.scenarios[0]] {
        assert!(flows.tells_reasons());
        for (draw, year) in (0..flows.draws()).flat_map(|d| (0..flows.years).map(move |y| (d, y))) {
            let of = |reason| flows.value(draw, year, Measure::EndsFor(reason));
            assert_eq!(CareEnd::ALL.map(of).iter().sum::<f64>(), ends(flows, draw, year), "{draw}, {year}");
            for reason in CareEnd::ALL {
                let ages = AgeBand::ALL.map(|age| flows.value(draw, year, Measure::EndsForAge(reason, age)));
                assert_eq!(ages.iter().sum::<f64>(), of(reason), "{reason}");
            }
            let step = |from, to| flows.value(draw, year, Measure::Steps(Step::new(from, to)));
            assert_eq!(of(CareEnd::ReturnedHome), step(LookedAfter, InNeed));
            assert_eq!(of(CareEnd::AnotherAuthority), step(Unaccompanied, NotKnown));
            assert_eq!(of(CareEnd::Independent), flows.value(draw, year, Measure::AgedOut(LookedAfter)));
        }
    }
    // Before the change begins, the ends of both have the same reasons.
    let first = |flows: &Flows| CareEnd::ALL.map(|r| flows.over_draws(0, Measure::EndsFor(r)));
    assert_eq!(first(&runs.baseline), first(&runs.scenarios[0]));
}

#[test]
fn shares_over_draws_are_those_of_the_rates_and_their_spread_is_wider_when_uncertain() {
    let adopted = |uncertainty| {
        let settings = Settings { draws: 200, years: 1, uncertainty, ..SETTINGS };
        let flows = project(&authority(), &settings);
        let all = |draw| {
            let of = |reason| flows.value(draw, 0, Measure::EndsForAge(reason, AgeBand::From1To4));
            of(CareEnd::Adopted) / (of(CareEnd::Adopted) + of(CareEnd::Other))
        };
        let shares: Vec<f64> = (0..flows.draws()).map(all).collect();
        let mean = shares.iter().sum::<f64>() / 200.0;
        (mean, shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / 199.0)
    };
    let ((sure, by_chance), (unsure, in_all)) =
        (adopted(Uncertainty::CHANCE_ONLY), adopted(Uncertainty::ALL));
    // Some 50 ends of 40 known ones: a share of 0.75 has a standard error of 0.06 a draw by chance alone.
    for mean in [sure, unsure] {
        assert!((mean - 0.75).abs() < 0.03, "{mean}");
    }
    assert!(in_all > by_chance * 1.3, "{in_all} {by_chance}");
}

#[test]
fn rates_that_do_not_tell_have_no_reasons() {
    let told = project(&authority(), &SETTINGS);
    let silent = project(&Rates { end_reasons: None, ..authority() }, &SETTINGS);
    assert!(!silent.tells_reasons());
    assert_eq!(silent.mean(0, Measure::EndsFor(CareEnd::Adopted)), 0.0);
    // And nothing else differs.
    for measure in [Measure::Stock(LookedAfter), Measure::AgedOut(LookedAfter), Measure::PersonYears(InNeed)]
    {
        assert_eq!(told.over_draws(3, measure), silent.over_draws(3, measure));
    }
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| project(&authority(), &SETTINGS))
    };
    assert_eq!(run(1), run(3));
}
