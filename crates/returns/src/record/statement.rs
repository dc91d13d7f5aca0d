//! What one return says of one child: the joint between reading and joining.

use jiff::civil::Date;

use super::{Activity, Code, Names, Sex};
use crate::{Origin, Text};

/// Facts about a person, as one row of one return has them or as all returns together do. Blank means that nothing is
/// said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFacts {
    /// Date of birth, or the expected one of an unborn child.
    pub born: Option<Date>,
    /// Date of death.
    pub died: Option<Date>,
    /// Sex.
    pub sex: Sex,
    /// Ethnicity: census codes (`WBRI`), or the broad group of Annex A as one letter (`W` White, `M` mixed,
    /// `A` Asian, `B` Black, `O` other); blank if not known.
    pub ethnicity: Code,
    /// Unique pupil number, where there is a real one.
    pub upn: Text,
    /// Whether a disability is recorded; `None` if no file says.
    pub disabled: Option<bool>,
    /// Whether the child is or was unaccompanied.
    pub unaccompanied: bool,
    /// Ward of the home address (GSS code or name), where an event file gives it.
    pub ward: Text,
    /// The authority's id for the family, where an event file gives it.
    pub family: Text,
    /// Where it was read; of several rows, the one believed most.
    pub origin: Origin,
}

/// One thing that a return says of a child.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// Who the child is.
    Person(PersonFacts),
    /// What happened.
    Activity(Activity),
}

impl Statement {
    /// File and row it comes from.
    pub(crate) fn origin(&self) -> Origin {
        match self {
            Statement::Person(facts) => facts.origin,
            Statement::Activity(activity) => activity.origin,
        }
    }
}

/// The kind of return a statement comes from. Where they contradict each other, the first wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// The children in need census.
    Census,
    /// The looked-after return.
    Ssda903,
    /// The inspection lists.
    AnnexA,
    /// Event files.
    Events,
}

impl Told {
    /// All kinds of return, the strongest first.
    pub const ALL: [Told; 4] = [Told::Census, Told::Ssda903, Told::AnnexA, Told::Events];

    /// Plain words.
    pub fn label(self) -> &'static str {
        match self {
            Told::Census => "the children in need census",
            Told::Ssda903 => "SSDA903",
            Told::AnnexA => "Annex A",
            Told::Events => "an event file",
        }
    }
}

/// The lists of names that all returns share while statements are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Agencies; 0 is children's social care.
    pub agencies: Names,
    /// Services; 0 is none.
    pub services: Names,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk { agencies: Names::starting_with("children's social care"), services: Names::starting_with("") }
    }
}
