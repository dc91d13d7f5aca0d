//! Journeys from the sector's own made-up returns, where they are at hand.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use journeys::group::journeys;
use journeys::lexis::{Settings, lexis};
use journeys::{Journey, Precedence};
use returns::record::join;
use returns::{Input, ReadSeek, read};
use units::Position;

/// The folder of samples beside the project; `None` where there is none.
fn samples() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/samples"))
        .find(|folder| folder.is_dir())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Spells in a position.
fn spells(all: &[Journey], position: Position) -> usize {
    all.iter().flat_map(|j| &j.spells).filter(|s| s.position == position).count()
}

#[test]
fn every_sample_gives_journeys_whose_spells_follow_on() {
    let Some(samples) = samples() else {
        println!("skipped: no samples beside the project");
        return;
    };
    for set in ["ssda903/cs-demand-model-v1", "ssda903/d2i-validator-903", "cin", "annex-a"] {
        let mut paths = Vec::new();
        files(&samples.join(set), &mut paths);
        let inputs: Vec<Input> = paths
            .into_iter()
            .map(|path| {
                Input::new(path.display().to_string(), move || {
                    let file = OpenOptions::new().read(true).open(&path)?;
                    Ok(Box::new(file) as Box<dyn ReadSeek>)
                })
            })
            .collect();
        let reading = read(&inputs, &|_| {});
        let (record, joining) = join(&reading);
        let all = journeys(&record, Precedence::Standard);
        let table = lexis(&record, &all, &Settings::default());
        println!(
            "{set}: {} files, {} children, {} findings; spells in need {}, on plans {}, looked after {}; stays {}; \
             cells {}, without birth {}",
            reading.sources.len(),
            record.children.len(),
            reading.findings.kept().len() + joining.kept().len(),
            spells(&all, Position::InNeed),
            spells(&all, Position::ProtectionPlan),
            spells(&all, Position::LookedAfter),
            all.iter().map(|j| j.stays.len()).sum::<usize>(),
            table.cells.len(),
            table.without_birth,
        );
        assert!(!record.children.is_empty(), "{set}");
        for journey in &all {
            for pair in journey.spells.windows(2) {
                assert!(pair[0].end == pair[1].start && pair[0].start < pair[0].end, "{set}: {journey:?}");
            }
        }
    }
}
