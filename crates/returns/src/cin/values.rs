//! Records and values put where they belong.

use jiff::civil::Date;

use super::elements::{Record, Value};
use super::rows::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, PreProceedings, ProtectionPlan, Section47,
};
use super::rules::{BAD_DATE, BAD_VALUE, MISPLACED, REPEATED_VALUE};
use crate::finding::Rule;
use crate::{Origin, Text, day};

/// What is wrong with a value: the rule, and what was expected. `None` if nothing is.
pub(super) type Problem = Option<(&'static Rule, &'static str)>;

/// The value stands in a record that has no such value.
const ASTRAY: Problem = Some((&MISPLACED, "skipped: it belongs to another record"));

impl CensusChild {
    /// Begins a record within the record `outer` of this child; whether it may stand there.
    pub(super) fn begin(&mut self, outer: Option<Record>, record: Record, origin: Origin) -> bool {
        if (outer, record) == (Some(Record::Child), Record::Episode) {
            self.episodes.push(NeedEpisode { origin, ..NeedEpisode::default() });
            return true;
        }
        let Some(episode) = self.episodes.last_mut().filter(|_| outer == Some(Record::Episode)) else {
            return false;
        };
        match record {
            Record::Assessment => {
                episode.assessments.push(Assessment { origin, ..Assessment::default() });
            }
            Record::InNeedPlan => episode.plans.push(InNeedPlan { origin, ..InNeedPlan::default() }),
            Record::Enquiry => episode.enquiries.push(Section47 { origin, ..Section47::default() }),
            Record::ProtectionPlan => {
                episode.protection_plans.push(ProtectionPlan { origin, ..ProtectionPlan::default() });
            }
            Record::PreProceedings => {
                episode.pre_proceedings.push(PreProceedings { origin, ..PreProceedings::default() });
            }
            Record::Header | Record::Child | Record::Episode => return false,
        }
        true
    }

    /// Puts a value into the latest record of a kind.
    pub(super) fn put(&mut self, record: Record, value: Value, name: &str, text: &str) -> Problem {
        if record == Record::Child {
            return put_in_child(self, value, text);
        }
        let Some(episode) = self.episodes.last_mut() else { return ASTRAY };
        match record {
            Record::Episode => put_in_episode(episode, value, text),
            Record::Assessment => {
                episode.assessments.last_mut().map_or(ASTRAY, |r| put_in_assessment(r, value, text))
            }
            Record::InNeedPlan => episode.plans.last_mut().map_or(ASTRAY, |r| put_in_plan(r, value, text)),
            Record::Enquiry => {
                episode.enquiries.last_mut().map_or(ASTRAY, |r| put_in_enquiry(r, value, text))
            }
            Record::ProtectionPlan => {
                episode.protection_plans.last_mut().map_or(ASTRAY, |r| put_in_protection_plan(r, value, text))
            }
            Record::PreProceedings => {
                self.put_unknown(name, text);
                None
            }
            Record::Header | Record::Child => ASTRAY,
        }
    }

    /// Keeps a value of the pre-proceedings module by its name.
    pub(super) fn put_unknown(&mut self, name: &str, text: &str) {
        if let Some(module) = self.episodes.last_mut().and_then(|e| e.pre_proceedings.last_mut()) {
            module.values.push((Text::from(name), Text::from(text)));
        }
    }
}

impl CensusHeader {
    /// Puts a value of the header where it belongs.
    pub(super) fn put(&mut self, value: Value, text: &str) -> Problem {
        match value {
            Value::Collection => put_text(&mut self.collection, text),
            Value::Year => put_number(&mut self.year, text),
            Value::ReferenceDate => put_date(&mut self.reference_date, text),
            Value::SourceLevel => None,
            Value::Authority => put_text(&mut self.authority, text),
            Value::Software => put_text(&mut self.software, text),
            Value::Release => put_text(&mut self.release, text),
            Value::Serial => put_text(&mut self.serial, text),
            Value::Written => put_text(&mut self.written, text),
            _ => ASTRAY,
        }
    }
}

fn put_in_child(child: &mut CensusChild, value: Value, text: &str) -> Problem {
    match value {
        Value::ChildId => put_text(&mut child.child, text),
        Value::Upn => put_text(&mut child.upn, text),
        Value::FormerUpn => put_text(&mut child.former_upn, text),
        Value::UpnUnknown => put_text(&mut child.upn_unknown, text),
        Value::Born => put_date(&mut child.born, text),
        Value::ExpectedBirth => put_date(&mut child.expected_birth, text),
        Value::Sex => put_text(&mut child.sex, text),
        Value::Died => put_date(&mut child.died, text),
        Value::Ethnicity => put_text(&mut child.ethnicity, text),
        Value::Disability => add_text(&mut child.disabilities, text),
        _ => ASTRAY,
    }
}

fn put_in_episode(episode: &mut NeedEpisode, value: Value, text: &str) -> Problem {
    match value {
        Value::Referred => put_date(&mut episode.referred, text),
        Value::From => put_text(&mut episode.from, text),
        Value::Need => put_text(&mut episode.need, text),
        Value::Closed => put_date(&mut episode.closed, text),
        Value::ReasonClosed => put_text(&mut episode.reason_closed, text),
        Value::Conference => put_date(&mut episode.conference, text),
        Value::NoFurtherAction => put_flag(&mut episode.no_further_action, text),
        _ => ASTRAY,
    }
}

fn put_in_assessment(assessment: &mut Assessment, value: Value, text: &str) -> Problem {
    match value {
        Value::AssessmentStarted => put_date(&mut assessment.started, text),
        Value::AssessmentReviewed => put_date(&mut assessment.reviewed, text),
        Value::AssessmentAuthorised => put_date(&mut assessment.authorised, text),
        Value::Factor => add_text(&mut assessment.factors, text),
        _ => ASTRAY,
    }
}

fn put_in_plan(plan: &mut InNeedPlan, value: Value, text: &str) -> Problem {
    match value {
        Value::PlanStarted => put_date(&mut plan.started, text),
        Value::PlanEnded => put_date(&mut plan.ended, text),
        _ => ASTRAY,
    }
}

fn put_in_enquiry(enquiry: &mut Section47, value: Value, text: &str) -> Problem {
    match value {
        Value::EnquiryStarted => put_date(&mut enquiry.started, text),
        Value::ConferenceDue => put_date(&mut enquiry.conference_due, text),
        Value::Conference => put_date(&mut enquiry.conference, text),
        Value::ConferenceNotRequired => put_flag(&mut enquiry.conference_not_required, text),
        _ => ASTRAY,
    }
}

fn put_in_protection_plan(plan: &mut ProtectionPlan, value: Value, text: &str) -> Problem {
    match value {
        Value::ProtectionStarted => put_date(&mut plan.started, text),
        Value::ProtectionEnded => put_date(&mut plan.ended, text),
        Value::FirstCategory => put_text(&mut plan.first_category, text),
        Value::LatestCategory => put_text(&mut plan.latest_category, text),
        Value::PlansBefore => put_number(&mut plan.plans_before, text),
        Value::Review => match day::iso(text) {
            Some(date) => {
                plan.reviews.push(date);
                None
            }
            None => BAD_DAY,
        },
        _ => ASTRAY,
    }
}

const BAD_DAY: Problem = Some((&BAD_DATE, "a date as yyyy-mm-dd"));
const TWICE: Problem = Some((&REPEATED_VALUE, "one value; the first is used"));

fn put_text(to: &mut Text, text: &str) -> Problem {
    if !to.is_empty() {
        return TWICE;
    }
    *to = Text::from(text);
    None
}

fn add_text(to: &mut Vec<Text>, text: &str) -> Problem {
    to.push(Text::from(text));
    None
}

fn put_date(to: &mut Option<Date>, text: &str) -> Problem {
    if to.is_some() {
        return TWICE;
    }
    *to = day::iso(text);
    if to.is_none() { BAD_DAY } else { None }
}

fn put_number<N: std::str::FromStr>(to: &mut Option<N>, text: &str) -> Problem {
    if to.is_some() {
        return TWICE;
    }
    *to = text.parse().ok();
    if to.is_none() { Some((&BAD_VALUE, "a whole number")) } else { None }
}

fn put_flag(to: &mut Option<bool>, text: &str) -> Problem {
    if to.is_some() {
        return TWICE;
    }
    *to = match text {
        "true" | "TRUE" | "1" => Some(true),
        "false" | "FALSE" | "0" => Some(false),
        _ => None,
    };
    if to.is_none() { Some((&BAD_VALUE, "true, false, TRUE, FALSE, 1 or 0")) } else { None }
}
