//! Where children are some years after they entered a position, against where rates say they are.

use journeys::day::DAYS_PER_YEAR;
use journeys::{Day, Journey};
use rates::curves::{Ask, Occupancy, Positions, Spell, Spells, Timetable, Variance, aalen_johansen};
use rates::fit::{Chance, Occupancies};
use units::Position;

use crate::OwnRates;

/// Times that are told of, in years.
const TIMES: [f64; 3] = [1.0, 2.0, 5.0];

/// Positions in which children may be: the open ones, and closed.
pub(crate) const PLACES: [Position; 4] =
    [Position::InNeed, Position::ProtectionPlan, Position::LookedAfter, Position::Closed];

/// The chance of one position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occupant {
    /// The position.
    pub position: Position,
    /// The estimate of Aalen and Johansen; `None` where nobody is followed so long.
    pub seen: Option<Occupancy>,
    /// What own rates say.
    pub own: f64,
    /// What published rates say.
    pub published: f64,
}

/// Where children are some time after they entered a position.
#[derive(Clone, Debug, PartialEq)]
pub struct OccupancyCheck {
    /// The position entered.
    pub from: Position,
    /// Years since.
    pub years: f64,
    /// Children who entered it young enough to be under 18 then.
    pub entered: u64,
    /// Of them, those who were followed so long or had closed before.
    pub followed: u64,
    /// Chances of each position.
    pub positions: Vec<Occupant>,
}

/// A child's way from entering a position until it closes, or is no longer followed.
struct Course {
    /// Age in years on entering.
    age: f64,
    /// Years until the 18th birthday or death.
    until_adult: f64,
    /// Place in [`PLACES`], start and end in years since entering, and place entered next.
    parts: Vec<(u16, f64, f64, Option<u16>)>,
}

/// All starts and times.
pub(super) fn occupancy_checks(
    journeys: &[Journey],
    window: (Day, Day),
    own: &OwnRates,
) -> Vec<OccupancyCheck> {
    let last = TIMES.into_iter().fold(0.0, f64::max);
    let implied = [&own.own, &own.published].map(|rates| Occupancies::new(&rates.steps, last));
    let mut checks = Vec::new();
    for from in Position::OPEN.into_iter().rev() {
        let courses: Vec<Course> = journeys.iter().flat_map(|j| courses(j, from, window)).collect();
        let by_month = [0, 1].map(|which: usize| by_month(&implied[which], from, &courses));
        for (at, years) in TIMES.into_iter().enumerate() {
            let young: Vec<&Course> = courses.iter().filter(|c| c.until_adult >= years).collect();
            let [own, published] = [0, 1].map(|which: usize| mean(&by_month[which], &young, at));
            let seen = seen(from, &young, years);
            let positions = PLACES.into_iter().enumerate().map(|(place, position)| Occupant {
                position,
                seen: seen.as_ref().and_then(|s| s.get(place)).copied(),
                own: own[place],
                published: published[place],
            });
            checks.push(OccupancyCheck {
                from,
                years,
                entered: young.len() as u64,
                followed: young.iter().filter(|c| c.is_known_at(years)).count() as u64,
                positions: positions.collect(),
            });
        }
    }
    checks
}

fn place(position: Position) -> Option<u16> {
    PLACES.iter().take(3).position(|p| *p == position).map(|p| p as u16)
}

/// The courses of a child: one for each time it was open, from its first entry into the position that is seen.
fn courses(journey: &Journey, from: Position, (first, end): (Day, Day)) -> Vec<Course> {
    let mut found = Vec::new();
    let Some(born) = journey.born else { return found };
    let mut is_taken = false;
    for (at, spell) in journey.spells.iter().enumerate() {
        if place(spell.position).is_none() {
            is_taken = false;
        }
        let is_start = spell.position == from && spell.entered && !is_taken;
        if is_start && first <= spell.start && spell.start < end.min(journey.adult) {
            is_taken = true;
            found.push(course(journey, born, at, end));
        }
    }
    found
}

fn course(journey: &Journey, born: Day, at: usize, end: Day) -> Course {
    let entry = journey.spells[at].start;
    let years = |day: Day| f64::from(entry.until(day)) / DAYS_PER_YEAR;
    let mut parts = Vec::new();
    for (spell, next) in
        journey.spells[at..].iter().zip(journey.spells[at + 1..].iter().map(Some).chain([None]))
    {
        let Some(here) = place(spell.position) else { break };
        let last = spell.end.min(journey.adult).min(end);
        let is_seen = last == spell.end && last < journey.adult && last < end;
        // Care that is found under way was entered on a day that nobody knows, and ends what can be followed.
        let next = next.filter(|next| is_seen && next.entered);
        let next = next.map(|next| place(next.position).unwrap_or(3));
        parts.push((here, years(spell.start), years(last), next));
        if next.is_none() {
            break;
        }
    }
    let until_adult = if journey.adult == Day::OPEN { f64::INFINITY } else { years(journey.adult) };
    Course { age: f64::from(born.until(entry)) / DAYS_PER_YEAR, until_adult, parts }
}

impl Course {
    fn is_known_at(&self, years: f64) -> bool {
        self.parts.last().is_some_and(|(_, _, end, next)| *end >= years || *next == Some(3))
    }
}

/// Chances at all times, by month of age on entering; only for months at which anybody entered.
fn by_month(implied: &Occupancies, from: Position, courses: &[Course]) -> Vec<Option<Vec<Chance>>> {
    let mut by_month = vec![None; 12 * 18 + 1];
    for course in courses {
        let slot = &mut by_month[month(course)];
        if slot.is_none() {
            *slot = Some(implied.at(from, (month(course) as f64 + 0.5) / 12.0, &TIMES));
        }
    }
    by_month
}

fn month(course: &Course) -> usize {
    ((course.age * 12.0).max(0.0) as usize).min(12 * 18)
}

/// The mean of the chances at one time over those who entered.
fn mean(by_month: &[Option<Vec<Chance>>], young: &[&Course], at: usize) -> Chance {
    let mut sum = [0.0; 4];
    for chance in young.iter().filter_map(|c| by_month[month(c)].as_ref()?.get(at)) {
        sum.iter_mut().zip(chance).for_each(|(sum, c)| *sum += c);
    }
    sum.map(|s| s / (young.len() as f64).max(1.0))
}

/// The estimate of Aalen and Johansen, in the order of [`PLACES`].
fn seen(from: Position, young: &[&Course], years: f64) -> Option<Vec<Occupancy>> {
    let positions = Positions::new(PLACES.map(|p| p.label().to_string()).to_vec()).ok()?;
    let spells: Vec<Spell> = young
        .iter()
        .zip(0u32..)
        .flat_map(|(course, person)| {
            course.parts.iter().map(move |(position, start, end, next)| Spell {
                person,
                position: *position,
                entered: None,
                start: *start,
                end: *end,
                next: *next,
            })
        })
        .collect();
    let (spells, _) = Spells::check(positions, &spells);
    let table = Timetable::new(&spells, rates::curves::Clock::Forward);
    let ask = Ask { from: place(from)?, start: 0.0, at: &[years], variance: Variance::Greenwood };
    let chances = aalen_johansen(&table, &ask).ok()?;
    chances.at.into_iter().next().filter(|c| c.is_followed).map(|c| c.positions)
}
