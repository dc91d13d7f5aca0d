//! Lives: which position each child is in, day by day.
//!
//! Within a cell all intensities are constant, so the wait for a step is geometric in days. Siblings are
//! followed together, because a referral may take several of them at once.

use luck::{Luck, Stream};
use units::Position;

use crate::assumptions::SIBLING_JOINS;
use crate::day::Day;
use crate::grid::{AGE_EDGES, Cell, age_band, per_day, place, time_band};
use crate::intensities::{Intensities, is_referral, on_weekdays};
use crate::people::{Births, ward_of};
use crate::purpose;
use crate::tally::Tally;
use crate::wards::Wards;

/// An unbroken time of one child in one position. It ends when the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The position.
    pub position: Position,
    /// First day.
    pub start: Day,
    /// Whether an earlier period with services had closed before.
    pub known_before: bool,
}

/// A child's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Number of the child, from which the id in all files is made.
    pub number: u64,
    /// Number of the family.
    pub family: u64,
    /// Ward of the family, as a place in the list of wards.
    pub ward: u8,
    /// Day of birth.
    pub born: Day,
    /// Whether the child came as an unaccompanied asylum seeker.
    pub unaccompanied: bool,
    /// Spells from birth on, without gap; the last is open.
    pub spells: Box<[Spell]>,
}

impl Life {
    /// Spells with the day each ends; `None` for the last.
    pub fn spans(&self) -> impl DoubleEndedIterator<Item = (Spell, Option<Day>)> {
        self.spells.iter().enumerate().map(|(n, spell)| (*spell, self.spells.get(n + 1).map(|s| s.start)))
    }

    /// The id that all files give the child.
    pub fn id(&self) -> String {
        format!("{:08}", self.number)
    }
}

/// What all families share.
pub(crate) struct World<'a> {
    pub(crate) luck: Luck,
    pub(crate) births: &'a Births,
    pub(crate) wards: &'a Wards,
    pub(crate) intensities: &'a Intensities,
    /// Days that the files speak for.
    pub(crate) window: (Day, Day),
    /// Lives are followed beyond the window, so that what is under way at its end can be told.
    pub(crate) until: Day,
}

/// What happens next to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Birth,
    /// A band of age or time ends.
    Band,
    Step(Position),
    Nothing,
}

struct Child {
    number: u64,
    born: Day,
    /// Birthdays on which bands of age end.
    edges: [Day; 5],
    cell: Cell,
    since: Day,
    /// Day from which exposure in the cell is not yet counted.
    counted: Day,
    on: Day,
    next: Next,
    /// Intensity of being referred, with the ratio of the ward.
    referral: f64,
    unaccompanied: bool,
    spells: Vec<Spell>,
}

const NEVER: Day = Day(i32::MAX);

impl World<'_> {
    /// The lives of a family's children who have services in the window; exposure and steps of all are counted.
    pub(crate) fn family(&self, family: u64, lives: &mut Vec<Life>, tally: &mut Tally) {
        let mut stream = self.luck.stream(0, family, purpose::FAMILY);
        let born = self.births.of_family(family, &mut stream);
        // Nobody over 21 matters to any file.
        let adult = |day: Day| day.plus(21 * 366) < self.window.0;
        if born.iter().all(|child| adult(child.day)) {
            return;
        }
        let ward = ward_of(self.wards, &mut stream);
        let quintile = self.wards.quintile(ward);
        let mut children: Vec<Child> = born
            .iter()
            .filter(|child| !adult(child.day))
            .map(|child| Child::unborn(child.number, child.day))
            .collect();
        self.follow(&mut children, quintile, &mut stream, tally);
        lives.extend(children.into_iter().filter(|child| child.has_services(self.window)).map(|child| {
            Life {
                number: child.number,
                family,
                ward,
                born: child.born,
                unaccompanied: child.unaccompanied,
                spells: child.spells.into_boxed_slice(),
            }
        }));
    }

    /// Follows the children of a family from day to day of anything happening.
    fn follow(&self, children: &mut [Child], quintile: usize, stream: &mut Stream, tally: &mut Tally) {
        let mut occasion = NEVER;
        loop {
            let today = children.iter().map(|c| c.on).min().unwrap_or(NEVER).min(occasion);
            if today >= self.until {
                break;
            }
            if today == occasion {
                refer(children, today, stream);
            }
            for child in children.iter_mut().filter(|c| c.on == today) {
                self.turn(child, today, quintile, stream, tally);
            }
            let highest = children.iter().map(|c| c.referral).fold(0.0, f64::max);
            occasion = wait(per_day(highest / SIBLING_JOINS), stream).map_or(NEVER, |days| today.plus(days));
        }
        for child in children {
            child.count(self.until, quintile, self.window, tally);
        }
    }

    /// What a day brings to a child.
    fn turn(&self, child: &mut Child, today: Day, quintile: usize, stream: &mut Stream, tally: &mut Tally) {
        match child.next {
            Next::Birth => child.enter(Position::NotKnown, false, today),
            Next::Step(to) => {
                child.count(today, quintile, self.window, tally);
                tally.step(child.cell, to, quintile, today, self.window);
                child.unaccompanied |= child.cell.position == Position::NotKnown
                    && to == Position::LookedAfter
                    && child.cell.age.from_years() >= 10.0;
                let known_before = child.cell.known_before || child.cell.position == Position::Closed;
                child.enter(to, known_before || to == Position::Closed, today);
            }
            Next::Band => child.count(today, quintile, self.window, tally),
            Next::Nothing => {}
        }
        if today >= child.edges[4] {
            child.grow_up(today);
        } else {
            self.plan(child, today, quintile, stream);
        }
    }

    /// Draws what happens next to a child from its cell on.
    fn plan(&self, child: &mut Child, today: Day, quintile: usize, stream: &mut Stream) {
        let Some((age, age_ends)) = age_band(&child.edges, today) else { return child.grow_up(today) };
        let (time, time_ends) = time_band(child.since, today);
        child.cell = Cell { age, time, ..child.cell };
        let from = child.cell.position;
        let mut daily = [0.0; 7];
        let mut weekday = 0.0;
        child.referral = 0.0;
        for to in Position::ALL {
            let per_year = self.intensities.in_ward(child.cell, to, quintile);
            if is_referral(from, to) {
                child.referral = per_year;
            } else if on_weekdays(to) {
                weekday += per_year;
            } else {
                daily[place(to)] = per_year;
            }
        }
        let total: f64 = daily.iter().sum();
        // Nothing changes with time for children not known after their first years: no band to wait for.
        let band_ends = time_ends.filter(|_| from != Position::NotKnown || time < 3);
        let mut on = band_ends.map_or(age_ends, |day| day.min(age_ends));
        let mut next = Next::Band;
        if let Some(day) = wait(per_day(total), stream).map(|days| today.plus(days))
            && day <= on
            && day < child.edges[4]
        {
            let to = crate::people::pick(&daily, stream.uniform());
            (on, next) = (day, Next::Step(Position::ALL.get(to).copied().unwrap_or(Position::Closed)));
        }
        // Five days of seven carry the intensity of the week.
        if let Some(day) = wait(per_day(weekday * 1.4), stream).map(|days| today.plus_weekdays(days))
            && (day < on || (day == on && next == Next::Band && day < child.edges[4]))
        {
            (on, next) = (day, Next::Step(Position::ProtectionPlan));
        }
        (child.on, child.next) = (on, next);
    }
}

/// An occasion on which the family may be referred.
///
/// Occasions come at the highest intensity of the siblings over [`SIBLING_JOINS`], and each child is
/// referred with its own intensity over that of the occasions. So each child's intensity is exactly its
/// own, whatever siblings it has, and siblings with equal intensities share a referral with that
/// probability.
fn refer(children: &mut [Child], today: Day, stream: &mut Stream) {
    let highest = children.iter().map(|c| c.referral).fold(0.0, f64::max);
    for child in children.iter_mut().filter(|c| c.referral > 0.0) {
        let joins = stream.uniform() < SIBLING_JOINS * child.referral / highest;
        let taken = child.on == today && child.next != Next::Band;
        if joins && !taken && today < child.edges[4] {
            child.next = Next::Step(Position::InNeed);
            child.on = today;
        }
    }
}

impl Child {
    fn unborn(number: u64, born: Day) -> Child {
        Child {
            number,
            born,
            edges: AGE_EDGES.map(|years| born.birthday(years)),
            cell: Cell {
                position: Position::NotKnown,
                known_before: false,
                age: units::AgeBand::Under1,
                time: 0,
            },
            since: born,
            counted: NEVER,
            on: born,
            next: Next::Birth,
            referral: 0.0,
            unaccompanied: false,
            spells: Vec::new(),
        }
    }

    /// Begins a spell.
    fn enter(&mut self, position: Position, known_before: bool, today: Day) {
        self.spells.push(Spell { position, start: today, known_before });
        self.cell = Cell { position, known_before, ..self.cell };
        self.since = today;
        self.counted = today;
        self.referral = 0.0;
    }

    /// Counts exposure up to a day.
    fn count(&mut self, today: Day, quintile: usize, window: (Day, Day), tally: &mut Tally) {
        // Nothing counts from the 18th birthday on, even if nothing ever ends the spell.
        let today = today.min(self.edges[4]);
        if self.counted < today {
            tally.expose(self.cell, quintile, (self.counted, today), window);
            self.counted = today;
        }
    }

    /// Ends childhood: care becomes aftercare, and aftercare ends at 21; all else closes.
    fn grow_up(&mut self, today: Day) {
        let adult = self.born.birthday(21);
        self.referral = 0.0;
        match self.cell.position {
            Position::LookedAfter => {
                self.enter(Position::CareLeaver, self.cell.known_before, today);
                (self.on, self.next) = (adult, Next::Band);
            }
            Position::NotKnown | Position::Closed => (self.on, self.next) = (NEVER, Next::Nothing),
            _ => {
                self.enter(Position::Closed, true, today);
                (self.on, self.next) = (NEVER, Next::Nothing);
            }
        }
    }

    fn has_services(&self, window: (Day, Day)) -> bool {
        let ends = self.spells.iter().skip(1).map(|s| s.start).chain([NEVER]);
        self.spells.iter().zip(ends).any(|(spell, end)| {
            !matches!(spell.position, Position::NotKnown | Position::Closed)
                && spell.start < window.1
                && end > window.0
        })
    }
}

/// Days until something with a daily probability happens, at least one; `None` if it cannot.
pub(crate) fn wait(probability: f64, stream: &mut Stream) -> Option<i32> {
    if probability <= 0.0 {
        return None;
    }
    let days = stream.uniform().ln() / (-probability).ln_1p();
    // Beyond a lifetime it does not matter when.
    Some(if days < 100_000.0 { days as i32 + 1 } else { 100_000 })
}
