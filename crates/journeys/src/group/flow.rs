//! Steps between positions in a window of time.

use std::collections::BTreeMap;

use units::{Position, Step};

use super::study::Study;
use crate::day::Day;
use crate::statistics::{median, quantile};

/// What moved in a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// First day of the window.
    pub from: Day,
    /// First day after it.
    pub to: Day,
    /// Children in each position on the first day, in the order of [`Position::ALL`].
    pub at_start: [u64; 7],
    /// Children in each position on the last day.
    pub at_end: [u64; 7],
    /// Steps in the window.
    pub steps: Vec<FlowStep>,
}

/// Steps from one position to another.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowStep {
    /// The step.
    pub step: Step,
    /// How often it was taken.
    pub times: u64,
    /// Children who took it.
    pub children: u64,
    /// Median days in the position left.
    pub median_days: Option<f64>,
    /// Quartiles of days in the position left.
    pub quartile_days: (Option<f64>, Option<f64>),
}

/// Steps of a group in a window `[from, to)`.
///
/// Children count until their 18th birthday; from then on only as care leavers. Care that was found under way
/// ([`crate::Spell::entered`]) is in the numbers on a day, but entering it is no step.
pub fn flow(study: &Study, group: &[usize], from: Day, to: Day) -> Flow {
    let mut found: BTreeMap<Step, (u64, u64, Vec<f64>)> = BTreeMap::new();
    let (mut at_start, mut at_end) = ([0; 7], [0; 7]);
    let last = Day(to.0.saturating_sub(1));
    for place in group {
        let Some(journey) = study.journeys.get(*place) else { continue };
        for (day, stock) in [(from, &mut at_start), (last, &mut at_end)] {
            if let Some(position) = journey.at(day).map(|s| s.position)
                && (day < journey.adult || position == Position::CareLeaver)
            {
                stock[place_of(position)] += 1;
            }
        }
        let mut taken: Vec<Step> = Vec::new();
        for pair in journey.spells.windows(2) {
            let (spell, next) = (pair[0], pair[1]);
            let counts = spell.end < journey.adult || next.position == Position::CareLeaver;
            if !(from..to).contains(&spell.end) || !counts || !next.entered {
                continue;
            }
            let step = Step::new(spell.position, next.position);
            let tally = found.entry(step).or_default();
            tally.0 += 1;
            if !taken.contains(&step) {
                tally.1 += 1;
                taken.push(step);
            }
            if spell.position != Position::NotKnown {
                tally.2.push(f64::from(spell.start.until(spell.end)));
            }
        }
    }
    let steps = found
        .into_iter()
        .map(|(step, (times, children, mut days))| FlowStep {
            step,
            times,
            children,
            median_days: median(&mut days),
            quartile_days: (quantile(&mut days, 0.25), quantile(&mut days, 0.75)),
        })
        .collect();
    Flow { from, to, at_start, at_end, steps }
}

fn place_of(position: Position) -> usize {
    Position::ALL.iter().position(|p| *p == position).unwrap_or_default()
}
