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

/// A statutory review (`Reviews`).
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `REVIEW`: day of the review.
    pub on: Date,
    /// `REVIEW_CODE`: how the child took part.
    pub participation: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// Outcomes of a child looked after for a year (`OC2`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Oc2 {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `SDQ_SCORE`: strengths and difficulties score, 0 to 40.
    pub sdq_score: Option<u8>,
    /// `SDQ_REASON`: why there is no score.
    pub sdq_reason: Text,
    /// `CONVICTED`.
    pub convicted: Text,
    /// `HEALTH_CHECK`.
    pub health_check: Text,
    /// `IMMUNISATIONS`.
    pub immunisations: Text,
    /// `TEETH_CHECK`.
    pub teeth_check: Text,
    /// `HEALTH_ASSESSMENT`.
    pub health_assessment: Text,
    /// `SUBSTANCE_MISUSE`.
    pub substance_misuse: Text,
    /// `INTERVENTION_RECEIVED`.
    pub intervention_received: Text,
    /// `INTERVENTION_OFFERED`.
    pub intervention_offered: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// An adoption (`AD1`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ad1 {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `DATE_INT`: decision that the child should be placed for adoption.
    pub decided: Option<Date>,
    /// `DATE_MATCH`: match with the adopters.
    pub matched: Option<Date>,
    /// `FOSTER_CARE`: `1` if adopted by the foster carer.
    pub foster_carer: Text,
    /// `NB_ADOPTR`: how many adopters.
    pub adopters: Option<u8>,
    /// `SEX_ADOPTR`.
    pub adopter_sex: Text,
    /// `LS_ADOPTR`.
    pub adopter_status: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// A decision to place for adoption and its reversal (`PlacedAdoption`).
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedAdoption {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `DATE_PLACED`: the decision.
    pub decided: Date,
    /// `DATE_PLACED_CEASED`: its reversal.
    pub reversed: Option<Date>,
    /// `REASON_PLACED_CEASED`.
    pub reason_reversed: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// Permanence before this period of care (`PrevPerm`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreviousPermanence {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `PREV_PERM`.
    pub order: Text,
    /// `LA_PERM`: authority that had made it: its number, or a code of another country.
    pub authority: Text,
    /// `DATE_PERM` as text, for its unknown parts are written `zz`: `zz/06/2019`.
    pub on: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// A period missing or away without authorisation (`Missing`).
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `MISSING`: `M` missing, `A` away without authorisation.
    pub kind: Text,
    /// `MIS_START`.
    pub start: Date,
    /// `MIS_END`; `None` while missing.
    pub end: Option<Date>,
    /// Where it was read.
    pub origin: Origin,
}

/// A social worker's time with a child (`SWEpisodes`, from 2024).
#[derive(Clone, Debug, PartialEq)]
pub struct SocialWorker {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `SW_ID`: registration number.
    pub worker: Text,
    /// `SW_DECOM`.
    pub start: Date,
    /// `SW_DEC`; `None` while it lasts.
    pub end: Option<Date>,
    /// `SW_REASON`: why this worker took over.
    pub reason: Text,
    /// Where it was read.
    pub origin: Origin,
}

/// A deprivation of liberty order (`DoLo`, from 2027).
#[derive(Clone, Debug, PartialEq)]
pub struct Dolo {
    /// `CHILD`.
    pub child: Text,
    /// `DOB`.
    pub born: Option<Date>,
    /// `DOLO_START`.
    pub start: Date,
    /// `DOLO_END`; `None` while in force.
    pub end: Option<Date>,
    /// Where it was read.
    pub origin: Origin,
}
