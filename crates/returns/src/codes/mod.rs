//! Code lists of the returns, with the return years in which each code is valid.
//!
//! **Source**: DfE guides and schemas of the SSDA903 and the children in need census, return years 2017 to
//! 2026, as read by the sector's open validators.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A code list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `SEX`, `Sex`: `1`, `2` to 2024, `M`, `F`, `U` from 2025.
    Sex,
    /// `GenderCurrent` of the census to 2024.
    CensusGender,
    /// `ETHNIC`, `Ethnicity`.
    Ethnicity,
    /// `UPN` of 903, `UPNunknown` of the census: `UN1` and so on.
    UpnUnknown,
    /// `0` or `1`.
    Flag,
    /// `RNE`.
    ReasonStarted,
    /// `LS`.
    LegalStatus,
    /// `CIN` of 903 (`N1` to `N8`), `PrimaryNeedCode` of the census (and `N9`, `N0`).
    Need,
    /// `PLACE`.
    Place,
    /// `PLACE_PROVIDER`.
    Provider,
    /// `REC`.
    ReasonEnded,
    /// `REASON_PLACE_CHANGE`.
    ReasonMoved,
    /// `REVIEW_CODE`.
    Review,
    /// `SDQ_REASON`.
    SdqReason,
    /// `IN_TOUCH`.
    InTouch,
    /// `ACTIV`.
    Activity,
    /// `ACCOM`: the letter only.
    Accommodation,
    /// `SEX_ADOPTR`.
    AdopterSex,
    /// `LS_ADOPTR`.
    AdopterStatus,
    /// `REASON_PLACED_CEASED`.
    ReasonPlacedCeased,
    /// `PREV_PERM`.
    PreviousPermanence,
    /// `LA_PERM`: the codes that are not numbers of authorities.
    PermanenceAuthority,
    /// `MISSING`.
    Missing,
    /// `SW_REASON`.
    WorkerChange,
    /// `ReferralSource`.
    ReferralSource,
    /// `ReasonForClosure`.
    ReasonClosed,
    /// `InitialCategoryOfAbuse`, `LatestCategoryOfAbuse`.
    AbuseCategory,
    /// `AssessmentFactors`.
    Factor,
    /// `Disability`.
    Disability,
}

impl List {
    fn key(self) -> &'static str {
        match self {
            List::Sex => "sex",
            List::CensusGender => "census_gender",
            List::Ethnicity => "ethnicity",
            List::UpnUnknown => "upn_unknown",
            List::Flag => "flag",
            List::ReasonStarted => "reason_started",
            List::LegalStatus => "legal_status",
            List::Need => "need",
            List::Place => "place",
            List::Provider => "provider",
            List::ReasonEnded => "reason_ended",
            List::ReasonMoved => "reason_moved",
            List::Review => "review",
            List::SdqReason => "sdq_reason",
            List::InTouch => "in_touch",
            List::Activity => "activity",
            List::Accommodation => "accommodation",
            List::AdopterSex => "adopter_sex",
            List::AdopterStatus => "adopter_status",
            List::ReasonPlacedCeased => "reason_placed_ceased",
            List::PreviousPermanence => "previous_permanence",
            List::PermanenceAuthority => "permanence_authority",
            List::Missing => "missing",
            List::WorkerChange => "worker_change",
            List::ReferralSource => "referral_source",
            List::ReasonClosed => "reason_closed",
            List::AbuseCategory => "abuse_category",
            List::Factor => "factor",
            List::Disability => "disability",
        }
    }
}

/// A code of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code as printed.
    pub code: &'static str,
    /// What it means, in short words.
    pub meaning: &'static str,
    /// First return year in which it is valid; `None` if it always was.
    pub first_year: Option<u16>,
    /// Last return year in which it is valid; `None` if it still is.
    pub last_year: Option<u16>,
}

/// How a code stands in a return year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Valid in that year, or the year is not known.
    Valid,
    /// A code of the list, but of other years.
    OtherYears(&'static Entry),
    /// Not a code of the list.
    Unknown,
}

/// How a code stands in a return year. The code must be in the capitals of the list.
pub fn standing(list: List, code: &str, year: Option<u16>) -> Standing {
    let Some(entry) = entry(list, code) else { return Standing::Unknown };
    let Some(year) = year else { return Standing::Valid };
    let in_years =
        entry.first_year.is_none_or(|first| year >= first) && entry.last_year.is_none_or(|last| year <= last);
    if in_years { Standing::Valid } else { Standing::OtherYears(entry) }
}

/// The entry of a code.
pub fn entry(list: List, code: &str) -> Option<&'static Entry> {
    entries(list).iter().find(|e| e.code == code)
}

/// What a code means, in short words.
pub fn meaning(list: List, code: &str) -> Option<&'static str> {
    entry(list, code).map(|e| e.meaning)
}

/// All codes of a list, in the order of the return.
pub fn entries(list: List) -> &'static [Entry] {
    LISTS.get(list.key()).map_or(&[], Vec::as_slice)
}

/// The codes valid in a return year, for the "expected" of a finding: `one of U1, U2, …`.
pub fn expected(list: List, year: Option<u16>) -> String {
    let codes: Vec<&str> = entries(list)
        .iter()
        .filter(|e| matches!(standing(list, e.code, year), Standing::Valid))
        .map(|e| e.code)
        .collect();
    format!("one of {}", codes.join(", "))
}

static LISTS: LazyLock<BTreeMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut lists: BTreeMap<&'static str, Vec<Entry>> = BTreeMap::new();
    for line in include_str!("codes.csv").lines().skip(1) {
        let Some((list, code, meaning, first, last)) = split(line) else { continue };
        let (first_year, last_year) = (first.parse().ok(), last.parse().ok());
        lists.entry(list).or_default().push(Entry { code, meaning, first_year, last_year });
    }
    lists
});

/// Splits `list,code,meaning,first,last`; the meaning may hold commas and stand in quotes.
fn split(
    line: &'static str,
) -> Option<(&'static str, &'static str, &'static str, &'static str, &'static str)> {
    let (list, rest) = line.split_once(',')?;
    let (code, rest) = rest.split_once(',')?;
    let (rest, last) = rest.rsplit_once(',')?;
    let (meaning, first) = rest.rsplit_once(',')?;
    Some((list, code, meaning.trim_matches('"'), first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_valid_in_their_years_only() {
        assert_eq!(standing(List::Sex, "1", Some(2024)), Standing::Valid);
        assert!(matches!(standing(List::Sex, "1", Some(2025)), Standing::OtherYears(_)));
        assert!(matches!(standing(List::Place, "Z12", Some(2025)), Standing::OtherYears(_)));
        assert_eq!(standing(List::Place, "Z12", Some(2026)), Standing::Valid);
        assert_eq!(standing(List::Place, "U9", Some(2026)), Standing::Unknown);
        assert_eq!(meaning(List::LegalStatus, "C2"), Some("full care order"));
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        let read: usize = LISTS.values().map(Vec::len).sum();
        assert_eq!(read, include_str!("codes.csv").lines().count() - 1);
        assert_eq!(LISTS.len(), 29);
    }
}
