//! Care leavers at the start, from figures published of real authorities.

use rates::published::{National, from_published};
use rates::{CareLeavers, Rates};
use reference::{Area, Measure, Reference};

fn rates_of(national: &National, area: &Area) -> Rates {
    from_published(Reference::embedded(), national, area.code).expect("rates")
}

#[test]
fn those_of_19_to_21_are_those_reported_and_the_older_those_reported_three_years_before() {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    for (name, now, before) in [("Enfield", 247.0, 251.0), ("Kent", 1_191.0, 1_161.0)] {
        let area = reference.find(name).expect("an authority");
        let CareLeavers { by_age } = rates_of(&national, area).care_leavers.expect("reported");
        let sum = |ages: std::ops::Range<usize>| by_age[ages].iter().sum::<f64>();
        assert!((sum(1..4) - now).abs() < 1e-9 && (sum(4..7) - before).abs() < 1e-9, "{name}: {by_age:?}");
        let left = reference.value(area.code, Measure::ClaCeasedByAge, "18 and over", 2025);
        assert_eq!(Some(by_age[0]), left, "{name}");
    }
}

#[test]
fn without_a_report_nobody_is_there_and_a_note_says_so() {
    let reference = Reference::embedded();
    let area = reference.find("Enfield").expect("an authority");
    // Reports begin with 2016.
    let rates = rates_of(&National::as_published(reference, 2015, National::WINDOW), area);
    assert_eq!(rates.care_leavers, None);
    assert!(
        rates.notes.iter().any(|note| note.contains("31 March 2015 is not published")),
        "{:?}",
        rates.notes
    );
}

/// The limit that the note states: children who turned 18 in care are nearly all of those who are later reported.
#[test]
fn who_turned_18_in_care_is_nineteen_in_twenty_of_those_reported() {
    let reference = Reference::embedded();
    let england = reference.england().code;
    let of = |measure, category, year| reference.value(england, measure, category, year).expect("published");
    for (year, share) in [(2023, 0.939), (2024, 0.949), (2025, 0.955)] {
        let turned_18: f64 = (1..=3).map(|ago| of(Measure::ClaCeasedByAge, "18 and over", year - ago)).sum();
        let seen = turned_18 / of(Measure::CareLeavers19To21, "", year);
        assert!((seen - share).abs() < 5e-4, "{year}: {seen}");
    }
}
