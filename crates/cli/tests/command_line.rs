//! The program as its user meets it: answers, files and refusals.

use std::path::Path;
use std::process::{Command, Output};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hartlepool");

fn headwater(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs with wrong input: code 2, nothing printed, and a message that holds every part.
#[track_caller]
fn check_refused(arguments: &[&str], parts: &[&str]) {
    let output = headwater(arguments);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(output.stdout.is_empty());
    for part in parts {
        assert!(message.contains(part), "{part} not in\n{message}");
    }
}

/// The example scenario with one line changed, in a folder of its own.
fn changed_scenario(line: &str, instead: &str) -> (tempfile::TempDir, String) {
    let good = std::fs::read_to_string(Path::new(EXAMPLE).join("scenarios/family-support-team.toml"))
        .expect("the example is there");
    assert!(good.contains(line), "{line} is in the example");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("changed.toml");
    std::fs::write(&file, good.replace(line, instead)).expect("a file can be written");
    let name = file.display().to_string();
    (folder, name)
}

#[test]
fn wrong_scenarios_are_refused_by_file_key_value_and_expectation() {
    for (line, instead, parts) in [
        ("places = 60", "places = -60", ["service.places", "\"-60\"", "whole number of places"]),
        ("stay = \"6 months\"", "stay = 6", ["service.stay", "\"6\"", "a length of time with its unit"]),
        (
            "start = 2027-04-01",
            "start = 2040-04-01",
            ["service.start", "\"2040-04-01\"", "end of the horizon"],
        ),
        ("start = 2027-04-01", "start = 2027-02-30", ["line 10", "2027-02-30", "TOML"]),
        ("low = 0.67", "low = 2.0", ["effect.low", "\"2\"", "at most effect.high"]),
        ("places = 60", "placs = 60", ["service.placs", "\"60\"", "nearest is service.places"]),
        ("reach = \"60%\"", "reach = \"160%\"", ["service.reach", "\"160%\"", "0% to 100%"]),
    ] {
        let (_folder, file) = changed_scenario(line, instead);
        let mut all = vec![file.as_str()];
        all.extend(parts);
        check_refused(&["appraise", "Leeds", "--draws", "20", "--scenario", &file], &all);
    }
}

#[test]
fn a_plan_is_not_run_for_another_authority() {
    check_refused(
        &["project", "Rotherham", "--plan", "../../examples/hartlepool"],
        &[
            "authority: \"Rotherham\": expected Hartlepool, the authority of the plan in ../../examples/hartlepool",
        ],
    );
}

#[test]
fn unknown_authorities_are_refused_with_the_nearest_names() {
    check_refused(&["position", "Hartlepol"], &["Hartlepol", "Hartlepool"]);
    check_refused(&["project", "Atlantis"], &["Atlantis"]);
    check_refused(&["project", "City of London"], &["no figure was published", "31 March 2025"]);
    check_refused(&["project", "Cumbria"], &["Cumberland", "Westmorland and Furness"]);
}

#[test]
fn missing_files_and_wrong_options_are_wrong_use() {
    check_refused(&["appraise", "Leeds", "--scenario", "nowhere.toml"], &["nowhere.toml", "cannot be read"]);
    check_refused(&["project", "--plan", "/nonexistent"], &["plan.toml", "cannot be read"]);
    check_refused(&["project", "Leeds", "--years", "0"], &["--years", "1..=100"]);
    check_refused(&["project", "Leeds", "--years", "21"], &["--years", "21", "1 to 20", "authority"]);
    check_refused(&["appraise", "Leeds", "--years", "21"], &["--years", "1..=20"]);
    for option in [&["--by", "sex"][..], &["--by-home"], &["--time-bands", "1,2"], &["--key-file", "key"]] {
        check_refused(&[&["journeys", "examples"], option].concat(), &["--inside", "required"]);
    }
    check_refused(&["project"], &["nothing given", "an authority", "--plan", "--rates"]);
    check_refused(
        &["project", "Rutland", "--draws", "20", "--format", "csv"],
        &["--table", "expected one of projection"],
    );
}

#[test]
fn nothing_is_half_written() {
    let (folder, file) = changed_scenario("places = 60", "places = 0");
    let out = folder.path().join("out.csv");
    let out_name = out.display().to_string();
    check_refused(
        &["appraise", "Leeds", "--scenario", &file, "--table", "ledger", "--out", &out_name],
        &["places"],
    );
    assert!(!out.exists());
}

#[test]
fn a_csv_file_has_its_source_and_notes_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("levels.csv");
    let out_name = out.display().to_string();
    let output =
        headwater(&["position", "Hartlepool", "--table", "levels", "--format", "csv", "--out", &out_name]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let notes = std::fs::read_to_string(folder.path().join("levels.notes.txt")).expect("notes");
    assert!(notes.contains("\nSource: "), "{notes}");
    assert!(std::fs::read(out).expect("figures").starts_with("\u{feff}".as_bytes()));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let run = |seed: &str| {
        let output = headwater(&[
            "project",
            "Hartlepool",
            "--draws",
            "20",
            "--seed",
            seed,
            "--format",
            "csv",
            "--table",
            "projection",
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        output.stdout
    };
    assert_eq!(run("4"), run("4"));
    assert_ne!(run("4"), run("5"));
}

#[test]
fn a_plan_folder_keeps_its_results_with_their_provenance() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let plan = folder.path().join("plan.toml");
    std::fs::write(&plan, "authority = \"Rutland\"\ndraws = 20\nhorizon = \"3 years\"\n").expect("written");
    let name = folder.path().display().to_string();
    let output = headwater(&["project", "--plan", &name, "--table", "projection", "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(9), "three positions, three years");
    let results = folder.path().join("results/baseline");
    let kept = std::fs::read_to_string(results.join("provenance.toml")).expect("provenance is kept");
    for part in ["seed = 1", "draws = 20", "plan.toml", "sha256:"] {
        assert!(kept.contains(part), "{part} not in\n{kept}");
    }
    assert!(results.join("projection.csv").exists());
}

#[test]
fn plans_in_other_character_sets_are_read_or_told_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().display().to_string();
    let run = |bytes: Vec<u8>| {
        std::fs::write(folder.path().join("plan.toml"), bytes).expect("written");
        headwater(&["project", "--plan", &name, "--draws", "20", "--years", "1", "--table", "projection"])
    };
    let plan = "# Zoë\nauthority = \"Rutland\"\n";
    let utf_16 = std::iter::once(0xfeff).chain(plan.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let read = run(utf_16);
    assert!(read.status.success(), "{}", text(&read.stderr));
    let told = run(plan.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect());
    assert_eq!(told.status.code(), Some(2));
    let told = text(&told.stderr);
    assert!(told.contains("line 1, byte 5 of the file: expected text in UTF-8; in Notepad"), "{told}");
}
