//! One row of the plain event file.

use jiff::civil::Date;
use units::Pence;

use crate::record::{Kind, Sex};
use crate::{Origin, Text};

/// One dated thing, or the facts about one person.
///
/// Codes are kept as text, exactly as the file has them but trimmed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// `child`: the authority's id.
    pub child: Text,
    /// `event`: what happened; `None` for the word `person`, whose row carries facts only.
    pub kind: Option<Kind>,
    /// `start`: first day. `None` on `person` rows only, or if it was not a date.
    pub start: Option<Date>,
    /// `end`: first day on which it no longer holds.
    pub end: Option<Date>,
    /// `agency`; empty means children's social care.
    pub agency: Text,
    /// `service`.
    pub service: Text,
    /// `cost`: what the whole of it cost.
    pub cost: Option<Pence>,
    /// `outcome`: `no further action` for contacts and referrals, a reason for closure (`RC7`) for need, a reason
    /// ceased (`E4A`) for care.
    pub outcome: Text,
    /// `source`: a census referral source (`6`).
    pub source: Text,
    /// `need`: a category of need (`N1`).
    pub need: Text,
    /// `category`: a category of abuse (`NEG`) for protection plans, a placement type (`U4`) for care.
    pub category: Text,
    /// `born`.
    pub born: Option<Date>,
    /// `sex`.
    pub sex: Sex,
    /// `ethnicity`: a census code (`WBRI`) or its first letter.
    pub ethnicity: Text,
    /// `upn`.
    pub upn: Text,
    /// `ward`: code or name of the ward of the home.
    pub ward: Text,
    /// `family`: the authority's id for the family.
    pub family: Text,
    /// Where it was read.
    pub origin: Origin,
}
