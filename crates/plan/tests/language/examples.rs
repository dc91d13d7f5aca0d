//! The worked scenarios read without an error.

use crate::full::read_text;

const EXAMPLES: [(&str, &str); 8] = [
    ("stockport-merger", include_str!("../../../../examples/scenarios/stockport-merger.toml")),
    ("luton-hubs", include_str!("../../../../examples/scenarios/luton-hubs.toml")),
    ("coventry-volunteers", include_str!("../../../../examples/scenarios/coventry-volunteers.toml")),
    ("medway-diversion", include_str!("../../../../examples/scenarios/medway-diversion.toml")),
    (
        "family-group-conferences",
        include_str!("../../../../examples/scenarios/family-group-conferences.toml"),
    ),
    ("family-help-merger", include_str!("../../../../examples/scenarios/family-help-merger.toml")),
    ("residential-sufficiency", include_str!("../../../../examples/scenarios/residential-sufficiency.toml")),
    ("cut-early-help", include_str!("../../../../examples/scenarios/cut-early-help.toml")),
];

#[test]
fn every_worked_scenario_is_read() {
    for (name, text) in EXAMPLES {
        let scenario = read_text(text).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
        assert!(!scenario.about.is_empty(), "{name} says what it is for");
        assert!(scenario.notes.is_empty(), "{name}: {:#?}", scenario.notes);
    }
}

#[test]
fn the_figures_of_the_report_are_those_of_the_scenarios() {
    let text = |name: &str| EXAMPLES.iter().find(|(n, _)| *n == name).expect("there").1;
    let stockport = read_text(text("stockport-merger")).expect("right");
    // In full from April 2028: £1.2m a year less.
    assert_eq!(stockport.planned_cost(4).pounds(), -1_200_000.0);
    let coventry = read_text(text("coventry-volunteers")).expect("right");
    let three_years: f64 = (0..10).map(|year| coventry.planned_cost(year).pounds()).sum();
    assert!((54_000.0..=60_000.0).contains(&three_years), "{three_years}");
    let conferences = read_text(text("family-group-conferences")).expect("right");
    let ratio = conferences.engine.services[0].effects[0].ratio;
    assert!((ratio.middle - 0.756).abs() < 0.0006, "{ratio:?}");
}
