//! The children in need census of a year.

use jiff::civil::Date;
use returns::Text;
use returns::cin::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, ProtectionPlan, Section47,
};

use crate::authority::Authority;
use crate::day::Day;
use crate::identity::{Pupil, sex_code};
use crate::live::Life;
use crate::need::{Assessed, Enquired, Need, Period, Protected};
use crate::people::Person;
use crate::year::Year;

/// Working days after an enquiry begins by which a conference is due.
const CONFERENCE_DUE_WEEKDAYS: i32 = 15;

impl Authority {
    /// The header of the census of a year.
    pub fn census_header(&self, year: u16) -> CensusHeader {
        CensusHeader {
            collection: Text::from("CIN"),
            year: Some(year),
            reference_date: Some(Day::year_end(year).plus(-1).date()),
            authority: Text::from(self.settings.model_on.to_string()),
            software: Text::from("Headwater synthetic"),
            release: Text::from("1"),
            serial: Text::from("001"),
            written: Text::from(format!("{}T09:00:00", Day::year_end(year).plus(100).date())),
        }
    }

    /// The children of the census of a year, one after the other, so that all of England needs no memory.
    ///
    /// **Shape**: children in order of family and birth. Every episode of need that was open on any day of the
    /// year, with the assessments, enquiries and plans of the year; referrals of the year that were not acted
    /// on. Each is as it stood on 31 March.
    pub fn census(&self, year: u16) -> impl Iterator<Item = CensusChild> {
        let year = Year::of(year);
        self.lives.iter().filter_map(move |life| self.census_child(life, year))
    }

    /// What the census of a year says of a child; `None` if nothing.
    pub(crate) fn census_of(&self, life: &Life, year: u16) -> Option<CensusChild> {
        self.census_child(life, Year::of(year))
    }

    fn census_child(&self, life: &Life, year: Year) -> Option<CensusChild> {
        if life.born >= year.to || !could_be_in(life, year) {
            return None;
        }
        let needs = self.needs_of(life, &self.care_of(life));
        let person = Person::of(&self.luck, life.number, life.unaccompanied);
        let mut episodes = Vec::new();
        for need in &needs {
            if let Some((day, source)) = need.turned_away.filter(|(day, _)| year.has(*day)) {
                episodes.push(turned_away(day, source));
            }
            if year.runs(need.period.start, need.period.end) {
                episodes.push(episode(need, person.need, year));
            }
        }
        if episodes.is_empty() {
            return None;
        }
        let acted_on = episodes.iter().any(|e| e.no_further_action != Some(true));
        let (upn, upn_unknown) = match self.pupil(life, year.year) {
            _ if !acted_on => (Text::default(), "UN7"),
            Pupil::Number(number) => (number, ""),
            Pupil::None(code) => (Text::default(), code),
        };
        let disabilities = match person.disabilities.as_slice() {
            [] => vec![Text::from("NONE")],
            some => some.iter().map(|d| Text::from(*d)).collect(),
        };
        Some(CensusChild {
            child: Text::from(life.id()),
            upn,
            upn_unknown: Text::from(upn_unknown),
            born: Some(life.born.date()),
            sex: sex_code(person.girl, year.year),
            ethnicity: Text::from(person.ethnicity),
            disabilities,
            episodes,
            ..CensusChild::default()
        })
    }
}

/// Whether any spell or a referral before it can touch the year: most lives are told apart by this alone.
fn could_be_in(life: &Life, year: Year) -> bool {
    use units::Position;
    let open = |position| Position::OPEN.contains(&position);
    // A referral that was not acted on is up to a year before the first spell.
    life.spans().any(|(s, end)| {
        open(s.position) && s.start.plus(-366) < year.to && end.is_none_or(|end| end >= year.from)
    })
}

fn date(day: Option<Day>) -> Option<Date> {
    day.map(Day::date)
}

fn turned_away(day: Day, source: &'static str) -> NeedEpisode {
    NeedEpisode {
        referred: Some(day.date()),
        from: Text::from(source),
        no_further_action: Some(true),
        ..NeedEpisode::default()
    }
}

fn episode(need: &Need, primary: &'static str, year: Year) -> NeedEpisode {
    let closed = year.known(need.period.end);
    NeedEpisode {
        referred: Some(need.period.start.date()),
        from: Text::from(need.source),
        need: Text::from(primary),
        closed: date(closed),
        reason_closed: Text::from(if closed.is_some() { need.reason_closed } else { "" }),
        assessments: need.assessments.iter().filter_map(|a| assessment(a, year)).collect(),
        plans: need
            .in_need_plans
            .iter()
            .filter(|p| year.runs(p.start, p.end))
            .map(|p| in_need_plan(*p, year))
            .collect(),
        enquiries: need.enquiries.iter().filter_map(|e| enquiry(*e, year)).collect(),
        no_further_action: Some(false),
        protection_plans: need
            .plans
            .iter()
            .filter(|p| year.runs(p.period.start, p.period.end))
            .map(|p| protection_plan(p, year))
            .collect(),
        ..NeedEpisode::default()
    }
}

/// An assessment authorised in the year, or under way at its end.
fn assessment(assessed: &Assessed, year: Year) -> Option<Assessment> {
    if assessed.started >= year.to || assessed.authorised < year.from {
        return None;
    }
    let authorised = year.known(Some(assessed.authorised));
    let factors = if authorised.is_some() { assessed.factors.as_slice() } else { &[] };
    Some(Assessment {
        started: Some(assessed.started.date()),
        authorised: date(authorised),
        factors: factors.iter().map(|f| Text::from(factor(f, year.year))).collect(),
        ..Assessment::default()
    })
}

/// The code of a factor in a year: the finer codes of abuse began in 2021, child criminal exploitation in 2022.
fn factor(code: &'static str, year: u16) -> &'static str {
    match code {
        "18C" if year < 2021 => "18A",
        "19C" if year < 2021 => "19A",
        "24A" if year < 2022 => "13A",
        _ => code,
    }
}

fn in_need_plan(period: Period, year: Year) -> InNeedPlan {
    InNeedPlan {
        started: Some(period.start.date()),
        ended: date(year.known(period.end)),
        ..InNeedPlan::default()
    }
}

/// An enquiry whose conference was in the year, or which began in it.
fn enquiry(enquired: Enquired, year: Year) -> Option<Section47> {
    let held = enquired.conference.map_or(enquired.started, |day| day);
    if enquired.started >= year.to || held < year.from {
        return None;
    }
    let conference = year.known(enquired.conference);
    Some(Section47 {
        started: Some(enquired.started.date()),
        conference_due: Some(enquired.started.plus_weekdays(CONFERENCE_DUE_WEEKDAYS).date()),
        conference: date(conference),
        conference_not_required: Some(enquired.conference.is_none()),
        ..Section47::default()
    })
}

fn protection_plan(plan: &Protected, year: Year) -> ProtectionPlan {
    ProtectionPlan {
        started: Some(plan.period.start.date()),
        ended: date(year.known(plan.period.end)),
        first_category: Text::from(plan.first_category),
        latest_category: Text::from(plan.latest_category),
        plans_before: Some(plan.plans_before),
        reviews: plan.reviews.iter().filter(|day| year.has(**day)).map(|day| day.date()).collect(),
        ..ProtectionPlan::default()
    }
}
