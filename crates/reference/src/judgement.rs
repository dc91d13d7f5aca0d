//! Ofsted's judgements and the statistical neighbours of authorities.

use jiff::civil::Date;

use crate::AreaCode;

/// One of Ofsted's four grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Inadequate.
    Inadequate,
}

impl Grade {
    /// Ofsted's words.
    pub fn label(self) -> &'static str {
        ["Outstanding", "Good", "Requires improvement to be good", "Inadequate"][self as usize]
    }

    /// The grade for words written by [`Grade::label`].
    pub fn from_label(label: &str) -> Option<Grade> {
        [Grade::Outstanding, Grade::Good, Grade::RequiresImprovement, Grade::Inadequate]
            .into_iter()
            .find(|g| g.label() == label)
    }
}

/// The latest inspection of an authority's children's services, as at 31 March 2025.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfstedJudgement {
    /// The authority inspected.
    pub code: AreaCode,
    /// First day of the inspection.
    pub inspected: Date,
    /// Day of publication.
    pub published: Date,
    /// Overall effectiveness.
    pub overall: Grade,
    /// Impact of leaders on social work practice.
    pub leaders: Grade,
    /// Experiences of children who need help and protection.
    pub help_and_protection: Grade,
    /// Experiences of children in care.
    pub children_in_care: Grade,
    /// Experiences of care leavers; graded apart since 2023 only.
    pub care_leavers: Option<Grade>,
}

/// An authority that resembles another by DfE's statistical neighbour model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The neighbour.
    pub code: AreaCode,
    /// Place from 1, the closest, to 10.
    pub rank: u8,
    /// The model's words for how close it is, such as `Very close`.
    pub closeness: String,
}
