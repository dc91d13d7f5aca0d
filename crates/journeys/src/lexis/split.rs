//! The splitting itself.

use returns::record::{Field, Record};
use rustc_hash::FxHashMap;
use units::{AgeBand, History, Position};

use super::cell::{Cell, LexisTable, State};
use super::covariate::Covariate;
use super::deprivation::WardDeprivation;
use super::edges::TimeEdges;
use crate::day::{Day, birthday};
use crate::journey::{Journey, Spell};
use crate::precedence::field_of;

/// How to split.
///
/// By default the edges of [`TimeEdges::default`], no covariates, and looked after as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Inner edges of the bands of time in position.
    pub time_edges: TimeEdges,
    /// Covariates to split by.
    pub covariates: Vec<Covariate>,
    /// Whether looked-after children are split by home, so that placement moves are steps.
    pub by_home: bool,
    /// The only position whose time and steps are counted; all if none is named.
    pub position: Option<Position>,
    /// Deprivation of wards, for the covariate of that name.
    pub wards: WardDeprivation,
}

/// Splits the time of all journeys.
///
/// Sums are of whole days and whole steps, so the order of children and the number of threads leave no trace.
pub fn lexis(record: &Record, journeys: &[Journey], settings: &Settings) -> LexisTable {
    let frame = Frame::new(record, settings);
    let counts = sum_of_parts(journeys, &frame);
    let mut cells: Vec<Cell> = counts
        .cells
        .into_iter()
        .map(|(key, sums)| frame.cell(&counts.levels, key, sums))
        .filter(|cell| cell.days.is_some() || !cell.steps.is_empty())
        .collect();
    cells.sort_by(|a, b| {
        (a.from, a.age, a.time, a.year, a.history, &a.covariates).cmp(&(
            b.from,
            b.age,
            b.time,
            b.year,
            b.history,
            &b.covariates,
        ))
    });
    LexisTable {
        time_edges: settings.time_edges.years().to_vec(),
        covariates: settings.covariates.iter().map(|c| c.label().to_string()).collect(),
        cells,
        undated: settings.covariates.iter().any(|c| c.is_undated()),
        without_birth: counts.without_birth,
    }
}

/// Days on which time in positions of a field counts, as half-open spans in order.
///
/// Out of need, and out of being closed, the next step may be into care: where returns of care were read at all, they
/// must speak for the day too. Returns of care alone speak for who is closed as well.
pub fn covered(record: &Record, field: Field) -> Vec<(Day, Day)> {
    let days = |field: Field| -> Vec<(Day, Day)> {
        record.coverage.spans(field).iter().map(|(from, to)| (Day::of(*from), Day::of(*to))).collect()
    };
    let (need, care) = (days(Field::Need), days(Field::Care));
    match field {
        Field::EarlyHelp | Field::Care => days(field),
        Field::Need if care.is_empty() => need,
        Field::Need if need.is_empty() => care,
        Field::Need => need
            .iter()
            .flat_map(|a| care.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))))
            .filter(|(from, to)| from < to)
            .collect(),
    }
}

/// Everything about the splitting that does not change from child to child.
struct Frame<'a> {
    record: &'a Record,
    settings: &'a Settings,
    /// Inner edges of time in position, in days.
    time_edges: Vec<i32>,
    /// First days of return years 1951 to 2150.
    years: Vec<Day>,
    /// Days covered, by field.
    covered: [Vec<(Day, Day)>; 3],
}

const FIRST_YEAR: u16 = 1951;

/// A cell as whole numbers: from, age band, time band, year, history, number of the combined covariate values.
type Key = (u8, u8, u8, u16, History, u32);

#[derive(Clone, Debug, Default)]
struct Sums {
    days: u64,
    steps: Vec<(u8, u32)>,
}

#[derive(Default)]
struct Counts {
    cells: FxHashMap<Key, Sums>,
    levels: Vec<Vec<String>>,
    numbers: FxHashMap<Vec<String>, u32>,
    without_birth: u64,
}

#[cfg(feature = "parallel")]
fn sum_of_parts(journeys: &[Journey], frame: &Frame) -> Counts {
    use rayon::prelude::*;
    journeys.par_chunks(4096).map(|part| frame.count(part)).reduce(Counts::default, Counts::plus)
}

#[cfg(not(feature = "parallel"))]
fn sum_of_parts(journeys: &[Journey], frame: &Frame) -> Counts {
    journeys.chunks(4096).map(|part| frame.count(part)).fold(Counts::default(), Counts::plus)
}

impl Counts {
    fn level(&mut self, values: Vec<String>) -> u32 {
        if let Some(number) = self.numbers.get(&values) {
            return *number;
        }
        let number = self.levels.len() as u32;
        self.levels.push(values.clone());
        self.numbers.insert(values, number);
        number
    }

    fn plus(mut self, other: Counts) -> Counts {
        let numbers: Vec<u32> = other.levels.into_iter().map(|values| self.level(values)).collect();
        for (mut key, sums) in other.cells {
            key.5 = numbers.get(key.5 as usize).copied().unwrap_or_default();
            let mine = self.cells.entry(key).or_default();
            mine.days += sums.days;
            for (to, steps) in sums.steps {
                mine.add_steps(to, steps);
            }
        }
        self.without_birth += other.without_birth;
        self
    }
}

impl Sums {
    fn add_steps(&mut self, to: u8, steps: u32) {
        match self.steps.iter_mut().find(|(t, _)| *t == to) {
            Some((_, n)) => *n += steps,
            None => self.steps.push((to, steps)),
        }
    }
}

impl<'a> Frame<'a> {
    fn new(record: &'a Record, settings: &'a Settings) -> Frame<'a> {
        Frame {
            record,
            settings,
            time_edges: settings.time_edges.days(),
            years: (0..200).map(|n| Day::first_of_year_from((FIRST_YEAR + n) as i16 - 1)).collect(),
            covered: Field::ALL.map(|field| covered(record, field)),
        }
    }

    fn count(&self, journeys: &[Journey]) -> Counts {
        let mut counts = Counts::default();
        for journey in journeys {
            let Some(born) = journey.born else {
                counts.without_birth += 1;
                continue;
            };
            let ages = [1, 5, 10, 16].map(|age| birthday(born.date(), age));
            let mut history = History::First;
            for (n, spell) in journey.spells.iter().enumerate() {
                // A position that was found under way was entered on a day that nobody knows: no step.
                let next = journey.spells.get(n + 1).filter(|s| s.entered).map(|s| s.position);
                let is_counted = self.settings.position.is_none_or(|only| only == spell.position);
                if is_counted && spell.start < journey.adult {
                    if n == 0 && spell.position != Position::NotKnown && spell.entered {
                        self.count_known_at_birth(journey, spell, &mut counts);
                    }
                    self.count_spell(journey, spell, next, history, &ages, &mut counts);
                }
                history = history.after(spell.position);
            }
        }
        counts
    }

    fn count_spell(
        &self,
        journey: &Journey,
        spell: &Spell,
        next: Option<Position>,
        history: History,
        ages: &[Day; 4],
        counts: &mut Counts,
    ) {
        let level = if self.settings.covariates.is_empty() {
            counts.level(Vec::new())
        } else {
            // Time not known is no exposure here: its row is the arrival, told as known on its day.
            let day = if spell.position == Position::NotKnown { spell.end } else { spell.start };
            counts.level(self.values(journey, day))
        };
        let mut part = Part { journey, ages, history, level, from: 0, entered: spell.start };
        if !self.settings.by_home || spell.position != Position::LookedAfter {
            part.from = State::of(spell.position).number();
            let to = next.map(|p| self.entry_state(journey, p, spell.end).number());
            return self.count_part(&part, spell.position, spell.start, spell.end, to, counts);
        }
        let stays: Vec<_> =
            journey.stays.iter().filter(|s| s.start < spell.end && s.end > spell.start).collect();
        for (n, stay) in stays.iter().enumerate() {
            part.from = State { position: Position::LookedAfter, home: Some(stay.home) }.number();
            part.entered = stay.start;
            let to = match stays.get(n + 1) {
                Some(after) => {
                    Some(State { position: Position::LookedAfter, home: Some(after.home) }.number())
                }
                None => next.map(|p| State::of(p).number()),
            };
            let (start, end) = (stay.start.max(spell.start), stay.end.min(spell.end));
            self.count_part(&part, spell.position, start, end, to, counts);
        }
    }

    /// Values of the covariates as known on a day.
    fn values(&self, journey: &Journey, day: Day) -> Vec<String> {
        let value = |c: &Covariate| c.value(self.record, &self.settings.wards, journey, day);
        self.settings.covariates.iter().map(value).collect()
    }

    /// The state entered with a position on a day.
    fn entry_state(&self, journey: &Journey, position: Position, day: Day) -> State {
        let home = (self.settings.by_home && position == Position::LookedAfter)
            .then(|| journey.stay_at(day).map(|s| s.home))
            .flatten();
        State { position, home }
    }

    /// A child known from birth, or before it, had no time of being not known: the arrival is a step all the same.
    fn count_known_at_birth(&self, journey: &Journey, spell: &Spell, counts: &mut Counts) {
        let is_covered = self.covered[field_of(Position::NotKnown) as usize]
            .iter()
            .any(|(from, until)| (*from..*until).contains(&spell.start));
        if !is_covered {
            return;
        }
        let level = counts.level(self.values(journey, spell.start));
        let year = self.years.partition_point(|first| *first <= spell.start).saturating_sub(1);
        let from = State::of(Position::NotKnown).number();
        let key = (from, 0, 0, FIRST_YEAR + year as u16, History::First, level);
        let to = self.entry_state(journey, spell.position, spell.start).number();
        counts.cells.entry(key).or_default().add_steps(to, 1);
    }

    fn count_part(
        &self,
        part: &Part,
        position: Position,
        start: Day,
        end: Day,
        to: Option<u8>,
        counts: &mut Counts,
    ) {
        let last = end.min(part.journey.adult);
        for (from, until) in &self.covered[field_of(position) as usize] {
            // Days before birth are no time at risk at any age.
            let mut day = start.max(*from).max(part.journey.born.unwrap_or(start));
            let stop = last.min(*until);
            while day < stop {
                let (key, cut) = self.cell_on(part, day);
                let piece_end = cut.min(stop);
                let sums = counts.cells.entry(key).or_default();
                if position != Position::NotKnown {
                    sums.days += u64::from(day.until(piece_end).unsigned_abs());
                }
                if piece_end == end
                    && end < *until
                    && end < part.journey.adult
                    && let Some(to) = to
                {
                    sums.add_steps(to, 1);
                }
                day = piece_end;
            }
        }
    }

    /// The cell that a day belongs to, and the day on which the next cell begins.
    fn cell_on(&self, part: &Part, day: Day) -> (Key, Day) {
        let age = part.ages.partition_point(|edge| *edge <= day);
        let elapsed = part.entered.until(day);
        let time = self.time_edges.partition_point(|edge| *edge <= elapsed);
        let year = self.years.partition_point(|first| *first <= day).saturating_sub(1);
        let mut cut = part.ages.get(age).copied().unwrap_or(Day::OPEN);
        if let Some(edge) = self.time_edges.get(time) {
            cut = cut.min(Day(part.entered.0.saturating_add(*edge)));
        }
        if let Some(first) = self.years.get(year + 1) {
            cut = cut.min((*first).max(Day(day.0 + 1)));
        }
        ((part.from, age as u8, time as u8, FIRST_YEAR + year as u16, part.history, part.level), cut)
    }

    fn cell(&self, levels: &[Vec<String>], key: Key, sums: Sums) -> Cell {
        let (from, age, time, year, history, level) = key;
        let from = State::of_number(from);
        let mut steps: Vec<(State, u32)> =
            sums.steps.iter().map(|(to, n)| (State::of_number(*to), *n)).collect();
        steps.sort();
        Cell {
            from,
            age: AgeBand::ALL[usize::from(age).min(4)],
            time,
            year,
            history,
            covariates: levels.get(level as usize).cloned().unwrap_or_default(),
            days: (from.position != Position::NotKnown).then_some(sums.days),
            steps,
        }
    }
}

/// One stretch of one child's time in one state.
struct Part<'a> {
    journey: &'a Journey,
    ages: &'a [Day; 4],
    history: History,
    level: u32,
    from: u8,
    entered: Day,
}
