//! `headwater curves` as its user meets it: the example of the page, bad rows, clocks, files and plans.

mod page;

use std::path::PathBuf;

use page::{ROOT, headwater, run_examples, text};
use tempfile::TempDir;

/// A table of spells in a folder of its own.
fn table(rows: &str) -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder");
    let file: PathBuf = folder.path().join("spells.csv");
    std::fs::write(&file, rows).expect("written");
    let name = file.display().to_string();
    (folder, name)
}

fn csv(arguments: &[&str]) -> Vec<Vec<String>> {
    let mut all = vec!["curves"];
    all.extend_from_slice(arguments);
    all.extend_from_slice(&["--format", "csv"]);
    let done = headwater(&all);
    assert_ne!(done.status.code(), Some(2), "{}", text(&done.stderr));
    let out = text(&done.stdout);
    out.lines().skip(1).map(|line| line.split(',').map(str::to_string).collect()).collect()
}

#[test]
fn the_examples_of_the_pages_run() {
    assert!(run_examples(include_str!("../../../docs/curves.md")) >= 2);
    assert!(run_examples(include_str!("../../../docs/exposure.md")) >= 1);
}

#[test]
fn bad_rows_are_told_and_the_others_are_read() {
    let (_folder, file) = table(
        "person,position,start,end,next,colour\n\
         1,a,0,2,b,red\n\
         1,b,2,x,,red\n\
         \n\
         2,a,0,1\n\
         ,a,0,1,,\n\
         3,a,3,1,,\n\
         4,a,1,1,b,\n\
         5,a,0,1,a,\n\
         6,a,0,4,,\n\
         6,b,3,5,,\n\
         7,a,0,4,b,\n\
         7,c,4,5,,\n\
         8,a,0,\"4,,\n\
         9,\"a\",1,2024-01-01,,\n\
         10,\"a\",0,5,,\n",
    );
    let done = headwater(&["curves", &file, "--inside", "--table", "positions", "--format", "csv"]);
    assert_eq!(done.status.code(), Some(1), "rows are left out");
    let told = text(&done.stderr);
    for expected in [
        "row 1: colour: \"\": The table has a column that is not read.",
        "row 3: end: \"x\": A time is no number or date as yyyy-mm-dd, or not of the kind of the first time of the table. \
         Expected a number",
        "row 5: \"2,a,0,1\": A row has more or fewer cells than there are headers. Expected 6 cells; there are 4.",
        "row 6: person: \"\":",
        "row 7: end: \"1\": Times are out of order: entered after the start, or the start after the end. Expected 3 or \
         later.",
        "row 8: end: \"1\": A spell that ends in a step has no length.",
        "row 9: next: \"a\": The next position is the spell's own.",
        "row 11: start: \"3\": Spells of one person overlap. Expected 4 or later",
        "row 12: next: \"b\":",
        "Expected \"c\", which follows at once. (spell-next-disagrees)",
        "row 14: \"8,a,0,\"4,,\": A quoted value has no closing quote. Expected a closing quote. (quote-not-closed)",
        "row 15: end: \"2024-01-01\":",
        "rows left out: 10",
    ] {
        assert!(told.contains(expected), "{expected}\nnot in\n{told}");
    }
    assert!(told.lines().all(|line| line.starts_with(&file)), "{told}");
    let rows = csv(&[&file, "--inside", "--table", "positions"]);
    let people: Vec<(&str, &str)> = rows.iter().map(|r| (r[0].as_str(), r[2].as_str())).collect();
    assert_eq!(people, [("a", "3"), ("b", "0"), ("c", "1")]);
    assert_eq!(csv(&[&file, "--table", "findings"]).len(), 11);
}

#[test]
fn a_damaged_row_is_left_out() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("spells.csv");
    std::fs::write(&file, b"person,position,start,end,next\n1,a,0,2,b\n\xff,a,0,2,b\n3,a,0,2,b\n")
        .expect("written");
    let name = file.display().to_string();
    let done = headwater(&["curves", &name, "--inside", "--table", "positions", "--format", "csv"]);
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("(text-not-utf8)"), "{}", text(&done.stderr));
    let rows = csv(&[&name, "--inside", "--table", "positions"]);
    assert_eq!(rows[0][2], "2", "people of the two good rows: {rows:?}");
}

#[test]
fn what_is_no_table_of_spells_is_refused() {
    let many: String = (0..65).map(|n| format!("1,p{n},{n},{},\n", n + 1)).collect();
    for (rows, arguments, parts) in [
        ("person,position,start,end\n", &[][..], &["row 1", "lacking: next"][..]),
        ("", &[], &["expected a table with the columns person, position, start, end, next"]),
        (
            "person,position,start,end,next\n1,a,2020-01-01,2021-01-01,\n",
            &["--by", "age"],
            &["row 2", "expected a column born"],
        ),
        ("person,position,start,end,next\n1,a,0,1,b\n", &["--from", "c"], &["--from: \"c\"", "one of a, b"]),
        (
            "person,position,start,end,next\n1,a,0,1,b\n",
            &["--start", "2", "--at", "1"],
            &["--at", "1 comes before the start"],
        ),
        ("person,position,start,end,next\n1,a,0,1,b\n", &["--at", "nan"], &["--at", "NaN", "finite"]),
        (
            "person,position,start,end,next\n1,a,2020-01-01,2021-01-01,\n",
            &["--unit", "days"],
            &["--unit: dates are counted in years"],
        ),
        (&format!("person,position,start,end,next\n{many}"), &[], &["row 66", "\"p64\"", "at most 64"]),
    ] {
        let (_folder, file) = table(rows);
        let mut all = vec!["curves", &file];
        all.extend_from_slice(arguments);
        let done = headwater(&all);
        let message = text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{message}");
        assert!(done.stdout.is_empty());
        for part in parts {
            assert!(message.contains(part), "{part} not in\n{message}");
        }
    }
    let done = headwater(&["curves", "no-such-file.csv"]);
    assert_eq!(done.status.code(), Some(2));
    let (_folder, file) = table("person,position,start,end,next\n1,a,2,1,\n");
    let done = headwater(&["curves", &file]);
    assert_eq!(done.status.code(), Some(1), "no spell is left");
    assert!(text(&done.stderr).contains("no spell that can be used"));
}

#[test]
fn dates_are_years_and_ages_are_told_from_births() {
    let rows = "person,born,position,start,end,next\n\
                1,2010-06-01,a,2015-06-01,2016-06-01,b\n\
                1,2010-06-01,b,2016-06-01,2018-06-01,\n\
                2,2012-06-01,a,2017-06-01,2019-06-01,\n\
                3,,a,2017-06-01,2019-06-01,\n";
    let (_folder, file) = table(rows);
    // Two are in position a from 5 years of age on; one of them leaves at 6.
    let found =
        csv(&[&file, "--inside", "--table", "chances", "--at", "5.9,6.1", "--from", "a", "--start", "5"]);
    let chances: Vec<&str> = found.iter().filter(|r| r[2] == "b").map(|r| r[3].as_str()).collect();
    assert_eq!(chances, ["0.000000", "0.500000"]);
    let done = headwater(&["curves", &file, "--inside", "--by", "age"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("row 5: born: \"\""), "{}", text(&done.stderr));
    // By time in position no birth is needed: one of three leaves after a year.
    let by = ["--by", "time-in-position", "--table", "time-in-position", "--at", "1.5"];
    let found = csv(&[&[file.as_str(), "--inside"][..], &by[..]].concat());
    assert_eq!(found[0][3], "0.666667");
}

#[test]
fn the_order_of_rows_leaves_no_trace_in_any_byte() {
    let row = |n: u32| {
        let (start, stay) = (f64::from(n % 7) / 3.0, f64::from(n % 5 + 1) / 3.0);
        let next = ["b", "c", ""][n as usize % 3];
        format!("person {n},{},{start},{},{next}", ["a", "d"][n as usize % 2], start + stay)
    };
    let mut lines: Vec<String> = (0..60).map(row).collect();
    let made = |lines: &[String]| table(&format!("person,position,start,end,next\n{}\n", lines.join("\n")));
    let (_one, first) = made(&lines);
    lines.reverse();
    lines.rotate_left(5);
    let (_other, second) = made(&lines);
    for by in ["time-in-position", "age"] {
        let run = |file: &str| {
            let done = headwater(&["curves", file, "--inside", "--by", by]);
            assert!(done.status.success(), "{}", text(&done.stderr));
            text(&done.stdout).replace(file, "FILE")
        };
        assert_eq!(run(&first), run(&second));
    }
}

#[test]
fn small_numbers_need_the_word_inside() {
    let file = format!("{ROOT}/examples/spells.csv");
    let public = csv(&[&file, "--table", "steps"]);
    assert!(public.iter().all(|row| row[2] == "suppressed"), "{public:?}");
    let public = csv(&[&file, "--table", "chances", "--from", "looked after", "--at", "0.5"]);
    assert!(public.iter().filter(|r| r[3] != "0.00").all(|row| row[3] == "suppressed"), "{public:?}");
}

#[test]
fn curves_come_in_every_form() {
    let folder = TempDir::new().expect("a folder");
    for format in ["csv", "json", "parquet", "xlsx", "text"] {
        let out = folder.path().join(format!("chances.{format}"));
        let done = headwater(&[
            "curves",
            "examples/spells.csv",
            "--inside",
            "--table",
            "chances",
            "--format",
            format,
            "--out",
            out.to_str().expect("a name"),
        ]);
        assert!(done.status.success(), "{format}: {}", text(&done.stderr));
        assert!(std::fs::metadata(&out).expect("the file").len() > 300, "{format}");
    }
}

#[test]
fn a_plans_returns_give_curves_that_agree_with_steps_and_exposure() {
    let folder = TempDir::new().expect("a folder");
    let plan = folder.path().join("plan").display().to_string();
    let made = headwater(&["synth", &plan, "--children", "1500", "--first-year", "2023"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let positions = csv(&["--plan", &plan, "--inside", "--table", "positions"]);
    let done =
        headwater(&["journeys", "--plan", &plan, "--inside", "--table", "exposure", "--format", "csv"]);
    let exposure = text(&done.stdout);
    for position in ["in need", "protection plan", "looked after"] {
        let row = positions.iter().find(|r| r[0] == position).expect("a row");
        let cells = exposure.lines().skip(1).map(|l| l.split(',').collect::<Vec<_>>());
        let steps: u64 =
            cells.filter(|c| c[0] == position).map(|c| c[8].parse::<u64>().expect("a count")).sum();
        let here: u64 = row[3].parse().expect("a count");
        // A step on the very day on which coverage ends counts here alone.
        assert!(here >= steps && here <= steps + 5, "{position}: {here}, steps and exposure {steps}");
        // Person-years stand on the row of each destination of a cell: take each cell once.
        let years: std::collections::BTreeMap<Vec<&str>, f64> = exposure
            .lines()
            .skip(1)
            .map(|l| l.split(',').collect::<Vec<_>>())
            .filter(|c| c[0] == position)
            .map(|c| (c[2..8].to_vec(), c[9].parse().expect("person-years")))
            .collect();
        let (years, here): (f64, f64) = (years.values().sum(), row[5].parse().expect("years"));
        assert!((years - here).abs() < 0.06, "{position}: {here} years, steps and exposure {years}");
    }
    let shares = csv(&["--plan", &plan, "--table", "time-in-position", "--at", "0.5,1"]);
    assert!(shares.iter().any(|r| r[0] == "in need" && r[3].parse::<f64>().is_ok()));
    let ages = csv(&[
        "--plan", &plan, "--inside", "--by", "age", "--table", "chances", "--from", "in need", "--start",
        "4", "--at", "6",
    ]);
    let sum: f64 = ages.iter().map(|r| r[3].parse::<f64>().expect("a chance")).sum();
    assert!((sum - 1.0).abs() < 1e-5, "{ages:?}");
    let refused = headwater(&["curves", "--plan", &plan, "--from", "care leaver"]);
    assert!(text(&refused.stderr).contains("in which anybody is followed"), "{}", text(&refused.stderr));
    let refused = headwater(&["curves", "--plan", &plan, "--from", "in-need"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("expected one of early help, in need"));
}
