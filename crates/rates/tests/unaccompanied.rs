//! Unaccompanied children told apart from published figures, on real authorities.

use std::sync::OnceLock;

use rates::Rates;
use rates::published::{National, from_published, from_published_together};
use reference::{Measure, Reference};
use units::{AgeBand, Position, Step};

const BASE: u16 = 2025;

fn national() -> &'static National {
    static NATIONAL: OnceLock<National> = OnceLock::new();
    NATIONAL.get_or_init(|| National::as_published(Reference::embedded(), BASE, National::WINDOW))
}

fn rates_of(name: &str) -> Rates {
    let reference = Reference::embedded();
    let area = reference.find(name).expect("an authority");
    from_published(reference, national(), area.code).expect("rates")
}

fn published(name: &str, measure: Measure) -> f64 {
    let reference = Reference::embedded();
    let area = reference.find(name).expect("an authority");
    reference.value(area.code, measure, "", BASE).expect("published")
}

/// Mean intensity of a step at an age.
fn intensity(rates: &Rates, step: Step, age: AgeBand) -> f64 {
    let step = rates.steps.iter().find(|s| s.step == step).expect("a step");
    step.cells[step.cell_at(age, 0).expect("a cell")].posterior.mean().0
}

const ARRIVAL: Step = Step::new(Position::NotKnown, Position::Unaccompanied);
const TRANSFER: Step = Step::new(Position::Unaccompanied, Position::NotKnown);
const OTHER_END: Step = Step::new(Position::Unaccompanied, Position::Closed);

/// Arrivals a year in the first year, by age.
fn arrivals(rates: &Rates) -> [f64; 5] {
    AgeBand::ALL.map(|age| intensity(rates, ARRIVAL, age) * rates.population.at(0, age))
}

#[test]
fn the_stream_and_the_rest_are_all_looked_after_children() {
    for name in ["Kent", "Croydon", "Hartlepool", "Hillingdon", "Portsmouth"] {
        let rates = rates_of(name);
        let apart = rates.stock(Position::Unaccompanied).expect("a stream");
        assert_eq!(apart.total().round(), published(name, Measure::UascAt31March), "{name}");
        let all = rates.children_in(Position::LookedAfter);
        assert!((all - published(name, Measure::ClaAt31March)).abs() < 1.0, "{name}: {all}");
        let together = {
            let reference = Reference::embedded();
            let code = reference.find(name).expect("an authority").code;
            from_published_together(reference, national(), code).expect("rates")
        };
        let everybody = together.stock(Position::LookedAfter).expect("a stock").by_age;
        let rest = rates.stock(Position::LookedAfter).expect("a stock").by_age;
        for age in 0..5 {
            assert!((rest[age] + apart.by_age[age] - everybody[age]).abs() < 1e-6, "{name}, age {age}");
            assert!(rest[age] >= 0.0 && (age >= 3 || apart.by_age[age] == 0.0), "{name}, age {age}");
        }
        assert!(rates.steps.iter().all(|step| step.is_complete()), "{name}");
    }
}

#[test]
fn those_present_are_in_balance_with_those_who_come_and_go() {
    // Children of 14 to 15 and of 16 to 17 are followed by hand, week by week, until numbers are steady.
    for name in ["Kent", "Hartlepool", "Hillingdon"] {
        let rates = rates_of(name);
        let come = arrivals(&rates);
        let exits = intensity(&rates, TRANSFER, AgeBand::From16To17)
            + intensity(&rates, OTHER_END, AgeBand::From16To17);
        const WEEK: f64 = 1.0 / 52.0;
        let mut by_week = [0.0; 208];
        for _ in 0..6 * 52 {
            by_week.rotate_right(1);
            by_week[0] = 0.0;
            for (week, here) in by_week.iter_mut().enumerate() {
                let band = if week < 104 { 3 } else { 4 };
                *here =
                    *here * (-exits * WEEK).exp() + come[band] / 104.0 * WEEK * (1.0 - exits * WEEK / 2.0);
            }
        }
        let steady: f64 = by_week.iter().map(|n| n * 1.0).sum();
        let today = rates.stock(Position::Unaccompanied).expect("a stream").total();
        assert!((steady / today - 1.0).abs() < 0.2, "{name}: {steady} beside {today}");
    }
}

#[test]
fn kent_transfers_most_and_croydon_few() {
    let [kent, croydon] = ["Kent", "Croydon"].map(rates_of);
    let moved = |rates: &Rates| intensity(rates, TRANSFER, AgeBand::From16To17);
    assert!(moved(&kent) > 3.0 && moved(&croydon) < 0.4, "{} {}", moved(&kent), moved(&croydon));
    // Starts of the last years, the latest counting most, lie between 1,130 in 2023 and 2,685 in 2025.
    let come: f64 = arrivals(&kent).iter().sum();
    assert!((1_500.0..2_685.0).contains(&come), "{come}");
    // Without them the rest of care is left as other authorities leave it: most exits before 18 at 16 and 17 were theirs.
    let closed = Step::new(Position::LookedAfter, Position::Closed);
    assert!(intensity(&kent, closed, AgeBand::From16To17) < 0.3);
}

#[test]
fn figures_that_are_withheld_leave_one_pool_and_a_note() {
    let reference = Reference::embedded();
    for name in ["Knowsley", "Rutland"] {
        let rates = rates_of(name);
        assert!(rates.stock(Position::Unaccompanied).is_none(), "{name}");
        assert!(rates.steps.iter().all(|s| s.step != ARRIVAL), "{name}");
        assert!(
            rates.notes.iter().any(|n| n.contains("withheld, missing or under five")),
            "{:#?}",
            rates.notes
        );
        let code = reference.find(name).expect("an authority").code;
        let together = from_published_together(reference, national(), code).expect("rates");
        assert_eq!(rates.stocks, together.stocks, "{name}");
    }
}

#[test]
fn base_years_before_the_figures_know_no_stream() {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2020, National::WINDOW);
    for name in ["Kent", "Croydon", "Hartlepool"] {
        let code = reference.find(name).expect("an authority").code;
        let apart = from_published(reference, &national, code).expect("rates");
        assert_eq!(apart, from_published_together(reference, &national, code).expect("rates"), "{name}");
    }
}
