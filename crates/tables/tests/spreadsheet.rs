//! The workbook is opened again by another library, and its values compared.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use tables::{Cell, Column, Table, to_xlsx};
use units::{Marker, Pence};

fn sample(id: &str) -> Table {
    Table {
        notes: vec!["Rounded to the nearest 5.".to_owned(), "Real terms.".to_owned()],
        source: "DfE, Children looked after 2025".to_owned(),
        rows: vec![
            vec![
                Cell::text("Hartlepool"),
                Cell::number(203.4, 1),
                Cell::Money(Pence(123_456)),
                Cell::Whole(410),
            ],
            vec![
                Cell::text("=1+1"),
                Cell::Missing(Marker::Suppressed),
                Cell::Money(Pence(-650_000)),
                Cell::Blank,
            ],
        ],
        ..Table::new(
            id,
            "Children looked after",
            vec![
                Column::new("name", "Authority"),
                Column::with_unit("rate", "Rate", "per 10,000"),
                Column::with_unit("cost", "Cost", "£"),
                Column::new("n", "Children"),
            ],
        )
    }
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("another library opens the workbook")
}

#[test]
fn values_are_read_back_with_their_types() {
    let mut book = open(to_xlsx(&[sample("rates")]).expect("workbook"));
    let sheet = book.worksheet_range("rates").expect("a sheet by the table's id");
    let row = |r: u32| (0..4).map(|c| sheet.get_value((r, c)).cloned()).collect::<Vec<_>>();
    let text = |s: &str| Some(Data::String(s.to_owned()));
    assert_eq!(row(0), [text("Authority"), text("Rate (per 10,000)"), text("Cost (£)"), text("Children")]);
    assert_eq!(
        row(1),
        [text("Hartlepool"), Some(Data::Float(203.4)), Some(Data::Float(1234.56)), Some(Data::Float(410.0))]
    );
    assert_eq!(row(2)[..3], [text("=1+1"), text("suppressed"), Some(Data::Float(-6500.0))]);
    assert!(matches!(row(2)[3], None | Some(Data::Empty)));
}

#[test]
fn the_first_sheet_says_what_the_tables_are() {
    let mut book = open(to_xlsx(&[sample("rates")]).expect("workbook"));
    assert_eq!(book.sheet_names(), ["About", "rates"]);
    let about = book.worksheet_range("About").expect("a sheet About");
    let row: Vec<String> = (0..4).filter_map(|c| about.get_value((1, c)).map(ToString::to_string)).collect();
    assert_eq!(
        row,
        [
            "rates",
            "Children looked after",
            "DfE, Children looked after 2025",
            "Rounded to the nearest 5.\nReal terms."
        ]
    );
}

#[test]
fn names_that_a_spreadsheet_refuses_are_made_acceptable() {
    let long = "a name of a table that is longer than thirty-one characters";
    let tables: Vec<Table> = [long, long, "a/b:c", "about", ""].into_iter().map(sample).collect();
    let book = open(to_xlsx(&tables).expect("workbook"));
    assert_eq!(
        book.sheet_names(),
        [
            "About",
            "a name of a table that is longe",
            "a name of a table that is lon 2",
            "a-b-c",
            "about 2",
            "table"
        ]
    );
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let once = to_xlsx(&[sample("rates")]).expect("workbook");
    let twice = to_xlsx(&[sample("rates")]).expect("workbook");
    assert!(once == twice);
    // Entries of the archive carry no time of writing: DOS date 1980-01-01 in the first local header.
    assert_eq!(once[10..14], [0, 0, 33, 0]);
}
