//! The commands about returns, run as a person would run them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

fn headwater(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater")).args(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A made-up authority of a thousand children in a folder of its own.
fn made_up(more: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("plan");
    let mut arguments =
        vec!["synth", path.to_str().expect("a name"), "--children", "1500", "--first-year", "2023"];
    arguments.extend_from_slice(more);
    let done = headwater(&arguments);
    assert!(done.status.success(), "{}", text(&done.stderr));
    folder
}

fn plan(folder: &TempDir) -> String {
    folder.path().join("plan").display().to_string()
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = text(bytes);
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert!(lines.next().is_some(), "a header");
    lines.map(|l| l.split(',').map(str::to_string).collect()).collect()
}

#[test]
fn codes_of_children_hold_with_their_key_alone() {
    let folder = made_up(&[]);
    let plan = plan(&folder);
    let key = folder.path().join("key");
    let key_name = key.display().to_string();
    let with_key: &[&str] = &["--key-file", &key_name];
    let spells = |more: &[&str]| {
        let mut arguments =
            vec!["journeys", "--plan", &plan, "--inside", "--table", "spells", "--format", "csv"];
        arguments.extend_from_slice(more);
        headwater(&arguments)
    };
    std::fs::write(&key, "too short").expect("a key");
    let refused = spells(with_key);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("at least 16 random bytes"), "{}", text(&refused.stderr));
    std::fs::write(&key, "sixteen bytes and more").expect("a key");
    let one = spells(with_key).stdout;
    assert!(one == spells(with_key).stdout, "one key, the same bytes");
    let first = |bytes: &[u8]| csv_rows(bytes)[0][0].clone();
    assert_ne!(first(&spells(&[]).stdout), first(&spells(&[]).stdout), "no key, new codes");
}

#[test]
fn fault_free_returns_have_no_errors_warnings_or_repairs() {
    let folder = made_up(&[]);
    let done =
        headwater(&["check", "--plan", &plan(&folder), "--table", "findings-by-rule", "--format", "csv"]);
    assert!(done.status.success(), "{}", text(&done.stdout));
    for row in csv_rows(&done.stdout) {
        assert_eq!(row[1], "note", "{row:?}");
    }
}

#[test]
fn faults_are_found_and_block() {
    let folder = made_up(&["--faults", "0.2"]);
    let done =
        headwater(&["check", "--plan", &plan(&folder), "--table", "findings-by-rule", "--format", "csv"]);
    assert_eq!(done.status.code(), Some(1), "findings that block");
    let found: Vec<String> = csv_rows(&done.stdout).into_iter().map(|row| row[0].clone()).collect();
    let key = std::fs::read_to_string(folder.path().join("plan/faults.csv")).expect("the key");
    let rules: Vec<&str> = key.lines().skip(1).filter_map(|l| l.split(',').next_back()).collect();
    assert!(rules.len() > 5, "{key}");
    for rule in rules {
        assert!(found.iter().any(|f| f == rule), "{rule} not among {found:?}");
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let (one, other) = (made_up(&[]), made_up(&[]));
    let read = |folder: &TempDir, file: &str| {
        std::fs::read(folder.path().join("plan").join(file)).expect("the file")
    };
    for file in [
        "returns/ssda903/2025/episodes.csv",
        "returns/cin/CIN_Census_2025.xml",
        "returns/events/early-help.csv",
    ] {
        assert!(read(&one, file) == read(&other, file), "{file}");
    }
}

#[test]
fn small_numbers_and_single_children_need_the_word_inside() {
    let folder = made_up(&[]);
    let plan = plan(&folder);
    let refused = headwater(&["journeys", "--plan", &plan, "--table", "spells", "--format", "csv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("add --inside"), "{}", text(&refused.stderr));
    let public = headwater(&["journeys", "--plan", &plan, "--table", "services", "--format", "csv"]);
    for row in csv_rows(&public.stdout) {
        if let Ok(count) = row[3].parse::<u64>() {
            assert!(count == 0 || (count >= 5 && count % 5 == 0), "{row:?}");
        }
    }
    let inside =
        headwater(&["journeys", "--plan", &plan, "--inside", "--table", "spells", "--format", "csv"]);
    let ids =
        std::fs::read_to_string(Path::new(&plan).join("returns/ssda903/2025/header.csv")).expect("headers");
    let id = ids.lines().nth(1).and_then(|l| l.split(',').next()).expect("an id").to_string();
    assert!(inside.status.success());
    assert!(!text(&inside.stdout).contains(&id), "codes, not ids");
    let one = headwater(&[
        "journeys", "--plan", &plan, "--inside", "--child", &id, "--table", "timeline", "--format", "csv",
    ]);
    assert!(!csv_rows(&one.stdout).is_empty(), "{}", text(&one.stderr));
}

#[test]
fn exposure_comes_out_as_csv_json_parquet_and_excel() {
    let folder = made_up(&[]);
    let plan = plan(&folder);
    for format in ["csv", "json", "parquet", "xlsx"] {
        let out = folder.path().join(format!("exposure.{format}"));
        let done = headwater(&[
            "journeys",
            "--plan",
            &plan,
            "--inside",
            "--table",
            "exposure",
            "--format",
            format,
            "--out",
            out.to_str().expect("a name"),
        ]);
        assert!(done.status.success(), "{format}: {}", text(&done.stderr));
        assert!(std::fs::metadata(&out).expect("the file").len() > 1_000, "{format}");
    }
}

#[test]
fn projections_rest_on_the_returns_of_the_plan_unless_told_otherwise() {
    let folder = made_up(&[]);
    let plan = plan(&folder);
    let project = |more: &[&str]| {
        let mut arguments = vec![
            "project",
            "--plan",
            &plan,
            "--draws",
            "20",
            "--years",
            "2",
            "--table",
            "projection",
            "--format",
            "json",
        ];
        arguments.extend_from_slice(more);
        let done = headwater(&arguments);
        assert!(done.status.success(), "{}", text(&done.stderr));
        text(&done.stdout)
    };
    assert!(project(&[]).contains("the authority's own records to 31 March 2025"));
    assert!(project(&["--rates", "published"]).contains("published figures to 31 March 2025"));
}

#[test]
fn a_forecast_needs_looked_after_children_and_says_so() {
    let folder = made_up(&[]);
    let events = folder.path().join("plan/returns/events/early-help.csv").display().to_string();
    let none = headwater(&["journeys", &events, "--forecast", "24", "--table", "placement-forecast"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("no return of looked-after children"), "{}", text(&none.stderr));
    let care = folder.path().join("plan/returns/ssda903").display().to_string();
    let some = headwater(&[
        "journeys",
        &care,
        "--forecast",
        "24",
        "--table",
        "placement-forecast",
        "--format",
        "csv",
    ]);
    assert_eq!(csv_rows(&some.stdout).len(), 7 + 24 * 8);
}

#[test]
fn what_is_not_there_or_not_readable_is_wrong_use() {
    let folder = TempDir::new().expect("a folder");
    let none = headwater(&["check", "no-such-folder"]);
    assert_eq!(none.status.code(), Some(2));
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").expect("written");
    let done = headwater(&["check", empty.to_str().expect("a name")]);
    assert_eq!(done.status.code(), Some(1), "an empty file is an error");
    let nobody = headwater(&["journeys", empty.to_str().expect("a name")]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("headwater check"), "{}", text(&nobody.stderr));
}

/// The body of an answer of a server.
fn answer(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("the server listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    text(&answer).split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_string())
}

#[test]
fn the_pages_project_from_own_rates_as_the_command_line_does() {
    let folder = made_up(&[]);
    let plan = plan(&folder);
    let mut server = Command::new(env!("CARGO_BIN_EXE_headwater"))
        .args(["serve", "--port", "0", "--plan", &plan])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut line = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut line).expect("its address");
    let host =
        line.split("http://").nth(1).and_then(|l| l.split('/').next()).expect("an address").to_string();
    let start = Instant::now();
    while answer(&host, "/data").contains("being read") {
        assert!(start.elapsed() < Duration::from_secs(120), "the returns are not read");
        std::thread::sleep(Duration::from_millis(200));
    }
    let code = answer(&host, "/journeys/rates");
    let code = code.split("/authority/").nth(1).and_then(|c| c.split('/').next()).expect("an authority");
    for rates in ["returns", "published"] {
        let on_page = answer(&host, &format!("/authority/{code}/tables/projection.json?rates={rates}"));
        let printed = headwater(&[
            "project",
            "--plan",
            &plan,
            "--rates",
            rates,
            "--table",
            "projection",
            "--format",
            "json",
        ]);
        assert_eq!(on_page.trim(), text(&printed.stdout).trim(), "{rates}");
    }
    server.kill().expect("the server stops");
    server.wait().expect("the server ends");
}

#[test]
fn a_date_in_another_form_is_refused_with_the_form_expected() {
    for (option, text) in [("--from", "01/04/2024"), ("--to", "2024-4-1"), ("--from", "2024-04-01T10:00")] {
        let done = headwater(&["journeys", "x.csv", option, text]);
        assert_eq!(done.status.code(), Some(2), "{text}");
        assert!(
            self::text(&done.stderr).contains("expected a date as 2024-04-01"),
            "{}",
            self::text(&done.stderr)
        );
    }
}

/// A folder in a folder that cannot be listed is a finding, and the files beside it are read.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_a_finding() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = TempDir::new().expect("a folder");
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).expect("made");
    std::fs::write(folder.path().join("events.csv"), "child,event,start\n1,contact,2024-01-02\n")
        .expect("written");
    // A link to nothing is there but cannot be opened, whoever runs the test; the folder only for who is not root.
    symlink(folder.path().join("gone"), folder.path().join("link.csv")).expect("linked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("locked");
    let is_locked = std::fs::read_dir(&locked).is_err();
    let name = folder.path().display().to_string();
    let done = headwater(&["check", &name, "--table", "files-read", "--format", "csv"]);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o700)).expect("unlocked");
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    let rows = csv_rows(&done.stdout);
    let read: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    let expected = if is_locked {
        vec!["events", "not recognised", "not recognised"]
    } else {
        vec!["events", "not recognised"]
    };
    assert_eq!(read, expected, "{rows:?}");
}
