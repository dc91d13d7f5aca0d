//! The most frequent sequences of positions.

use std::collections::HashMap;

use units::{Pence, Position};

use super::study::Study;
use crate::statistics::median;

/// A sequence of positions and the children who took it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pathway {
    /// Positions in order, from the first after *not known*. At most [`Pathway::LONGEST`]; longer ones are cut
    /// and end in `more`.
    pub positions: Vec<Position>,
    /// Whether the pathway goes on beyond what is shown.
    pub more: bool,
    /// Children who took it so far.
    pub children: u64,
    /// Median days from the first position to the last step, or to the end of the record while open.
    pub median_days: Option<f64>,
    /// Median cost to date.
    pub median_cost: Option<Pence>,
    /// Cost to date of all of them.
    pub cost: Pence,
}

impl Pathway {
    /// Positions shown of one pathway.
    pub const LONGEST: usize = 8;

    /// The pathway in words: `early help → in need → closed`.
    pub fn words(&self) -> String {
        let mut words: Vec<&str> = self.positions.iter().map(|p| p.label()).collect();
        if self.more {
            words.push("…");
        }
        words.join(" → ")
    }
}

/// Positions shown, and whether there are more.
type Sequence = (Vec<Position>, bool);

/// The pathways of a group, most frequent first; ties in the order of positions.
///
/// Children without any position (contacts only) have no pathway.
pub fn pathways(study: &Study, group: &[usize]) -> Vec<Pathway> {
    let mut found: HashMap<Sequence, Vec<(f64, Pence)>> = HashMap::new();
    for place in group {
        let (Some(journey), Some(bill)) = (study.journeys.get(*place), study.bills().get(*place)) else {
            continue;
        };
        let steps: Vec<_> = journey
            .spells
            .iter()
            .filter(|s| s.position != Position::NotKnown && s.start < study.until)
            .collect();
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { continue };
        let end = if last.position == Position::Closed { last.start } else { study.until };
        let positions: Vec<Position> = steps.iter().take(Pathway::LONGEST).map(|s| s.position).collect();
        found
            .entry((positions, steps.len() > Pathway::LONGEST))
            .or_default()
            .push((f64::from(first.start.until(end)), bill.total()));
    }
    let mut pathways: Vec<Pathway> = found
        .into_iter()
        .map(|((positions, more), taken)| {
            let mut days: Vec<f64> = taken.iter().map(|t| t.0).collect();
            let mut costs: Vec<f64> = taken.iter().map(|t| t.1.pounds()).collect();
            Pathway {
                positions,
                more,
                children: taken.len() as u64,
                median_days: median(&mut days),
                median_cost: median(&mut costs).map(Pence::from_pounds_rounded),
                cost: taken.iter().map(|t| t.1).sum(),
            }
        })
        .collect();
    pathways.sort_by(|a, b| {
        b.children.cmp(&a.children).then_with(|| (&a.positions, a.more).cmp(&(&b.positions, b.more)))
    });
    pathways
}
