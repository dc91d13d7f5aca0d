//! Rows with something wrong: left out, named, and said.

use crate::files::{ARRIVALS, Files, GOOD, PEOPLE, RATES, STOCK, mean};
use crate::page::text;

#[test]
fn rows_with_something_wrong_are_left_out_with_file_row_column_value_and_expectation() {
    for (row, rule, parts) in [
        ("a,b,5,6,,,x,,", "plain-not-a-number", ["per_year", "\"x\"", "a number such as"]),
        ("a,b,5,6,,,,,", "plain-not-a-number", ["per_year", "", "a number"]),
        ("a,b,5,6,,,inf,,", "plain-not-a-number", ["per_year", "inf", "a number"]),
        ("a,b,old,6,,,1,,", "plain-not-a-number", ["age_from", "old", "a number"]),
        ("a,b,5,6,,,-1,,", "plain-negative", ["per_year", "-1", "0 or more"]),
        ("a,b,5,6,-2,,1,,", "plain-negative", ["time_from", "-2", "0 or more"]),
        ("a,b,5,6570,,,1,,", "plain-years-too-many", ["age_to", "6570", "at most 1000"]),
        ("a,b,6,6,,,1,,", "plain-range-empty", ["age_to", "6", "above 6"]),
        ("a,b,5,6,2,1,1,,", "plain-range-empty", ["time_to", "1", "above 2"]),
        ("a,a,5,6,,,1,,", "plain-step-to-itself", ["to", "a", "another position"]),
        (" ,b,5,6,,,1,,", "plain-position-blank", ["from", "", "the name of a position"]),
        ("a,b,5,6,,,1,0.5,", "plain-interval-half", ["high", "", "as low has one"]),
        ("a,b,5,6,,,1,,2", "plain-interval-half", ["low", "", "as high has one"]),
        ("a,b,5,6,,,1,1.1,2", "plain-interval-without-estimate", ["low", "1.1", "at most per_year, 1"]),
        ("a,b,5,6,,,1,0.5,0.9", "plain-interval-without-estimate", ["high", "0.9", "at least per_year, 1"]),
        ("a,b,5,6,,,1,0,2", "plain-interval-at-nought", ["low", "0", "above 0"]),
        ("a,b,5,6,,,0,0,2", "plain-interval-at-nought", ["low", "0", "above 0"]),
        ("a,b,5,6,,,10001,,", "plain-rate-too-high", ["per_year", "10001", "at most 10000"]),
        ("a,b,5,6,,,1,0.5,30", "plain-rate-too-high", ["high", "30", "high³"]),
        ("a,b,5,6,,,1,,,9", "plain-row-ragged", ["", "9", "9 cells; there are 10"]),
        ("a,b,5,6,,,1", "plain-row-ragged", ["", "a,b,5,6,,,1", "9 cells; there are 7"]),
        ("a,\"b,5,6,,,1,,", "quote-not-closed", ["", "", "a closing quote"]),
    ] {
        let files = Files::new(&format!("{RATES}a,b,,5,,,0.5,,\n{row}\n"), &format!("{STOCK}{PEOPLE}"), "");
        check_left_out(&files, row, rule, &["rates.csv", "\"3\"", parts[0], parts[1], parts[2]]);
        let (_, steps) = files.table("steps", &["--years", "1"]);
        assert_eq!(steps.len(), 1, "the other row is used: {row}");
    }
    for (row, rule, parts) in [
        ("a,3,,1.5", "plain-count-not-whole", ["count", "1.5", "a whole number"]),
        ("a,3,,-1", "plain-negative", ["count", "-1", "0 or more"]),
        ("a,3,,many", "plain-not-a-number", ["count", "many", "a number"]),
        ("a,,,1", "plain-not-a-number", ["age", "", "a number"]),
        ("a,3,2,1", "plain-range-empty", ["age_to", "2", "above 3"]),
        ("a,3,3,1", "plain-range-empty", ["age_to", "3", "above 3"]),
        (",3,,1", "plain-position-blank", ["position", "", "the name of a position"]),
    ] {
        let files = Files::new(&format!("{RATES}{GOOD}"), &format!("{STOCK}{PEOPLE}{row}\n"), "");
        check_left_out(&files, row, rule, &["stock.csv", "\"3\"", parts[0], parts[1], parts[2]]);
        let arrivals = Files::new(
            &format!("{RATES}{GOOD}"),
            "",
            &format!("{ARRIVALS}{PEOPLE}{}\n", row.replace("1.5", "-1.5")),
        );
        let (code, _) = arrivals.findings(&[]);
        assert_eq!(code, Some(1), "{row}");
    }
}

/// Asserts that a row is left out, and that its finding names all of it.
#[track_caller]
fn check_left_out(files: &Files, row: &str, rule: &str, parts: &[&str]) {
    let (code, findings) = files.findings(&[]);
    assert_eq!(code, Some(1), "{row}");
    let finding = findings.iter().find(|f| f.contains(&format!("\"{rule}\"")));
    let finding = finding.unwrap_or_else(|| panic!("{row}: {rule} not in {findings:?}"));
    for part in parts {
        assert!(finding.contains(part), "{row}: {part} not in {finding}");
    }
    let (code, positions) = files.table("positions", &["--years", "1"]);
    assert_eq!(code, Some(1));
    let all: f64 = ["a", "b"].iter().map(|position| mean(&positions, 1, position).0).sum();
    assert_eq!(all, 40.0, "{row}");
}

#[test]
fn a_cell_that_is_no_text_leaves_its_row_out() {
    let files = Files::new(&format!("{RATES}{GOOD}"), &format!("{STOCK}{PEOPLE}"), "");
    let mut rates = format!("{RATES}{GOOD}c,d,").into_bytes();
    rates.extend(b"\xff,,,,1,,\n");
    std::fs::write(files.folder.path().join("rates.csv"), rates).expect("written");
    let (code, findings) = files.findings(&[]);
    assert_eq!(code, Some(1));
    assert!(findings[0].contains("text-not-utf8"), "{findings:?}");
    assert_eq!(files.table("steps", &["--years", "1"]).1.len(), 1);
}

#[test]
fn rows_of_a_step_that_overlap_are_not_used_and_both_are_named() {
    let rates = format!("{RATES}a,b,0,5,,,1,,\nb,a,,,,,1,,\na,b,4,9,,,2,,\na,b,9,,,1,3,,\na,b,9,,1,,3,,\n");
    let files = Files::new(&rates, &format!("{STOCK}{PEOPLE}"), "");
    let (code, findings) = files.findings(&[]);
    assert_eq!(code, Some(1));
    let overlaps: Vec<&String> = findings.iter().filter(|f| f.contains("plain-rates-overlap")).collect();
    assert_eq!(overlaps.len(), 2, "{findings:?}");
    assert!(
        overlaps[0].contains("a to b, ages 0 to 5") && overlaps[0].contains("with row 4"),
        "{overlaps:?}"
    );
    assert!(
        overlaps[1].contains("a to b, ages 4 to 9") && overlaps[1].contains("with row 2"),
        "{overlaps:?}"
    );
}

#[test]
fn warnings_and_notes_leave_the_code_at_nought() {
    let rates = format!("{RATES}a,b,0,5,,,1,,\na,b,6,18,,,1,,\nb,A,0,18,0,1,1,,\nb,A,0,18,2,,1,,\n");
    let stock = format!("{STOCK}a,3,,40\nc,3,,1\nc,4,,1\na,17,,1\n");
    let files = Files::new(&rates, &stock, "position,age,per_year,colour\na,17,2,red\n");
    let (code, findings) = files.findings(&[]);
    assert_eq!(code, Some(0), "{findings:?}");
    for parts in [
        ["plain-names-alike", "\"4\"", "\\\"a\\\", as in row 2 of "],
        ["plain-position-without-rates", "stock.csv", "\"c\""],
        ["plain-rates-with-gap", "a to b, ages 6 to 18", "a row for 5 to 6"],
        ["plain-rates-with-gap", "b to A, ages 0 to 18, time 2 and over", "a row for 1 to 2"],
        ["plain-older-than-rates", "stock.csv", "beyond age 18, up to 19; rows of this file: 1"],
        ["plain-older-than-rates", "arrivals.csv", "beyond age 18, up to 19; rows of this file: 1"],
        ["plain-column-not-read", "colour", "position, age, per_year, age_to"],
    ] {
        let is_told = |f: &&String| parts.iter().all(|part| f.contains(part));
        assert!(findings.iter().any(|f| is_told(&f)), "{parts:?} not in {findings:?}");
    }
    assert_eq!(findings.len(), 7, "{findings:?}");
}

#[test]
fn nothing_to_run_says_what_is_wrong_with_the_rows() {
    let files = Files::new(&format!("{RATES}a,b,,,,,x,,\n"), &format!("{STOCK}{PEOPLE}"), "");
    let done = files.run(&[]);
    assert_eq!(done.status.code(), Some(1));
    let message = text(&done.stderr);
    assert!(
        message.contains("row 2: per_year: \"x\"") && message.contains("no rate that can be used"),
        "{message}"
    );
    let files = Files::new(&format!("{RATES}{GOOD}"), &format!("{STOCK}a,3,,0\na,3,,0.5\n"), "");
    let done = files.run(&[]);
    assert_eq!(done.status.code(), Some(1));
    let message = text(&done.stderr);
    assert!(
        message.contains("stock.csv: row 3: count: \"0.5\"") && message.contains("nobody is there"),
        "{message}"
    );
}
