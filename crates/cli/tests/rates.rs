//! `headwater rates` as its user meets it: estimates, bad rows, refusals, and the example of its page.

use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const HEADERS: &str = "from,to,age_from,age_to,time_from,time_to,stratum,group,steps,person_years\n";

fn headwater(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headwater"));
    command.current_dir(ROOT).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs on a table with these rows; the code and a table of the answer, row by row.
fn rates(rows: &str, table: &str, options: &[&str]) -> (Option<i32>, Vec<Vec<String>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("steps.csv");
    std::fs::write(&file, format!("{HEADERS}{rows}")).expect("a file");
    let name = file.display().to_string();
    let mut arguments = vec!["rates", &name, "--inside", "--format", "json", "--table", table];
    arguments.extend(options);
    let output = headwater(&arguments);
    let json: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    let rows = json["rows"].as_array().expect("rows").iter().map(|row| match row {
        serde_json::Value::Array(cells) => cells.iter().map(said).collect(),
        serde_json::Value::Object(cells) => cells.values().map(said).collect(),
        other => panic!("{other}"),
    });
    (output.status.code(), rows.collect())
}

fn said(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

const GOOD: &str = "a,b,0,5,,,x,,10,100\na,b,5,18,,,x,,30,100\n";

#[test]
fn the_example_of_the_page_is_what_the_program_prints() {
    let arguments = ["rates", "examples/steps.csv", "--inside", "--by-stratum", "--table", "rates"];
    let output = headwater(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/intensity.md")).expect("the page");
    let printed = text(&output.stdout);
    assert!(page.contains(printed.trim_end()), "docs/intensity.md should show\n{printed}");
}

#[test]
fn bad_rows_are_left_out_with_file_row_column_value_and_expectation() {
    for (row, rule, column, value, expected) in [
        ("a,b,20,30,,,x,,-1,10", "rates-negative", "steps", "-1", "0 or more"),
        ("a,b,20,30,,,x,,1,-10", "rates-negative", "person_years", "-10", "0 or more"),
        ("a,b,-2,30,,,y,,1,10", "rates-negative", "age_from", "-2", "0 or more"),
        (
            "a,b,20,30,,,x,,3,0",
            "rates-steps-without-exposure",
            "person_years",
            "0",
            "above 0, since steps are 3",
        ),
        ("a,b,20,30,,,x,,many,10", "rates-not-a-number", "steps", "many", "a number"),
        ("a,b,20,30,,,x,,NaN,10", "rates-not-a-number", "steps", "NaN", "a number"),
        ("a,b,20,30,,,x,,1,inf", "rates-not-a-number", "person_years", "inf", "a number"),
        ("a,b,20,30,,,x,,1,", "rates-not-a-number", "person_years", "", "a number"),
        ("a,b,30,20,,,x,,1,10", "rates-range-empty", "age_to", "20", "above 30"),
        ("a,b,20,30,2,2,x,,1,10", "rates-range-empty", "time_to", "2", "above 2"),
        ("a,a,20,30,,,x,,1,10", "rates-step-to-itself", "to", "a", "another position"),
        (",b,20,30,,,x,,1,10", "rates-position-blank", "from", "", "the name of a position"),
        ("a,b,20,30,,,x,north,1,10", "rates-stratum-in-two-groups", "group", "north", "as before"),
        ("a,b,20,30,,,x,,1,1,234", "rates-row-ragged", "", "234", "10 cells; there are 11"),
        ("a,b,20,30,,,x", "rates-row-ragged", "", "a,b,20,30,,,x", "10 cells; there are 7"),
    ] {
        let (code, findings) = rates(&format!("{GOOD}{row}\n"), "findings", &[]);
        assert_eq!(code, Some(1), "{row}");
        let finding =
            findings.iter().find(|f| f.contains(&rule.to_string())).unwrap_or_else(|| panic!("{findings:?}"));
        let all = finding.join(" | ");
        for part in ["steps.csv", "4", column, value, expected] {
            assert!(all.contains(part), "{part} not in {all}");
        }
        let (_, estimates) = rates(&format!("{GOOD}{row}\n"), "rates", &[]);
        assert_eq!(estimates.len(), 2, "the other rows are used: {row}");
    }
}

#[test]
fn cells_twice_and_cells_that_overlap_are_not_used_and_both_rows_are_named() {
    let (code, findings) = rates(&format!("{GOOD}a,b,0,5,,,x,,1,10\n"), "findings", &[]);
    assert_eq!(code, Some(1));
    let told: Vec<String> = findings.iter().map(|f| f.join(" | ")).collect();
    assert!(told[0].contains("also at row 4") && told[1].contains("also at row 2"), "{told:?}");
    let (_, estimates) = rates(&format!("{GOOD}a,b,0,5,,,x,,1,10\n"), "rates", &[]);
    assert_eq!(estimates.len(), 1);
    let (code, estimates) = rates(&format!("{GOOD}a,b,0,5,,,x,,1,10\n"), "rates", &["--sum"]);
    assert_eq!((code, estimates.len()), (Some(0), 2));
    assert!(
        estimates[0].contains(&"11".to_string()) || estimates[0].contains(&"11.0".to_string()),
        "{estimates:?}"
    );
    let (code, findings) = rates(&format!("{GOOD}a,b,,,,,x,,1,10\n"), "findings", &[]);
    assert_eq!((code, findings.len()), (Some(1), 3));
    assert!(findings[0].join(" | ").contains("nothing in common with row"), "{findings:?}");
}

#[test]
fn notes_leave_the_code_at_nought() {
    let (code, findings) = rates("a,b,0,5,,,x,,1.5,10\na,b,6,18,,,x,,3,10\n", "findings", &[]);
    assert_eq!(code, Some(0));
    let told: Vec<String> = findings.iter().map(|f| f.join(" | ")).collect();
    assert!(told.iter().any(|f| f.contains("rates-steps-fractional") && f.contains("1.5")), "{told:?}");
    assert!(
        told.iter().any(|f| f.contains("rates-cells-with-gap") && f.contains("a row for 5 to 6")),
        "{told:?}"
    );
}

#[test]
fn tables_without_needed_columns_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for (content, part) in [
        ("from,to,steps\na,b,1\n", "lacking: person_years"),
        ("", "expected a table with the columns from, to, steps, person_years"),
    ] {
        let file = folder.path().join("steps.csv");
        std::fs::write(&file, content).expect("a file");
        let output = headwater(&["rates", &file.display().to_string()]);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(part) && message.contains("steps.csv"), "{message}");
    }
    let output = headwater(&["rates", "nowhere.csv"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_plan_folder_is_not_taken_for_tables() {
    let output = headwater(&["rates", "examples/hartlepool"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--plan examples/hartlepool"), "{}", text(&output.stderr));
}

#[test]
fn a_damaged_row_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("steps.csv");
    let mut content = format!("{HEADERS}a,b,,,,,x,,30,117\n").into_bytes();
    content.extend_from_slice(b"a,b,,,,,\xff,,30,117\na,b,,,,,\"z,,30,117\na,b,,,,,w,,40,100\n");
    std::fs::write(&file, content).expect("a file");
    let name = file.display().to_string();
    let output =
        headwater(&["rates", &name, "--by-stratum", "--table", "rates", "--format", "csv", "--inside"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("rows left out: 2 of 4"), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert_eq!(printed.lines().count(), 3, "headings and two strata: {printed}");
}

#[test]
fn small_counts_are_withheld_unless_one_works_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("steps.csv");
    std::fs::write(&file, format!("{HEADERS}a,b,,,,,x,,3,117\na,b,,,,,y,,23,100\n")).expect("a file");
    let name = file.display().to_string();
    let output = headwater(&["rates", &name, "--by-stratum", "--table", "rates", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rows = json["rows"].to_string();
    assert!(
        !rows.contains("0.0256") && !rows.contains("0.23,"),
        "no raw rate of few, none that tells 23: {rows}"
    );
    let few = json["rows"].as_array().and_then(|all| all.iter().find(|row| row["stratum"] == "x"));
    let few = few.expect("the row of few");
    for column in ["steps", "exposure", "raw", "intensity", "low_80", "high_80", "own_evidence"] {
        assert!(!few[column].is_number(), "{column}: {few}");
    }
}

#[test]
fn an_authority_and_a_plan_have_the_columns_of_rates() {
    for arguments in [vec!["rates", "Hartlepool"], vec!["rates", "--plan", "examples/hartlepool"]] {
        let mut all = arguments.clone();
        all.extend(["--intervals", "--format", "json"]);
        let output = headwater(&all);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let printed = text(&output.stdout);
        for column in ["own_evidence", "low_50", "high_95", "intensity", "exposure"] {
            assert!(printed.contains(column), "{column} not in {printed}");
        }
    }
    for wrong in [["rates", "Hartlepol", "--intervals"], ["rates", "Hartlepool", "--sum"]] {
        assert_eq!(headwater(&wrong).status.code(), Some(2));
    }
}

#[test]
fn numbers_beyond_all_measure_are_findings_and_findings_may_be_none() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("steps.csv");
    let run = |rows: &str, options: &[&str]| {
        std::fs::write(&file, format!("from,to,steps,person_years\n{rows}")).expect("written");
        headwater(&[&["rates", &file.display().to_string(), "--format", "csv"], options].concat())
    };
    let huge = run("a,b,5,10\na,c,1e308,10\nb,a,1,1e308\n", &["--table", "findings"]);
    assert_eq!(huge.status.code(), Some(1), "{}", text(&huge.stderr));
    let shown = text(&huge.stdout);
    for part in ["steps.csv,3,,steps,1e308", "steps.csv,4,,person_years,1e308", "1,000,000,000,000"] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    let none = run("a,b,5,10\n", &["--table", "findings"]);
    assert!(none.status.success(), "{}", text(&none.stderr));
    assert_eq!(text(&none.stdout).lines().count(), 1, "{}", text(&none.stdout));
    let unused = run("a,b,5,10\n", &["--rates", "published"]);
    assert_eq!(unused.status.code(), Some(2));
    assert!(text(&unused.stderr).contains("--rates: \"published\": expected with an authority or a plan"));
}

#[test]
fn unicode_text_of_excel_is_read_and_another_character_set_is_told_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("steps.txt");
    let name = file.display().to_string();
    let run = |bytes: Vec<u8>, table: &str| {
        std::fs::write(&file, bytes).expect("written");
        // A path of which there is one file is taken for tables whatever it is called.
        headwater(&["rates", &name, "--format", "csv", "--inside", "--table", table])
    };
    let text_of = |rows: &str| format!("from\tto\tsteps\tperson_years\r\n{rows}\r\n");
    let utf_16 = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let read = run(utf_16(&text_of("zoë\tb\t30\t117")), "rates");
    assert!(read.status.success(), "{}", text(&read.stderr));
    assert!(text(&read.stdout).contains("zoë,b,"), "{}", text(&read.stdout));
    let windows = b"from,to,steps,person_years\na,b,30,117\nzo\xeb,b,30,117\n".to_vec();
    let told = run(windows, "findings");
    assert_eq!(told.status.code(), Some(1));
    assert!(text(&told.stdout).contains("in Excel, Save as, CSV UTF-8"), "{}", text(&told.stdout));
}
