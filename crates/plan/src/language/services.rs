//! Services that open: places, staff, time, waiting, effects and cost.

use appraisal::ServiceCost;
use futures::scenario::{Service, Waiting};
use units::{Pence, Position};

use super::Reading;
use super::cuts::Closure;
use super::effects::{StatedEffect, read_effects};
use super::money::read_service_cost;
use super::part::Part;
use super::reading::Dates;
use super::who::read_who;
use super::words;
use crate::check;

/// What a scenario says of a service beside what the engine takes; one for each of the engine's services, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// The kind of help, in the author's words; empty if nothing was given.
    pub kind: String,
    /// First and last day; of a cut, the day on which the first place closes.
    pub dates: Dates,
    /// For a service that is cut, how it closes.
    pub closure: Option<Closure>,
    /// Cost of a place and who pays. Below zero for a service that is cut: money that is no longer spent.
    pub cost: ServiceCost,
    /// Who delivers it.
    pub staff: Vec<Staff>,
    /// Effects as stated, in the order of the engine's.
    pub effects: Vec<StatedEffect>,
}

/// Posts of one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Staff {
    /// The role.
    pub role: String,
    /// Full-time posts.
    pub workers: f64,
    /// Children one worker can serve at a time, if the role limits the places.
    pub caseload: Option<f64>,
    /// Share of posts that are not filled.
    pub vacancy: f64,
    /// Cost of one filled post for a year, if stated.
    pub worker_year: Option<Pence>,
}

impl Staff {
    /// Posts that are filled.
    pub fn filled(&self) -> f64 {
        self.workers * (1.0 - self.vacancy)
    }

    /// Children the role can serve at a time, in whole children; `None` if it sets no limit.
    pub fn places(&self) -> Option<u32> {
        // A hair more than the product, so that 10 x 0.7 x 10 is 70 and not 69.
        self.caseload.map(|caseload| (self.filled() * caseload + 1e-9).floor() as u32)
    }
}

pub(super) fn read_service(part: &Part<'_>, reading: &Reading<'_>) -> Option<(Service, Terms)> {
    let name = part.need("name", |t| Some(t.to_string()));
    let who = read_who(part, reading);
    let staff = read_staff(part);
    let places = read_places(part, staff.as_deref());
    let dates = reading.dates(part);
    let ramp_up = part.may("ramp_up", words::length);
    let run_off = part.may("run_off", words::length);
    if run_off.flatten().is_some() && !part.has("end") {
        part.fail("run_off", "an end as well: run_off is the time after it");
    }
    let stay = part.need("stay", words::some_time);
    let waiting = read_waiting(part, reading);
    let backfill = part.may("backfill", check::share);
    let effects = read_effects(part, reading, stay);
    let cost = staff.as_ref().and_then(|staff| {
        let each = places.and_then(|places| staff_cost(staff, places));
        read_service_cost(part, reading, each)
    });
    let (dates, (engine, stated)) = (dates?, effects?.into_iter().unzip());
    let (start, end) = reading.years(dates);
    let service = Service {
        name: name?,
        who: who?,
        places: places?,
        start,
        ramp_up: ramp_up?.unwrap_or(0.0),
        end,
        run_off: run_off?,
        stay: stay?,
        waiting: waiting?,
        effects: engine,
        lost: false,
        backfill: backfill?.unwrap_or(0.0),
    };
    let terms = Terms {
        kind: part.text("kind").to_string(),
        dates,
        closure: None,
        cost: cost?,
        staff: staff?,
        effects: stated,
    };
    Some((service, terms))
}

/// A whole number of places.
pub(super) fn places(text: &str) -> Option<u32> {
    check::whole(text).filter(|n| (1..=10_000).contains(n)).map(|n| n as u32)
}

/// Places stated, or those that the staff can serve, whichever are fewer.
fn read_places(part: &Part<'_>, staff: Option<&[Staff]>) -> Option<u32> {
    let stated = part.may("places", places)?;
    let scarcest = staff?.iter().filter_map(|s| Some((s.places()?, s))).min_by_key(|(places, _)| *places);
    match (stated, scarcest) {
        (None, None) => {
            part.missing("places");
            None
        }
        (_, Some((0, s))) => {
            let expected = format!(
                "staff who can serve at least one child: {} posts less vacancies, times the caseload, is less than one",
                s.workers
            );
            part.fail_value("staff", &s.role, expected);
            None
        }
        (_, Some((served, s))) if served > 10_000 && stated.is_none() => {
            part.fail_value("staff", &s.role, "staff for at most 10000 places");
            None
        }
        (stated, scarcest) => stated.into_iter().chain(scarcest.map(|(served, _)| served)).min(),
    }
}

fn read_staff(part: &Part<'_>) -> Option<Vec<Staff>> {
    let read: Vec<Option<Staff>> = part
        .parts("staff")
        .iter()
        .map(|s| {
            let role = s.need("role", |t| Some(t.to_string()));
            let above_0 = |t: &str| check::number(t).filter(|n| *n > 0.0 && *n <= 10_000.0);
            let workers = s.need("workers", above_0);
            let caseload = s.may("caseload", above_0);
            let vacancy = s.may("vacancy", |t| check::share(t).filter(|share| *share < 1.0));
            let worker_year = s.may("worker_year", |t| words::pounds_a_year(t, "worker"));
            Some(Staff {
                role: role?,
                workers: workers?,
                caseload: caseload?,
                vacancy: vacancy?.unwrap_or(0.0),
                worker_year: worker_year?,
            })
        })
        .collect();
    read.into_iter().collect()
}

/// Cost of filled posts for each place, if any role's cost is stated.
fn staff_cost(staff: &[Staff], places: u32) -> Option<Pence> {
    let costs: Vec<Pence> = staff.iter().filter_map(|s| Some(s.worker_year?.times(s.filled()))).collect();
    (!costs.is_empty()).then(|| costs.into_iter().sum::<Pence>().times(1.0 / f64::from(places.max(1))))
}

fn read_waiting(part: &Part<'_>, reading: &Reading<'_>) -> Option<Waiting> {
    let longest = part.may("longest_wait", words::length);
    let steps =
        reading.steps(part, "hold_while_waiting", &reading.steps_where(|s| Position::OPEN.contains(&s.from)));
    let ratio = part.may("while_waiting", |t| check::number(t).filter(|r| (0.0..=10.0).contains(r)));
    if part.has("while_waiting") && !part.has("hold_while_waiting") {
        part.fail("while_waiting", "hold_while_waiting as well: the steps that waiting changes");
        return None;
    }
    let (steps, ratio) = (steps?, ratio?.unwrap_or(0.0));
    let ratio = if steps.is_empty() { 1.0 } else { ratio };
    Some(Waiting { longest: longest?, steps, ratio })
}
