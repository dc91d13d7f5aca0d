//! Scenarios that change another file.

use crate::full::{FULL, read_in};

#[track_caller]
fn errors(text: &str, folder: &[(&str, &str)]) -> String {
    let errors = read_in(text, folder).expect_err("this is wrong");
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

const TOP: &str = "version = 2\nname = \"Larger\"\nextends = \"base.toml\"\n";

#[test]
fn later_keys_replace_earlier_ones_and_the_rest_stays() {
    let text = format!(
        "{TOP}[[service]]\nname = \"Family support team\"\nplaces = 30\n[[service.effect]]\nname = \"care\"\n\
         low = \"-11 percentage points\"\n[[service.payer]]\nagency = \"Local authority\"\nshare = \"60%\"\n\
         [[service.payer]]\nagency = \"Police\"\nshare = \"20%\"\n"
    );
    let base = read_in(FULL, &[]).expect("right");
    let larger = read_in(&text, &[("base.toml", FULL)]).expect("right");
    assert_eq!(larger.name, "Larger");
    assert_eq!(larger.engine.services.len(), 2);
    assert_eq!(larger.engine.services[0].places, 30);
    assert_eq!(larger.engine.services[0].effects.len(), 4);
    assert!(larger.engine.services[0].effects[1].ratio.low > base.engine.services[0].effects[1].ratio.low);
    assert_eq!(larger.engine.services[0].effects[0], base.engine.services[0].effects[0]);
    assert_eq!(larger.services[0].cost.payers.len(), 3);
    assert_eq!(larger.engine.changes, base.engine.changes);
}

#[test]
fn tables_are_added_and_removed_by_name() {
    let text = format!(
        "{TOP}[[cut]]\nname = \"Outreach\"\nremove = true\n[[track]]\nyear = \"2027-28\"\nremove = true\n\
         [[arrivals]]\nname = \"New front door\"\nposition = \"in need\"\nages = \"all\"\nper_year = 40\nlow = 20\n\
         high = 80\nstart = \"April 2027\"\n"
    );
    let s = read_in(&text, &[("base.toml", FULL)]).expect("right");
    assert_eq!(s.engine.services.len(), 1);
    assert_eq!(s.engine.arrivals.len(), 2);
    assert!(s.tracks.is_empty());
}

#[test]
fn a_list_without_names_replaces_the_list() {
    let text = format!(
        "{TOP}[[service]]\nname = \"Family support team\"\n[[service.effect]]\n\
         steps = [\"in need -> looked after\"]\nrate_ratio = 0.9\nlow = 0.8\nhigh = 1.0\n"
    );
    let s = read_in(&text, &[("base.toml", FULL)]).expect("right");
    assert_eq!(s.engine.services[0].effects.len(), 1);
}

#[test]
fn empty_text_takes_a_value_back() {
    let text = format!("{TOP}[[service]]\nname = \"Family support team\"\nend = \"\"\nrun_off = \"\"\n");
    let s = read_in(&text, &[("base.toml", FULL)]).expect("right");
    assert_eq!((s.engine.services[0].end, s.engine.services[0].run_off), (None, None));
}

#[test]
fn a_message_names_the_file_in_which_the_value_stands() {
    let base = FULL.replace("reach = \"60%\"", "reach = \"160%\"");
    let text = format!(
        "{TOP}[[service]]\nname = \"Second team\"\nplaces = 0\n[[service]]\nname = \"Family support team\"\nstay = 6\n"
    );
    let errors = errors(&text, &[("base.toml", &base)]);
    for part in [
        "base.toml: service.1.reach (Family support team): \"160%\"",
        "scenarios/merger.toml: service.1.places (Second team): \"0\"",
        "scenarios/merger.toml: service.2.stay (Family support team): \"6\"",
    ] {
        assert!(errors.contains(part), "{part} not in\n{errors}");
    }
}

#[test]
fn files_that_cannot_be_extended_are_refused() {
    assert!(
        errors(TOP, &[]).contains("extends: \"base.toml\": expected a scenario file that is in the same")
    );
    let outside = TOP.replace("base.toml", "../base.toml");
    assert!(errors(&outside, &[]).contains("without a path"));
    let itself = TOP.replace("base.toml", "merger.toml");
    assert!(errors(&itself, &[]).contains("would extend itself"));
    let round = "version = 2\nname = \"b\"\nextends = \"merger.toml\"\n";
    assert!(errors(TOP, &[("base.toml", round)]).contains("base.toml: extends: \"merger.toml\""));
    let removed = "version = 2\nname = \"a\"\n[[cut]]\nname = \"Outreach\"\nremove = true\n";
    assert!(errors(removed, &[]).contains("remove only where this file extends another"));
    let unknown = format!("{TOP}[[cut]]\nname = \"Elsewhere\"\nremove = true\n");
    assert!(errors(&unknown, &[("base.toml", FULL)]).contains("the name of a table to remove"));
}

#[test]
fn every_file_says_its_version() {
    let base = FULL.replacen("version = 2", "version = 3", 1);
    let errors_of_base = errors(TOP, &[("base.toml", &base)]);
    assert_eq!(errors_of_base.lines().count(), 1, "{errors_of_base}");
    assert!(errors_of_base.starts_with("base.toml: version: \"3\": expected 2"), "{errors_of_base}");
    let without = errors(&TOP.replacen("version = 2\n", "", 1), &[("base.toml", FULL)]);
    assert_eq!(without.lines().count(), 1, "{without}");
    assert!(without.starts_with("scenarios/merger.toml: version: nothing given"), "{without}");
}
