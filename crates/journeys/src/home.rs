//! Where a looked-after child lives: kind of placement and kind of provider.

use returns::record::Code;
use units::Placement;

/// Who provides a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// The authority itself.
    Own,
    /// Another authority or public body.
    OtherPublic,
    /// A private provider.
    Private,
    /// A voluntary provider.
    Voluntary,
    /// Parents or others with parental responsibility.
    Parents,
    /// Not recorded, or a placement that has no provider.
    NotRecorded,
}

impl Provider {
    /// All kinds.
    pub const ALL: [Provider; 6] = [
        Provider::Own,
        Provider::OtherPublic,
        Provider::Private,
        Provider::Voluntary,
        Provider::Parents,
        Provider::NotRecorded,
    ];

    /// The provider of a `PLACE_PROVIDER` code.
    pub fn of_code(code: Code) -> Provider {
        match code.as_str() {
            "PR0" => Provider::Parents,
            "PR1" => Provider::Own,
            "PR2" | "PR3" => Provider::OtherPublic,
            "PR4" => Provider::Private,
            "PR5" => Provider::Voluntary,
            _ => Provider::NotRecorded,
        }
    }

    /// Plain words.
    pub fn label(self) -> &'static str {
        match self {
            Provider::Own => "own provision",
            Provider::OtherPublic => "other public",
            Provider::Private => "private",
            Provider::Voluntary => "voluntary",
            Provider::Parents => "parents",
            Provider::NotRecorded => "not recorded",
        }
    }
}

/// Kind of placement and kind of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Home {
    /// Kind of placement.
    pub placement: Placement,
    /// Kind of provider.
    pub provider: Provider,
}

impl Home {
    /// The home of an episode's codes.
    pub fn of_codes(place: Code, provider: Code) -> Home {
        Home { placement: placement_of(place), provider: Provider::of_code(provider) }
    }

    /// How many homes there are.
    pub const COUNT: usize = Placement::ALL.len() * Provider::ALL.len();

    /// A number below [`Home::COUNT`].
    pub fn index(self) -> usize {
        self.placement.index() * Provider::ALL.len() + self.provider as usize
    }
}

/// The kind of placement of a `PLACE` code, in the groups DfE publishes since 2018.
///
/// Annex A prints foster placements and placements for adoption without their subtype: `U`, `A`.
///
/// **Source**: DfE, Children looked after in England including adoptions, methodology: placement groups.
pub fn placement_of(code: Code) -> Placement {
    match code.as_str() {
        "U" | "U1" | "U2" | "U3" | "U4" | "U5" | "U6" => Placement::Foster,
        "K1" | "K2" => Placement::ChildrensHome,
        "K3" | "H5" | "P2" => Placement::Supported,
        "P1" => Placement::WithParents,
        "A" | "A3" | "A4" | "A5" | "A6" => Placement::Adoption,
        "R1" | "R2" | "R3" | "R5" | "S1" => Placement::OtherResidential,
        _ => Placement::Other,
    }
}

#[cfg(test)]
mod tests {
    use returns::codes::{List, entries};

    use super::*;

    #[test]
    fn every_code_of_the_return_has_a_home() {
        let other: Vec<&str> = entries(List::Place)
            .iter()
            .filter(|e| placement_of(Code::new(e.code)) == Placement::Other)
            .map(|e| e.code)
            .collect();
        assert_eq!(other, ["P3", "T0", "T1", "T2", "T3", "T4", "Z1", "Z11", "Z12", "Z13", "Z14"]);
        let homes: std::collections::BTreeSet<usize> = Placement::ALL
            .into_iter()
            .flat_map(|placement| Provider::ALL.map(|provider| Home { placement, provider }.index()))
            .collect();
        assert_eq!(homes.len(), Home::COUNT);
    }
}
