//! The checks of the inspection lists.

use crate::finding::Rule;
use crate::finding::Severity::{Error, Note, Warning};

/// Every rule of the inspection lists.
pub static RULES: &[&Rule] = &[
    &MISSING_COLUMN,
    &UNKNOWN_COLUMN,
    &CELL_BEYOND,
    &NO_CHILD,
    &BAD_DATE,
    &SERIAL_DATE,
    &UNKNOWN_WORDS,
    &BAD_FLAG,
    &BAD_COUNT,
    &CELL_ERROR,
    &NO_DATE,
    &END_BEFORE_START,
];

pub(super) static MISSING_COLUMN: Rule = Rule::new(
    Warning,
    "annex-a-column-missing",
    "A list lacks a column that journeys use.",
    "What the column would say is not known for any row. The heading may be worded in a way that is not known.",
);

pub(super) static UNKNOWN_COLUMN: Rule = Rule::new(
    Note,
    "annex-a-column-unknown",
    "A list has a column that Annex A does not have.",
    "Its cells are kept as text, and written again with the list.",
);

pub(super) static CELL_BEYOND: Rule = Rule::new(
    Warning,
    "annex-a-cell-beyond",
    "A row has more cells than the list has headings.",
    "Nothing tells what the cells beyond the headings mean; they are not kept.",
);

pub(super) static NO_CHILD: Rule = Rule::new(
    Error,
    "annex-a-child-missing",
    "A row has no usable id of a child.",
    "Nothing can join the row to a child, so it is left out of the journeys.",
);

pub(super) static BAD_DATE: Rule = Rule::new(
    Error,
    "annex-a-date",
    "A date is not a day of 1900 to 2099 that can be told for certain.",
    "Day and month are never guessed. The text is kept, the date is not used.",
);

pub(super) static SERIAL_DATE: Rule = Rule::new(
    Note,
    "annex-a-date-serial",
    "Dates are stored as bare numbers in a column of dates.",
    "They are taken as the spreadsheet's count of days.",
);

pub(super) static UNKNOWN_WORDS: Rule = Rule::new(
    Warning,
    "annex-a-words",
    "A cell's words are none of those of its list.",
    "They are kept as text, and counted as not known.",
);

pub(super) static BAD_FLAG: Rule = Rule::new(
    Warning,
    "annex-a-yes-no",
    "A cell that says yes or no says something else.",
    "It is kept as text, and counted as not known.",
);

pub(super) static BAD_COUNT: Rule = Rule::new(
    Warning,
    "annex-a-count",
    "A count is not a whole number.",
    "It is kept as text, and counted as not known.",
);

pub(super) static CELL_ERROR: Rule = Rule::new(
    Warning,
    "annex-a-cell-error",
    "A cell that journeys use holds an error of the spreadsheet.",
    "The error is kept as text, and counted as not known.",
);

pub(super) static NO_DATE: Rule = Rule::new(
    Error,
    "annex-a-start-missing",
    "A row has no date on which it happened or began.",
    "The row has no place in a journey, so only its facts about the child are used.",
);

pub(super) static END_BEFORE_START: Rule = Rule::new(
    Error,
    "annex-a-end-before-start",
    "A row ends before it starts.",
    "One of the dates is wrong and nothing tells which, so the row is left out of the journeys.",
);
