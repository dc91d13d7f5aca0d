//! The embedded record against the code that is supposed to have made it.

use chain::backtest::{Group, HORIZONS, Kept, Method, Options, Subject, recorded, recorded_scores, run};
use reference::Reference;

#[test]
fn the_record_is_what_the_code_gives_today() {
    let record = recorded();
    let options = Options { origins: (2016, 2016), least_children: 1500.0, ..Options::default() };
    let again = run(Reference::embedded(), &options, |_, _| {});
    assert!(!again.is_empty());
    for trial in again.iter().filter(|t| t.subject == Subject::LookedAfter) {
        let kept: Vec<&Kept> = record
            .iter()
            .filter(|t| t.area == trial.area && t.origin == trial.origin && t.horizon == trial.horizon)
            .collect();
        assert_eq!(kept.len(), 1, "{} {}", trial.area, trial.origin);
        assert_eq!(
            (kept[0].actual, kept[0].median),
            (trial.actual, trial.median),
            "the record is out of step with the code: run `make record`"
        );
    }
}

#[test]
fn the_record_covers_every_origin_and_horizon() {
    let record = recorded();
    let options = Options::default();
    for origin in options.origins.0..=options.origins.1 {
        for horizon in HORIZONS.into_iter().filter(|h| usize::from(origin) + h <= 2025) {
            let cases = record.iter().filter(|t| t.origin == origin && t.horizon == horizon).count();
            assert!(cases >= 140, "{origin} + {horizon}: {cases}");
        }
    }
}

#[test]
fn every_subject_is_scored_for_every_kind_of_group() {
    let scores = recorded_scores();
    for subject in Subject::ALL {
        let of = |group: Group| {
            scores.iter().any(|(g, s)| *g == group && s.subject == subject && s.method == Method::Headwater)
        };
        assert!(of(Group::All), "{subject:?}");
        assert!(of(Group::HeldOut), "{subject:?}");
    }
    let sizes = scores.iter().filter(|(g, _)| matches!(g, Group::Size(_))).count();
    let regions = scores.iter().filter(|(g, _)| matches!(g, Group::Region(_))).count();
    assert!(sizes > 0 && regions > 0, "{sizes} {regions}");
}
