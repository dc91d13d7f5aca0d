//! `headwater appraise` as commissioners and finance officers meet it: every table in every form, warnings, and what a plan
//! says of families and wards.

mod page;

use page::{ROOT, headwater, run_examples, text};
use tempfile::TempDir;

const SHORT: [&str; 4] = ["--draws", "20", "--years", "5"];

/// Appraises a scenario for Rutland over five years; what is printed and what is said beside it.
#[track_caller]
fn appraised(scenario: &str, options: &[&str]) -> (String, String) {
    let mut arguments = vec!["appraise", "Rutland", "--scenario", scenario];
    arguments.extend(SHORT);
    arguments.extend(options);
    let done = headwater(&arguments);
    assert!(done.status.success(), "{}", text(&done.stderr));
    (text(&done.stdout), text(&done.stderr))
}

/// A worked scenario with some lines changed, in a folder of its own.
fn changed(worked: &str, changes: &[(&str, &str)]) -> (TempDir, String) {
    let path = format!("{ROOT}/examples/scenarios/{worked}.toml");
    let mut scenario = std::fs::read_to_string(path).expect("it is there");
    for (line, instead) in changes {
        assert!(scenario.contains(line), "{line}");
        scenario = scenario.replace(line, instead);
    }
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("changed.toml");
    std::fs::write(&file, scenario).expect("written");
    let name = file.display().to_string();
    (folder, name)
}

#[test]
fn the_tables_of_services_cuts_and_twin_track_come_in_every_form() {
    let worked = "examples/scenarios/cut-early-help.toml";
    let (shown, _) = appraised(worked, &[]);
    for part in ["services that are cut", "early and late budget", "from plan to ledger", "Notice (months)"] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    assert!(!shown.contains("services that open"), "it opens none");
    let folder = TempDir::new().expect("a folder");
    for (table, unit) in [
        ("cut-use", "mean over the year"),
        ("cuts", "on the places today"),
        ("twin-track", "£ budget"),
        ("plan-to-ledger", "£"),
    ] {
        let of = |format: &str| appraised(worked, &["--table", table, "--format", format]).0;
        let json: serde_json::Value = serde_json::from_str(&of("json")).expect("it is JSON");
        assert!(json.to_string().contains(&format!("\"unit\":\"{unit}\"")), "{json}");
        let said = json["source"].as_str().expect("a source");
        assert!(said.contains("Headwater ") && said.contains("20 draws, seed 1"), "{said}");
        let rows = json["rows"].as_array().expect("rows").len();
        assert!(rows > 0 && of("csv").lines().count() == rows + 1, "{table}");
        for (format, begins) in [("parquet", "PAR1"), ("xlsx", "PK")] {
            let file = folder.path().join(format!("{table}.{format}"));
            let name = file.display().to_string();
            appraised(worked, &["--table", table, "--format", format, "--out", &name]);
            assert!(std::fs::read(file).expect("written").starts_with(begins.as_bytes()), "{table} {format}");
        }
    }
    let (csv, _) = appraised(worked, &["--table", "services", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 1, "asked for by name, a table without rows is given");
}

#[test]
fn the_example_of_the_page_is_what_is_printed() {
    assert!(run_examples(include_str!("../../../docs/appraisal.md")) >= 1);
}

#[test]
fn the_wait_is_that_of_little() {
    let worked = "examples/scenarios/coventry-volunteers.toml";
    let (json, _) = appraised(worked, &["--table", "service-use", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let mut waited = 0;
    for row in json["rows"].as_array().expect("rows") {
        let of = |key: &str| row[key].as_f64();
        let (Some(wait), Some(waiting)) = (of("wait"), of("waiting")) else { continue };
        let left = of("starts").expect("starts") + of("gave_up").expect("gave up");
        // Each figure is rounded to a tenth.
        assert!((wait * left / (365.25 / 7.0) - waiting).abs() < 0.06 + 0.002 * (wait + left), "{row}");
        waited += 1;
    }
    assert!(waited >= 2, "{json}");
}

#[test]
fn what_can_be_known_before_the_run_is_said_and_stands_in_the_tables() {
    let (_folder, big) = changed("coventry-volunteers", &[("places = 25", "places = 250")]);
    let (shown, said) = appraised(&big, &["--table", "payback", "--format", "json"]);
    let warning = "Volunteers in child protection is bigger than the need it serves: it has 250 places, ";
    assert_eq!(said.matches(warning).count(), 1, "{said}");
    assert!(said.contains("Warning: Volunteers in child protection"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&shown).expect("nothing else is printed");
    assert!(json["notes"].to_string().contains(warning), "{json}");
    let (printed, said) = appraised(&big, &[]);
    assert_eq!(
        (printed.matches(warning).count(), said.matches(warning).count()),
        (1, 1),
        "once for a reader"
    );
}

#[test]
fn families_and_groups_of_wards_of_a_plan_reach_runs_flows_and_scenarios() {
    let (folder, scenario) =
        changed("coventry-volunteers", &[("places = 25", "places = 25\nwards = [\"the town\"]")]);
    let plan = folder.path().join("plan.toml");
    let begin = "authority = \"Rutland\"\ndraws = 20\nhorizon = \"5 years\"\n";
    let wards = "[[ward_group]]\nname = \"the town\"\nshare = \"40%\"\n[[ward_group]]\nname = \"villages\"\nshare = \"60%\"\n";
    let families = "[families]\nsize = 2\ntogether = \"50%\"\n";
    let name = folder.path().display().to_string();
    let run = |plan_text: &str, command: &[&str]| {
        std::fs::write(&plan, plan_text).expect("written");
        let mut arguments = command.to_vec();
        arguments.extend(["--plan", &name, "--format", "csv"]);
        headwater(&arguments)
    };
    let appraise = ["appraise", "--scenario", &scenario, "--flows", "long", "--table", "flows"];
    let done = run(&format!("{begin}{families}{wards}"), &appraise);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let flows = text(&done.stdout);
    for group in ["the town", "villages"] {
        let row = format!("\nscenario,ward group,\"looked after, {group}\",all,children,");
        assert!(flows.contains(&row), "{row} not in\n{flows}");
    }
    let project = ["project", "--table", "projection"];
    let [with, without] = [families, ""].map(|f| text(&run(&format!("{begin}{f}"), &project).stdout));
    assert!(!with.is_empty() && with != without, "families change the spread");
    let refused = run(begin, &appraise);
    assert_eq!(refused.status.code(), Some(2));
    let message = text(&refused.stderr);
    assert!(
        message.contains("wards") && message.contains("\"the town\": expected nothing: plan.toml has no"),
        "{message}"
    );
    let refused = run(&format!("{begin}{}", wards.replace("the town", "town")), &appraise);
    assert!(text(&refused.stderr).contains("\"the town\": expected one of \"town\", \"villages\""));
}

#[test]
fn until_runs_a_hundred_draws_at_least() {
    let arguments =
        ["project", "Rutland", "--draws", "20", "--years", "2", "--until", "50%", "--table", "convergence"];
    let done = headwater(&arguments);
    let shown = text(&done.stdout);
    assert!(shown.contains("100 draws were enough for a standard error below 50%"), "{shown}");
}
