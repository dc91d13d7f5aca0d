//! `headwater compare` as a commissioner meets it: service models side by side, and what is refused.

mod page;

use page::{ROOT, headwater, run_examples, text};
use tempfile::TempDir;

const SHORT: [&str; 4] = ["--draws", "20", "--years", "5"];
type Row = serde_json::Map<String, serde_json::Value>;

const CUT: &str = "examples/scenarios/cut-early-help.toml";
const CONFERENCES: &str = "examples/scenarios/family-group-conferences.toml";

/// The rows of a table as `command` gives it in JSON for Rutland over five years.
#[track_caller]
fn rows(command: &str, files: &[&str], table: &str) -> Vec<Row> {
    let scenarios = files.iter().flat_map(|file| ["--scenario", file]);
    let mut arguments = vec![command, "Rutland", "--format", "json", "--table", table];
    arguments.extend(SHORT.into_iter().chain(scenarios));
    let done = headwater(&arguments);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let json: serde_json::Value = serde_json::from_str(&text(&done.stdout)).expect("it is JSON");
    let rows = json["rows"].as_array().expect("rows").iter();
    rows.map(|row| row.as_object().expect("a row by column").clone()).collect()
}

/// What is said when files are refused.
#[track_caller]
fn refused(files: &[&str]) -> String {
    let mut arguments = vec!["compare", "Rutland"];
    arguments.extend(SHORT.into_iter().chain(files.iter().flat_map(|file| ["--scenario", file])));
    let done = headwater(&arguments);
    assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
    assert!(done.stdout.is_empty(), "nothing is half done");
    text(&done.stderr)
}

/// A worked scenario with its name changed, as a file of a folder.
fn renamed(folder: &TempDir, worked: &str, name: &str) -> String {
    let scenario = std::fs::read_to_string(format!("{ROOT}/{worked}")).expect("it is there");
    let (before, rest) = scenario.split_once("\nname = ").expect("it has a name");
    let (_, after) = rest.split_once('\n').expect("more lines");
    let file = folder.path().join(format!("{}.toml", name.to_lowercase().replace(' ', "-")));
    std::fs::write(&file, format!("{before}\nname = \"{name}\"\n{after}")).expect("written");
    file.display().to_string()
}

#[test]
fn beside_others_a_scenario_comes_to_what_it_comes_to_alone() {
    let files = [CUT, CONFERENCES];
    let compared = rows("compare", &files, "comparison");
    let paybacks = rows("compare", &files, "comparison-payback");
    for (file, name) in files.iter().zip(["Early help cut by 30%", "Family group conferences"]) {
        let children = |row: &Row| row["what"].as_str().is_some_and(|what| what.starts_with("children"));
        let differences = rows("appraise", &[file], "differences").into_iter();
        let last: Vec<Row> =
            differences.filter(|row| row["date"] == "31 March 2030" && children(row)).collect();
        assert_eq!(last.len(), 3, "three positions");
        for alone in last {
            let beside = compared.iter().find(|row| row["what"] == alone["what"] && row["scenario"] == name);
            let beside = beside.expect("every position is there");
            for column in ["median", "low_80", "high_80"] {
                assert_eq!(beside[column], alone[column], "{name}: {}", alone["what"]);
            }
        }
        for alone in rows("appraise", &[file], "payback") {
            let view = alone["view"].as_str().expect("a view");
            let what = format!("net present value: {view}");
            let beside = compared.iter().find(|row| row["what"] == *what && row["scenario"] == name);
            let beside = beside.expect("every view is there");
            for column in ["median", "low_80", "high_80"] {
                assert_eq!(beside[column], alone[column], "{name}: {view}");
            }
            let payback = paybacks.iter().find(|row| row["view"] == view && row["scenario"] == name);
            let payback = payback.expect("every view is there");
            assert_eq!((&payback["payback"], &payback["chance"]), (&alone["payback"], &alone["chance"]));
        }
    }
}

#[test]
fn a_scenario_and_its_copy_do_not_differ_in_any_draw() {
    let folder = TempDir::new().expect("a folder");
    let copy = renamed(&folder, CONFERENCES, "A copy");
    let pairs = rows("compare", &[CUT, CONFERENCES, &copy], "comparison-pairs");
    let alike: Vec<&Row> = pairs.iter().filter(|row| row["less"] == "A copy").collect();
    assert_eq!(pairs.len(), alike.len() / 2 * 3, "three scenarios make three pairs");
    for row in alike {
        let same = row["scenario"] == "Family group conferences";
        if same {
            let figures =
                ["median", "low_80", "high_80", "higher"].map(|c| row[c].as_f64().expect("a number"));
            assert_eq!(figures, [0.0, 0.0, 0.0, 50.0], "{}", row["what"]);
        } else if row["what"] == "children: looked after" {
            assert!(row["median"].as_f64().expect("a number") > 0.0, "a cut brings more than conferences do");
        }
    }
}

#[test]
fn the_examples_of_the_page_on_comparing_print_what_it_says() {
    assert_eq!(run_examples(include_str!("../../../docs/comparison.md")), 1);
}

#[test]
fn a_plan_folder_compares_all_of_its_scenarios_and_keeps_what_they_come_to() {
    let folder = TempDir::new().expect("a folder");
    let plan = "authority = \"Rutland\"\nhorizon = \"5 years\"\ndraws = 20\nseed = 1\n";
    std::fs::write(folder.path().join("plan.toml"), plan).expect("written");
    let scenarios = folder.path().join("scenarios");
    std::fs::create_dir(&scenarios).expect("made");
    for file in [CUT, CONFERENCES] {
        let name = file.rsplit('/').next().expect("a name");
        std::fs::copy(format!("{ROOT}/{file}"), scenarios.join(name)).expect("copied");
    }
    let done = headwater(&["compare", "--plan", &folder.path().display().to_string()]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let kept = folder.path().join("results/comparison");
    let read = |name: &str| std::fs::read_to_string(kept.join(name)).expect("kept");
    for table in ["comparison", "comparison-payback", "comparison-pairs"] {
        assert!(read(&format!("{table}.csv")).contains("Family group conferences"), "{table}");
    }
    let provenance = read("provenance.toml");
    for file in ["plan.toml", "scenarios/cut-early-help.toml", "scenarios/family-group-conferences.toml"] {
        assert!(provenance.contains(&format!("\"{file}\" = \"sha256:")), "{file} not in\n{provenance}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_in_words() {
    let one = refused(&[CUT]);
    assert!(one.contains("--scenario: 1 file: expected 2 to 32 scenario files"), "{one}");
    assert!(one.contains("headwater appraise"), "{one}");
    let many = refused(&[CUT; 33]);
    assert!(many.contains("--scenario: 33 files: expected 2 to 32"), "{many}");
    let twice = refused(&[CUT, CUT]);
    assert!(twice.contains("cut-early-help.toml") && twice.contains("a name of its own"), "{twice}");
    let folder = TempDir::new().expect("a folder");
    let wrong = |name: &str| {
        let file = renamed(&folder, CONFERENCES, name);
        let text = std::fs::read_to_string(&file).expect("written").replace("places = ", "palces = ");
        std::fs::write(&file, text).expect("written");
        file
    };
    let (first, second) = (wrong("First"), wrong("Second"));
    let both = refused(&[&first, CUT, &second]);
    for file in [&first, &second] {
        assert!(both.lines().any(|line| line.contains(file) && line.contains("palces")), "{file}: {both}");
    }
}
