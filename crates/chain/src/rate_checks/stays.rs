//! The share still in a position against the curve that rates imply.

use journeys::day::{DAYS_PER_YEAR, birthday};
use journeys::{Day, Journey};
use rates::StepRates;
use rates::curves::{Clock, Positions, Spell, Spells, Staying, Timetable, kaplan_meier};
use rates::fit::{AtRisk, Implied};
use units::{AgeBand, Position};

use crate::journey_spells::{Piece, pieces};

/// The share still in a position some time after entering it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StayPoint {
    /// Years since the position was entered.
    pub years: f64,
    /// Children at risk just before.
    pub at_risk: u32,
    /// The estimate of Kaplan and Meier; `None` where nobody is followed so long.
    pub seen: Option<Staying>,
    /// What own rates imply for those at risk.
    pub own: f64,
    /// What published rates imply for them, where they know the steps.
    pub published: Option<f64>,
}

/// The largest distance between a curve that was estimated and one that rates imply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Years since the position was entered.
    pub years: f64,
    /// Share still there, as estimated.
    pub seen: f64,
    /// Share that the rates imply.
    pub implied: f64,
    /// Their difference in standard errors of the estimate.
    pub errors: f64,
    /// Children at risk.
    pub at_risk: u32,
}

/// Curves of time in one position.
#[derive(Clone, Debug, PartialEq)]
pub struct StayCheck {
    /// The position.
    pub position: Position,
    /// Stretches of time in it, and how many of them ended in a step.
    pub spells: u64,
    /// Steps out of it.
    pub left: u64,
    /// The curves.
    pub points: Vec<StayPoint>,
    /// The largest distance from own rates, where ten children or more are at risk.
    pub own_gap: Option<Gap>,
    /// The largest distance from published rates.
    pub published_gap: Option<Gap>,
}

/// Children at risk at least where curves are compared.
const FEWEST_AT_RISK: u32 = 10;

/// Where pieces of journeys come from.
pub(super) struct Pieces<'a> {
    pub journeys: &'a [Journey],
    /// Days covered, by field.
    pub spans: &'a [Vec<(Day, Day)>; 3],
    /// First day of the years that rates are counted from, and the day after the last.
    pub window: (Day, Day),
}

/// Every month of the first year, then every quarter up to five years.
fn times() -> impl Iterator<Item = f64> {
    (0..=12u8).map(|month| f64::from(month) / 12.0).chain((5..=20u8).map(|quarter| f64::from(quarter) / 4.0))
}

/// Compares the curves of a position; `None` where nobody is followed in it or no step out of it has a rate.
pub(super) fn stay_check(
    position: Position,
    of: &Pieces<'_>,
    own: &[StepRates],
    published: &[StepRates],
) -> Option<StayCheck> {
    own.iter().find(|s| s.step.from == position)?;
    let mut at_risk = AtRisk::new();
    let mut spells = Vec::new();
    let mut left = 0;
    for journey in of.journeys {
        let Some(born) = journey.born else { continue };
        for piece in of.clipped(journey, position) {
            split(born, &piece, &mut at_risk);
            left += u64::from(piece.next.is_some());
            spells.push(spell(spells.len(), &piece));
        }
    }
    let positions = Positions::new(vec![position.label().to_string(), "elsewhere".to_string()]).ok()?;
    let (checked, _) = Spells::check(positions, &spells);
    let table = Timetable::new(&checked, Clock::InPosition(0));
    table.span()?;
    let curve = kaplan_meier(&table, 0);
    let own_curve = at_risk.implied(own, position);
    let knows = published.iter().any(|s| s.step.from == position);
    let known_curve: Option<Implied> = knows.then(|| at_risk.implied(published, position));
    let points: Vec<StayPoint> = times()
        .map(|years| StayPoint {
            years,
            at_risk: table.at_risk(0, years.max(1.0 / DAYS_PER_YEAR)),
            seen: curve.at(years),
            own: own_curve.share_at(years),
            published: known_curve.as_ref().map(|c| c.share_at(years)),
        })
        .collect();
    Some(StayCheck {
        position,
        spells: spells.len() as u64,
        left,
        own_gap: largest(&points, |p| Some(p.own)),
        published_gap: largest(&points, |p| p.published),
        points,
    })
}

fn largest(points: &[StayPoint], implied: impl Fn(&StayPoint) -> Option<f64>) -> Option<Gap> {
    let gaps = points.iter().filter(|p| p.at_risk >= FEWEST_AT_RISK).filter_map(|p| {
        let (seen, implied) = (p.seen.filter(|s| s.standard_error > 0.0)?, implied(p)?);
        let errors = (seen.share - implied) / seen.standard_error;
        Some(Gap { years: p.years, seen: seen.share, implied, errors, at_risk: p.at_risk })
    });
    gaps.max_by(|a, b| a.errors.abs().total_cmp(&b.errors.abs()))
}

impl Pieces<'_> {
    /// The pieces of a journey in a position within the window.
    ///
    /// A position that was found under way was entered on a day that nobody knows: as in the table of steps and
    /// exposure, entering it is no step.
    fn clipped(&self, journey: &Journey, position: Position) -> impl Iterator<Item = Piece> {
        let (first, end) = self.window;
        let places = (0..journey.spells.len()).filter(move |at| journey.spells[*at].position == position);
        let all = places.flat_map(move |at| {
            let is_seen = journey.spells.get(at + 1).is_some_and(|next| next.entered);
            pieces(journey, at, self.spans).map(move |p| Piece { next: p.next.filter(|_| is_seen), ..p })
        });
        all.filter_map(move |p| {
            let clipped = Piece { start: p.start.max(first), end: p.end.min(end), ..p };
            let next = p.next.filter(|_| clipped.end == p.end);
            (clipped.start < clipped.end).then_some(Piece { next, ..clipped })
        })
        .collect::<Vec<_>>()
        .into_iter()
    }
}

/// Splits a piece by age band.
fn split(born: Day, piece: &Piece, at_risk: &mut AtRisk) {
    let day = |day: Day| usize::try_from(piece.entered.until(day)).unwrap_or(0);
    for age in AgeBand::ALL {
        let from = birthday(born.date(), age.from_years() as i16).max(piece.start);
        let until = birthday(born.date(), age.to_years() as i16).min(piece.end);
        if from < until {
            at_risk.add(age, day(from), day(until));
        }
    }
}

/// A piece as a spell of its own: pieces of one child need not follow on from each other.
fn spell(number: usize, piece: &Piece) -> Spell {
    let years = |day: Day| f64::from(piece.entered.until(day)) / DAYS_PER_YEAR;
    Spell {
        person: u32::try_from(number).unwrap_or(u32::MAX),
        position: 0,
        entered: Some(0.0),
        start: years(piece.start),
        end: years(piece.end),
        next: piece.next.map(|_| 1),
    }
}
