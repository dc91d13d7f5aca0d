//! Spells lined up on one clock: who is at risk, and who moves, at each time.

use super::positions::Positions;
use super::spells::{Kept, Spells};

/// The clock that spells are lined up on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time of the spells themselves: age, calendar, or time since a common start. It goes on from position to
    /// position.
    Forward,
    /// Time since the position was entered, of the spells of this position alone. It starts anew with each.
    InPosition(u16),
}

/// All steps of one kind at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepCount {
    /// Position left.
    pub from: u16,
    /// Position entered.
    pub to: u16,
    /// People who made the step.
    pub count: u32,
    /// People at risk of leaving `from` just before.
    pub at_risk: u32,
}

/// A time at which somebody moves, with all steps made then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment<'a> {
    /// The time.
    pub time: f64,
    /// The steps, by position left and position entered.
    pub steps: &'a [StepCount],
}

/// Who is at risk, and who moves, at each time.
///
/// A person is at risk just after the start of a spell and until its end, this moment included: who is last seen at a
/// time at which others move was at risk of moving too.
///
/// **Invariant**: times ascend; at each time nobody moves who was not at risk before it.
///
/// **Limits**: times closer than 2⁻⁴⁰ of the largest are one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    positions: Positions,
    clock: Clock,
    span: Option<(f64, f64)>,
    tie: f64,
    /// Time, and end of its steps in `steps`.
    moments: Vec<(f64, usize)>,
    steps: Vec<StepCount>,
    /// For each position, times at which the number at risk changes, with the number just after.
    levels: Vec<Vec<(f64, u32)>>,
}

/// Something that happens to one person at one time: who leaves one position and enters the next at once does so in
/// one happening, which halves what is to be sorted.
type Happening = (u64, What);

#[derive(Clone, Copy, Debug)]
struct What {
    /// Position left, or [`NONE`].
    left: u16,
    /// Position that the step leads to, or [`NONE`] where observation ends.
    to: u16,
    /// Position entered, or [`NONE`].
    entered: u16,
}

const NONE: u16 = u16::MAX;

impl Timetable {
    /// Lines spells up on a clock.
    pub fn new(spells: &Spells, clock: Clock) -> Timetable {
        let mut table = Timetable {
            positions: spells.positions().clone(),
            clock,
            span: None,
            tie: spells.tie,
            moments: Vec::new(),
            steps: Vec::new(),
            levels: vec![Vec::new(); spells.positions().count()],
        };
        let mut happenings = happenings(&spells.kept, clock);
        // Counts alone follow from the order, so what happens at one time may be in any.
        happenings.sort_unstable_by_key(|happening| happening.0);
        let mut at_risk = vec![0u32; table.levels.len()];
        let mut leaving: Vec<(u16, u16)> = Vec::new();
        let mut rest = happenings.as_slice();
        while let Some(first) = rest.first() {
            let time = time_of(first.0);
            // Few things happen at one time: looking at one after the other is faster than halving all the rest.
            let together = rest.iter().take_while(|h| time_of(h.0) - time <= table.tie).count();
            let (now, later) = rest.split_at(together.max(1));
            table.count(time, now, &mut leaving, &mut at_risk);
            rest = later;
        }
        table.span = happenings.first().zip(happenings.last()).map(|(a, b)| (time_of(a.0), time_of(b.0)));
        table
    }

    /// Counts what happens at one time.
    fn count(&mut self, time: f64, now: &[Happening], leaving: &mut Vec<(u16, u16)>, at_risk: &mut [u32]) {
        leaving.clear();
        leaving.extend(now.iter().filter(|h| h.1.to != NONE).map(|h| (h.1.left, h.1.to)));
        leaving.sort_unstable();
        for same in leaving.chunk_by(|a, b| a == b) {
            let (from, to) = same[0];
            let at_risk = at_risk[usize::from(from)];
            self.steps.push(StepCount { from, to, count: same.len() as u32, at_risk });
        }
        if !leaving.is_empty() {
            self.moments.push((time, self.steps.len()));
        }
        for (_, what) in now {
            if let Some(level) = at_risk.get_mut(usize::from(what.left)) {
                *level = level.saturating_sub(1);
            }
        }
        for (_, what) in now {
            if let Some(level) = at_risk.get_mut(usize::from(what.entered)) {
                *level += 1;
            }
        }
        for position in now.iter().flat_map(|(_, what)| [what.left, what.entered]).map(usize::from) {
            let Some(levels) = self.levels.get_mut(position) else { continue };
            if levels.last().map_or(0, |level| level.1) != at_risk[position] {
                levels.push((time, at_risk[position]));
            }
        }
    }

    /// The positions.
    pub fn positions(&self) -> &Positions {
        &self.positions
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The first time at which anybody is under observation, and the last; `None` if nobody ever is.
    pub fn span(&self) -> Option<(f64, f64)> {
        self.span
    }

    /// Times at which somebody moves, with the steps, in order of time.
    pub fn moments(&self) -> impl Iterator<Item = Moment<'_>> {
        self.moments_from(0)
    }

    /// The same after a time: what happens at the time itself is not among them.
    pub fn moments_after(&self, start: f64) -> impl Iterator<Item = Moment<'_>> {
        self.moments_from(self.moments.partition_point(|m| self.reached(m.0, start)))
    }

    fn moments_from(&self, first: usize) -> impl Iterator<Item = Moment<'_>> {
        let begin = first.checked_sub(1).map_or(0, |before| self.moments[before].1);
        self.moments[first..].iter().scan(begin, |from, (time, until)| {
            let steps = &self.steps[*from..*until];
            *from = *until;
            Some(Moment { time: *time, steps })
        })
    }

    /// How many people are at risk of leaving a position just before a time.
    pub fn at_risk(&self, position: u16, time: f64) -> u32 {
        let Some(levels) = self.levels.get(usize::from(position)) else { return 0 };
        let before = levels.partition_point(|level| level.0 < time - self.tie);
        before.checked_sub(1).map_or(0, |last| levels[last].1)
    }

    /// Times at which the number at risk in a position changes, with the number just after, in order of time.
    pub(super) fn levels(&self, position: usize) -> &[(f64, u32)] {
        self.levels.get(position).map_or(&[], Vec::as_slice)
    }

    /// Whether anybody is ever at risk in a position on this clock.
    pub fn is_observed(&self, position: u16) -> bool {
        !self.levels(usize::from(position)).is_empty()
    }

    /// Width within which two times are one.
    pub(super) fn tie(&self) -> f64 {
        self.tie
    }

    /// Whether a time has come at another, ties counted.
    pub(super) fn reached(&self, time: f64, at: f64) -> bool {
        time <= at + self.tie
    }
}

/// Entries and exits of all spells that the clock counts.
fn happenings(kept: &[Kept], clock: Clock) -> Vec<Happening> {
    let mut happenings: Vec<Happening> = Vec::with_capacity(kept.len() + kept.len() / 2);
    let mut before: Option<&Kept> = None;
    for spell in kept.iter().filter(|s| s.end > s.start) {
        let origin = match clock {
            Clock::Forward => 0.0,
            Clock::InPosition(position) if position == spell.position => spell.entered,
            Clock::InPosition(_) => continue,
        };
        let goes_on = before.is_some_and(|b| b.person == spell.person && b.end == spell.start);
        match happenings.last_mut() {
            Some((_, what)) if goes_on && clock == Clock::Forward => what.entered = spell.position,
            _ => happenings
                .push((key(spell.start - origin), What { left: NONE, to: NONE, entered: spell.position })),
        }
        let to = spell.next.unwrap_or(NONE);
        happenings.push((key(spell.end - origin), What { left: spell.position, to, entered: NONE }));
        before = Some(spell);
    }
    happenings
}

/// A time as a whole number with the same order, which sorts faster.
fn key(time: f64) -> u64 {
    // Adding nought makes one of the two noughts.
    let bits = (time + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn time_of(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::super::spells::Spell;
    use super::*;

    fn timetable(spells: &[(u32, u16, f64, f64, Option<u16>)], clock: Clock) -> Timetable {
        let names = ["a", "b", "c"].map(str::to_string).to_vec();
        let spells: Vec<Spell> = spells
            .iter()
            .map(|&(person, position, start, end, next)| Spell {
                person,
                position,
                entered: None,
                start,
                end,
                next,
            })
            .collect();
        let (spells, refused) = Spells::check(Positions::new(names).expect("names"), &spells);
        assert_eq!(refused, []);
        Timetable::new(&spells, clock)
    }

    #[test]
    fn keys_keep_the_order_of_times() {
        let times = [-1e300, -2.5, -1e-300, 0.0, 1e-300, 1.0, 1e300];
        for pair in times.windows(2) {
            assert!(key(pair[0]) < key(pair[1]));
        }
        for time in times {
            assert_eq!(time_of(key(time)), time);
        }
        assert_eq!(key(-0.0), key(0.0));
    }

    #[test]
    fn people_are_at_risk_after_the_start_and_until_the_end() {
        let table = timetable(
            &[
                (1, 0, 0.0, 2.0, Some(1)),
                (1, 1, 2.0, 5.0, None),
                (2, 0, 1.0, 2.0, None),
                (3, 0, 2.0, 3.0, Some(2)),
                (4, 0, 0.0, 2.0, Some(2)),
            ],
            Clock::Forward,
        );
        assert_eq!(
            [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5].map(|t| table.at_risk(0, t)),
            [0, 2, 2, 3, 3, 1, 1, 0]
        );
        let moments: Vec<Moment> = table.moments().collect();
        assert_eq!(moments.len(), 2);
        let step = |to, count, at_risk| StepCount { from: 0, to, count, at_risk };
        assert_eq!(moments[0], Moment { time: 2.0, steps: &[step(1, 1, 3), step(2, 1, 3)] });
        assert_eq!(moments[1], Moment { time: 3.0, steps: &[step(2, 1, 1)] });
        assert_eq!(table.moments_after(2.0).count(), 1);
        assert_eq!(table.span(), Some((0.0, 5.0)));
        assert_eq!(table.at_risk(9, 1.0), 0);
    }

    #[test]
    fn times_that_differ_by_a_rounding_error_are_one_in_the_position() {
        let table = timetable(&[(1, 0, 0.1, 0.4, Some(1)), (2, 0, 0.2, 0.5, Some(2))], Clock::InPosition(0));
        // 0.4 - 0.1 and 0.5 - 0.2 are not the same number.
        assert_eq!(table.moments().count(), 1);
        assert_eq!(table.at_risk(0, 0.3), 2);
    }

    #[test]
    fn no_spells_and_spells_without_time_make_an_empty_timetable() {
        for table in [timetable(&[], Clock::Forward), timetable(&[(1, 0, 1.0, 1.0, None)], Clock::Forward)] {
            assert_eq!((table.span(), table.moments().count()), (None, 0));
            assert!(!table.is_observed(0));
        }
    }
}
