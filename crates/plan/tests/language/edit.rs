//! Files changed with their comments kept, and files of version 1.

use crate::full::{FULL, read_in, read_text, steps};
use plan::language::{Measured, is_version_1, remove_key, set_key, upgrade, without_effects};

const TEXT: &str = "# The team of the north.
version = 2
name = \"North\"

# What is bought.
[[service]]
name = \"Team\"   # as members know it
# Agreed with finance.
places = 60 # at most
reach = \"60%\"

  # The trial of 2023.
  [[service.effect]]
  rate_ratio = 0.8
";

#[test]
fn one_key_is_set_and_every_comment_stays() {
    let changed = set_key("a.toml", TEXT, "service.1.places", &["45"]).expect("set");
    assert_eq!(changed, TEXT.replace("60 # at most", "45 # at most"));
    let changed = set_key("a.toml", TEXT, "service.1.reach", &["70%"]).expect("set");
    assert_eq!(changed, TEXT.replace("\"60%\"", "\"70%\""));
    let changed = set_key("a.toml", TEXT, "service.1.effect.1.rate_ratio", &["0.75"]).expect("set");
    assert_eq!(changed, TEXT.replace("0.8", "0.75"));
    let changed = set_key("a.toml", TEXT, "service.1.stay", &["6 months"]).expect("set");
    assert_eq!(changed, TEXT.replace("\"60%\"\n", "\"60%\"\nstay = \"6 months\"\n"));
}

#[test]
fn a_new_table_can_be_begun_and_lists_are_lists() {
    let changed = set_key("a.toml", TEXT, "service.2.name", &["South"]).expect("set");
    assert!(changed.starts_with(TEXT.trim_end()), "{changed}");
    assert!(changed[TEXT.len() - 1..].contains("[[service]]\nname = \"South\""), "{changed}");
    let changed = set_key("a.toml", TEXT, "service.1.positions", &["in need"]).expect("set");
    assert!(changed.contains("positions = [\"in need\"]"), "{changed}");
}

#[test]
fn a_key_goes_and_the_comment_above_it_stays() {
    let changed = remove_key("a.toml", TEXT, "service.1.places").expect("removed");
    assert_eq!(changed, TEXT.replace("places = 60 # at most\n", ""));
    let changed = remove_key("a.toml", TEXT, "service.1.reach").expect("removed");
    assert_eq!(changed, TEXT.replace("reach = \"60%\"\n", ""));
    assert_eq!(remove_key("a.toml", TEXT, "service.1.stay").expect("not there"), TEXT);
}

#[test]
fn keys_that_are_none_are_refused() {
    for key in ["service.1.placs", "service.places", "service.0.places", "service.1.1.places", "places", ""] {
        assert!(set_key("a.toml", TEXT, key, &["1"]).is_err(), "{key}");
        assert!(remove_key("a.toml", TEXT, key).is_err(), "{key}");
    }
    assert!(set_key("a.toml", TEXT, "service.4.places", &["1"]).is_err(), "there is one service");
    assert!(set_key("a.toml", "places 60", "name", &["1"]).is_err(), "not TOML");
}

const VERSION_1: &str = "# An example to edit.

# The team.
[service]
name = \"Family support team\"
position = \"in need\" # only
# Schoolchildren.
age_from = 5
age_to = 15 # last one served
places = 60
start = 2027-04-01
ramp_up = \"6 months\"
stay = \"6 months\"
reach = \"60%\"
# Guessed.
fade_out = \"12 months\"

# What it does.
[effect]
steps = [\"in need -> protection plan\", \"in need -> looked after\"]
ratio = 0.8 # a trial
low = 0.67
high = 0.95

[cost]
place_year = \"£6,500\"
set_up = \"£50,000\"
price_year = \"2024-25\"

# Who pays.
[[payer]]
agency = \"Local authority\"
share = \"80%\"

[[payer]]
agency = \"Integrated care board\"
share = \"20%\"
";

#[test]
fn version_1_becomes_version_2_with_its_comments() {
    let new = upgrade("a.toml", VERSION_1).expect("upgraded");
    for comment in VERSION_1.lines().filter_map(|l| l.find('#').map(|at| &l[at..])) {
        assert!(new.contains(comment), "{comment} not in\n{new}");
    }
    assert!(new.starts_with("# An example to edit."), "{new}");
    assert!(new.contains("ages = \"5 to 15\""), "{new}");
    assert!(new.contains("positions = [\"in need\"] # only"), "{new}");
    assert_eq!(upgrade("a.toml", &new).expect("again"), new);
    assert_eq!(read_text(&new), read_text(VERSION_1));
}

#[test]
fn version_1_is_read_as_a_scenario_of_one_service() {
    let s = read_text(VERSION_1).expect("right");
    assert_eq!(s.name, "Family support team");
    let service = &s.engine.services[0];
    assert_eq!((service.places, service.who.age_to, service.effects[0].ratio.low), (60, 16.0, 0.67));
    assert_eq!(s.services[0].cost.payers.len(), 2);
    let old = {
        let raw = plan::Raw::from_toml("a", VERSION_1).expect("TOML");
        plan::read_scenario(&raw, 2025, 10, units::FinancialYear(2024), &steps()).expect("right")
    };
    assert_eq!((service.start, service.ramp_up, service.stay), (old.service.start, old.service.ramp_up, 0.5));
    assert_eq!(s.services[0].cost, old.cost);
}

#[test]
fn version_1_is_refused_by_its_own_keys() {
    let errors = read_text(&VERSION_1.replace("age_to = 15", "age_to = 4")).expect_err("wrong");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("service.age_to: \"4\""), "{}", errors[0]);
}

#[test]
fn version_1_can_be_extended() {
    let text = "version = 2\nname = \"More\"\nextends = \"one.toml\"\n[[service]]\nname = \"Family support team\"\n\
                places = 90\n";
    let s = read_in(text, &[("one.toml", VERSION_1)]).expect("right");
    assert_eq!(s.engine.services[0].places, 90);
    assert!(read_text(FULL).is_ok());
}

#[test]
fn version_1_in_short_forms_is_upgraded_too() {
    let short = "service = { name = \"T\", position = \"in need\", age_from = \"0\", age_to = 17, places = 5, start = \
                 2027-04-01, stay = \"6 months\", reach = \"50%\" }\neffect.steps = \"in need -> closed\"\n\
                 effect.ratio = 1.1\neffect.low = 1\neffect.high = 1.2\n\
                 cost = { place_year = \"£1\", price_year = \"2024-25\" }\n";
    let s = read_text(short).expect("right");
    assert_eq!(s.engine.services[0].who.age_to, 18.0);
    assert_eq!(s.engine.services[0].effects[0].ratio.high, 1.2);
}

#[test]
fn effects_of_nothing_are_ratios_of_one_and_everything_else_stays() {
    for (name, text) in [("full.toml", FULL), ("old.toml", VERSION_1)] {
        let none = without_effects(name, text).expect("TOML").expect("it extends nothing");
        let (before, after) = (read_text(text).expect("right"), read_text(&none).expect("right"));
        for service in &after.engine.services {
            for effect in &service.effects {
                let ratio = [effect.ratio.middle, effect.ratio.low, effect.ratio.high];
                assert!(ratio.iter().all(|r| (r - 1.0).abs() < 1e-9), "{ratio:?}");
            }
        }
        assert!(after.engine.changes.iter().all(|c| (c.ratio.middle, c.ratio.high) == (1.0, 1.0)));
        let kinds = |s: &plan::language::Scenario| -> Vec<std::mem::Discriminant<Measured>> {
            let stated = s.services.iter().flat_map(|t| &t.effects);
            stated.map(|e| std::mem::discriminant(&e.measured)).collect()
        };
        assert_eq!(kinds(&before), kinds(&after), "each is stated as its study did");
        assert_eq!(
            (&before.engine.arrivals, &before.engine.mix),
            (&after.engine.arrivals, &after.engine.mix)
        );
        let places = |s: &plan::language::Scenario| -> Vec<u32> {
            s.engine.services.iter().map(|s| s.places).collect()
        };
        assert_eq!(places(&before), places(&after));
    }
    let other = "version = 2\nname = \"B\"\nextends = \"base.toml\"\n";
    assert_eq!(without_effects("b.toml", other).expect("TOML"), None, "its effects stand elsewhere");
    assert!(without_effects("c.toml", "version = ").is_err());
}

#[test]
fn a_version_is_told_by_its_keys() {
    assert!(is_version_1(VERSION_1));
    assert!(!is_version_1(TEXT) && !is_version_1("[service") && !is_version_1(""));
}
