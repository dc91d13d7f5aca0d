//! What there is to read: each file, and each member of each archive.

use std::io::{Read, Seek, SeekFrom};

use crate::archive::{self, Inside};
use crate::recognise::Content;
use crate::{Finding, Findings, Input, Origin, SourceKind};

use super::file::OPEN_FAILED;

/// Bytes by which a file is recognised.
pub(super) const START: u64 = 1 << 16;

/// Where a file's bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// An input.
    Whole,
    /// A member of the archive that an input is.
    Member(usize),
}

/// How it is to be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// As text or XML.
    Stream,
    /// As a workbook.
    Workbook,
    /// Not at all: it is an archive, or cannot be read. Findings say why.
    Done(SourceKind, u64),
}

/// Something to read.
pub(super) struct Job {
    pub name: String,
    pub input: usize,
    pub place: Place,
    pub way: Way,
    /// Bytes of a file of its own; 0 if nothing sure tells.
    pub length: u64,
    /// How many sources it makes.
    pub sources: u32,
    /// Number of the first of them.
    pub source: u32,
    /// What was found on the way here; its files are numbered from `source`.
    pub findings: Findings,
}

impl Job {
    fn new(name: String, place: Place, way: Way, findings: Findings) -> Job {
        Job { name, input: 0, place, way, length: 0, sources: 1, source: 0, findings }
    }
}

/// The jobs of one input.
pub(super) fn look_into(input: &Input) -> Vec<Job> {
    let mut findings = Findings::default();
    let done = |kind, rows, findings| {
        vec![Job::new(input.name.clone(), Place::Whole, Way::Done(kind, rows), findings)]
    };
    let mut start = Vec::new();
    let opened = input.open().and_then(|mut reader| {
        reader.by_ref().take(4).read_to_end(&mut start)?;
        reader.seek(SeekFrom::End(0))
    });
    let length = match opened {
        Ok(length) => length,
        Err(error) => {
            findings.push(Finding::new(&OPEN_FAILED, Origin::default()).value("", &error.to_string()));
            return done(SourceKind::Unknown, 0, findings);
        }
    };
    if Content::of(&start) != Content::Zip {
        let job = Job::new(input.name.clone(), Place::Whole, Way::Stream, findings);
        return vec![Job { length, ..job }];
    }
    let reader = match input.open() {
        Ok(reader) => reader,
        Err(error) => {
            findings.push(Finding::new(&OPEN_FAILED, Origin::default()).value("", &error.to_string()));
            return done(SourceKind::Unknown, 0, findings);
        }
    };
    match archive::look(reader, 0, &mut findings) {
        None => done(SourceKind::Archive, 0, findings),
        Some(Inside::Workbook(sheets)) => {
            let job = Job::new(input.name.clone(), Place::Whole, Way::Workbook, findings);
            vec![Job { sources: sheets.saturating_add(1), ..job }]
        }
        Some(Inside::Members(members)) => {
            let mut jobs = done(SourceKind::Archive, members.len() as u64, findings);
            jobs.extend(members.into_iter().map(|member| {
                let name = format!("{}/{}", input.name, member.name);
                look_into_member(input, name, member.index)
            }));
            jobs
        }
    }
}

/// The job of a member of an archive, which may be a workbook but no archive.
fn look_into_member(input: &Input, name: String, index: usize) -> Job {
    let mut findings = Findings::default();
    let place = Place::Member(index);
    let reader = match input.open() {
        Ok(reader) => reader,
        Err(error) => {
            findings.push(Finding::new(&OPEN_FAILED, Origin::default()).value("", &error.to_string()));
            return Job::new(name, place, Way::Done(SourceKind::Unknown, 0), findings);
        }
    };
    let inside = archive::with_member(reader, index, 0, &mut findings, |member, findings| {
        let mut start = Vec::new();
        // A member that fails here fails again when it is read, and is reported then.
        let _ = member.take(4).read_to_end(&mut start);
        if Content::of(&start) != Content::Zip {
            return None;
        }
        let mut whole = std::io::Cursor::new(start).chain(member);
        Some(archive::look_into_member(&mut whole, findings))
    });
    match inside {
        Some(None) => Job::new(name, place, Way::Stream, findings),
        Some(Some(Some(Inside::Workbook(sheets)))) => {
            Job { sources: sheets.saturating_add(1), ..Job::new(name, place, Way::Workbook, findings) }
        }
        Some(Some(Some(Inside::Members(_)))) => {
            // What is wrong with its members does not matter: none is read.
            findings = Findings::default();
            findings.push(Finding::new(&archive::NESTED, Origin::default()));
            Job::new(name, place, Way::Done(SourceKind::Archive, 0), findings)
        }
        Some(Some(None)) | None => Job::new(name, place, Way::Done(SourceKind::Unknown, 0), findings),
    }
}
