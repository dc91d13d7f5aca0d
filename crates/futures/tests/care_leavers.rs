//! Care leavers at the start: they are there, grow older and leave at 25, and nothing else notices.

mod made_up;

use futures::{Flows, Measure, Settings, project};
use made_up::{SETTINGS, infants, rates, step};
use rates::{CareLeavers, Rates};
use units::Position;

use Position::{CareLeaver, Closed, InNeed, LookedAfter, NotKnown};

const BY_AGE: [f64; CareLeavers::AGES] = [60.4, 50.3, 50.3, 40.0, 30.0, 20.0, 10.0];

fn authority(care_leavers: Option<CareLeavers>) -> Rates {
    let steps = vec![
        step(NotKnown, InNeed, 0.02),
        step(NotKnown, LookedAfter, 0.002),
        step(InNeed, Closed, 1.0),
        step(LookedAfter, Closed, 0.3),
    ];
    Rates { care_leavers, ..rates(steps, vec![infants(InNeed, 30.0), infants(LookedAfter, 40.0)]) }
}

fn run(care_leavers: Option<CareLeavers>) -> Flows {
    project(&authority(care_leavers), &Settings { years: 9, draws: 20, ..SETTINGS })
}

#[test]
fn those_at_the_start_leave_at_25_a_year_of_age_each_year() {
    let flows = run(Some(CareLeavers { by_age: BY_AGE }));
    // Only infants live here, so nobody else becomes a care leaver in nine years.
    let mut here = 261.0;
    for (year, leave) in [10.0, 20.0, 30.0, 40.0, 50.0, 50.0, 61.0, 0.0, 0.0].into_iter().enumerate() {
        let before = here;
        here -= leave;
        for draw in 0..flows.draws() {
            let of = |measure| flows.over_draws(year, measure)[draw];
            assert_eq!(of(Measure::Stock(CareLeaver)), here, "year {year}");
            assert_eq!(of(Measure::AgedOut(CareLeaver)), leave, "year {year}");
            let years = of(Measure::PersonYears(CareLeaver));
            assert!((here..=before).contains(&years), "year {year}: {years} of {before}");
        }
    }
}

#[test]
fn children_live_the_same_lives_with_and_without_them() {
    let (with, without) = (run(Some(CareLeavers { by_age: BY_AGE })), run(None));
    for year in 0..9 {
        for position in [InNeed, LookedAfter] {
            for measure in [Measure::Stock(position), Measure::PersonYears(position)] {
                assert_eq!(with.over_draws(year, measure), without.over_draws(year, measure));
            }
        }
        assert!(without.over_draws(year, Measure::Stock(CareLeaver)).iter().all(|n| *n == 0.0));
    }
}
