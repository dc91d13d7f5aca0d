//! How the files name a child: sex, pupil number, postcodes, numbers of establishments.

use returns::{Text, upn};

use crate::authority::Authority;
use crate::day::Day;
use crate::live::Life;

/// Age from which a child has a pupil number.
const SCHOOL_AGE: i32 = 5;

/// Return year from which sex is a letter.
const SEX_LETTERS_FROM: u16 = 2025;

/// The code of a child's sex in a return year.
pub(crate) fn sex_code(girl: bool, year: u16) -> Text {
    Text::from(match (girl, year >= SEX_LETTERS_FROM) {
        (true, true) => "F",
        (false, true) => "M",
        (true, false) => "2",
        (false, false) => "1",
    })
}

/// A pupil number, or the code of the reason for having none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pupil {
    Number(Text),
    None(&'static str),
}

impl Pupil {
    /// Number or code, as the looked-after return has it in one column.
    pub(crate) fn text(self) -> Text {
        match self {
            Pupil::Number(number) => number,
            Pupil::None(code) => Text::from(code),
        }
    }
}

impl Authority {
    /// What the returns of a year say of a child's pupil number.
    pub(crate) fn pupil(&self, life: &Life, year: u16) -> Pupil {
        if life.born.age_on(Day::year_end(year).plus(-1)) < SCHOOL_AGE {
            return Pupil::None("UN1");
        }
        // The number of the authority, eight digits of the child's and one more: no two children share one.
        let digits = format!(
            "{}{:08}{}",
            self.settings.model_on,
            life.number % 100_000_000,
            life.number / 100_000_000 % 10
        );
        match upn::check_letter(&digits) {
            Some(letter) => Pupil::Number(Text::from(format!("{letter}{digits}"))),
            None => Pupil::None("UN5"),
        }
    }
}

/// A postcode for a number: well-formed, in areas that no real postcode has.
pub(crate) fn postcode(number: u64) -> Text {
    const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |n: u64| char::from(LETTERS[(n % 20) as usize]);
    Text::from(format!(
        "ZQ{} {}{}{}",
        1 + number % 89,
        number / 89 % 10,
        letter(number / 890),
        letter(number / 17_800)
    ))
}

/// The postcode of a family's home.
pub(crate) fn home_postcode(life: &Life) -> Text {
    postcode(u64::from(life.ward) + 89 * (life.family % 4_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_well_formed() {
        for number in [0, 1, 88, 89, 123_456, u64::MAX] {
            let text = postcode(number);
            let (out, inward) = text.split_once(' ').expect("two parts");
            assert!(out.len() >= 3 && out.starts_with("ZQ") && inward.len() == 3, "{text}");
        }
    }
}
