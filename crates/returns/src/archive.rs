//! Archives: what is in them, and reading a member without ever holding more of it than a buffer.
//!
//! **Limits**: an archive says how large its members are. A member that says too much, or compresses better
//! than any return does, is not opened; one that turns out larger than it said is read up to there.

use std::io::{self, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use crate::{Finding, Findings, Origin, ReadSeek, Rule, Severity};

pub(crate) static BROKEN: Rule = Rule {
    id: "archive-broken",
    severity: Severity::Error,
    title: "An archive, or a part of it, cannot be opened.",
    why: "The archive, or a member of it, is damaged, locked with a password or packed in a way that is not \
          known. It is not read.",
};
pub(crate) static TOO_LARGE: Rule = Rule {
    id: "archive-too-large",
    severity: Severity::Error,
    title: "An archive unpacks to more than returns are large.",
    why: "A small archive can unpack to more than any memory or disk holds. What goes beyond the limit is not \
          read.",
};
pub(crate) static NESTED: Rule = Rule {
    id: "archive-in-archive",
    severity: Severity::Error,
    title: "An archive holds another archive.",
    why: "Archives in archives can unpack without end. It is not read: unpack the outer one first.",
};
pub(crate) static SYSTEM_FILE: Rule = Rule {
    id: "archive-system-file",
    severity: Severity::Note,
    title: "An archive holds files that an operating system added.",
    why: "They are not part of any return and are not read.",
};

/// Rules of archives.
pub(crate) static RULES: &[&Rule] = &[&BROKEN, &TOO_LARGE, &NESTED, &SYSTEM_FILE];

/// Most members that are read, also of a workbook.
pub(crate) const MEMBERS_MAX: usize = 10_000;
/// Largest member, unpacked.
const MEMBER_SIZE_MAX: u64 = 2 << 30;
/// All members, unpacked.
const TOTAL_SIZE_MAX: u64 = 8 << 30;
/// Best compression that a member may have, also of a workbook; returns reach 10 to 50.
pub(crate) const RATIO_MAX: u64 = 200;
/// Members smaller than this may compress as they like.
const RATIO_FREE: u64 = 1 << 20;
/// Members of a workbook smaller than this may compress as they like: sheets repeat themselves more than text does.
pub(crate) const WORKBOOK_RATIO_FREE: u64 = 32 << 20;
/// All members of a workbook, unpacked: it is held in memory, so less of it is read.
pub(crate) const WORKBOOK_SIZE_MAX: u64 = 512 << 20;
/// A workbook within an archive, as it is packed.
const WORKBOOK_IN_ARCHIVE_MAX: u64 = 64 << 20;

/// A file in an archive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// Its number in the archive.
    pub index: usize,
    /// Its name with its folders.
    pub name: String,
}

/// What an archive is.
#[derive(Debug, PartialEq)]
pub(crate) enum Inside {
    /// Files.
    Members(Vec<Member>),
    /// A workbook, with how many sheets it says it has.
    Workbook(u32),
}

/// Opens an archive; `None`, with a finding, if it is none.
fn open<'a>(
    reader: Box<dyn ReadSeek + 'a>,
    whole: Origin,
    findings: &mut Findings,
) -> Option<ZipArchive<Box<dyn ReadSeek + 'a>>> {
    match ZipArchive::new(reader) {
        Ok(archive) => Some(archive),
        Err(error) => {
            findings.push(Finding::new(&BROKEN, whole).value("", &error.to_string()));
            None
        }
    }
}

/// Looks into an archive; `None` if it cannot be opened, for which there is a finding.
pub(crate) fn look(reader: Box<dyn ReadSeek + '_>, source: u32, findings: &mut Findings) -> Option<Inside> {
    let whole = Origin { source, row: 0 };
    let mut archive = open(reader, whole, findings)?;
    if let Some(at) = archive.index_for_name("xl/workbook.xml") {
        // What it unpacks to is counted when it is read.
        return Some(Inside::Workbook(sheets(&mut archive, at)));
    }
    let mut members = Vec::new();
    let mut total = 0u64;
    for index in 0..archive.len() {
        if index >= MEMBERS_MAX {
            findings.push(
                Finding::new(&TOO_LARGE, whole)
                    .value("", &archive.len().to_string())
                    .expected(format!("at most {MEMBERS_MAX} members")),
            );
            break;
        }
        let member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                findings.push(
                    Finding::new(&BROKEN, whole)
                        .value("", &format!("member {}: {error}", index + 1))
                        .expected("a member without password"),
                );
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_or_else(|_| format!("member {}", index + 1), |n| n.into_owned());
        if is_of_system(&name) {
            findings.push(Finding::new(&SYSTEM_FILE, whole).value("", &name));
            continue;
        }
        total = total.saturating_add(member.size());
        if let Some(limit) = limit_broken(member.size(), member.compressed_size(), total, TOTAL_SIZE_MAX) {
            findings.push(Finding::new(&TOO_LARGE, whole).value("", &name).expected(limit));
            total = total.saturating_sub(member.size());
            continue;
        }
        members.push(Member { index, name });
    }
    Some(Inside::Members(members))
}

/// Opens a member and hands it to a function; `None` if it cannot be opened.
pub(crate) fn with_member<T>(
    reader: Box<dyn ReadSeek + '_>,
    index: usize,
    source: u32,
    findings: &mut Findings,
    then: impl FnOnce(&mut dyn Read, &mut Findings) -> T,
) -> Option<T> {
    let whole = Origin { source, row: 0 };
    let mut archive = open(reader, whole, findings)?;
    match archive.by_index(index) {
        Ok(member) => {
            let size = member.size();
            let mut bounded = Bounded { inner: member, left: size, tripped: false };
            let out = then(&mut bounded, findings);
            if bounded.tripped {
                findings.push(
                    Finding::new(&TOO_LARGE, whole)
                        .expected(format!("{size} bytes, as the archive says; what is beyond is not read")),
                );
            }
            Some(out)
        }
        Err(error) => {
            findings.push(Finding::new(&BROKEN, whole).value("", &error.to_string()));
            None
        }
    }
}

/// Looks into a member that is an archive or a workbook itself; `None`, with a finding, if it cannot be opened.
pub(crate) fn look_into_member(member: &mut dyn Read, findings: &mut Findings) -> Option<Inside> {
    match workbook_bytes(member) {
        Ok(Some(bytes)) => look(Box::new(bytes), 0, findings),
        Ok(None) => {
            findings.push(Finding::new(&TOO_LARGE, Origin::default()).expected(format!(
                "a workbook within an archive of at most {} MiB; unpack the archive first",
                WORKBOOK_IN_ARCHIVE_MAX >> 20
            )));
            None
        }
        Err(error) => {
            findings.push(Finding::new(&BROKEN, Origin::default()).value("", &error.to_string()));
            None
        }
    }
}

/// The bytes of a workbook that lies in an archive.
pub(crate) fn workbook_bytes(member: &mut dyn Read) -> io::Result<Option<Cursor<Vec<u8>>>> {
    let mut bytes = Vec::new();
    member.take(WORKBOOK_IN_ARCHIVE_MAX + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= WORKBOOK_IN_ARCHIVE_MAX).then(|| Cursor::new(bytes)))
}

/// What limit a member breaks, in words.
fn limit_broken(size: u64, packed: u64, total: u64, total_max: u64) -> Option<String> {
    if size > MEMBER_SIZE_MAX {
        Some(format!("at most {} MiB; the member is {} MiB", MEMBER_SIZE_MAX >> 20, size >> 20))
    } else if size > RATIO_FREE && size / RATIO_MAX > packed {
        Some(format!("at most {RATIO_MAX} times as large as packed"))
    } else if total > total_max {
        Some(format!("at most {} MiB in all", total_max >> 20))
    } else {
        None
    }
}

/// How many sheets a workbook says it has; at most 1,000.
fn sheets(archive: &mut ZipArchive<Box<dyn ReadSeek + '_>>, at: usize) -> u32 {
    let Ok(member) = archive.by_index(at) else { return 0 };
    let mut reader = quick_xml::Reader::from_reader(io::BufReader::new(member.take(16 << 20)));
    let (mut buffer, mut count) = (Vec::new(), 0u32);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sheet" => {
                count = (count + 1).min(1000);
            }
            Ok(Event::Eof) | Err(_) => return count,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

fn is_of_system(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// A reader that fails when there is more than was said.
struct Bounded<R> {
    inner: R,
    left: u64,
    tripped: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => {
                self.left = left;
                Ok(n)
            }
            None => {
                self.tripped = true;
                Err(io::Error::other("larger than the archive says"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_for_size_ratio_and_total() {
        for (size, packed, total, broken) in [
            (10, 1, 10, false),
            (1 << 20, 1, 1 << 20, false),
            (2 << 20, 1 << 10, 2 << 20, true),
            (2 << 20, 1 << 19, 2 << 20, false),
            (3 << 30, 1 << 30, 3 << 30, true),
            (10, 1, 9 << 30, true),
            (u64::MAX, 0, u64::MAX, true),
        ] {
            assert_eq!(
                limit_broken(size, packed, total, TOTAL_SIZE_MAX).is_some(),
                broken,
                "{size} {packed}"
            );
        }
    }

    #[test]
    fn a_member_larger_than_it_said_is_cut() {
        let mut bounded = Bounded { inner: io::repeat(b'x'), left: 100_000, tripped: false };
        assert!(io::copy(&mut bounded, &mut io::sink()).is_err());
        assert!(bounded.tripped);
    }
}
