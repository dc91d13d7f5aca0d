//! What is projected and then compared: figures published every year, and what a projection says of them.

use futures::{Flows, Measure as Projected};
use reference::{AreaCode, Measure, Reference};
use units::{Placement, Position};

/// A yearly figure of an authority whose projections are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Children looked after at 31 March.
    LookedAfter,
    /// Children starting to be looked after in the year.
    Starts,
    /// Children ceasing to be looked after in the year.
    Ceasing,
    /// Looked-after children in foster placements at 31 March.
    Fostered,
    /// Looked-after children in secure and children's homes at 31 March.
    ChildrensHomes,
    /// Protection plans at 31 March.
    ProtectionPlans,
    /// Children in need at 31 March, those on plans and looked after among them.
    InNeed,
    /// Referrals in the year.
    Referrals,
    /// Spend on looked-after children in the year, in the prices of the base year.
    Spend,
}

impl Subject {
    /// All subjects, in the order of tables.
    pub const ALL: [Subject; 9] = [
        Subject::LookedAfter,
        Subject::Starts,
        Subject::Ceasing,
        Subject::Fostered,
        Subject::ChildrensHomes,
        Subject::ProtectionPlans,
        Subject::InNeed,
        Subject::Referrals,
        Subject::Spend,
    ];

    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Subject::LookedAfter => "Children looked after at 31 March",
            Subject::Starts => "Children starting to be looked after",
            Subject::Ceasing => "Children ceasing to be looked after",
            Subject::Fostered => "Looked-after children in foster placements",
            Subject::ChildrensHomes => "Looked-after children in children's homes",
            Subject::ProtectionPlans => "Protection plans at 31 March",
            Subject::InNeed => "Children in need at 31 March",
            Subject::Referrals => "Referrals",
            Subject::Spend => "Spend on looked-after children, real terms",
        }
    }

    /// One word for files.
    pub fn id(self) -> &'static str {
        match self {
            Subject::LookedAfter => "looked_after",
            Subject::Starts => "starts",
            Subject::Ceasing => "ceasing",
            Subject::Fostered => "fostered",
            Subject::ChildrensHomes => "childrens_homes",
            Subject::ProtectionPlans => "protection_plans",
            Subject::InNeed => "in_need",
            Subject::Referrals => "referrals",
            Subject::Spend => "spend",
        }
    }

    /// The subject of an [`Subject::id`].
    pub fn from_id(id: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|s| s.id() == id)
    }

    /// What was published for a year, in the prices of `prices` where it is money.
    ///
    /// **Units**: children, episodes, plans, referrals or pounds. Zeros are taken as not returned: in figures of
    /// this size they are gaps.
    pub fn published(self, reference: &Reference, area: AreaCode, year: u16, prices: u16) -> Option<f64> {
        let value = |measure, category| reference.value(area, measure, category, year);
        match self {
            Subject::LookedAfter => value(Measure::ClaAt31March, ""),
            Subject::Starts => value(Measure::ClaStarted, ""),
            Subject::Ceasing => value(Measure::ClaCeased, ""),
            Subject::Fostered => value(Measure::ClaAt31MarchByPlacement, Placement::Foster.label()),
            Subject::ChildrensHomes => {
                value(Measure::ClaAt31MarchByPlacement, Placement::ChildrensHome.label())
            }
            Subject::ProtectionPlans => value(Measure::CppAt31March, ""),
            Subject::InNeed => value(Measure::CinAt31March, ""),
            Subject::Referrals => value(Measure::Referrals, ""),
            Subject::Spend => {
                // A financial year takes the deflator of the calendar year it starts in.
                let index =
                    |year: u16| reference.value(reference.england().code, Measure::GdpDeflator, "", year - 1);
                Some(value(Measure::SpendCla, "")? * index(prices)? / index(year)?)
            }
        }
        .filter(|n| *n > 0.0)
    }

    /// What each draw says of the nth year ahead, from 1; `last` is the published figure of the base year.
    ///
    /// Referrals change as arrivals in need do, spend as person-years looked after do: both are projected as a ratio to
    /// the last figure.
    pub(super) fn projected(self, flows: &Flows, ahead: usize, last: f64, base: &Base) -> Vec<f64> {
        let year = ahead - 1;
        let sum = |parts: Vec<Projected>| {
            (0..flows.draws())
                .map(|draw| parts.iter().map(|part| flows.value(draw, year, *part)).sum())
                .collect()
        };
        let steps = |keep: &dyn Fn(&units::Step) -> bool| -> Vec<Projected> {
            flows.steps().iter().copied().filter(keep).map(Projected::Steps).collect()
        };
        let scaled = |values: Vec<f64>, from: f64| -> Vec<f64> {
            if from > 0.0 { values.into_iter().map(|v| v / from * last).collect() } else { Vec::new() }
        };
        match self {
            Subject::LookedAfter => flows.over_draws(year, Projected::Stock(Position::LookedAfter)),
            Subject::Starts => sum(steps(&|s| s.to.is_within(Position::LookedAfter))),
            Subject::Ceasing => {
                let mut parts = steps(&|s| s.from.is_within(Position::LookedAfter));
                parts.push(Projected::AgedOut(Position::LookedAfter));
                sum(parts)
            }
            Subject::Fostered => flows.over_draws(year, Projected::StockPlacement(Placement::Foster)),
            Subject::ChildrensHomes => {
                flows.over_draws(year, Projected::StockPlacement(Placement::ChildrensHome))
            }
            Subject::ProtectionPlans => flows.over_draws(year, Projected::Stock(Position::ProtectionPlan)),
            Subject::InNeed => sum(Position::OPEN.map(Projected::Stock).to_vec()),
            Subject::Referrals => {
                let arrived = sum(steps(&|s| s.to == Position::InNeed && !Position::OPEN.contains(&s.from)));
                scaled(arrived, base.arrivals)
            }
            Subject::Spend => {
                let years = flows.over_draws(year, Projected::PersonYears(Position::LookedAfter));
                scaled(years, base.care_years)
            }
        }
    }
}

/// Flows of the base year as published, to which ratios are taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Base {
    /// Arrivals in need in the year.
    pub(super) arrivals: f64,
    /// Person-years looked after in the year.
    pub(super) care_years: f64,
}
