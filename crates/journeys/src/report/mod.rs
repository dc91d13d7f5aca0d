//! Journeys as tables: for one child, for a group, and for every cell of time at risk.
//!
//! Tables about groups take a [`Disclosure`]. Tables about single children (spells, stays, a timeline) and the
//! table of steps and exposure are for use inside the authority: callers must not offer them to others.

mod children;
mod cost;
mod group;
mod steps;

pub use children::{spells, stays, timeline};
pub use cost::{costliest, prices, twentieths};
pub use group::{
    before_care, before_strip, comebacks, flow, flow_stocks, missed, pathways, services, summary,
};
pub use steps::exposure;

use crate::group::{Disclosure, Study};

/// What every table of a record says about where it comes from.
pub(crate) fn source(study: &Study) -> String {
    let coverage = &study.record.coverage;
    match (coverage.start(), coverage.end()) {
        (Some(from), Some(to)) => {
            let last = crate::Day(crate::Day::of(to).0 - 1);
            format!("The authority's own returns, {from} to {last}; Headwater journeys")
        }
        _ => "The authority's own returns; Headwater journeys".to_string(),
    }
}

pub(crate) fn notes(disclosure: Disclosure, more: &[&str]) -> Vec<String> {
    more.iter().map(|n| n.to_string()).chain([disclosure.note().to_string()]).collect()
}
