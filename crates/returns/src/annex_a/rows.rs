//! What the inspection lists say, row by row.
//!
//! The fields are those that touch a journey. Every other cell, and every cell whose text could not be
//! understood, is kept in `rest`, so that writing a list again loses nothing.

use jiff::civil::Date;

use super::columns::columns;
use crate::record::{Code, Sex};
use crate::{Origin, Text};

/// The cells of a row that are kept as text: place of the column (see [`Lists::heading`]) and what it holds.
///
/// **Shape**: blank cells are left out; in the order of the columns.
pub type Rest = Vec<(u16, Text)>;

/// The lists of one inspection extract.
///
/// A list whose columns have no field here (10 and 11) is kept as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    /// List 1.
    pub contacts: Vec<Contact>,
    /// List 2.
    pub early_help: Vec<EarlyHelp>,
    /// List 3.
    pub referrals: Vec<Referral>,
    /// List 4.
    pub assessments: Vec<Assessment>,
    /// List 5.
    pub enquiries: Vec<Enquiry>,
    /// List 6.
    pub in_need: Vec<InNeed>,
    /// List 7.
    pub protection_plans: Vec<ProtectionPlan>,
    /// List 8.
    pub looked_after: Vec<LookedAfter>,
    /// List 9.
    pub care_leavers: Vec<CareLeaver>,
    /// List 10.
    pub adoptions: Vec<TextRow>,
    /// List 11.
    pub adopters: Vec<TextRow>,
    /// Headings beyond the printed ones, by list (the first is list 1), in order of first use.
    pub more_columns: [Vec<Text>; 11],
}

impl Lists {
    /// The heading of a column of a list: a printed one, or one of [`Lists::more_columns`].
    pub fn heading(&self, list: u8, column: u16) -> Option<&str> {
        let (printed, column) = (columns(list), usize::from(column));
        match printed.get(column) {
            Some(column) => Some(column.heading),
            None => self.more(list)?.get(column - printed.len()).map(Text::as_str),
        }
    }

    /// The place of a column of a list by its exact heading, added at the end if it is new.
    ///
    /// **Limits**: `None` for a number that is not 1 to 11, and beyond 65,535 columns.
    pub fn column(&mut self, list: u8, heading: &str) -> Option<u16> {
        let printed = columns(list);
        if let Some(at) = printed.iter().position(|c| c.heading == heading) {
            return u16::try_from(at).ok();
        }
        let more = self.more_columns.get_mut(usize::from(list).checked_sub(1)?)?;
        let at = more.iter().position(|h| h == heading).unwrap_or(more.len());
        let column = u16::try_from(printed.len() + at).ok()?;
        if at == more.len() {
            more.push(Text::from(heading));
        }
        Some(column)
    }

    /// How many columns a list has.
    pub fn width(&self, list: u8) -> usize {
        columns(list).len() + self.more(list).map_or(0, Vec::len)
    }

    /// How many rows a list has.
    pub fn rows(&self, list: u8) -> usize {
        match list {
            1 => self.contacts.len(),
            2 => self.early_help.len(),
            3 => self.referrals.len(),
            4 => self.assessments.len(),
            5 => self.enquiries.len(),
            6 => self.in_need.len(),
            7 => self.protection_plans.len(),
            8 => self.looked_after.len(),
            9 => self.care_leavers.len(),
            10 => self.adoptions.len(),
            11 => self.adopters.len(),
            _ => 0,
        }
    }

    fn more(&self, list: u8) -> Option<&Vec<Text>> {
        self.more_columns.get(usize::from(list).checked_sub(1)?)
    }
}

/// Who a row is about: the columns that lists 1 to 9 share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// `Child Unique ID`.
    pub child: Text,
    /// `Gender`.
    pub sex: Sex,
    /// `Ethnicity`: the broad group as in [`crate::record::PersonFacts::ethnicity`]; blank if not stated.
    pub ethnicity: Code,
    /// `Date of Birth`.
    pub born: Option<Date>,
    /// `Age of Child (Years)`, as the list has it.
    pub age: Text,
    /// `Does the Child have a Disability`; `None` if unknown or if the list has no such column.
    pub disabled: Option<bool>,
}

/// A contact (list 1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// Who the row is about.
    pub person: Person,
    /// `Date of Contact`.
    pub on: Option<Date>,
    /// `Contact Source`: a census referral source, or its group (`1`, `2`, `3`, `5`) where the list says no more.
    pub from: Code,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// An early help assessment (list 2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EarlyHelp {
    /// Who the row is about.
    pub person: Person,
    /// `Assessment start date`.
    pub started: Option<Date>,
    /// `Assessment completion date`.
    pub completed: Option<Date>,
    /// `Organisation completing assessment`.
    pub organisation: Text,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A referral (list 3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Referral {
    /// Who the row is about.
    pub person: Person,
    /// `Date of referral`.
    pub on: Option<Date>,
    /// `Referral Source`, as [`Contact::from`].
    pub from: Code,
    /// `Referral NFA?`.
    pub no_further_action: Option<bool>,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// An assessment (list 4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// Who the row is about.
    pub person: Person,
    /// `Continuous Assessment Start Date`.
    pub started: Option<Date>,
    /// `Continuous Assessment Date of Authorisation`.
    pub authorised: Option<Date>,
    /// `Was the child assessed as requiring LA children's social care support?`.
    pub support_needed: Option<bool>,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A section 47 enquiry and the conference that followed (list 5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enquiry {
    /// Who the row is about.
    pub person: Person,
    /// `Strategy discussion initiating Section 47 Enquiry Start Date`.
    pub started: Option<Date>,
    /// `Was an Initial Child Protection Conference deemed unnecessary?`.
    pub conference_unnecessary: Option<bool>,
    /// `Date of Initial Child Protection Conference`.
    pub conference: Option<Date>,
    /// `Did the Initial Child Protection Conference Result in a Child Protection Plan`.
    pub plan_followed: Option<bool>,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A child in need (list 6).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InNeed {
    /// Who the row is about.
    pub person: Person,
    /// `CIN Start Date`.
    pub started: Option<Date>,
    /// `Primary Need Code`: `N1` to `N9`, `N0`.
    pub need: Code,
    /// `CIN Closure Date`.
    pub closed: Option<Date>,
    /// `Reason for Closure`: `RC1` to `RC9`; blank while open or not stated.
    pub reason_closed: Code,
    /// `Case Status`, as the list has it.
    pub status: Text,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A protection plan (list 7).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProtectionPlan {
    /// Who the row is about.
    pub person: Person,
    /// `Child Protection Plan Start Date`.
    pub started: Option<Date>,
    /// `Child Protection Plan End Date`.
    pub ended: Option<Date>,
    /// `Initial Category of Abuse`: `NEG`, `PHY`, `SAB`, `EMO`, `MUL`.
    pub first_category: Code,
    /// `Latest Category of Abuse`.
    pub latest_category: Code,
    /// `Number of Previous Child Protection Plans`.
    pub plans_before: Option<u32>,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A child in care (list 8): the latest period, with its latest legal status and placement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookedAfter {
    /// Who the row is about.
    pub person: Person,
    /// `Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)`.
    pub unaccompanied: Option<bool>,
    /// `Date Started to be Looked After`.
    pub started: Option<Date>,
    /// `Child's Category of Need`.
    pub need: Code,
    /// `Start date of current legal status`.
    pub legal_status_since: Option<Date>,
    /// `Child's Legal Status`: a code of the looked-after return, or a group of [`super::GROUPS`].
    pub legal_status: Code,
    /// `Date Ceased to be Looked After`.
    pub ceased: Option<Date>,
    /// `Reason Ceased to be Looked After`: a code of the looked-after return, or a group.
    pub reason_ceased: Code,
    /// `Start Date of Most Recent Placement`.
    pub placed: Option<Date>,
    /// `Placement Type`: a code of the looked-after return, or a group.
    pub place: Code,
    /// `Placement Provider`: `PR1`, `PR4`; blank for any other.
    pub provider: Code,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A care leaver (list 9).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CareLeaver {
    /// Who the row is about.
    pub person: Person,
    /// `Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)`.
    pub unaccompanied: Option<bool>,
    /// `Eligibility Category`, as the list has it.
    pub eligibility: Text,
    /// `Latest Pathway Plan Review Date`.
    pub plan_reviewed: Option<Date>,
    /// `LA in Touch`, as the list has it.
    pub in_touch: Text,
    /// `Latest Date of Contact`.
    pub last_contact: Option<Date>,
    /// `Type of Accommodation`, as the list has it.
    pub accommodation: Text,
    /// `Activity Status`, as the list has it.
    pub activity: Text,
    /// Everything else.
    pub rest: Rest,
    /// Where it was read.
    pub origin: Origin,
}

/// A row of a list that is kept as text (10 and 11).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRow {
    /// All cells.
    pub cells: Rest,
    /// Where it was read.
    pub origin: Origin,
}
