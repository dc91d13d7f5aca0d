//! What comes out: the same for the same input, adding up, with its spread, in every form.

use std::process::Command;

use crate::files::{ARRIVALS, Files, GOOD, PEOPLE, RATES, STOCK, mean, number};
use crate::page::{ROOT, text};

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
