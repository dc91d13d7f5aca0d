//! What reading needs beside the text: the authority's rates, the horizon, and a list of notes.

use std::cell::RefCell;

use jiff::civil::Date;
use units::{FinancialYear, Position, Step};

use super::part::Part;
use super::words;
use crate::check;

/// How files name placement moves of looked-after children, beside steps.
pub(super) const PLACEMENT_MOVE: &str = "placement move";

/// What a scenario is read for: the plan's horizon and what the authority's rates know.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// Years ahead.
    pub horizon_years: usize,
    /// Price year of the published costs.
    pub price_year: FinancialYear,
    /// Steps that the rates identify.
    pub steps: &'a [Step],
    /// Whether the rates tell placement moves.
    pub moves: bool,
    /// Names of the groups of wards that the plan states, in its order; none if it states none.
    pub ward_groups: &'a [String],
}

impl Setting<'_> {
    /// First day of the horizon.
    pub fn first_day(&self) -> Date {
        day(self.base_year, 4, 1)
    }

    /// Last day of the horizon.
    pub fn last_day(&self) -> Date {
        day(self.base_year.saturating_add(u16::try_from(self.horizon_years).unwrap_or(u16::MAX)), 3, 31)
    }

    /// Years from the start of the run to a date.
    pub fn years_to(&self, date: Date) -> f64 {
        check::years_after(self.base_year, date)
    }
}

/// A day of a year; years that no date can have are those of the latest one.
fn day(year: u16, month: i8, day: i8) -> Date {
    i16::try_from(year).ok().and_then(|y| Date::new(y, month, day).ok()).unwrap_or(Date::MAX)
}

/// A reading under way.
pub(super) struct Reading<'a> {
    pub(super) setting: &'a Setting<'a>,
    notes: RefCell<Vec<String>>,
}

/// When something is in force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dates {
    /// First day.
    pub start: Date,
    /// Last day, if there is one.
    pub end: Option<Date>,
}

impl Dates {
    /// Whether two have a day in common.
    pub fn overlap(&self, other: &Dates) -> bool {
        let before = |a: &Dates, b: &Dates| a.end.is_some_and(|end| end < b.start);
        !before(self, other) && !before(other, self)
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(setting: &'a Setting<'a>) -> Reading<'a> {
        Reading { setting, notes: RefCell::new(Vec::new()) }
    }

    pub(super) fn note(&self, text: String) {
        self.notes.borrow_mut().push(text);
    }

    pub(super) fn into_notes(self) -> Vec<String> {
        self.notes.into_inner()
    }

    /// Steps of the rates that a filter keeps.
    pub(super) fn steps_where(&self, keep: impl Fn(&Step) -> bool) -> Vec<Step> {
        self.setting.steps.iter().copied().filter(keep).collect()
    }

    /// Reads a key that names steps, each of which must be one of `allowed`. A key left out names none.
    pub(super) fn steps(&self, part: &Part<'_>, key: &str, allowed: &[Step]) -> Option<Vec<Step>> {
        let (others, steps): (Vec<&str>, _) =
            part.all(key).into_iter().partition(|text| *text == PLACEMENT_MOVE);
        for text in others.iter().copied() {
            part.fail_value(
                key,
                text,
                "steps alone: placement moves are changed by a [[change]] of practice",
            );
        }
        self.named(part, key, (steps, allowed, false)).filter(|_| others.is_empty())
    }

    /// Reads a key that names any steps that the rates know, placement moves, or both; and whether moves are among them.
    pub(super) fn steps_or_moves(&self, part: &Part<'_>, key: &str) -> Option<(Vec<Step>, bool)> {
        let (moves, steps): (Vec<&str>, Vec<&str>) =
            part.all(key).into_iter().partition(|text| *text == PLACEMENT_MOVE);
        let wrong = match moves.len() {
            0 => None,
            _ if !self.setting.moves => Some(
                "steps alone: no figure tells how many placement moves there are here, so none can be made rarer or \
                 more frequent",
            ),
            1 => None,
            _ => Some("placement moves once"),
        };
        if let Some(expected) = wrong {
            part.fail_value(key, PLACEMENT_MOVE, expected);
        }
        let steps = self.named(part, key, (steps, self.setting.steps, self.setting.moves))?;
        wrong.is_none().then_some((steps, !moves.is_empty()))
    }

    /// Reads names of steps; `moves` says whether messages name placement moves too.
    fn named(
        &self,
        part: &Part<'_>,
        key: &str,
        (texts, allowed, moves): (Vec<&str>, &[Step], bool),
    ) -> Option<Vec<Step>> {
        let known = allowed.iter().map(ToString::to_string).chain(moves.then(|| PLACEMENT_MOVE.to_string()));
        let known = known.collect::<Vec<_>>().join("\", \"");
        let mut steps = Vec::new();
        let mut right = true;
        for text in texts {
            match Step::from_label(text).filter(|s| allowed.contains(s)) {
                Some(step) if steps.contains(&step) => {
                    part.fail_value(key, text, "each step once");
                    right = false;
                }
                Some(step) => steps.push(step),
                None => {
                    part.fail_value(key, text, format!("one of \"{known}\", the steps that the rates know"));
                    right = false;
                }
            }
        }
        if part.must_have(key) && !part.has(key) {
            part.fail(key, format!("one or more of \"{known}\""));
            right = false;
        }
        right.then_some(steps)
    }

    /// Reads positions in which the rates have children.
    pub(super) fn positions(&self, part: &Part<'_>, key: &str) -> Option<Vec<Position>> {
        let mut positions = Vec::new();
        let mut right = part.has(key);
        if !right {
            part.missing(key);
        }
        for text in part.all(key) {
            match Position::from_label(text) {
                Some(p) if Position::OPEN.contains(&p) && positions.contains(&p) => {
                    part.fail_value(key, text, "each position once");
                    right = false;
                }
                Some(p) if Position::OPEN.contains(&p) => positions.push(p),
                Some(_) => {
                    let more = "; projections follow children in these positions only";
                    part.fail_with(key, text, more);
                    right = false;
                }
                None => {
                    part.fail_with(key, text, "");
                    right = false;
                }
            }
        }
        right.then_some(positions)
    }

    /// Reads `start`, or another key of a first day, which must lie in the horizon.
    pub(super) fn first_day(&self, part: &Part<'_>, key: &str) -> Option<Date> {
        let date = part.need(key, words::first_day)?;
        let (first, last) = (self.setting.first_day(), self.setting.last_day());
        if (first..=last).contains(&date) {
            return Some(date);
        }
        part.fail(key, format!("a date from {first} to {last}, the end of the horizon"));
        None
    }

    /// Reads `start` and `end`.
    pub(super) fn dates(&self, part: &Part<'_>) -> Option<Dates> {
        let start = self.first_day(part, "start");
        let end = part.may("end", words::last_day);
        if let (Some(start), Some(Some(end))) = (start, end)
            && end <= start
        {
            part.fail("end", format!("a date after the start, {start}"));
            return None;
        }
        Some(Dates { start: start?, end: end? })
    }

    /// Start and end in years after the start of the run; the last day counts to its end.
    pub(super) fn years(&self, dates: Dates) -> (f64, Option<f64>) {
        let end = dates.end.map(|d| self.setting.years_to(words::day_after(d)));
        (self.setting.years_to(dates.start), end)
    }
}
