//! Spells of journeys, for curves: what the returns speak for, and nothing else.

use journeys::lexis::covered;
use journeys::{Day, Journey, Spell as Stretch, day::DAYS_PER_YEAR, field_of};
use rates::curves::{Positions, PositionsFault, Spell, Spells};
use returns::record::{Field, Record};
use units::Position;

use crate::curves::By;

/// Spells of journeys, and who is not among them.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneySpells {
    /// The spells, in years: ages, or years of the calendar where only time in a position is asked for.
    pub spells: Spells,
    /// Children left out because they have no usable date of birth and the clock is age.
    pub without_birth: u64,
}

/// Positions of curves: all but *not known*, in which the children who never came are in no return.
const POSITIONS: &[Position] = Position::ALL.split_at(1).1;

/// Takes the spells of all journeys that the returns speak for.
///
/// As in the table of steps and exposure: what began before the returns speak for its position counts from the first
/// day covered, with the time it then had (late entry); observation ends where coverage does, at the 18th birthday and
/// at death, without a step. One step more counts than there: on the very day on which the returns of one position end,
/// if those of the next one show it.
///
/// **Errors**: none in use, since the positions are few and have different names.
pub fn journey_spells(
    record: &Record,
    journeys: &[Journey],
    by: By,
) -> Result<JourneySpells, PositionsFault> {
    let positions = Positions::new(POSITIONS.iter().map(|p| p.label().to_string()).collect())?;
    let spans = Field::ALL.map(|field| covered(record, field));
    let mut without_birth = 0;
    let mut all: Vec<Spell> = Vec::new();
    for (journey, person) in journeys.iter().zip(0..) {
        let origin = match (by, journey.born) {
            (By::TimeInPosition, _) => Day::default(),
            (By::Age, Some(born)) => born,
            (By::Age, None) => {
                without_birth += 1;
                continue;
            }
        };
        let first = all.len();
        let years = |day: Day| f64::from(origin.until(day)) / DAYS_PER_YEAR;
        for piece in (0..journey.spells.len()).flat_map(|place| pieces(journey, place, &spans)) {
            let Some(position) = number(piece.position) else { continue };
            all.push(Spell {
                person,
                position,
                entered: Some(years(piece.entered)),
                start: years(piece.start),
                end: years(piece.end),
                next: piece.next.and_then(number),
            });
        }
        name_steps(all.get_mut(first..).unwrap_or_default());
    }
    // Journeys follow on without overlap: nothing is refused.
    let (spells, _) = Spells::check(positions, &all);
    Ok(JourneySpells { spells, without_birth })
}

fn number(position: Position) -> Option<u16> {
    POSITIONS.iter().position(|p| *p == position).and_then(|n| u16::try_from(n).ok())
}

/// A piece of a journey in one position that the returns speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The position.
    pub position: Position,
    /// Day on which it was entered, if before `start` (late entry).
    pub entered: Day,
    /// From when on the returns show the child there.
    pub start: Day,
    /// Until when.
    pub end: Day,
    /// Position entered on the last day; `None` where observation ends.
    pub next: Option<Position>,
}

/// The covered pieces of the stretch of a journey at a place, with the position that follows if it is seen to.
pub(crate) fn pieces<'a>(
    journey: &'a Journey,
    place: usize,
    spans: &'a [Vec<(Day, Day)>; 3],
) -> impl Iterator<Item = Piece> + 'a {
    let next = journey.spells.get(place + 1).map(|s| s.position);
    let of = move |stretch: &'a Stretch| {
        spans[field_of(stretch.position) as usize].iter().filter_map(move |(from, until)| {
            let start = stretch.start.max(*from).max(journey.born.unwrap_or(*from));
            let end = stretch.end.min(journey.adult).min(*until);
            let is_seen = end == stretch.end && end < *until && end < journey.adult;
            let (position, entered) = (stretch.position, stretch.start.min(start));
            (start < end).then(|| Piece { position, entered, start, end, next: next.filter(|_| is_seen) })
        })
    };
    journey.spells.get(place).into_iter().flat_map(of)
}

/// Names the step of an open end that another position follows at once: its returns show that the child moved.
fn name_steps(of_one: &mut [Spell]) {
    for place in 1..of_one.len() {
        let after = of_one[place];
        let before = &mut of_one[place - 1];
        if before.next.is_none() && before.end == after.start && before.position != after.position {
            before.next = Some(after.position);
        }
    }
}
