//! Made-up spells with known intensities, for tests, for the benchmark, and for R to estimate from.

use luck::{Luck, Purpose};
use rates::curves::Spell;

/// A made-up course: positions, and intensities that change at given times.
pub struct Course {
    /// Names of positions; everybody starts in the first.
    pub names: [&'static str; 6],
    /// Intensities, in order of time; the last hold for ever.
    pub pieces: &'static [Piece],
    /// Whether steps happen on whole units only, so that many happen at one time.
    pub is_whole: bool,
    /// Share of people who come under observation late, and until when at the latest.
    pub late: (f64, f64),
    /// Observation ends at some time between these.
    pub followed: (f64, f64),
}

/// Until when intensities hold, and intensities of steps: from, to, per unit of time.
pub type Piece = (f64, &'static [(u16, u16, f64)]);

/// An illness with recovery, adverse event, relapse and death, in days: the steps and their numbers are like those of
/// the data set `ebmt4` of the R package mstate, none of which is used.
pub const ILLNESS: Course = Course {
    names: ["transplant", "recovery", "adverse event", "recovery and adverse event", "relapse", "death"],
    pieces: &[
        (
            60.0,
            &[
                (0, 1, 0.0085),
                (0, 2, 0.0100),
                (0, 4, 0.0007),
                (0, 5, 0.0018),
                (1, 3, 0.0040),
                (1, 4, 0.0004),
                (1, 5, 0.0003),
                (2, 3, 0.0085),
                (2, 4, 0.0003),
                (2, 5, 0.0035),
                (3, 4, 0.0003),
                (3, 5, 0.0008),
            ],
        ),
        (
            365.0,
            &[
                (0, 1, 0.0008),
                (0, 2, 0.0006),
                (0, 4, 0.0005),
                (0, 5, 0.0005),
                (1, 3, 0.0009),
                (1, 4, 0.0005),
                (1, 5, 0.00015),
                (2, 3, 0.0015),
                (2, 4, 0.0004),
                (2, 5, 0.0010),
                (3, 4, 0.0005),
                (3, 5, 0.0006),
            ],
        ),
        (
            f64::INFINITY,
            &[
                (0, 4, 0.0001),
                (0, 5, 0.00004),
                (1, 3, 0.00005),
                (1, 4, 0.0001),
                (1, 5, 0.00005),
                (2, 4, 0.0001),
                (2, 5, 0.0001),
                (3, 4, 0.0001),
                (3, 5, 0.0001),
            ],
        ),
    ],
    is_whole: true,
    late: (0.15, 120.0),
    followed: (150.0, 4000.0),
};

/// Childhoods in years, with returns to every position but the last, and no two steps at one time.
pub const CHILDHOOD: Course = Course {
    names: ["not known", "early help", "in need", "protection plan", "looked after", "left the area"],
    pieces: &[
        (
            5.0,
            &[
                (0, 1, 0.130),
                (0, 2, 0.095),
                (0, 4, 0.0008),
                (0, 5, 0.005),
                (1, 0, 0.95),
                (1, 2, 0.27),
                (1, 3, 0.012),
                (2, 0, 1.0),
                (2, 1, 0.21),
                (2, 3, 0.22),
                (2, 4, 0.06),
                (3, 0, 0.10),
                (3, 2, 0.95),
                (3, 4, 0.27),
                (4, 0, 0.21),
                (4, 2, 0.10),
            ],
        ),
        (
            f64::INFINITY,
            &[
                (0, 1, 0.085),
                (0, 2, 0.062),
                (0, 4, 0.0004),
                (0, 5, 0.005),
                (1, 0, 0.90),
                (1, 2, 0.25),
                (1, 3, 0.008),
                (2, 0, 1.05),
                (2, 1, 0.18),
                (2, 3, 0.17),
                (2, 4, 0.04),
                (3, 0, 0.10),
                (3, 2, 0.90),
                (3, 4, 0.22),
                (4, 0, 0.18),
                (4, 2, 0.09),
            ],
        ),
    ],
    is_whole: false,
    late: (0.10, 6.0),
    followed: (2.0, 14.1),
};

const OBSERVED: Purpose = Purpose(1);
const COURSE: Purpose = Purpose(2);

/// Makes the spells of some people, in order of person and time.
pub fn spells(course: &Course, people: u32, seed: u64) -> Vec<Spell> {
    let luck = Luck::new(seed);
    (0..people).flat_map(|person| of_one(course, &luck, person)).collect()
}

fn of_one(course: &Course, luck: &Luck, person: u32) -> Vec<Spell> {
    let round = |time: f64| if course.is_whole { time.ceil() } else { time };
    let [is_late, begin, end, _] = luck.uniforms(0, u64::from(person), OBSERVED, 0);
    let first = if is_late < course.late.0 { round(begin * course.late.1) } else { 0.0 };
    let last = round(course.followed.0 + end * (course.followed.1 - course.followed.0));
    let mut spells = Vec::new();
    let (mut position, mut entered) = (0, 0.0);
    let mut decision = 0;
    while entered < last {
        let step = step(course, luck, person, &mut decision, position, entered);
        let end = step.map_or(f64::INFINITY, |s| round(s.0));
        if end > first && last > first {
            spells.push(Spell {
                person,
                position,
                entered: (entered < first).then_some(entered),
                start: entered.max(first),
                end: end.min(last),
                next: step.filter(|_| end <= last).map(|s| s.1),
            });
        }
        let Some((_, to)) = step else { break };
        (position, entered) = (to, end);
    }
    spells
}

/// The next step out of a position after a time; `None` if nobody leaves it.
fn step(
    course: &Course,
    luck: &Luck,
    person: u32,
    decision: &mut u32,
    position: u16,
    entered: f64,
) -> Option<(f64, u16)> {
    let mut now = entered;
    for (until, intensities) in course.pieces.iter().filter(|piece| piece.0 > entered) {
        let out = || intensities.iter().filter(|i| i.0 == position);
        let total: f64 = out().map(|i| i.2).sum();
        let [wait, which, ..] = luck.uniforms(0, u64::from(person), COURSE, *decision);
        *decision += 1;
        let at = now - wait.ln() / total;
        if total > 0.0 && at < *until {
            let mut left = which * total;
            let to = out().find(|i| {
                left -= i.2;
                left < 0.0
            });
            return to.or(out().next_back()).map(|i| (at, i.1));
        }
        now = *until;
    }
    None
}
