//! One child's journey as a drawing.

use journeys::group::{Entry, timeline as entries};
use journeys::{Day, Journey, report};
use returns::record::Kind;
use units::Position;

use super::Around;
use super::words::capital;
use crate::charts::{Caption, Lane, LaneRow, PositionBar, Stretch, TimelineChart};
use crate::components::Downloads;

/// The timeline of the child at a place of the record.
pub(super) fn chart(
    around: &Around<'_>,
    place: usize,
    finding: String,
    downloads: Downloads,
) -> TimelineChart {
    let study = around.study;
    let entries = entries(study, place);
    let until = study.until;
    let spells = study.journeys.get(place).map_or(&[][..], |j| j.spells.as_slice());
    let known: Vec<Day> = spells
        .iter()
        .filter(|s| s.position != Position::NotKnown)
        .map(|s| s.start)
        .chain(entries.iter().map(|e| e.start))
        .collect();
    let from = known.iter().min().copied().unwrap_or(until);
    // What is dated after the record speaks is drawn too.
    let last =
        entries.iter().map(|e| if e.end == Day::OPEN { e.start } else { e.end }).max().unwrap_or(until);
    let to = until.max(Day(last.0.saturating_add(1)));
    // A little air at both ends, so that marks on the first and last day are whole.
    let air = f64::from(from.until(to)) * 0.015 + 5.0;
    TimelineChart {
        caption: Caption {
            source: "The authority's own returns; Headwater journeys".to_owned(),
            notes: vec!["What is still open is drawn to the end of the record.".to_owned()],
            downloads,
            ..Caption::new(
                "timeline",
                finding,
                format!(
                    "Positions, and what each agency did, {}",
                    super::words::span(from.date(), to.date())
                ),
            )
        },
        days: (number(from) - air, number(to) + air),
        ticks: ticks(from, to),
        positions: positions(study.journeys.get(place), to),
        lanes: lanes(&entries, to),
        description: in_words(&entries),
        table: report::timeline(study, place),
    }
}

fn number(day: Day) -> f64 {
    f64::from(day.0)
}

/// First days of calendar years.
fn ticks(from: Day, to: Day) -> Vec<(f64, String)> {
    let (first, last) = (from.date().year(), to.date().year());
    (first..=last)
        .filter_map(|year| Some((year, Day(Day::first_of_year_from(year).0.checked_sub(90)?))))
        .map(|(year, near)| {
            // 1 January is 90 days before 1 April, 91 in leap years.
            let day = if near.date().month() == 1 && near.date().day() == 1 { near } else { Day(near.0 - 1) };
            (number(day), year.to_string())
        })
        .filter(|(day, _)| (number(from)..number(to)).contains(day))
        .collect()
}

fn weight(position: Position) -> u8 {
    match position {
        Position::NotKnown | Position::Closed => 0,
        Position::EarlyHelp => 1,
        Position::InNeed => 2,
        Position::ProtectionPlan => 3,
        Position::LookedAfter | Position::Unaccompanied => 4,
        Position::CareLeaver => 5,
    }
}

fn positions(journey: Option<&Journey>, to: Day) -> Vec<PositionBar> {
    let spells = journey.map_or(&[][..], |j| j.spells.as_slice());
    spells
        .iter()
        .filter(|s| s.start < to)
        .map(|s| PositionBar {
            stretch: Stretch { start: number(s.start), end: number(s.end.min(to)) },
            label: s.position.label().to_owned(),
            weight: weight(s.position),
        })
        .collect()
}

/// Agencies in order of their first act, and in each the kinds of thing in the order of a journey.
fn lanes(entries: &[Entry], to: Day) -> Vec<Lane> {
    let mut lanes: Vec<(Lane, Vec<Kind>)> = Vec::new();
    for entry in entries {
        let at = lanes.iter().position(|(l, _)| l.name == capital(&entry.agency)).unwrap_or_else(|| {
            lanes.push((Lane { name: capital(&entry.agency), rows: Vec::new() }, Vec::new()));
            lanes.len() - 1
        });
        let Some((lane, kinds)) = lanes.get_mut(at) else { continue };
        let label =
            if entry.service.is_empty() { entry.kind.label().to_owned() } else { entry.service.clone() };
        let mark = Stretch { start: number(entry.start), end: number(entry.end.min(to)) };
        match lane.rows.iter_mut().find(|r| r.label == label) {
            Some(row) => row.marks.push(mark),
            None => {
                let before = kinds.partition_point(|k| *k <= entry.kind);
                kinds.insert(before, entry.kind);
                lane.rows.insert(before, LaneRow { label, marks: vec![mark] });
            }
        }
    }
    lanes.into_iter().map(|(lane, _)| lane).collect()
}

/// The first and the last things in words; the table has all of them.
fn in_words(entries: &[Entry]) -> String {
    let mut words: Vec<String> =
        entries.iter().take(20).map(|e| format!("{}: {}, {}.", e.start, e.kind.label(), e.agency)).collect();
    if entries.len() > 20 {
        words.push(format!("And {} more, in the table.", entries.len() - 20));
    }
    words.join(" ")
}
