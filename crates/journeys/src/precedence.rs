//! Which position a child is in when several hold at once.

use returns::record::{Field, Kind};
use units::Position;

/// The rules that make positions of activities.
///
/// A looked-after child usually stays open as a child in need, and a protection plan always runs inside an
/// episode of need: the heavier position is the one a child *is in*. Authorities that have merged early help
/// and in need as Family Help count the one as the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precedence {
    /// Looked after, care leaver, protection plan, in need, early help: the first that holds.
    #[default]
    Standard,
    /// As standard, with early help counted as in need (Family Help).
    FamilyHelp,
    /// As standard, without early help: the positions that published statistics know.
    Statutory,
}

impl Precedence {
    /// All rules.
    pub const ALL: [Precedence; 3] = [Precedence::Standard, Precedence::FamilyHelp, Precedence::Statutory];

    /// The word for files and the command line.
    pub fn label(self) -> &'static str {
        match self {
            Precedence::Standard => "standard",
            Precedence::FamilyHelp => "family-help",
            Precedence::Statutory => "statutory",
        }
    }

    /// The position that an activity of this kind puts a child in; `None` for what is no position.
    ///
    /// An assessment under way counts as in need: the census counts an episode of need from the referral on,
    /// and inspection lists hold assessments whose episode they do not list.
    pub fn position(self, kind: Kind) -> Option<Position> {
        let position = match kind {
            Kind::EarlyHelp => Position::EarlyHelp,
            Kind::InNeed | Kind::InNeedPlan | Kind::Assessment => Position::InNeed,
            Kind::ProtectionPlan => Position::ProtectionPlan,
            Kind::Episode | Kind::LookedAfter => Position::LookedAfter,
            Kind::CareLeaver => Position::CareLeaver,
            Kind::Contact | Kind::Referral | Kind::Section47 | Kind::Conference | Kind::Service => {
                return None;
            }
        };
        match (self, position) {
            (Precedence::FamilyHelp, Position::EarlyHelp) => Some(Position::InNeed),
            (Precedence::Statutory, Position::EarlyHelp) => None,
            (_, position) => Some(position),
        }
    }

    /// How heavy a position is: of several that hold, the heaviest counts.
    pub fn weight(self, position: Position) -> u8 {
        match position {
            Position::NotKnown | Position::Closed => 0,
            Position::EarlyHelp => 1,
            Position::InNeed => 2,
            Position::ProtectionPlan => 3,
            Position::CareLeaver => 4,
            Position::LookedAfter | Position::Unaccompanied => 5,
        }
    }
}

/// The field whose returns must speak for a day, for time in a position on that day to count.
pub fn field_of(position: Position) -> Field {
    match position {
        Position::EarlyHelp => Field::EarlyHelp,
        Position::NotKnown | Position::InNeed | Position::ProtectionPlan | Position::Closed => Field::Need,
        Position::LookedAfter | Position::Unaccompanied | Position::CareLeaver => Field::Care,
    }
}
