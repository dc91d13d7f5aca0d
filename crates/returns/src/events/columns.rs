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

/// Places of the columns in [`HEADINGS`].
pub(super) mod field {
    pub(in crate::events) const CHILD: usize = 0;
    pub(in crate::events) const EVENT: usize = 1;
    pub(in crate::events) const START: usize = 2;
    pub(in crate::events) const END: usize = 3;
    pub(in crate::events) const AGENCY: usize = 4;
    pub(in crate::events) const SERVICE: usize = 5;
    pub(in crate::events) const COST: usize = 6;
    pub(in crate::events) const OUTCOME: usize = 7;
    pub(in crate::events) const SOURCE: usize = 8;
    pub(in crate::events) const NEED: usize = 9;
    pub(in crate::events) const CATEGORY: usize = 10;
    pub(in crate::events) const BORN: usize = 11;
    pub(in crate::events) const SEX: usize = 12;
    pub(in crate::events) const ETHNICITY: usize = 13;
    pub(in crate::events) const UPN: usize = 14;
    pub(in crate::events) const WARD: usize = 15;
    pub(in crate::events) const FAMILY: usize = 16;
}
