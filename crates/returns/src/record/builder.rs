//! Joining what the returns say into one record, by written rules.
//!
//! 1. **One child per id.** Ids are compared as text. Nothing is merged by resemblance: two ids that may be one
//!    child are reported as possible (`maybe-same-child`) and stay two.
//! 2. **Who a child is.** Within one kind of return the latest row wins; between kinds the order is census,
//!    SSDA903, Annex A, event file. A blank never overrides. A difference in birth date, sex or UPN is reported.
//! 3. **What happened.** The same kind of activity with the same first day, told by two kinds of return, is one
//!    activity: the stronger return's, with the weaker one's end where the stronger has none, and with the cost that an
//!    event file states and the agency that bears it. For early help the
//!    event file is stronger than Annex A, which knows the assessment only.
//! 4. **Extracts of one kind.** Annex A lists of two inspections, or two event files, that tell of one activity (kind,
//!    first day, agency, service) tell of it once; the file that comes later is believed about its end.
//! 5. **Care told twice.** A period of care of Annex A or of an event file that SSDA903 episodes overlap is dropped in
//!    their favour; its end closes an episode that SSDA903 leaves open, its days before an episode that goes on from
//!    one that no return has are kept, and its cost is kept once. Where their first or last days differ, there is a
//!    finding.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::care::settle_care;
use super::extract::ends_with_lists;
use super::{
    Activity, Child, Coverage, Desk, Detail, Kind, PersonFacts, Record, Sex, Statement, Told, care,
    same_child,
};
use crate::cores::{PIECE, PIECES, map, sort_unstable_by};
use crate::{Finding, Findings, Rule, Severity, Text};

static DIFFERS: Rule = Rule {
    id: "returns-differ-on-person",
    severity: Severity::Warning,
    title: "Two returns say different things about who a child is.",
    why: "Age and sex decide which cell a child's time is counted in. The stronger return is believed: census, \
          then SSDA903, then Annex A, then event files.",
};
pub(super) static ENDS_DIFFER: Rule = Rule {
    id: "returns-differ-on-end",
    severity: Severity::Warning,
    title: "Two returns give different ends to the same activity.",
    why: "The end decides how long the child was in the position. The stronger return is believed.",
};
pub(super) static CLOSED_BY_OTHER: Rule = Rule {
    id: "ended-by-other-return",
    severity: Severity::Repair,
    title: "An activity that one return leaves open was ended by another.",
    why: "Returns are extracted at different times; the later extract knows of the end.",
};
static TOLD_TWICE: Rule = Rule {
    id: "activity-told-twice",
    severity: Severity::Note,
    title: "One activity stands in two files of one kind.",
    why: "Two inspection extracts, or two event files, tell of the same activity of the same day: it counts once, and \
          the later file says when it ended.",
};
static NO_BIRTH: Rule = Rule {
    id: "no-birth-date",
    severity: Severity::Warning,
    title: "No file gives a usable date of birth for a child.",
    why: "Without it no time can be counted by age: the child has a journey but takes no part in rates.",
};
static BEFORE_BIRTH: Rule = Rule {
    id: "activity-before-birth",
    severity: Severity::Warning,
    title: "Something happened more than nine months before the child was born.",
    why: "Either the birth date or the date of the activity is wrong. Both are kept as they are.",
};

/// Rules of joining.
pub(crate) static RULES: &[&Rule] = &[
    &DIFFERS,
    &ENDS_DIFFER,
    &CLOSED_BY_OTHER,
    &care::START_DIFFERS,
    &care::START_TOLD,
    &care::STILL_OPEN,
    &care::COST_MOVED,
    &NO_BIRTH,
    &BEFORE_BIRTH,
    &super::slips::DATE_FAR,
    &super::horizon::IN_FUTURE,
    &super::extract::OPEN_AT_EXTRACT,
    &TOLD_TWICE,
    &same_child::SAME_UPN,
    &same_child::ZEROS,
    &same_child::MAYBE_SAME,
];

/// What is known of a child while returns are still telling.
///
/// Facts and activities of all children lie in one list each, since most children have few: a list of its own for
/// every child would cost more memory than what is in it.
struct Draft {
    id: Text,
    /// Places of the facts of each kind of return in [`Builder::facts`].
    facts: [Option<u32>; 4],
    activities: u32,
}

/// Collects statements and makes a [`Record`] of them.
#[derive(Default)]
pub struct Builder {
    /// Names of agencies and services.
    pub desk: Desk,
    /// Days the files speak for; the caller adds them.
    pub coverage: Coverage,
    /// Where the inspection lists of each file end; the caller adds them.
    pub(super) lists_end: BTreeMap<u32, Date>,
    places: FxHashMap<Text, u32>,
    drafts: Vec<Draft>,
    last: usize,
    facts: Vec<PersonFacts>,
    /// Place of the child, who told, what happened.
    activities: Vec<(u32, Told, Activity)>,
}

impl Builder {
    /// Takes one statement about one child.
    pub fn tell(&mut self, told: Told, child: &str, statement: Statement) {
        let place = self.place_of(child);
        let Some(draft) = self.drafts.get_mut(place) else { return };
        match statement {
            Statement::Activity(activity) => {
                draft.activities += 1;
                self.activities.push((place as u32, told, activity));
            }
            Statement::Person(facts) => {
                let known = draft.facts[told as usize].and_then(|at| self.facts.get_mut(at as usize));
                match known {
                    Some(known) => update(known, facts),
                    None => {
                        draft.facts[told as usize] = Some(self.facts.len() as u32);
                        self.facts.push(facts);
                    }
                }
            }
        }
    }

    /// The child's place among the drafts, added at the end if new.
    fn place_of(&mut self, child: &str) -> usize {
        // Returns tell of one child after the other: most often it is the last one again.
        if self.drafts.get(self.last).is_some_and(|draft| draft.id == child) {
            return self.last;
        }
        // And each year tells of children in much the same order.
        if self.drafts.get(self.last + 1).is_some_and(|draft| draft.id == child) {
            self.last += 1;
            return self.last;
        }
        let next = self.drafts.len();
        self.last = match self.places.get(child) {
            Some(place) => *place as usize,
            None => {
                self.places.insert(Text::from(child), next as u32);
                let id = Text::from(child);
                self.drafts.push(Draft { id, facts: [None; 4], activities: 0 });
                next
            }
        };
        self.last
    }

    /// Makes the record.
    pub fn finish(self, findings: &mut Findings) -> Record {
        let order = by_child(&self.drafts, &self.activities);
        let mut rest = order.as_slice();
        let pieces: Vec<(&[Draft], &[u32])> = self
            .drafts
            .chunks(PIECE)
            .map(|drafts| {
                let activities = drafts.iter().map(|draft| draft.activities as usize).sum::<usize>();
                let (mine, others) = rest.split_at(rest.len().min(activities));
                rest = others;
                (drafts, mine)
            })
            .collect();
        let mut children = Vec::with_capacity(self.drafts.len());
        // Some at a time: all of them beside the list that they go to would take twice the memory.
        for pieces in pieces.chunks(PIECES) {
            for (joined, found) in map(pieces, |(drafts, order)| self.join_piece(drafts, order)) {
                children.extend(joined);
                findings.append(found, 0);
            }
        }
        sort_unstable_by(&mut children, |a, b| a.id.cmp(&b.id));
        same_child::report(&children, findings);
        Record {
            children,
            agencies: self.desk.agencies,
            services: self.desk.services,
            coverage: self.coverage,
        }
    }

    /// Joins what was told of some children; `order` numbers their activities, child by child.
    fn join_piece(&self, drafts: &[Draft], mut order: &[u32]) -> (Vec<Child>, Findings) {
        let mut findings = Findings::default();
        let mut told: Vec<(Told, Activity)> = Vec::new();
        let join = |draft: &Draft| {
            let (mine, others) = order.split_at(order.len().min(draft.activities as usize));
            order = others;
            told.clear();
            told.extend(
                mine.iter().filter_map(|n| self.activities.get(*n as usize)).map(|(_, t, a)| (*t, *a)),
            );
            let facts = draft.facts.map(|at| at.and_then(|at| self.facts.get(at as usize)));
            let mut child = join_child(draft.id.clone(), facts, &mut told, &mut findings);
            end_with_lists(&mut child, &self.lists_end);
            child
        };
        let children = drafts.iter().map(join).collect();
        (children, findings)
    }
}

/// Numbers of the activities, child by child in the order of the drafts, each child's as they were told.
fn by_child(drafts: &[Draft], activities: &[(u32, Told, Activity)]) -> Vec<u32> {
    let mut next: Vec<u32> = drafts
        .iter()
        .scan(0u32, |sum, draft| {
            let first = *sum;
            *sum += draft.activities;
            Some(first)
        })
        .collect();
    let mut order = vec![0; activities.len()];
    for (number, (child, ..)) in activities.iter().enumerate() {
        if let Some(place) = next.get_mut(*child as usize) {
            if let Some(slot) = order.get_mut(*place as usize) {
                *slot = number as u32;
            }
            *place += 1;
        }
    }
    order
}

/// Lets a later row of the same return override what it says; blanks override nothing.
fn update(known: &mut PersonFacts, later: PersonFacts) {
    known.born = later.born.or(known.born);
    known.died = later.died.or(known.died);
    known.disabled = later.disabled.or(known.disabled);
    known.unaccompanied |= later.unaccompanied;
    if later.sex != Sex::Unknown {
        known.sex = later.sex;
    }
    if !later.ethnicity.is_blank() {
        known.ethnicity = later.ethnicity;
    }
    for (old, new) in
        [(&mut known.upn, later.upn), (&mut known.ward, later.ward), (&mut known.family, later.family)]
    {
        if !new.is_empty() {
            *old = new;
        }
    }
    known.origin = later.origin;
}

fn join_child(
    id: Text,
    facts: [Option<&PersonFacts>; 4],
    told: &mut Vec<(Told, Activity)>,
    findings: &mut Findings,
) -> Child {
    let mut child = Child { id, ..Child::default() };
    let mut believed: Option<PersonFacts> = None;
    for (told, facts) in Told::ALL.into_iter().zip(facts) {
        let Some(facts) = facts else { continue };
        match &mut believed {
            None => believed = Some(facts.clone()),
            Some(stronger) => {
                report_differences(&child.id, stronger, facts, told, findings);
                let weaker = std::mem::replace(stronger, facts.clone());
                update(stronger, weaker);
            }
        }
    }
    child.facts = believed.unwrap_or_default();
    child.activities = join_activities(&child.id, told, findings);
    check_birth(&child, findings);
    child
}

/// Ends what the inspection lists leave open, and no other return tells, where the lists end.
fn end_with_lists(child: &mut Child, lists_end: &BTreeMap<u32, Date>) {
    let activities = &mut child.activities;
    for activity in activities.iter_mut().filter(|a| ends_with_lists(a)) {
        let end = lists_end.get(&activity.origin.source).copied();
        activity.end = end.filter(|end| *end > activity.start);
    }
    activities.sort_by_key(|a| (a.start, a.kind, a.end));
}

fn report_differences(
    child: &str,
    stronger: &PersonFacts,
    weaker: &PersonFacts,
    told: Told,
    findings: &mut Findings,
) {
    let mut report =
        |column: &'static str, believed: String, value: String| {
            findings.push(Finding::new(&DIFFERS, weaker.origin).child(child).value(column, &value).expected(
                format!("{believed}, as a stronger return says; {} was not believed", told.label()),
            ));
        };
    if let (Some(a), Some(b)) = (stronger.born, weaker.born)
        && a != b
    {
        report("born", a.to_string(), b.to_string());
    }
    if stronger.sex != Sex::Unknown && weaker.sex != Sex::Unknown && stronger.sex != weaker.sex {
        report("sex", stronger.sex.label().to_string(), weaker.sex.label().to_string());
    }
    if !stronger.upn.is_empty() && !weaker.upn.is_empty() && stronger.upn != weaker.upn {
        report("upn", stronger.upn.to_string(), weaker.upn.to_string());
    }
}

/// Makes one list of what several returns tell, rules 3 to 5 of the module.
fn join_activities(child: &str, told: &mut Vec<(Told, Activity)>, findings: &mut Findings) -> Vec<Activity> {
    told.sort_by_key(|(t, a)| (a.start, a.kind, strength(*t, a.kind), a.agency, a.service, a.end, a.origin));
    settle_extracts(child, told, findings);
    // One kind of return alone has nothing to settle.
    if told.windows(2).any(|pair| pair[0].0 != pair[1].0) {
        settle_twins(child, told, findings);
    }
    settle_care(child, told, findings);
    let mut activities: Vec<Activity> = told.iter().map(|(_, a)| *a).collect();
    activities.sort_by_key(|a| (a.start, a.kind, a.end));
    activities
}

/// Rule 4: makes one activity of those that several extracts of one kind tell; the later file wins.
///
/// Years of the census and of SSDA903 are merged before they come here.
fn settle_extracts(child: &str, told: &mut Vec<(Told, Activity)>, findings: &mut Findings) {
    told.dedup_by(|(later_told, later), (told, kept)| {
        let is_same = told == later_told
            && matches!(told, Told::AnnexA | Told::Events)
            && (kept.kind, kept.start, kept.agency, kept.service)
                == (later.kind, later.start, later.agency, later.service)
            && kept.origin.source != later.origin.source;
        if is_same {
            findings.push(
                Finding::new(&TOLD_TWICE, later.origin)
                    .child(child)
                    .value(later.kind.label(), &later.start.to_string())
                    .expected("one of them counts"),
            );
            if later.origin.source > kept.origin.source {
                *kept = *later;
            }
        }
        is_same
    });
}

/// Makes one activity of those that several kinds of return tell; what is left is in the order it came.
///
/// Each kind of return tells of one activity once, so a row of it goes with the first activity of that day and kind
/// that it has not told of yet.
fn settle_twins(child: &str, told: &mut Vec<(Told, Activity)>, findings: &mut Findings) {
    let mut joined: Vec<(Told, Activity)> = Vec::with_capacity(told.len());
    let mut day = None;
    // Places in `joined` of the activities of the day, by kind; and how many of them each kind of return has told of.
    let mut of_kind: FxHashMap<Kind, (Vec<usize>, [usize; 4])> = FxHashMap::default();
    for (teller, activity) in told.drain(..) {
        if day != Some(activity.start) {
            day = Some(activity.start);
            of_kind.clear();
        }
        let (places, so_far) = of_kind.entry(activity.kind).or_default();
        let known = &mut so_far[teller as usize];
        let twin = places.get(*known).and_then(|place| joined.get_mut(*place));
        *known += 1;
        match twin {
            Some((_, stronger)) if activity.kind != Kind::Service => {
                settle(child, stronger, &activity, teller, findings);
            }
            _ => {
                places.push(joined.len());
                joined.push((teller, activity));
            }
        }
    }
    *told = joined;
}

/// How far a kind of return is believed about a kind of activity: the lowest is believed most.
fn strength(told: Told, kind: Kind) -> u8 {
    match (kind, told) {
        (Kind::EarlyHelp, Told::Events) => 0,
        (_, told) => 1 + told as u8,
    }
}

fn settle(child: &str, stronger: &mut Activity, weaker: &Activity, told: Told, findings: &mut Findings) {
    if stronger.detail == Detail::None {
        stronger.detail = weaker.detail;
    }
    if stronger.cost.is_none() && weaker.cost.is_some() {
        // Who bears a cost is told with it, and by nothing else.
        stronger.cost = weaker.cost;
        stronger.agency = weaker.agency;
    }
    match (stronger.end, weaker.end) {
        (None, Some(end)) if spans_time(stronger.kind) && stronger.kind != Kind::EarlyHelp => {
            stronger.end = Some(end);
            findings.push(
                Finding::new(&CLOSED_BY_OTHER, stronger.origin)
                    .child(child)
                    .value(stronger.kind.label(), &stronger.start.to_string())
                    .expected(format!("ended on {end}, as {} says", told.label())),
            );
        }
        // Annex A ends early help with its assessment: no contradiction.
        (Some(a), Some(b)) if a != b && stronger.kind != Kind::EarlyHelp => findings.push(
            Finding::new(&ENDS_DIFFER, weaker.origin)
                .child(child)
                .value(weaker.kind.label(), &b.to_string())
                .expected(format!("{a}, as a stronger return says; {} was not believed", told.label())),
        ),
        _ => {}
    }
}

/// Whether a kind of activity lasts, so that a missing end means "still open".
fn spans_time(kind: Kind) -> bool {
    !matches!(kind, Kind::Contact | Kind::Referral | Kind::Section47 | Kind::Conference)
}

fn check_birth(child: &Child, findings: &mut Findings) {
    let Some(first) = child.activities.first() else { return };
    let Some(born) = child.facts.born else {
        findings.push(
            Finding::new(&NO_BIRTH, first.origin).child(&child.id).expected("a date of birth in any file"),
        );
        return;
    };
    if first.start.until(born).is_ok_and(|span| span.get_days() > 280) {
        findings.push(
            Finding::new(&BEFORE_BIRTH, first.origin)
                .child(&child.id)
                .value(first.kind.label(), &first.start.to_string())
                .expected(format!("a date after nine months before the birth on {born}")),
        );
    }
}
