//! Unaccompanied children: followed apart, counted among looked-after children, left alone by what acts on the others.

mod made_up;

use futures::scenario::{Change, Ratio};
use futures::{Flows, Measure, Runs, Scenario, Settings, compare, project};
use made_up::{SETTINGS, infants, rates, step, stock};
use rates::{PlacementMix, Rates};
use units::{AgeBand, Placement, Position, Step};

use Position::{CareLeaver, Closed, InNeed, LookedAfter, NotKnown, Unaccompanied};

/// 100 unaccompanied children among 400, 60 of whom come a year; one in five is transferred a year.
fn authority() -> Rates {
    let mut r = rates(
        vec![
            step(NotKnown, LookedAfter, 0.002),
            step(LookedAfter, InNeed, 0.3),
            step(LookedAfter, Closed, 0.1),
            step(InNeed, Closed, 1.0),
            step(NotKnown, Unaccompanied, 0.006),
            step(Unaccompanied, NotKnown, 0.2),
        ],
        vec![
            stock(LookedAfter, [20.0, 50.0, 60.0, 110.0, 60.0]),
            stock(Unaccompanied, [0.0, 0.0, 0.0, 20.0, 80.0]),
            infants(InNeed, 30.0),
        ],
    );
    r.population.by_year = vec![[2_000.0, 8_000.0, 10_000.0, 7_000.0, 3_000.0]];
    for cell in &mut r.steps[4].cells {
        cell.ages = vec![AgeBand::From10To15, AgeBand::From16To17];
    }
    let mut mix = [[0.0; 7]; 5];
    for (age, row) in mix.iter_mut().enumerate() {
        let supported = if age == 4 { 0.37 } else { 0.0 };
        row[Placement::Foster.index()] = 0.8 - supported;
        row[Placement::ChildrensHome.index()] = 0.2;
        row[Placement::Supported.index()] = supported;
    }
    r.placements = PlacementMix { by_age: mix };
    r
}

fn change(steps: Vec<Step>, ratio: f64) -> Scenario {
    let change = Change {
        name: "a change".to_string(),
        steps,
        moves: false,
        ratio: Ratio { middle: ratio, low: ratio, high: ratio },
        start: 0.5,
        phase_in: 0.0,
        end: None,
        age_from: 0.0,
        age_to: 18.0,
        backfill: 0.0,
    };
    Scenario { changes: vec![change], ..Scenario::default() }
}

fn pair(r: &Rates, scenario: Scenario) -> (Flows, Flows) {
    let Runs { baseline, mut scenarios } = compare(r, &[scenario], &SETTINGS);
    (baseline, scenarios.remove(0))
}

/// Everything that is counted of the stream, in every draw and year.
fn stream(flows: &Flows) -> Vec<f64> {
    let steps = flows.steps().iter().filter(|s| s.from == Unaccompanied || s.to == Unaccompanied);
    let measures = steps.map(|s| Measure::Steps(*s)).chain([
        Measure::Stock(Unaccompanied),
        Measure::PersonYears(Unaccompanied),
        Measure::AgedOut(Unaccompanied),
    ]);
    measures.flat_map(|m| (0..flows.years).flat_map(move |y| flows.over_draws(y, m))).collect()
}

#[test]
fn unaccompanied_children_become_care_leavers_at_eighteen() {
    let mut r = authority();
    // Nobody else is old enough, and nobody is transferred.
    r.stocks[0].by_age = [0.0; 5];
    r.steps.retain(|s| s.step.from != Unaccompanied && s.step.to != LookedAfter);
    let flows = project(&r, &SETTINGS);
    for draw in 0..flows.draws() {
        let mut left = 0.0;
        for year in 0..5 {
            let aged_out = flows.value(draw, year, Measure::AgedOut(Unaccompanied));
            assert_eq!(aged_out, flows.value(draw, year, Measure::AgedOut(LookedAfter)));
            left += aged_out;
            assert_eq!(left, flows.value(draw, year, Measure::Stock(CareLeaver)), "draw {draw}, year {year}");
        }
        assert!(left > 100.0, "draw {draw}: {left}");
        // Who is 14 or older is gone after four years: those who were here at the start are.
        let came: f64 =
            (0..5).map(|y| flows.value(draw, y, Measure::Steps(Step::new(NotKnown, Unaccompanied)))).sum();
        assert_eq!(100.0 + came, left + flows.value(draw, 4, Measure::Stock(Unaccompanied)));
        assert_eq!(flows.value(draw, 0, Measure::StockAge(Unaccompanied, AgeBand::From5To9)), 0.0);
    }
}

#[test]
fn looked_after_children_are_both_together() {
    let r = authority();
    let (flows, _) = pair(&r, change(vec![Step::new(LookedAfter, InNeed)], 1.5));
    let whole = |draw, year, m: fn(Position) -> Measure| flows.value(draw, year, m(LookedAfter));
    for draw in 0..flows.draws() {
        let mut here = 400.0;
        for year in 0..flows.years {
            let steps = |keep: &dyn Fn(&Step) -> bool| -> f64 {
                let kept = flows.steps().iter().filter(|s| keep(s));
                kept.map(|s| flows.value(draw, year, Measure::Steps(*s))).sum()
            };
            here += steps(&|s| s.to.is_within(LookedAfter)) - steps(&|s| s.from.is_within(LookedAfter));
            here -= whole(draw, year, Measure::AgedOut);
            assert_eq!(here, whole(draw, year, Measure::Stock), "draw {draw}, year {year}");
        }
    }
}

#[test]
fn kinds_of_placement_add_up_to_all_looked_after_children() {
    let r = authority();
    let (baseline, scenario) = pair(&r, change(vec![Step::new(LookedAfter, InNeed)], 2.0));
    for flows in [&baseline, &scenario] {
        for year in 0..flows.years {
            for age in AgeBand::ALL {
                let kinds = |m: fn(Placement, AgeBand) -> Measure, draw| -> f64 {
                    Placement::ALL.iter().map(|k| flows.value(draw, year, m(*k, age))).sum()
                };
                for draw in 0..flows.draws() {
                    let all = flows.value(draw, year, Measure::StockAge(LookedAfter, age));
                    assert_eq!(kinds(Measure::StockPlacementAge, draw), all, "{age:?}");
                    let years = flows.value(draw, year, Measure::PersonYearsAge(LookedAfter, age));
                    assert!((kinds(Measure::PersonYearsPlacementAge, draw) - years).abs() < 1e-6, "{age:?}");
                }
            }
        }
    }
    // Of 16 and 17, as many in supported accommodation as the mix says, over draws.
    let supported = baseline.mean(0, Measure::StockPlacementAge(Placement::Supported, AgeBand::From16To17));
    let all = baseline.mean(0, Measure::StockAge(LookedAfter, AgeBand::From16To17));
    assert!((supported / all - 0.37).abs() < 0.03, "{supported} of {all}");
}

#[test]
fn what_acts_on_looked_after_children_leaves_the_stream_alone() {
    let r = authority();
    let exits = vec![Step::new(LookedAfter, InNeed), Step::new(LookedAfter, Closed)];
    let (baseline, scenario) = pair(&r, change(exits, 2.0));
    assert_eq!(stream(&baseline), stream(&scenario));
    let after = |flows: &Flows| flows.mean(3, Measure::Stock(LookedAfter));
    assert!(after(&scenario) < after(&baseline) - 20.0);
}

#[test]
fn national_transfer_can_be_changed() {
    let r = authority();
    let stock = |flows: &Flows| flows.mean(3, Measure::Stock(Unaccompanied));
    let (baseline, more) = pair(&r, change(vec![Step::new(Unaccompanied, NotKnown)], 4.0));
    assert!(stock(&more) < stock(&baseline) * 0.8, "{} {}", stock(&more), stock(&baseline));
    let (baseline, fewer) = pair(&r, change(vec![Step::new(NotKnown, Unaccompanied)], 0.5));
    assert!(stock(&fewer) < stock(&baseline) * 0.8, "{} {}", stock(&fewer), stock(&baseline));
    let rest = |flows: &Flows| flows.mean(3, Measure::Stock(LookedAfter)) - stock(flows);
    assert_eq!(rest(&fewer), rest(&baseline));
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let settings = Settings { draws: 9, ..SETTINGS };
    let run = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool can be made")
            .install(|| project(&authority(), &settings))
    };
    assert_eq!(run(1), run(3));
}
