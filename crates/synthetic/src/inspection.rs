//! The inspection lists, for the months before the last day.

use jiff::ToSpan;
use jiff::civil::Date;
use returns::Text;
use returns::annex_a::{
    Assessment, CareLeaver, Contact, EarlyHelp, Enquiry, InNeed, Lists, LookedAfter, Person as Who,
    ProtectionPlan, Referral, Rest, TextRow,
};
use returns::record::{Code, Sex};
use units::Position;

use crate::authority::Authority;
use crate::care::Care;
use crate::codes;
use crate::day::Day;
use crate::identity::postcode;
use crate::live::Life;
use crate::need::{Need, Period};
use crate::people::Person;

/// What the lists cover: half-open, to the end of the last year.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: Day,
    to: Day,
    year: u16,
}

impl Window {
    fn has(self, day: Day) -> bool {
        day >= self.from && day < self.to
    }

    fn runs(self, period: Period) -> bool {
        period.start < self.to && period.end.is_none_or(|end| end >= self.from)
    }

    fn known(self, day: Option<Day>) -> Option<Date> {
        day.filter(|d| *d < self.to).map(Day::date)
    }

    /// How many of these days lie in the twelve months to the end.
    fn in_last_year(self, days: impl Iterator<Item = Day>) -> Text {
        let from = self.to.plus(-365);
        Text::from(days.filter(|d| *d >= from && *d < self.to).count().to_string())
    }
}

impl Authority {
    /// The inspection lists at the end of the last year.
    ///
    /// **Shape**: contacts, referrals, assessments, enquiries and early help of the months asked for; children in
    /// need, on plans and in care who were so on any day of them; care leavers of today; adoptions decided in
    /// the last twelve months or not yet made. Lists 2 and 6 to 8 hold what was under way when the months began,
    /// with its original start.
    ///
    /// **Source**: Ofsted, Inspecting local authority children's services, Annex A: most lists cover the six
    /// months before the inspection.
    pub fn annex_a(&self) -> Lists {
        let to = self.window().1;
        let last = to.plus(-1).date();
        let months = i32::from(self.settings.annex_a_months.max(1));
        let first = last.checked_sub(months.months()).map_or(self.window().0, |d| Day::of(d).plus(1));
        let window = Window { from: first, to, year: self.settings.last_year };
        let mut lists = Lists::default();
        for life in self.lives.iter().filter(|life| life.born < to) {
            self.list_child(life, window, &mut lists);
        }
        lists
    }

    fn list_child(&self, life: &Life, window: Window, lists: &mut Lists) {
        // Nothing that began a year after the window or ended a year before it is in any list.
        let near = |start: Day, end: Option<Day>| {
            start.plus(-366) < window.to && end.is_none_or(|end| end >= window.from.plus(-366))
        };
        let services = |s: Position| !matches!(s, Position::NotKnown | Position::Closed);
        if !life.spans().any(|(s, end)| services(s.position) && near(s.start, end)) {
            return;
        }
        let care = self.care_of(life);
        let needs = self.needs_of(life, &care);
        let person = Person::of(&self.luck, life.number, life.unaccompanied);
        let who = who(life, &person, window);
        self.list_entries(life, &needs, &who, window, lists);
        for need in &needs {
            list_need(need, &person, &who, window, lists);
        }
        self.list_care(life, &care, &person, &who, window, lists);
    }

    /// Lists 1 to 3: contacts, early help, referrals.
    fn list_entries(&self, life: &Life, needs: &[Need], who: &Who, window: Window, lists: &mut Lists) {
        for (day, source, _) in self.contacts_of(life).into_iter().filter(|(day, ..)| window.has(*day)) {
            lists.contacts.push(Contact {
                person: who.clone(),
                on: Some(day.date()),
                from: Code::new(source),
                ..Contact::default()
            });
        }
        for (spell, end) in life.spans().filter(|(s, _)| s.position == Position::EarlyHelp) {
            if window.runs(Period { start: spell.start, end }) {
                lists.early_help.push(EarlyHelp {
                    person: who.clone(),
                    started: Some(spell.start.date()),
                    completed: window.known(end),
                    organisation: Text::from("Early help service"),
                    ..EarlyHelp::default()
                });
            }
        }
        let referred: Vec<(Day, &'static str, bool)> = needs
            .iter()
            .flat_map(|n| {
                let turned_away = n.turned_away.map(|(day, source)| (day, source, true));
                turned_away.into_iter().chain([(n.period.start, n.source, false)])
            })
            .collect();
        for (day, source, nfa) in referred.iter().filter(|(day, ..)| window.has(*day)) {
            let count = window.in_last_year(referred.iter().map(|(day, ..)| *day));
            let rest = rest(lists, 3, &[("Number of Referrals in Last 12 Months", count)]);
            lists.referrals.push(Referral {
                person: who.clone(),
                on: Some(day.date()),
                from: Code::new(source),
                no_further_action: Some(*nfa),
                rest,
                ..Referral::default()
            });
        }
    }

    /// Lists 8 to 11: care, care leavers, adoption.
    fn list_care(
        &self,
        life: &Life,
        care: &[Care],
        person: &Person,
        who: &Who,
        window: Window,
        lists: &mut Lists,
    ) {
        let latest = care.iter().rev().find(|c| window.runs(Period { start: c.start, end: c.end }));
        if let Some(latest) = latest {
            let row = looked_after(life, care, latest, person, who, window, lists);
            lists.looked_after.extend(row);
            adoption(life, latest, person, window, lists);
        }
        let leaver = life.spans().find(|(s, end)| {
            s.position == Position::CareLeaver && s.start < window.to && end.is_none_or(|e| e > window.to)
        });
        if let Some((spell, _)) = leaver {
            let after = self.aftercare(life, window.to.plus(-1));
            lists.care_leavers.push(CareLeaver {
                person: who.clone(),
                unaccompanied: Some(life.unaccompanied),
                eligibility: Text::from("b) Former relevant"),
                plan_reviewed: Some(spell.start.max(window.to.plus(-120)).date()),
                in_touch: Text::from(if after.in_touch { "a) In touch" } else { "b) Not in touch" }),
                last_contact: Some(spell.start.max(window.to.plus(-40)).date()),
                accommodation: Text::from(if after.in_touch { after.accommodation_words } else { "" }),
                activity: Text::from(if after.in_touch { after.activity_words } else { "" }),
                ..CareLeaver::default()
            });
        }
    }
}

/// Lists 4 to 7: what is done in an episode of need.
fn list_need(need: &Need, person: &Person, who: &Who, window: Window, lists: &mut Lists) {
    for a in
        need.assessments.iter().filter(|a| window.runs(Period { start: a.started, end: Some(a.authorised) }))
    {
        let authorised = window.known(Some(a.authorised));
        let no_support = need.reason_closed == "RC8" || need.reason_closed == "RC9";
        lists.assessments.push(Assessment {
            person: who.clone(),
            started: Some(a.started.date()),
            authorised,
            support_needed: authorised.map(|_| !no_support),
            ..Assessment::default()
        });
    }
    for e in need.enquiries.iter().filter(|e| window.has(e.started)) {
        let counts = [
            (
                "Number of Section 47 Enquiries in the last 12 months",
                window.in_last_year(need.enquiries.iter().map(|e| e.started)),
            ),
            (
                "Number of ICPCs in the last 12 months",
                window.in_last_year(need.enquiries.iter().filter_map(|e| e.conference)),
            ),
        ];
        let conference = window.known(e.conference);
        let planned = need.plans.iter().any(|p| Some(p.period.start) == e.conference);
        let rest = rest(lists, 5, &counts);
        lists.enquiries.push(Enquiry {
            person: who.clone(),
            started: Some(e.started.date()),
            conference_unnecessary: Some(e.conference.is_none()),
            conference,
            plan_followed: conference.map(|_| planned),
            rest,
            ..Enquiry::default()
        });
    }
    if window.runs(need.period) {
        let closed = window.known(need.period.end);
        lists.in_need.push(InNeed {
            person: who.clone(),
            started: Some(need.period.start.date()),
            need: Code::new(person.need),
            closed,
            reason_closed: Code::new(if closed.is_some() { need.reason_closed } else { "" }),
            status: Text::from(status(need, window)),
            ..InNeed::default()
        });
    }
    for plan in need.plans.iter().filter(|p| window.runs(p.period)) {
        lists.protection_plans.push(ProtectionPlan {
            person: who.clone(),
            started: Some(plan.period.start.date()),
            ended: window.known(plan.period.end),
            first_category: Code::new(plan.first_category),
            latest_category: Code::new(plan.latest_category),
            plans_before: Some(plan.plans_before),
            ..ProtectionPlan::default()
        });
    }
}

/// Where an episode of need stands on the last day.
fn status(need: &Need, window: Window) -> &'static str {
    let today = window.to.plus(-1);
    let on = |p: &Period| p.start <= today && p.end.is_none_or(|end| end > today);
    if !on(&need.period) {
        "e) Closed episode"
    } else if need.plans.iter().any(|p| on(&p.period)) {
        "b) Child Protection plan"
    } else if !need.alone.iter().any(on) {
        "a) Looked after child"
    } else if need.in_need_plans.iter().any(on) {
        "c) Child in need plan"
    } else {
        "d) Open assessment"
    }
}

fn looked_after(
    life: &Life,
    all: &[Care],
    care: &Care,
    person: &Person,
    who: &Who,
    window: Window,
    lists: &mut Lists,
) -> Option<LookedAfter> {
    let until = care.end.filter(|end| *end < window.to);
    let known: Vec<_> = care.stretches.iter().filter(|s| s.start < window.to).collect();
    let last = known.last()?;
    let since = |same: &dyn Fn(usize) -> bool| {
        let first = (0..known.len()).rev().take_while(|n| same(*n)).last();
        first.and_then(|n| known.get(n)).map(|s| s.start.date())
    };
    let legal_status_since = since(&|n| known.get(n).is_some_and(|s| s.legal_status == last.legal_status));
    let placed = since(&|n| known.get(n).is_some_and(|s| s.home == last.home));
    let moved = known.iter().filter(|s| s.reason_started != "L").map(|s| s.start);
    let again =
        all.iter().any(|c| c.start < care.start && c.end.is_some_and(|end| end >= window.to.plus(-365)));
    let cells = [
        ("Number of Placements in the Last 12 months", window.in_last_year(moved)),
        (
            "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
            Text::from(if again { "a) Yes" } else { "b) No" }),
        ),
        ("Placement postcode", postcode(u64::from(last.home.establishment) * 7 + 5)),
    ];
    let rest = rest(lists, 8, &cells);
    let year = until.map_or(window.year, Day::return_year);
    Some(LookedAfter {
        person: who.clone(),
        unaccompanied: Some(life.unaccompanied),
        started: Some(care.start.date()),
        need: Code::new(person.need),
        legal_status_since,
        legal_status: Code::new(last.legal_status),
        ceased: until.map(Day::date),
        reason_ceased: Code::new(if until.is_some() { codes::reason_ended(care, year) } else { "" }),
        placed,
        place: Code::new(codes::place(last.home, window.year)),
        provider: Code::new(if matches!(last.home.provider, "PR1" | "PR4") {
            last.home.provider
        } else {
            ""
        }),
        rest,
        ..LookedAfter::default()
    })
}

/// Lists 10 and 11: the child and its adopters.
fn adoption(life: &Life, care: &Care, person: &Person, window: Window, lists: &mut Lists) {
    let Some(way) = care.adoption.filter(|way| way.decided < window.to) else { return };
    let who = who(life, person, window);
    let text = |day: Option<Date>| {
        day.map_or_else(Text::default, |d| {
            Text::from(format!("{:02}/{:02}/{:04}", d.day(), d.month(), d.year()))
        })
    };
    let sex = if person.girl { "b) Female" } else { "a) Male" };
    let cells = rest(
        lists,
        10,
        &[
            ("Child Unique ID", Text::from(life.id())),
            ("Family identifier", Text::from(format!("F{:07}", life.family))),
            ("Gender", Text::from(sex)),
            ("Date of Birth", text(Some(life.born.date()))),
            ("Age of Child (Years)", who.age),
            ("Date the Child Entered Care", text(Some(care.start.date()))),
            ("Date of Decision that Child Should be Placed for Adoption", text(Some(way.decided.date()))),
            ("Date of Placement Order", text(window.known(Some(way.placement_order)))),
            ("Date of Matching Child and Prospective Adopters", text(window.known(Some(way.matched)))),
            ("Date Placed for Adoption", text(window.known(Some(way.placed)))),
            ("Date of Adoption Order", text(window.known(care.end))),
        ],
    );
    lists.adoptions.push(TextRow { cells, ..TextRow::default() });
    if way.matched >= window.to {
        return;
    }
    let cells = rest(
        lists,
        11,
        &[
            ("Individual adopter identifier", Text::from(format!("A{:08}", life.number))),
            ("Date enquiry received", text(Some(way.matched.plus(-330).date()))),
            ("Date Stage 1 started", text(Some(way.matched.plus(-310).date()))),
            ("Date Stage 1 ended", text(Some(way.matched.plus(-250).date()))),
            ("Date Stage 2 started", text(Some(way.matched.plus(-245).date()))),
            ("Date Stage 2 ended", text(Some(way.matched.plus(-130).date()))),
            ("Date application approved", text(Some(way.matched.plus(-120).date()))),
            ("Date adopter matched with child(ren)", text(Some(way.matched.date()))),
            ("Date child/children placed with adopter(s)", text(window.known(Some(way.placed)))),
            ("Date of Adoption Order", text(window.known(care.end))),
        ],
    );
    lists.adopters.push(TextRow { cells, ..TextRow::default() });
}

fn who(life: &Life, person: &Person, window: Window) -> Who {
    Who {
        child: Text::from(life.id()),
        sex: if person.girl { Sex::Female } else { Sex::Male },
        ethnicity: Code::new(broad_group(person.ethnicity)),
        born: Some(life.born.date()),
        age: Text::from(life.born.age_on(window.to.plus(-1)).to_string()),
        disabled: Some(!person.disabilities.is_empty()),
    }
}

/// The first letter of a census code is its broad group, but Chinese children are counted as Asian.
fn broad_group(ethnicity: &'static str) -> &'static str {
    if ethnicity == "CHNE" { "A" } else { ethnicity.get(..1).unwrap_or("") }
}

/// Cells of columns that have no field, in the order of the columns.
fn rest(lists: &mut Lists, list: u8, cells: &[(&str, Text)]) -> Rest {
    let filled = cells.iter().filter(|(_, text)| !text.is_empty());
    let mut rest: Rest =
        filled.filter_map(|(heading, text)| Some((lists.column(list, heading)?, text.clone()))).collect();
    rest.sort_by_key(|(column, _)| *column);
    rest
}
