//! Writing the lists.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::civil::Date;
use tables::{Cell, Table, XlsxError, to_xlsx};

use super::columns::{Slot, columns, title};
use super::draft::Draft;
use super::rows::Lists;
use super::words::Words;
use crate::record::Sex;

/// Writes one list as CSV: its printed headings, then those beyond them, then the rows.
///
/// **Shape**: dates as dd/mm/yyyy, codes in the words of the list, Yes and No as `a) Yes` and `b) No`. Nothing is
/// written for a number that is not 1 to 11.
///
/// **Errors**: what the system says when it cannot be written.
pub fn write_csv(lists: &Lists, list: u8, out: &mut dyn Write) -> io::Result<()> {
    let width = lists.width(list);
    if width == 0 {
        return Ok(());
    }
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(headings(lists, list))?;
    for row in 0..lists.rows(list) {
        if let Some(draft) = Draft::of(lists, list, row) {
            for column in 0..width {
                csv.write_field(cell(&draft, list, column).as_bytes())?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
    }
    csv.flush()
}

/// Writes the lists as one workbook with the sheets `List 1` to `List 11`.
///
/// **Shape**: as [`write_csv`]; dates are text, day first.
///
/// **Errors**: [`XlsxError`] when a list has more rows than a sheet can hold.
pub fn write_workbook(lists: &Lists) -> Result<Vec<u8>, XlsxError> {
    let tables: Vec<Table> = (1..=11).map(|list| table(lists, list)).collect();
    to_xlsx(&tables)
}

fn table(lists: &Lists, list: u8) -> Table {
    let columns = headings(lists, list).map(|h| tables::Column::new(h, h)).collect();
    let mut table = Table::new(format!("List {list}"), title(list), columns);
    for draft in (0..lists.rows(list)).filter_map(|row| Draft::of(lists, list, row)) {
        let cells = (0..lists.width(list)).map(|column| match cell(&draft, list, column) {
            text if text.is_empty() => Cell::Blank,
            text => Cell::text(text),
        });
        table.rows.push(cells.collect());
    }
    table
}

fn headings(lists: &Lists, list: u8) -> impl Iterator<Item = &str> {
    (0..lists.width(list)).filter_map(move |c| lists.heading(list, u16::try_from(c).ok()?))
}

/// The text of a cell: the field's, else what the row keeps as text, else the list's words for "not stated".
fn cell(draft: &Draft, list: u8, column: usize) -> Cow<'_, str> {
    let slot = columns(list).get(column).map_or(Slot::Rest, |c| c.slot);
    let field = field(draft, slot);
    if !field.is_empty() {
        return field;
    }
    let kept = draft.rest.iter().find(|(at, _)| usize::from(*at) == column);
    Cow::Borrowed(kept.map_or(not_stated(slot), |(_, text)| text))
}

fn field(draft: &Draft, slot: Slot) -> Cow<'_, str> {
    match slot {
        Slot::Child => Cow::Borrowed(&draft.person.child),
        Slot::Sex => Cow::Borrowed(match draft.person.sex {
            Sex::Male => "a) Male",
            Sex::Female => "b) Female",
            Sex::Unknown => "",
        }),
        Slot::Ethnicity if draft.person.ethnicity.is_blank() => Cow::Borrowed(""),
        Slot::Ethnicity => Words::Ethnicity.words(draft.person.ethnicity),
        Slot::Born => date(draft.person.born),
        Slot::Age => Cow::Borrowed(&draft.person.age),
        Slot::Disabled => Cow::Borrowed(flag(draft.person.disabled)),
        Slot::Date(at) => date(draft.dates.get(at).copied().flatten()),
        Slot::Code(at, words) => match draft.codes.get(at) {
            Some(code) if !code.is_blank() => words.words(*code),
            _ => Cow::Borrowed(""),
        },
        Slot::Flag(at) => Cow::Borrowed(flag(draft.flags.get(at).copied().flatten())),
        Slot::Text(at) => Cow::Borrowed(draft.texts.get(at).map_or("", |t| t)),
        Slot::Count => draft.count.map_or(Cow::Borrowed(""), |n| Cow::Owned(n.to_string())),
        Slot::RestDate | Slot::Rest => Cow::Borrowed(""),
    }
}

/// What the lists print where a field they must fill is not known.
pub(super) fn not_stated(slot: Slot) -> &'static str {
    match slot {
        Slot::Sex => "c) Not stated/recorded",
        Slot::Ethnicity => "f) Not stated",
        Slot::Disabled => "c) Unknown",
        _ => "",
    }
}

fn flag(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "a) Yes",
        Some(false) => "b) No",
        None => "",
    }
}

fn date(date: Option<Date>) -> Cow<'static, str> {
    date.map_or(Cow::Borrowed(""), |d| Cow::Owned(day_first(d)))
}

/// A date as the lists print it: `31/03/2024`.
pub(super) fn day_first(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}
