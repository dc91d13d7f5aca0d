//! What cannot be run is refused.

use crate::files::{ARRIVALS, Files, GOOD, PEOPLE, RATES, STOCK};
use crate::page::{headwater, text};

#[test]
fn what_cannot_be_run_is_refused() {
    let (rates, stock) = (format!("{RATES}{GOOD}"), format!("{STOCK}{PEOPLE}"));
    let many: String = (0..251).map(|n| format!("p{n},p{},1\n", n + 1)).collect();
    let ladder: String = (0..200).map(|n| format!("p{n},p{},1\n", n + 1)).collect();
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
            Files::new(&rates, &format!("{STOCK}a,3,,20000000\na,4,,1\n"), ""),
            &[],
            &["people: 20,000,001 at the start", "at most 20,000,000"],
        ),
        (
            Files::new(&rates, &stock, &format!("{ARRIVALS}a,3,,3000000\n")),
            &["--years", "7"],
            &["21,000,000 who come in 7 years"],
        ),
        (
            Files::new(&format!("from,to,per_year\na,p0,1\n{ladder}"), &stock, ""),
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
fn numbers_and_names_beyond_all_measure_are_findings_of_their_row() {
    let name = "n".repeat(10_000);
    let rates = format!("{RATES}{GOOD}a,{name},,,,,0.5,,\n");
    let files =
        Files::new(&rates, &format!("{STOCK}{PEOPLE}a,4,,1e308\n"), &format!("{ARRIVALS}a,3,,1e308\n"));
    let done = files.run(&["--draws", "20", "--years", "2", "--table", "findings", "--format", "csv"]);
    let shown = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    for part in [
        "rates.csv,3,,to,nnnnn",
        "… (10000 characters)",
        "a name of at most 200 characters",
        "stock.csv,3,,count,1e308",
        "arrivals.csv,2,,per_year,1e308",
        "\"at most 20,000,000\"",
    ] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    assert!(shown.lines().all(|line| line.len() < 500), "{shown}");
}

#[test]
fn findings_are_told_beside_another_table_and_may_be_none() {
    let (rates, stock) = (format!("{RATES}{GOOD}"), format!("{STOCK}{PEOPLE}"));
    let table = |name| ["--draws", "20", "--years", "2", "--format", "csv", "--table", name];
    let clean = Files::new(&rates, &stock, "");
    let findings = clean.run(&table("findings"));
    assert!(findings.status.success(), "{}", text(&findings.stderr));
    assert_eq!(text(&findings.stdout).lines().count(), 1, "its header alone: {}", text(&findings.stdout));
    assert_eq!(text(&clean.run(&table("positions")).stderr), "");
    let twice = Files::new("from,to,per_year,per_year\na,b,0.5,0.7\n", &stock, "").run(&table("positions"));
    assert!(twice.status.success());
    let told = text(&twice.stderr);
    assert!(told.contains("findings: 1; --table findings lists them."), "{told}");
}
