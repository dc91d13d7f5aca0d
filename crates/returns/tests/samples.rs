//! Trials over the sector's published samples, which are read where they are and never copied.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use returns::{Input, ReadSeek, Reading, Severity, SourceKind, read};

/// The folder of samples, beside this repository or beside a folder that holds it.
fn samples() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/samples/ssda903"))
        .find(|folder| folder.is_dir())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = folder.read_dir() else { return found };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read_folder(folder: &Path, only: fn(&str) -> bool) -> Reading {
    let inputs: Vec<Input> = files(folder)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            Input::new(name, move || {
                let file = OpenOptions::new().read(true).open(&path)?;
                Ok(Box::new(file) as Box<dyn ReadSeek>)
            })
        })
        .filter(|input| only(&input.name))
        .collect();
    read(&inputs, &|_| {})
}

fn show(title: &str, reading: &Reading) {
    let children: std::collections::BTreeSet<&str> = reading
        .returns
        .iter()
        .flat_map(|r| {
            r.headers.iter().map(|h| h.child.as_str()).chain(r.episodes.iter().map(|e| e.child.as_str()))
        })
        .collect();
    let episodes: usize = reading.returns.iter().map(|r| r.episodes.len()).sum();
    println!("{title}: {} files, {} children, {episodes} episodes", reading.sources.len(), children.len());
    let mut by_rule: BTreeMap<(Severity, &str), u64> = BTreeMap::new();
    for (rule, _, count) in reading.findings.counts() {
        *by_rule.entry((rule.severity, rule.id)).or_default() += count;
    }
    for ((severity, id), count) in by_rule {
        println!("  {:8} {id:32} {count}", severity.label());
    }
}

#[test]
fn five_years_of_a_demand_model() {
    let Some(folder) = samples() else { return println!("skipped: no samples") };
    let reading = read_folder(&folder.join("cs-demand-model-v1"), |_| true);
    show("cs-demand-model-v1", &reading);
    let years: Vec<Option<u16>> = reading.returns.iter().map(|r| r.year).collect();
    assert_eq!(years, [2017, 2018, 2019, 2020, 2021].map(Some));
    assert!(reading.sources.iter().all(|s| matches!(s.kind, SourceKind::Ssda903Table(_))));
    for ret in &reading.returns {
        assert!(!ret.headers.is_empty() && !ret.episodes.is_empty() && !ret.reviews.is_empty());
    }
    let rows: u64 = reading.sources.iter().map(|s| s.rows).sum();
    let kept: usize = reading
        .returns
        .iter()
        .map(|r| {
            let children = r.headers.len() + r.episodes.len() + r.reviews.len() + r.uasc.len() + r.oc2.len();
            children + r.oc3.len() + r.missing.len() + r.previous_permanence.len()
        })
        .sum();
    assert_eq!(kept as u64, rows, "every row of these files can be used");
    assert_eq!(reading.findings.count(Severity::Error), errors(&reading, "episode-ends-before-start"));

    let mut findings = returns::Findings::default();
    let merged = returns::ssda903::merge(&reading.returns, &mut findings);
    println!("  merged: {} episodes, {} repairs", merged.len(), findings.count(Severity::Repair));
    for pair in merged.windows(2) {
        if pair[0].child == pair[1].child {
            assert!(pair[0].end.is_some_and(|end| end <= pair[1].start), "{pair:?}");
        }
    }
}

fn errors(reading: &Reading, id: &str) -> u64 {
    reading.findings.counts().filter(|(rule, ..)| rule.id == id).map(|(.., n)| n).sum()
}

#[test]
fn the_samples_of_a_validator() {
    let Some(folder) = samples() else { return println!("skipped: no samples") };
    let folder = folder.join("d2i-validator-903");
    let csv = read_folder(&folder, |name| name.ends_with(".csv"));
    show("d2i-validator-903, csv", &csv);
    assert!(csv.sources.iter().all(|s| matches!(s.kind, SourceKind::Ssda903Table(_))));
    assert_eq!(csv.returns.len(), 1, "all tables lie in one folder, whose episodes tell the year");
    assert_eq!(csv.returns[0].episodes.len(), 5050);
    let xml = read_folder(&folder, |name| name.ends_with(".xml"));
    show("d2i-validator-903, xml", &xml);
    assert_eq!(xml.sources[0].kind, SourceKind::Ssda903Xml);
    assert_eq!(xml.returns[0].headers.len() as u64, xml.sources[0].rows);
    let all = read_folder(&folder, |_| true);
    assert_eq!(all.sources.iter().filter(|s| s.kind == SourceKind::Workbook).count(), 5);
}

#[test]
fn progress_counts_every_file_once() {
    let inputs: Vec<Input> = (0..20).map(|n| Input::of_bytes(format!("{n}.csv"), &b"a,b"[..])).collect();
    let seen = std::sync::Mutex::new(Vec::new());
    read(&inputs, &|progress| seen.lock().unwrap().push((progress.done, progress.of)));
    let mut seen = seen.into_inner().unwrap();
    seen.sort_unstable();
    assert_eq!(seen, (1..=20).map(|n| (n, 20)).collect::<Vec<_>>());
}
