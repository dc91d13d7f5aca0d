//! Intensities that differ by group of wards and by kind of placement, against closed forms.

#[path = "exact/alarm.rs"]
mod alarm;
mod made_up;

use alarm::Alarm;
use futures::{Lives, Measure, RateRatio, Settings, project};
use made_up::{SETTINGS, infants, rates, step};
use rates::Rates;
use units::{Placement, Position, Step};

const ENTRY: Step = Step::new(Position::InNeed, Position::LookedAfter);
const RETURN: Step = Step::new(Position::LookedAfter, Position::Closed);
const CHILDREN: f64 = 4_000.0;

fn ratio(lives: Lives, step: Step, ratio: f64) -> RateRatio {
    RateRatio { lives, step, ratio }
}

fn values(rates: &Rates, settings: &Settings, year: usize, measure: Measure) -> Vec<f64> {
    let flows = project(rates, settings);
    (0..flows.draws()).map(|draw| flows.value(draw, year, measure)).collect()
}

/// A quarter of the children live where care begins three times as often. Theirs is twice the authority's intensity and
/// that of the others two thirds of it, so that all together have the authority's.
#[test]
fn groups_of_wards_have_intensities_of_their_own() -> Result<(), String> {
    let (entry, closes) = (0.3, 0.5);
    let steps = vec![
        step(Position::InNeed, Position::LookedAfter, entry),
        step(Position::InNeed, Position::Closed, closes),
    ];
    let rates = rates(steps, vec![infants(Position::InNeed, CHILDREN)]);
    let settings = Settings {
        draws: 60,
        ward_groups: vec![0.25, 0.75],
        rate_ratios: vec![ratio(Lives::InWards(0), ENTRY, 3.0)],
        ..SETTINGS
    };
    let alarm = Alarm::over(4);
    for (group, share, own) in [(0, 0.25, 2.0 * entry), (1, 0.75, entry * 2.0 / 3.0)] {
        for year in [0, 4] {
            let out = own + closes;
            let entered = own / out * (1.0 - (-out * (year + 1) as f64).exp());
            let seen = values(&rates, &settings, year, Measure::StockWards(Position::LookedAfter, group));
            alarm.check(&format!("group {group}, year {year}"), &seen, CHILDREN * share * entered)?;
        }
    }
    Ok(())
}

/// Half of the infants live with foster carers, and a fifth of those who are older. Who lives there goes home twice as
/// often as who lives in a home; who moves at the first birthday has one intensity before it and another after.
#[test]
fn intensities_follow_the_kind_of_placement_as_children_grow() -> Result<(), String> {
    let returns = 0.6;
    let mut rates = rates(
        vec![step(Position::LookedAfter, Position::Closed, returns)],
        vec![infants(Position::LookedAfter, CHILDREN)],
    );
    let (foster, home) = (Placement::Foster.index(), Placement::ChildrensHome.index());
    rates.placements.by_age = [[0.0; 7]; 5];
    for (age, mix) in rates.placements.by_age.iter_mut().enumerate() {
        (mix[foster], mix[home]) = if age == 0 { (0.5, 0.5) } else { (0.2, 0.8) };
    }
    let settings = Settings {
        draws: 60,
        rate_ratios: vec![ratio(Lives::InPlacement(Placement::Foster), RETURN, 2.0)],
        ..SETTINGS
    };
    // Relative to the mean at each age: 1.5 for infants, 1.2 for older children.
    let (infants, older) = ([2.0 / 1.5, 1.0 / 1.5], [2.0 / 1.2, 1.0 / 1.2]);
    // Those who stay with carers, who move to a home, who are in one all along.
    let paths = [(0.2, infants[0], older[0]), (0.3, infants[0], older[1]), (0.5, infants[1], older[1])];
    let here = |(share, young, old): (f64, f64, f64), years: f64| -> f64 {
        // Ages at the start are spread evenly over the first year of life.
        let ages = (0..1_000).map(|n| (f64::from(n) + 0.5) / 1_000.0);
        let left = ages.map(|age| (-returns * (young * (1.0 - age) + old * (years - 1.0 + age))).exp());
        share * left.sum::<f64>() / 1_000.0
    };
    let alarm = Alarm::over(4);
    for year in [0, 2] {
        let years = (year + 1) as f64;
        let foster = CHILDREN * here(paths[0], years);
        let seen = values(&rates, &settings, year, Measure::StockPlacement(Placement::Foster));
        alarm.check(&format!("foster care, year {year}"), &seen, foster)?;
        let homes = CHILDREN * (here(paths[1], years) + here(paths[2], years));
        let seen = values(&rates, &settings, year, Measure::StockPlacement(Placement::ChildrensHome));
        alarm.check(&format!("children's homes, year {year}"), &seen, homes)?;
    }
    Ok(())
}

/// Ratios are relative to each other: the same for all is none at all.
#[test]
fn the_same_ratio_everywhere_changes_nothing() {
    let steps = vec![
        step(Position::InNeed, Position::LookedAfter, 0.3),
        step(Position::LookedAfter, Position::Closed, 0.6),
    ];
    let rates = rates(steps, vec![infants(Position::InNeed, 500.0)]);
    let plain = Settings { ward_groups: vec![0.5, 0.5], ..SETTINGS };
    let everywhere = [Lives::InWards(0), Lives::InWards(1)].map(|lives| ratio(lives, ENTRY, 4.0));
    let placements = Placement::ALL.map(|kind| ratio(Lives::InPlacement(kind), RETURN, 0.5));
    let rate_ratios = everywhere.into_iter().chain(placements).collect();
    assert_eq!(project(&rates, &plain), project(&rates, &Settings { rate_ratios, ..plain }));
}
