//! Plain tables of 240 made-up authorities with known intensities: bias, coverage, and what shrinkage is worth.
//!
//! Each of 40 repetitions has authorities and luck of its own. Authorities of one repetition share what their estimates
//! rest on, so errors are standard errors over repetitions, not over authorities.

mod chance;
mod made_up_authorities;

use made_up_authorities::{Mean, SHARES, SIZES, Score, scores};

/// One of the 15 tests of this file.
fn check(found: Mean, expected: f64, what: &str) {
    chance::check(found.mean, found.error, expected, what);
}

#[test]
fn estimates_hold_known_intensities_as_often_as_they_say_and_beat_raw_rates() {
    for ((size, _), score) in SIZES.into_iter().zip(scores(40, 80)) {
        let Score { bias, covered, error_against_raw, relative_error, own_evidence } = score;
        check(bias, 0.0, &format!("bias of {size} authorities"));
        for (covered, share) in covered.into_iter().zip(SHARES) {
            check(covered, share, &format!("coverage of {share}, {size} authorities"));
        }
        // The goal of the project, whatever chance allows.
        assert!((0.93..0.97).contains(&covered[2].mean), "{size}: {:?}", covered[2]);
        let worst = error_against_raw.mean + chance::ONE_IN_10_000 * error_against_raw.error;
        assert!(worst < 1.0, "{size}: shrinkage loses, {error_against_raw:?}");
        assert!(relative_error[0].mean < relative_error[1].mean, "{size}: {relative_error:?}");
        assert!((0.0..1.0).contains(&own_evidence.mean));
    }
}
