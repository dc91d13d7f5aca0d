//! The columns of the lists, as the lists print them, and what becomes of each.
//!
//! **Source**: Ofsted, ILACS child-level data (Annex A), the eleven lists; headings as in the sector's open
//! pipelines.

use std::sync::LazyLock;

use super::words::Words;

/// What becomes of a column: the place of its cells in a [`super::draft::Draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The id of the child.
    Child,
    /// The sex of the child.
    Sex,
    /// The broad ethnic group.
    Ethnicity,
    /// The date of birth.
    Born,
    /// The age, as text.
    Age,
    /// Whether a disability is recorded.
    Disabled,
    /// A date.
    Date(usize),
    /// A code, told in words.
    Code(usize, Words),
    /// Yes or no.
    Flag(usize),
    /// Text that has a field.
    Text(usize),
    /// A count that has a field.
    Count,
    /// A cell without a field, of a column of dates.
    RestDate,
    /// Any other cell without a field.
    Rest,
}

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its heading, as printed.
    pub heading: &'static str,
    /// What becomes of it.
    pub slot: Slot,
}

const fn column(heading: &'static str, slot: Slot) -> Column {
    Column { heading, slot }
}

/// What a list is about, in the words of its title.
pub fn title(list: u8) -> &'static str {
    match list {
        1 => "Contacts",
        2 => "Early help assessments",
        3 => "Referrals",
        4 => "Assessments",
        5 => "Section 47 enquiries and ICPCs",
        6 => "Children in need",
        7 => "Child protection plans",
        8 => "Children in care",
        9 => "Care leavers",
        10 => "Adoption (children)",
        11 => "Prospective adopters",
        _ => "",
    }
}

/// The columns of a list, left to right; none for a number that is not 1 to 11.
pub(super) fn columns(list: u8) -> &'static [Column] {
    let at = usize::from(list).checked_sub(1);
    at.and_then(|at| LISTS.get(at)).map_or(&[], Vec::as_slice)
}

static LISTS: LazyLock<[Vec<Column>; 11]> = LazyLock::new(|| {
    [
        [&PERSON[..], LIST_1].concat(),
        [&PERSON[..], LIST_2].concat(),
        [&PERSON[..], LIST_3, &TEAM].concat(),
        [&PERSON[..], &DISABLED, LIST_4, &TEAM].concat(),
        [&PERSON[..], &DISABLED, LIST_5, &TEAM].concat(),
        [&PERSON[..], &DISABLED, LIST_6, &TEAM].concat(),
        [&PERSON[..], &DISABLED, LIST_7, &TEAM].concat(),
        [&PERSON[..], LIST_8, &TEAM].concat(),
        [&PERSON[..], LIST_9].concat(),
        [LIST_10].concat(),
        [LIST_11].concat(),
    ]
});

/// The columns with which lists of children begin.
const PERSON: [Column; 5] = [
    column("Child Unique ID", Slot::Child),
    column("Gender", Slot::Sex),
    column("Ethnicity", Slot::Ethnicity),
    column("Date of Birth", Slot::Born),
    column("Age of Child (Years)", Slot::Age),
];

/// The column that follows them in most lists.
const DISABLED: [Column; 1] = [column("Does the Child have a Disability", Slot::Disabled)];

/// The columns with which most lists end.
const TEAM: [Column; 2] = [column("Allocated Team", Slot::Rest), column("Allocated Worker", Slot::Rest)];

const LIST_1: &[Column] =
    &[column("Date of Contact", Slot::Date(0)), column("Contact Source", Slot::Code(0, Words::Source))];

const LIST_2: &[Column] = &[
    column("Assessment start date", Slot::Date(0)),
    column("Assessment completion date", Slot::Date(1)),
    column("Organisation completing assessment", Slot::Text(0)),
];

const LIST_3: &[Column] = &[
    column("Date of referral", Slot::Date(0)),
    column("Referral Source", Slot::Code(0, Words::Source)),
    column("Referral NFA?", Slot::Flag(0)),
    column("Number of Referrals in Last 12 Months", Slot::Rest),
];

const LIST_4: &[Column] = &[
    column("Continuous Assessment Start Date", Slot::Date(0)),
    column("Child Seen During Continuous Assessment", Slot::Rest),
    column("Continuous Assessment Date of Authorisation", Slot::Date(1)),
    column("Was the child assessed as requiring LA children's social care support?", Slot::Flag(0)),
];

const LIST_5: &[Column] = &[
    column("Strategy discussion initiating Section 47 Enquiry Start Date", Slot::Date(0)),
    column("Was an Initial Child Protection Conference deemed unnecessary?", Slot::Flag(0)),
    column("Date of Initial Child Protection Conference", Slot::Date(1)),
    column("Did the Initial Child Protection Conference Result in a Child Protection Plan", Slot::Flag(1)),
    column("Number of Section 47 Enquiries in the last 12 months", Slot::Rest),
    column("Number of ICPCs in the last 12 months", Slot::Rest),
];

const LIST_6: &[Column] = &[
    column("CIN Start Date", Slot::Date(0)),
    column("Primary Need Code", Slot::Code(0, Words::Need)),
    column("Date Child Was Last Seen", Slot::RestDate),
    column("CIN Closure Date", Slot::Date(1)),
    column("Reason for Closure", Slot::Code(1, Words::ReasonClosed)),
    column("Case Status", Slot::Text(0)),
];

const LIST_7: &[Column] = &[
    column("Child Protection Plan Start Date", Slot::Date(0)),
    column("Initial Category of Abuse", Slot::Code(0, Words::Abuse)),
    column("Latest Category of Abuse", Slot::Code(1, Words::Abuse)),
    column("Date of the Last Statutory Visit", Slot::RestDate),
    column("Was the Child Seen Alone?", Slot::Rest),
    column("Date of latest review conference", Slot::RestDate),
    column("Child Protection Plan End Date", Slot::Date(1)),
    column(
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        Slot::Rest,
    ),
    column("Number of Previous Child Protection Plans", Slot::Count),
];

const LIST_8: &[Column] = &[
    column("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", Slot::Flag(0)),
    column("Does the Child have a Disability", Slot::Disabled),
    column("Date Started to be Looked After", Slot::Date(0)),
    column("Child's Category of Need", Slot::Code(0, Words::Need)),
    column(
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        Slot::Rest,
    ),
    column("Start date of current legal status", Slot::Date(1)),
    column("Child's Legal Status", Slot::Code(1, Words::LegalStatus)),
    column("Date of Latest Statutory Review", Slot::RestDate),
    column("Date of Last Social Work Visit", Slot::RestDate),
    column("What is the permanence plan for this child?", Slot::Rest),
    column("Date of Last IRO Visit / Contact to the Child", Slot::RestDate),
    column("Date of Last Health Assessment", Slot::RestDate),
    column("Date of Last Dental Check", Slot::RestDate),
    column("Number of Placements in the Last 12 months", Slot::Rest),
    column("Date Ceased to be Looked After", Slot::Date(2)),
    column("Reason Ceased to be Looked After", Slot::Code(2, Words::ReasonCeased)),
    column("Start Date of Most Recent Placement", Slot::Date(3)),
    column("Placement Type", Slot::Code(3, Words::Place)),
    column("Placement Provider", Slot::Code(4, Words::Provider)),
    column("Placement postcode", Slot::Rest),
    column("URN of Placement", Slot::Rest),
    column("Placement Location", Slot::Rest),
    column("LA of Placement", Slot::Rest),
    column(
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        Slot::Rest,
    ),
    column(
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
        Slot::Rest,
    ),
    column("Was the child offered a Return Interview after their last missing episode (Y/N)?", Slot::Rest),
    column("Did the child accept a Return Interview after their last missing episode (Y/N)?", Slot::Rest),
];

const LIST_9: &[Column] = &[
    column("Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", Slot::Flag(0)),
    column("Does the Child have a Disability", Slot::Disabled),
    column("Allocated Team", Slot::Rest),
    column("Allocated Worker", Slot::Rest),
    column("Allocated Personal Advisor", Slot::Rest),
    column("Eligibility Category", Slot::Text(0)),
    column("Latest Pathway Plan Review Date", Slot::Date(0)),
    column("LA in Touch", Slot::Text(1)),
    column("Latest Date of Contact", Slot::Date(1)),
    column("Type of Accommodation", Slot::Text(2)),
    column("Suitability of Accommodation", Slot::Rest),
    column("Activity Status", Slot::Text(3)),
];

const LIST_10: &[Column] = &[
    column("Child Unique ID", Slot::Rest),
    column("Family identifier", Slot::Rest),
    column("Gender", Slot::Rest),
    column("Ethnicity", Slot::Rest),
    column("Date of Birth", Slot::RestDate),
    column("Age of Child (Years)", Slot::Rest),
    column("Does the Child have a Disability", Slot::Rest),
    column("Date the Child Entered Care", Slot::RestDate),
    column("Date of Decision that Child Should be Placed for Adoption", Slot::RestDate),
    column("Date of Placement Order", Slot::RestDate),
    column("Date of Matching Child and Prospective Adopters", Slot::RestDate),
    column("Date Placed for Adoption", Slot::RestDate),
    column("Date of Adoption Order", Slot::RestDate),
    column("Date of Decision that Child Should No Longer be Placed for Adoption", Slot::RestDate),
    column("Reason Why Child No Longer Placed for Adoption", Slot::Rest),
    column("Date the child was placed for fostering in FFA or concurrent planning placement", Slot::RestDate),
];

const LIST_11: &[Column] = &[
    column("Individual adopter identifier", Slot::Rest),
    column("Family identifier", Slot::Rest),
    column("Gender", Slot::Rest),
    column("Ethnicity", Slot::Rest),
    column("Disability", Slot::Rest),
    column("Is the (prospective) adopter fostering for adoption?", Slot::Rest),
    column("Date enquiry received", Slot::RestDate),
    column("Date Stage 1 started", Slot::RestDate),
    column("Date Stage 1 ended", Slot::RestDate),
    column("Date Stage 2 started", Slot::RestDate),
    column("Date Stage 2 ended", Slot::RestDate),
    column("Date application submitted", Slot::RestDate),
    column("Date application approved", Slot::RestDate),
    column("Date adopter matched with child(ren)", Slot::RestDate),
    column("Date child/children placed with adopter(s)", Slot::RestDate),
    column("No. of children placed", Slot::Rest),
    column("Date of Adoption Order", Slot::RestDate),
    column("Date of leaving adoption process", Slot::RestDate),
    column("Reason for leaving adoption process", Slot::Rest),
];
