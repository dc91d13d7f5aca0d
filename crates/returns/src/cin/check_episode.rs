//! Checking one episode of need, and what must not run at the same time.

use jiff::civil::Date;

use super::check::{Checks, Teller};
use super::rows::{Assessment, CensusChild, NeedEpisode, ProtectionPlan, Section47};
use super::rules::{
    AFTER_CLOSURE, BEFORE_REFERRAL, CLOSURE_WITHOUT_REASON, CONFERENCE_BEFORE_ENQUIRY, END_BEFORE_START,
    FACTOR_21, FACTOR_REPEATED, NFA_ACTIVITY, NO_REFERRAL_DATE, NO_START, OPEN_AFTER_CLOSURE, OVERLAP,
    REASON_WITHOUT_CLOSURE, REVIEW_OUTSIDE_PLAN, TWO_OPEN,
};
use crate::Origin;
use crate::codes::List;

impl Checks {
    /// Checks an episode by itself.
    pub(super) fn episode(&self, child: &CensusChild, episode: &NeedEpisode, tell: &mut Teller) {
        debug_assert!(std::ptr::eq(child, tell.child), "findings are about the child that is checked");
        let at = episode.origin;
        self.code(tell, at, List::ReferralSource, "ReferralSource", &episode.from);
        self.code(tell, at, List::Need, "PrimaryNeedCode", &episode.need);
        self.code(tell, at, List::ReasonClosed, "ReasonForClosure", &episode.reason_closed);
        self.start(tell, at, "CINreferralDate", episode.referred);
        self.known(tell, at, "CINclosureDate", episode.closed);
        if episode.referred.is_none() {
            tell.finding(&NO_REFERRAL_DATE, at);
        }
        in_order(tell, at, episode.referred, "CINclosureDate", episode.closed);
        match (episode.closed, episode.reason_closed.is_empty()) {
            (Some(closed), true) => {
                tell.date(&CLOSURE_WITHOUT_REASON, at, "CINclosureDate", closed, "a ReasonForClosure");
            }
            (None, false) => {
                let reason = &episode.reason_closed;
                tell.value(&REASON_WITHOUT_CLOSURE, at, "ReasonForClosure", reason, "a CINclosureDate");
            }
            _ => {}
        }
        if episode.no_further_action == Some(true) && has_activity(episode) {
            tell.value(
                &NFA_ACTIVITY,
                at,
                "ReferralNFA",
                "true",
                "no activity, or a referral that led to some",
            );
        }
        self.within(tell, episode, at, "DateOfInitialCPC", episode.conference);
        for assessment in &episode.assessments {
            self.assessment(tell, episode, assessment);
        }
        two_open_assessments(tell, episode);
        for plan in &episode.plans {
            let span = [("CINPlanStartDate", plan.started), ("CINPlanEndDate", plan.ended)];
            self.span(tell, episode, plan.origin, span);
        }
        for enquiry in &episode.enquiries {
            self.enquiry(tell, episode, enquiry);
        }
        for plan in &episode.protection_plans {
            self.protection_plan(tell, episode, plan);
        }
    }

    fn assessment(&self, tell: &mut Teller, episode: &NeedEpisode, assessment: &Assessment) {
        let at = assessment.origin;
        let span = [
            ("AssessmentActualStartDate", assessment.started),
            ("AssessmentAuthorisationDate", assessment.authorised),
        ];
        self.span(tell, episode, at, span);
        for (n, factor) in assessment.factors.iter().enumerate() {
            self.code(tell, at, List::Factor, "AssessmentFactors", factor);
            if assessment.factors.iter().take(n).any(|f| f == factor) {
                tell.value(&FACTOR_REPEATED, at, "AssessmentFactors", factor, "each factor once");
            }
        }
        if assessment.factors.iter().any(|f| f == "21") && assessment.factors.iter().any(|f| f != "21") {
            tell.value(&FACTOR_21, at, "AssessmentFactors", "21", "21 alone, or other factors");
        }
    }

    fn enquiry(&self, tell: &mut Teller, episode: &NeedEpisode, enquiry: &Section47) {
        let at = enquiry.origin;
        if enquiry.started.is_none() {
            tell.finding(&NO_START, at);
        }
        self.within(tell, episode, at, "S47ActualStartDate", enquiry.started);
        self.within(tell, episode, at, "DateOfInitialCPC", enquiry.conference);
        if let (Some(started), Some(conference)) = (enquiry.started, enquiry.conference)
            && conference < started
        {
            let expected = "the start of the enquiry or a later day";
            tell.date(&CONFERENCE_BEFORE_ENQUIRY, at, "DateOfInitialCPC", conference, expected);
        }
    }

    fn protection_plan(&self, tell: &mut Teller, episode: &NeedEpisode, plan: &ProtectionPlan) {
        let at = plan.origin;
        self.span(tell, episode, at, [("CPPstartDate", plan.started), ("CPPendDate", plan.ended)]);
        self.code(tell, at, List::AbuseCategory, "InitialCategoryOfAbuse", &plan.first_category);
        self.code(tell, at, List::AbuseCategory, "LatestCategoryOfAbuse", &plan.latest_category);
        for review in &plan.reviews {
            self.known(tell, at, "CPPreviewDate", Some(*review));
            if plan.started.is_some_and(|start| *review < start)
                || plan.ended.is_some_and(|end| *review > end)
            {
                tell.date(&REVIEW_OUTSIDE_PLAN, at, "CPPreviewDate", *review, "a day of the plan");
            }
        }
    }

    /// A record with a start and an end within an episode.
    fn span(
        &self,
        tell: &mut Teller,
        episode: &NeedEpisode,
        at: Origin,
        [(start_name, start), (end_name, end)]: [(&'static str, Option<Date>); 2],
    ) {
        if start.is_none() {
            tell.finding(&NO_START, at);
        }
        self.within(tell, episode, at, start_name, start);
        self.known(tell, at, end_name, end);
        in_order(tell, at, start, end_name, end);
        match (episode.closed, end) {
            (Some(closed), Some(end)) if end > closed => {
                tell.date(&AFTER_CLOSURE, at, end_name, end, "the closure of the episode or an earlier day");
            }
            (Some(closed), None) if start.is_some_and(|s| s <= closed) => {
                tell.value(&OPEN_AFTER_CLOSURE, at, end_name, "", "an end; taken to be the closure");
            }
            _ => {}
        }
    }

    /// A day within an episode: not before its referral, not after its closure, known to the census.
    fn within(
        &self,
        tell: &mut Teller,
        episode: &NeedEpisode,
        at: Origin,
        column: &'static str,
        date: Option<Date>,
    ) {
        self.start(tell, at, column, date);
        let Some(date) = date else { return };
        if episode.referred.is_some_and(|referred| date < referred) {
            tell.date(&BEFORE_REFERRAL, at, column, date, "the referral or a later day");
        }
        if episode.closed.is_some_and(|closed| date > closed) {
            tell.date(&AFTER_CLOSURE, at, column, date, "the closure of the episode or an earlier day");
        }
    }
}

fn has_activity(episode: &NeedEpisode) -> bool {
    episode.conference.is_some()
        || !episode.assessments.is_empty()
        || !episode.plans.is_empty()
        || !episode.enquiries.is_empty()
        || !episode.protection_plans.is_empty()
}

fn in_order(tell: &mut Teller, at: Origin, start: Option<Date>, end_name: &'static str, end: Option<Date>) {
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        tell.date(&END_BEFORE_START, at, end_name, end, "the start or a later day");
    }
}

fn two_open_assessments(tell: &mut Teller, episode: &NeedEpisode) {
    let open = episode.assessments.iter().filter(|a| a.started.is_some() && a.authorised.is_none());
    if let Some((second, started)) = open.skip(1).find_map(|a| Some((a, a.started?))) {
        let expected = "an end of the assessment before it";
        tell.date(&TWO_OPEN, second.origin, "AssessmentActualStartDate", started, expected);
    }
}

/// The days of a record, half-open; open where there is no end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) origin: Origin,
}

impl Span {
    /// The days from a start to an end; `None` if there are none.
    pub(super) fn of(start: Option<Date>, end: Option<Date>, origin: Origin) -> Option<Span> {
        let start = start?;
        end.is_none_or(|end| end >= start).then_some(Span { start, end, origin })
    }

    /// Whether the two have a day in common.
    pub(super) fn overlaps(self, other: Span) -> bool {
        other.end.is_none_or(|end| self.start < end) && self.end.is_none_or(|end| other.start < end)
    }
}

/// Tells of records of one kind that run at the same time: both open, or overlapping.
pub(super) fn tell_clashes(
    tell: &mut Teller,
    end_name: &'static str,
    spans: impl Iterator<Item = Span> + Clone,
) {
    if spans.clone().nth(1).is_none() {
        return;
    }
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_by_key(|s| (s.start, s.origin));
    let mut longest: Option<Span> = None;
    for span in spans {
        if let Some(before) = longest
            && before.overlaps(span)
        {
            let rule = if before.end.is_none() && span.end.is_none() { &TWO_OPEN } else { &OVERLAP };
            let value = before.end.map_or_else(String::new, |d| d.to_string());
            let expected =
                format!("an end by {}, when the next begins (line {})", span.start, span.origin.row);
            tell.value(rule, before.origin, end_name, &value, &expected);
        }
        let longer = longest.is_none_or(|l| l.end.is_some_and(|end| span.end.is_none_or(|e| e > end)));
        if longer {
            longest = Some(span);
        }
    }
}
