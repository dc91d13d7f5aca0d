//! The embedded record against the code that is supposed to have made it.

use chain::backtest::{Options, Trial, recorded, run};
use reference::Reference;

#[test]
fn the_record_is_what_the_code_gives_today() {
    let record = recorded();
    let options = Options { origins: (2016, 2016), least_children: 1500.0, ..Options::default() };
    let again = run(Reference::embedded(), &options, |_, _| {});
    assert!(!again.is_empty());
    for trial in again {
        let kept: Vec<&Trial> = record
            .iter()
            .filter(|t| t.area == trial.area && t.origin == trial.origin && t.horizon == trial.horizon)
            .collect();
        assert_eq!(kept.len(), 1, "{} {}", trial.area, trial.origin);
        assert_eq!(
            (kept[0].actual, kept[0].said[0]),
            (trial.actual, trial.said[0]),
            "the record is out of step with the code: run `make record`"
        );
    }
}

#[test]
fn the_record_covers_every_origin_and_horizon() {
    let record = recorded();
    for origin in 2014..=2020u16 {
        for horizon in chain::backtest::HORIZONS {
            let cases = record.iter().filter(|t| t.origin == origin && t.horizon == horizon).count();
            assert!(cases >= 140, "{origin} + {horizon}: {cases}");
        }
    }
}
