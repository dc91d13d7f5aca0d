//! Made-up tables with known rate ratios: bias, coverage, and what shrinkage is worth.
//!
//! Levels of one table share its reference, so errors are standard errors over tables, not over levels.

mod chance;
mod made_up_covariates;

use made_up_covariates::{Mean, SHARES, SIZES, Score, score};
use rates::covariates::Stray;

/// Tables of each size.
const TABLES: u32 = 200;
/// One of the 12 tests of this file.
fn check(found: Mean, expected: f64, what: &str) {
    chance::check(found.mean, found.error, expected, what);
}

fn check_size(size: usize) {
    let (name, steps) = SIZES[size];
    let Score { bias, covered, error, width, empty, refused, .. } = score(TABLES, steps, 1.0, Stray::Told);
    assert_eq!(refused, 0, "{name}");
    assert!(size > 0 || empty > 0.0, "small tables have levels without steps");
    check(bias, 0.0, &format!("bias, {name}"));
    for (covered, share) in covered.into_iter().zip(SHARES) {
        check(covered, share, &format!("coverage of {share}, {name}"));
    }
    // The goal of the project, whatever chance allows.
    assert!((0.93..0.97).contains(&covered[2].mean), "{name}: {:?}", covered[2]);
    let unshrunk = score(TABLES, steps, 1.0, Stray::Fixed(1e3));
    assert_eq!(unshrunk.refused, 0, "{name}");
    assert!(error < unshrunk.error && width < unshrunk.width, "{name}: {error} {}", unshrunk.error);
}

#[test]
fn small_tables_hold_known_ratios_as_often_as_they_say() {
    check_size(0);
}

#[test]
fn middling_tables_hold_known_ratios_as_often_as_they_say() {
    check_size(1);
}

#[test]
fn large_tables_hold_known_ratios_as_often_as_they_say() {
    check_size(2);
}

#[test]
fn intervals_hold_known_ratios_where_rows_vary_more_than_by_chance() {
    let score = score(TABLES, SIZES[1].1, 2.0, Stray::Told);
    assert!((1.7..2.1).contains(&score.overdispersion), "{}", score.overdispersion);
    assert!((0.92..0.97).contains(&score.covered[2].mean), "{:?}", score.covered[2]);
}
