//! Tables of flows as their user meets them: forms, periods, precision and refusals.

use std::path::Path;
use std::process::{Command, Output};

const DOCUMENTED: &str = include_str!("../../../docs/flows.md");
const SCENARIO: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hartlepool/scenarios/family-support-team.toml");

fn headwater(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = headwater(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[track_caller]
fn check_refused(arguments: &[&str], parts: &[&str]) {
    let output = headwater(arguments);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    for part in parts {
        assert!(message.contains(part), "{part} not in\n{message}");
    }
}

#[test]
fn the_documented_examples_print_what_the_documentation_says() {
    let commands: Vec<&str> =
        DOCUMENTED.lines().filter_map(|line| line.strip_prefix("$ headwater ")).collect();
    assert!(commands.len() >= 2, "{commands:?}");
    for command in commands {
        let output = printed(&command.split(' ').collect::<Vec<_>>());
        let block = format!("$ headwater {command}\n{}\n```", output.trim_end());
        assert!(DOCUMENTED.contains(&block), "not in docs/flows.md:\n{block}");
    }
}

#[test]
fn flows_come_in_every_form_by_any_period() {
    let long =
        ["project", "Rutland", "--draws", "20", "--years", "2", "--flows", "long", "--period", "quarter"];
    let of = |table: &str, format: &str, out: Option<&str>| {
        let mut all = long.to_vec();
        all.extend(["--table", table, "--format", format]);
        all.extend(out.into_iter().flat_map(|out| ["--out", out]));
        printed(&all)
    };
    let csv = of("flows", "csv", None);
    let looked_after = "\nbaseline,position,looked after,all,children,children at the period's end,";
    assert_eq!(csv.matches(looked_after).count(), 8, "eight quarters in\n{csv}");
    let folder = tempfile::tempdir().expect("a folder");
    for format in ["parquet", "xlsx"] {
        let file = folder.path().join(format);
        of("flows", format, Some(&file.display().to_string()));
        let start = std::fs::read(&file).expect("it is written");
        assert!(start.starts_with(if format == "xlsx" { b"PK" } else { b"PA" }), "{format}");
    }
    assert!(of("convergence", "json", None).contains("draws_for_1"));
}

#[test]
fn a_plan_folder_keeps_flows_workers_and_the_draws_that_were_enough() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let plan = folder.path().join("plan.toml");
    let caseload = "[[caseload]]\nrole = \"social worker\"\npositions = [\"in need\", \"looked after\"]\n\
                    children_per_worker = 16\nagency = \"Local authority\"\n";
    let begin = "authority = \"Hartlepool\"\ndraws = 20\nhorizon = \"4 years\"\n";
    std::fs::write(&plan, format!("{begin}{caseload}")).expect("written");
    let name = folder.path().display().to_string();
    let arguments = [
        "appraise",
        "--plan",
        &name,
        "--scenario",
        SCENARIO,
        "--flows",
        "wide",
        "--period",
        "month",
        "--until",
        "5%",
    ];
    let shown = printed(&arguments);
    assert!(shown.contains("draws were enough for a standard error below 5%"), "{shown}");
    let results = folder.path().join("results/family-support-team");
    let kept = |file: &str| std::fs::read_to_string(Path::new(&results).join(file)).expect("it is kept");
    assert_eq!(kept("flows-wide.csv").lines().count(), 1 + 48 * 3, "48 months, three runs");
    assert!(kept("caseloads.csv").contains("difference,social worker,Local authority,2029-03-31,"));
    let provenance = kept("provenance.toml");
    assert!(
        provenance.contains("period = \"month\"") && !provenance.contains("draws = 20\n"),
        "{provenance}"
    );
}

#[test]
fn what_cannot_be_run_is_refused() {
    let until =
        |share| check_refused(&["project", "Rutland", "--until", share], &["--until", share, "such as 0.5%"]);
    ["0%", "0.5", "80%", "half"].into_iter().for_each(until);
    check_refused(&["project", "Rutland", "--period", "week"], &["--period", "week", "year, quarter, month"]);
    for command in ["project", "appraise"] {
        let line = [command, "Rutland", "--scenario", SCENARIO, "--period", "month"];
        let given: Vec<&str> = line
            .into_iter()
            .filter(|word| command == "appraise" || !["--scenario", SCENARIO].contains(word))
            .collect();
        check_refused(&given, &["--period: \"month\"", "expected with --flows, or a plan with caseloads"]);
    }
    check_refused(&["project", "Rutland", "--flows", "tall"], &["--flows", "tall", "long, wide"]);
    check_refused(
        &["project", "Rutland", "--draws", "10000", "--period", "month", "--flows", "wide"],
        &["--draws", "10000", "at most 5000 for 10 years by month"],
    );
}
