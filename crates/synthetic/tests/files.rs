//! The files say what is true: the same on any number of threads, in every year, and with every fault listed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::rc::Rc;

use journeys::{Precedence, journey};
use reference::Reference;
use returns::Input;
use returns::record::join;
use synthetic::{Authority, Cell, FaultKind, Life, Settings, build};
use units::Position;

fn settings(children: u64, fault_share: f64) -> Settings {
    let area = Reference::embedded().find("Middlesbrough").expect("a known authority").code;
    Settings {
        name: "Testshire".to_string(),
        model_on: area,
        children,
        first_year: 2021,
        last_year: 2025,
        seed: 11,
        fault_share,
        annex_a_months: 6,
    }
}

fn made(settings: &Settings) -> Authority {
    build(Reference::embedded(), settings).expect("published figures")
}

type Files = BTreeMap<String, Vec<u8>>;

/// A file in memory.
struct Kept(Rc<RefCell<Files>>, String);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().entry(self.1.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn files(authority: &Authority) -> Files {
    let kept = Rc::new(RefCell::new(Files::new()));
    let opened = Rc::clone(&kept);
    let mut open =
        move |path: &str| Ok(Box::new(Kept(Rc::clone(&opened), path.to_string())) as Box<dyn Write>);
    authority.write_files(&mut open).expect("memory takes everything");
    kept.take()
}

fn inputs(files: &Files) -> Vec<Input<'static>> {
    let ours = |path: &str| !path.ends_with(".txt") && path.contains('/');
    files
        .iter()
        .filter(|(path, _)| ours(path))
        .map(|(path, bytes)| Input::of_bytes(path, bytes.clone()))
        .collect()
}

#[test]
fn files_are_the_same_bytes_on_one_thread_and_four() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| files(&made(&settings(3_000, 0.1))))
    };
    let (one, four) = (on(1), on(4));
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(four[path] == *bytes, "{path} differs");
    }
    assert!(one.contains_key("ssda903/2024/episodes.csv") && one.contains_key("cin/CIN_Census_2024.xml"));
}

#[test]
fn five_hundred_children_are_enough() {
    let files = files(&made(&settings(500, 0.5)));
    assert!(files["README.txt"].starts_with(b"Testshire does not exist."));
}

/// Spells of a child before 18 that fall in the window, as (position, first day or the window's, end or none).
fn spells(life: &Life, window: (i32, i32)) -> Vec<(Position, i32, i32)> {
    let adult =
        life.spells.iter().find(|s| s.position == Position::CareLeaver).map_or(i32::MAX, |s| s.start.0);
    clip(life.spans().map(|(s, end)| (s.position, s.start.0, end.map_or(i32::MAX, |e| e.0))), window, adult)
}

fn clip(
    spells: impl Iterator<Item = (Position, i32, i32)>,
    window: (i32, i32),
    adult: i32,
) -> Vec<(Position, i32, i32)> {
    spells
        .filter(|(position, ..)| !matches!(position, Position::NotKnown | Position::Closed))
        .map(|(position, start, end)| (position, start.max(window.0), end.min(window.1).min(adult)))
        .filter(|(_, start, end)| start < end)
        .collect()
}

#[test]
fn files_imply_the_spells_that_were_lived() {
    let authority = made(&settings(20_000, 0.0));
    let reading = returns::read(&inputs(&files(&authority)), &|_| {});
    let errors: BTreeMap<&str, usize> =
        reading.findings.kept().iter().fold(BTreeMap::new(), |mut counts, finding| {
            *counts.entry(finding.rule.id).or_default() += 1;
            counts
        });
    println!("findings on files without faults: {errors:?}");
    for finding in reading.findings.kept().iter().filter(|f| f.rule.id == "annex-a-words") {
        println!("{} {}: {}", finding.column, finding.value, finding.expected);
    }
    let (record, joined) = join(&reading);
    let doubted = joined.kept().iter().filter(|f| f.rule.severity != returns::Severity::Note);
    let doubted: BTreeSet<&str> = doubted.map(|f| f.rule.id).collect();
    assert!(doubted.is_empty(), "joining files without faults doubts nothing: {doubted:?}");
    let by_id: BTreeMap<&str, usize> =
        record.children.iter().enumerate().map(|(n, c)| (c.id.as_str(), n)).collect();
    let window = (synthetic::Day::year_start(2021).0, synthetic::Day::year_end(2025).0);
    let (mut same, mut compared) = (0, 0);
    for life in authority.lives() {
        let lived = spells(life, window);
        if lived.is_empty() {
            continue;
        }
        compared += 1;
        let id = life.id();
        let told = by_id.get(id.as_str()).map(|n| {
            let journey = journey(&record, *n, Precedence::Standard);
            let all = journey.spells.iter().map(|s| (s.position, s.start.0, s.end.0));
            clip(all, window, journey.adult.0)
        });
        if told.as_ref() == Some(&lived) {
            same += 1;
        } else if compared - same < 6 {
            println!("{id}: lived {lived:?}, told {told:?}");
        }
    }
    println!("{same} of {compared} children have exactly the spells they lived");
    assert!(same == compared, "{same} of {compared}");
}

#[test]
fn counted_intensities_recover_the_truth() {
    let authority = made(&settings(150_000, 0.0));
    let truth = authority.truth();
    let (mut inside, mut all) = (0, 0);
    for row in &truth.rows {
        let text = |n: usize| row[n].to_string();
        let (Some(from), Some(to)) = (Position::from_label(&text(0)), Position::from_label(&text(1))) else {
            continue;
        };
        // Siblings are referred together, so referrals are not Poisson.
        let referral = to == Position::InNeed && matches!(from, Position::NotKnown | Position::Closed);
        if text(7) != "all" || referral {
            continue;
        }
        let number = |n: usize| text(n).parse::<f64>().ok();
        let known_before = text(6) == "known before";
        let cells: Vec<Cell> = Cell::all()
            .filter(|c| {
                let (begin, _) = Cell::time_span(c.time);
                c.position == from
                    && c.known_before == known_before
                    && Some(c.age.from_years()) >= number(2)
                    && Some(c.age.to_years()) <= number(3)
                    && Some(begin) >= number(4)
                    && number(5).is_none_or(|end| begin < end)
            })
            .collect();
        let by = |count: &dyn Fn(Cell, usize) -> f64| -> f64 {
            cells.iter().map(|c| (0..5).map(|q| count(*c, q)).sum::<f64>()).sum()
        };
        let steps = by(&|c, q| authority.tally().steps(c, to, q) as f64);
        let expected = by(&|c, q| authority.tally().exposure_years(c, q)) * number(8).unwrap_or(0.0);
        if expected < 20.0 {
            continue;
        }
        all += 1;
        let z = (steps - expected) / expected.sqrt();
        if z.abs() > 1.96 {
            println!(
                "{} -> {}, ages {} to {}: {steps} steps, {expected:.0} expected",
                text(0),
                text(1),
                text(2),
                text(3)
            );
        }
        inside += u32::from(z.abs() <= 1.96);
    }
    println!("{inside} of {all} intensities inside their 95% intervals");
    assert!(all > 40);
    assert!(f64::from(inside) >= 0.9 * f64::from(all), "{inside} of {all}");
}

#[test]
fn every_fault_is_found_by_its_rule() {
    let authority = made(&settings(30_000, 0.2));
    let files = files(&authority);
    let reading = returns::read(&inputs(&files), &|_| {});
    let (_, joined) = join(&reading);
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
    let findings = reading.findings.kept().iter().chain(joined.kept());
    found.extend(findings.map(|f| (f.rule.id, f.child.as_str())));
    let faults = authority.faults();
    let kinds: BTreeSet<FaultKind> = faults.iter().map(|f| f.kind).collect();
    let mut missed: BTreeMap<FaultKind, (usize, usize)> = BTreeMap::new();
    for fault in &faults {
        // A row that lost its id is found without one.
        let blank = matches!(fault.kind, FaultKind::BlankId | FaultKind::CensusBlankId);
        let child = if blank { "" } else { fault.child.as_str() };
        let hit = found.contains(&(fault.kind.rule(), child))
            || found.contains(&(fault.kind.rule(), format!("9{}", fault.child).as_str()));
        let counts = missed.entry(fault.kind).or_default();
        counts.0 += 1;
        counts.1 += usize::from(!hit);
    }
    for (kind, (all, missed)) in &missed {
        println!("{}: {all} put in, {missed} not found by {}", kind.id(), kind.rule());
    }
    assert_eq!(kinds.len(), FaultKind::ALL.len(), "every kind occurs: {kinds:?}");
    assert!(missed.values().all(|(_, missed)| *missed == 0));
    let children: BTreeSet<&str> = faults.iter().map(|f| f.child.as_str()).collect();
    assert_eq!(children.len(), faults.len(), "one fault a child");
}
