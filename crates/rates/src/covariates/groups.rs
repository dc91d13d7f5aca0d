//! Groups that are no input to rates unless the user says why.
//!
//! Rates by group would carry past treatment of a group into what is planned for it. Protected characteristics under
//! section 4 of the Equality Act 2010 are therefore held back, by the names of their columns, with three exceptions: age,
//! which every rate depends on; sex and disability, for which services are planned as such (residential places by sex;
//! services for disabled children under section 17(11) of and paragraph 6 of Schedule 2 to the Children Act 1989).
//! Immigration status is held back with nationality, whose near proxy it is.

/// Words in the name of a column that hold it back wherever they stand, and the group that they name.
const ANYWHERE: [(&str, &str); 25] = [
    ("ethnic", "race"),
    ("racial", "race"),
    ("national", "race"),
    ("citizen", "race"),
    ("immigra", "race"),
    ("migrant", "race"),
    ("asylum", "race"),
    ("refugee", "race"),
    ("unaccompanied", "race"),
    ("language", "race"),
    ("traveller", "race"),
    ("gypsy", "race"),
    ("countryofbirth", "race"),
    ("birthcountry", "race"),
    ("placeofbirth", "race"),
    ("skin", "race"),
    ("religio", "religion or belief"),
    ("belief", "religion or belief"),
    ("orientation", "sexual orientation"),
    ("sexuality", "sexual orientation"),
    ("genderreassign", "gender reassignment"),
    ("genderidentity", "gender reassignment"),
    ("transgender", "gender reassignment"),
    ("marital", "marriage and civil partnership"),
    ("pregnan", "pregnancy and maternity"),
];
/// The same, where they are whole words: as parts of words they mean other things.
const WHOLE: [(&str, &str); 12] = [
    ("race", "race"),
    ("colour", "race"),
    ("color", "race"),
    ("roma", "race"),
    ("caste", "race"),
    ("origin", "race"),
    ("uasc", "race"),
    ("faith", "religion or belief"),
    ("creed", "religion or belief"),
    ("trans", "gender reassignment"),
    ("married", "marriage and civil partnership"),
    ("maternity", "pregnancy and maternity"),
];

/// The protected characteristic that a covariate names, if it is held back: no input unless the user gives a reason.
///
/// **Source**: Equality Act 2010, sections 4 to 12.
///
/// **Limits**: goes by the name of the column. A group under another name is not known, and other columns may stand for
/// one, as wards or schools may.
pub fn held_back(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_word = |word: &str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    let anywhere = ANYWHERE.iter().find(|(part, _)| letters.contains(part));
    anywhere.or_else(|| WHOLE.iter().find(|(word, _)| is_word(word))).map(|(_, group)| *group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_held_back_under_their_usual_names() {
        for name in [
            "ethnicity",
            "ETHNIC",
            "Ethnic origin",
            "child_ethnicity",
            "race",
            "religion",
            "Nationality",
            "immigration status",
            "country of birth",
            "first_language",
            "sexual orientation",
            "unaccompanied",
            "uasc",
        ] {
            assert!(held_back(name).is_some(), "{name}");
        }
    }

    #[test]
    fn what_services_are_planned_by_is_not() {
        for name in
            ["sex", "gender", "disability", "age-first-known", "need", "deprivation", "ward", "placement"]
        {
            assert_eq!(held_back(name), None, "{name}");
        }
        for name in ["trace", "transition", "grace period", "transfer"] {
            assert_eq!(held_back(name), None, "{name}");
        }
    }
}
