//! `headwater project --rates`: models from plain tables, as their user meets them.

mod page;

use std::collections::BTreeMap;
use std::process::{Command, Output};

use page::{ROOT, headwater, run_examples, text};
use tempfile::TempDir;

const RATES: &str = "from,to,age_from,age_to,time_from,time_to,per_year,low,high\n";
const STOCK: &str = "position,age,age_to,count\n";
const ARRIVALS: &str = "position,age,age_to,per_year\n";
const GOOD: &str = "a,b,,,,,0.5,,\n";
const PEOPLE: &str = "a,3,,40\n";

/// Files of a model in a folder of their own.
struct Files {
    folder: TempDir,
    arguments: Vec<String>,
}

impl Files {
    /// Writes tables, without those that are empty.
    fn new(rates: &str, stock: &str, arrivals: &str) -> Files {
        let folder = TempDir::new().expect("a folder");
        let mut arguments = vec!["project".to_string()];
        for (name, rows) in [("rates", rates), ("stock", stock), ("arrivals", arrivals)] {
            if !rows.is_empty() {
                let file = folder.path().join(format!("{name}.csv"));
                std::fs::write(&file, rows).expect("written");
                arguments.extend([format!("--{name}"), file.display().to_string()]);
            }
        }
        Files { folder, arguments }
    }

    fn run(&self, options: &[&str]) -> Output {
        let mut arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        arguments.extend(options);
        headwater(&arguments)
    }

    /// The rows of a table by the keys of its columns, and the code.
    fn table(&self, table: &str, options: &[&str]) -> (Option<i32>, Vec<BTreeMap<String, String>>) {
        let mut all = vec!["--table", table, "--format", "json"];
        if !options.contains(&"--draws") {
            all.extend(["--draws", "20"]);
        }
        all.extend(options);
        let done = self.run(&all);
        let json: serde_json::Value =
            serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", text(&done.stderr)));
        let said =
            |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
        let rows = json["rows"].as_array().expect("rows").iter().map(|row| {
            let cells = row.as_object().expect("cells by their keys").iter();
            cells.map(|(key, cell)| (key.clone(), said(cell))).collect()
        });
        (done.status.code(), rows.collect())
    }

    /// What is wrong, one line for each finding.
    fn findings(&self, options: &[&str]) -> (Option<i32>, Vec<String>) {
        let mut all = vec!["--table", "findings", "--format", "json", "--draws", "20", "--years", "2"];
        all.extend(options);
        let done = self.run(&all);
        let json: serde_json::Value =
            serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", text(&done.stderr)));
        let rows = json["rows"].as_array().expect("rows").iter().map(ToString::to_string);
        (done.status.code(), rows.collect())
    }
}

fn number(row: &BTreeMap<String, String>, key: &str) -> f64 {
    row[key].parse().unwrap_or_else(|_| panic!("{key} in {row:?}"))
}

/// Mean and its standard error of a position in a period.
fn mean(rows: &[BTreeMap<String, String>], period: usize, position: &str) -> (f64, f64) {
    let row = rows.iter().find(|r| r["period"] == period.to_string() && r["position"] == position);
    let row = row.unwrap_or_else(|| panic!("{position} in {rows:?}"));
    (number(row, "mean"), number(row, "standard_error"))
}

#[test]
fn the_example_of_the_page_runs() {
    assert!(run_examples(include_str!("../../../docs/plain-projection.md")) >= 2);
}

/// x' = λ - k x and y' = a x - c y: the formula of the page.
#[test]
fn the_example_comes_to_its_closed_form() {
    let arguments = "project --rates examples/project/rates.csv --stock examples/project/stock.csv --arrivals \
                     examples/project/arrivals.csv --only chance --draws 2000 --table positions --format csv";
    let done = headwater(&arguments.split_whitespace().collect::<Vec<_>>());
    let printed = text(&done.stdout);
    let (x0, y0, arrivals, a, b, c) = (420.0, 150.0, 480.0, 0.08, 1.2, 0.35);
    let k = a + b;
    for years in 1..=10 {
        let t = f64::from(years);
        let steady = arrivals / k;
        let x = steady + (x0 - steady) * (-k * t).exp();
        let y = y0 * (-c * t).exp()
            + a * steady * (1.0 - (-c * t).exp()) / c
            + a * (x0 - steady) * ((-k * t).exp() - (-c * t).exp()) / (c - k);
        for (position, exact) in [("in need", x), ("looked after", y)] {
            let line = printed.lines().find(|line| line.starts_with(&format!("{years},{position},")));
            let cells: Vec<&str> = line.expect("a row").split(',').collect();
            let (mean, error): (f64, f64) = (cells[2].parse().unwrap(), cells[3].parse().unwrap());
            assert!((mean - exact).abs() < 4.5 * error, "{position} after {years}: {mean}, exactly {exact}");
        }
    }
}

/// Six positions with intensities by age, from birth over 20 years: chances and mean years by matrix exponential. The
/// intensities illustrate; they are no estimates.
#[test]
fn six_positions_come_to_their_exact_chances() {
    let steps = [
        ("U", "EH", 0.05),
        ("U", "CIN", 0.035),
        ("U", "LAC", 0.0005),
        ("U", "X", 0.005),
        ("EH", "U", 0.90),
        ("EH", "CIN", 0.25),
        ("EH", "CP", 0.01),
        ("EH", "X", 0.005),
        ("CIN", "U", 1.0),
        ("CIN", "EH", 0.2),
        ("CIN", "CP", 0.2),
        ("CIN", "LAC", 0.05),
        ("CIN", "X", 0.005),
        ("CP", "U", 0.1),
        ("CP", "EH", 0.05),
        ("CP", "CIN", 0.9),
        ("CP", "LAC", 0.25),
        ("CP", "X", 0.005),
        ("LAC", "U", 0.2),
        ("LAC", "CIN", 0.1),
        ("LAC", "CP", 0.01),
        ("LAC", "X", 0.08),
    ];
    let ages = [
        ("0", "1", 1.6),
        ("1", "5", 1.0),
        ("5", "10", 0.9),
        ("10", "16", 1.1),
        ("16", "18", 1.3),
        ("18", "", 0.25),
    ];
    let rows: String = ages
        .iter()
        .flat_map(|(from, to, times)| {
            steps.iter().map(move |(a, b, rate)| format!("{a},{b},{from},{to},{:.9}\n", rate * times))
        })
        .collect();
    let (people, draws) = (10_000.0, 20.0);
    let files = Files::new(
        &format!("from,to,age_from,age_to,per_year\n{rows}"),
        "position,age,count\nU,0,10000\n",
        "",
    );
    let (code, positions) = files.table("positions", &["--years", "20"]);
    assert_eq!(code, Some(0));
    let exact = [
        ("U", 0.811_758_409_8, 17.213_003_264_7),
        ("EH", 0.040_451_241_6, 0.825_548_184_4),
        ("CIN", 0.030_278_090_3, 0.612_646_867_1),
        ("CP", 0.005_035_497_5, 0.098_321_359_3),
        ("LAC", 0.008_262_314_5, 0.144_174_234_3),
        ("X", 0.104_214_446_4, 1.106_306_090_3),
    ];
    let (_, person_years) = files.table("person_years", &["--years", "20"]);
    for (position, chance, years) in exact {
        let seen = mean(&positions, 20, position).0 / people;
        let error = (chance * (1.0 - chance) / (people * draws)).sqrt();
        assert!((seen - chance).abs() < 4.5 * error, "{position}: {seen}, exactly {chance}");
        let spent = (1..=20).map(|year| mean(&person_years, year, position).0).sum::<f64>() / people;
        // Time lies between 0 and 20 years, so its variance is at most mean × (20 - mean).
        let error = (years * (20.0 - years) / (people * draws)).sqrt();
        assert!((spent - years).abs() < 4.5 * error, "{position}: {spent} years, exactly {years}");
    }
}

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
        ("a,b,5,6,,,1", "plain-row-ragged", ["", "", "9 cells; there are 7"]),
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
fn what_cannot_be_run_is_refused() {
    let (rates, stock) = (format!("{RATES}{GOOD}"), format!("{STOCK}{PEOPLE}"));
    let many: String = (0..251).map(|n| format!("p{n},p{},1\n", n + 1)).collect();
    let eighths = |step: &str, count: u32, before: &str, after: &str| -> String {
        let row =
            |n| format!("{step},{before}{},{}{after},0.5\n", f64::from(n) / 8.0, f64::from(n + 1) / 8.0);
        (0..count).map(row).collect()
    };
    let ages = eighths("a,b", 2000, "", ",,");
    let many_bands = format!("from,to,age_from,age_to,time_from,time_to,per_year\n{ages}");
    let cells = format!("{many_bands}{}", eighths("c,d", 2100, ",,", ""));
    let long = format!("{STOCK}{}", "a,3,,1\n".repeat(65_536));
    for (files, options, parts) in [
        (Files::new(&rates, "", ""), &[][..], &["--rates", "rates.csv", "--stock, --arrivals"][..]),
        (Files::new("from,to\na,b\n", &stock, ""), &[], &["rates.csv: row 1", "lacking: per_year"]),
        (Files::new(&rates, "position,count\na,1\n", ""), &[], &["stock.csv: row 1", "lacking: age"]),
        (Files::new(&rates, "", "position,age\na,1\n"), &[], &["arrivals.csv: row 1", "lacking: per_year"]),
        (
            Files::new("\n", &stock, ""),
            &[],
            &["rates.csv: expected a table with the columns from, to, per_year"],
        ),
        (Files::new(&rates, &long, ""), &[], &["stock.csv: row 65537", "at most 65535 rows"]),
        (
            Files::new(&format!("from,to,per_year\n{many}"), &stock, ""),
            &[],
            &["positions: 253", "at most 250"],
        ),
        (Files::new(&format!("from,to,per_year\n{many}"), &stock, ""), &[], &["kinds of step: 251"]),
        (
            Files::new(&rates, &format!("{STOCK}a,3,,20000001\n"), ""),
            &[],
            &["people: 20,000,001 at the start", "at most 20,000,000"],
        ),
        (
            Files::new(&rates, &stock, &format!("{ARRIVALS}a,3,,3000000\n")),
            &["--years", "7"],
            &["21,000,000 who come in 7 years"],
        ),
        (
            Files::new(&many_bands, &stock, ""),
            &["--years", "20", "--draws", "2000", "--period", "month"],
            &["memory: ", "MiB for what is counted", "at most 2,048 MiB"],
        ),
        (Files::new(&cells, &stock, ""), &[], &["rates: 4,", "at most 4,000,000"]),
        (Files::new(&rates, &stock, ""), &["--years", "101"], &["--years", "101", "1..=100"]),
        (Files::new(&rates, &stock, ""), &["--draws", "1"], &["--draws", "20..=10000"]),
        (
            Files::new(&rates, &stock, ""),
            &["Hartlepool"],
            &["--rates", "without the authority \"Hartlepool\""],
        ),
        (
            Files::new(&rates, &stock, ""),
            &["--plan", "examples/hartlepool"],
            &["--rates", "without --plan examples/hartlepool"],
        ),
        (
            Files::new(&rates, &stock, ""),
            &["--format", "csv"],
            &["--table", "positions, person_years, steps"],
        ),
        (Files::new(&rates, &stock, ""), &["--period", "week"], &["--period", "year, quarter, month"]),
    ] {
        let done = files.run(options);
        let message = text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{options:?} {message}");
        assert!(done.stdout.is_empty());
        for part in parts {
            assert!(message.contains(part), "{part} not in\n{message}");
        }
    }
    let word = headwater(&["project", "--rates", "publishd", "--stock", "examples/project/stock.csv"]);
    assert_eq!(word.status.code(), Some(2));
    let message = text(&word.stderr);
    assert!(
        message.contains("\"publishd\"") && message.contains("returns, published or a table"),
        "{message}"
    );
    for option in ["--stock", "--arrivals"] {
        let done = headwater(&["project", "Hartlepool", option, "examples/project/stock.csv"]);
        assert_eq!(done.status.code(), Some(2));
        assert!(text(&done.stderr).contains(&format!("{option}: expected with a table of rates alone")));
    }
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

#[test]
fn headers_stand_in_any_order_and_letter_case_and_blanks_mean_all() {
    let (stock, options) = (format!("{STOCK}{PEOPLE}"), ["--years", "3"]);
    let plain = Files::new("from,to,per_year\na,b,0.5\n", &stock, "");
    let other = Files::new("PER_YEAR,Age_To,To,From\n 0.5 ,, b ,a\n", "Count,POSITION,age\n40, a ,3.0\n", "");
    for table in ["positions", "person_years", "steps"] {
        assert_eq!(plain.table(table, &options), other.table(table, &options));
    }
}

#[test]
fn threads_leave_no_trace_and_seeds_do() {
    let run = |threads: &str, seed: &str| {
        let arguments = "project --rates examples/project/rates.csv --stock examples/project/stock.csv --arrivals \
                         examples/project/arrivals.csv --draws 100 --period quarter --format xlsx --seed";
        let mut command = Command::new(env!("CARGO_BIN_EXE_headwater"));
        command
            .args(arguments.split_whitespace())
            .arg(seed)
            .current_dir(ROOT)
            .env("RAYON_NUM_THREADS", threads);
        let done = command.output().expect("the program starts");
        assert!(done.status.success(), "{}", text(&done.stderr));
        done.stdout
    };
    assert_eq!(run("1", "7"), run("4", "7"));
    assert_ne!(run("4", "7"), run("4", "8"));
}

#[test]
fn months_add_up_to_years_and_steps_to_people() {
    let files = Files::new(
        &format!("{RATES}{GOOD}"),
        &format!("{STOCK}{PEOPLE}"),
        &format!("{ARRIVALS}a,2,,9\na,7,9,3\n"),
    );
    let of = |table: &str, period: &str| files.table(table, &["--years", "2", "--period", period]).1;
    let (months, years) = (of("person_years", "month"), of("person_years", "year"));
    assert_eq!((months.len(), years.len()), (24 * 2, 2 * 2));
    assert!((number(&months[25], "ends") - 13.0 / 12.0).abs() < 1e-9);
    let sum: f64 = (13..=24).map(|month| mean(&months, month, "b").0).sum();
    assert!((sum - mean(&years, 2, "b").0).abs() < 1e-6, "{sum}");
    // 40 at the start, those who came and nobody leaves the model.
    let steps = of("steps", "year");
    let came: f64 =
        steps.iter().filter(|row| row["from"] == "(outside)").map(|row| number(row, "mean")).sum();
    assert_eq!(steps.len(), 2 * 2, "both rows of arrivals are one entrance");
    let positions = of("positions", "year");
    let here = mean(&positions, 2, "a").0 + mean(&positions, 2, "b").0;
    assert!((here - 40.0 - came).abs() < 1e-6 && came > 15.0, "{here} {came}");
}

#[test]
fn intervals_widen_results_unless_chance_alone_is_asked_for() {
    let rates = "from,to,per_year,low,high\na,b,0.5,0.1,1.5\n";
    let files = Files::new(rates, &format!("{STOCK}a,3,,5000\n"), "");
    let of = |only: &str| {
        let rows = files.table("positions", &["--years", "1", "--draws", "2000", "--only", only]).1;
        (number(&rows[0], "low_95"), number(&rows[0], "median"), number(&rows[0], "high_95"))
    };
    let (low, _, high) = of("chance");
    // exp(-0.5) of 5,000 stay, with a binomial standard deviation of 35.
    assert!(low > 2900.0 && high < 3170.0, "{low} {high}");
    let (low, median, high) = of("all");
    let stay = |rate: f64| 5000.0 * (-rate).exp();
    assert!((median - stay(0.5)).abs() < 160.0, "{median}");
    assert!((low - stay(1.5)).abs() < 200.0 && (high - stay(0.1)).abs() < 150.0, "{low} {high}");
}

#[test]
fn every_form_holds_the_tables_and_where_they_come_from() {
    let files = Files::new(&format!("{RATES}{GOOD}"), &format!("{STOCK}{PEOPLE}"), "");
    let out = |name: &str| files.folder.path().join(name).display().to_string();
    for (form, table) in
        [("json", &["--table", "steps"][..]), ("parquet", &["--table", "positions"]), ("xlsx", &[])]
    {
        let file = out(form);
        let mut options = vec!["--draws", "20", "--format", form, "--out", &file];
        options.extend(table);
        let done = files.run(&options);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert!(std::fs::metadata(&file).expect("written").len() > 200);
    }
    let csv = out("positions.csv");
    let options =
        ["--draws", "20", "--seed", "5", "--table", "positions", "--format", "csv", "--out", csv.as_str()];
    assert!(files.run(&options).status.success());
    let notes = std::fs::read_to_string(out("positions.notes.txt")).expect("notes");
    for part in [
        "Headwater ",
        "20 draws, seed 5",
        "10 years",
        "rates.csv: sha256 ",
        "stock.csv: sha256 ",
        "lowest and the highest draw",
    ] {
        assert!(notes.contains(part), "{part} not in\n{notes}");
    }
}
