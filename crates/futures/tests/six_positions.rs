//! The engine at the job of six positions, against the matrix exponential.

#[path = "exact/alarm.rs"]
mod alarm;
#[path = "exact/chain.rs"]
mod chain;
#[path = "exact/job.rs"]
mod job;
#[path = "exact/six_positions.rs"]
mod six_positions;

use alarm::Alarm;
use futures::{Period, PlainMeasure, Settings};
use six_positions::{NAMES, POSITIONS, YEARS};

const CHILDREN: u64 = 50_000;

#[test]
fn people_and_time_in_every_position_are_those_of_the_matrix_exponential() -> Result<(), String> {
    let settings = Settings { years: YEARS, draws: 40, seed: 9, ..Settings::default() };
    let flows = job::model(CHILDREN).project(&[], &settings).remove(0);
    let alarm = Alarm::over(2 * YEARS * POSITIONS);
    for (year, (chances, spent)) in six_positions::by_year(360).into_iter().enumerate() {
        for (position, name) in NAMES.iter().enumerate() {
            let share = |measure| -> Vec<f64> {
                flows.over_draws(year, measure).into_iter().map(|n| n / CHILDREN as f64).collect()
            };
            let here = share(PlainMeasure::Stock(position));
            alarm.check(&format!("{name} at the end of year {year}"), &here, chances[position])?;
            let time = share(PlainMeasure::PersonYears(position));
            alarm.check(&format!("time {name} in year {year}"), &time, spent[position])?;
        }
    }
    Ok(())
}

/// From birth, and from in need at seven and a half: the values published with the job.
#[test]
fn one_age_at_the_start_gives_the_chances_of_that_age() -> Result<(), String> {
    let alarm = Alarm::over(2 * 2 * POSITIONS);
    for (position, age, years) in [(0, 0.0, 20), (2, 7.5, 10)] {
        let mut model = job::model(CHILDREN);
        model.stock[0].ages = (age, age);
        model.stock[0].position = position;
        let settings = Settings { years, draws: 40, seed: 10, ..Settings::default() };
        let flows = model.project(&[], &settings).remove(0);
        let exact = six_positions::alone(age, years as f64, 0.0);
        for to in 0..POSITIONS {
            let chance: Vec<f64> = flows.over_draws(years - 1, PlainMeasure::Stock(to));
            let chance: Vec<f64> = chance.into_iter().map(|n| n / CHILDREN as f64).collect();
            alarm.check(&format!("{position} to {to}"), &chance, exact.chances[position][to])?;
            let spent: Vec<f64> = (0..settings.draws as usize)
                .map(|draw| {
                    let of = |year| flows.over_draws(year, PlainMeasure::PersonYears(to))[draw];
                    (0..years).map(of).sum::<f64>() / CHILDREN as f64
                })
                .collect();
            alarm.check(&format!("time in {to} from {position}"), &spent, exact.years[position][to])?;
        }
    }
    Ok(())
}

/// In every draw and period nobody is lost, nobody is doubled, and time spent is people times time.
#[test]
fn people_and_time_add_up_in_every_draw_and_period() {
    let model = job::model(2_000);
    for period in [Period::Year, Period::Quarter, Period::Month] {
        let settings = Settings { years: 7, draws: 3, seed: 11, period, ..Settings::default() };
        let flows = model.project(&[], &settings).remove(0);
        for at in 0..flows.periods() {
            for draw in 0..flows.draws() {
                let sum = |measure: fn(usize) -> PlainMeasure| -> f64 {
                    (0..POSITIONS).map(|p| flows.over_draws(at, measure(p))[draw]).sum()
                };
                assert_eq!(sum(PlainMeasure::Stock), 2_000.0, "{period:?} {at}");
                let exact = 2_000.0 / period.per_year() as f64;
                assert!((sum(PlainMeasure::PersonYears) - exact).abs() < 1e-9, "{period:?} {at}");
            }
        }
    }
}
