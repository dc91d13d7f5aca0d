//! Why care ends, and what referrals come to: shares published for the real authority, or for England.

use rates::Rates;
use reference::{AreaCode, Measure, Reference};
use units::{AgeBand, Position, Step};

/// A reason and its weight.
pub(crate) type Weighted = Vec<(&'static str, f64)>;

/// Shares that the details of records follow.
#[derive(Clone, Debug)]
pub(crate) struct Reasons {
    /// Share of children returning home whose return was planned.
    pub(crate) home_planned: f64,
    /// Share of other ends of care before ten that are adoptions.
    pub(crate) adopted_under_10: f64,
    /// Other ends of care before 18, without adoptions.
    pub(crate) before_18: Weighted,
    /// Ends of care at 18.
    pub(crate) at_18: Weighted,
    /// Share of starts of care under an interim care order.
    pub(crate) starts_interim: f64,
    /// Referrals without further action for each one that is acted on.
    pub(crate) nfa_per_referral: f64,
    /// Section 47 enquiries that lead to no plan, for each plan.
    pub(crate) enquiries_per_plan: f64,
}

impl Reasons {
    pub(crate) fn of(reference: &Reference, area: AreaCode, rates: &Rates) -> Reasons {
        let year = rates.base_year;
        let own = |m, category: &str| reference.value(area, m, category, year);
        let england = |m, category: &str| reference.value(AreaCode::ENGLAND, m, category, year);
        // A reason withheld here gets England's share of those who ceased.
        let ceased = own(Measure::ClaCeased, "").unwrap_or(0.0);
        let ceased_england = england(Measure::ClaCeased, "").unwrap_or(1.0).max(1.0);
        let reason = |category: &str| {
            own(Measure::ClaCeasedByReason, category).unwrap_or_else(|| {
                england(Measure::ClaCeasedByReason, category).unwrap_or(0.0) / ceased_england * ceased
            })
        };
        let (planned, unplanned) = (reason("returned home, planned"), reason("returned home, unplanned"));
        let starts = |category: &str| {
            let own = own(Measure::ClaStartedByLegalStatus, category);
            own.or_else(|| england(Measure::ClaStartedByLegalStatus, category)).unwrap_or(1.0)
        };
        let orders = starts("interim care order") + starts("full care order");
        let young = other_ends_under_10(rates).max(1.0);
        let share = |m: Measure, of: Measure| {
            let here = own(m, "").zip(own(of, "")).filter(|(_, all)| *all > 0.0);
            let (part, all) = here.or_else(|| england(m, "").zip(england(of, ""))).unwrap_or((0.07, 1.0));
            part / all
        };
        let nfa = share(Measure::ReferralsNfa, Measure::Referrals).clamp(0.0, 0.5);
        let children = own(Measure::Population0To17, "").unwrap_or(0.0);
        let enquiries = own(Measure::S47Rate, "").or_else(|| england(Measure::S47Rate, "")).unwrap_or(0.0);
        let plans = own(Measure::CppStarted, "").unwrap_or(1.0).max(1.0);
        Reasons {
            home_planned: planned / (planned + unplanned).max(1.0),
            adopted_under_10: (reason("adopted") / young).clamp(0.0, 0.7),
            before_18: vec![
                ("SGO", reason("special guardianship order")),
                ("E41", reason("child arrangements order")),
                ("E13", reason("to relatives or others")),
                ("E3", reason("care of another authority")),
                ("E8", 0.3 * reason("other reason") + 1.0),
            ],
            at_18: vec![
                ("E17", reason("stayed with carers at 18")),
                ("E5", reason("independent living, supported")),
                ("E6", reason("independent living, no support")),
                ("E7", reason("adult social care")),
                ("E8", 0.7 * reason("other reason") + 1.0),
            ],
            starts_interim: orders / (orders + starts("voluntary s20")).max(1.0),
            nfa_per_referral: nfa / (1.0 - nfa),
            enquiries_per_plan: (enquiries * children / 10_000.0 / plans - 1.0).clamp(0.0, 4.0),
        }
    }
}

/// Ends of care before ten, a year, that are not returns home.
fn other_ends_under_10(rates: &Rates) -> f64 {
    let step = rates.steps.iter().find(|s| s.step == Step::new(Position::LookedAfter, Position::Closed));
    let cells = step.iter().flat_map(|s| &s.cells);
    cells.filter(|c| c.ages.iter().all(|a| *a <= AgeBand::From5To9)).map(|c| c.steps).sum()
}
