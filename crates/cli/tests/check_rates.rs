//! `headwater check-rates` as its user meets it: tables of a made-up authority, what is withheld, refusals.

use std::path::Path;
use std::process::{Command, Output};

fn headwater(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_made_up_authority_is_checked_in_every_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = folder.path().join("larkshire").display().to_string();
    let made = headwater(&["synth", &plan, "--children", "6000", "--first-year", "2023"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let all = headwater(&["check-rates", "--plan", &plan]);
    assert!(all.status.success(), "{}", text(&all.stderr));
    let all = text(&all.stdout);
    for title in ["Do rates keep from year to year?", "beside what rates imply", "Where children are after"] {
        assert!(all.contains(title), "{title}");
    }
    assert!(all.contains("suppressed"), "small counts are withheld unless somebody states to work inside");
    let of = |more: &[&str]| {
        let mut arguments = vec!["check-rates", "--plan", &plan, "--table", "observed-expected"];
        arguments.extend(more);
        headwater(&arguments)
    };
    assert!(!text(&of(&["--inside"]).stdout).contains("suppressed"));
    for form in ["csv", "json", "parquet", "xlsx"] {
        let file = folder.path().join(format!("cells.{form}"));
        let done = of(&["--format", form, "--out", &file.display().to_string()]);
        assert!(done.status.success() && file.exists(), "{form}: {}", text(&done.stderr));
    }
    let twice = [of(&["--inside", "--format", "csv"]), of(&["--inside", "--format", "csv"])];
    assert_eq!(twice[0].stdout, twice[1].stdout);
}

#[test]
fn a_folder_without_returns_is_refused_with_what_is_expected() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hartlepool");
    let refused = headwater(&["check-rates", "--plan", &example.display().to_string()]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("no returns: expected SSDA903 and census or Annex A files"), "{said}");
}
