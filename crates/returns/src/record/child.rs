//! A child of the record, and the record.

use super::{Activity, Coverage, Names, PersonFacts};
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
    /// Who the child is, by all returns together.
    pub facts: PersonFacts,
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
