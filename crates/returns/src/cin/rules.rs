//! The checks of a census that touch a journey.
//!
//! **Source**: what each rule looks for is taken from DfE, Children in need census: business and technical
//! specification; the words are Headwater's own.

use crate::finding::Rule;
use crate::finding::Severity::{Error, Note, Repair, Warning};

/// Every rule of a census.
pub static RULES: &[&Rule] = &[
    &BROKEN,
    &DOCTYPE,
    &UNKNOWN_ENTITY,
    &BAD_DATE,
    &BAD_VALUE,
    &UNKNOWN_ELEMENT,
    &MISPLACED,
    &REPEATED_VALUE,
    &NO_CHILDREN,
    &NO_HEADER,
    &OTHER_COLLECTION,
    &REFERENCE_DATE,
    &YEAR_DISAGREES,
    &NO_YEAR,
    &NO_CHILD_ID,
    &CHILD_ID_FORM,
    &CHILD_REPEATED,
    &UPN_FORM,
    &UPN_REPEATED,
    &NO_BIRTH,
    &TWO_BIRTHS,
    &BIRTH_AFTER_ACTIVITY,
    &AFTER_DEATH,
    &DEATH_BEFORE_BIRTH,
    &AFTER_REFERENCE_DATE,
    &CODE_UNKNOWN,
    &CODE_OTHER_YEARS,
    &DISABILITY_NONE,
    &NO_EPISODE,
    &NO_REFERRAL_DATE,
    &REFERRAL_REPEATED,
    &NO_START,
    &END_BEFORE_START,
    &BEFORE_REFERRAL,
    &AFTER_CLOSURE,
    &OPEN_AFTER_CLOSURE,
    &CONFERENCE_BEFORE_ENQUIRY,
    &REVIEW_OUTSIDE_PLAN,
    &NFA_ACTIVITY,
    &TWO_OPEN,
    &OVERLAP,
    &BOTH_PLANS,
    &CLOSURE_WITHOUT_REASON,
    &REASON_WITHOUT_CLOSURE,
    &PLANS_BEFORE,
    &FACTOR_21,
    &FACTOR_REPEATED,
    &FACTS_CHANGED,
    &VANISHED,
    &REFERRAL_CHANGED,
];

pub(super) static BROKEN: Rule = Rule::new(
    Error,
    "cin-broken",
    "The file is broken XML from some place on.",
    "Children before that place are kept; the child in which it breaks, and all after it, are lost.",
);

pub(super) static DOCTYPE: Rule = Rule::new(
    Error,
    "cin-doctype",
    "A census has a document type definition.",
    "Definitions can make a small file grow without end, and no census needs them; the file is not read on.",
);

pub(super) static UNKNOWN_ENTITY: Rule = Rule::new(
    Error,
    "cin-entity",
    "A value uses a name in place of a character that XML does not know.",
    "The value cannot be told, and is left blank.",
);

pub(super) static BAD_DATE: Rule = Rule::new(
    Error,
    "cin-date",
    "A date is not a day of 1900 to 2099 as yyyy-mm-dd.",
    "Day and month are never guessed; the value is left blank.",
);

pub(super) static BAD_VALUE: Rule = Rule::new(
    Error,
    "cin-value",
    "A value is not of the form that its element has.",
    "The value is left blank.",
);

pub(super) static UNKNOWN_ELEMENT: Rule = Rule::new(
    Note,
    "cin-unknown-element",
    "The file has an element that no census has.",
    "It is skipped, with all it holds. Each name is told once.",
);

pub(super) static MISPLACED: Rule = Rule::new(
    Warning,
    "cin-misplaced",
    "An element stands where it does not belong.",
    "It cannot be told which record it is part of, so it is skipped.",
);

pub(super) static REPEATED_VALUE: Rule = Rule::new(
    Warning,
    "cin-repeated-value",
    "An element that may occur once stands twice in one record.",
    "The first value is used.",
);

pub(super) static NO_CHILDREN: Rule =
    Rule::new(Warning, "cin-no-children", "The file has no child.", "Nothing is known from it.");

pub(super) static NO_HEADER: Rule = Rule::new(
    Warning,
    "cin-no-header",
    "The census has no header.",
    "Its year is then taken from the file's name, which may be wrong.",
);

pub(super) static OTHER_COLLECTION: Rule = Rule::new(
    Error,
    "cin-collection",
    "The header names another collection.",
    "The file may be another return in the shape of a census; it is read as a census.",
);

pub(super) static REFERENCE_DATE: Rule = Rule::new(
    Warning,
    "cin-reference-date",
    "The reference date is not the 31 March that ends the year.",
    "What is open on the reference date is open at the end of the year.",
);

pub(super) static YEAR_DISAGREES: Rule = Rule::new(
    Warning,
    "cin-year",
    "Header and file name, or year and reference date, name different years.",
    "The reference date decides if it is a 31 March, then the header, then the file's name.",
);

pub(super) static NO_YEAR: Rule = Rule::new(
    Warning,
    "cin-no-year",
    "Neither header nor file name tell the year.",
    "The census is put before all others when years are joined, and its codes are checked for no year.",
);

pub(super) static NO_CHILD_ID: Rule = Rule::new(
    Error,
    "cin-child-id-missing",
    "A child has no LAchildID.",
    "Nothing can join the child's records, so the child is left out of the journeys.",
);

pub(super) static CHILD_ID_FORM: Rule = Rule::new(
    Warning,
    "cin-child-id-form",
    "An LAchildID is longer than twenty signs, or has others than letters and digits.",
    "It is used as it stands; the same child may be spelt otherwise elsewhere.",
);

pub(super) static CHILD_REPEATED: Rule = Rule::new(
    Warning,
    "cin-child-repeated",
    "A child stands twice in one census.",
    "Both are used: the facts of the later, the episodes of both.",
);

pub(super) static UPN_FORM: Rule = Rule::new(
    Warning,
    "cin-upn-form",
    "A unique pupil number is not of the form of one.",
    "The number is not used to know the child by.",
);

pub(super) static UPN_REPEATED: Rule = Rule::new(
    Warning,
    "cin-upn-repeated",
    "Two children of one census have the same unique pupil number.",
    "One child under two ids would be counted twice.",
);

pub(super) static NO_BIRTH: Rule = Rule::new(
    Warning,
    "cin-birth-missing",
    "A child has neither a date of birth nor an expected one.",
    "The child has no age, and is left out of everything that is told by age.",
);

pub(super) static TWO_BIRTHS: Rule = Rule::new(
    Warning,
    "cin-two-births",
    "A child has both a date of birth and an expected one.",
    "The date of birth is used.",
);

pub(super) static BIRTH_AFTER_ACTIVITY: Rule = Rule::new(
    Warning,
    "cin-birth-after-activity",
    "A referral is more than forty weeks before the birth.",
    "One of the dates is wrong; ages before birth are counted as none.",
);

pub(super) static AFTER_DEATH: Rule = Rule::new(
    Warning,
    "cin-after-death",
    "A record starts after the child's death.",
    "One of the dates is wrong.",
);

pub(super) static DEATH_BEFORE_BIRTH: Rule = Rule::new(
    Warning,
    "cin-death-before-birth",
    "A death is before the birth.",
    "One of the dates is wrong.",
);

pub(super) static AFTER_REFERENCE_DATE: Rule = Rule::new(
    Warning,
    "cin-after-reference-date",
    "A date lies after the end of the year.",
    "A census cannot know it. What starts then is left out of the journeys (`start-in-future`), unless most referrals \
     of the census are after it, for then its year is wrong; other dates are used as they stand.",
);

pub(super) static CODE_UNKNOWN: Rule = Rule::new(
    Warning,
    "cin-code-unknown",
    "A code is on no list.",
    "It is kept as it stands, and counted as not known.",
);

pub(super) static CODE_OTHER_YEARS: Rule = Rule::new(
    Warning,
    "cin-code-years",
    "A code belongs to other years than the census.",
    "It is used with the meaning it has in its own years.",
);

pub(super) static DISABILITY_NONE: Rule = Rule::new(
    Warning,
    "cin-disability-none",
    "A child has no disability and a disability at once.",
    "The child is counted as disabled.",
);

pub(super) static NO_EPISODE: Rule = Rule::new(
    Warning,
    "cin-no-episode",
    "A child has no episode of need.",
    "The child has no place in a journey from this census.",
);

pub(super) static NO_REFERRAL_DATE: Rule = Rule::new(
    Error,
    "cin-referral-date-missing",
    "An episode of need has no referral date.",
    "The episode has no start, so it is left out of the journeys; what it holds is used.",
);

pub(super) static REFERRAL_REPEATED: Rule = Rule::new(
    Warning,
    "cin-referral-repeated",
    "A child has two episodes with the same referral date in one census.",
    "They are taken for one episode: the later of the two in the file counts.",
);

pub(super) static NO_START: Rule = Rule::new(
    Error,
    "cin-start-missing",
    "A record within an episode has no start date.",
    "The record is left out of the journeys.",
);

pub(super) static END_BEFORE_START: Rule = Rule::new(
    Error,
    "cin-end-before-start",
    "A record ends before it starts.",
    "One of the dates is wrong and nothing tells which, so the record is left out of the journeys.",
);

pub(super) static BEFORE_REFERRAL: Rule = Rule::new(
    Warning,
    "cin-before-referral",
    "A record starts before the referral of its episode.",
    "It is used as it stands.",
);

pub(super) static AFTER_CLOSURE: Rule = Rule::new(
    Warning,
    "cin-after-closure",
    "A record reaches beyond the closure of its episode.",
    "It is used as it stands.",
);

pub(super) static OPEN_AFTER_CLOSURE: Rule = Rule::new(
    Repair,
    "cin-open-after-closure",
    "A record is still open although its episode is closed.",
    "It is taken to end with the episode.",
);

pub(super) static CONFERENCE_BEFORE_ENQUIRY: Rule = Rule::new(
    Warning,
    "cin-conference-before-enquiry",
    "A conference is before the enquiry that led to it.",
    "Both are used as they stand.",
);

pub(super) static REVIEW_OUTSIDE_PLAN: Rule = Rule::new(
    Warning,
    "cin-review-outside-plan",
    "A review lies outside its protection plan.",
    "The plan's own dates are used.",
);

pub(super) static NFA_ACTIVITY: Rule = Rule::new(
    Warning,
    "cin-nfa-activity",
    "A referral that ended with no further action has activity.",
    "The activity is used; the referral is counted as ended with no further action.",
);

pub(super) static TWO_OPEN: Rule = Rule::new(
    Warning,
    "cin-two-open",
    "Two records of a kind are open at once.",
    "One of them has probably ended without a date; both are used.",
);

pub(super) static OVERLAP: Rule = Rule::new(
    Warning,
    "cin-overlap",
    "Two records of a kind overlap.",
    "Days that both cover are counted once in a journey.",
);

pub(super) static BOTH_PLANS: Rule = Rule::new(
    Warning,
    "cin-both-plans",
    "A child in need plan runs beside a protection plan.",
    "The heavier position holds for the days that both cover.",
);

pub(super) static CLOSURE_WITHOUT_REASON: Rule = Rule::new(
    Warning,
    "cin-closure-without-reason",
    "An episode is closed without a reason.",
    "Where the child went is not known.",
);

pub(super) static REASON_WITHOUT_CLOSURE: Rule = Rule::new(
    Warning,
    "cin-reason-without-closure",
    "An episode has a reason for closure and no closure date.",
    "It is counted as open.",
);

pub(super) static PLANS_BEFORE: Rule = Rule::new(
    Warning,
    "cin-plans-before",
    "The number of previous protection plans is less than the plans seen earlier.",
    "Second and later plans are counted from the plans that are seen.",
);

pub(super) static FACTOR_21: Rule = Rule::new(
    Warning,
    "cin-factor-21",
    "Factor 21 says that no factor was found, and another stands beside it.",
    "The other factors are used.",
);

pub(super) static FACTOR_REPEATED: Rule =
    Rule::new(Warning, "cin-factor-repeated", "An assessment has the same factor twice.", "It counts once.");

pub(super) static FACTS_CHANGED: Rule = Rule::new(
    Warning,
    "cin-facts-changed",
    "Censuses of two years disagree on who the child is.",
    "The later one is used.",
);

pub(super) static VANISHED: Rule = Rule::new(
    Repair,
    "cin-vanished",
    "An episode open at the end of a year is in no later census.",
    "It is closed on the last reference date on which it was open.",
);

pub(super) static REFERRAL_CHANGED: Rule = Rule::new(
    Repair,
    "cin-referral-changed",
    "An episode that was open has another referral date in the next census.",
    "The two are taken for one episode, with the later census's dates.",
);
