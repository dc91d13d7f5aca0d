//! The words of the lists, and the codes they stand for.
//!
//! The lists tell a code in words with a letter before it, `g) Police`, and letters and wording drift from one
//! authority to the next (`q) 6: Police`). So letters are ignored and words are compared by their letters and
//! digits only.

use std::borrow::Cow;

use crate::codes::{self, List};
use crate::record::Code;

/// A vocabulary of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Sources of contacts and referrals.
    Source,
    /// Categories of need.
    Need,
    /// Reasons for closure.
    ReasonClosed,
    /// Categories of abuse.
    Abuse,
    /// Legal statuses.
    LegalStatus,
    /// Reasons for ceasing to be looked after.
    ReasonCeased,
    /// Placement types.
    Place,
    /// Placement providers.
    Provider,
    /// Broad ethnic groups.
    Ethnicity,
}

/// Groups of codes that a list can tell although no code of the returns says just that: vocabulary of the
/// returns, group, meaning.
///
/// **Limits**: a group is not a code of [`crate::codes`]; its first character is that of all its codes, except
/// `SGO` (`E43` to `E48`) and `E56` (`E5` and `E6`).
pub const GROUPS: &[(List, &str, &str)] = &[
    (List::ReferralSource, "1", "individual"),
    (List::ReferralSource, "3", "health service"),
    (List::ReferralSource, "5", "local authority service"),
    (List::Ethnicity, "W", "White"),
    (List::Ethnicity, "M", "mixed"),
    (List::Ethnicity, "A", "Asian or Asian British"),
    (List::Ethnicity, "B", "Black or Black British"),
    (List::Ethnicity, "O", "other ethnic group"),
    (List::LegalStatus, "L", "detained for protection, in accommodation of the authority"),
    (List::LegalStatus, "J", "youth justice"),
    (List::Place, "U", "foster placement"),
    (List::Place, "A", "placed for adoption"),
    (List::ReasonEnded, "E1", "adopted"),
    (List::ReasonEnded, "E4", "returned home"),
    (List::ReasonEnded, "SGO", "special guardianship order"),
    (List::ReasonEnded, "E56", "independent living"),
];

/// What a text of a vocabulary stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A code or a group.
    Code(Code),
    /// Printed words that mean no code: `Not stated`.
    Nothing,
    /// No words of the vocabulary.
    Unknown,
}

/// A line of a vocabulary: code (blank for words without one), words as the list prints them, and other words
/// seen for the same, all in lower case without signs.
struct Entry {
    code: &'static str,
    printed: &'static str,
    alike: &'static [&'static str],
}

const fn e(code: &'static str, printed: &'static str, alike: &'static [&'static str]) -> Entry {
    Entry { code, printed, alike }
}

impl Words {
    fn entries(self) -> &'static [Entry] {
        match self {
            Words::Source => SOURCE,
            Words::Need => NEED,
            Words::ReasonClosed => REASON_CLOSED,
            Words::Abuse => ABUSE,
            Words::LegalStatus => LEGAL_STATUS,
            Words::ReasonCeased => REASON_CEASED,
            Words::Place => PLACE,
            Words::Provider => PROVIDER,
            Words::Ethnicity => ETHNICITY,
        }
    }

    /// The list of statutory codes that a text may also name by the code itself.
    pub(super) fn codes(self) -> List {
        match self {
            Words::Source => List::ReferralSource,
            Words::Need => List::Need,
            Words::ReasonClosed => List::ReasonClosed,
            Words::Abuse => List::AbuseCategory,
            Words::LegalStatus => List::LegalStatus,
            Words::ReasonCeased => List::ReasonEnded,
            Words::Place => List::Place,
            Words::Provider => List::Provider,
            Words::Ethnicity => List::Ethnicity,
        }
    }

    /// What a text stands for, by its words or by a code before a colon or alone.
    pub(super) fn meaning(self, text: &str) -> Meaning {
        let text = without_letter(text);
        if let Some(code) = self.leading_code(text) {
            return Meaning::Code(code);
        }
        let words = plain(text.split_once(": ").map_or(text, |(_, words)| words));
        let found = self
            .entries()
            .iter()
            .find(|e| plain(without_letter(e.printed)) == words || e.alike.contains(&words.as_str()));
        match found {
            Some(entry) if entry.code.is_empty() => Meaning::Nothing,
            Some(entry) => Meaning::Code(Code::new(entry.code)),
            None => Meaning::Unknown,
        }
    }

    fn leading_code(self, text: &str) -> Option<Code> {
        let end = text.find([':', ' ', '-', ')']).unwrap_or(text.len());
        let (code, after) = text.split_at_checked(end)?;
        let alone = after.is_empty() || after.starts_with([':', ')']) || after.starts_with(" -");
        let known = codes::entry(self.codes(), code).map(|e| e.code);
        known.filter(|_| alone).map(Code::new)
    }

    /// The words for a code: as printed, else the code with its meaning (`3A: GP`), else the code.
    pub(super) fn words(self, code: Code) -> Cow<'static, str> {
        if let Some(entry) = self.entries().iter().find(|e| e.code == code.as_str()) {
            return Cow::Borrowed(entry.printed);
        }
        match codes::meaning(self.codes(), code.as_str()) {
            Some(meaning) => Cow::Owned(format!("{code}: {meaning}")),
            None => Cow::Owned(code.to_string()),
        }
    }

    /// What to expect: the printed words, in their order.
    pub(super) fn expected(self) -> String {
        let all: Vec<&str> = self.entries().iter().map(|e| e.printed).collect();
        format!("one of: {}", all.join("; "))
    }
}

/// A text without `x) ` before it.
pub(super) fn without_letter(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(')') {
        Some((letter, rest)) if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic()) => {
            rest.trim_start()
        }
        _ => text,
    }
}

/// The letters and digits of a text, in lower case.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const SOURCE: &[Entry] = &[
    e("1", "a) Individual", &["individuals", "individualfamilymemberrelativecarer"]),
    e("2A", "b) Schools", &["school"]),
    e("2B", "c) Education Services", &["educationservice", "education", "othereducationservices"]),
    e("3", "d) Health Services", &["healthservice", "health"]),
    e("4", "e) Housing", &["localauthorityhousing", "housinglaorhousingassociation", "lahousing"]),
    e("5", "f) LA Services", &["laservice", "localauthorityservices", "localauthority"]),
    e("6", "g) Police", &[]),
    e("7", "h) Other legal agency", &["otherlegalagencies", "legalagency"]),
    e("8", "i) Other", &["others"]),
    e("9", "j) Anonymous", &[]),
    e("10", "k) Unknown", &["notknown"]),
];

const NEED: &[Entry] = &[
    e("N1", "a) Abuse or neglect", &["abuseneglect", "abuseorneglectorexploitation"]),
    e(
        "N2",
        "b) Child's disability",
        &["childsdisabilityorillness", "childdisability", "childdisabilityorillness"],
    ),
    e(
        "N3",
        "c) Parents illness or disability",
        &["parentaldisabilityorillness", "parentalillnessordisability", "parentsdisabilityorillness"],
    ),
    e("N4", "d) Family in acute stress", &["familyacutestress"]),
    e("N5", "e) Family dysfunction", &[]),
    e("N6", "f) Socially unacceptable behaviour", &["sociallyunacceptablebehavior"]),
    e("N7", "g) Low income", &[]),
    e("N8", "h) Absent parenting", &["absentparent"]),
    e("N9", "i) Not CIN", &["casesotherthanchildreninneed", "notchildreninneed", "notchildinneed"]),
    e("N0", "j) Not stated", &["notrecorded"]),
];

const REASON_CLOSED: &[Entry] = &[
    e("RC1", "a) Adopted", &["adoption"]),
    e("RC2", "b) Died", &["death"]),
    e("RC3", "c) Residence Order", &["childarrangementsorder", "childarrangementorder"]),
    e("RC4", "d) Special Guardianship Order", &["sgo"]),
    e(
        "RC5",
        "e) Transfer to another LA",
        &["transferredtoanotherla", "transferredtoanotherlocalauthority", "transfertoanotherlocalauthority"],
    ),
    e(
        "RC6",
        "f) Transfer to Adult Social Services",
        &["transfertoadultservices", "transferredtoadultsocialservices", "transferredtoadultservices"],
    ),
    e(
        "RC7",
        "g) 'Other' incl. Child no longer in need",
        &["other", "othericlchildnolongerinneed", "nolongerinneed"],
    ),
    e(
        "RC8",
        "h) Child not in need after assessment",
        &["caseclosedafterassessment", "closedafterassessment", "caseclosedafterassessmentnofurtheraction"],
    ),
    e(
        "RC9",
        "j) Closed after assessment, referred to early help",
        &["caseclosedafterassessmentreferredtoearlyhelp"],
    ),
    e("", "i) Not Stated", &["unknown", "notrecorded"]),
];

const ABUSE: &[Entry] = &[
    e("NEG", "a) Neglect", &[]),
    e("PHY", "b) Physical Abuse", &["physical"]),
    e("SAB", "c) Sexual Abuse", &["sexual"]),
    e("EMO", "d) Emotional Abuse", &["emotional"]),
    e("MUL", "e) Multiple", &["multiplecategories", "multiplenotrecommended"]),
];

const LEGAL_STATUS: &[Entry] = &[
    e("C1", "a) Interim care orders", &["interimcareorder"]),
    e("C2", "b) Full care orders", &["fullcareorder", "careorder", "careorders"]),
    e("D1", "c) Freed for Adoption", &["freedforadoption"]),
    e("E1", "d) Placement order granted", &["placementorder"]),
    e("V2", "e) Accommodated under S20", &["section20", "s20", "accommodatedundersection20"]),
    e(
        "L",
        "f) Detained on child protection grounds in LA accommodation",
        &["detainedonchildprotectiongroundsinlaaccomodation"],
    ),
    e("J", "g) Youth justice legal statuses", &["youthjustice"]),
];

const REASON_CEASED: &[Entry] = &[
    e("E1", "a) Adopted", &["adoption"]),
    e("E2", "b) Died", &["death"]),
    e("E3", "c) Care taken by another LA", &["caretakenbyanotherlocalauthority", "caretakenoverbyanotherla"]),
    e("E4", "d) Returned home to live with parents or relatives", &["returnedhome"]),
    e(
        "E13",
        "e) Left care to live with parents, relatives or other person with no parental responsibility",
        &["leftcaretolivewithparentsrelativesorotherpersonwithnoparentalresponsibilities"],
    ),
    e("E41", "f) Residence order granted", &["childarrangementsordergranted", "residenceorder"]),
    e("SGO", "g) Special Guardianship Orders", &["specialguardianshiporder"]),
    e("E56", "h) Moved into independent living", &["independentliving"]),
    e("E7", "i) Transferred to residential care funded by adult social services", &[]),
    e("E9", "j) Sentenced to custody", &[]),
    e("E14", "k) Accommodation on remand ended", &["remandended"]),
    e("E15", "l) Age assessment determined child was 18 or over", &[]),
    e("E16", "m) Child moved abroad", &["movedabroad"]),
    e("E8", "n) Care ceased for any other reason", &["anyotherreason"]),
];

const PLACE: &[Entry] = &[
    e("U", "a) Foster Placement", &["fosterplacements", "fostercare", "fostering"]),
    e("A", "b) Placed for adoption", &["adoption"]),
    e("P1", "c) Placed with parents", &["placedwithparent", "withparents"]),
    e("P2", "d) Independent living", &[]),
    e("P3", "e) Residential employment", &[]),
    e("H5", "f) Residential accommodation", &[]),
    e("K1", "g) Secure Children\u{2019}s Homes", &["securechildrenshome"]),
    e("K2", "h) Children\u{2019}s Homes", &["childrenshome"]),
    e("R1", "i) Residential Care Home", &["residentialcarehomes"]),
    e("R2", "j) NHS/Health Trust", &["nhshealthtrusts"]),
    e("R3", "k) Family Centre or Mother and Baby Unit", &["familycentreormotherbabyunit"]),
    e("R5", "l) Young Offender Institution", &["youngoffendersinstitution", "youngoffenderinstitutions"]),
    e("S1", "m) Residential school", &["residentialschools"]),
    e("Z1", "n) Other placements", &["otherplacement", "other"]),
    e("T0", "o) Temporary placement", &["temporaryplacements"]),
    e("K3", "p) Supported accommodation", &["registeredsupportedaccommodation"]),
];

const PROVIDER: &[Entry] = &[
    e("PR1", "a) Own LA", &["ownlocalauthority", "ownprovision"]),
    e("PR4", "b) Private", &["privateprovision"]),
    e("", "c) Other", &[]),
];

const ETHNICITY: &[Entry] = &[
    e("W", "a) White", &[]),
    e("M", "b) Mixed", &["mixedethnicbackground", "mixedethnicity"]),
    e("A", "c) Asian or Asian British", &["asian"]),
    e("B", "d) Black or black British", &["black"]),
    e("O", "e) Other ethnic group", &["other", "otherethnicity"]),
    e("", "f) Not stated", &["unknown", "notstatedrecorded", "notrecorded", "refused"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_wording_drift_without_changing_the_code() {
        let code = |c| Meaning::Code(Code::new(c));
        for (words, text, expected) in [
            (Words::Source, "g) Police", code("6")),
            (Words::Source, "q) 6: Police", code("6")),
            (Words::Source, "police ", code("6")),
            (Words::Source, "3A: GP", code("3A")),
            (Words::Source, "3A", code("3A")),
            (Words::Source, "d) Health services", code("3")),
            (Words::Source, "the milkman", Meaning::Unknown),
            (Words::Need, "N1 - Abuse", code("N1")),
            (Words::Need, "b) Child\u{2019}s Disability", code("N2")),
            (Words::Need, "PSRMEM - local", Meaning::Unknown),
            (Words::ReasonClosed, "i) Not stated", Meaning::Nothing),
            (Words::LegalStatus, "J1: Remanded to LA or youth detention", code("J1")),
            (Words::LegalStatus, "c) Freed for  Adoption", code("D1")),
            (Words::Place, "h) Children's homes", code("K2")),
            (Words::Ethnicity, "c) Unknown", Meaning::Nothing),
            (Words::Ethnicity, "", Meaning::Unknown),
        ] {
            assert_eq!(words.meaning(text), expected, "{text}");
        }
    }

    #[test]
    fn every_printed_word_reads_back_as_its_code() {
        for words in [
            Words::Source,
            Words::Need,
            Words::ReasonClosed,
            Words::Abuse,
            Words::LegalStatus,
            Words::ReasonCeased,
            Words::Place,
            Words::Provider,
            Words::Ethnicity,
        ] {
            for entry in words.entries().iter().filter(|e| !e.code.is_empty()) {
                assert_eq!(words.meaning(entry.printed), Meaning::Code(Code::new(entry.code)));
            }
            for entry in codes::entries(words.codes()) {
                let code = Code::new(entry.code);
                assert_eq!(words.meaning(&words.words(code)), Meaning::Code(code), "{code}");
            }
        }
    }
}
