//! Authorities whose figures lack years, or begin late, or are of few children: each is told, and none is guessed.

use rates::Rates;
use rates::published::{National, Unidentified, from_published};
use reference::{Measure, Reference};

fn rates_of(name: &str, base_year: u16) -> Result<Rates, Unidentified> {
    let reference = Reference::embedded();
    let national = National::as_published(reference, base_year, National::WINDOW);
    let area = reference.find(name).expect("an authority");
    from_published(reference, &national, area.code)
}

/// Expects a note with all of these parts.
fn expect_note(rates: &Rates, parts: &[&str]) {
    let found = rates.notes.iter().any(|note| parts.iter().all(|part| note.contains(part)));
    assert!(found, "{parts:?} not in {:#?}", rates.notes);
}

#[test]
fn missing_years_are_named_with_the_reason_and_what_stands_in() {
    let figures = ["protection plans at 31 March", "protection plans started", "episodes of need started"];
    let hampshire = rates_of("Hampshire", 2025).expect("rates");
    expect_note(&hampshire, &[&figures[..], &["2024 (low reliability)", "left out"]].concat());
    let hackney = rates_of("Hackney", 2025).expect("rates");
    expect_note(&hackney, &[&figures[..], &["2021 (not available), 2022 (not available)"]].concat());
    for (name, base_year, last) in [("Hampshire", 2024, 2023), ("Hackney", 2022, 2020)] {
        let rates = rates_of(name, base_year).expect("rates");
        let stands_in = format!("those of {last} stand in");
        expect_note(&rates, &["Children in need at 31 March", "were not published", &stands_in]);
    }
    let enfield = rates_of("Enfield", 2025).expect("rates");
    assert!(!enfield.notes.iter().any(|note| note.contains("Not published for")), "{:#?}", enfield.notes);
}

#[test]
fn no_step_is_counted_without_its_exposure() {
    // Steps out of need go with the children in need at the end of their year.
    let reference = Reference::embedded();
    let hampshire = reference.find("Hampshire").expect("an authority").code;
    for (base_year, counted_in) in [(2024, 2023), (2025, 2025)] {
        let started = reference.value(hampshire, Measure::CppStarted, "", counted_in).expect("published");
        let rates = rates_of("Hampshire", base_year).expect("rates");
        let plans = rates.steps.iter().find(|step| step.step.to_string() == "in need -> protection plan");
        let counted: f64 = plans.expect("a step").cells.iter().map(|cell| cell.steps).sum();
        assert!((counted - started).abs() < 1.0, "{base_year}: {counted} beside {started} of {counted_in}");
    }
}

#[test]
fn new_authorities_begin_with_their_first_full_year() {
    for (name, begin) in [
        ("Dorset", "2020"),
        ("Bournemouth, Christchurch and Poole", "2020"),
        ("North Northamptonshire", "2022"),
        ("West Northamptonshire", "2022"),
        ("Cumberland", "2024"),
        ("Westmorland and Furness", "2024"),
    ] {
        expect_note(
            &rates_of(name, 2025).expect("rates"),
            &["present boundaries", &format!("begin in {begin}")],
        );
    }
}

#[test]
fn few_children_are_told_and_none_is_refused_by_name() {
    let rutland = rates_of("Rutland", 2025).expect("rates");
    expect_note(&rutland, &["32 children were looked after", "chance moves rates far"]);
    for step in &rutland.steps {
        for cell in &step.cells {
            let (mean, (low, high)) = (cell.posterior.mean().0, cell.posterior.interval(0.95));
            assert!(mean.is_finite() && mean >= 0.0 && low.0 >= 0.0 && high.0.is_finite(), "{}", step.step);
        }
    }
    let refusal = rates_of("Isles of Scilly", 2025).expect_err("no stock was published").to_string();
    assert!(
        refusal.contains("Isles of Scilly") && refusal.contains("children looked after at 31 March 2025")
    );
}
