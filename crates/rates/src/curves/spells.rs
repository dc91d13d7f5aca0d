//! Spells of people in positions, checked.

use std::cmp::Ordering;

use super::positions::Positions;

/// Unbroken time under observation of one person in one position.
///
/// **Units**: any one unit of time; the clock may be age, time since a common start, or the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Whose; any number, the same for all spells of the person.
    pub person: u32,
    /// Number of the position.
    pub position: u16,
    /// When the position was entered, if before `start` (late entry). If `None`, it was entered at `start`, or goes on
    /// from a spell of the same person and position that ended there without a step.
    pub entered: Option<f64>,
    /// From when on the person is under observation in it. At risk just after.
    pub start: f64,
    /// Until when. At risk to the end, this moment included.
    pub end: f64,
    /// The position entered at `end`; `None` if observation ends there (an open end).
    pub next: Option<u16>,
}

/// Why a spell cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A time is not a finite number.
    #[error("a time is not a finite number")]
    NotFinite,
    /// It ends before it starts.
    #[error("ends at {end}, before its start at {start}")]
    EndBeforeStart {
        /// The start.
        start: f64,
        /// The end.
        end: f64,
    },
    /// The position was entered after the start.
    #[error("the position is entered at {entered}, after the start at {start}")]
    EnteredAfterStart {
        /// When it was entered.
        entered: f64,
        /// The start.
        start: f64,
    },
    /// A step after no time: into the position and out of it at one time, so that nobody is at risk of the step.
    #[error("starts and ends at {at} with a step: nobody is at risk for no time")]
    NoTime {
        /// The start, and the end.
        at: f64,
    },
    /// The step leads to where the person is.
    #[error("the next position is its own")]
    NextIsOwn,
    /// No position has this number.
    #[error("there is no position number {0}")]
    UnknownPosition(u16),
    /// It overlaps an earlier spell of the person.
    #[error("starts at {start}, when an earlier spell of the person goes on to {until}")]
    Overlap {
        /// The start.
        start: f64,
        /// End of the earlier spell.
        until: f64,
    },
    /// The next spell of the person follows at once in another position than the step says.
    #[error(
        "the step leads to position number {next}, but the person's next spell follows at once in {follows}"
    )]
    NextDisagrees {
        /// Position that the step says.
        next: u16,
        /// Position of the spell that follows at once.
        follows: u16,
    },
    /// The end is open, yet the next spell of the person follows at once in another position.
    #[error("the end is open, but the person's next spell follows at once in position number {follows}")]
    StepNotNamed {
        /// Position of the spell that follows at once.
        follows: u16,
    },
}

/// A spell that was left out, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refused {
    /// Its place among the spells that were given.
    pub place: usize,
    /// Why.
    pub fault: Fault,
}

/// Spells that fit together.
///
/// **Invariant**: finite, of known positions; spells of one person do not overlap; a spell without time has no step;
/// where a spell follows another of its person at once, the step between them is the one that was named.
#[derive(Clone, Debug, PartialEq)]
pub struct Spells {
    positions: Positions,
    pub(super) kept: Vec<Kept>,
    pub(super) tie: f64,
}

/// A spell after checking, with the time at which its position was entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) person: u32,
    pub(super) position: u16,
    pub(super) next: Option<u16>,
    pub(super) entered: f64,
    pub(super) start: f64,
    pub(super) end: f64,
}

/// Times that differ by less than this share of the largest are one: subtraction leaves differences of about 1e-16.
const TIE: f64 = 1.0 / (1u64 << 40) as f64;

/// Ticks in a unit of time, for sums.
const TICKS: f64 = (1u64 << 30) as f64;

impl Spells {
    /// Checks spells and takes those that can be used.
    ///
    /// Rules, beyond those of single spells:
    /// 1. Of two spells of one person that overlap, the one that starts later is left out (of two that start together,
    ///    the one that ends later).
    /// 2. Where a spell follows at once, its position must be the one that the step before it names. A spell that
    ///    names another, or none, is left out. An open end followed at once by the same position goes on.
    /// 3. Time between two spells of a person is not observed: it counts nowhere. The step before a gap counts, even
    ///    if the person is found elsewhere after it.
    /// 4. A spell without time counts nowhere; one with a step as well is left out, because the order of two steps
    ///    at one time cannot be told.
    ///
    /// **Shape**: refused spells in the order given. What is kept does not depend on the order given.
    pub fn check(positions: Positions, spells: &[Spell]) -> (Spells, Vec<Refused>) {
        let single: Vec<Option<Fault>> = spells.iter().map(|s| alone(s, positions.count())).collect();
        let largest = spells
            .iter()
            .zip(&single)
            .filter(|(_, fault)| fault.is_none())
            .flat_map(|(s, _)| [s.start, s.end, s.entered.unwrap_or(s.start)])
            .fold(0.0f64, |largest, time| largest.max(time.abs()));
        let tie = largest * TIE;
        let mut faults = single;
        let mut order: Vec<usize> = (0..spells.len()).filter(|place| faults[*place].is_none()).collect();
        if !order.is_sorted_by(|a, b| in_order(&spells[*a], &spells[*b]) != Ordering::Greater) {
            // Equal spells are equal in all but their place, and then the first given is kept.
            order.sort_by(|a, b| in_order(&spells[*a], &spells[*b]));
        }
        let order = without_overlaps(spells, order, tie, &mut faults);
        disagreements(spells, &order, tie, &mut faults);
        let kept = keep(spells, &order, tie, &faults);
        let refused = faults
            .into_iter()
            .enumerate()
            .filter_map(|(place, fault)| fault.map(|fault| Refused { place, fault }))
            .collect();
        (Spells { positions, kept, tie }, refused)
    }

    /// The positions.
    pub fn positions(&self) -> &Positions {
        &self.positions
    }

    /// How many spells are kept.
    pub fn count(&self) -> usize {
        self.kept.len()
    }

    /// How many people they are of.
    pub fn people(&self) -> usize {
        self.kept.chunk_by(|a, b| a.person == b.person).count()
    }

    /// Of one position: how many spells, of how many people, how many end in a step, and time at risk in all.
    pub fn tally(&self, position: u16) -> Tally {
        let mut tally = Tally::default();
        // Whole ticks, so that the order of people leaves no trace in the sum.
        let mut ticks: i128 = 0;
        for person in self.kept.chunk_by(|a, b| a.person == b.person) {
            let before = tally.spells;
            for spell in person.iter().filter(|s| s.position == position) {
                tally.spells += 1;
                tally.steps += u64::from(spell.next.is_some());
                ticks = ticks.saturating_add(((spell.end - spell.start) * TICKS).round() as i128);
            }
            tally.people += u64::from(tally.spells > before);
        }
        tally.time = ticks as f64 / TICKS;
        tally
    }
}

/// What the spells of one position add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Spells.
    pub spells: u64,
    /// People who have one.
    pub people: u64,
    /// Spells that end in a step; the others have an open end.
    pub steps: u64,
    /// Time at risk.
    pub time: f64,
}

/// What is wrong with a spell by itself.
fn alone(spell: &Spell, positions: usize) -> Option<Fault> {
    let entered = spell.entered.unwrap_or(spell.start);
    if ![spell.start, spell.end, entered].iter().all(|time| time.is_finite()) {
        return Some(Fault::NotFinite);
    }
    let unknown = |position: &u16| usize::from(*position) >= positions;
    if let Some(position) = [Some(spell.position), spell.next].into_iter().flatten().find(unknown) {
        return Some(Fault::UnknownPosition(position));
    }
    if spell.end < spell.start {
        return Some(Fault::EndBeforeStart { start: spell.start, end: spell.end });
    }
    if entered > spell.start {
        return Some(Fault::EnteredAfterStart { entered, start: spell.start });
    }
    (spell.next == Some(spell.position)).then_some(Fault::NextIsOwn)
}

/// The order of spells: by person, then time; the rest makes it complete.
fn in_order(a: &Spell, b: &Spell) -> Ordering {
    let rest = |s: &Spell| (s.position, s.next);
    let entered = |s: &Spell| s.entered.unwrap_or(s.start);
    a.person
        .cmp(&b.person)
        .then_with(|| a.start.total_cmp(&b.start))
        .then_with(|| a.end.total_cmp(&b.end))
        .then_with(|| rest(a).cmp(&rest(b)))
        .then_with(|| entered(a).total_cmp(&entered(b)))
}

/// Rule 1: places of the spells that overlap no earlier one.
fn without_overlaps(
    spells: &[Spell],
    order: Vec<usize>,
    tie: f64,
    faults: &mut [Option<Fault>],
) -> Vec<usize> {
    let mut reached: Option<(u32, f64)> = None;
    let mut clear = order;
    clear.retain(|place| {
        let spell = &spells[*place];
        match reached {
            Some((person, until)) if person == spell.person && spell.start < until - tie => {
                faults[*place] = Some(Fault::Overlap { start: spell.start, until });
                false
            }
            _ => {
                let before = reached.filter(|(person, _)| *person == spell.person);
                reached = Some((spell.person, before.map_or(spell.end, |(_, until)| until.max(spell.end))));
                true
            }
        }
    });
    clear
}

/// Rules 2 and 4: steps that the next spell contradicts, and steps after no time.
fn disagreements(spells: &[Spell], order: &[usize], tie: f64, faults: &mut [Option<Fault>]) {
    for (number, place) in order.iter().enumerate() {
        let spell = &spells[*place];
        let after = order.get(number + 1).map(|place| &spells[*place]);
        let at_once = after.filter(|a| a.person == spell.person && a.start - spell.end <= tie);
        faults[*place] = match (spell.next, at_once.map(|a| a.position)) {
            // Twice the width of a tie, so that no clock puts the two ends of a spell into one tie.
            (Some(_), _) if spell.end - spell.start <= 2.0 * tie => Some(Fault::NoTime { at: spell.end }),
            (Some(next), Some(follows)) if next != follows => Some(Fault::NextDisagrees { next, follows }),
            (None, Some(follows)) if follows != spell.position => Some(Fault::StepNotNamed { follows }),
            _ => None,
        };
    }
}

/// The spells without fault, each with the time at which its position was entered.
fn keep(spells: &[Spell], order: &[usize], tie: f64, faults: &[Option<Fault>]) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::with_capacity(order.len());
    for place in order.iter().filter(|place| faults[**place].is_none()) {
        let spell = &spells[*place];
        let goes_on = kept.last().filter(|k| {
            k.person == spell.person
                && k.position == spell.position
                && k.next.is_none()
                && spell.start - k.end <= tie
        });
        let entered = spell.entered.or(goes_on.map(|k| k.entered)).unwrap_or(spell.start);
        kept.push(Kept {
            person: spell.person,
            position: spell.position,
            next: spell.next,
            entered,
            start: spell.start,
            end: spell.end,
        });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions() -> Positions {
        Positions::new(["a", "b", "c"].map(str::to_string).to_vec()).expect("three names")
    }

    fn spell(person: u32, position: u16, start: f64, end: f64, next: Option<u16>) -> Spell {
        Spell { person, position, entered: None, start, end, next }
    }

    /// Checks spells and compares places and faults of those left out.
    fn check(spells: &[Spell], expect: &[(usize, Fault)]) -> Spells {
        let (kept, refused) = Spells::check(positions(), spells);
        let expect: Vec<Refused> =
            expect.iter().map(|(place, fault)| Refused { place: *place, fault: *fault }).collect();
        assert_eq!(refused, expect);
        assert_eq!(kept.count() + refused.len(), spells.len());
        kept
    }

    #[test]
    fn what_is_wrong_with_a_spell_alone_leaves_it_out_and_keeps_the_others() {
        let late = Spell { entered: Some(2.0), ..spell(6, 0, 1.0, 3.0, None) };
        let kept = check(
            &[
                spell(0, 0, 0.0, 1.0, Some(1)),
                spell(1, 0, f64::NAN, 1.0, None),
                spell(2, 0, 2.0, 1.0, None),
                spell(3, 3, 0.0, 1.0, None),
                spell(4, 0, 0.0, 1.0, Some(0)),
                spell(5, 0, 1.0, 1.0, Some(1)),
                late,
                spell(7, 0, 1.0, 1.0, None),
                spell(8, 0, 0.0, f64::INFINITY, Some(1)),
            ],
            &[
                (1, Fault::NotFinite),
                (2, Fault::EndBeforeStart { start: 2.0, end: 1.0 }),
                (3, Fault::UnknownPosition(3)),
                (4, Fault::NextIsOwn),
                (5, Fault::NoTime { at: 1.0 }),
                (6, Fault::EnteredAfterStart { entered: 2.0, start: 1.0 }),
                (8, Fault::NotFinite),
            ],
        );
        assert_eq!(kept.people(), 2);
    }

    #[test]
    fn spells_of_one_person_must_fit_together() {
        check(
            &[spell(1, 0, 0.0, 5.0, None), spell(1, 1, 4.0, 6.0, None), spell(1, 0, 5.0, 7.0, None)],
            &[(1, Fault::Overlap { start: 4.0, until: 5.0 })],
        );
        check(
            &[spell(1, 0, 0.0, 5.0, Some(1)), spell(1, 2, 5.0, 6.0, None)],
            &[(0, Fault::NextDisagrees { next: 1, follows: 2 })],
        );
        check(
            &[spell(1, 0, 0.0, 5.0, None), spell(1, 2, 5.0, 6.0, None)],
            &[(0, Fault::StepNotNamed { follows: 2 })],
        );
        // After a gap a person may be anywhere, and of one spell given twice the second is left out.
        check(&[spell(1, 0, 0.0, 5.0, Some(1)), spell(1, 2, 5.5, 6.0, None)], &[]);
        check(&[spell(1, 0, 0.0, 5.0, Some(1)); 2], &[(1, Fault::Overlap { start: 0.0, until: 5.0 })]);
    }

    #[test]
    fn time_in_a_position_goes_on_over_an_open_end() {
        let kept = check(
            &[spell(1, 0, 3.0, 4.0, Some(1)), spell(1, 0, 1.0, 3.0, None), spell(1, 0, 5.0, 6.0, None)],
            &[],
        );
        assert_eq!(kept.kept.iter().map(|k| k.entered).collect::<Vec<_>>(), [1.0, 1.0, 5.0]);
        assert_eq!(kept.tally(0), Tally { spells: 3, people: 1, steps: 1, time: 4.0 });
    }
}
