//! The looked-after return of a year.

use luck::Stream;
#[cfg(feature = "parallel")]
use rayon::prelude::*;
use returns::Text;
use returns::ssda903::{
    Ad1, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Return, Review,
    SocialWorker, Uasc,
};
use units::Position;

use crate::authority::Authority;
use crate::care::{Care, Home, Stretch};
use crate::codes;
use crate::day::Day;
use crate::identity::{home_postcode, postcode, sex_code};
use crate::live::Life;
use crate::need::Period;
use crate::people::{Person, choose};
use crate::purpose;
use crate::year::Year;

/// First return year with social workers.
const WORKERS_FROM: u16 = 2024;
/// Days of care after the fourteenth birthday that make a young person a care leaver.
const QUALIFYING_DAYS: i32 = 91;

/// Children whose rows are made in one go.
const LIVES_AT_ONCE: usize = 4_096;

/// Adds the rows of the next children.
fn append(ret: &mut Return, part: Return) {
    ret.headers.extend(part.headers);
    ret.episodes.extend(part.episodes);
    ret.reviews.extend(part.reviews);
    ret.uasc.extend(part.uasc);
    ret.oc2.extend(part.oc2);
    ret.oc3.extend(part.oc3);
    ret.ad1.extend(part.ad1);
    ret.placed_adoption.extend(part.placed_adoption);
    ret.previous_permanence.extend(part.previous_permanence);
    ret.missing.extend(part.missing);
    ret.social_workers.extend(part.social_workers);
}

/// A child in the return of a year.
struct Subject<'a> {
    life: &'a Life,
    person: Person,
    care: &'a [Care],
    year: Year,
    stream: Stream,
}

impl Authority {
    /// The looked-after return of a year.
    ///
    /// **Shape**: children in order of family and birth; of each child rows in order of time. Every episode that
    /// was open on any day of the year, as it stood on 31 March, and the other tables for the same children;
    /// care leavers around their 19th, 20th and 21st birthdays.
    pub fn returns(&self, year: u16) -> Return {
        let part = |lives: &[Life]| {
            let mut part = Return::default();
            lives.iter().for_each(|life| self.return_of(life, year, &mut part));
            part
        };
        #[cfg(feature = "parallel")]
        let parts: Vec<Return> = self.lives.par_chunks(LIVES_AT_ONCE).map(part).collect();
        #[cfg(not(feature = "parallel"))]
        let parts: Vec<Return> = self.lives.chunks(LIVES_AT_ONCE).map(part).collect();
        let mut ret = Return { year: Some(year), ..Return::default() };
        for part in parts {
            append(&mut ret, part);
        }
        ret
    }

    /// Adds what the return of a year says of a child.
    pub(crate) fn return_of(&self, life: &Life, year: u16, ret: &mut Return) {
        let year = Year::of(year);
        let touches = |position: Position| {
            life.spans().any(|(s, end)| s.position == position && year.runs(s.start, end))
        };
        let (in_care, leaver) = (touches(Position::LookedAfter), touches(Position::CareLeaver));
        if !in_care && !leaver {
            return;
        }
        let care = self.care_of(life);
        let mut subject = Subject {
            life,
            person: Person::of(&self.luck, life.number, life.unaccompanied),
            care: &care,
            year,
            stream: self.luck.stream(u32::from(year.year), life.number, purpose::YEAR),
        };
        if in_care {
            self.header(&subject, ret);
            for period in care.iter().filter(|c| year.runs(c.start, c.end)) {
                subject.episodes(period, ret);
                self.reviews_and_absences(life, period, year, ret);
                subject.adoption(period, ret);
            }
            subject.unaccompanied(ret);
            subject.outcomes(ret);
            self.social_workers(&mut subject, ret);
        } else {
            self.aftercare_row(&subject, ret);
        }
    }

    fn header(&self, subject: &Subject, ret: &mut Return) {
        let girl = subject.person.girl;
        ret.headers.push(Header {
            child: Text::from(subject.life.id()),
            sex: sex_code(girl, subject.year.year),
            born: Some(subject.life.born.date()),
            ethnicity: Text::from(subject.person.ethnicity),
            upn: self.pupil(subject.life, subject.year.year).text(),
            // Girls in care are asked whether they are mothers; none of the made-up ones is.
            mother: Text::from(if girl { "0" } else { "" }),
            ..Header::default()
        });
    }

    /// A care leaver around a birthday in the year.
    fn aftercare_row(&self, subject: &Subject, ret: &mut Return) {
        let (life, year) = (subject.life, subject.year);
        let Some(birthday) =
            [19, 20, 21].map(|age| life.born.birthday(age)).into_iter().find(|b| year.has(*b))
        else {
            return;
        };
        let fourteen = life.born.birthday(14);
        let qualifying: i32 =
            subject.care.iter().map(|c| c.end.unwrap_or(birthday).since(c.start.max(fourteen)).max(0)).sum();
        if qualifying < QUALIFYING_DAYS {
            return;
        }
        let after = self.aftercare(life, birthday);
        self.header(subject, ret);
        if let Some(header) = ret.headers.last_mut() {
            header.mother = Text::default();
        }
        let told = |text: &'static str| Text::from(if after.in_touch { text } else { "0" });
        ret.oc3.push(Oc3 {
            child: Text::from(life.id()),
            born: Some(life.born.date()),
            in_touch: Text::from(if after.in_touch { "YES" } else { "NO" }),
            activity: told(after.activity),
            accommodation: told(after.accommodation),
            ..Oc3::default()
        });
    }

    /// Reviews of a period of care, and times missing from it.
    ///
    /// They are drawn for the whole period, so that every year tells the same.
    fn reviews_and_absences(&self, life: &Life, care: &Care, year: Year, ret: &mut Return) {
        let mut stream = self.luck.stream(care.start.0.unsigned_abs(), life.number, purpose::REVIEWS);
        let until = care.end.unwrap_or(self.known_until());
        let (child, born) = (Text::from(life.id()), Some(life.born.date()));
        let mut day = care.start.plus(12 + (stream.uniform() * 12.0) as i32);
        let mut gap = 65.0;
        while day < until && day < year.to {
            let (how, when) = (stream.uniform(), stream.uniform());
            if year.has(day) {
                let code = if life.born.age_on(day) < 4 { "PN0" } else { choose(&TAKING_PART, how, "PN1") };
                ret.reviews.push(Review {
                    child: child.clone(),
                    born,
                    on: day.date(),
                    participation: Text::from(code),
                    origin: returns::Origin::default(),
                });
            }
            day = day.plus((gap + when * 20.0) as i32);
            gap = 155.0;
        }
        for (n, stretch) in care.stretches.iter().enumerate() {
            let end = care.stretches.get(n + 1).map_or(until, |s| s.start);
            let (goes, when, long) = (stream.uniform(), stream.uniform(), stream.uniform());
            let days = end.since(stretch.start);
            let start = stretch.start.plus((when * f64::from(days)) as i32);
            let back = start.plus(1 + (long * long * 9.0) as i32);
            let old_enough = life.born.age_on(start) >= 11;
            let one_year = start.return_year() == back.return_year() && year.has(start);
            if goes >= MISSING_PER_PLACEMENT || !old_enough || back >= end || !one_year {
                continue;
            }
            ret.missing.push(Missing {
                child: child.clone(),
                born,
                kind: Text::from(if goes < MISSING_PER_PLACEMENT * 0.8 { "M" } else { "A" }),
                start: start.date(),
                end: year.known(Some(back)).map(Day::date),
                origin: returns::Origin::default(),
            });
        }
    }

    /// Who was responsible for the child on each day of the year on which the child was in need.
    fn social_workers(&self, subject: &mut Subject, ret: &mut Return) {
        let (life, year) = (subject.life, subject.year);
        if year.year < WORKERS_FROM {
            return;
        }
        let periods: Vec<Period> = self.needs_of(life, subject.care).iter().map(|n| n.period).collect();
        for period in periods.iter().filter(|p| year.runs(p.start, p.end)) {
            // Only the year's own episodes of work are told, and they are known from its first day on.
            let mut start = period.start.max(year.from);
            let end = period.end.unwrap_or(year.to).min(year.to);
            let mut reason = if period.start >= year.from { "FCONTA" } else { "MANAGE" };
            while start < end {
                let stays = 60 + (subject.stream.uniform() * 500.0) as i32;
                let over = start.plus(stays);
                let ends = if over < end { Some(over) } else { year.known(period.end) };
                if ends == Some(start) {
                    break;
                }
                ret.social_workers.push(SocialWorker {
                    child: Text::from(life.id()),
                    born: Some(life.born.date()),
                    worker: Text::from(format!(
                        "SW{:06}",
                        (subject.stream.uniform() * 900.0) as u32 + 100_000
                    )),
                    start: start.date(),
                    end: ends.map(Day::date),
                    reason: Text::from(reason),
                    origin: returns::Origin::default(),
                });
                start = over;
                reason = choose(&WORKER_CHANGES, subject.stream.uniform(), "MANAGE");
            }
        }
    }
}

const TAKING_PART: [(&str, f64); 6] =
    [("PN1", 48.0), ("PN2", 6.0), ("PN3", 2.0), ("PN4", 6.0), ("PN5", 8.0), ("PN6", 30.0)];

const WORKER_CHANGES: [(&str, f64); 4] =
    [("MANAGE", 40.0), ("LEFTRL", 30.0), ("TSPROC", 20.0), ("ABSENC", 10.0)];

/// Share of the placements of children of eleven and over from which they go missing once.
const MISSING_PER_PLACEMENT: f64 = 0.16;

impl Subject<'_> {
    fn child(&self) -> Text {
        Text::from(self.life.id())
    }

    /// The episodes of a period of care that were open in the year.
    fn episodes(&mut self, care: &Care, ret: &mut Return) {
        let year = self.year;
        for (n, stretch) in care.stretches.iter().enumerate() {
            let next = care.stretches.get(n + 1);
            let end = next.map(|s| s.start).or(care.end);
            if !year.runs(stretch.start, end) {
                continue;
            }
            let ended = year.known(end);
            let reason_ended = match (ended, next) {
                (None, _) => "",
                (Some(_), Some(_)) => "X1",
                (Some(day), None) => codes::reason_ended(care, day.return_year()),
            };
            let moved = ended.is_some() && next.is_some_and(|s| s.reason_started != "L");
            ret.episodes.push(Episode {
                child: self.child(),
                start: stretch.start.date(),
                reason_started: Text::from(stretch.reason_started),
                legal_status: Text::from(stretch.legal_status),
                need: Text::from(self.person.need),
                place: Text::from(codes::place(stretch.home, year.year)),
                provider: Text::from(stretch.home.provider),
                end: ended.map(Day::date),
                reason_ended: Text::from(reason_ended),
                reason_moved: Text::from(if moved { stretch.reason_moved } else { "" }),
                home_postcode: if self.life.unaccompanied {
                    Text::default()
                } else {
                    home_postcode(self.life)
                },
                placement_postcode: self.placement_postcode(stretch),
                urn: urn(stretch.home),
                origin: returns::Origin::default(),
            });
        }
        self.previous_permanence(care, ret);
    }

    fn placement_postcode(&self, stretch: &Stretch) -> Text {
        if stretch.home.place == "P1" {
            home_postcode(self.life)
        } else {
            // Apart from the homes of families, so that no child is placed next door to itself.
            postcode(u64::from(stretch.home.establishment) * 20 + 60)
        }
    }

    fn previous_permanence(&self, care: &Care, ret: &mut Return) {
        if self.year.has(care.start) {
            ret.previous_permanence.push(PreviousPermanence {
                child: self.child(),
                born: Some(self.life.born.date()),
                order: Text::from("Z1"),
                ..PreviousPermanence::default()
            });
        }
    }

    fn adoption(&mut self, care: &Care, ret: &mut Return) {
        let Some(way) = care.adoption else { return };
        if way.decided >= self.year.to {
            return;
        }
        ret.placed_adoption.push(PlacedAdoption {
            child: self.child(),
            born: Some(self.life.born.date()),
            decided: way.decided.date(),
            reversed: None,
            reason_reversed: Text::default(),
            origin: returns::Origin::default(),
        });
        if care.end.is_none_or(|end| !self.year.has(end)) {
            return;
        }
        let (sex, status, adopters) = choose(
            &[
                (("MF", "L11", 2), 70.0),
                (("MM", "L12", 2), 9.0),
                (("FF", "L12", 2), 6.0),
                (("F1", "L0", 1), 15.0),
            ],
            self.stream.uniform(),
            ("MF", "L11", 2),
        );
        ret.ad1.push(Ad1 {
            child: self.child(),
            born: Some(self.life.born.date()),
            decided: Some(way.decided.date()),
            matched: Some(way.matched.date()),
            foster_carer: Text::from("0"),
            adopters: Some(adopters),
            adopter_sex: Text::from(sex),
            adopter_status: Text::from(status),
            ..Ad1::default()
        });
    }

    fn unaccompanied(&self, ret: &mut Return) {
        if !self.life.unaccompanied {
            return;
        }
        ret.uasc.push(Uasc {
            child: self.child(),
            sex: sex_code(self.person.girl, self.year.year),
            born: Some(self.life.born.date()),
            // The day on which the status is to end is known from the start.
            ended: Some(self.life.born.birthday(18).date()),
            ..Uasc::default()
        });
    }

    /// Outcomes of a child looked after without a break for the year to 31 March.
    fn outcomes(&mut self, ret: &mut Return) {
        let year = self.year;
        // Who leaves on 31 March still counts as looked after for the year.
        let last = year.to.plus(-1);
        let all_year = self.care.iter().any(|c| c.start <= year.from && c.end.is_none_or(|end| end >= last));
        if !all_year {
            return;
        }
        let first_age = self.life.born.age_on(year.from);
        let age = self.life.born.age_on(year.to.plus(-1));
        let draws: [f64; 8] = std::array::from_fn(|_| self.stream.uniform());
        let flag = |yes: bool| Text::from(if yes { "1" } else { "0" });
        let blank = Text::default;
        let asked_strengths = (4..=16).contains(&first_age) && age <= 16;
        // Who turns 4 or 17 in the year needs no score, but a reason.
        let birthday_in_year = (first_age == 3 && age == 4) || (first_age == 16 && age == 17);
        let scored = asked_strengths && draws[0] < 0.8;
        let misuse = age >= 12 && draws[1] < 0.06;
        let received = misuse && draws[2] < 0.5;
        ret.oc2.push(Oc2 {
            child: self.child(),
            born: Some(self.life.born.date()),
            sdq_score: scored.then_some((draws[3] * draws[3] * 38.0) as u8),
            sdq_reason: match (asked_strengths && !scored, birthday_in_year) {
                (true, _) => Text::from(if draws[4] < 0.5 { "SDQ2" } else { "SDQ4" }),
                (false, true) => Text::from("SDQ1"),
                (false, false) => blank(),
            },
            convicted: if age >= 10 { flag(draws[5] < 0.03) } else { blank() },
            health_check: if age < 5 { flag(draws[5] < 0.88) } else { blank() },
            immunisations: flag(draws[6] < 0.82),
            teeth_check: flag(draws[7] < 0.79),
            health_assessment: flag(draws[4] < 0.9),
            substance_misuse: flag(misuse),
            intervention_received: if misuse { flag(received) } else { blank() },
            intervention_offered: if misuse && !received { flag(draws[6] < 0.7) } else { blank() },
            ..Oc2::default()
        });
    }
}

/// The number under which the inspectorate knows an establishment or agency; blank where it knows none.
fn urn(home: Home) -> Text {
    match home.place {
        "K1" | "K2" | "U1" | "U2" | "U3" | "U4" | "U5" | "U6" | "A6" => {
            // Foster carers of one agency share its number.
            let number = if home.place == "K2" { home.establishment } else { home.establishment % 60 };
            Text::from(format!("{}", 2_000_000 + number))
        }
        _ => Text::default(),
    }
}
