//! Bad input, one fault at a time: each has its own finding, and everything else is read.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use returns::{Finding, Input, ReadSeek, Reading, Severity, SourceKind, read};

const HEADERS: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
const GOOD: &str = "007,01/05/2023,S,C2,N1,U4,PR1,,,,AB1 2CD,EF3 4GH,1234567";

fn read_one(name: &str, bytes: impl Into<Vec<u8>>) -> Reading {
    read(&[Input::of_bytes(name, bytes.into())], &|_| {})
}

fn rules(reading: &Reading) -> BTreeSet<&'static str> {
    reading.findings.counts().map(|(rule, ..)| rule.id).collect()
}

fn finding<'a>(reading: &'a Reading, id: &str) -> &'a Finding {
    reading.findings.kept().iter().find(|f| f.rule.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn episodes(reading: &Reading) -> usize {
    reading.returns.iter().map(|r| r.episodes.len()).sum()
}

fn csv(rows: &[&str]) -> String {
    let mut text = format!("{HEADERS}\r\n");
    for row in rows {
        text.push_str(row);
        text.push_str("\r\n");
    }
    text
}

/// A row with one cell of the good one replaced.
fn with(column: &str, value: &str) -> String {
    let at = HEADERS.split(',').position(|h| h == column).unwrap();
    let cells: Vec<&str> =
        GOOD.split(',').enumerate().map(|(i, c)| if i == at { value } else { c }).collect();
    cells.join(",")
}

#[test]
fn a_good_file_has_no_findings() {
    let reading = read_one("2024/episodes.csv", csv(&[GOOD]));
    assert_eq!(rules(&reading), BTreeSet::new());
    let episode = &reading.returns[0].episodes[0];
    assert_eq!((episode.child.as_str(), episode.origin.row), ("007", 2));
    assert_eq!(reading.returns[0].year, Some(2024));
}

#[test]
fn each_fault_of_a_file_has_its_rule() {
    let good = csv(&[GOOD]);
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.iter().copied()).collect();
    let reordered = "urn,dec, Rec ,CHILD,DECOM,RNE,LS,CIN,PLACE,LOCAL\n,,,1,01/05/2023,S,C2,N1,P1,x\n";
    /// What it is, name, bytes, rules, episodes kept.
    type Case<'a> = (&'a str, &'a str, Vec<u8>, &'a [&'a str], usize);
    let cases: Vec<Case> = vec![
        ("empty", "episodes 2024.csv", b"".to_vec(), &["file-empty"], 0),
        ("white space", "episodes 2024.csv", b" \r\n\r\n".to_vec(), &["file-empty"], 0),
        ("header only", "episodes 2024.csv", HEADERS.into(), &["file-without-rows"], 0),
        ("tabs", "episodes 2024.csv", good.replace(',', "\t").into(), &["delimiter-not-comma"], 1),
        ("semicolons", "episodes 2024.csv", good.replace(',', ";").into(), &["delimiter-not-comma"], 1),
        ("mark", "episodes 2024.csv", format!("\u{feff}{good}").into(), &[], 1),
        ("old mac", "episodes 2024.csv", good.replace("\r\n", "\r").into(), &[], 1),
        (
            "blank lines",
            "episodes 2024.csv",
            format!("\n{}\n,,,\n", good.replace("\r\n", "\n\n")).into(),
            &[],
            1,
        ),
        ("utf-16 marked", "episodes 2024.csv", marked, &["text-utf16"], 0),
        ("utf-16", "episodes 2024.csv", utf16, &["text-utf16"], 0),
        ("unknown", "episodes 2024.csv", b"a,b\n1,2\n".to_vec(), &["file-not-recognised"], 0),
        ("no header", "episodes 2024.csv", GOOD.into(), &["file-not-recognised"], 0),
        ("binary", "x.csv", (0..=255).collect(), &["file-not-recognised"], 0),
        ("old office", "x.xls", vec![0xd0, 0xcf, 0x11, 0xe0, 0], &["workbook-old-or-locked"], 0),
        ("other name", "header 2024.csv", good.clone().into(), &["name-and-columns-disagree"], 1),
        (
            "twice",
            "episodes 2024.csv",
            good.replace("URN\r", "URN,child\r").replace("567\r", "567,9\r").into(),
            &["column-twice"],
            1,
        ),
        (
            "more",
            "episodes 2024.csv",
            csv(&[GOOD, &format!("{GOOD},x")]).replace("007", "1").into(),
            &["row-ragged", "episode-duplicate", "episode-two-open"],
            2,
        ),
        ("fewer", "episodes 2024.csv", csv(&["1,01/05/2023,S,C2,N1,U4,PR1"]).into(), &["row-ragged"], 1),
        (
            "quote in the middle",
            "episodes 2024.csv",
            csv(&[GOOD, &with("HOME_POST", "\"open"), &with("CHILD", "8")]).into(),
            &["quote-not-closed", "episode-two-open", "episode-duplicate-differs"],
            3,
        ),
        (
            "quotes over lines",
            "episodes 2024.csv",
            csv(&[&with("HOME_POST", "\"a\r\nb,\"\"c\""), &with("CHILD", "8")]).into(),
            &[],
            2,
        ),
        (
            "other columns",
            "episodes 2024.csv",
            reordered.into(),
            &["column-lacking", "column-not-used", "provider-lacking"],
            1,
        ),
        (
            "nul",
            "episodes 2024.csv",
            csv(&[&with("HOME_POST", "A\0"), &with("CHILD", "8")]).into(),
            &["text-with-nul"],
            2,
        ),
        ("dtd", "x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><EXPSSDA903/>".to_vec(), &["xml-with-dtd"], 0),
        ("html", "x.xml", b"<html></html>".to_vec(), &["file-not-recognised"], 0),
        ("not a zip", "x.zip", b"PK\x03\x04 nothing".to_vec(), &["archive-broken"], 0),
    ];
    for (what, name, bytes, expected, kept) in cases {
        let reading = read_one(name, bytes);
        let found: BTreeSet<&str> = rules(&reading);
        let expected: BTreeSet<&str> = expected.iter().copied().collect();
        // Duplicates follow from the tests' own rows.
        let found: BTreeSet<&str> =
            found.into_iter().filter(|id| expected.contains(id) || !id.starts_with("episode-")).collect();
        let expected: BTreeSet<&str> =
            expected.into_iter().filter(|id| !id.starts_with("episode-")).collect();
        let found: BTreeSet<&str> = found.into_iter().filter(|id| !id.starts_with("episode-")).collect();
        assert_eq!(found, expected, "{what}");
        assert_eq!(episodes(&reading), kept, "{what}");
        assert_eq!(reading.sources.len(), 1, "{what}");
    }
}

#[test]
fn each_fault_of_a_value_has_its_rule() {
    for (column, value, rule, kept, expects) in [
        ("DECOM", "43556", "date-as-serial-number", 0, "01/04/2019"),
        ("DECOM", "2021-04-01", "date-in-other-order", 0, "dd/mm/yyyy; the row is left out"),
        ("DECOM", "", "key-lacking", 0, "left out"),
        ("DECOM", "01/04/21", "date-with-short-year", 0, "dd/mm/yyyy"),
        ("DECOM", "31/02/2023", "date-impossible", 0, "calendar"),
        ("DECOM", "01/04/1800", "date-out-of-range", 0, "1900"),
        ("DECOM", "soon", "date-unreadable", 0, "dd/mm/yyyy"),
        ("DEC", "2021-04-01", "date-in-other-order", 1, "dd/mm/yyyy"),
        ("CHILD", "", "key-lacking", 0, "left out"),
        ("CHILD", "1.23457E+11", "id-unreadable", 0, "whole id"),
        ("LS", "C9", "code-unknown", 1, "one of C1, C2"),
        ("CIN", "N9", "code-unknown", 1, "one of"),
        ("PLACE", "Z11", "code-of-other-years", 1, "2026 and later"),
        ("LS", "", "value-lacking", 1, "a value"),
    ] {
        let reading = read_one("2024/episodes.csv", csv(&[&with(column, value), &with("CHILD", "8")]));
        let found = finding(&reading, rule);
        assert_eq!((found.origin.row, found.column.as_ref()), (2, column), "{column} {value}");
        assert!(found.expected.contains(expects), "{column} {value}: {}", found.expected);
        assert_eq!(episodes(&reading), kept + 1, "{column} {value}");
    }
}

#[test]
fn unknown_codes_and_ids_are_kept_as_they_stand() {
    let reading = read_one("2024/episodes.csv", csv(&[" 007 ,01/05/2023,s,zz,n1,u4,pr1,,,,,,"]));
    let episode = &reading.returns[0].episodes[0];
    assert_eq!(episode.child, "007");
    assert_eq!((episode.legal_status.as_str(), episode.place.as_str()), ("ZZ", "U4"));
}

#[test]
fn bytes_of_another_character_set_cost_only_their_cell() {
    let mut bytes = csv(&[&with("HOME_POST", "CAF?"), &with("CHILD", "8")]).into_bytes();
    let at = bytes.iter().position(|b| *b == b'?').unwrap();
    bytes[at] = 0xe9;
    let reading = read_one("2024/episodes.csv", bytes);
    let found = finding(&reading, "text-not-utf8");
    assert_eq!((found.origin.row, found.column.as_ref()), (2, "HOME_POST"));
    assert_eq!(reading.returns[0].episodes[0].home_postcode, "");
    assert_eq!(reading.returns[0].episodes[0].placement_postcode, "EF3 4GH");
    assert_eq!(episodes(&reading), 2);
}

#[test]
fn swapped_columns_are_named() {
    let rows: Vec<String> = (0..10).map(|n| format!("{n},S,01/05/2023,C2,N1,U4,PR1,,,,,,")).collect();
    let reading = read_one("2024/episodes.csv", csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(finding(&reading, "columns-swapped").column, "DECOM and RNE");
    let rows: Vec<String> = (0..10).map(|n| format!("{n},01/05/2023,S,C2,U4,N1,PR1,,,,,,")).collect();
    let reading = read_one("2024/episodes.csv", csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(finding(&reading, "columns-swapped").column, "CIN and PLACE");
}

#[test]
fn the_year_is_never_guessed_in_silence() {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,01/01/2012,WBRI,UN1,,\n";
    let inputs = [
        Input::of_bytes("upload/episodes.csv", csv(&[GOOD]).into_bytes()),
        Input::of_bytes("upload/header.csv", header.as_bytes()),
        Input::of_bytes("alone/header.csv", header.as_bytes()),
    ];
    let reading = read(&inputs, &|_| {});
    let years: Vec<Option<u16>> = reading.sources.iter().map(|s| s.year).collect();
    assert_eq!(years, [Some(2024), Some(2024), None]);
    assert_eq!(reading.returns.iter().map(|r| r.year).collect::<Vec<_>>(), [None, Some(2024)]);
    assert_eq!(finding(&reading, "year-from-dates").rule.severity, Severity::Note);
    assert_eq!(finding(&reading, "year-not-known").origin.source, 2);
}

#[test]
fn files_of_one_name_and_several_years_stay_apart() {
    // As a browser sends them: without their folders. One slip moves no file to another year.
    let episodes = |year: i16, more: &str| {
        let rows: Vec<String> = (0..60)
            .map(|n| {
                format!(
                    "{n},{:02}/06/{},S,C2,N1,U4,PR1,{:02}/02/{year},E8,,,,",
                    n % 28 + 1,
                    year - 1,
                    n % 28 + 1
                )
            })
            .collect();
        let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        rows.push(more);
        csv(&rows).into_bytes()
    };
    let reviews =
        |year: u16| format!("CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,01/02/{year},PN1\n").into_bytes();
    let inputs = [
        Input::of_bytes("episodes.csv", episodes(2023, "99,01/06/2052,S,C2,N1,U4,PR1,,,,,,")),
        Input::of_bytes("episodes.csv", episodes(2024, GOOD)),
        Input::of_bytes("reviews.csv", reviews(2024)),
        Input::of_bytes("reviews.csv", reviews(2023)),
    ];
    let reading = read(&inputs, &|_| {});
    let years: Vec<Option<u16>> = reading.sources.iter().map(|s| s.year).collect();
    assert_eq!(years, [2023, 2024, 2024, 2023].map(Some));
    let tables: Vec<_> =
        reading.returns.iter().map(|r| (r.year, r.episodes.len(), r.reviews.len())).collect();
    assert_eq!(tables, [(Some(2023), 61, 1), (Some(2024), 61, 1)]);
    assert!(!rules(&reading).contains("table-given-twice"));
    assert!(rules(&reading).contains("episode-starts-after-year"));
}

const XML: &str = "<?xml version='1.0'?>\n<EXPSSDA903>\n<CHILD><HEADER><CHILDID>007</CHILDID><UPN>UN1</UPN>\
<SEX>F</SEX><DOB>01/01/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC/>\
<AREVIEW><REVIEW>01/06/2024</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>\
<OC2><SDQ_SCORE>12</SDQ_SCORE></OC2><PERMANENCE/></HEADER>\n\
<EPISODE><DECOM>01/05/2024</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PL_POST>A &amp; B</PL_POST>\
<PLACE_PROVIDER>PR1</PLACE_PROVIDER></EPISODE>\n</CHILD>\n</EXPSSDA903>";

#[test]
fn the_xml_form_gives_the_same_tables() {
    let reading = read_one("2025/903.xml", XML);
    assert_eq!(rules(&reading), BTreeSet::new());
    let ret = &reading.returns[0];
    assert_eq!((ret.year, reading.sources[0].rows), (Some(2025), 1));
    assert_eq!(reading.sources[0].kind, SourceKind::Ssda903Xml);
    assert_eq!(ret.headers[0].child, "007");
    assert_eq!(
        (ret.reviews.len(), ret.uasc.len(), ret.oc2.len(), ret.previous_permanence.len()),
        (1, 1, 1, 0)
    );
    assert_eq!(ret.oc2[0].sdq_score, Some(12));
    assert_eq!(ret.episodes[0].placement_postcode, "A & B");
    assert_eq!(ret.episodes[0].origin.row, 4);
}

#[test]
fn broken_xml_keeps_what_was_read_before() {
    for (what, xml, rule, episodes_kept) in [
        ("cut", XML[..XML.len() - 20].to_string(), "xml-broken", 1),
        ("cut in a tag", XML.split_once("PLACE_PROV").unwrap().0.to_string(), "xml-broken", 0),
        ("wrong end", XML.replace("</EPISODE>", "</EPISODES>"), "xml-broken", 0),
        ("entity", XML.replace("&amp;", "&boom;"), "xml-entity-unknown", 1),
        ("late dtd", XML.replace("<EPISODE>", "<!DOCTYPE x><EPISODE>"), "xml-with-dtd", 0),
        ("deep", XML.replace("<EPISODE>", &"<a>".repeat(10_000)), "xml-too-deep", 0),
        ("element", XML.replace("<CIN>", "<EXTRA/><CIN>"), "xml-element-not-used", 1),
    ] {
        let reading = read_one("2025/903.xml", xml);
        let found = finding(&reading, rule);
        if rule == "xml-broken" {
            assert!(found.expected.contains("byte") && found.expected.contains("line"), "{what}");
        }
        assert_eq!(reading.returns[0].headers.len(), 1, "{what}");
        assert_eq!(episodes(&reading), episodes_kept, "{what}");
    }
}

#[test]
fn elements_without_use_take_no_memory_and_what_stands_twice_is_told() {
    let empty = XML.replace("<EPISODE>", &("<EPISODE/>".repeat(50_000) + "<EPISODE>"));
    assert_eq!(episodes(&read_one("2025/903.xml", empty)), 1);
    let unknown = XML.replace("<EPISODE>", &format!("<EPISODE>{}", "<a>x</a>".repeat(50_000)));
    let reading = read_one("2025/903.xml", unknown);
    assert_eq!((episodes(&reading), reading.findings.counts().map(|c| c.2).sum::<u64>()), (1, 1));
    let twice = XML.replace("<LS>C2</LS>", "<LS>C2</LS><LS>V2</LS>");
    let reading = read_one("2025/903.xml", twice);
    assert_eq!(finding(&reading, "xml-element-twice").column, "LS");
    assert_eq!(reading.returns[0].episodes[0].legal_status, "C2");
}

#[test]
fn a_text_that_comments_part_is_bounded_too() {
    let long = format!("{}<!-- -->", "x".repeat(900_000)).repeat(3);
    let reading = read_one("2025/903.xml", XML.replace("A &amp; B", &long));
    assert_eq!(finding(&reading, "xml-without-markup").column, "PL_POST");
    assert!(reading.returns[0].episodes[0].placement_postcode.len() < 1 << 20);
    let census = format!(
        "<Message><Children><Child><ChildIdentifiers><LAchildID>{long}</LAchildID></ChildIdentifiers></Child>\
         </Children></Message>"
    );
    assert!(rules(&read_one("cin_2024.xml", census)).contains("xml-without-markup"));
}

/// A file without end, of which only a little may be taken.
struct Endless {
    start: Cursor<Vec<u8>>,
    then: u8,
    taken: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.taken += into.len() as u64;
        assert!(self.taken < 16 << 20, "far more was read than a line may have");
        match self.start.read(into)? {
            0 => {
                into.fill(self.then);
                Ok(into.len())
            }
            n => Ok(n),
        }
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.start.seek(to)
    }
}

#[test]
fn files_without_end_are_left_after_a_mebibyte() {
    for (start, then, rule, kept) in [
        (csv(&[GOOD]), b'x', "line-too-long", 1),
        (csv(&[GOOD]), 0, "line-too-long", 1),
        (String::new(), b'x', "line-too-long", 0),
        (XML.replace("</EXPSSDA903>", ""), b'x', "xml-without-markup", 1),
        (XML.replace("</EXPSSDA903>", "<!--"), b'<', "xml-without-markup", 1),
    ] {
        let input = Input::new("2025/x", || {
            Ok(Box::new(Endless { start: Cursor::new(start.clone().into_bytes()), then, taken: 0 })
                as Box<dyn ReadSeek>)
        });
        let reading = read(&[input], &|_| {});
        assert!(rules(&reading).contains(rule), "{:?}", rules(&reading));
        assert_eq!(episodes(&reading), kept);
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_a_finding() {
    let closed = Input::new("2024/episodes.csv", || Err(std::io::Error::other("locked")));
    let good = Input::of_bytes("2024/more.csv", csv(&[GOOD]).into_bytes());
    let reading = read(&[closed, good], &|_| {});
    assert_eq!(finding(&reading, "file-not-opened").value, "locked");
    assert_eq!((reading.sources.len(), episodes(&reading)), (2, 1));
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options.compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn members_of_an_archive_are_files() {
    let good = csv(&[GOOD]);
    let inner = zip_of(&[("x.csv", b"1")]);
    let bytes = zip_of(&[
        ("2023/episodes.csv", good.replace("2023", "2022").as_bytes()),
        ("2024/episodes.csv", good.as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/._x", b"x"),
        ("2025/903.xml", XML.as_bytes()),
    ]);
    let reading = read_one("returns.zip", bytes);
    let names: Vec<&str> = reading.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "returns.zip",
            "returns.zip/2023/episodes.csv",
            "returns.zip/2024/episodes.csv",
            "returns.zip/inner.zip",
            "returns.zip/2025/903.xml"
        ]
    );
    assert_eq!(rules(&reading), BTreeSet::from(["archive-in-archive", "archive-system-file"]));
    assert_eq!(finding(&reading, "archive-in-archive").origin.source, 3);
    assert_eq!(reading.returns.iter().map(|r| r.year).collect::<Vec<_>>(), [2023, 2024, 2025].map(Some));
    assert_eq!(reading.returns[2].episodes[0].origin.source, 4);
}

#[test]
fn what_is_wrong_with_a_workbook_in_an_archive_is_told() {
    let broken = [b"PK\x03\x04".as_slice(), &[b'x'; 200]].concat();
    let large = [b"PK\x03\x04".as_slice(), &vec![b'x'; 64 << 20]].concat();
    for (name, member, rule) in
        [("broken.xlsx", &broken, "archive-broken"), ("large.xlsx", &large, "archive-too-large")]
    {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default();
        zip.start_file(name, stored.compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(member).unwrap();
        let reading = read_one("returns.zip", zip.finish().unwrap().into_inner());
        assert_eq!(rules(&reading), BTreeSet::from([rule]), "{name}");
        assert_eq!(finding(&reading, rule).origin.source, 1, "{name}");
        assert_eq!(reading.sources[1].kind, SourceKind::Unknown, "{name}");
    }
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let zeros = vec![b'0'; 64 << 20];
    let good = csv(&[GOOD]);
    let mut bytes = zip_of(&[("bomb.csv", &zeros), ("2024/episodes.csv", good.as_bytes())]);
    let reading = read_one("bomb.zip", bytes.clone());
    assert_eq!(finding(&reading, "archive-too-large").value, "bomb.csv");
    assert_eq!(episodes(&reading), 1);
    // The same with a lie about the size, in the directory and before the member.
    let size = (64u32 << 20).to_le_bytes();
    let lie = 1000u32.to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&lie);
    }
    let reading = read_one("bomb.zip", bytes);
    assert!(!rules(&reading).is_empty());
    assert_eq!(episodes(&reading), 1);
}

#[test]
fn the_order_of_reading_leaves_no_trace() {
    let files: Vec<(String, String)> = (2015..2025)
        .map(|year| {
            let rows: Vec<String> =
                (0..200).map(|n| format!("{n},01/05/{},S,C9,N1,U4,PR1,,X1,,,,", year - 1)).collect();
            (format!("{year}/episodes.csv"), csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()))
        })
        .collect();
    let inputs = || -> Vec<Input> {
        files.iter().map(|(name, text)| Input::of_bytes(name.clone(), text.clone().into_bytes())).collect()
    };
    let first = read(&inputs(), &|_| {});
    for _ in 0..5 {
        assert_eq!(read(&inputs(), &|_| {}), first);
    }
    let table = returns::report::findings(&first);
    assert_eq!(table.rows.len(), first.findings.kept().len());
    assert_eq!(returns::report::summary(&first).rows.len(), 10);
    let by_rule = returns::report::by_rule(&first);
    assert_eq!(by_rule.rows[0][0], tables::Cell::text("code-unknown"));
    assert_eq!(by_rule.rows[0][4], tables::Cell::Whole(2000));
}
