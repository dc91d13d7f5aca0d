//! Rows of the tables of the return. Codes are kept as text, exactly as returned but trimmed and in capitals.

use jiff::civil::Date;

use crate::{Origin, Text};

/// A child (`Header`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// `CHILD`.
    pub child: Text,
    /// `SEX`: `1`, `2` to 2024, `M`, `F`, `U` from 2025.
    pub sex: Text,
    /// `DOB`; `None` if blank or not a date.
    pub born: Option<Date>,
    /// `ETHNIC`.
    pub ethnicity: Text,
    /// `UPN`, or `UN1` to `UN5`.
    pub upn: Text,
    /// `MOTHER`: `1` if the girl is a mother.
    pub mother: Text,
    /// `MC_DOB`: birth of her first child.
    pub mother_child_born: Option<Date>,
    /// Where it was read.
    pub origin: Origin,
}

/// An episode: one placement and one legal status (`Episodes`).
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// `CHILD`.
    pub child: Text,
    /// `DECOM`: first day.
    pub start: Date,
    /// `RNE`: reason for new episode.
    pub reason_started: Text,
    /// `LS`: legal status.
    pub legal_status: Text,
    /// `CIN`: category of need.
    pub need: Text,
    /// `PLACE`: placement type.
    pub place: Text,
    /// `PLACE_PROVIDER`.
    pub provider: Text,
    /// `DEC`: day it ceased; `None` while open.
    pub end: Option<Date>,
    /// `REC`: reason it ceased.
    pub reason_ended: Text,
    /// `REASON_PLACE_CHANGE`.
    pub reason_moved: Text,
    /// `HOME_POST`.
    pub home_postcode: Text,
    /// `PL_POST`.
    pub placement_postcode: Text,
    /// `URN`.
    pub urn: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// An unaccompanied asylum-seeking child (`UASC`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Uasc {
    /// `CHILD`.
    pub child: Text,
    /// `SEX`.
    pub sex: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `DUC`: day the status ended.
    pub ended: Option<Date>,
    /// Where it was read.
    pub origin: Origin,
}

/// A care leaver around the 17th to 21st birthday (`OC3`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Oc3 {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `IN_TOUCH`.
    pub in_touch: Text,
    /// `ACTIV`.
    pub activity: Text,
    /// `ACCOM`.
    pub accommodation: Text,
    /// Where it was read.
    pub origin: Origin,
}
