//! `headwater rates --covariates` as its user meets it: the example of its page, groups, refusals, small counts, a plan.

mod page;

use std::path::Path;

use page::{headwater, run_examples, text};

const EXAMPLE: [&str; 4] = ["rates", "examples/covariates.csv", "--covariates", "need,deprivation"];

/// Writes a table and runs on it with some options; code, what it prints, and what it says is wrong.
fn rates(table: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("steps.csv");
    std::fs::write(&file, table).expect("a file");
    let name = file.display().to_string();
    let mut arguments = vec!["rates", name.as_str()];
    arguments.extend(options);
    let done = headwater(&arguments);
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

/// Rows of a table printed as CSV, without the headers.
fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines().skip(1).map(|line| line.split(',').map(str::to_string).collect()).collect()
}

const TWO: &str = "from,to,need,Ethnicity,steps,person_years\n\
                   a,b,N1,WBRI,40,400\na,b,N1,ABAN,30,300\na,b,N2,WBRI,60,400\na,b,N2,ABAN,25,300\n";

#[test]
fn the_example_of_the_page_runs() {
    assert!(run_examples(include_str!("../../../docs/covariates.md")) >= 1);
}

#[test]
fn groups_are_used_with_a_reason_alone_which_is_printed() {
    let (code, _, wrong) = rates(TWO, &["--covariates", "need,Ethnicity"]);
    assert_eq!(code, Some(2));
    assert!(wrong.contains("\"Ethnicity\"") && wrong.contains("--use-group"), "{wrong}");
    let (code, ..) = rates(TWO, &["--covariates", "need,Ethnicity", "--use-group", "why"]);
    assert_eq!(code, Some(2), "that is no reason");
    let (code, ..) =
        rates(TWO, &["--covariates", "need", "--sum", "--use-group", "to see whether it matters"]);
    assert_eq!(code, Some(2), "a reason without a group");
    let reason = "equality impact assessment of the edge of care service";
    let (code, printed, wrong) = rates(TWO, &["--covariates", "need,Ethnicity", "--use-group", reason]);
    assert_eq!(code, Some(0), "{wrong}");
    assert!(printed.contains(reason) && printed.contains("\"Ethnicity\" (race)"), "{printed}");
}

#[test]
fn covariates_that_are_no_columns_are_refused_with_those_there_are() {
    for (covariates, part) in [
        (
            "needs",
            "\"needs\": expected the name of a column beyond those of steps and exposure: need, Ethnicity",
        ),
        ("steps", "\"steps\": expected the name of a column"),
        ("need,Need", "each once"),
        ("need,,sex", "expected names"),
    ] {
        let (code, _, wrong) = rates(TWO, &["--covariates", covariates, "--sum"]);
        assert_eq!(code, Some(2), "{covariates}");
        assert!(wrong.contains(part), "{wrong}");
    }
    for arguments in [
        vec!["rates", "Hartlepool", "--covariates", "need"],
        vec!["rates", "--plan", "examples/hartlepool", "--covariates", "need"],
        vec!["rates", "--plan", "examples/hartlepool", "--covariates", "colour-of-hair"],
    ] {
        assert_eq!(headwater(&arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn models_that_no_step_can_carry_are_refused_and_those_of_some_are_told() {
    let few = "from,to,need,steps,person_years\na,b,N1,40,400\na,b,N2,3,30\n";
    let (code, _, wrong) = rates(few, &["--covariates", "need"]);
    assert_eq!(code, Some(2));
    assert!(wrong.contains("a to b") && wrong.contains("fewer than two levels"), "{wrong}");
    let some = format!("{few}a,c,N1,40,400\na,c,N2,20,300\n");
    let (code, printed, _) = rates(&some, &["--covariates", "need"]);
    assert_eq!(code, Some(0));
    assert!(printed.contains("No ratios of a to b: \"need\" has fewer than two levels"), "{printed}");
}

#[test]
fn a_column_of_too_many_levels_is_refused_while_it_is_read() {
    let rows: String = (0..1_500).map(|n| format!("a,b,W{n},20,200\n")).collect();
    let (code, _, wrong) =
        rates(&format!("from,to,ward,steps,person_years\n{rows}"), &["--covariates", "ward"]);
    assert_eq!(code, Some(2));
    assert!(wrong.contains("row 1002: \"ward\": the column has more than 1,000 levels"), "{wrong}");
}

#[test]
fn blank_levels_are_not_known_and_never_the_reference() {
    let table = "from,to,need,steps,person_years\na,b,,400,4000\na,b,N1,40,400\na,b,N2,30,300\n";
    let (_, csv, _) = rates(table, &["--covariates", "need", "--inside", "--format", "csv"]);
    let rows = rows(&csv);
    let of = |level: &str| rows.iter().find(|row| row[3] == level).expect("a row").last().cloned();
    assert_eq!(of("not known").as_deref(), Some("compared"));
    assert_eq!(of("N1").as_deref(), Some("reference"));
}

#[test]
fn small_counts_are_withheld_unless_one_works_inside() {
    let table = "from,to,need,steps,person_years\n\
                 a,b,N1,60,600\na,b,N2,43,300\na,b,N3,3,20\na,b,N4,12,130\n";
    let csv = |options: &[&str]| {
        let mut all = vec!["--covariates", "need", "--format", "csv"];
        all.extend(options);
        rows(&rates(table, &all).1)
    };
    let public = csv(&[]);
    let row = |rows: &[Vec<String>], level: &str| rows.iter().find(|r| r[3] == level).expect("a row").clone();
    // With one part alone withheld, the next smallest is too.
    for level in ["N3", "N4"] {
        let of_level = row(&public, level);
        assert!((4..=10).all(|at| of_level[at] == "suppressed"), "{of_level:?}");
    }
    let shown = row(&public, "N2");
    assert_eq!(shown[4], "45");
    assert!(shown[7].len() <= 4, "two digits: {shown:?}");
    assert_eq!(row(&csv(&["--inside"]), "N3")[4], "3");
    // A reference of few makes every ratio one of few.
    let of_few = "from,to,need,steps,person_years\na,b,N1,4,600\na,b,N2,43,500\n";
    let (_, csv, _) = rates(of_few, &["--covariates", "need", "--format", "csv"]);
    assert!(rows(&csv).iter().all(|row| row[7] == "suppressed" || row[7] == "1.00"), "{csv}");
}

#[test]
fn levels_of_few_children_without_steps_are_withheld_and_never_one_alone() {
    let table = "from,to,need,steps,person_years\n\
                 a,b,N1,60,600\na,b,N2,43,300\na,b,N3,0,3\na,b,N4,12,130\na,b,N5,0,40\n";
    let run = |options: &[&str]| {
        rows(&rates(table, &[&["--covariates", "need", "--format", "csv"], options].concat()).1)
    };
    let withheld = |rows: &[Vec<String>], level: &str| {
        let row = rows.iter().find(|row| row[3] == level).expect("a row");
        (4..=10).filter(|at| row[*at] == "suppressed").count()
    };
    let public = run(&[]);
    // Three person-years alone could be told from the sum, so the next smallest level goes with them.
    for (level, expected) in [("N1", 0), ("N2", 0), ("N3", 7), ("N4", 0), ("N5", 7)] {
        assert_eq!(withheld(&public, level), expected, "{level}: {public:?}");
    }
    let inside = run(&["--inside"]);
    assert!(["N3", "N5"].iter().all(|level| withheld(&inside, level) == 0), "{inside:?}");
}

#[test]
fn every_form_of_output_has_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, start) in
        [("csv", &b"\xef\xbb\xbf"[..]), ("json", b"{"), ("parquet", b"PAR1"), ("xlsx", b"PK")]
    {
        let file = folder.path().join(format!("ratios.{format}"));
        let name = file.display().to_string();
        let mut arguments = EXAMPLE.to_vec();
        arguments.extend(["--intervals", "--format", format, "--out", &name]);
        let done = headwater(&arguments);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert!(std::fs::read(&file).expect("a file").starts_with(start), "{format}");
    }
}

#[test]
fn own_records_have_ratios_and_bring_their_wards() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = folder.path().join("lark").display().to_string();
    let made = headwater(&["synth", &plan, "--children", "30000", "--first-year", "2023"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let run = |covariates: &str| {
        let all = ["rates", "--plan", &plan, "--covariates", covariates, "--table", "rate-ratios"];
        headwater(&[&all[..], &["--format", "csv"]].concat())
    };
    let done = run("need,age-first-known,deprivation,earlier-spells");
    assert!(done.status.success(), "{}", text(&done.stderr));
    let all = rows(&text(&done.stdout));
    assert!(
        all.iter().any(|r| r[0] == "in need" && r[1] == "looked after" && r[2] == "deprivation"),
        "{all:?}"
    );
    assert!(all.iter().all(|row| row[0] != "not known"), "arrivals have no person-years");
    let of_care = run("placement,provider");
    assert!(of_care.status.success(), "{}", text(&of_care.stderr));
    assert!(rows(&text(&of_care.stdout)).iter().all(|row| row[0] == "looked after"));
    assert_eq!(run("unaccompanied").status.code(), Some(2), "a group without a reason");

    let wards = Path::new(&plan).join("wards.csv");
    let lookup = std::fs::read_to_string(&wards).expect("a lookup");
    std::fs::write(&wards, format!("{lookup}X05000001,again,11\n")).expect("written");
    let told = run("deprivation");
    assert_eq!(told.status.code(), Some(1), "a row is left out");
    assert!(text(&told.stderr).contains("rows left out: 1 of"), "{}", text(&told.stderr));
    assert!(!rows(&text(&told.stdout)).is_empty(), "the others are used");
    let findings = |command: &[&str]| {
        let done =
            headwater(&[command, &["--plan", &plan, "--table", "findings", "--format", "csv"]].concat());
        assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
        assert!(text(&done.stdout).contains("imd_decile,11,wards-no-band"), "{}", text(&done.stdout));
    };
    findings(&["rates", "--covariates", "deprivation"]);
    findings(&["journeys", "--inside", "--by", "deprivation"]);
    std::fs::write(&wards, "ward,imd_decile\nE05009999,3\nE05009998,4\n").expect("written");
    let other = run("deprivation");
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("has 0 of the"), "{}", text(&other.stderr));
    std::fs::remove_file(&wards).expect("removed");
    let lacking = run("deprivation");
    assert_eq!(lacking.status.code(), Some(2));
    assert!(text(&lacking.stderr).contains("wards.csv"), "{}", text(&lacking.stderr));
}
