//! Curves of spells, as the faces ask for them: time in position, cumulative hazards, chances and mean times.

use rates::curves::{
    Ask, AskFault, Chances, Clock, CumulativeHazard, KaplanMeier, Spells, Tally, Timetable, Variance,
    aalen_johansen, kaplan_meier, nelson_aalen,
};

/// The clock that curves run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Time since the position was entered.
    TimeInPosition,
    /// The clock of the spells, which goes on from position to position: age, or time since a common start.
    Age,
}

impl By {
    /// Both.
    pub const ALL: [By; 2] = [By::TimeInPosition, By::Age];

    /// The word of the command line.
    pub fn label(self) -> &'static str {
        match self {
            By::TimeInPosition => "time-in-position",
            By::Age => "age",
        }
    }
}

/// What is asked of spells.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The clock.
    pub by: By,
    /// Position at the start; every position that anybody leaves, if `None`.
    pub from: Option<u16>,
    /// The landmark; if `None`, the first time anybody is followed, or 0 on the clock of time in position.
    pub start: Option<f64>,
    /// Times to tell of, ascending; round ones over all that is followed, if empty.
    pub at: Vec<f64>,
    /// How variances are taken.
    pub variance: Variance,
}

/// Everything that tables of curves show.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// The clock.
    pub by: By,
    /// How variances were taken.
    pub variance: Variance,
    /// The landmark.
    pub start: f64,
    /// The times told of.
    pub at: Vec<f64>,
    /// One timetable on the forward clock, or one per position in which anybody is followed.
    pub timetables: Vec<(Option<u16>, Timetable)>,
    /// What the spells of each position add up to, in the order of the positions.
    pub tallies: Vec<Tally>,
    /// Time in each position in which anybody is followed, whatever the clock.
    pub stays: Vec<KaplanMeier>,
    /// Cumulative hazards at the times told of.
    pub hazards: Vec<CumulativeHazard>,
    /// Chances and mean times, by position at the start.
    pub chances: Vec<(u16, Chances)>,
}

/// Times in years at which time in position is told of where none are asked for.
pub const YEARS_IN_POSITION: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 5.0];

/// Estimates all curves of spells.
///
/// **Errors**: an unknown position; times that are not finite, do not ascend, or come before the start.
pub fn curves(spells: &Spells, asked: &Asked) -> Result<Curves, AskFault> {
    let tallies: Vec<Tally> = spells.positions().all().map(|position| spells.tally(position)).collect();
    let having = |test: &dyn Fn(&Tally) -> bool| -> Vec<u16> {
        spells.positions().all().zip(&tallies).filter(|(_, tally)| test(tally)).map(|(p, _)| p).collect()
    };
    let followed = having(&|tally| tally.time > 0.0);
    let in_position: Vec<(Option<u16>, Timetable)> =
        followed.iter().map(|p| (Some(*p), Timetable::new(spells, Clock::InPosition(*p)))).collect();
    let stays = in_position.iter().filter_map(|(p, table)| Some(kaplan_meier(table, (*p)?))).collect();
    let timetables = match asked.by {
        By::TimeInPosition => in_position,
        By::Age => vec![(None, Timetable::new(spells, Clock::Forward))],
    };
    let first = timetables.iter().filter_map(|(_, t)| t.span()).map(|s| s.0).reduce(f64::min);
    let last = timetables.iter().filter_map(|(_, t)| t.span()).map(|s| s.1).reduce(f64::max);
    let start = asked.start.unwrap_or(match asked.by {
        By::TimeInPosition => 0.0,
        By::Age => first.unwrap_or(0.0),
    });
    let at = if asked.at.is_empty() { round_times(start, last.unwrap_or(start)) } else { asked.at.clone() };
    let from = asked.from.map_or_else(|| having(&|tally| tally.steps > 0), |from| vec![from]);
    let mut chances = Vec::new();
    for position in from {
        let table = timetables.iter().find(|(of, _)| of.is_none_or(|of| of == position));
        if let Some((_, table)) = table {
            let ask = Ask { from: position, start, at: &at, variance: asked.variance };
            chances.push((position, aalen_johansen(table, &ask)?));
        }
    }
    let hazards = timetables.iter().flat_map(|(_, t)| nelson_aalen(t, start, &at, asked.variance)).collect();
    Ok(Curves {
        by: asked.by,
        variance: asked.variance,
        start,
        at,
        timetables,
        tallies,
        stays,
        hazards,
        chances,
    })
}

impl Curves {
    /// What the spells of a position add up to.
    pub fn tally(&self, position: u16) -> Tally {
        self.tallies.get(usize::from(position)).copied().unwrap_or_default()
    }

    /// The timetable that tells of a position.
    pub fn timetable(&self, position: u16) -> Option<&Timetable> {
        self.timetables.iter().find(|(of, _)| of.is_none_or(|of| of == position)).map(|(_, table)| table)
    }
}

/// Round times between a start and an end, the end excluded where it is not round: at most ten.
fn round_times(start: f64, last: f64) -> Vec<f64> {
    let span = last - start;
    if !(span > 0.0 && span.is_finite()) {
        return vec![start];
    }
    let power = 10f64.powi((span / 10.0).log10().ceil() as i32);
    let step = [0.1, 0.2, 0.5, 1.0].map(|part| part * power).into_iter().find(|step| span / step <= 10.0);
    let step = step.unwrap_or(power);
    let first = (start / step).floor() + 1.0;
    let times = (0..10u8).map(|n| (first + f64::from(n)) * step);
    times.filter(|time| *time > start && *time <= last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_nobody_asked_for_are_round() {
        assert_eq!(round_times(0.0, 18.0), [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0]);
        assert_eq!(round_times(0.0, 4000.0).len(), 8);
        assert_eq!(round_times(12.3, 14.9).first(), Some(&12.5));
        assert_eq!(round_times(3.0, 3.0), [3.0]);
        assert_eq!(round_times(f64::NEG_INFINITY, 3.0), [f64::NEG_INFINITY]);
        assert!(round_times(-1e300, 1e300).len() <= 10);
    }
}
