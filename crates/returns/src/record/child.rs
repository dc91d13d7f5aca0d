//! A child of the record, and the record.

use jiff::civil::Date;

use super::{Activity, Code, Coverage, Names};
use crate::Text;

/// Sex as recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not known, not recorded, or not yet born.
    #[default]
    Unknown,
}

impl Sex {
    /// Plain words.
    pub fn label(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Unknown => "not known",
        }
    }
}

/// A child, with everything that happened.
///
/// **Invariant**: `activities` are sorted by start, then kind, then end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Child {
    /// The authority's id for the child, as text: leading zeros count.
    pub id: Text,
    /// Date of birth, or the expected one of an unborn child; `None` if no file gives a usable one.
    pub born: Option<Date>,
    /// Date of death.
    pub died: Option<Date>,
    /// Sex.
    pub sex: Sex,
    /// Ethnicity: census codes (`WBRI`), or the broad group of Annex A as one letter (`W` White, `M` mixed,
    /// `A` Asian, `B` Black, `O` other); blank if not known.
    pub ethnicity: Code,
    /// Unique pupil number; empty if not known.
    pub upn: Text,
    /// Whether a disability is recorded; `None` if no file says.
    pub disabled: Option<bool>,
    /// Whether the child ever was an unaccompanied asylum-seeking child.
    pub unaccompanied: bool,
    /// Ward of the home address (GSS code or name), where an event file gives it; empty if not known.
    pub ward: Text,
    /// The authority's id for the family, where an event file gives it; empty if not known.
    pub family: Text,
    /// What happened.
    pub activities: Vec<Activity>,
}

/// Everything the files say, by child.
///
/// **Invariant**: `children` are sorted by id, each id once.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The children.
    pub children: Vec<Child>,
    /// Agencies that activities name; 0 is children's social care.
    pub agencies: Names,
    /// Services that activities name; 0 is "".
    pub services: Names,
    /// The days the files speak for: outside, absence of activity means nothing.
    pub coverage: Coverage,
}
