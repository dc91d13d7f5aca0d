//! No key of the language is dead: nudged, it gives another scenario or is refused.

use std::collections::BTreeSet;

use crate::full::{FULL, read_text, with_line};
use plan::language::sections;

/// Table, line of the full scenario, and the line nudged. One for each key of the language.
const NUDGES: &[(&str, &str, &str)] = &[
    ("", "name = \"Family Help merger\"", "name = \"Another\""),
    ("", "about = \"One team instead of three\"", "about = \"Another\""),
    ("", "combine = \"multiply\"", "combine = \"strongest\""),
    ("[[service]]", "name = \"Family support team\"", "name = \"Another\""),
    ("[[service]]", "kind = \"family support\"", "kind = \"another\""),
    ("[[service]]", "positions = [\"in need\", \"protection plan\"]", "positions = [\"in need\"]"),
    (
        "[[service]]",
        "entered_by = [\"not known -> in need\", \"protection plan -> in need\"]",
        "entered_by = [\"not known -> in need\"]",
    ),
    ("[[service]]", "ages = \"5 to 15\"", "ages = \"6 to 15\""),
    ("[[service]]", "wards = [\"most deprived\"]", "wards = [\"others\"]"),
    ("[[service]]", "places = 40", "places = 39"),
    ("[[service]]", "start = \"from April 2027\"", "start = \"2 April 2027\""),
    ("[[service]]", "ramp_up = \"6 months\"", "ramp_up = \"7 months\""),
    ("[[service]]", "end = \"31 March 2031\"", "end = \"30 March 2031\""),
    ("[[service]]", "run_off = \"3 months\"", "run_off = \"4 months\""),
    ("[[service]]", "stay = \"6 months\"", "stay = \"7 months\""),
    ("[[service]]", "reach = \"60%\"", "reach = \"61%\""),
    ("[[service]]", "longest_wait = \"3 months\"", "longest_wait = \"4 months\""),
    (
        "[[service]]",
        "hold_while_waiting = [\"in need -> closed\"]",
        "hold_while_waiting = [\"protection plan -> in need\"]",
    ),
    ("[[service]]", "while_waiting = 0.5", "while_waiting = 0.6"),
    ("[[service]]", "backfill = \"30%\"", "backfill = \"31%\""),
    ("[[service.staff]]", "role = \"family support worker\"", "role = \"another\""),
    ("[[service.staff]]", "workers = 6", "workers = 7"),
    ("[[service.staff]]", "caseload = 10", "caseload = 11"),
    ("[[service.staff]]", "vacancy = \"15%\"", "vacancy = \"16%\""),
    ("[[service.staff]]", "worker_year = \"£40,000 per worker per year\"", "worker_year = \"£40,100\""),
    ("[service.cost]", "place_year = \"£500 per place per year\"", "place_year = \"£501\""),
    ("[service.cost]", "set_up = \"£50,000\"", "set_up = \"£50,001\""),
    ("[[service.payer]]", "agency = \"Integrated care board\"", "agency = \"Another\""),
    ("[[service.payer]]", "share = \"80%\"", "share = \"81%\""),
    ("[[cut]]", "name = \"Outreach\"", "name = \"Another\""),
    ("[[cut]]", "kind = \"outreach\"", "kind = \"another\""),
    ("[[cut]]", "positions = [\"in need\"]", "positions = [\"in need\", \"looked after\"]"),
    ("[[cut]]", "entered_by = [\"not known -> in need\"]", "entered_by = [\"looked after -> in need\"]"),
    ("[[cut]]", "ages = \"under 5\"", "ages = \"under 6\""),
    ("[[cut]]", "wards = [\"most deprived\"]", "wards = [\"others\"]"),
    ("[[cut]]", "places = 40", "places = 41"),
    ("[[cut]]", "families = 25", "families = 26"),
    ("[[cut]]", "decided = \"January 2027\"", "decided = \"2 January 2027\""),
    ("[[cut]]", "notice = \"3 months\"", "notice = \"4 months\""),
    ("[[cut]]", "run_off = \"6 months\"", "run_off = \"7 months\""),
    ("[[cut]]", "stay = \"6 months\"", "stay = \"7 months\""),
    ("[[cut]]", "reach = \"40%\"", "reach = \"41%\""),
    ("[[cut]]", "backfill = \"10%\"", "backfill = \"11%\""),
    ("[cut.saves]", "place_year = \"£3,000 per place per year\"", "place_year = \"£3,001\""),
    ("[cut.saves]", "closing_cost = \"£20,000\"", "closing_cost = \"£20,001\""),
    ("[[cut.payer]]", "agency = \"Local authority\"", "agency = \"Another\""),
    ("[[cut.payer]]", "share = \"100%\"", "share = \"99%\""),
    ("[[change]]", "name = \"Faster reunification\"", "name = \"Another\""),
    ("[[change]]", "steps = [\"looked after -> in need\"]", "steps = [\"looked after -> closed\"]"),
    (
        "[[change]]",
        "steps = [\"looked after -> in need\"]",
        "steps = [\"looked after -> in need\", \"placement move\"]",
    ),
    ("[[change]]", "steps = [\"looked after -> in need\"]", "steps = [\"placement move\"]"),
    ("[[change]]", "rate_ratio = 1.1", "rate_ratio = 1.11"),
    ("[[change]]", "low = 1.0", "low = 1.01"),
    ("[[change]]", "high = 1.2", "high = 1.21"),
    ("[[change]]", "ages = \"all\"", "ages = \"under 17\""),
    ("[[change]]", "start = \"1 October 2027\"", "start = \"2 October 2027\""),
    ("[[change]]", "phase_in = \"12 months\"", "phase_in = \"13 months\""),
    ("[[change]]", "end = \"March 2033\"", "end = \"30 March 2033\""),
    ("[[change]]", "backfill = \"0%\"", "backfill = \"1%\""),
    ("[[change]]", "evidence = \"assumption\"", "evidence = \"another\""),
    ("[change.cost]", "year = \"£120,000 per year\"", "year = \"£120,001\""),
    ("[change.cost]", "set_up = \"£10,000\"", "set_up = \"£10,001\""),
    ("[[change.payer]]", "agency = \"Local authority\"", "agency = \"Another\""),
    ("[[change.payer]]", "share = \"100%\"", "share = \"99%\""),
    ("[[arrivals]]", "name = \"Transfers\"", "name = \"Another\""),
    ("[[arrivals]]", "position = \"looked after\"", "position = \"in need\""),
    ("[[arrivals]]", "ages = \"16 and 17\"", "ages = \"15 to 17\""),
    ("[[arrivals]]", "per_year = 12", "per_year = 13"),
    ("[[arrivals]]", "low = 8", "low = 9"),
    ("[[arrivals]]", "high = 18", "high = 19"),
    ("[[arrivals]]", "start = \"April 2026\"", "start = \"May 2026\""),
    ("[[arrivals]]", "end = \"March 2030\"", "end = \"April 2030\""),
    ("[[arrivals]]", "evidence = \"national transfer scheme\"", "evidence = \"another\""),
    ("[[placement_change]]", "name = \"More foster carers\"", "name = \"Another\""),
    ("[[placement_change]]", "from = \"children's homes\"", "from = \"with parents\""),
    ("[[placement_change]]", "to = \"foster care\"", "to = \"with parents\""),
    ("[[placement_change]]", "share = \"20%\"", "share = \"21%\""),
    ("[[placement_change]]", "places = 12", "places = 13"),
    ("[[placement_change]]", "start = \"April 2027\"", "start = \"May 2027\""),
    ("[[placement_change]]", "phase_in = \"2 years\"", "phase_in = \"1 year\""),
    ("[[placement_change]]", "end = \"March 2034\"", "end = \"April 2034\""),
    ("[[placement_change]]", "ages = \"10 to 15\"", "ages = \"5 to 15\""),
    ("[[placement_change]]", "evidence = \"recruitment plan\"", "evidence = \"another\""),
    ("[placement_change.cost]", "year = \"£200,000\"", "year = \"£200,001\""),
    ("[placement_change.cost]", "set_up = \"£30k\"", "set_up = \"£31k\""),
    ("[[placement_change.payer]]", "agency = \"Local authority\"", "agency = \"Another\""),
    ("[[placement_change.payer]]", "share = \"100%\"", "share = \"99%\""),
    ("[[track]]", "year = \"2027-28\"", "year = \"2028-29\""),
    ("[[track]]", "early = \"£4.2m\"", "early = \"£4.3m\""),
    ("[[track]]", "late = \"£21m\"", "late = \"£22m\""),
    ("[[track]]", "cut = [\"Outreach\"]", "cut = []"),
    ("[[track]]", "grown = [\"Family support team\", \"Faster reunification\"]", "grown = []"),
    ("[[track]]", "kept = [\"Youth service\"]", "kept = [\"another\"]"),
];

/// Keys of an effect of a service, nudged; a cut reads its effects by the same keys.
const EFFECT: &[(&str, &str)] = &[
    ("steps = [\"in need -> protection plan\"]", "steps = [\"in need -> looked after\"]"),
    ("rate_ratio = 0.8", "rate_ratio = 0.81"),
    ("odds_ratio = 1.25", "odds_ratio = 1.26"),
    ("risk_difference = \"-8.6 percentage points\"", "risk_difference = \"-8.7 pp\""),
    ("days_avoided = \"28 days\"", "days_avoided = \"29 days\""),
    ("low = 0.67", "low = 0.68"),
    ("high = 0.95", "high = 0.96"),
    ("risk = \"44.8%\"", "risk = \"44.9%\""),
    ("window = \"12 months\"", "window = \"13 months\""),
    ("usual_stay = \"400 days\"", "usual_stay = \"401 days\""),
    ("lag = \"1 month\"", "lag = \"2 months\""),
    ("fade = \"12 months\"", "fade = \"13 months\""),
    ("half_life = \"2 years\"", "half_life = \"3 years\""),
    ("lasts = true", "lasts = false"),
    ("evidence = \"a trial\"", "evidence = \"another\""),
];

/// Keys that only one value fits, or that are words for other files; tested where they matter.
const ELSEWHERE: &[&str] = &["version", "extends", "price_year", "effect.name"];

fn name_of(line: &str) -> &str {
    line.split(" = ").next().unwrap_or("")
}

#[test]
fn every_key_moves_something() {
    let whole = read_text(FULL).expect("the scenario is right");
    let effects = EFFECT.iter().map(|(line, nudged)| ("[[service.effect]]", *line, *nudged));
    for (heading, line, nudged) in NUDGES.iter().copied().chain(effects) {
        match read_text(&with_line(heading, line, nudged)) {
            Ok(other) => assert!(other != whole, "{nudged} in {heading} changes nothing"),
            // Tracks name services and cuts, and shares must add up: these are felt elsewhere in the file.
            Err(errors) => assert!(["name", "share"].contains(&name_of(line)), "{nudged}: {errors:#?}"),
        }
    }
}

#[test]
fn every_key_is_nudged() {
    let mut nudged: BTreeSet<String> = NUDGES
        .iter()
        .map(|(heading, line, _)| {
            let table = heading.trim_matches(['[', ']']);
            if table.is_empty() { name_of(line).to_string() } else { format!("{table}.{}", name_of(line)) }
        })
        .collect();
    for (line, _) in EFFECT {
        for table in ["service", "cut"] {
            nudged.insert(format!("{table}.effect.{}", name_of(line)));
        }
    }
    for section in sections() {
        for key in section.keys {
            let path = if section.path.is_empty() {
                key.name.to_string()
            } else {
                format!("{}.{}", section.path, key.name)
            };
            let elsewhere = ELSEWHERE.iter().any(|e| path == *e || path.ends_with(&format!(".{e}")));
            assert!(elsewhere || nudged.contains(&path), "{path} is not nudged");
        }
    }
}

#[test]
fn keys_of_one_value_refuse_any_other() {
    for (line, nudged) in
        [("version = 2", "version = 3"), ("price_year = \"2024-25\"", "price_year = \"2020-21\"")]
    {
        assert!(FULL.contains(line));
        assert!(read_text(&FULL.replacen(line, nudged, 1)).is_err(), "{nudged}");
    }
}
