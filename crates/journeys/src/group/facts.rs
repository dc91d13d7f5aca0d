//! What children are chosen by.

use returns::record::Record;
use units::{AgeBand, Position};

use crate::day::Day;
use crate::journey::Journey;
use crate::lexis::{Covariate, WardDeprivation};

/// What a child can be chosen by, worked out once.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Age band on the last day of the record; `None` from 18 on or if not known.
    pub age: Option<AgeBand>,
    /// Return year in which the child was first known; `None` if nothing is recorded.
    pub first_known: Option<u16>,
    /// Latest need up to the last day of the record: `N1`, or `not known`.
    pub need: String,
    /// Ward of the home address, or `not known`.
    pub ward: String,
    /// Position in which the child counts on the last day of the record; `None` for who is no child any more and no
    /// care leaver, see [`Journey::position_on`].
    pub now: Option<Position>,
    /// Heaviest position so far.
    pub reached: Position,
}

impl Facts {
    pub(super) fn of(record: &Record, journey: &Journey, last: Day) -> Facts {
        let value = |c: Covariate| c.value(record, &WardDeprivation::default(), journey, last);
        let heaviest = Position::ALL.into_iter().rev().find(|p| {
            !matches!(p, Position::Closed | Position::CareLeaver | Position::NotKnown) && journey.ever(*p)
        });
        Facts {
            age: journey.age_on(last).and_then(|age| AgeBand::of(f64::from(age.max(0)))),
            first_known: crate::lexis::first_known(record, journey).map(Day::return_year),
            need: value(Covariate::Need),
            ward: value(Covariate::Ward),
            now: journey.position_on(last),
            reached: heaviest.unwrap_or(Position::NotKnown),
        }
    }
}

/// Which children to look at: all conditions that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Age band on the last day of the record.
    pub age: Option<AgeBand>,
    /// Latest need.
    pub need: Option<String>,
    /// Ward.
    pub ward: Option<String>,
    /// Return year in which the child was first known.
    pub first_known: Option<u16>,
    /// Position on the last day of the record.
    pub now: Option<Position>,
    /// Heaviest position so far.
    pub reached: Option<Position>,
}

impl Filter {
    /// Whether a child with these facts is chosen.
    pub fn holds(&self, facts: &Facts) -> bool {
        self.age.is_none_or(|age| facts.age == Some(age))
            && self.need.as_ref().is_none_or(|need| *need == facts.need)
            && self.ward.as_ref().is_none_or(|ward| *ward == facts.ward)
            && self.first_known.is_none_or(|year| facts.first_known == Some(year))
            && self.now.is_none_or(|now| facts.now == Some(now))
            && self.reached.is_none_or(|reached| facts.reached == reached)
    }

    /// Whether nothing is set, so that every child is chosen.
    pub fn is_open(&self) -> bool {
        *self == Filter::default()
    }
}
