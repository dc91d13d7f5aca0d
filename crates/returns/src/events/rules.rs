//! The checks of the event file.

use crate::finding::Rule;
use crate::finding::Severity::{Error, Note, Warning};

/// Every rule of the event file.
pub static RULES: &[&Rule] = &[
    &UNKNOWN_COLUMN,
    &REPEATED_COLUMN,
    &NO_CHILD,
    &UNKNOWN_EVENT,
    &NO_START,
    &BAD_DATE,
    &OTHER_ORDER,
    &END_BEFORE_START,
    &BAD_COST,
    &BAD_SEX,
    &CODE_UNKNOWN,
    &UPN_FORM,
];

pub(super) static UNKNOWN_COLUMN: Rule = Rule::new(
    Note,
    "event-column-unknown",
    "The file has a column that event files do not have.",
    "It is not read.",
);

pub(super) static REPEATED_COLUMN: Rule =
    Rule::new(Warning, "event-column-repeated", "The file has a column twice.", "The first is read.");

pub(super) static NO_CHILD: Rule = Rule::new(
    Error,
    "event-child-missing",
    "A row names no child.",
    "Nothing can join the row to a child, so it is left out of the journeys.",
);

pub(super) static UNKNOWN_EVENT: Rule = Rule::new(
    Error,
    "event-unknown",
    "The event of a row is none of the known words.",
    "Nothing tells what happened, so the row is not read.",
);

pub(super) static NO_START: Rule = Rule::new(
    Error,
    "event-start-missing",
    "A row has no date on which it happened or began.",
    "The row has no place in a journey, so only its facts about the child are used.",
);

pub(super) static BAD_DATE: Rule = Rule::new(
    Error,
    "event-date",
    "A date is not a day of 1900 to 2099 as yyyy-mm-dd or dd/mm/yyyy.",
    "Day and month are never guessed; the date is not used.",
);

pub(super) static OTHER_ORDER: Rule = Rule::new(
    Error,
    "event-date-order",
    "A date is written in another way than the first date of the file.",
    "A file that changes its way of writing dates was made by more than one hand or program, and one of them may \
     have swapped day and month; the date is not used.",
);

pub(super) static END_BEFORE_START: Rule = Rule::new(
    Error,
    "event-end-before-start",
    "A row ends before it starts.",
    "One of the dates is wrong and nothing tells which, so the row is left out of the journeys.",
);

pub(super) static BAD_COST: Rule = Rule::new(
    Error,
    "event-cost",
    "A cost is not an amount of pounds and pence.",
    "The row is used without a cost.",
);

pub(super) static BAD_SEX: Rule = Rule::new(
    Warning,
    "event-sex",
    "The sex of a row is none of the known words.",
    "It is counted as not known.",
);

pub(super) static CODE_UNKNOWN: Rule = Rule::new(
    Warning,
    "event-code",
    "A code is on no list.",
    "It is kept as it stands, and counted as not known.",
);

pub(super) static UPN_FORM: Rule = Rule::new(
    Warning,
    "event-upn",
    "A unique pupil number is not of the form of one.",
    "It has a check letter, eleven digits, and a digit or letter. This one is not used to know the child by.",
);
