//! Steps between positions in a window of time.

use std::collections::BTreeMap;
use std::ops::Range;

use units::{Position, Step};

use super::study::Study;
use crate::day::Day;
use crate::journey::Spell;
use crate::statistics::{median, quantile};

/// What moved in a window.
///
/// **Invariant**: for each position, `at_start + came + steps in - steps out - left = at_end`.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// First day of the window.
    pub from: Day,
    /// First day after it.
    pub to: Day,
    /// Children in each position on the day before the window, in the order of [`Position::ALL`].
    pub at_start: [u64; 7],
    /// Children who came into a position in the window without a step: born, or first told of.
    pub came: [u64; 7],
    /// Children who left a position in the window without a step: at the 18th birthday, or by death.
    pub left: [u64; 7],
    /// Children in each position on the last day.
    pub at_end: [u64; 7],
    /// Children who took a step into each position in the window.
    pub children_in: [u64; 7],
    /// Children who took a step out of each position in the window.
    pub children_out: [u64; 7],
    /// Steps in the window.
    pub steps: Vec<FlowStep>,
}

impl Flow {
    /// Steps into a position.
    pub fn steps_in(&self, position: Position) -> u64 {
        self.steps.iter().filter(|s| s.step.to == position).map(|s| s.times).sum()
    }

    /// Steps out of a position.
    pub fn steps_out(&self, position: Position) -> u64 {
        self.steps.iter().filter(|s| s.step.from == position).map(|s| s.times).sum()
    }
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
/// Who counts, and until when, is the rule of [`crate::Journey::position_on`].
/// Care that was found under way ([`crate::Spell::entered`]) is in the numbers on a day, but entering it is no step.
pub fn flow(study: &Study, group: &[usize], from: Day, to: Day) -> Flow {
    let mut found: BTreeMap<Step, (u64, u64, Vec<f64>)> = BTreeMap::new();
    let none = [0; 7];
    let mut flow = Flow {
        from,
        to,
        at_start: none,
        came: none,
        left: none,
        at_end: none,
        children_in: none,
        children_out: none,
        steps: Vec::new(),
    };
    let (before, last) = (Day(from.0.saturating_sub(1)), Day(to.0.saturating_sub(1)));
    let window = from..to;
    for place in group {
        let Some(journey) = study.journeys.get(*place) else { continue };
        for (day, stock) in [(before, &mut flow.at_start), (last, &mut flow.at_end)] {
            if let Some(position) = journey.position_on(day) {
                stock[place_of(position)] += 1;
            }
        }
        let mut taken: Vec<Step> = Vec::new();
        let mut previous: Option<Spell> = None;
        for spell in journey.counted_spells() {
            match previous.replace(spell) {
                Some(gone) if gone.end == spell.start && spell.entered => {
                    if window.contains(&spell.start) {
                        let step = Step::new(gone.position, spell.position);
                        let tally = found.entry(step).or_default();
                        tally.0 += 1;
                        if !taken.contains(&step) {
                            tally.1 += 1;
                            taken.push(step);
                        }
                        if gone.position != Position::NotKnown {
                            tally.2.push(f64::from(gone.start.until(gone.end)));
                        }
                    }
                }
                gone => {
                    leave(&mut flow.left, gone, &window);
                    flow.came[place_of(spell.position)] += u64::from(window.contains(&spell.start));
                }
            }
        }
        leave(&mut flow.left, previous, &window);
        for (n, position) in Position::ALL.into_iter().enumerate() {
            flow.children_in[n] += u64::from(taken.iter().any(|s| s.to == position));
            flow.children_out[n] += u64::from(taken.iter().any(|s| s.from == position));
        }
    }
    flow.steps = found
        .into_iter()
        .map(|(step, (times, children, mut days))| FlowStep {
            step,
            times,
            children,
            median_days: median(&mut days),
            quartile_days: (quantile(&mut days, 0.25), quantile(&mut days, 0.75)),
        })
        .collect();
    flow
}

/// Counts the end of a spell that no other follows.
fn leave(left: &mut [u64; 7], spell: Option<Spell>, window: &Range<Day>) {
    if let Some(spell) = spell.filter(|s| window.contains(&s.end)) {
        left[place_of(spell.position)] += 1;
    }
}

fn place_of(position: Position) -> usize {
    Position::ALL.iter().position(|p| *p == position).unwrap_or_default()
}
