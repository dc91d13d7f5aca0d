//! Knowing lists and columns by their headings.
//!
//! Wording drifts between authorities and years (`Age` for `Age of Child (Years)`, curly quotes, a stray
//! bracket), so headings are compared by their letters and digits only, and never by position.

use super::columns::columns;
use super::words::plain;

/// Shortest printed heading, in letters and digits, that is also known within a longer one.
const SHORTEST_WITHIN: usize = 10;

/// Which list has these headings; `None` if none of the eleven.
pub fn list_of_headers(headers: &[String]) -> Option<u8> {
    let plain: Vec<String> = headers.iter().map(|h| plain(h)).collect();
    let has = |words: &str| plain.iter().any(|h| h.contains(words));
    let any = |all: &[&str]| all.iter().any(|words| has(words));
    if has("adopteridentifier") {
        return Some(11);
    }
    if !any(&["childuniqueid", "childid", "uniquechildid", "childsuniqueid", "childidentifier"]) {
        return None;
    }
    // The lists that borrow words of others come first.
    let signs: [(u8, bool); 10] = [
        (10, has("placedforadoption") && has("decision")),
        (9, any(&["eligibilitycategory", "pathwayplan"])),
        (8, any(&["startedtobelookedafter", "datestartedlookedafter"])),
        (7, any(&["protectionplanstart", "cpplanstart", "cppstart"])),
        (6, any(&["cinstart", "childinneedstart"])),
        (5, any(&["strategydiscussion", "section47enquirystart", "s47enquirystart"])),
        (4, has("assessment") && any(&["dateofauthorisation", "authorisationdate"])),
        (3, any(&["dateofreferral", "referraldate"])),
        (2, has("assessmentstart") && any(&["organisationcompleting", "completiondate"])),
        (1, any(&["dateofcontact", "contactdate"])),
    ];
    signs.into_iter().find(|(_, known)| *known).map(|(list, _)| list)
}

/// Which list a sheet's name tells, for sheets whose headings do not: `List 3`, `Referrals`.
pub fn list_of_name(name: &str) -> Option<u8> {
    let name = plain(name);
    let number = name.strip_prefix("list").and_then(|n| n.parse().ok()).filter(|n| (1..=11).contains(n));
    number.or(match name.as_str() {
        "contacts" => Some(1),
        "earlyhelp" | "earlyhelpassessments" => Some(2),
        "referrals" => Some(3),
        "assessments" => Some(4),
        "sec47andicpc" | "section47" | "section47andicpc" | "s47andicpc" => Some(5),
        "childreninneed" | "cin" => Some(6),
        "childprotection" | "childprotectionplans" | "cpp" => Some(7),
        "childrenincare" | "cic" | "lac" | "cla" => Some(8),
        "careleavers" => Some(9),
        "adoption" | "adoptions" => Some(10),
        "adopters" | "prospectiveadopters" => Some(11),
        _ => None,
    })
}

/// For each heading of a file the printed column it is, each column once.
pub(super) fn match_columns(list: u8, headings: &[String]) -> Vec<Option<usize>> {
    let printed: Vec<String> =
        columns(list).iter().map(|c| without_tail(&plain(c.heading)).to_string()).collect();
    let found: Vec<String> = headings.iter().map(|h| without_tail(&plain(h)).to_string()).collect();
    let mut matched = vec![None; headings.len()];
    let mut taken = vec![false; printed.len()];
    let mut settle = |matches: &dyn Fn(&str, &str) -> bool| {
        for (heading, to) in found.iter().zip(matched.iter_mut()).filter(|(_, to)| to.is_none()) {
            let free = printed.iter().zip(&taken).enumerate().filter(|(_, (_, taken))| !**taken);
            // The longest printed heading that fits is the most exact.
            let fits = free.filter(|(_, (printed, _))| matches(heading, printed));
            *to = fits.max_by_key(|(_, (printed, _))| printed.len()).map(|(column, _)| column);
            if let Some(slot) = to.and_then(|column| taken.get_mut(column)) {
                *slot = true;
            }
        }
    };
    settle(&|heading, printed| heading == printed);
    settle(&|heading, printed| alike(printed).contains(&heading));
    settle(&|heading, printed| printed.len() >= SHORTEST_WITHIN && heading.contains(printed));
    matched
}

/// A heading without the `(Y/N)` that some end in.
fn without_tail(plain: &str) -> &str {
    plain.strip_suffix("yn").unwrap_or(plain)
}

/// Other wordings seen for a printed heading, all in letters and digits.
fn alike(printed: &str) -> &'static [&'static str] {
    match printed {
        "childuniqueid" => &["childid", "uniquechildid", "childsuniqueid", "childidentifier", "uniqueid"],
        "gender" => &["sex", "childgender", "childsgender", "genderofchild"],
        "ethnicity" => &["ethnicgroup", "childethnicity", "childsethnicity"],
        "dateofbirth" => &["dob", "birthdate", "childsdateofbirth", "childdateofbirth"],
        "ageofchildyears" => &["age", "ageofchild", "ageinyears", "childsage"],
        "doesthechildhaveadisability" => {
            &["disability", "disabled", "doeschildhaveadisability", "childdisability"]
        }
        "dateofcontact" => &["contactdate"],
        "contactsource" => &["sourceofcontact"],
        "assessmentstartdate" => &["startdate", "earlyhelpassessmentstartdate"],
        "assessmentcompletiondate" => &["completiondate", "earlyhelpassessmentcompletiondate"],
        "organisationcompletingassessment" => &["organisation", "organisationcompletingtheassessment"],
        "dateofreferral" => &["referraldate"],
        "referralsource" => &["sourceofreferral"],
        "referralnfa" => &["nfa", "nofurtheraction", "referralnofurtheraction"],
        "continuousassessmentstartdate" => &["assessmentstartdate"],
        "continuousassessmentdateofauthorisation" => &["assessmentauthorisationdate", "dateofauthorisation"],
        "wasthechildassessedasrequiringlachildrenssocialcaresupport" => {
            &["wasthechildassessedasrequiringlachildrenssocialcaresupportyn", "requiringsocialcaresupport"]
        }
        "strategydiscussioninitiatingsection47enquirystartdate" => {
            &["section47enquirystartdate", "s47enquirystartdate", "strategydiscussiondate", "s47startdate"]
        }
        "dateofinitialchildprotectionconference" => &["icpcdate", "dateoficpc"],
        "cinstartdate" => &["childinneedstartdate"],
        "cinclosuredate" => &["cinenddate", "childinneedclosuredate"],
        "primaryneedcode" => &["primaryneed"],
        "childprotectionplanstartdate" => &["cppstartdate", "cpplanstartdate"],
        "childprotectionplanenddate" => &["cppenddate", "cpplanenddate"],
        "numberofpreviouschildprotectionplans" => &["numberofpreviouscpp", "numberofpreviouscpplans"],
        "datestartedtobelookedafter" => &["datestartedlookedafter"],
        "dateceasedtobelookedafter" => &["dateceasedlookedafter"],
        "reasonceasedtobelookedafter" => &["reasonceasedlookedafter"],
        "childslegalstatus" => &["legalstatus", "childlegalstatus"],
        "childscategoryofneed" => &["categoryofneed", "childcategoryofneed"],
        "startdateofmostrecentplacement" => &["placementstartdate", "dateofmostrecentplacement"],
        "placementtype" => &["typeofplacement"],
        "placementprovider" => &["provider"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(headings: &[&str]) -> Option<u8> {
        list_of_headers(&headings.iter().map(|h| h.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn every_list_is_known_by_its_printed_headings() {
        for n in 1..=11 {
            let headings: Vec<String> = columns(n).iter().map(|c| c.heading.to_string()).collect();
            assert_eq!(list_of_headers(&headings), Some(n));
            let all: Vec<Option<usize>> = (0..headings.len()).map(Some).collect();
            assert_eq!(match_columns(n, &headings), all, "list {n}");
        }
    }

    #[test]
    fn other_files_are_not_lists() {
        for headings in [
            &["CHILD", "SEX", "DOB", "ETHNIC", "UPN"][..],
            &["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE"],
            &["child", "event", "start", "end"],
            &["Child ID", "Name"],
            &[],
        ] {
            assert_eq!(list(headings), None, "{headings:?}");
        }
    }

    #[test]
    fn wording_drifts() {
        let drifted: Vec<String> =
            [" Child ID", "Sex", "DOB ", "Age", "Contact date", "Contact Source)", "Colour"]
                .map(str::to_string)
                .into();
        assert_eq!(list_of_headers(&drifted), Some(1));
        let at = [Some(0), Some(1), Some(3), Some(4), Some(5), Some(6), None];
        assert_eq!(match_columns(1, &drifted), at);
        assert_eq!(list_of_name("List 3"), Some(3));
        assert_eq!(list_of_name("Sec47 and ICPC"), Some(5));
        assert_eq!(list_of_name("List 12"), None);
    }
}
