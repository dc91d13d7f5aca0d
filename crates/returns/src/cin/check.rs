//! Checking a census, child by child.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::check_episode::{Span, tell_clashes};
use super::rows::CensusChild;
use super::rules::{
    AFTER_DEATH, AFTER_REFERENCE_DATE, BIRTH_AFTER_ACTIVITY, BOTH_PLANS, CHILD_ID_FORM, CHILD_REPEATED,
    CODE_OTHER_YEARS, CODE_UNKNOWN, DEATH_BEFORE_BIRTH, DISABILITY_NONE, NO_BIRTH, NO_CHILD_ID, NO_EPISODE,
    PLANS_BEFORE, REFERRAL_REPEATED, TWO_BIRTHS, UPN_FORM, UPN_REPEATED,
};
use crate::codes::{self, List, Standing};
use crate::finding::Rule;
use crate::record::Code;
use crate::{Finding, Findings, Origin, upn};

/// Longest time between a referral and the birth of the child: forty weeks.
const WEEKS_UNBORN: i32 = 40;

/// The lists whose codes a census has.
const LISTS: [List; 9] = [
    List::Sex,
    List::Ethnicity,
    List::UpnUnknown,
    List::Disability,
    List::ReferralSource,
    List::Need,
    List::ReasonClosed,
    List::Factor,
    List::AbuseCategory,
];

/// What the checks of a census need to know: its year, its reference date, and the codes of that year.
pub(super) struct Checks {
    pub(super) year: Option<u16>,
    pub(super) reference: Option<Date>,
    valid: [Vec<Code>; 9],
}

impl Checks {
    pub(super) fn new(year: Option<u16>, reference: Option<Date>) -> Checks {
        let valid = LISTS.map(|list| {
            let list = in_year(list, year);
            let valid = codes::entries(list)
                .iter()
                .filter(|e| codes::standing(list, e.code, year) == Standing::Valid);
            valid.map(|e| Code::new(e.code)).collect()
        });
        Checks { year, reference, valid }
    }

    /// Checks a child by itself.
    pub(super) fn child(&self, child: &CensusChild, findings: &mut Findings) {
        let mut tell = Teller { child, findings };
        self.identity(child, &mut tell);
        self.life(child, &mut tell);
        for episode in &child.episodes {
            self.episode(episode, &mut tell);
        }
        between_episodes(child, &mut tell);
    }

    fn identity(&self, child: &CensusChild, tell: &mut Teller) {
        let at = child.origin;
        if child.child.is_empty() {
            tell.finding(&NO_CHILD_ID, at);
        } else if child.child.chars().count() > 20 || !child.child.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            tell.value(&CHILD_ID_FORM, at, "LAchildID", &child.child, "up to twenty letters and digits");
        }
        for (column, number) in [("UPN", &child.upn), ("FormerUPN", &child.former_upn)] {
            if let Some(expected) = Some(number).filter(|n| !n.is_empty()).and_then(|n| upn::problem(n)) {
                tell.value(&UPN_FORM, at, column, number, expected);
            }
        }
        let sex = if self.year.is_some_and(|y| y < super::write::SEX_FROM) { "GenderCurrent" } else { "Sex" };
        self.code(tell, at, List::Sex, sex, &child.sex);
        self.code(tell, at, List::Ethnicity, "Ethnicity", &child.ethnicity);
        self.code(tell, at, List::UpnUnknown, "UPNunknown", &child.upn_unknown);
        for disability in &child.disabilities {
            self.code(tell, at, List::Disability, "Disability", disability);
        }
        if child.disabilities.len() > 1 && child.disabilities.iter().any(|d| d == "NONE") {
            tell.value(&DISABILITY_NONE, at, "Disability", "NONE", "NONE alone, or the disabilities");
        }
        if child.episodes.is_empty() {
            tell.finding(&NO_EPISODE, at);
        }
    }

    fn life(&self, child: &CensusChild, tell: &mut Teller) {
        let at = child.origin;
        match (child.born, child.expected_birth) {
            (None, None) => tell.finding(&NO_BIRTH, at),
            (Some(_), Some(expected)) => {
                tell.date(
                    &TWO_BIRTHS,
                    at,
                    "ExpectedPersonBirthDate",
                    expected,
                    "none once the child is born",
                );
            }
            _ => {}
        }
        self.known(tell, at, "PersonBirthDate", child.born);
        self.known(tell, at, "PersonDeathDate", child.died);
        if let (Some(died), Some(born)) = (child.died, child.born)
            && died < born
        {
            tell.date(&DEATH_BEFORE_BIRTH, at, "PersonDeathDate", died, "the birth or a later day");
        }
        let Some(birth) = child.born.or(child.expected_birth) else { return };
        for episode in &child.episodes {
            if let Some(referred) = episode.referred
                && referred < birth
                && weeks_between(referred, birth) > WEEKS_UNBORN
            {
                let expected = "no more than forty weeks before the birth";
                tell.date(&BIRTH_AFTER_ACTIVITY, episode.origin, "CINreferralDate", referred, expected);
            }
        }
    }

    /// A date that a census can know: not after its reference date.
    pub(super) fn known(&self, tell: &mut Teller, at: Origin, column: &'static str, date: Option<Date>) {
        if let (Some(date), Some(reference)) = (date, self.reference)
            && date > reference
        {
            tell.date(&AFTER_REFERENCE_DATE, at, column, date, "the reference date or an earlier day");
        }
    }

    /// A start: not after the reference date, nor after the child's death.
    pub(super) fn start(&self, tell: &mut Teller, at: Origin, column: &'static str, date: Option<Date>) {
        self.known(tell, at, column, date);
        if let (Some(date), Some(died)) = (date, tell.child.died)
            && date > died
        {
            tell.date(&AFTER_DEATH, at, column, date, "the day of death or an earlier one");
        }
    }

    /// A code of a list, in the year of the census. Blank is no code.
    pub(super) fn code(&self, tell: &mut Teller, at: Origin, list: List, column: &'static str, text: &str) {
        let valid = LISTS.iter().position(|l| *l == list).and_then(|n| self.valid.get(n));
        if text.is_empty() || valid.is_some_and(|codes| codes.contains(&Code::new(text))) {
            return;
        }
        let list = in_year(list, self.year);
        match codes::standing(list, text, self.year) {
            Standing::Valid => {}
            Standing::OtherYears(_) => {
                tell.value(&CODE_OTHER_YEARS, at, column, text, &codes::expected(list, self.year));
            }
            Standing::Unknown => {
                tell.value(&CODE_UNKNOWN, at, column, text, &codes::expected(list, self.year));
            }
        }
    }
}

/// The list that holds in a year: sex was asked as `GenderCurrent` before 2025.
fn in_year(list: List, year: Option<u16>) -> List {
    match (list, year) {
        (List::Sex, Some(year)) if year < super::write::SEX_FROM => List::CensusGender,
        _ => list,
    }
}

fn weeks_between(earlier: Date, later: Date) -> i32 {
    later.since(earlier).map_or(0, |span| span.get_days() / 7)
}

/// Checks what only shows when the episodes of a child are seen together.
fn between_episodes(child: &CensusChild, tell: &mut Teller) {
    let plans = || child.episodes.iter().flat_map(|e| &e.plans);
    let protection = || child.episodes.iter().flat_map(|e| &e.protection_plans);
    if child.episodes.len() > 1 {
        let needs = child.episodes.iter().filter(|e| e.no_further_action != Some(true));
        tell_clashes(tell, "CINclosureDate", needs.filter_map(|e| Span::of(e.referred, e.closed, e.origin)));
        let mut referred: Vec<_> =
            child.episodes.iter().filter_map(|e| Some((e.referred?, e.origin))).collect();
        referred.sort();
        for pair in referred.windows(2) {
            if let [(first, _), (second, at)] = pair
                && first == second
            {
                tell.date(
                    &REFERRAL_REPEATED,
                    *at,
                    "CINreferralDate",
                    *second,
                    "one episode for one referral",
                );
            }
        }
    }
    tell_clashes(tell, "CINPlanEndDate", plans().filter_map(|p| Span::of(p.started, p.ended, p.origin)));
    tell_clashes(tell, "CPPendDate", protection().filter_map(|p| Span::of(p.started, p.ended, p.origin)));
    both_plans(tell, child);
    let mut dated: Vec<_> = protection().filter_map(|p| Some((p.started?, p))).collect();
    dated.sort_by_key(|(started, plan)| (*started, plan.origin));
    for ((_, plan), seen) in dated.into_iter().zip(0u32..) {
        if let Some(before) = plan.plans_before.filter(|n| *n < seen) {
            let expected = format!("at least {seen}: as many plans of this census started before");
            tell.value(&PLANS_BEFORE, plan.origin, "NumberOfPreviousCPP", &before.to_string(), &expected);
        }
    }
}

/// Tells of each child in need plan that has a day in common with any protection plan.
fn both_plans(tell: &mut Teller, child: &CensusChild) {
    let last = |span: &Span| span.end.unwrap_or(Date::MAX);
    let protection = child.episodes.iter().flat_map(|e| &e.protection_plans);
    let mut protected: Vec<Span> =
        protection.filter_map(|p| Span::of(p.started, p.ended, p.origin)).collect();
    protected.sort_by_key(|span| span.start);
    // How far the protection plans up to each reach.
    let reach: Vec<Date> = protected
        .iter()
        .scan(Date::MIN, |far, span| {
            *far = (*far).max(last(span));
            Some(*far)
        })
        .collect();
    for plan in child.episodes.iter().flat_map(|e| &e.plans) {
        let Some(plan) = Span::of(plan.started, plan.ended, plan.origin) else { continue };
        let begun = protected.partition_point(|span| span.start < last(&plan));
        if begun.checked_sub(1).and_then(|at| reach.get(at)).is_some_and(|far| *far > plan.start) {
            let expected = "an end by the start of the protection plan, or a start after its end";
            tell.date(&BOTH_PLANS, plan.origin, "CINPlanStartDate", plan.start, expected);
        }
    }
}

/// Checks what only shows when the children of a census are seen together.
pub(super) fn census(children: &[CensusChild], findings: &mut Findings) {
    let mut ids = FxHashMap::with_capacity_and_hasher(children.len(), rustc_hash::FxBuildHasher);
    let mut numbers = FxHashMap::with_capacity_and_hasher(children.len(), rustc_hash::FxBuildHasher);
    for child in children {
        let mut tell = Teller { child, findings };
        if !child.child.is_empty()
            && let Some(first) = ids.insert(child.child.as_str(), child.origin.row)
        {
            let expected = format!("once in a census; the other is in line {first}");
            tell.value(&CHILD_REPEATED, child.origin, "LAchildID", &child.child, &expected);
        }
        if !child.upn.is_empty()
            && let Some((first, line)) = numbers.insert(child.upn.as_str(), (&child.child, child.origin.row))
            && *first != child.child
        {
            let expected = format!("one child for one number; child {first} in line {line} has it too");
            tell.value(&UPN_REPEATED, child.origin, "UPN", &child.upn, &expected);
        }
    }
}

/// Where the findings about a child go.
pub(super) struct Teller<'a> {
    pub(super) child: &'a CensusChild,
    pub(super) findings: &'a mut Findings,
}

impl Teller<'_> {
    pub(super) fn finding(&mut self, rule: &'static Rule, at: Origin) {
        self.findings.push(Finding::new(rule, at).child(&self.child.child));
    }

    pub(super) fn value(
        &mut self,
        rule: &'static Rule,
        at: Origin,
        column: &'static str,
        value: &str,
        expected: &str,
    ) {
        let finding = Finding::new(rule, at).child(&self.child.child).value(column, value);
        self.findings.push(finding.expected(expected.to_string()));
    }

    pub(super) fn date(
        &mut self,
        rule: &'static Rule,
        at: Origin,
        column: &'static str,
        date: Date,
        expected: &'static str,
    ) {
        let finding = Finding::new(rule, at).child(&self.child.child).value(column, &date.to_string());
        self.findings.push(finding.expected(expected));
    }
}
