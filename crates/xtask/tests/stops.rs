//! The first cell that is not what it should be stops the build, and the message says where it is.

use std::path::Path;

use reference::{AreaCode, Measure};
use units::{Figure, Marker};
use xtask::input::Inputs;
use xtask::table::{At, Figures, Origin};

fn inputs(name: &str, text: &str) -> Inputs {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join(name), text).unwrap();
    Inputs::new(folder, folder)
}

#[test]
fn a_bad_cell_is_named() {
    let sheet = inputs("cell.csv", "year,number\n2025,12\n2025,many\n").data("cell.csv").unwrap();
    let stops: Vec<String> =
        sheet.rows().filter_map(|r| r.marked("number").err()).map(|s| s.to_string()).collect();
    assert_eq!(
        stops,
        ["cell.csv, line 3, column `number`: found `many`, expected a number, c, z, u, low, x or :"]
    );
}

#[test]
fn markers_are_kept_and_an_empty_cell_is_no_zero() {
    let sheet = inputs("marked.csv", "number,flag\nc,\n0,\n,x\n,\n").data("marked.csv").unwrap();
    let rows: Vec<_> = sheet.rows().collect();
    assert_eq!(rows[0].marked("number").unwrap(), Figure::Missing(Marker::Suppressed));
    assert_eq!(rows[1].flagged("number", "flag", Marker::Suppressed).unwrap(), Figure::Value(0.0));
    let withheld = rows[2].flagged("number", "flag", Marker::Suppressed).unwrap();
    assert_eq!(withheld, Figure::Missing(Marker::Suppressed));
    assert!(rows[3].flagged("number", "flag", Marker::Suppressed).is_err());
}

#[test]
fn an_impossible_or_second_figure_stops() {
    let sheet = inputs("counts.csv", "number\n-3\n4\n").data("counts.csv").unwrap();
    let mut figures = Figures::default();
    let at = At { area: AreaCode::ENGLAND, year: 2025, category: "" };
    let mut add = |nth: usize| {
        let row = sheet.rows().nth(nth).unwrap();
        let origin = Origin { source: "test", row, column: "number" };
        figures.add(origin, Measure::ClaStarted, at, row.marked("number")?)
    };
    assert!(add(0).unwrap_err().to_string().ends_with("found `-3`, expected a whole number, 0 or more"));
    assert!(add(1).is_ok());
    assert!(add(1).unwrap_err().to_string().contains("one figure of cla_started for area 970 in 2025"));
}
