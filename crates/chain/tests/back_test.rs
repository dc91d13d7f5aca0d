//! The embedded record against the code that is supposed to have made it.

use chain::backtest::{
    Group, HORIZONS, Kept, Method, Options, Score, Subject, recorded, recorded_scores, run,
};
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

#[test]
fn the_page_says_the_skill_of_the_record() {
    let scores = recorded_scores();
    let skill = |horizon: usize| {
        let of = |(group, score): &&(Group, Score)| {
            *group == Group::All
                && score.subject == Subject::LookedAfter
                && score.method == Method::Headwater
                && score.horizon == horizon
        };
        format!("{:.0}", scores.iter().find(of).expect("it is scored").1.skill * 100.0)
    };
    let [one, three, five, eight] = [1, 3, 5, 8].map(skill);
    let sentence = format!(
        "Skill over the best plain method is {one}, {three}, {five} and {eight}% at 1, 3, 5 and 8 years"
    );
    assert!(include_str!("../../../docs/back-test.md").contains(&sentence), "{sentence}");
}

/// Median of values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

#[test]
fn what_is_printed_is_the_record() {
    let readme = include_str!("../../../README.md");
    let page = include_str!("../../../docs/back-test.md");
    for (horizon, ahead) in [(1, "1 year"), (3, "3 years"), (5, "5 years"), (8, "8 years")] {
        let trials: Vec<Kept> =
            recorded().into_iter().filter(|t| t.origin <= 2020 && t.horizon == horizon).collect();
        let errors =
            |of: &dyn Fn(&Kept) -> f64| trials.iter().map(|t| of(t) / t.actual - 1.0).collect::<Vec<_>>();
        let absolute = |errors: Vec<f64>| median(errors.into_iter().map(f64::abs).collect()) * 100.0;
        let error = absolute(errors(&|t| t.median));
        let last = absolute(errors(&|t| t.last));
        // Nought has no sign.
        let bias = format!("{:.1}%", median(errors(&|t| t.median)) * 100.0).replace("-0.0%", "0.0%");
        let inside: Vec<String> = (0..3)
            .map(|n| {
                let held = trials
                    .iter()
                    .filter(|t| (t.intervals[n].0..=t.intervals[n].1).contains(&t.actual))
                    .count();
                format!("{:.0}", held as f64 / trials.len() as f64 * 100.0)
            })
            .collect();
        let row = format!("| {ahead} | {error:.1}% | {last:.1}% | {bias} | {}% |", inside.join(", "));
        assert!(page.contains(&row), "docs/back-test.md lacks\n{row}");
        if horizon != 8 {
            let row = format!("| {ahead} | {error:.1}%, {bias}, {}% | {last:.1}%,", inside[1]);
            assert!(readme.contains(&row), "README.md lacks\n{row}");
        }
    }
}
