//! Joining what several censuses say of one child.
//!
//! A census repeats the episodes of need that are still open, but only the assessments, enquiries and plans of
//! its own year. So an episode is told by the latest census that has it, and what it holds by all of them.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::rows::{CensusChild, NeedEpisode};
use super::rules::{FACTS_CHANGED, PLANS_BEFORE, REFERRAL_CHANGED, VANISHED};
use super::{Census, tell};
use crate::record::{Kind, Sex};
use crate::{Finding, Findings, Origin, upn};

/// A child as one census has it.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    /// Place of the census in the order of years.
    pub rank: usize,
    pub child: &'a CensusChild,
}

/// Censuses in the order of years, and their children by id.
pub(super) struct Years<'a> {
    /// Reference dates by rank; `None` where the year is not known.
    references: Vec<Option<Date>>,
    versions: Vec<Version<'a>>,
}

impl<'a> Years<'a> {
    /// Sorts the censuses by year and their children by id. Children without an id are left out.
    pub(super) fn new(censuses: &'a [Census]) -> Years<'a> {
        let mut order: Vec<&Census> = censuses.iter().collect();
        order.sort_by_key(|census| census.year);
        let references = order.iter().map(|census| census.last_day()).collect();
        let mut versions: Vec<Version> = Vec::with_capacity(order.iter().map(|c| c.children.len()).sum());
        for (rank, census) in order.into_iter().enumerate() {
            let named = census.children.iter().filter(|child| !child.child.is_empty());
            versions.extend(named.map(|child| Version { rank, child }));
        }
        let key = |v: &Version<'a>| (v.child.child.as_str(), v.rank, v.child.origin);
        versions.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        Years { references, versions }
    }

    /// The versions of each child, earliest year first.
    pub(super) fn children(&self) -> impl Iterator<Item = &[Version<'a>]> {
        self.versions.chunk_by(|a, b| a.child.child == b.child.child)
    }

    /// The day on which something open in a census ended, if later censuses exist that do not have it.
    fn vanished_on(&self, rank: usize) -> Option<Date> {
        let mine = self.references.get(rank).copied().flatten()?;
        // Two files of one year are two parts of it: neither tells what ended in the other.
        self.references.iter().flatten().any(|later| *later > mine).then_some(mine)
    }
}

/// An episode of need as the latest census with it has it.
pub(super) struct MergedEpisode<'a> {
    pub referred: Date,
    pub episode: &'a NeedEpisode,
    rank: usize,
    /// Its closure: the census's, or the day of the last census that had it open.
    pub closed: Option<Date>,
}

/// A record within an episode.
#[derive(Clone, Copy)]
pub(super) struct Event<'a> {
    pub kind: Kind,
    pub start: Date,
    pub end: Option<Date>,
    pub category: &'a str,
    pub origin: Origin,
    /// Of a protection plan: how many its census says came before.
    plans_before: Option<u32>,
    rank: usize,
    /// Referral of the episode that holds it.
    referred: Option<Date>,
}

/// Tells where the versions of a child contradict each other.
pub(super) fn tell_changes(versions: &[Version], findings: &mut Findings) {
    for (older, newer) in versions.iter().zip(versions.iter().skip(1)) {
        let (old, new) = (older.child, newer.child);
        let mut changed = |column: &'static str, from: &str, to: &str| {
            let finding = Finding::new(&FACTS_CHANGED, new.origin).child(&new.child).value(column, to);
            findings.push(finding.expected(format!("{from}, as in the census before")));
        };
        if let (Some(from), Some(to)) = (old.born, new.born)
            && from != to
        {
            changed("PersonBirthDate", &from.to_string(), &to.to_string());
        }
        let sexes = (tell::sex(&old.sex), tell::sex(&new.sex));
        if sexes.0 != sexes.1 && sexes.0 != Sex::Unknown && sexes.1 != Sex::Unknown {
            changed("Sex", sexes.0.label(), sexes.1.label());
        }
        let both = upn::problem(&old.upn).is_none() && upn::problem(&new.upn).is_none();
        if both && old.upn != new.upn && old.upn != new.former_upn {
            changed("UPN", &old.upn, &new.upn);
        }
    }
}

/// The episodes of a child, each once, in the order of their referrals.
pub(super) fn episodes<'a>(
    years: &Years,
    versions: &[Version<'a>],
    findings: &mut Findings,
) -> Vec<MergedEpisode<'a>> {
    let mut all: Vec<MergedEpisode<'a>> = Vec::new();
    for version in versions {
        for episode in &version.child.episodes {
            let Some(referred) = episode.referred else { continue };
            all.push(MergedEpisode { referred, episode, rank: version.rank, closed: episode.closed });
        }
    }
    all.sort_by_key(|e| (e.referred, e.rank, e.episode.origin));
    // The last of each referral date is the latest.
    all.reverse();
    all.dedup_by_key(|e| e.referred);
    all.reverse();
    let mut replacements = Replacements::new(years, versions);
    let replaced: Vec<bool> = all.iter().map(|e| is_replaced(&mut replacements, e, findings)).collect();
    let mut replaced = replaced.into_iter();
    all.retain(|_| !replaced.next().unwrap_or(false));
    for merged in &mut all {
        let open = merged.closed.is_none() && merged.episode.no_further_action != Some(true);
        if let Some(day) = years.vanished_on(merged.rank).filter(|day| open && *day >= merged.referred) {
            merged.closed = Some(day);
            let child = versions.first().map_or("", |v| &v.child.child);
            tell_vanished(findings, child, merged.episode.origin, "CINclosureDate", day);
        }
    }
    all
}

/// For each census of a child the episode of the next one that can stand in for one that vanished.
struct Replacements<'a, 'v> {
    years: &'v Years<'a>,
    versions: &'v [Version<'a>],
    /// Every referral with the census that has it.
    had: FxHashSet<(usize, Date)>,
    found: FxHashMap<usize, Option<(&'a CensusChild, &'a NeedEpisode)>>,
}

impl<'a, 'v> Replacements<'a, 'v> {
    fn new(years: &'v Years<'a>, versions: &'v [Version<'a>]) -> Replacements<'a, 'v> {
        let of_version = |v: &Version<'a>| {
            let rank = v.rank;
            v.child.episodes.iter().filter_map(move |e| Some((rank, e.referred?)))
        };
        let had = versions.iter().flat_map(of_version).collect();
        Replacements { years, versions, had, found: FxHashMap::default() }
    }

    /// The first episode of the next census that was referred by the last day of this one, which does not have it.
    fn of(&mut self, rank: usize) -> Option<(&'a CensusChild, &'a NeedEpisode)> {
        if let Some(found) = self.found.get(&rank) {
            return *found;
        }
        let found = self.years.vanished_on(rank).and_then(|day| {
            let next = self.versions.iter().find(|v| v.rank > rank)?;
            let is_new = |referred: Date| referred <= day && !self.had.contains(&(rank, referred));
            let new = next.child.episodes.iter().find(|e| e.referred.is_some_and(is_new))?;
            Some((next.child, new))
        });
        self.found.insert(rank, found);
        found
    }
}

/// Whether an episode that vanished came back in the next census of the child with another referral date.
fn is_replaced(replacements: &mut Replacements, old: &MergedEpisode, findings: &mut Findings) -> bool {
    if old.closed.is_some() || old.episode.no_further_action == Some(true) {
        return false;
    }
    let Some((child, episode)) = replacements.of(old.rank) else { return false };
    let referred = episode.referred.map_or_else(String::new, |day| day.to_string());
    findings.push(
        Finding::new(&REFERRAL_CHANGED, episode.origin)
            .child(&child.child)
            .value("CINreferralDate", &referred)
            .expected(format!("{}, as in the census before", old.referred)),
    );
    true
}

/// The assessments, enquiries, conferences and plans of a child, by kind and start.
///
/// One that several censuses have is told by the latest of them.
pub(super) fn events<'a>(
    years: &Years,
    versions: &[Version<'a>],
    episodes: &[MergedEpisode],
    findings: &mut Findings,
) -> Vec<Event<'a>> {
    let mut all = Vec::new();
    for version in versions {
        for episode in &version.child.episodes {
            gather(version.rank, episode, &mut all);
        }
    }
    all.sort_by_key(|e: &Event| (e.kind, e.start, e.rank, e.origin));
    let latest: Vec<Range<usize>> = latest_of_each(&all);
    let mut kept: Vec<Event> =
        latest.into_iter().filter_map(|range| all.get(range)).flatten().copied().collect();
    for event in kept.iter_mut().filter(|e| has_end(e.kind) && e.end.is_none()) {
        // Episodes come by referral, each referral once.
        let within = event.referred.and_then(|referred| {
            let at = episodes.binary_search_by_key(&referred, |e| e.referred).ok()?;
            episodes.get(at)
        });
        let closed = within.and_then(|e| e.closed).filter(|closed| *closed >= event.start);
        if closed.is_some() {
            event.end = closed;
        } else if let Some(day) = years.vanished_on(event.rank).filter(|day| *day >= event.start) {
            event.end = Some(day);
            let child = versions.first().map_or("", |v| &v.child.child);
            tell_vanished(findings, child, event.origin, event.kind.label(), day);
        }
    }
    tell_plans_before(versions, &kept, findings);
    kept
}

/// Tells of a protection plan that counts fewer plans before it than censuses of earlier years have. Plans of its
/// own census were counted when it was read.
fn tell_plans_before(versions: &[Version], events: &[Event], findings: &mut Findings) {
    let plans: Vec<&Event> = events.iter().filter(|e| e.kind == Kind::ProtectionPlan).collect();
    // Plans that started before, in all censuses and in each.
    let mut seen = 0usize;
    let mut of_census: FxHashMap<usize, usize> = FxHashMap::default();
    for same_day in plans.chunk_by(|a, b| a.start == b.start) {
        for plan in same_day {
            let Some(before) = plan.plans_before else { continue };
            let in_own_census = of_census.get(&plan.rank).copied().unwrap_or_default();
            let counted = usize::try_from(before).unwrap_or(usize::MAX);
            if counted < seen && counted >= in_own_census {
                let child = versions.first().map_or("", |v| &v.child.child);
                let finding = Finding::new(&PLANS_BEFORE, plan.origin).child(child);
                let finding = finding.value("NumberOfPreviousCPP", &before.to_string());
                findings.push(
                    finding
                        .expected(format!("at least {seen}: as many plans of all censuses started before")),
                );
            }
        }
        for plan in same_day {
            seen += 1;
            *of_census.entry(plan.rank).or_default() += 1;
        }
    }
}

fn tell_vanished(findings: &mut Findings, child: &str, at: Origin, column: &'static str, day: Date) {
    let finding = Finding::new(&VANISHED, at).child(child).value(column, "");
    findings.push(finding.expected(format!("an end, or a place in the next census; closed on {day}")));
}

fn has_end(kind: Kind) -> bool {
    matches!(kind, Kind::Assessment | Kind::InNeedPlan | Kind::ProtectionPlan)
}

/// The places of the events of the latest rank, for each kind and start of a sorted list.
fn latest_of_each(sorted: &[Event]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    for group in sorted.chunk_by(|a, b| (a.kind, a.start) == (b.kind, b.start)) {
        let end = at + group.len();
        let last = group.last().map_or(0, |e| e.rank);
        let latest = group.iter().rev().take_while(|e| e.rank == last).count();
        ranges.push(end - latest..end);
        at = end;
    }
    ranges
}

fn gather<'a>(rank: usize, episode: &'a NeedEpisode, all: &mut Vec<Event<'a>>) {
    let add = |all: &mut Vec<Event<'a>>,
               kind,
               start: Option<Date>,
               end: Option<Date>,
               category: &'a str,
               origin| {
        let Some(start) = start else { return };
        // An end before the start has its finding from reading; nothing tells which of the two is right.
        if end.is_none_or(|end| end >= start) {
            let (plans_before, referred) = (None, episode.referred);
            all.push(Event { kind, start, end, category, origin, plans_before, rank, referred });
        }
    };
    for a in &episode.assessments {
        add(all, Kind::Assessment, a.started, a.authorised, "", a.origin);
    }
    for plan in &episode.plans {
        add(all, Kind::InNeedPlan, plan.started, plan.ended, "", plan.origin);
    }
    for enquiry in &episode.enquiries {
        add(all, Kind::Section47, enquiry.started, None, "", enquiry.origin);
        add(all, Kind::Conference, enquiry.conference, None, "", enquiry.origin);
    }
    let has_own = episode.enquiries.iter().any(|e| e.conference == episode.conference);
    if !has_own {
        add(all, Kind::Conference, episode.conference, None, "", episode.origin);
    }
    for plan in &episode.protection_plans {
        let category =
            if plan.latest_category.is_empty() { &plan.first_category } else { &plan.latest_category };
        add(all, Kind::ProtectionPlan, plan.started, plan.ended, category, plan.origin);
        if let Some(event) =
            all.last_mut().filter(|e| e.kind == Kind::ProtectionPlan && e.origin == plan.origin)
        {
            event.plans_before = plan.plans_before;
        }
    }
}
