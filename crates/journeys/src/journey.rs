//! One child's journey: spells in positions, and stays in homes.

use std::collections::BinaryHeap;

use returns::record::{Child, Detail, Kind, Record};
use units::{History, Position};

use crate::day::{Day, birthday};
use crate::home::Home;
use crate::precedence::Precedence;

/// Unbroken time of one child in one position.
///
/// **Invariant**: the spells of a journey are in order, follow on from each other without gap or overlap, and
/// no two neighbours share a position. The last is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The position.
    pub position: Position,
    /// First day.
    pub start: Day,
    /// First day no longer in it; [`Day::OPEN`] for the last.
    pub end: Day,
    /// Whether the position was entered on the first day. False for care that the returns find under way: it
    /// counts from that day on as a late entry, and entering it is no step.
    pub entered: bool,
}

/// Unbroken time of a looked-after child with one carer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub home: Home,
    /// First day.
    pub start: Day,
    /// First day no longer there; [`Day::OPEN`] while there.
    pub end: Day,
}

/// One child's journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Place of the child in the record.
    pub child: u32,
    /// Day of birth, if known.
    pub born: Option<Day>,
    /// End of childhood: the 18th birthday, or the day of death; [`Day::OPEN`] if neither is known.
    pub adult: Day,
    /// Spells, from *not known* on.
    pub spells: Vec<Spell>,
    /// Stays of looked-after children, in order.
    pub stays: Vec<Stay>,
}

/// Makes the journey of a child.
///
/// Rules, in order:
/// 1. Activities become spans of positions ([`Precedence::position`]); where several hold, the heaviest counts.
/// 2. What starts and ends on one day counts as one day; what ends before it starts is left out (reading has
///    reported it). After a death nothing counts.
/// 3. Where two episodes of care overlap, the one that started later holds (it is the newer knowledge).
/// 4. Before the first position a child is *not known*, between and after positions *closed*. *Not known* begins with
///    the birth; for a child without a birth date, with the days that the files speak for.
/// 5. A new stay begins when the kind of placement or provider changes, or the return says that the placement
///    changed with the carer (`RNE` is `P` or `B`).
/// 6. A care leaver is one from the day care ended at 18 on, even if the first return that says so is a year later.
/// 7. Care whose first known episode goes on from another one (`RNE` is neither `S` nor blank) began on a day that no
///    return tells: its spell begins with that episode and was not entered then ([`Spell::entered`]).
pub fn journey(record: &Record, place: usize, rules: Precedence) -> Journey {
    let child = &record.children[place];
    let spans = spans(child, rules);
    let mut spells: Vec<Spell> = Vec::with_capacity(4);
    let mut stays: Vec<Stay> = Vec::new();
    let first = spans.first().map_or(Day::OPEN, |s| s.start);
    if let Some(known) = first_day(record, child)
        && known < first
    {
        spells.push(Spell { position: Position::NotKnown, start: known, end: Day::OPEN, entered: true });
    }
    sweep(&spans, &mut |start, end, held| {
        let position = held.map_or(Position::Closed, |s| s.position);
        let goes_on = held.is_some_and(|s| s.goes_on) && stays.is_empty();
        enter(&mut spells, Spell { position, start, end: Day::OPEN, entered: !goes_on });
        if let Some(Span { home: Some(home), moved, opened, .. }) = held {
            live(&mut stays, *home, *moved && *opened == start, start, end);
        }
    });
    if let Some(last) = spans.iter().map(|s| s.end).max().filter(|end| *end != Day::OPEN) {
        enter(&mut spells, Spell { position: Position::Closed, start: last, end: Day::OPEN, entered: true });
    }
    spells.shrink_to_fit();
    stays.shrink_to_fit();
    Journey {
        child: place as u32,
        born: child.facts.born.map(Day::of),
        adult: child
            .facts
            .born
            .map_or(Day::OPEN, |b| birthday(b, 18))
            .min(child.facts.died.map_or(Day::OPEN, Day::of)),
        spells,
        stays,
    }
}

/// The day on which a journey begins if nothing begins before: the birth. Without a birth date it is the first day that
/// the files speak for, or else that of the first activity: nothing says that the child lived before.
fn first_day(record: &Record, child: &Child) -> Option<Day> {
    let begins = child.facts.born.or_else(|| record.coverage.start());
    begins.or_else(|| child.activities.first().map(|a| a.start)).map(Day::of)
}

/// A span of time in a position, from one activity.
#[derive(Clone, Copy, Debug)]
struct Span {
    position: Position,
    weight: u8,
    start: Day,
    end: Day,
    /// First day of the activity, for telling a new placement from a change of legal status.
    opened: Day,
    home: Option<Home>,
    moved: bool,
    /// Whether it says that it goes on from an activity before it.
    goes_on: bool,
}

fn spans(child: &Child, rules: Precedence) -> Vec<Span> {
    let died = child.facts.died.map_or(Day::OPEN, Day::of);
    let mut spans: Vec<Span> = Vec::with_capacity(child.activities.len());
    for activity in &child.activities {
        let Some(position) = rules.position(activity.kind) else { continue };
        let start = Day::of(activity.start);
        let mut end = activity.end.map_or(Day::OPEN, Day::of);
        if end == start {
            end = Day(start.0.saturating_add(1));
        }
        end = end.min(died);
        if end <= start {
            continue;
        }
        let (home, moved, goes_on) = match (activity.kind, activity.detail) {
            (Kind::Episode | Kind::LookedAfter, Detail::Placement(facts)) => {
                let moved = matches!(facts.reason_started.as_str(), "P" | "B" | "S");
                (Some(Home::of_codes(facts.place, facts.provider)), moved, facts.goes_on())
            }
            (Kind::Episode | Kind::LookedAfter, _) => {
                (Some(Home::of_codes(Default::default(), Default::default())), true, false)
            }
            _ => (None, false, false),
        };
        let weight = rules.weight(position);
        spans.push(Span { position, weight, start, end, opened: start, home, moved, goes_on });
    }
    join_leaving(&mut spans, child);
    spans.sort_by_key(|s| (s.start, s.weight, s.end));
    spans
}

/// Rule 6: draws the first span as a care leaver back to the day on which care ended at 18.
fn join_leaving(spans: &mut [Span], child: &Child) {
    let Some(adult) = child.facts.born.map(|b| birthday(b, 18)) else { return };
    let left = spans
        .iter()
        .filter(|s| s.position == Position::LookedAfter && s.end != Day::OPEN && s.end.0 >= adult.0 - 1)
        .map(|s| s.end)
        .max();
    let first = spans.iter_mut().filter(|s| s.position == Position::CareLeaver).min_by_key(|s| s.start);
    if let (Some(left), Some(first)) = (left, first)
        && left < first.start
    {
        first.start = left;
    }
}

/// Cuts time wherever a span begins or the one that counts ends, and tells of each part which span counts.
///
/// Spans that have ended leave the heap only once they come to its top, so that a child with many overlapping
/// activities costs no more than sorting them.
fn sweep(spans: &[Span], tell: &mut dyn FnMut(Day, Day, Option<&Span>)) {
    let Some(first) = spans.first() else { return };
    let mut now = first.start;
    let mut next = 0;
    // Later places start later: of equal weight the newest knowledge counts.
    let mut active: BinaryHeap<(u8, usize)> = BinaryHeap::new();
    loop {
        while let Some(span) = spans.get(next).filter(|s| s.start <= now) {
            active.push((span.weight, next));
            next += 1;
        }
        while active.peek().is_some_and(|(_, place)| spans[*place].end <= now) {
            active.pop();
        }
        let held = active.peek().map(|(_, place)| &spans[*place]);
        let starts = spans.get(next).map_or(Day::OPEN, |s| s.start);
        let until = starts.min(held.map_or(Day::OPEN, |s| s.end));
        if held.is_some() || until != Day::OPEN {
            tell(now, until, held);
        }
        if until == Day::OPEN {
            return;
        }
        now = until;
    }
}

/// Begins a spell, unless the last one is in the same position.
fn enter(spells: &mut Vec<Spell>, spell: Spell) {
    match spells.last_mut() {
        Some(last) if last.position == spell.position => return,
        Some(last) => last.end = spell.start,
        None => {}
    }
    spells.push(spell);
}

fn live(stays: &mut Vec<Stay>, home: Home, moved: bool, start: Day, end: Day) {
    match stays.last_mut() {
        Some(last) if last.end == start && last.home == home && !moved => last.end = end,
        _ => stays.push(Stay { home, start, end }),
    }
}

impl Journey {
    /// The spell that holds on a day; `None` before birth.
    pub fn at(&self, day: Day) -> Option<&Spell> {
        self.spells.iter().rev().find(|s| s.start <= day)
    }

    /// The position in which a child counts on a day: the one rule of every table.
    ///
    /// `None` before the journey begins, from the day of death on, and from the 18th birthday on except as a care
    /// leaver.
    pub fn position_on(&self, day: Day) -> Option<Position> {
        let position = self.at(day)?.position;
        (day < self.adult || position == Position::CareLeaver).then_some(position)
    }

    /// What had ended before the spell that holds on a day.
    pub fn history_on(&self, day: Day) -> History {
        let before = self.spells.iter().take_while(|s| s.end <= day);
        before.fold(History::First, |history, spell| history.after(spell.position))
    }

    /// The spells in which a child counts, each ending no later than [`Journey::position_on`] says.
    pub fn counted_spells(&self) -> impl Iterator<Item = Spell> + '_ {
        self.spells.iter().filter_map(|spell| {
            let leaver = spell.position == Position::CareLeaver;
            let end = if leaver { spell.end } else { spell.end.min(self.adult) };
            (spell.start < end).then_some(Spell { end, ..*spell })
        })
    }

    /// The stay that holds on a day.
    pub fn stay_at(&self, day: Day) -> Option<&Stay> {
        self.stays.iter().rev().find(|s| s.start <= day && day < s.end)
    }

    /// Age in whole years on a day.
    pub fn age_on(&self, day: Day) -> Option<i32> {
        let born = self.born?.date();
        let on = day.date();
        let had = (on.month(), on.day()) >= (born.month(), born.day());
        Some(i32::from(on.year()) - i32::from(born.year()) - i32::from(!had))
    }

    /// Whether the child ever was in a position.
    pub fn ever(&self, position: Position) -> bool {
        self.spells.iter().any(|s| s.position == position)
    }
}
