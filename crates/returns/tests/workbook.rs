//! Reading workbooks: what their cells become, and which workbooks are refused.

mod found;

use std::io::{Cursor, Write};

use found::rules;
use jiff::civil::date;
use returns::annex_a::CellValue;
use returns::workbook::{Sheet, read};
use returns::{Findings, Text};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of one sheet with these rows, in the XML of a sheet.
fn book(rows: &str, tail: &str, properties: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{tail}</worksheet>");
    let workbook = format!(
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{properties}\
         <sheets><sheet name=\"List 1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>";
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let root = "<Relationships><Relationship Id=\"r1\" Target=\"xl/workbook.xml\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>";
    archive(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheets(bytes: Vec<u8>) -> (Vec<Sheet>, Findings) {
    let (mut sheets, mut findings) = (Vec::new(), Findings::default());
    read("book.xlsx", Box::new(Cursor::new(bytes)), &mut |sheet| sheets.push(sheet), &mut findings, 0);
    (sheets, findings)
}

/// A cell of text.
fn text(at: &str, value: &str) -> String {
    format!("<c r=\"{at}\" t=\"str\"><v>{value}</v></c>")
}

/// A row of text cells from column A on.
fn text_row(row: u32, values: &[&str]) -> String {
    let cells: String =
        values.iter().zip('A'..='Z').map(|(value, column)| text(&format!("{column}{row}"), value)).collect();
    format!("<row r=\"{row}\">{cells}</row>")
}

#[test]
fn a_looked_after_table_in_a_sheet_is_read_like_a_csv_file() {
    let headers = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"];
    // A true date, an id as text; then an id that is a number, and a date that is text.
    let rows = text_row(2, &headers)
        + &format!(
            "<row r=\"4\">{}<c r=\"B4\" s=\"1\"><v>45079</v></c>{}</row>",
            text("A4", "007"),
            [("C4", "S"), ("D4", "C2"), ("E4", "N1"), ("F4", "U4"), ("G4", "PR1")]
                .map(|(at, v)| text(at, v))
                .concat()
        )
        + &format!(
            "<row r=\"5\"><c r=\"A5\"><v>8</v></c>{}</row>",
            [
                ("B5", "03/06/2023"),
                ("C5", "S"),
                ("D5", "C2"),
                ("E5", "N1"),
                ("F5", "U4"),
                ("G5", "PR1"),
                ("J5", "x")
            ]
            .map(|(at, v)| text(at, v))
            .concat()
        );
    let reading =
        returns::read(&[returns::Input::of_bytes("903 2023-24.xlsx", book(&rows, "", ""))], &|_| {});
    let found: Vec<&str> = reading.findings.kept().iter().map(|f| f.rule.id).collect();
    assert_eq!(
        found.iter().filter(|id| **id != "column-lacking").collect::<Vec<_>>(),
        [&"ids-as-numbers", &"row-ragged"]
    );
    let ret = &reading.returns[0];
    assert_eq!(ret.year, Some(2024));
    let read: Vec<_> = ret.episodes.iter().map(|e| (e.child.as_str(), e.start, e.origin.row)).collect();
    assert_eq!(read, [("007", date(2023, 6, 2), 4), ("8", date(2023, 6, 3), 5)]);
    assert_eq!(reading.sources[1].kind.label(), "SSDA903 episodes");
    assert_eq!((reading.sources[1].year, reading.sources[1].rows), (Some(2024), 2));
}

#[test]
fn events_in_a_sheet_are_read_and_rounded_ids_are_none() {
    let rows = text_row(1, &["child", "event", "start"])
        + &text_row(2, &["0012", "contact", "02/06/2023"])
        + "<row r=\"3\"><c r=\"A3\"><v>1.5</v></c><c r=\"B3\" t=\"str\"><v>contact</v></c>\
           <c r=\"C3\" s=\"1\"><v>45079</v></c></row>";
    let reading = returns::read(&[returns::Input::of_bytes("events.xlsx", book(&rows, "", ""))], &|_| {});
    let found: Vec<&str> = reading.findings.kept().iter().map(|f| f.rule.id).collect();
    assert_eq!(found, ["id-unreadable"]);
    let (record, _) = returns::record::join(&reading);
    assert_eq!(record.children.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["0012"]);
}

#[test]
fn true_dates_of_an_event_sheet_stand_beside_dates_of_any_order() {
    let day = "<c r=\"C3\" s=\"1\"><v>45079</v></c>";
    for (first, then) in [("2023-06-01", "2023-06-03"), ("01/06/2023", "03/06/2023")] {
        let rows = text_row(1, &["child", "event", "start"])
            + &text_row(2, &["1", "contact", first])
            + &format!("<row r=\"3\">{}{}{day}</row>", text("A3", "2"), text("B3", "contact"))
            + &text_row(4, &["3", "contact", then]);
        let reading = returns::read(&[returns::Input::of_bytes("events.xlsx", book(&rows, "", ""))], &|_| {});
        assert_eq!(rules(&reading.findings), [""; 0], "{first}");
        let starts: Vec<_> = reading.events.iter().filter_map(|e| e.start).collect();
        assert_eq!(starts, [date(2023, 6, 1), date(2023, 6, 2), date(2023, 6, 3)], "{first}");
    }
}

#[test]
fn cells_keep_their_types_and_places() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>words</v></c><c r=\"B2\"><v>1.5</v></c>\
        <c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#N/A</v></c><c r=\"F2\" s=\"1\"><v>45079</v></c>\
        <c r=\"G2\"><f>1+1</f><v>2</v></c><c r=\"H2\"><f>1+2</f></c></row>";
    let (found, findings) = sheets(book(rows, "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>", ""));
    assert_eq!(rules(&findings), ["workbook-formula", "workbook-merged"]);
    assert_eq!(findings.kept()[0].origin.row, 2);
    let cells = vec![
        CellValue::Text(Text::from("words")),
        CellValue::Number(1.5),
        CellValue::Blank,
        CellValue::Bool(true),
        CellValue::Error(Text::from("#N/A")),
        CellValue::Date(date(2023, 6, 2)),
        CellValue::Number(2.0),
    ];
    assert_eq!(found, [Sheet { name: "List 1".to_string(), rows: vec![(2, cells)] }]);
}

#[test]
fn dates_of_the_other_epoch_are_the_same_days() {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43617</v></c></row>";
    let (found, _) = sheets(book(rows, "", "<workbookPr date1904=\"1\"/>"));
    assert_eq!(found[0].rows, [(1, vec![CellValue::Date(date(2023, 6, 2))])]);
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [Vec::new(), b"child,event,start\n".to_vec(), archive(&[("a.txt", b"a")]), archive(&[])] {
        let (found, findings) = sheets(bytes);
        assert_eq!(rules(&findings), ["workbook-unreadable"]);
        assert!(found.is_empty());
    }
}

#[test]
fn an_archive_that_grows_beyond_reason_is_refused() {
    let zeros = vec![b' '; 64 << 20];
    let (found, findings) = sheets(archive(&[("xl/worksheets/sheet1.xml", &zeros)]));
    assert_eq!(rules(&findings), ["workbook-too-large"]);
    assert!(found.is_empty());
}

#[test]
fn a_sheet_with_far_cells_needs_no_room_for_those_between() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let (found, findings) = sheets(book(far, "", ""));
    assert_eq!(rules(&findings), ["workbook-far-right"]);
    assert_eq!(found[0].rows, [(1, vec![CellValue::Number(1.0)])]);
    let wide: String =
        (1..=20_000).map(|r| format!("<row r=\"{r}\"><c r=\"SR{r}\"><v>1</v></c></row>")).collect();
    let (found, findings) = sheets(book(&wide, "", ""));
    assert_eq!(rules(&findings), ["workbook-sheet-too-large"]);
    assert_eq!(found[0].rows.len(), 15_625 + 1);
}

#[test]
fn a_broken_sheet_keeps_the_cells_before_the_break() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</w></c></row>";
    let (found, findings) = sheets(book(rows, "", ""));
    assert_eq!(rules(&findings), ["workbook-sheet-broken"]);
    assert_eq!(found[0].rows, [(1, vec![CellValue::Number(1.0)])]);
}
