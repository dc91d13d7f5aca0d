//! The categories of each breakdown, in the order of tables and charts.
//!
//! Where `units` has a type for the breakdown the words here are its labels; a test holds them together.

/// How a measure is broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Breakdown {
    None,
    Age,
    CeasedAge,
    SingleAge,
    ProjectionAge,
    Placement,
    PlacementsInYear,
    Provider,
    LegalStatus,
    CeasedReason,
    Duration,
    CareDuration,
}

/// The categories of a breakdown.
pub(crate) fn of(breakdown: Breakdown) -> &'static [&'static str] {
    match breakdown {
        Breakdown::None => &[""],
        Breakdown::Age => &["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"],
        Breakdown::CeasedAge => {
            &["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over", "16", "17", "18 and over"]
        }
        Breakdown::SingleAge => &[
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
        ],
        Breakdown::ProjectionAge => &["0 to 4", "5 to 9", "10 to 14", "15 to 19"],
        Breakdown::Placement => &[
            "foster care",
            "children's homes",
            "supported accommodation",
            "with parents",
            "placed for adoption",
            "other residential",
            "other placements",
        ],
        Breakdown::PlacementsInYear => &["1", "2", "3 or more"],
        Breakdown::Provider => {
            &["own", "other LA", "other public", "private", "voluntary", "parents", "not reported"]
        }
        Breakdown::LegalStatus => &[
            "full care order",
            "interim care order",
            "voluntary s20",
            "placement order",
            "police protection",
            "emergency protection order",
            "child assessment order",
            "remand",
            "accommodated under PACE",
            "youth rehabilitation order",
        ],
        Breakdown::CeasedReason => &[
            "returned home",
            "returned home, planned",
            "returned home, unplanned",
            "to relatives or others",
            "child arrangements order",
            "special guardianship order",
            "adopted",
            "stayed with carers at 18",
            "independent living, supported",
            "independent living, no support",
            "adult social care",
            "care of another authority",
            "custody",
            "remand ended",
            "age assessed 18 or over",
            "moved abroad",
            "died",
            "other reason",
        ],
        Breakdown::Duration => {
            &["under 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 years and over"]
        }
        Breakdown::CareDuration => &[
            "under 2 weeks",
            "2 to 8 weeks",
            "8 weeks to 6 months",
            "6 to 12 months",
            "1 to 2 years",
            "2 to 3 years",
            "3 to 5 years",
            "5 to 10 years",
            "10 years and over",
        ],
    }
}

#[cfg(test)]
mod tests {
    use units::{AgeBand, Placement};

    use super::*;

    #[test]
    fn words_are_those_of_units() {
        assert_eq!(of(Breakdown::Age), AgeBand::ALL.map(AgeBand::label));
        assert_eq!(of(Breakdown::Placement), Placement::ALL.map(Placement::label));
    }
}
