//! The event file: who the children are, early help, contacts, and services of other agencies.

use luck::Stream;
use returns::Text;
use returns::events::Event;
use returns::record::{Kind, Sex};
use units::{Pence, Position};

use crate::authority::Authority;
use crate::day::Day;
use crate::live::Life;
use crate::people::{Person, choose};
use crate::purpose;

/// Who gives early help and what it is called, with its cost per week in pounds (an assumption).
const EARLY_HELP: [((&str, &str, i64), f64); 5] = [
    (("early help", "family support", 95), 40.0),
    (("early help", "parenting programme", 60), 20.0),
    (("early help", "targeted youth support", 70), 15.0),
    (("voluntary sector", "family mentoring", 55), 15.0),
    (("schools", "school family worker", 45), 10.0),
];

/// A service of another agency: who, what, cost, share of known children, first age, days it lasts.
struct Service {
    agency: &'static str,
    name: &'static str,
    pounds: i64,
    share: f64,
    from_age: i32,
    days: i32,
}

const SERVICES: [Service; 7] = [
    Service {
        agency: "police",
        name: "domestic abuse incident",
        pounds: 460,
        share: 0.16,
        from_age: 0,
        days: 1,
    },
    Service {
        agency: "police",
        name: "missing child report",
        pounds: 900,
        share: 0.05,
        from_age: 11,
        days: 1,
    },
    Service {
        agency: "health",
        name: "child mental health service",
        pounds: 3_100,
        share: 0.10,
        from_age: 6,
        days: 240,
    },
    Service {
        agency: "health",
        name: "emergency department attendance",
        pounds: 190,
        share: 0.14,
        from_age: 0,
        days: 1,
    },
    Service {
        agency: "housing",
        name: "temporary accommodation",
        pounds: 9_400,
        share: 0.06,
        from_age: 0,
        days: 300,
    },
    Service {
        agency: "youth justice",
        name: "out-of-court disposal",
        pounds: 1_900,
        share: 0.03,
        from_age: 12,
        days: 90,
    },
    Service {
        agency: "youth justice",
        name: "youth rehabilitation order",
        pounds: 6_800,
        share: 0.015,
        from_age: 13,
        days: 300,
    },
];

impl Authority {
    /// The rows of the event file, child by child: who the child is, then what happened.
    ///
    /// **Shape**: children in order of family and birth; of a child the `person` row first, then early help,
    /// contacts and services, each kind in order of time. Only what began before the end of the last year is
    /// there, and ends that were still to come are blank.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        self.lives.iter().flat_map(|life| self.events_of(life))
    }

    /// The rows of one child.
    pub(crate) fn events_of(&self, life: &Life) -> Vec<Event> {
        let (from, to) = self.window();
        let mut rows = vec![self.person_row(life)];
        let mut stream = self.luck.stream(0, life.number, purpose::PARTNERS);
        for (spell, end) in life.spans().filter(|(spell, _)| spell.position == Position::EarlyHelp) {
            let (agency, service, weekly) =
                choose(&EARLY_HELP, stream.uniform(), ("early help", "family support", 95));
            let ended = end.filter(|day| *day < to);
            if spell.start < to && end.is_none_or(|day| day > from) {
                rows.push(Event {
                    kind: Some(Kind::EarlyHelp),
                    start: Some(spell.start.date()),
                    end: ended.map(Day::date),
                    agency: Text::from(agency),
                    service: Text::from(service),
                    cost: ended.map(|day| cost_by_week(weekly, day.since(spell.start))),
                    ..about(life)
                });
            }
        }
        self.contact_rows(life, &mut rows);
        self.service_rows(life, &mut stream, &mut rows);
        rows
    }

    fn person_row(&self, life: &Life) -> Event {
        let person = Person::of(&self.luck, life.number, life.unaccompanied);
        let ward = self.wards.get(life.ward).map_or("", |ward| &ward.code);
        Event {
            born: Some(life.born.date()),
            sex: if person.girl { Sex::Female } else { Sex::Male },
            ethnicity: Text::from(person.ethnicity),
            upn: match self.pupil(life, self.settings.last_year) {
                crate::identity::Pupil::Number(number) => number,
                crate::identity::Pupil::None(_) => Text::default(),
            },
            ward: Text::from(ward),
            family: Text::from(format!("F{:07}", life.family)),
            ..about(life)
        }
    }

    /// Contacts that were not acted on, and those that became referrals.
    fn contact_rows(&self, life: &Life, rows: &mut Vec<Event>) {
        let (from, to) = self.window();
        for (day, source, acted_on) in self.contacts_of(life) {
            if day >= from && day < to {
                rows.push(Event {
                    kind: Some(Kind::Contact),
                    start: Some(day.date()),
                    outcome: Text::from(if acted_on { "referral" } else { "no further action" }),
                    source: Text::from(source),
                    ..about(life)
                });
            }
        }
    }

    /// Contacts about a child in order of time: day, source, whether a referral followed.
    pub(crate) fn contacts_of(&self, life: &Life) -> Vec<(Day, &'static str, bool)> {
        let mut contacts: Vec<(Day, &'static str, bool)> = Vec::new();
        for need in self.needs_of(life, &self.care_of(life)) {
            contacts.extend(need.contacts.iter().map(|(day, source)| (*day, *source, false)));
            contacts.extend(need.turned_away.map(|(day, source)| (day, source, true)));
            contacts.push((need.period.start, need.source, true));
        }
        contacts.sort_unstable();
        contacts
    }

    /// Services of other agencies to a minority of children, from their age on.
    fn service_rows(&self, life: &Life, stream: &mut Stream, rows: &mut Vec<Event>) {
        let (from, to) = self.window();
        for service in &SERVICES {
            let (happens, when, longer) = (stream.uniform(), stream.uniform(), stream.uniform());
            if happens >= service.share {
                continue;
            }
            let first = from.max(life.born.birthday(service.from_age));
            let last = to.min(life.born.birthday(18));
            let start = first.plus((when * f64::from(last.since(first))) as i32);
            if start < first || start >= last {
                continue;
            }
            let days = 1 + (f64::from(service.days - 1) * (0.4 + 1.2 * longer)) as i32;
            let end = Some(start.plus(days)).filter(|end| *end < to);
            rows.push(Event {
                kind: Some(Kind::Service),
                start: Some(start.date()),
                end: end.map(Day::date),
                agency: Text::from(service.agency),
                service: Text::from(service.name),
                cost: Some(Pence::from_pounds(service.pounds)),
                ..about(life)
            });
        }
    }
}

fn about(life: &Life) -> Event {
    Event { child: Text::from(life.id()), ..Event::default() }
}

fn cost_by_week(pounds_per_week: i64, days: i32) -> Pence {
    Pence::from_pounds(pounds_per_week).times(f64::from(days) / 7.0)
}
