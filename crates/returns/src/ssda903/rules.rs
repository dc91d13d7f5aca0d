//! Rules on the return that touch the journey.
//!
//! **Source**: the meaning of the DfE's validation rules for the SSDA903 of 2026-27, as the sector's open
//! validators carry them out, and of its guide; the words are Headwater's.

use crate::{Rule, Severity};

pub(crate) static END_BEFORE_START: Rule = Rule {
    id: "episode-ends-before-start",
    severity: Severity::Error,
    title: "An episode ceases on or after its first day.",
    why: "DEC lies before DECOM, so one of them is wrong. The end is not used.",
};
pub(crate) static END_WITHOUT_REASON: Rule = Rule {
    id: "episode-end-without-reason",
    severity: Severity::Warning,
    title: "An episode that has ceased says why.",
    why: "DEC is filled and REC is not, so it is not known whether the child left care.",
};
pub(crate) static REASON_WITHOUT_END: Rule = Rule {
    id: "episode-reason-without-end",
    severity: Severity::Warning,
    title: "An episode that gives a reason for ceasing says when.",
    why: "REC is filled and DEC is not; the episode counts as open.",
};
pub(crate) static NEXT_LACKING: Rule = Rule {
    id: "episode-next-lacking",
    severity: Severity::Warning,
    title: "An episode that ceases with X1 is followed by another on that day.",
    why: "X1 says that care went on in a new episode. There is none, so the child seems to leave care without a reason.",
};
pub(crate) static GOES_ON_WITHOUT_X1: Rule = Rule {
    id: "episode-goes-on-without-x1",
    severity: Severity::Warning,
    title: "An episode that is followed by another on the day it ceases has REC X1.",
    why: "Another reason says that care ended, but it went on; it would count as leaving and entering care.",
};
pub(crate) static ANEW_WITHOUT_GAP: Rule = Rule {
    id: "episode-anew-without-gap",
    severity: Severity::Warning,
    title: "Care that goes on without a gap does not start anew.",
    why: "RNE is S though the previous episode ceased that day; it would count as entering care.",
};
pub(crate) static GAP_WITHOUT_START: Rule = Rule {
    id: "episode-gap-without-start",
    severity: Severity::Warning,
    title: "The first episode after a gap starts care anew.",
    why: "RNE is not S though no episode ceased that day. An episode may be lacking.",
};
pub(crate) static OVERLAP: Rule = Rule {
    id: "episode-overlap",
    severity: Severity::Warning,
    title: "A child is in one episode at a time.",
    why: "Two episodes overlap; some days would count twice. Merging cuts the earlier one.",
};
pub(crate) static TWO_OPEN: Rule = Rule {
    id: "episode-two-open",
    severity: Severity::Warning,
    title: "A child has one open episode at most.",
    why: "An episode is open though a later one has started. Merging closes the earlier one.",
};
pub(crate) static DUPLICATE: Rule = Rule {
    id: "episode-duplicate",
    severity: Severity::Warning,
    title: "An episode appears once.",
    why: "Two rows are the same. Merging keeps one of them.",
};
pub(crate) static DUPLICATE_DIFFERS: Rule = Rule {
    id: "episode-duplicate-differs",
    severity: Severity::Warning,
    title: "A child starts one episode on one day.",
    why: "Two rows of one child and first day differ. Merging keeps the one that lasts and has ceased.",
};
pub(crate) static OUTSIDE_YEAR: Rule = Rule {
    id: "episode-outside-year",
    severity: Severity::Warning,
    title: "An episode of a return was open on some day of its year.",
    why: "It started after the year, ceased before it, or ceases after it; the file may be of another year.",
};
pub(crate) static BEFORE_BIRTH: Rule = Rule {
    id: "episode-before-birth",
    severity: Severity::Warning,
    title: "An episode starts on or after the birth of the child.",
    why: "DECOM lies before DOB, so one of them is wrong, or two children share an id.",
};
pub(crate) static ADULT_AT_START: Rule = Rule {
    id: "episode-starts-at-18",
    severity: Severity::Warning,
    title: "Care starts before the 18th birthday.",
    why: "Nobody can enter care at 18 or older; birth or first day is wrong.",
};
pub(crate) static ADULT_IN_CARE: Rule = Rule {
    id: "episode-after-18",
    severity: Severity::Warning,
    title: "Care ends by the 18th birthday.",
    why: "The episode lasts more than a day beyond it. It may have been left open by mistake.",
};
pub(crate) static BEFORE_ACT: Rule = Rule {
    id: "episode-before-children-act",
    severity: Severity::Warning,
    title: "An episode starts on or after 14 October 1991.",
    why: "The Children Act 1989 came into force on that day; earlier first days are wrong.",
};
pub(crate) static HEADER_LACKING: Rule = Rule {
    id: "header-lacking",
    severity: Severity::Note,
    title: "A child with episodes has a header.",
    why: "Birth, sex and ethnicity of the child are not known from this year's return.",
};
pub(crate) static EPISODES_LACKING: Rule = Rule {
    id: "header-without-episodes",
    severity: Severity::Note,
    title: "A child with a header has episodes.",
    why: "The child counts as known but never in care in that year, as care leavers are.",
};
pub(crate) static HEADER_TWICE: Rule = Rule {
    id: "header-twice",
    severity: Severity::Warning,
    title: "A child has one header in a return.",
    why: "Facts of several rows are used, the last where they differ.",
};
pub(crate) static PROVIDER_GIVEN: Rule = Rule {
    id: "provider-given",
    severity: Severity::Warning,
    title: "Temporary and scheduled placements have no provider.",
    why: "PLACE_PROVIDER is blank for T0 to T3 and for Z1, Z11 to Z14.",
};
pub(crate) static PROVIDER_LACKING: Rule = Rule {
    id: "provider-lacking",
    severity: Severity::Warning,
    title: "A placement has a provider.",
    why: "Without it the placement counts as of no known provider.",
};
pub(crate) static PROVIDER_PARENT: Rule = Rule {
    id: "provider-not-parent",
    severity: Severity::Warning,
    title: "Provider PR0 goes with placement P1, and P1 with PR0.",
    why: "Parents provide the placement with parents and no other; one of the two codes is wrong.",
};
pub(crate) static DOB_CHANGES: Rule = Rule {
    id: "birth-differs-between-years",
    severity: Severity::Warning,
    title: "A child's date of birth is the same in all years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static SEX_CHANGES: Rule = Rule {
    id: "sex-differs-between-years",
    severity: Severity::Warning,
    title: "A child's sex is the same in all years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static ETHNICITY_CHANGES: Rule = Rule {
    id: "ethnicity-differs-between-years",
    severity: Severity::Warning,
    title: "A child's ethnicity is the same in all years.",
    why: "The later return's is used.",
};
pub(crate) static UPN_CHANGES: Rule = Rule {
    id: "upn-differs-between-years",
    severity: Severity::Warning,
    title: "A child's unique pupil number is the same in all years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static UPN_PATTERN: Rule = Rule {
    id: "upn-pattern",
    severity: Severity::Warning,
    title: "A UPN is a letter and twelve digits, the last of which may be a letter, or UN1 to UN5.",
    why: "It cannot link this child to other returns.",
};
pub(crate) static UPN_CHECK: Rule = Rule {
    id: "upn-check-letter",
    severity: Severity::Warning,
    title: "The first letter of a UPN follows from its digits.",
    why: "A digit is wrong, so it may link this child to another one.",
};

/// Rules of the return.
pub(crate) static RULES: &[&Rule] = &[
    &END_BEFORE_START,
    &END_WITHOUT_REASON,
    &REASON_WITHOUT_END,
    &NEXT_LACKING,
    &GOES_ON_WITHOUT_X1,
    &ANEW_WITHOUT_GAP,
    &GAP_WITHOUT_START,
    &OVERLAP,
    &TWO_OPEN,
    &DUPLICATE,
    &DUPLICATE_DIFFERS,
    &OUTSIDE_YEAR,
    &BEFORE_BIRTH,
    &ADULT_AT_START,
    &ADULT_IN_CARE,
    &BEFORE_ACT,
    &HEADER_LACKING,
    &EPISODES_LACKING,
    &HEADER_TWICE,
    &PROVIDER_GIVEN,
    &PROVIDER_LACKING,
    &PROVIDER_PARENT,
    &DOB_CHANGES,
    &SEX_CHANGES,
    &ETHNICITY_CHANGES,
    &UPN_CHANGES,
    &UPN_PATTERN,
    &UPN_CHECK,
];
