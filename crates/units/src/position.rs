//! Where a child stands, and the dated moves between.

use std::fmt;

/// Where a child stands at a time.
///
/// Early help is a position of the record, but no statutory return counts it, so the published
/// aggregates cannot fill it; a child receiving early help alone is *not known* to them. Care leavers are
/// young people of 18 and over; the published aggregates end at 18.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// Not known to children's social care.
    NotKnown,
    /// Receiving early help, and nothing heavier.
    EarlyHelp,
    /// In need (Children Act 1989 section 17), with neither a protection plan nor looked after.
    InNeed,
    /// Subject of a child protection plan.
    ProtectionPlan,
    /// Looked after by the authority (Children Act 1989 section 22).
    LookedAfter,
    /// Was looked after, is 18 or over, and still supported by the authority (Children Act 1989 section 23C).
    CareLeaver,
    /// No longer open to children's social care.
    Closed,
    /// Looked after by the authority, an unaccompanied asylum-seeking child: a part of [`Position::LookedAfter`] that
    /// projections from published figures follow apart. Journeys of single children do not tell it apart.
    Unaccompanied,
}

impl Position {
    /// The positions that journeys tell apart, in the order of a journey.
    pub const ALL: [Position; 7] = [
        Position::NotKnown,
        Position::EarlyHelp,
        Position::InNeed,
        Position::ProtectionPlan,
        Position::LookedAfter,
        Position::CareLeaver,
        Position::Closed,
    ];

    /// The positions in which children are open to children's social care, lightest first.
    pub const OPEN: [Position; 3] = [Position::InNeed, Position::ProtectionPlan, Position::LookedAfter];

    /// The words of the vocabulary, as files and pages use them.
    pub fn label(self) -> &'static str {
        match self {
            Position::NotKnown => "not known",
            Position::EarlyHelp => "early help",
            Position::InNeed => "in need",
            Position::ProtectionPlan => "protection plan",
            Position::LookedAfter => "looked after",
            Position::CareLeaver => "care leaver",
            Position::Closed => "closed",
            Position::Unaccompanied => "unaccompanied",
        }
    }

    /// The position for the words of [`Position::label`].
    pub fn from_label(label: &str) -> Option<Position> {
        Position::ALL.into_iter().chain([Position::Unaccompanied]).find(|p| p.label() == label)
    }

    /// Whether children in this position are counted among those in another, or in the same: unaccompanied children are
    /// looked after.
    pub fn is_within(self, whole: Position) -> bool {
        self == whole || (self, whole) == (Position::Unaccompanied, Position::LookedAfter)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// A move from one position to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The position left.
    pub from: Position,
    /// The position entered.
    pub to: Position,
}

impl Step {
    /// A step between two positions.
    pub const fn new(from: Position, to: Position) -> Step {
        Step { from, to }
    }

    /// Reads `in need -> protection plan`.
    pub fn from_label(label: &str) -> Option<Step> {
        let (from, to) = label.split_once("->")?;
        Some(Step::new(Position::from_label(from.trim())?, Position::from_label(to.trim())?))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.from, self.to)
    }
}

/// Where a looked-after child lives, in the groups DfE publishes since 2018.
///
/// **Source**: DfE, Children looked after in England including adoptions, placement groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placement {
    /// Foster placements.
    Foster,
    /// Secure homes and children's homes.
    ChildrensHome,
    /// Independent and semi-independent living arrangements, supported accommodation.
    Supported,
    /// Placed with parents or another person with parental responsibility.
    WithParents,
    /// Placed for adoption.
    Adoption,
    /// Residential schools and other residential settings.
    OtherResidential,
    /// Other placements, and missing or absent from placement.
    Other,
}

impl Placement {
    /// All kinds, in the order of tables and charts.
    pub const ALL: [Placement; 7] = [
        Placement::Foster,
        Placement::ChildrensHome,
        Placement::Supported,
        Placement::WithParents,
        Placement::Adoption,
        Placement::OtherResidential,
        Placement::Other,
    ];

    /// Place of the kind in [`Placement::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The kind of placement of that label.
    pub fn from_label(label: &str) -> Option<Placement> {
        Placement::ALL.into_iter().find(|kind| kind.label() == label)
    }

    /// Short words for tables and pages.
    pub fn label(self) -> &'static str {
        [
            "foster care",
            "children's homes",
            "supported accommodation",
            "with parents",
            "placed for adoption",
            "other residential",
            "other placements",
        ][self.index()]
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_as_they_are_written() {
        let step = Step::new(Position::InNeed, Position::ProtectionPlan);
        assert_eq!(step.to_string(), "in need -> protection plan");
        assert_eq!(Step::from_label("in need -> protection plan"), Some(step));
        assert_eq!(Step::from_label("in need -> care"), None);
    }

    #[test]
    fn unaccompanied_children_are_looked_after_and_not_the_other_way_round() {
        assert_eq!(Position::from_label("unaccompanied"), Some(Position::Unaccompanied));
        assert!(Position::Unaccompanied.is_within(Position::LookedAfter));
        assert!(!Position::LookedAfter.is_within(Position::Unaccompanied));
    }
}
