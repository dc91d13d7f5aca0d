//! The columns of the event file.

/// Column headings, in the order in which the file is written. Reading takes them in any order and any case.
pub(super) const HEADINGS: [&str; 17] = [
    "child",
    "event",
    "start",
    "end",
    "agency",
    "service",
    "cost",
    "outcome",
    "source",
    "need",
    "category",
    "born",
    "sex",
    "ethnicity",
    "upn",
    "ward",
    "family",
];
