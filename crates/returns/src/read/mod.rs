//! All files of an authority, read into returns, censuses, lists and events.
//!
//! A file is taken for what its content says; its name is a hint only, to the year and to what it was meant to
//! be. Files are read on all cores, and what comes out does not depend on which was read first.

mod file;
mod job;
mod sheet;
mod years;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cores::map;
use crate::{Findings, Input, Rule, Source, SourceKind, annex_a, cin, events, ssda903};
use file::Part;
use job::Job;

/// Rules of opening files and of years.
pub(crate) static RULES: &[&Rule] = &[
    &file::OPEN_FAILED,
    &sheet::SHEET_NOT_RECOGNISED,
    &years::YEAR_FROM_DATES,
    &years::YEAR_UNKNOWN,
    &years::TABLE_TWICE,
];

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// File that was just read.
    pub name: &'a str,
    /// Files read.
    pub done: usize,
    /// Files there are, members of archives counted.
    pub of: usize,
}

/// Everything that the files say, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The files in the order given; members of archives and sheets of workbooks follow their file.
    pub sources: Vec<Source>,
    /// What was found, sorted by file and row: in reading, and by the rules of [`ssda903::check`].
    pub findings: Findings,
    /// The looked-after returns, one per year, earliest first; one whose year is not known comes before all.
    pub returns: Vec<ssda903::Return>,
    /// The censuses, earliest first.
    pub censuses: Vec<cin::Census>,
    /// The inspection lists, one set per workbook or folder.
    pub lists: Vec<annex_a::Lists>,
    /// The events of all event files, in the order of the files.
    pub events: Vec<events::Event>,
    /// The day on which the files are read, if the caller tells: what starts later is a slip. Reading knows no clock.
    pub today: Option<jiff::civil::Date>,
}

/// Reads files, whatever they are.
///
/// `progress` is called after each file, from any thread and in no certain order.
///
/// **Errors**: none; what cannot be read is a finding. **Limits**: rows are held in memory, files are not.
pub fn read(inputs: &[Input], progress: &(dyn Fn(Progress) + Sync)) -> Reading {
    let mut jobs: Vec<Job> = Vec::new();
    let mut next = 0u32;
    for (input, found) in map(inputs, job::look_into).into_iter().enumerate() {
        for job in found {
            jobs.push(Job { input, source: next, ..job });
            next = next.saturating_add(job.sources);
        }
    }
    let done = AtomicUsize::new(0);
    let of = jobs.len();
    let parts = map(&jobs, |job| {
        let part = file::read_job(inputs, job);
        progress(Progress { name: &job.name, done: done.fetch_add(1, Ordering::Relaxed) + 1, of });
        part
    });
    join(inputs, &jobs, parts)
}

fn join(inputs: &[Input], jobs: &[Job], mut parts: Vec<Part>) -> Reading {
    let mut reading = Reading::default();
    read_lists(inputs, jobs, &mut parts);
    years::settle(&mut parts, &mut reading.findings);
    years::report_tables_twice(&parts, &mut reading.findings);
    let mut returns: BTreeMap<Option<u16>, ssda903::Return> = BTreeMap::new();
    for part in parts {
        reading.sources.extend(part.sources);
        reading.findings.append(part.findings, 0);
        reading.censuses.extend(part.census);
        reading.lists.extend(part.lists);
        reading.events.extend(part.events);
        for (_, ret) in part.rets {
            returns
                .entry(ret.year)
                .or_insert_with(|| ssda903::Return { year: ret.year, ..Default::default() })
                .append(ret);
        }
    }
    reading.returns = returns.into_values().collect();
    reading.censuses.sort_by_key(|census| census.year);
    ssda903::check(&reading.returns, &mut reading.findings);
    reading.findings.sort();
    reading
}

/// Reads inspection lists that came as CSV: those of one folder belong together, so they are read in a row.
fn read_lists(inputs: &[Input], jobs: &[Job], parts: &mut [Part]) {
    let mut folders: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, (job, part)) in jobs.iter().zip(parts.iter()).enumerate() {
        if part.sources.iter().any(|s| matches!(s.kind, SourceKind::AnnexA(_))) && part.waits {
            let folder = crate::recognise::folder_of(&job.name);
            match folders.iter_mut().find(|(name, _)| *name == folder) {
                Some((_, members)) => members.push(at),
                None => folders.push((folder, vec![at])),
            }
        }
    }
    let read = map(&folders, |(_, members)| {
        let mut lists = annex_a::Lists::default();
        let members: Vec<&Job> = members.iter().filter_map(|at| jobs.get(*at)).collect();
        let read: Vec<Part> = members.iter().map(|job| file::read_list(inputs, job, &mut lists)).collect();
        (lists, read)
    });
    for ((_, members), (lists, read)) in folders.iter().zip(read) {
        for (at, part) in members.iter().zip(read) {
            if let Some(place) = parts.get_mut(*at) {
                *place = part;
            }
        }
        if let Some(first) = members.first().and_then(|at| parts.get_mut(*at)) {
            first.lists = Some(lists);
        }
    }
}
