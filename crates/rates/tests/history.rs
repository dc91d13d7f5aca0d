//! Rates by history: known ratios are held as often as intervals say, and no step is made or lost.

mod chance;
mod repetitions;

use luck::{Luck, Purpose};
use rand_distr::{Distribution, Normal, Poisson};
use rates::counted::{Count, Counted, from_counts};
use rates::{HISTORY_STRAY, PlacementMix, Population, Rates, Seen, StepRates};
use repetitions::Mean;
use units::{AgeBand, Exposure, History, Position, Step};

const STEP: Step = Step::new(Position::InNeed, Position::ProtectionPlan);
const COMES_BACK: Step = Step::new(Position::Closed, Position::InNeed);
/// Tables of each size.
const TABLES: u32 = 400;
/// Intensity by age, and what it is multiplied by in each band of time.
const AGES: [f64; 5] = [0.5, 0.3, 0.25, 0.2, 0.1];
const TIMES: [f64; 2] = [1.5, 0.6];
/// Share of each history in the exposure of each age: the older, the more have been here before.
const SHARES: [[f64; 3]; 5] =
    [[1.0, 0.0, 0.0], [0.8, 0.17, 0.03], [0.6, 0.32, 0.08], [0.45, 0.42, 0.13], [0.35, 0.45, 0.2]];

/// Nothing published.
fn nothing() -> Rates {
    Rates {
        base_year: 2025,
        authority: 0,
        population: Population { first_year: 2025, by_year: vec![[1e4; 5]] },
        stocks: vec![],
        infant_entry_power: 1.0,
        care_leavers: None,
        end_reasons: None,
        moves: None,
        steps: vec![],
        placements: PlacementMix { by_age: [[1.0 / 7.0; 7]; 5] },
        notes: vec![],
    }
}

fn rates(counts: Vec<Count>) -> Rates {
    let counted = Counted {
        care_leavers: None,
        base_year: 2025,
        years: 3.0,
        time_edges: vec![0.5],
        counts,
        population: Population { first_year: 2025, by_year: vec![[1e4; 5]] },
        stocks: vec![],
        placements: [[0.0; 7]; 5],
        moves: [Seen::default(); 5],
    };
    from_counts(&nothing(), &counted)
}

/// Counts with about so many steps in all, as chance has them.
fn counts(step: Step, steps: f64, ratios: [f64; 3], repetition: u32) -> Vec<Count> {
    let mut luck = Luck::new(20_261_124).stream(repetition, steps as u64, Purpose(3));
    let mut rows = Vec::new();
    for age in AgeBand::ALL {
        for (time, by_time) in TIMES.into_iter().enumerate() {
            let intensity = AGES[age.index()] * by_time;
            rows.push((age, time, [0, 1, 2].map(|h| (SHARES[age.index()][h], intensity * ratios[h]))));
        }
    }
    let scale = steps / rows.iter().flat_map(|row| row.2).map(|(share, rate)| share * rate).sum::<f64>();
    let mut seen = |(share, rate): (f64, f64)| {
        let mean = share * rate * scale;
        let steps = if mean > 0.0 { Poisson::new(mean).expect("a mean").sample(&mut luck) } else { 0.0 };
        Seen { steps, exposure: Exposure(share * scale) }
    };
    rows.into_iter()
        .map(|(age, time, cells)| Count { step, age, time, by_history: cells.map(&mut seen) })
        .collect()
}

/// How often 95% intervals of both ratios hold the truth, and how far estimates are off, over tables of a size.
fn score(steps: f64, ratios: impl Fn(u32) -> [f64; 3]) -> (Mean, Mean) {
    let runs: Vec<(f64, f64)> = (0..TABLES)
        .map(|repetition| {
            let truth = ratios(repetition);
            let rates = rates(counts(STEP, steps, truth, repetition));
            let history = &rates.steps[0].history;
            let of = |h: History| {
                let (low, high) = history.interval(h, 0.95);
                let true_ratio = truth[h.index()] / truth[0];
                let is_held = (low..high).contains(&true_ratio);
                (f64::from(u8::from(is_held)), (history.ratio(h) / true_ratio).ln())
            };
            let (a, b) = (of(History::KnownBefore), of(History::LookedAfterBefore));
            ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
        })
        .collect();
    (Mean::of(runs.iter().map(|run| run.0)), Mean::of(runs.iter().map(|run| run.1)))
}

#[test]
fn ratios_that_stray_as_the_prior_says_are_held_as_often_as_intervals_say() {
    let drawn = |repetition: u32| {
        let mut luck = Luck::new(7).stream(repetition, 0, Purpose(4));
        let normal = Normal::new(0.0, HISTORY_STRAY).expect("a spread");
        [0; 3].map(|_| f64::exp(normal.sample(&mut luck)))
    };
    for steps in [30.0, 300.0, 3_000.0] {
        let (covered, bias) = score(steps, drawn);
        println!("{steps} steps: {covered:?}, bias {bias:?}");
        chance::check(covered.mean, covered.error, 0.95, &format!("coverage, {steps} steps"));
        chance::check(bias.mean, bias.error, 0.0, &format!("bias, {steps} steps"));
    }
}

#[test]
fn fixed_ratios_are_held_once_there_are_steps_enough() {
    for ratios in [[1.0, 1.0, 1.0], [1.0, 1.5, 2.5], [1.0, 0.7, 1.4]] {
        let (covered, bias) = score(2_000.0, |_| ratios);
        println!("{ratios:?}: {covered:?}, bias {bias:?}");
        chance::check(covered.mean, covered.error, 0.95, &format!("coverage of {ratios:?}"));
        assert!(bias.mean.abs() < 0.03, "{ratios:?}: {bias:?}");
    }
}

#[test]
fn a_step_seen_rarely_has_ratios_near_one() {
    let known = |steps: f64| {
        let seen = |steps| Seen { steps, exposure: Exposure(100.0) };
        let by_history = [seen(steps), seen(4.0 * steps), Seen::default()];
        let count = Count { step: STEP, age: AgeBand::From5To9, time: 0, by_history };
        rates(vec![count]).steps[0].history.clone()
    };
    let (few, many) = (known(1.0), known(1_000.0));
    let ratio = |ratios: &rates::HistoryRatios| ratios.ratio(History::KnownBefore);
    assert!((1.1..2.5).contains(&ratio(&few)), "{}", ratio(&few));
    assert!((ratio(&many) - 4.0).abs() < 0.1, "{}", ratio(&many));
    // Nobody had been looked after before: all that is known is what is likely of any step.
    let (low, high) = few.interval(History::LookedAfterBefore, 0.95);
    assert!(low < 0.5 && high > 2.0, "{low} {high}");
    assert_eq!(few.seen(History::KnownBefore), Seen { steps: 4.0, exposure: Exposure(100.0) });
}

/// Steps that cells lead to expect of the exposure of one age, with factors and without.
fn expected(step: &StepRates, counts: &[Count], age: AgeBand, factors: &[[f64; 3]; 5]) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for count in counts.iter().filter(|c| c.age == age) {
        let cell = step.cell_at(age, count.time).expect("a cell");
        let intensity = step.cells[cell].posterior.mean().0;
        for (seen, factor) in count.by_history.iter().zip(factors[age.index()]) {
            sums.0 += intensity * factor * seen.exposure.0;
            sums.1 += intensity * seen.exposure.0;
        }
    }
    sums
}

#[test]
fn history_neither_makes_nor_loses_steps_at_any_age_in_any_draw() {
    let counts = counts(STEP, 50_000.0, [1.0, 1.5, 2.5], 1);
    let seen: f64 = counts.iter().map(|c| c.seen().steps).sum();
    let step = &rates(counts.clone()).steps[0];
    for normals in [[0.0, 0.0], [1.5, -1.0], [-2.0, 2.0]] {
        let factors = step.history.drawn(normals);
        let mut all = 0.0;
        for age in AgeBand::ALL {
            let (with, without) = expected(step, &counts, age, &factors);
            assert!((with / without - 1.0).abs() < 1e-12, "{age:?}: {with} {without}");
            all += with;
        }
        assert!((all / seen - 1.0).abs() < 0.001, "{all} {seen}");
    }
    // Infants are all here for the first time: what others did is not held against them.
    assert!((step.history.factors()[0][0] - 1.0).abs() < 1e-12);
    // At 16 and 17 most have been here before, so that the mean is far above first-timers.
    assert!(step.history.factors()[4][0] < 0.75);
}

#[test]
fn draws_spread_as_intervals_say() {
    let history = rates(counts(STEP, 300.0, [1.0, 1.5, 2.5], 2)).steps[0].history.clone();
    let mut luck = Luck::new(11).stream(0, 0, Purpose(5));
    let normal = Normal::new(0.0, 1.0).expect("a spread");
    let draws = 20_000;
    let mut held = [0.0; 2];
    for _ in 0..draws {
        let factors = history.drawn([normal.sample(&mut luck), normal.sample(&mut luck)])[3];
        for (held, of) in held.iter_mut().zip([History::KnownBefore, History::LookedAfterBefore]) {
            let (low, high) = history.interval(of, 0.8);
            *held += f64::from(u8::from((low..high).contains(&(factors[of.index()] / factors[0]))));
        }
    }
    for held in held {
        let share: f64 = held / f64::from(draws);
        assert!((share - 0.8).abs() < 0.015, "{share}");
    }
}

#[test]
fn children_who_come_back_keep_their_rate_however_few() {
    let back = |steps| {
        let seen = Seen { steps, exposure: Exposure(400.0) };
        rates(vec![Count::whatever_history(COMES_BACK, AgeBand::From5To9, 1, seen)])
    };
    assert!(back(0.0).steps.is_empty());
    let few = back(2.0);
    assert_eq!(few.steps[0].step, COMES_BACK);
    assert!(few.steps[0].is_complete());
    assert!(few.notes.iter().any(|note| note.contains("come back")), "{:?}", few.notes);
}

#[test]
fn without_history_there_are_no_ratios() {
    let seen = Seen { steps: 50.0, exposure: Exposure(100.0) };
    let arrivals = Step::new(Position::NotKnown, Position::InNeed);
    for step in [STEP, arrivals] {
        let rates = rates(vec![Count::whatever_history(step, AgeBand::From5To9, 0, seen)]);
        assert!(rates.steps[0].history.is_none());
    }
}
