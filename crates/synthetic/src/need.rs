//! An episode of need: from the referral to the closure, with what the authority does in between.
//!
//! The episode stays open under plans and care, so it is the unbroken run of a child's spells in need, on a
//! plan or looked after.

use luck::Stream;
use units::Position;

use crate::authority::Authority;
use crate::care::Care;
use crate::day::Day;
use crate::live::Life;
use crate::people::choose;
use crate::purpose;

/// A period with a first day and the first day on which it no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) start: Day,
    pub(crate) end: Option<Day>,
}

/// An assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assessed {
    pub(crate) started: Day,
    pub(crate) authorised: Day,
    pub(crate) factors: Vec<&'static str>,
}

/// An enquiry under section 47.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Enquired {
    pub(crate) started: Day,
    /// Day of the conference; `None` if none was needed.
    pub(crate) conference: Option<Day>,
}

/// A protection plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Protected {
    pub(crate) period: Period,
    pub(crate) first_category: &'static str,
    pub(crate) latest_category: &'static str,
    pub(crate) plans_before: u32,
    pub(crate) reviews: Vec<Day>,
}

/// An episode of need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) period: Period,
    pub(crate) source: &'static str,
    pub(crate) reason_closed: &'static str,
    pub(crate) assessments: Vec<Assessed>,
    pub(crate) enquiries: Vec<Enquired>,
    pub(crate) in_need_plans: Vec<Period>,
    pub(crate) plans: Vec<Protected>,
    /// Spells of the episode that are in need alone.
    pub(crate) alone: Vec<Period>,
    /// A referral before this one that was not acted on.
    pub(crate) turned_away: Option<(Day, &'static str)>,
    /// Earlier contacts that were not acted on.
    pub(crate) contacts: Vec<(Day, &'static str)>,
}

const SOURCES: [(&str, f64); 20] = [
    ("1A", 6.0),
    ("1B", 2.0),
    ("1C", 1.0),
    ("1D", 1.0),
    ("2A", 19.0),
    ("2B", 2.0),
    ("3A", 2.0),
    ("3B", 2.0),
    ("3C", 0.5),
    ("3D", 3.0),
    ("3E", 3.0),
    ("3F", 5.0),
    ("4", 1.5),
    ("5A", 5.0),
    ("5B", 6.0),
    ("5C", 4.0),
    ("6", 29.0),
    ("7", 3.0),
    ("8", 3.0),
    ("9", 2.0),
];

const FACTORS: [(&str, f64); 17] = [
    ("3B", 40.0),
    ("4B", 36.0),
    ("2B", 18.0),
    ("1B", 16.0),
    ("17A", 22.0),
    ("16A", 18.0),
    ("4A", 18.0),
    ("3A", 14.0),
    ("18C", 12.0),
    ("5A", 12.0),
    ("14A", 9.0),
    ("6A", 8.0),
    ("15A", 6.0),
    ("19C", 5.0),
    ("24A", 4.0),
    ("7A", 4.0),
    ("20", 6.0),
];

const CATEGORIES: [(&str, f64); 5] = [("NEG", 49.0), ("EMO", 36.0), ("PHY", 8.0), ("SAB", 4.0), ("MUL", 3.0)];

/// Working days within which an assessment is authorised.
const ASSESSMENT_WEEKDAYS: i32 = 45;

impl Authority {
    /// The child's episodes of need, with all their detail.
    pub(crate) fn needs_of(&self, life: &Life, care: &[Care]) -> Vec<Need> {
        let mut needs = Vec::new();
        let mut plans_before = 0;
        let mut free_from = life.born;
        let mut at = 0;
        while let Some(first) = life.spells.get(at) {
            let run = life.spells[at..].iter().take_while(|s| is_open(s.position)).count();
            if run == 0 {
                at += 1;
                continue;
            }
            let end = life.spells.get(at + run).map(|s| s.start);
            let mut spells = Vec::with_capacity(run);
            for n in at..at + run {
                if let Some(spell) = life.spells.get(n) {
                    let period = Period { start: spell.start, end: life.spells.get(n + 1).map(|s| s.start) };
                    spells.push((spell.position, period));
                }
            }
            let period = Period { start: first.start, end };
            let next = life.spells.get(at + run).map(|s| s.position);
            let need = self.need(life, care, period, &spells, next, (free_from, plans_before));
            plans_before += need.plans.len() as u32;
            needs.push(need);
            at += run;
            free_from = end.unwrap_or(free_from);
        }
        needs
    }

    fn need(
        &self,
        life: &Life,
        care: &[Care],
        period: Period,
        spells: &[(Position, Period)],
        next: Option<Position>,
        (free_from, plans_before): (Day, u32),
    ) -> Need {
        let mut stream = self.luck.stream(period.start.0.unsigned_abs(), life.number, purpose::NEED);
        let until = period.end.unwrap_or(self.known_until());
        let source = choose(&SOURCES, stream.uniform(), "8");
        let mut assessments =
            vec![assessment(period.start.plus((stream.uniform() * 4.0) as i32), until, &mut stream)];
        let mut plans: Vec<Protected> = Vec::new();
        let mut enquiries = Vec::new();
        for (n, (position, spell)) in spells.iter().enumerate() {
            if *position != Position::ProtectionPlan {
                continue;
            }
            let before = n.checked_sub(1).and_then(|b| spells.get(b)).map_or(period.start, |(_, p)| p.start);
            let asked = spell.start.plus(-3 - (stream.uniform() * 15.0) as i32).max(before);
            enquiries.push(Enquired { started: asked, conference: Some(spell.start) });
            plans.push(protection_plan(*spell, until, plans_before + plans.len() as u32, &mut stream));
        }
        self.enquire_without_plan(spells, until, &mut enquiries, &mut stream);
        for enquiry in &enquiries {
            let busy =
                assessments.iter().any(|a| a.started <= enquiry.started && enquiry.started <= a.authorised);
            if !busy && enquiry.started < until {
                assessments.push(assessment(enquiry.started, until, &mut stream));
            }
        }
        assessments.sort_by_key(|a| a.started);
        separate(&mut assessments);
        let alone: Vec<Period> =
            spells.iter().filter(|(p, _)| *p == Position::InNeed).map(|(_, period)| *period).collect();
        let assessed = assessments.first().map_or(period.start, |a| a.authorised);
        let brief = period
            .end
            .is_some_and(|end| end.since(assessed) <= 14 && end.return_year() == assessed.return_year());
        let only_assessed = brief && enquiries.is_empty() && alone.len() == spells.len();
        let in_need_plans = if only_assessed { Vec::new() } else { in_need_plans(&alone, assessed) };
        let reason_closed = match (period.end, next) {
            (None, _) => "",
            (Some(end), Some(Position::EarlyHelp)) if only_assessed && end >= Day::year_start(2023) => "RC9",
            (Some(end), _) => reason_closed(life, care, end, only_assessed),
        };
        let turned_away = self.turned_away(period.start, free_from, &mut stream);
        let contacts = contacts(turned_away.map_or(period.start, |(day, _)| day), free_from, &mut stream);
        Need {
            period,
            source,
            reason_closed,
            assessments,
            enquiries,
            in_need_plans,
            plans,
            alone,
            turned_away,
            contacts,
        }
    }

    /// Enquiries that came to no plan, in proportion to the published ones.
    fn enquire_without_plan(
        &self,
        spells: &[(Position, Period)],
        until: Day,
        enquiries: &mut Vec<Enquired>,
        stream: &mut Stream,
    ) {
        for (_, spell) in spells.iter().filter(|(position, _)| *position == Position::InNeed) {
            let end = spell.end.unwrap_or(until);
            let asked = spell.start.plus((stream.uniform() * 30.0) as i32).to_weekday();
            let likely = stream.uniform() < self.enquiries_per_spell;
            let busy = enquiries.iter().any(|e| {
                let to = e.conference.unwrap_or(e.started.plus(10));
                asked <= to.plus(1) && asked.plus(30) >= e.started
            });
            if !likely || busy || asked.plus(25) >= end {
                continue;
            }
            let conference = asked.plus_weekdays(12);
            let held = stream.uniform() < 0.12;
            enquiries.push(Enquired { started: asked, conference: held.then_some(conference) });
        }
        enquiries.sort_by_key(|e| e.started);
    }

    /// A referral in the year before that was not acted on, if the child was not open then.
    fn turned_away(&self, referred: Day, free_from: Day, stream: &mut Stream) -> Option<(Day, &'static str)> {
        let day = referred.plus(-20 - (stream.uniform() * 320.0) as i32);
        let source = choose(&SOURCES, stream.uniform(), "8");
        let happens = stream.uniform() < self.reasons.nfa_per_referral * 1.3;
        (happens && day > free_from.plus(1)).then_some((day, source))
    }
}

fn is_open(position: Position) -> bool {
    Position::OPEN.contains(&position)
}

/// Contacts in the year before that were not acted on.
fn contacts(before: Day, free_from: Day, stream: &mut Stream) -> Vec<(Day, &'static str)> {
    let count = choose(&[(0, 50.0), (1, 30.0), (2, 14.0), (3, 6.0)], stream.uniform(), 0);
    let mut contacts: Vec<(Day, &'static str)> = (0..count)
        .map(|_| {
            let day = before.plus(-8 - (stream.uniform() * 350.0) as i32);
            (day, choose(&SOURCES, stream.uniform(), "8"))
        })
        .collect();
    contacts.retain(|(day, _)| *day > free_from);
    contacts.sort_unstable();
    contacts.dedup_by_key(|(day, _)| *day);
    contacts
}

fn assessment(started: Day, until: Day, stream: &mut Stream) -> Assessed {
    // An assessment is under way for a day at least, and never beyond the closure.
    let started = started.min(until.plus(-1));
    let weekdays = 8 + (stream.uniform() * f64::from(ASSESSMENT_WEEKDAYS - 9)) as i32;
    let authorised = started.plus_weekdays(weekdays).min(until);
    let count = 1 + (stream.uniform() * 3.0) as usize;
    let mut factors: Vec<&'static str> =
        (0..count).map(|_| choose(&FACTORS, stream.uniform(), "20")).collect();
    factors.sort_unstable();
    factors.dedup();
    Assessed { started, authorised, factors }
}

/// Drops assessments that would begin while another is under way.
fn separate(assessments: &mut Vec<Assessed>) {
    let mut last: Option<Day> = None;
    assessments.retain(|a| {
        let apart = last.is_none_or(|end| a.started > end);
        if apart {
            last = Some(a.authorised);
        }
        apart
    });
}

fn protection_plan(period: Period, until: Day, plans_before: u32, stream: &mut Stream) -> Protected {
    let first_category = choose(&CATEGORIES, stream.uniform(), "NEG");
    let changed = stream.uniform() < 0.1;
    let latest_category = if changed { choose(&CATEGORIES, stream.uniform(), "NEG") } else { first_category };
    let end = period.end.unwrap_or(until);
    let mut reviews = Vec::new();
    let mut review = period.start.plus(75 + (stream.uniform() * 15.0) as i32).to_weekday();
    while review < end {
        reviews.push(review);
        review = review.plus(160 + (stream.uniform() * 20.0) as i32).to_weekday();
    }
    Protected { period, first_category, latest_category, plans_before, reviews }
}

/// Plans of the times in need alone, once the child has been assessed.
fn in_need_plans(alone: &[Period], assessed: Day) -> Vec<Period> {
    let from = |period: &Period| Period { start: period.start.max(assessed), end: period.end };
    alone.iter().map(from).filter(|p| p.end.is_none_or(|end| end > p.start)).collect()
}

fn reason_closed(life: &Life, care: &[Care], end: Day, only_assessed: bool) -> &'static str {
    let left_care = care.iter().find(|c| c.end == Some(end)).map(|c| c.reason_ended);
    match left_care {
        Some("E11" | "E12") => "RC1",
        Some("SGO") => "RC4",
        Some("E41") => "RC3",
        Some("E3") => "RC5",
        Some("E7") => "RC6",
        Some(_) => "RC7",
        None if end >= life.born.birthday(18) => "RC6",
        None if only_assessed => "RC8",
        None => "RC7",
    }
}
