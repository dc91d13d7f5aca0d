//! Rules on the return that touch the journey.
//!
//! **Source**: the meaning of the DfE's validation rules for the SSDA903 of 2026-27, as the sector's open
//! validators carry them out, and of its guide; the words are Headwater's.

use crate::{Rule, Severity};

pub(crate) static END_BEFORE_START: Rule = Rule {
    id: "episode-ends-before-start",
    severity: Severity::Error,
    title: "An episode ends before it starts.",
    why: "DEC lies before DECOM, so one of them is wrong. The end is not used.",
};
pub(crate) static END_WITHOUT_REASON: Rule = Rule {
    id: "episode-end-without-reason",
    severity: Severity::Warning,
    title: "An episode has an end and no reason for it.",
    why: "DEC is filled and REC is not, so it is not known whether the child left care.",
};
pub(crate) static REASON_WITHOUT_END: Rule = Rule {
    id: "episode-reason-without-end",
    severity: Severity::Warning,
    title: "An episode has a reason for ceasing and no end.",
    why: "REC is filled and DEC is not; the episode counts as open.",
};
pub(crate) static NEXT_LACKING: Rule = Rule {
    id: "episode-next-lacking",
    severity: Severity::Warning,
    title: "An episode ceases with X1 and no other follows on that day.",
    why: "X1 says that care went on in a new episode. There is none, so the child seems to leave care without a reason.",
};
pub(crate) static GOES_ON_WITHOUT_X1: Rule = Rule {
    id: "episode-goes-on-without-x1",
    severity: Severity::Warning,
    title: "An episode is followed by another on the day it ceases, and its REC is not X1.",
    why: "Another reason says that care ended, but it went on; it would count as leaving and entering care.",
};
pub(crate) static ANEW_WITHOUT_GAP: Rule = Rule {
    id: "episode-anew-without-gap",
    severity: Severity::Warning,
    title: "Care starts anew on the day on which the previous episode ceased.",
    why: "RNE is S though the previous episode ceased that day; it would count as entering care.",
};
pub(crate) static GAP_WITHOUT_START: Rule = Rule {
    id: "episode-gap-without-start",
    severity: Severity::Warning,
    title: "The first episode after a gap does not start care anew.",
    why: "RNE is not S though no episode ceased that day. An episode may be lacking.",
};
pub(crate) static OVERLAP: Rule = Rule {
    id: "episode-overlap",
    severity: Severity::Warning,
    title: "Two episodes of a child overlap.",
    why: "Two episodes overlap; some days would count twice. Merging cuts the earlier one.",
};
pub(crate) static TWO_OPEN: Rule = Rule {
    id: "episode-two-open",
    severity: Severity::Warning,
    title: "A child has more than one open episode.",
    why: "An episode is open though a later one has started. Merging closes the earlier one.",
};
pub(crate) static DUPLICATE: Rule = Rule {
    id: "episode-duplicate",
    severity: Severity::Warning,
    title: "An episode appears twice.",
    why: "Two rows are the same. Merging keeps one of them.",
};
pub(crate) static DUPLICATE_DIFFERS: Rule = Rule {
    id: "episode-duplicate-differs",
    severity: Severity::Warning,
    title: "Two episodes of a child start on one day.",
    why: "Two rows of one child and first day differ. Merging keeps the one that lasts and has ceased.",
};
pub(crate) static OUTSIDE_YEAR: Rule = Rule {
    id: "episode-outside-year",
    severity: Severity::Warning,
    title: "An episode was not open on any day of its return's year, or ends after it.",
    why: "It started after the year, ceased before it, or ceases after it; the file may be of another year.",
};
pub(crate) static AFTER_YEAR: Rule = Rule {
    id: "episode-starts-after-year",
    severity: Severity::Error,
    title: "An episode starts after the year of its return.",
    why: "A return cannot know of it, so its first day is wrong, or the extract was made later than the return. It is \
          left out; if it is true, the next year's return tells of it.",
};
pub(crate) static YEAR_AND_DATES: Rule = Rule {
    id: "year-and-dates-disagree",
    severity: Severity::Warning,
    title: "Most episodes of a return lie outside its year.",
    why: "Most lie outside it, so the name of the file or folder likely tells another year than the one in which \
          the return ends. They are read as of the year of the name.",
};
pub(crate) static BEFORE_BIRTH: Rule = Rule {
    id: "episode-before-birth",
    severity: Severity::Warning,
    title: "An episode starts before the child was born.",
    why: "DECOM lies before DOB, so one of them is wrong, or two children share an id.",
};
pub(crate) static ADULT_AT_START: Rule = Rule {
    id: "episode-starts-at-18",
    severity: Severity::Warning,
    title: "Care starts at 18 or later.",
    why: "Nobody can enter care at 18 or older; birth or first day is wrong.",
};
pub(crate) static ADULT_IN_CARE: Rule = Rule {
    id: "episode-after-18",
    severity: Severity::Warning,
    title: "Care lasts beyond the 18th birthday.",
    why: "The episode lasts more than a day beyond it. It may have been left open by mistake.",
};
pub(crate) static BEFORE_ACT: Rule = Rule {
    id: "episode-before-children-act",
    severity: Severity::Warning,
    title: "An episode starts before 14 October 1991.",
    why: "The Children Act 1989 came into force on that day; earlier first days are wrong.",
};
pub(crate) static HEADER_LACKING: Rule = Rule {
    id: "header-lacking",
    severity: Severity::Note,
    title: "A child with episodes has no header.",
    why: "Birth, sex and ethnicity of the child are not known from this year's return.",
};
pub(crate) static EPISODES_LACKING: Rule = Rule {
    id: "header-without-episodes",
    severity: Severity::Note,
    title: "A child with a header has no episodes and is no care leaver.",
    why: "The child counts as known but never in care in that year.",
};
pub(crate) static HEADER_TWICE: Rule = Rule {
    id: "header-twice",
    severity: Severity::Warning,
    title: "A child has several headers in a return.",
    why: "Facts of several rows are used, the last where they differ.",
};
pub(crate) static PROVIDER_GIVEN: Rule = Rule {
    id: "provider-given",
    severity: Severity::Warning,
    title: "A temporary or scheduled placement has a provider.",
    why: "PLACE_PROVIDER is blank for T0 to T3 and for Z1, Z11 to Z14.",
};
pub(crate) static PROVIDER_LACKING: Rule = Rule {
    id: "provider-lacking",
    severity: Severity::Warning,
    title: "A placement has no provider.",
    why: "Without it the placement counts as of no known provider.",
};
pub(crate) static PROVIDER_PARENT: Rule = Rule {
    id: "provider-not-parent",
    severity: Severity::Warning,
    title: "Provider PR0 stands without placement P1, or P1 without PR0.",
    why: "Parents provide the placement with parents and no other; one of the two codes is wrong.",
};
pub(crate) static DOB_CHANGES: Rule = Rule {
    id: "birth-differs-between-years",
    severity: Severity::Warning,
    title: "A child's date of birth differs between years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static SEX_CHANGES: Rule = Rule {
    id: "sex-differs-between-years",
    severity: Severity::Warning,
    title: "A child's sex differs between years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static ETHNICITY_CHANGES: Rule = Rule {
    id: "ethnicity-differs-between-years",
    severity: Severity::Warning,
    title: "A child's ethnicity differs between years.",
    why: "The later return's is used.",
};
pub(crate) static UPN_CHANGES: Rule = Rule {
    id: "upn-differs-between-years",
    severity: Severity::Warning,
    title: "A child's unique pupil number differs between years.",
    why: "The later return's is used. Two children may share an id.",
};
pub(crate) static UPN_PATTERN: Rule = Rule {
    id: "upn-pattern",
    severity: Severity::Warning,
    title: "A UPN is not of the form of one, nor UN1 to UN5.",
    why: "A UPN is a letter and twelve digits, the last of which may be a letter. This one cannot link the child to \
          other returns.",
};
pub(crate) static UPN_CHECK: Rule = Rule {
    id: "upn-check-letter",
    severity: Severity::Warning,
    title: "The first letter of a UPN does not follow from its digits.",
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
    &AFTER_YEAR,
    &YEAR_AND_DATES,
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
