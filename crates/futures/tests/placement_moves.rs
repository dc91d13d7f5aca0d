//! Placement moves: drawn over finished counts.

mod made_up;

use futures::scenario::{Change, Ratio};
use futures::{Flows, Measure, Period, Scenario, Settings, Uncertainty, compare, project, variance};
use made_up::{SETTINGS, infants, known, rates, step};
use rates::{Evidence, PlacementMoves, Posterior, Rates, Seen, Stock};
use units::{AgeBand, Position, Step};

use Position::{Closed, InNeed, LookedAfter, NotKnown, Unaccompanied};

/// Moves a year at each age.
const MOVES: [f64; 5] = [1.2, 0.7, 0.5, 0.6, 0.8];

fn authority() -> Rates {
    let stock = |position, by_age| Stock {
        position,
        by_age,
        elapsed: vec![(1.0, 1.0)],
        histories: Stock::FIRST_TIME,
    };
    let mut r = rates(
        vec![
            step(NotKnown, LookedAfter, 0.01),
            step(LookedAfter, Closed, 0.3),
            step(InNeed, Closed, 1.0),
            step(Unaccompanied, Closed, 0.4),
            step(NotKnown, Unaccompanied, 0.001),
        ],
        vec![
            stock(LookedAfter, [100.0, 200.0, 200.0, 300.0, 200.0]),
            stock(Unaccompanied, [0.0, 0.0, 0.0, 50.0, 150.0]),
            infants(InNeed, 30.0),
        ],
    );
    r.moves = Some(PlacementMoves {
        by_age: MOVES.map(known),
        level_sd: 0.0,
        clustering: 1.5,
        seen: [Seen::default(); 5],
        own_evidence: [1.0; 5],
        evidence: Evidence::Counted,
    });
    r
}

fn change(ratio: Ratio) -> Change {
    Change {
        name: "fewer moves".to_string(),
        steps: Vec::new(),
        moves: true,
        ratio,
        start: 1.0,
        phase_in: 1.0,
        end: Some(6.0),
        age_from: 0.0,
        age_to: 18.0,
        backfill: 0.0,
    }
}

fn scenario(change: Change) -> Scenario {
    Scenario { changes: vec![change], ..Scenario::default() }
}

/// Moves expected of the time looked after in one draw and year.
fn expected(flows: &Flows, draw: usize, year: usize) -> f64 {
    let years = AgeBand::ALL.map(|age| flows.value(draw, year, Measure::PersonYearsAge(LookedAfter, age)));
    years.iter().zip(MOVES).map(|(years, moves)| years * moves).sum()
}

#[test]
fn ages_and_periods_add_up_and_nothing_else_changes() {
    let told = project(&authority(), &SETTINGS);
    assert!(told.tells_moves());
    for (draw, year) in (0..told.draws()).flat_map(|d| (0..told.years).map(move |y| (d, y))) {
        let ages = AgeBand::ALL.map(|age| told.value(draw, year, Measure::PlacementMovesAge(age)));
        assert_eq!(ages.iter().sum::<f64>(), told.value(draw, year, Measure::PlacementMoves));
    }
    let monthly = project(&authority(), &Settings { period: Period::Month, draws: 4, ..SETTINGS });
    let months = (12..24).map(|month| monthly.period_value(1, month, Measure::PlacementMoves)).sum::<f64>();
    assert_eq!(months, monthly.value(1, 1, Measure::PlacementMoves));

    let silent = project(&Rates { moves: None, ..authority() }, &SETTINGS);
    assert!(!silent.tells_moves() && silent.mean(0, Measure::PlacementMoves) == 0.0);
    for measure in [
        Measure::Stock(LookedAfter),
        Measure::PersonYears(InNeed),
        Measure::Steps(Step::new(LookedAfter, Closed)),
    ] {
        assert_eq!(told.over_draws(3, measure), silent.over_draws(3, measure));
    }
}

#[test]
fn moves_are_as_many_as_the_rates_say_and_come_in_runs() {
    let settings = Settings { draws: 400, years: 3, uncertainty: Uncertainty::CHANCE_ONLY, ..SETTINGS };
    let flows = project(&authority(), &settings);
    // Moves less what the time of the same draw makes expected: mean nought, variance 1.5 times the mean.
    let (mut off, mut mean) = (Vec::new(), 0.0);
    for (draw, year) in (0..flows.draws()).flat_map(|d| (0..3).map(move |y| (d, y))) {
        let expected = expected(&flows, draw, year);
        off.push((flows.value(draw, year, Measure::PlacementMoves) - expected) / expected.sqrt());
        mean += expected / 1_200.0;
    }
    assert!(mean > 300.0, "{mean}");
    // 1,200 independent deviations of variance 1.5: the mean is wrong beyond 4 standard errors in 1 of 16,000 seeds, and
    // the variance, whose own standard error is 0.06, beyond 0.25 in 1 of 30,000.
    let error = (1.5f64 / 1_200.0).sqrt();
    let average = off.iter().sum::<f64>() / 1_200.0;
    assert!(average.abs() < 4.0 * error, "{average}");
    assert!((variance(&off) - 1.5).abs() < 0.25, "{}", variance(&off));
}

#[test]
fn fewer_moves_are_never_more_than_in_the_baseline_and_as_few_as_stated() {
    let sure = Settings { draws: 100, uncertainty: Uncertainty::CHANCE_ONLY, ..SETTINGS };
    let runs = compare(&authority(), &[scenario(change(Ratio::known(0.6)))], &sure);
    let (before, after) = (&runs.baseline, &runs.scenarios[0]);
    for measure in
        [Measure::Stock(LookedAfter), Measure::PersonYears(LookedAfter), Measure::AgedOut(LookedAfter)]
    {
        assert_eq!(before.over_draws(5, measure), after.over_draws(5, measure));
    }
    for year in 0..SETTINGS.years {
        let pairs: Vec<(f64, f64)> = before
            .over_draws(year, Measure::PlacementMoves)
            .into_iter()
            .zip(after.over_draws(year, Measure::PlacementMoves))
            .collect();
        match year {
            // Before it begins and after it ends.
            0 | 6 | 7 => assert!(pairs.iter().all(|(before, after)| before == after), "{year}"),
            _ => assert!(pairs.iter().all(|(before, after)| after <= before), "{year}"),
        }
    }
    // In full from the third year to the sixth: some 100 draws of 4 years with 600 moves each, 40% fewer. What is left of
    // the shared luck has a standard error of 0.2%.
    let all = |flows: &Flows| (2..6).map(|year| flows.mean(year, Measure::PlacementMoves)).sum::<f64>();
    assert!((all(after) / all(before) - 0.6).abs() < 0.01, "{}", all(after) / all(before));
}

#[test]
fn every_part_of_a_change_of_moves_acts() {
    let moves = |change: Change| {
        let runs = compare(&authority(), &[scenario(change)], &Settings { draws: 60, ..SETTINGS });
        (0..SETTINGS.years).map(|year| runs.scenarios[0].mean(year, Measure::PlacementMoves)).sum::<f64>()
    };
    let first = || change(Ratio::known(0.6));
    let base = moves(first());
    assert!(moves(Change { moves: false, ..first() }) > base);
    assert!(moves(Change { start: 0.5, ..first() }) < base);
    assert!(moves(Change { phase_in: 0.2, ..first() }) < base);
    assert!(moves(Change { end: None, ..first() }) < base);
    assert!(moves(Change { age_from: 5.0, ..first() }) > base);
    assert!(moves(Change { age_to: 16.0, ..first() }) > base);
    assert!(
        moves(change(Ratio::known(0.9))) > base
            && moves(change(Ratio::known(1.3))) > moves(change(Ratio::known(0.9)))
    );
    let unsure = change(Ratio { middle: 0.6, low: 0.4, high: 0.9 });
    let spread = |change: Change| {
        let runs = compare(&authority(), &[scenario(change)], &Settings { draws: 60, ..SETTINGS });
        variance(&runs.scenarios[0].over_draws(4, Measure::PlacementMoves))
    };
    assert!(spread(unsure) > 2.0 * spread(first()));
}

#[test]
fn a_change_of_steps_and_moves_draws_one_ratio_for_both() {
    let both = Change {
        steps: vec![Step::new(LookedAfter, Closed)],
        ratio: Ratio { middle: 0.5, low: 0.2, high: 1.0 },
        start: 0.0,
        phase_in: 0.0,
        end: None,
        ..change(Ratio::known(1.0))
    };
    let settings = Settings { draws: 60, years: 2, ..SETTINGS };
    let runs = compare(&authority(), &[scenario(both)], &settings);
    let share = |measure: fn(&Flows, usize) -> f64| -> Vec<f64> {
        (0..60).map(|draw| measure(&runs.scenarios[0], draw) / measure(&runs.baseline, draw)).collect()
    };
    let moves = share(|f, d| {
        f.value(d, 0, Measure::PlacementMoves) / f.value(d, 0, Measure::PersonYears(LookedAfter))
    });
    let leave = share(|f, d| {
        f.value(d, 0, Measure::Steps(Step::new(LookedAfter, Closed)))
            / f.value(d, 0, Measure::PersonYears(LookedAfter))
    });
    let (mean_moves, mean_leave) = (moves.iter().sum::<f64>() / 60.0, leave.iter().sum::<f64>() / 60.0);
    let together: f64 =
        moves.iter().zip(&leave).map(|(m, l)| (m - mean_moves) * (l - mean_leave)).sum::<f64>() / 59.0;
    let correlation = together / (variance(&moves) * variance(&leave)).sqrt();
    assert!(correlation > 0.8, "{correlation}");
}

#[test]
fn uncertain_rates_widen_the_spread_and_the_level_is_common_to_all_ages() {
    let mut uncertain = authority();
    uncertain.moves = Some(PlacementMoves {
        by_age: MOVES.map(|moves| Posterior { shape: 400.0, exposure_years: 400.0 / moves }),
        level_sd: 0.2,
        clustering: 1.5,
        seen: [Seen::default(); 5],
        own_evidence: [1.0; 5],
        evidence: Evidence::Ecological,
    });
    let settings = Settings { draws: 200, years: 1, ..SETTINGS };
    let spread = |uncertainty| {
        let flows = project(&uncertain, &Settings { uncertainty, ..settings.clone() });
        let moves = flows.over_draws(0, Measure::PlacementMoves);
        variance(&moves).sqrt() / (moves.iter().sum::<f64>() / 200.0)
    };
    let only_rates = Uncertainty { rates: true, drift: false, effects: false };
    let (chance, rates) = (spread(Uncertainty::CHANCE_ONLY), spread(only_rates));
    assert!(chance < 0.07 && (0.16..0.26).contains(&rates), "{chance} {rates}");
}

#[test]
fn one_thread_or_many_give_the_same_bytes_and_later_draws_follow_on() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            compare(&authority(), &[scenario(change(Ratio { middle: 0.7, low: 0.5, high: 0.9 }))], &SETTINGS)
        })
    };
    assert_eq!(run(1), run(3));
    let scenario = [scenario(change(Ratio::known(0.7)))];
    let all = compare(&authority(), &scenario, &SETTINGS);
    let mut parts = futures::compare_draws(&authority(), &scenario, &SETTINGS, 0..7);
    parts.extend(futures::compare_draws(&authority(), &scenario, &SETTINGS, 7..20)).expect("these follow");
    assert_eq!(parts, all);
}
