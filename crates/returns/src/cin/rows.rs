//! What a census says of a child. Codes are kept as text, exactly as returned but trimmed.

use jiff::civil::Date;

use crate::{Origin, Text};

/// The header of a census (`CollectionDetails`, `Source`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CensusHeader {
    /// `Collection`, always `CIN`.
    pub collection: Text,
    /// `Year`.
    pub year: Option<u16>,
    /// `ReferenceDate`: 31 March of the year.
    pub reference_date: Option<Date>,
    /// `LEA`: three-digit DfE number of the authority.
    pub authority: Text,
    /// `SoftwareCode`.
    pub software: Text,
    /// `Release`.
    pub release: Text,
    /// `SerialNo`.
    pub serial: Text,
    /// `DateTime`.
    pub written: Text,
}

/// A child (`Child`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CensusChild {
    /// `LAchildID`.
    pub child: Text,
    /// `UPN`.
    pub upn: Text,
    /// `FormerUPN`.
    pub former_upn: Text,
    /// `UPNunknown`.
    pub upn_unknown: Text,
    /// `PersonBirthDate`.
    pub born: Option<Date>,
    /// `ExpectedPersonBirthDate`, of an unborn child.
    pub expected_birth: Option<Date>,
    /// `Sex` (M, F, U from 2025) or `GenderCurrent` (1, 2, 0, 9 before).
    pub sex: Text,
    /// `PersonDeathDate`.
    pub died: Option<Date>,
    /// `Ethnicity`.
    pub ethnicity: Text,
    /// `Disability` codes, in file order.
    pub disabilities: Vec<Text>,
    /// `CINdetails`: one per referral.
    pub episodes: Vec<NeedEpisode>,
    /// Where it was read: the line of `<Child>`.
    pub origin: Origin,
}

/// One episode of need (`CINdetails`): from a referral to its closure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeedEpisode {
    /// `CINreferralDate`; `None` if blank or not a date, and then the episode has no place in a journey.
    pub referred: Option<Date>,
    /// `ReferralSource`.
    pub from: Text,
    /// `PrimaryNeedCode`.
    pub need: Text,
    /// `CINclosureDate`.
    pub closed: Option<Date>,
    /// `ReasonForClosure`.
    pub reason_closed: Text,
    /// `DateOfInitialCPC` where it stands on the episode.
    pub conference: Option<Date>,
    /// `Assessments`.
    pub assessments: Vec<Assessment>,
    /// `CINPlanDates`, from 2022.
    pub plans: Vec<InNeedPlan>,
    /// `Section47`.
    pub enquiries: Vec<Section47>,
    /// `ReferralNFA`; `None` if blank.
    pub no_further_action: Option<bool>,
    /// `ChildProtectionPlans`.
    pub protection_plans: Vec<ProtectionPlan>,
    /// `PreProceedingsandFGDM`, from 2027.
    pub pre_proceedings: Vec<PreProceedings>,
    /// Where it was read.
    pub origin: Origin,
}

/// An assessment (`Assessments`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// `AssessmentActualStartDate`.
    pub started: Option<Date>,
    /// `AssessmentInternalReviewDate`.
    pub reviewed: Option<Date>,
    /// `AssessmentAuthorisationDate`.
    pub authorised: Option<Date>,
    /// `AssessmentFactors`, in file order.
    pub factors: Vec<Text>,
    /// Where it was read.
    pub origin: Origin,
}

/// A child in need plan (`CINPlanDates`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InNeedPlan {
    /// `CINPlanStartDate`.
    pub started: Option<Date>,
    /// `CINPlanEndDate`.
    pub ended: Option<Date>,
    /// Where it was read.
    pub origin: Origin,
}

/// An enquiry under section 47 (`Section47`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section47 {
    /// `S47ActualStartDate`.
    pub started: Option<Date>,
    /// `InitialCPCtarget`.
    pub conference_due: Option<Date>,
    /// `DateOfInitialCPC`.
    pub conference: Option<Date>,
    /// `ICPCnotRequired`.
    pub conference_not_required: Option<bool>,
    /// Where it was read.
    pub origin: Origin,
}

/// A protection plan (`ChildProtectionPlans`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProtectionPlan {
    /// `CPPstartDate`.
    pub started: Option<Date>,
    /// `CPPendDate`.
    pub ended: Option<Date>,
    /// `InitialCategoryOfAbuse`.
    pub first_category: Text,
    /// `LatestCategoryOfAbuse`.
    pub latest_category: Text,
    /// `NumberOfPreviousCPP`.
    pub plans_before: Option<u32>,
    /// `CPPreviewDate`, in file order.
    pub reviews: Vec<Date>,
    /// Where it was read.
    pub origin: Origin,
}

/// Pre-proceedings and family group decision making (`PreProceedingsandFGDM`), from 2027. Values as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreProceedings {
    /// Element names and their text, in file order.
    pub values: Vec<(Text, Text)>,
    /// Where it was read.
    pub origin: Origin,
}
