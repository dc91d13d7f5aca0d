//! *Where we are* against the rates that DfE prints itself.

use chain::{Country, standing};
use reference::Reference;

/// Rates per 10,000 children at or in the year to 31 March 2025: referrals, in need, protection plans, looked
/// after.
///
/// **Source**: DfE, Children in need 2025 and Children looked after in England 2025, as printed in the local
/// authority interactive tool (looked after in whole numbers, the others to one decimal).
const PUBLISHED: [(&str, [f64; 4]); 5] = [
    ("Camden", [591.3, 512.5, 42.8, 58.0]),
    ("Stockport", [566.3, 398.6, 42.1, 75.0]),
    ("Leeds", [584.7, 327.7, 36.0, 85.0]),
    ("Hartlepool", [957.8, 635.8, 82.0, 157.0]),
    ("Kent", [676.3, 316.5, 32.4, 53.0]),
];

#[test]
fn rates_of_five_authorities_equal_the_published_ones() {
    let reference = Reference::embedded();
    for (name, published) in PUBLISHED {
        let area = reference.find(name).expect("a known authority");
        let standing = standing(reference, area);
        for (level, expected) in standing.levels.iter().zip(published) {
            let (_, rate) = *level.rates.last().expect("a last year");
            let rate = rate.expect("a published rate");
            let unit = if level.name == "Looked after" { 1.0 } else { 0.1 };
            assert!(
                (rate - expected).abs() <= unit / 2.0 + 1e-9,
                "{name}, {}: {rate} {expected}",
                level.name
            );
        }
    }
}

#[test]
fn every_authority_can_be_shown() {
    let reference = Reference::embedded();
    for area in reference.authorities() {
        let standing = standing(reference, area);
        assert_eq!(standing.levels.len(), 4, "{}", area.name);
        assert!(standing.stands_out.len() <= 3);
    }
}

#[test]
fn all_but_the_smallest_authorities_have_rates() {
    let country = Country::today();
    let without: Vec<&str> = country
        .reference
        .authorities()
        .filter(|a| country.rates(a).is_err())
        .map(|a| a.name.as_str())
        .collect();
    assert!(without.len() <= 2, "{without:?}");
    for area in country.reference.authorities() {
        let Ok(rates) = country.rates(area) else { continue };
        for step in &rates.steps {
            assert!(step.is_complete(), "{}: {}", area.name, step.step);
            for cell in &step.cells {
                let mean = cell.posterior.mean().0;
                assert!(mean.is_finite() && mean > 0.0, "{}: {} {mean}", area.name, step.step);
            }
        }
        for row in rates.placements.by_age {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{}", area.name);
        }
    }
}
