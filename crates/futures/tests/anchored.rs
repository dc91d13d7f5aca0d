//! Steps whose number keeps to the children living in the area; expected paths; draws in pairs; what authorities share.

mod made_up;

use futures::{Measure, Settings, Uncertainty, project};
use made_up::{SETTINGS, infants, rates, step, stock};
use rates::{Drift, Rates, StepRates};
use units::{Position, Step};

const ENTRY: Step = Step::new(Position::InNeed, Position::LookedAfter);

/// Many in need at ages that will not stay as they are, and half the intensity of starting care after the age of ten.
fn authority(per_child: bool, drift: Drift) -> Rates {
    let mut arrivals = step(Position::NotKnown, Position::InNeed, 0.05);
    arrivals.drift = drift;
    arrivals.drift_path = 1;
    let entry = StepRates { per_child, ..step(Position::InNeed, Position::LookedAfter, 0.1) };
    let steps = vec![
        arrivals,
        step(Position::InNeed, Position::Closed, 0.9),
        entry,
        step(Position::LookedAfter, Position::Closed, 0.4),
    ];
    let mut all = rates(steps, Vec::new());
    all.population.by_year = vec![[6_000.0, 24_000.0, 30_000.0, 36_000.0, 12_000.0]];
    // In balance there would be about 5,400 in need: there are fewer, so their number is about to rise.
    all.stocks = vec![
        stock(Position::InNeed, [200.0, 800.0, 1_000.0, 1_200.0, 400.0]),
        stock(Position::LookedAfter, [50.0, 200.0, 250.0, 300.0, 100.0]),
    ];
    all
}

fn settings(draws: u32, uncertainty: Uncertainty) -> Settings {
    Settings { years: 6, draws, uncertainty, ..SETTINGS }
}

/// Mean and standard deviation of starts of care in a year, over draws.
fn starts(rates: &Rates, settings: &Settings, year: usize) -> (f64, f64) {
    let flows = project(rates, settings);
    let counts: Vec<f64> =
        (0..flows.draws()).map(|draw| flows.value(draw, year, Measure::Steps(ENTRY))).collect();
    let n = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / n;
    (mean, (counts.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

/// Four standard errors: by chance fewer than one run in 10,000 fails.
fn near(mean: f64, expected: f64, sd: f64, draws: u32) -> bool {
    (mean - expected).abs() < 4.0 * sd / f64::from(draws).sqrt() + 0.01 * expected
}

#[test]
fn starts_keep_to_the_children_living_here_while_numbers_in_need_rise() {
    // 3,600 in need at a tenth a year.
    let settings = settings(60, Uncertainty::CHANCE_ONLY);
    for year in [0, 2, 5] {
        let (mean, sd) = starts(&authority(true, Drift::NONE), &settings, year);
        assert!(near(mean, 360.0, sd, 60), "year {year}: {mean}");
    }
    let (free, _) = starts(&authority(false, Drift::NONE), &settings, 5);
    assert!(free > 480.0, "without it starts rise with the numbers in need: {free}");
}

#[test]
fn drift_of_need_does_not_pass_to_care() {
    let wide = Drift { walk_sd: 0.3, ..Drift::NONE };
    let settings = settings(80, Uncertainty::ALL);
    let (mean, kept) = starts(&authority(true, wide), &settings, 5);
    let (_, passed) = starts(&authority(false, wide), &settings, 5);
    // Chance alone: the square root of the mean.
    assert!(kept < 2.0 * mean.sqrt(), "kept {kept}, mean {mean}");
    assert!(passed > 4.0 * kept, "passed {passed}, kept {kept}");
}

#[test]
fn what_is_expected_of_a_step_is_laid_under_its_luck() {
    let mut rising = authority(true, Drift::NONE);
    for step in rising.steps.iter_mut().filter(|s| s.step == ENTRY) {
        step.expected = vec![0.0, 2f64.ln()];
    }
    let settings = settings(60, Uncertainty::CHANCE_ONLY);
    for (year, expected) in [(0, 360.0), (1, 720.0), (4, 720.0)] {
        let (mean, sd) = starts(&rising, &settings, year);
        assert!(near(mean, expected, sd, 60), "year {year}: {mean}");
    }
}

/// Arrivals in need in the first year of each draw.
fn arrivals(rates: &Rates, draws: u32) -> Vec<f64> {
    let flows = project(rates, &settings(draws, Uncertainty::ALL));
    let step = Step::new(Position::NotKnown, Position::InNeed);
    (0..flows.draws()).map(|draw| flows.value(draw, 0, Measure::Steps(step))).collect()
}

/// Correlation of two lists.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

#[test]
fn draws_drift_in_opposite_ways_in_pairs() {
    let counts = arrivals(&authority(true, Drift { walk_sd: 0.2, ..Drift::NONE }), 80);
    let (even, odd): (Vec<f64>, Vec<f64>) = counts.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
    assert!(correlation(&even, &odd) < -0.8);
}

#[test]
fn authorities_share_the_common_walk_and_nothing_else() {
    let of = |number, drift| arrivals(&Rates { authority: number, ..authority(true, drift) }, 80);
    let common = Drift { common_sd: 0.2, ..Drift::NONE };
    assert!(correlation(&of(1, common), &of(2, common)) > 0.8);
    let own = Drift { walk_sd: 0.2, ..Drift::NONE };
    // 40 independent pairs: beyond 0.6 by chance in fewer than one run in 10,000.
    assert!(correlation(&of(1, own), &of(2, own)).abs() < 0.6);
}

#[test]
fn only_steps_from_need_and_plans_into_care_keep_to_the_children_living_here() {
    let of = |per_child| {
        let arrivals = StepRates { per_child, ..step(Position::NotKnown, Position::InNeed, 0.05) };
        let closing = StepRates { per_child, ..step(Position::InNeed, Position::Closed, 0.9) };
        rates(vec![arrivals, closing], vec![infants(Position::InNeed, 100.0)])
    };
    let settings = settings(4, Uncertainty::ALL);
    assert_eq!(project(&of(true), &settings), project(&of(false), &settings));
}
