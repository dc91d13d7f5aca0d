//! The looked-after return, SSDA903.
//!
//! **Source**: DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection;
//! column sets and codes of the return years 2017 to 2027.

mod rows;

pub use rows::{Episode, Header, Oc3, Uasc};

/// A table of the return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// One row per child: sex, birth, ethnicity, UPN.
    Header,
    /// One row per episode: one placement and one legal status.
    Episodes,
    /// Statutory reviews.
    Reviews,
    /// Unaccompanied asylum-seeking children.
    Uasc,
    /// Outcomes of children looked after for a year.
    Oc2,
    /// Care leavers: in touch, activity, accommodation.
    Oc3,
    /// Adoption: decision, match, adopters.
    Ad1,
    /// Decisions to place for adoption and their reversal.
    PlacedAdoption,
    /// Permanence before this period of care.
    PreviousPermanence,
    /// Missing and away without authorisation.
    Missing,
    /// Social workers, from 2024.
    SocialWorkers,
    /// Deprivation of liberty orders, from 2027.
    Dolo,
}

impl TableKind {
    /// All tables.
    pub const ALL: [TableKind; 12] = [
        TableKind::Header,
        TableKind::Episodes,
        TableKind::Reviews,
        TableKind::Uasc,
        TableKind::Oc2,
        TableKind::Oc3,
        TableKind::Ad1,
        TableKind::PlacedAdoption,
        TableKind::PreviousPermanence,
        TableKind::Missing,
        TableKind::SocialWorkers,
        TableKind::Dolo,
    ];

    /// Plain words for tables and file names.
    pub fn label(self) -> &'static str {
        match self {
            TableKind::Header => "header",
            TableKind::Episodes => "episodes",
            TableKind::Reviews => "reviews",
            TableKind::Uasc => "uasc",
            TableKind::Oc2 => "oc2",
            TableKind::Oc3 => "oc3",
            TableKind::Ad1 => "ad1",
            TableKind::PlacedAdoption => "placed_adoption",
            TableKind::PreviousPermanence => "prev_perm",
            TableKind::Missing => "missing",
            TableKind::SocialWorkers => "sw_episodes",
            TableKind::Dolo => "dolo",
        }
    }
}

/// One year of the return: all tables of it that were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Return {
    /// Return year; `None` if neither folder, file name nor dates tell.
    pub year: Option<u16>,
    /// Children.
    pub headers: Vec<Header>,
    /// Episodes.
    pub episodes: Vec<Episode>,
    /// Unaccompanied children.
    pub uasc: Vec<Uasc>,
    /// Care leavers.
    pub oc3: Vec<Oc3>,
}
