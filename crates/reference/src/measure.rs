//! The measures: what is counted, in which unit, from which source.

use crate::categories::{self, Breakdown};

/// Declares the enum and its facts in one place, so that a measure cannot be in the enum and missing from
/// [`Measure::ALL`], or have an id but no source.
macro_rules! measures {
    ($($(#[doc = $doc:literal])+ $name:ident: $id:literal, $label:literal, $unit:literal, $source:literal, $by:ident;)+) => {
        /// Something that is published for areas and years.
        ///
        /// The year of a figure is the reporting year ending 31 March, unless a variant says otherwise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure { $($(#[doc = $doc])+ $name,)+ }

        impl Measure {
            /// All measures, in the order of the tables.
            pub const ALL: &'static [Measure] = &[$(Measure::$name,)+];

            /// The name in the tables: snake case, fixed once published.
            pub fn id(self) -> &'static str {
                match self { $(Measure::$name => $id,)+ }
            }

            /// Plain words for tables and pages.
            pub fn label(self) -> &'static str {
                match self { $(Measure::$name => $label,)+ }
            }

            /// What one unit of the figure is.
            pub fn unit(self) -> &'static str {
                match self { $(Measure::$name => $unit,)+ }
            }

            /// The id of the [`crate::Source`] that most of the figures come from.
            pub fn source(self) -> &'static str {
                match self { $(Measure::$name => $source,)+ }
            }

            fn breakdown(self) -> Breakdown {
                match self { $(Measure::$name => Breakdown::$by,)+ }
            }
        }
    };
}

measures! {
    /// Children looked after at 31 March, 2010 on. Excludes children in a series of short breaks.
    ClaAt31March: "cla_at_31_march", "Children looked after at 31 March", "children", "cla-totals", None;
    /// Children who started to be looked after in the year, each counted once.
    ClaStarted: "cla_started", "Children starting to be looked after", "children", "cla-totals", None;
    /// Children who ceased to be looked after in the year, each counted once.
    ClaCeased: "cla_ceased", "Children ceasing to be looked after", "children", "cla-totals", None;
    /// Unaccompanied asylum-seeking children looked after at 31 March, 2016 on.
    UascAt31March: "uasc_at_31_march", "Unaccompanied asylum-seeking children looked after at 31 March", "children", "cla-totals", None;
    /// Looked-after children adopted in the year, 2016 on.
    ClaAdopted: "cla_adopted", "Looked-after children adopted", "children", "cla-totals", None;
    /// Children who left care by a special guardianship order in the year, 2016 on.
    ClaCeasedSgo: "cla_ceased_sgo", "Children leaving care by special guardianship order", "children", "cla-totals", None;
    /// Children looked after at 31 March who had three or more placements in the year, 2016 on.
    ClaThreeOrMorePlacements: "cla_three_or_more_placements", "Children with three or more placements in the year", "children", "cla-totals", None;
    /// England only, 2020 to 2024: children looked after at 31 March by how many placements they had in the year.
    ClaByPlacementsInYear: "cla_by_placements_in_year", "Children looked after at 31 March, by placements in the year", "children", "cla-placements-national", PlacementsInYear;
    /// England only, 2020 to 2024: placements of looked-after children that changed in the year, by age. Where the status of
    /// a placement alone changed, the child did not move: those are left out.
    ClaPlacementMovesByAge: "cla_placement_moves_by_age", "Placement moves in the year, by age", "moves", "cla-moves-national", Age;
    /// Children looked after at 31 March by age; 2011 to 2017 and 2021 on. The release calls the last band 16 and over.
    ClaAt31MarchByAge: "cla_at_31_march_by_age", "Children looked after at 31 March, by age", "children", "cla-31-march", Age;
    /// Children looked after at 31 March by where they live; 2021 on, because the groups changed in 2018.
    ClaAt31MarchByPlacement: "cla_at_31_march_by_placement", "Children looked after at 31 March, by placement", "children", "cla-31-march", Placement;
    /// Children looked after at 31 March by who provides the placement; 2011 to 2017 and 2021 on.
    ClaAt31MarchByProvider: "cla_at_31_march_by_provider", "Children looked after at 31 March, by provider", "children", "cla-31-march", Provider;
    /// Children starting to be looked after by age at the start, 2011 on.
    ClaStartedByAge: "cla_started_by_age", "Children starting to be looked after, by age", "children", "cla-started", Age;
    /// Children starting to be looked after by legal status at the start, 2011 on.
    ClaStartedByLegalStatus: "cla_started_by_legal_status", "Children starting to be looked after, by legal status", "children", "cla-started", LegalStatus;
    /// Unaccompanied asylum-seeking children starting to be looked after, 2021 on.
    ClaStartedUasc: "cla_started_uasc", "Unaccompanied asylum-seeking children starting to be looked after", "children", "cla-started", None;
    /// Unaccompanied asylum-seeking children as a share of all starts in the year, 2020 on, whole per cent.
    UascStartedPct: "uasc_started_pct", "Share of starts who are unaccompanied asylum-seeking children", "%", "lait-cla", None;
    /// Care leavers whose 19th, 20th or 21st birthday fell in the year, so that they were 19 to 21 at 31 March; 2016 on.
    CareLeavers19To21: "care_leavers_19_to_21", "Care leavers aged 19 to 21", "young people", "lait-cla", None;
    /// Children ceasing to be looked after by age at the end, 2011 on; 16, 17 and 18 apart from 2016.
    ClaCeasedByAge: "cla_ceased_by_age", "Children ceasing to be looked after, by age", "children", "cla-ceased", CeasedAge;
    /// Children ceasing to be looked after by the reason the last episode ended, 2010 on.
    ClaCeasedByReason: "cla_ceased_by_reason", "Children ceasing to be looked after, by reason", "children", "cla-ceased", CeasedReason;
    /// England only, 2020 to 2024: children ceasing to be looked after by length of the last period of care.
    ClaCeasedByDuration: "cla_ceased_by_duration", "Children ceasing to be looked after, by length of care", "children", "cla-ceased-national", CareDuration;

    /// England only, 2020 to 2024: mean length of the last period of care of the children who ceased in the year.
    ClaCeasedMeanDays: "cla_ceased_mean_days", "Mean length of care of children ceasing", "days", "cla-ceased-national", None;

    /// Episodes of need open at 31 March, including children on plans and looked after, 2013 on.
    CinAt31March: "cin_at_31_march", "Children in need at 31 March", "episodes", "cin-b1", None;
    /// Episodes of need that started in the year; a child may start more than once.
    CinStarted: "cin_started", "Episodes of need started", "episodes", "cin-b1", None;
    /// Episodes of need that ended in the year; a child may end more than once.
    CinEnded: "cin_ended", "Episodes of need ended", "episodes", "cin-b1", None;
    /// Referrals to children's social care in the year.
    Referrals: "referrals", "Referrals", "referrals", "cin-c1", None;
    /// Referrals within twelve months of an earlier referral of the same child.
    Rereferrals: "rereferrals", "Re-referrals within 12 months", "referrals", "cin-c1", None;
    /// Re-referrals within twelve months as a share of referrals.
    RereferralPct: "rereferral_pct", "Re-referrals within 12 months, share of referrals", "%", "cin-c1", None;
    /// Referrals that ended with no further action.
    ReferralsNfa: "referrals_nfa", "Referrals with no further action", "referrals", "cin-c1", None;
    /// Children in need at 31 March by how long their episode had been open, shares, 2016 on.
    CinOpenByDurationPct: "cin_open_by_duration_pct", "Children in need at 31 March, by time open so far", "%", "lait-cin", Duration;
    /// Episodes of need that ended in the year by how long they had lasted, shares, 2016 on.
    CinEndedByDurationPct: "cin_ended_by_duration_pct", "Episodes of need ended, by length", "%", "lait-cin", Duration;
    /// Protection plans started in the year.
    CppStarted: "cpp_started", "Protection plans started", "plans", "cpp-d3", None;
    /// Protection plans started in the year for children who had had a plan before, at any time.
    CppStartedSubsequent: "cpp_started_subsequent", "Second or later protection plans started", "plans", "cpp-d3", None;
    /// Children who were the subject of a protection plan at 31 March.
    CppAt31March: "cpp_at_31_march", "Protection plans at 31 March", "plans", "cpp-d5", None;
    /// Protection plans at 31 March by how long they had been open.
    CppOpenByDuration: "cpp_open_by_duration", "Protection plans at 31 March, by time open so far", "plans", "cpp-d5", Duration;
    /// England only, 2025: protection plans that ended in the year by how long they had lasted.
    CppEndedByDuration: "cpp_ended_by_duration", "Protection plans ended, by length", "plans", "cpp-ended-national", Duration;
    /// Children who ceased to be the subject of a protection plan, per 10,000 children aged 0 to 17, 2016 on.
    CppCeasedRate: "cpp_ceased_rate", "Protection plans ended, rate", "per 10,000 children", "lait-cin", None;
    /// Care applications in the year per 10,000 children aged 0 to 17 (Cafcass), 2016 on.
    CareApplicationsRate: "care_applications_rate", "Care applications, rate", "per 10,000 children", "lait-cin", None;
    /// Section 47 enquiries started in the year per 10,000 children aged 0 to 17, 2016 on.
    S47Rate: "s47_rate", "Section 47 enquiries, rate", "per 10,000 children", "lait-cin", None;

    /// Children aged 0 to 17. Held under the reporting year Y whose rates it divides: the estimate is of mid Y-1.
    Population0To17: "population_0_17", "Children aged 0 to 17", "children", "population", None;
    /// Children by single year of age, mid-2020 (year 2020 is the calendar year). Original estimates: use for shape only.
    PopulationByAgeMid2020: "population_by_age_mid_2020", "Children by single year of age, mid-2020", "children", "population-by-age", SingleAge;
    /// Projected children at the middle of the calendar year, regions and England, 2022 to 2047.
    PopulationProjection: "population_projection", "Projected children, by age group", "children", "population-projection", ProjectionAge;

    /// Sure Start, children's centres and early years. Spend years are held by the year they end in: 2024-25 is 2025.
    SpendSureStart: "spend_sure_start", "Spend: Sure Start and children's centres", "£", "s251", None;
    /// Family support services.
    SpendFamilySupport: "spend_family_support", "Spend: family support", "£", "s251", None;
    /// Services for young people.
    SpendYoungPeople: "spend_young_people", "Spend: services for young people", "£", "s251", None;
    /// Early intervention: the sum of Sure Start, family support and services for young people.
    SpendEarly: "spend_early", "Spend: early intervention, total", "£", "s251", None;
    /// Children looked after, all services.
    SpendCla: "spend_cla", "Spend: children looked after, total", "£", "s251", None;
    /// Residential care, 2010-11 to 2013-14 only; see `ro3_cla_residential` for 2024-25.
    SpendResidential: "spend_residential", "Spend: residential care", "£", "s251", None;
    /// Fostering services, 2010-11 to 2013-14 only; see `ro3_cla_fostering` for 2024-25.
    SpendFostering: "spend_fostering", "Spend: fostering", "£", "s251", None;
    /// Leaving care support, 2016-17 on.
    SpendLeavingCare: "spend_leaving_care", "Spend: leaving care", "£", "s251", None;
    /// Safeguarding and social work.
    SpendSafeguarding: "spend_safeguarding", "Spend: safeguarding and social work", "£", "s251", None;
    /// Youth justice.
    SpendYouthJustice: "spend_youth_justice", "Spend: youth justice", "£", "s251", None;
    /// Late intervention: the sum of looked after, safeguarding and youth justice.
    SpendLate: "spend_late", "Spend: late intervention, total", "£", "s251", None;
    /// Other children's and families' services.
    SpendOther: "spend_other", "Spend: other services", "£", "s251", None;
    /// All children's and young people's services, without capital charged to revenue; 2016-17 on.
    SpendTotal: "spend_total", "Spend: all children's services", "£", "s251", None;
    /// Residential care of looked-after children in the revenue outturn, 2024-25 only, net current expenditure.
    Ro3ClaResidential: "ro3_cla_residential", "Outturn: looked after, residential care", "£", "ro3", None;
    /// Fostering in the revenue outturn, 2024-25 only, net current expenditure.
    Ro3ClaFostering: "ro3_cla_fostering", "Outturn: looked after, fostering", "£", "ro3", None;
    /// Unaccompanied asylum-seeking children in the revenue outturn, 2024-25 only, net current expenditure.
    Ro3ClaAsylumSeeking: "ro3_cla_asylum_seeking", "Outturn: looked after, asylum-seeking children", "£", "ro3", None;
    /// Other looked-after spend in the revenue outturn, 2024-25 only, net current expenditure.
    Ro3ClaOther: "ro3_cla_other", "Outturn: looked after, other", "£", "ro3", None;
    /// Spend on looked-after children per child and week, by the count at 31 March.
    UnitCostCla: "unit_cost_cla", "Unit cost: a child looked after", "£ per week", "s251", None;
    /// Fostering spend per child and week, by the count at 31 March.
    UnitCostFostering: "unit_cost_fostering", "Unit cost: foster care", "£ per week", "s251", None;
    /// Residential spend per child and week, by days of care.
    UnitCostResidential: "unit_cost_residential", "Unit cost: residential care", "£ per week", "s251", None;
    /// Adoption spend per child and week.
    UnitCostAdoption: "unit_cost_adoption", "Unit cost: adoption", "£ per week", "s251", None;
    /// Social work spend per child in need and week.
    UnitCostSocialWork: "unit_cost_social_work", "Unit cost: social work for a child in need", "£ per week", "s251", None;

    /// Index of Multiple Deprivation 2025, mean score weighted by population; higher is more deprived. Year 2025.
    ImdScore: "imd_score", "Deprivation score (IMD 2025)", "score", "imd", None;
    /// Share of children aged 0 to 15 in income-deprived families, derived, not the official score. Year 2025.
    IdaciProxy: "idaci_proxy", "Children in income-deprived families", "share", "imd", None;
    /// Prices in the calendar year as an index, England row only, base in the source.
    GdpDeflator: "gdp_deflator", "GDP deflator", "index", "gdp-deflator", None;
}

impl Measure {
    /// The measure for an id written by [`Measure::id`].
    pub fn from_id(id: &str) -> Option<Measure> {
        Measure::ALL.iter().copied().find(|m| m.id() == id)
    }

    /// Every category the tables may hold, in the order of tables and charts; `[""]` when there is no breakdown.
    pub fn all_categories(self) -> &'static [&'static str] {
        categories::of(self.breakdown())
    }

    /// Position of a category in [`Measure::all_categories`].
    pub fn category_index(self, category: &str) -> Option<usize> {
        self.all_categories().iter().position(|c| *c == category)
    }

    /// Whether figures are counts, so that only whole numbers from zero up are possible.
    pub fn is_count(self) -> bool {
        matches!(self.unit(), "children" | "episodes" | "moves" | "referrals" | "plans")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_read_back() {
        for m in Measure::ALL {
            assert_eq!(Measure::from_id(m.id()), Some(*m));
        }
        assert_eq!(Measure::from_id("no_such_measure"), None);
    }
}
