//! What tests measure simulations by, against published numbers and hand calculations.

#[path = "exact/mod.rs"]
mod exact;

use exact::alarm::Alarm;
use exact::chain::Stretch;
use exact::queue::Erlang;
use exact::six_positions::{self, NAMES, POSITIONS};
use luck::{Luck, Purpose};
use rand_distr::{Distribution, StandardNormal};

#[track_caller]
fn close(seen: f64, expected: f64, within: f64) {
    assert!((seen - expected).abs() < within, "{seen}, expected {expected} ± {within}");
}

#[track_caller]
fn all_close(seen: [f64; POSITIONS], expected: [f64; POSITIONS]) {
    for (seen, expected) in seen.into_iter().zip(expected) {
        close(seen, expected, 1e-9);
    }
}

#[test]
fn two_positions_follow_the_formula_by_hand() {
    let (there, back) = (0.3, 1.7);
    let both = there + back;
    for years in [0.0, 0.01, 4.2, 60.0] {
        let stretch = Stretch::new(&[[-there, there], [back, -back]], years);
        let gone = 1.0 - f64::exp(-both * years);
        close(stretch.chances[0][1], there / both * gone, 1e-13);
        close(stretch.years[0][1], there / both * (years - gone / both), 1e-12);
        close(stretch.years[1].iter().sum(), years, 1e-12);
    }
}

#[test]
fn eight_positions_in_a_row_are_passed_as_in_a_poisson_process() {
    let mut generator = [[0.0; 8]; 8];
    for position in 0..7 {
        generator[position][position] = -3.0;
        generator[position][position + 1] = 3.0;
    }
    let stretch = Stretch::new(&generator, 2.0);
    let mut chance = (-6.0f64).exp();
    for position in 0..7 {
        close(stretch.chances[0][position], chance, 1e-14);
        chance *= 6.0 / (position + 1) as f64;
    }
}

/// Numbers that an independent calculation of the same job gave, to ten decimals.
#[test]
fn six_positions_come_to_the_published_numbers() {
    let stretch = six_positions::alone(0.0, 20.0, 0.0);
    all_close(
        stretch.chances[0],
        [0.8117584098, 0.0404512416, 0.0302780903, 0.0050354975, 0.0082623145, 0.1042144464],
    );
    all_close(
        stretch.years[0],
        [17.2130032647, 0.8255481844, 0.6126468671, 0.0983213593, 0.1441742343, 1.1063060903],
    );
    all_close(
        six_positions::alone(0.0, 18.0, 0.0).chances[0],
        [0.8140738110, 0.0405666029, 0.0303642429, 0.0050497983, 0.0082839963, 0.1016615486],
    );
    all_close(
        six_positions::alone(7.5, 10.5, 0.0).chances[2],
        [0.8389126367, 0.0418228781, 0.0314455766, 0.0052514390, 0.0098421421, 0.0727253275],
    );
}

#[test]
fn discounted_costs_come_to_the_published_numbers() {
    let costs = [0.0, 1500.0, 5000.0, 9000.0, 51080.0, 0.0];
    for (start, age, years, expected) in
        [(0, 0.0, 20.0, 8796.391405), (0, 0.0, 18.0, 8088.468181), (2, 7.5, 10.5, 17203.888237)]
    {
        let discounted = six_positions::alone(age, years, 1.035f64.ln()).years[start];
        close(discounted.iter().zip(costs).map(|(time, cost)| time * cost).sum(), expected, 1e-5);
    }
}

#[test]
fn years_of_all_ages_add_up() {
    let coarse = six_positions::by_year(180);
    let fine = six_positions::by_year(720);
    assert_eq!(coarse.len(), six_positions::YEARS);
    for ((chances, spent), (fine_chances, fine_spent)) in coarse.iter().zip(&fine) {
        close(chances.iter().sum(), 1.0, 1e-12);
        close(spent.iter().sum(), 1.0, 1e-12);
        for position in 0..POSITIONS {
            close(chances[position], fine_chances[position], 1e-5);
            close(spent[position], fine_spent[position], 1e-5);
        }
    }
    // Of children who are 17 to 18 at the start, a year before all is quiet; of all, fewer leave than of the youngest.
    let left = NAMES.len() - 1;
    assert!(fine[19].0[left] < six_positions::alone(0.0, 20.0, 0.0).chances[0][left]);
}

#[test]
fn queues_have_the_textbook_values() {
    let two = Erlang::of(2, 1.0, 1.0).unwrap();
    close(two.must_wait, 1.0 / 3.0, 1e-15);
    close(two.mean_waiting, 1.0 / 3.0, 1e-15);
    close(two.mean_wait, 1.0 / 3.0, 1e-15);
    close(two.mean_in_use, 1.0, 1e-15);
    // One place: who arrives waits with the chance that it is in use, and ρ² / (1 − ρ) wait.
    let one = Erlang::of(1, 0.8, 1.0).unwrap();
    close(one.must_wait, 0.8, 1e-15);
    close(one.mean_waiting, 3.2, 1e-14);
    // By hand, from the chances of 0, 1 and 2 in use: 1 : 2 : 2, and 2 × (2/3)ⁿ⁻² from three on.
    let three = Erlang::of(3, 4.0, 2.0).unwrap();
    close(three.must_wait, 4.0 / 9.0, 1e-15);
    close(three.mean_waiting, 8.0 / 9.0, 1e-15);
    close(three.mean_wait, 2.0 / 9.0, 1e-15);
    // Many places: no overflow, and nobody waits for one of twice as many as are used.
    assert!(Erlang::of(2000, 1000.0, 1.0).unwrap().must_wait < 1e-100);
    assert_eq!(Erlang::of(3, 3.0, 1.0), None);
}

#[test]
fn alarms_are_as_far_out_as_tables_say() {
    // Quantiles of Student's distribution as printed in tables.
    close(Alarm::with_rate(0.05, 1).errors(11).unwrap(), 2.228, 5e-4);
    close(Alarm::with_rate(0.05, 50).errors(21).unwrap(), 3.850, 5e-4);
    // With many draws, those of the normal: 5.3267 for one in ten million.
    close(Alarm::over(1).errors(1_000_001).unwrap(), 5.3267, 5e-4);
    assert!(Alarm::over(1).errors(20).unwrap() > 8.0);
    assert!(Alarm::over(100).errors(200) > Alarm::over(1).errors(200));
    assert_eq!(Alarm::over(1).errors(1), None);
}

#[test]
fn alarms_ring_as_often_as_stated() {
    let (alarm, runs) = (Alarm::with_rate(0.02, 2), 20_000);
    let rings = |shift: f64| {
        let one = |run| {
            let mut luck = Luck::new(5).stream(run, 0, Purpose(0));
            let draws: Vec<f64> =
                (0..10).map(|_| StandardNormal.sample(&mut luck)).map(|z: f64| z + shift).collect();
            alarm.check("a mean", &draws, 0.0).is_err()
        };
        (0..runs).filter(|run| one(*run)).count() as f64
    };
    // Binomial: 200 of 20,000, with a standard deviation of 14.
    close(rings(0.0), 200.0, 5.5 * 14.1);
    // A mean that is off by two standard deviations of a draw is always seen.
    assert!(rings(2.0) > 0.97 * f64::from(runs));
}

#[test]
fn alarms_say_what_is_off() {
    let draws = [1.0, 1.1, 0.9, 1.05, 0.95, 1.0, 1.1, 0.9];
    assert_eq!(Alarm::over(3).check("starts", &draws, 1.01), Ok(()));
    let said = Alarm::over(3).check("starts", &draws, 5.0).unwrap_err();
    assert!(said.starts_with("starts: mean 1 of 8 draws, expected 5 ± "), "{said}");
    assert!(Alarm::over(3).check("starts", &[2.0, 2.0], 2.5).is_err());
    assert!(Alarm::over(3).check("starts", &[f64::NAN, 1.0], 1.0).is_err());
    assert!(Alarm::over(3).check("starts", &[], 1.0).is_err());
}
