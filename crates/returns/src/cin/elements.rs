//! The elements of a census.

/// What an element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// An element that only holds others.
    Frame,
    /// An element that is a record of its own.
    Record(Record),
    /// An element with a value.
    Value(Value),
    /// An element that no census has.
    Unknown,
}

/// A record of a census.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Header,
    Child,
    Episode,
    Assessment,
    InNeedPlan,
    Enquiry,
    ProtectionPlan,
    PreProceedings,
}

/// A value of a census.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Collection,
    Year,
    ReferenceDate,
    SourceLevel,
    Authority,
    Software,
    Release,
    Serial,
    Written,
    ChildId,
    Upn,
    FormerUpn,
    UpnUnknown,
    Born,
    ExpectedBirth,
    Sex,
    Died,
    Ethnicity,
    Disability,
    Referred,
    From,
    Need,
    Closed,
    ReasonClosed,
    Conference,
    NoFurtherAction,
    AssessmentStarted,
    AssessmentReviewed,
    AssessmentAuthorised,
    Factor,
    PlanStarted,
    PlanEnded,
    EnquiryStarted,
    ConferenceDue,
    ConferenceNotRequired,
    ProtectionStarted,
    ProtectionEnded,
    FirstCategory,
    LatestCategory,
    PlansBefore,
    Review,
    /// A value of the pre-proceedings module, kept as text.
    PreProceedings,
}

/// What a name without its prefix means.
///
/// **Source**: DfE, Children in need census, XML schemas 2017 to 2027. `CINplanDates` is a spelling of the
/// sector's tools.
pub(super) fn element(name: &str) -> Element {
    use Element::{Frame, Unknown};
    let value = match name {
        "Message"
        | "CollectionDetails"
        | "Source"
        | "Children"
        | "ChildIdentifiers"
        | "ChildCharacteristics"
        | "Disabilities"
        | "FactorsIdentifiedAtAssessment"
        | "Reviews" => return Frame,
        "Header" => return Element::Record(Record::Header),
        "Child" => return Element::Record(Record::Child),
        "CINdetails" => return Element::Record(Record::Episode),
        "Assessments" => return Element::Record(Record::Assessment),
        "CINPlanDates" | "CINplanDates" => return Element::Record(Record::InNeedPlan),
        "Section47" => return Element::Record(Record::Enquiry),
        "ChildProtectionPlans" => return Element::Record(Record::ProtectionPlan),
        "PreProceedingsandFGDM" => return Element::Record(Record::PreProceedings),
        "Collection" => Value::Collection,
        "Year" => Value::Year,
        "ReferenceDate" => Value::ReferenceDate,
        "SourceLevel" => Value::SourceLevel,
        "LEA" => Value::Authority,
        "SoftwareCode" => Value::Software,
        "Release" => Value::Release,
        "SerialNo" => Value::Serial,
        "DateTime" => Value::Written,
        "LAchildID" => Value::ChildId,
        "UPN" => Value::Upn,
        "FormerUPN" => Value::FormerUpn,
        "UPNunknown" => Value::UpnUnknown,
        "PersonBirthDate" => Value::Born,
        "ExpectedPersonBirthDate" => Value::ExpectedBirth,
        "Sex" | "GenderCurrent" => Value::Sex,
        "PersonDeathDate" => Value::Died,
        "Ethnicity" => Value::Ethnicity,
        "Disability" => Value::Disability,
        "CINreferralDate" => Value::Referred,
        "ReferralSource" => Value::From,
        "PrimaryNeedCode" => Value::Need,
        "CINclosureDate" => Value::Closed,
        "ReasonForClosure" => Value::ReasonClosed,
        "DateOfInitialCPC" => Value::Conference,
        "ReferralNFA" => Value::NoFurtherAction,
        "AssessmentActualStartDate" => Value::AssessmentStarted,
        "AssessmentInternalReviewDate" => Value::AssessmentReviewed,
        "AssessmentAuthorisationDate" => Value::AssessmentAuthorised,
        "AssessmentFactors" => Value::Factor,
        "CINPlanStartDate" => Value::PlanStarted,
        "CINPlanEndDate" => Value::PlanEnded,
        "S47ActualStartDate" => Value::EnquiryStarted,
        "InitialCPCtarget" => Value::ConferenceDue,
        "ICPCnotRequired" => Value::ConferenceNotRequired,
        "CPPstartDate" => Value::ProtectionStarted,
        "CPPendDate" => Value::ProtectionEnded,
        "InitialCategoryOfAbuse" => Value::FirstCategory,
        "LatestCategoryOfAbuse" => Value::LatestCategory,
        "NumberOfPreviousCPP" => Value::PlansBefore,
        "CPPreviewDate" => Value::Review,
        "PPStartDate"
        | "LBPSentDate"
        | "FGDMMeetingOffer"
        | "FGDMMeetingFac"
        | "InitialPPMeetingDate"
        | "ReviewMeetingsCount"
        | "StepDecisionDate"
        | "PPOutcome"
        | "CourtAppDate"
        | "LetterInitCPDate" => Value::PreProceedings,
        _ => return Unknown,
    };
    Element::Value(value)
}
