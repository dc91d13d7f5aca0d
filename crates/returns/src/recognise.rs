//! What a file is, by its content; and what its name says of the year.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::ssda903::TableKind;
use crate::{Rule, Severity, annex_a, events};

pub(crate) static EMPTY: Rule = Rule {
    id: "file-empty",
    severity: Severity::Error,
    title: "A file is empty.",
    why: "There is nothing to read. An empty file often is an extract that failed.",
};
pub(crate) static HEADER_ONLY: Rule = Rule {
    id: "file-without-rows",
    severity: Severity::Note,
    title: "A file has headers and no rows.",
    why: "A table may be empty in a small authority, as adoptions are in some years; or the extract failed.",
};
pub(crate) static UTF16: Rule = Rule {
    id: "text-utf16",
    severity: Severity::Error,
    title: "A text file is saved as UTF-16.",
    why: "The file is UTF-16, as some exports call Unicode text. It is not read: in Excel choose Save As and \
          CSV UTF-8.",
};
pub(crate) static NOT_RECOGNISED: Rule = Rule {
    id: "file-not-recognised",
    severity: Severity::Error,
    title: "A file is none that Headwater reads.",
    why: "Its first row or root element is none that Headwater knows. It is not read.",
};
pub(crate) static OLD_OFFICE: Rule = Rule {
    id: "workbook-old-or-locked",
    severity: Severity::Error,
    title: "A workbook is in an old format or locked with a password.",
    why: "The file is of the Excel of before 2007, or locked with a password. It is not read: save it as xlsx \
          without a password.",
};
pub(crate) static DELIMITER: Rule = Rule {
    id: "delimiter-not-comma",
    severity: Severity::Note,
    title: "The cells of a CSV file are not parted by commas.",
    why: "They are parted by another sign; its headers leave no doubt, so it is read all the same.",
};
pub(crate) static NAME_AND_COLUMNS: Rule = Rule {
    id: "name-and-columns-disagree",
    severity: Severity::Warning,
    title: "A file is named after one table and has the columns of another.",
    why: "The columns decide what it is read as. The file may have been saved under a wrong name, so that \
          another table is lacking.",
};
pub(crate) static DTD: Rule = Rule {
    id: "xml-with-dtd",
    severity: Severity::Error,
    title: "An XML return has a document type or entities of its own.",
    why: "These can make a small file expand without limit or draw in other files. It is not read.",
};

/// Rules of recognising files.
pub(crate) static RULES: &[&Rule] =
    &[&EMPTY, &HEADER_ONLY, &UTF16, &NOT_RECOGNISED, &OLD_OFFICE, &DELIMITER, &NAME_AND_COLUMNS, &DTD];

/// What the headers of a table say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// A table of the looked-after return.
    Ssda903(TableKind),
    /// An inspection list.
    AnnexA(u8),
    /// A plain event file.
    Events,
}

/// What a table with these headers is.
pub(crate) fn of_headers(headers: &[String]) -> Option<Known> {
    TableKind::of_headers(headers)
        .map(Known::Ssda903)
        .or_else(|| annex_a::list_of_headers(headers).map(Known::AnnexA))
        .or_else(|| events::is_header(headers).then_some(Known::Events))
}

/// Signs that part cells, the usual one first, with their names.
pub(crate) const DELIMITERS: [(u8, &str); 4] =
    [(b',', "comma"), (b'\t', "tab"), (b';', "semicolon"), (b'|', "vertical bar")];

/// What kind of content a file has, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing, or white space only.
    Empty,
    /// An archive, or a workbook, which is one.
    Zip,
    /// An Excel file of before 2007, or an encrypted one.
    OldOffice,
    /// Text in UTF-16.
    Utf16,
    /// XML.
    Xml,
    /// Any other text.
    Text,
}

impl Content {
    /// The content that begins with these bytes, which are all of it if there are few.
    pub(crate) fn of(start: &[u8]) -> Content {
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        match () {
            () if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") => Content::Zip,
            () if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) => Content::OldOffice,
            () if is_utf16(start) => Content::Utf16,
            () if text.is_empty() => Content::Empty,
            () if text.starts_with(b"<") => Content::Xml,
            () => Content::Text,
        }
    }
}

/// Whether text is UTF-16: by its mark, or because every other byte is zero.
fn is_utf16(start: &[u8]) -> bool {
    let head = start.get(..32).unwrap_or(start);
    let zeros = |from: usize| head.iter().skip(from).step_by(2).all(|b| *b == 0);
    let letters = |from: usize| head.iter().skip(from).step_by(2).all(|b| *b != 0);
    start.starts_with(&[0xff, 0xfe])
        || start.starts_with(&[0xfe, 0xff])
        || (head.len() >= 8 && ((zeros(0) && letters(1)) || (zeros(1) && letters(0))))
}

/// What an XML file is, by its root element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// The looked-after return.
    Ssda903,
    /// A children in need census.
    Census,
    /// It has a document type.
    Dtd,
    /// Another root, or none within the first bytes.
    Other(String),
}

/// The root of the XML that begins with these bytes.
pub(crate) fn root_of(start: &[u8]) -> Root {
    let mut reader = Reader::from_reader(start);
    loop {
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Root::Dtd,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                return match tag.local_name().as_ref() {
                    "EXPSSDA903" => Root::Ssda903,
                    "Message" => Root::Census,
                    other => Root::Other(other.chars().take(80).collect()),
                };
            }
            Ok(Event::Eof) | Err(_) => return Root::Other(String::new()),
            Ok(_) => {}
        }
    }
}

/// The folder of a name, with its last slash.
pub(crate) fn folder_of(name: &str) -> &str {
    name.rfind(['/', '\\']).and_then(|at| name.get(..=at)).unwrap_or("")
}

/// The table after which a file is named, if it is named after exactly one.
pub(crate) fn table_in_name(name: &str) -> Option<TableKind> {
    let file = name.get(folder_of(name).len()..).unwrap_or(name).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| file.contains(w));
    let named: Vec<TableKind> = [
        (TableKind::SocialWorkers, has(&["sw_ep", "sw ep", "swep", "social_worker", "social worker"])),
        (TableKind::Header, has(&["header"])),
        (TableKind::Reviews, has(&["review"])),
        (TableKind::Uasc, has(&["uasc"])),
        (TableKind::Oc2, has(&["oc2"])),
        (TableKind::Oc3, has(&["oc3"])),
        (TableKind::Ad1, has(&["ad1"])),
        (TableKind::PlacedAdoption, has(&["placed"])),
        (TableKind::PreviousPermanence, has(&["prevperm", "prev_perm", "previous_perm", "permanence"])),
        (TableKind::Missing, has(&["missing"])),
        (TableKind::Dolo, has(&["dolo"])),
    ]
    .into_iter()
    .filter_map(|(table, is)| is.then_some(table))
    .collect();
    match named.as_slice() {
        [one] => Some(*one),
        [] if file.contains("episode") => Some(TableKind::Episodes),
        _ => None,
    }
}

/// The return year that a name tells: by the file's own name, else by its folders from the inside out.
///
/// A year is four digits from 2010 to 2050, or two years in a row, of which the second counts: `2023-24`,
/// `2023_2024`, `2324`. A part that tells two different years tells none, and full dates count for nothing:
/// they say when a file was made.
pub(crate) fn year_in_name(name: &str) -> Option<u16> {
    name.rsplit(['/', '\\']).find_map(year_in_part)
}

fn year_in_part(part: &str) -> Option<u16> {
    let runs = digit_runs(part);
    let mut years: Vec<u16> = Vec::new();
    let mut rest = runs.as_slice();
    while let [run, after @ ..] = rest {
        rest = after;
        let joined = |r: &Run| r.joined;
        match (run, after) {
            // A full date, year first or last.
            (first, [second, third, ..])
                if joined(second)
                    && joined(third)
                    && second.text.len() <= 2
                    && first.text.len() + third.text.len() == 6 =>
            {
                rest = after.get(2..).unwrap_or(&[]);
            }
            (first, [second, ..]) if joined(second) && span_end(first.text, second.text).is_some() => {
                years.extend(span_end(first.text, second.text));
                rest = after.get(1..).unwrap_or(&[]);
            }
            (single, _) => years.extend(single_year(single.text)),
        }
    }
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

/// Digits in a row, and whether one hyphen, underline, dot or space joins them to the digits before.
struct Run<'a> {
    text: &'a str,
    joined: bool,
}

fn digit_runs(part: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut between = "";
    let mut rest = part;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits_on) = rest.split_at(from);
        let to = digits_on.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits_on.len());
        let (text, after) = digits_on.split_at(to);
        between = if runs.is_empty() { between } else { before };
        runs.push(Run { text, joined: matches!(between, "-" | "_" | "." | " " | "–") });
        between = "";
        rest = after;
    }
    runs
}

/// The year in which a span of two years in a row ends.
fn span_end(first: &str, second: &str) -> Option<u16> {
    let full = |text: &str| -> Option<u16> {
        let number: u16 = text.parse().ok()?;
        match text.len() {
            4 => Some(number),
            2 => number.checked_add(2000),
            _ => None,
        }
    };
    let (from, to) = (full(first)?, full(second)?);
    (from.checked_add(1)? == to && (2010..=2050).contains(&to)).then_some(to)
}

fn single_year(text: &str) -> Option<u16> {
    if text.len() != 4 {
        return None;
    }
    let year: u16 = text.parse().ok()?;
    if (2010..=2050).contains(&year) {
        return Some(year);
    }
    let (first, second) = text.split_at_checked(2)?;
    span_end(first, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_year() {
        for (name, year) in [
            ("2024/episodes.csv", Some(2024)),
            ("2023-24/episodes.csv", Some(2024)),
            ("returns 2023_24.zip/episodes.csv", Some(2024)),
            ("2023-2024 episodes.csv", Some(2024)),
            ("SSDA903_2324_episodes.csv", Some(2024)),
            ("ssda903 1920.csv", Some(2020)),
            ("2019/episodes 2024.csv", Some(2024)),
            ("2024/episodes 2019 to 2021.csv", Some(2024)),
            ("episodes 2019 2021.csv", None),
            ("2024/episodes extracted 2025-05-02.csv", Some(2024)),
            ("episodes 02-05-2025.csv", None),
            ("episodes.csv", None),
            ("20240401/episodes.csv", None),
            ("1999/episodes.csv", None),
            ("903/episodes.csv", None),
            ("2023-25/x.csv", Some(2023)),
        ] {
            assert_eq!(year_in_name(name), year, "{name}");
        }
    }

    #[test]
    fn first_bytes_tell_the_content() {
        for (start, content) in [
            (&b""[..], Content::Empty),
            (b" \r\n", Content::Empty),
            (b"\xef\xbb\xbf", Content::Empty),
            (b"\xef\xbb\xbf <a/>", Content::Xml),
            (b"CHILD,DOB", Content::Text),
            (b"\xff\xfeC\0H\0", Content::Utf16),
            (b"C\0H\0I\0L\0D\0", Content::Utf16),
            (b"\0<\0a\0>\0 \0 ", Content::Utf16),
            (b"\0\0\0\0\0\0\0\0\0", Content::Text),
            (b"PK\x03\x04", Content::Zip),
        ] {
            assert_eq!(Content::of(start), content, "{start:?}");
        }
    }

    #[test]
    fn roots_tell_the_return() {
        for (start, root) in [
            ("<?xml version='1.0'?><!-- x --><EXPSSDA903><CHILD>", Root::Ssda903),
            ("\u{feff}<Message xmlns='x'>", Root::Census),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><Message>", Root::Dtd),
            ("<html>", Root::Other("html".to_string())),
            ("<", Root::Other(String::new())),
        ] {
            assert_eq!(root_of(start.as_bytes()), root, "{start}");
        }
    }

    #[test]
    fn names_tell_the_table() {
        for (name, table) in [
            ("2024/sw_episodes.csv", Some(TableKind::SocialWorkers)),
            ("missing/Episodes.csv", Some(TableKind::Episodes)),
            ("placed_for_adoption.csv", Some(TableKind::PlacedAdoption)),
            ("header reviews.csv", None),
            ("x.csv", None),
        ] {
            assert_eq!(table_in_name(name), table, "{name}");
        }
    }
}
