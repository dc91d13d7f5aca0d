//! Unique pupil numbers.
//!
//! **Source**: DfE, Unique pupil numbers: guide for schools and local authorities; the pattern and the check
//! letter as the children in need census checks them.

/// The letters a number may start with, in the order of the remainders they stand for; I, O and S are left out.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// What is wrong with a unique pupil number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has not the form of one; what was expected.
    Form(&'static str),
    /// The digits belong to this check letter.
    CheckLetter(char),
}

/// What is wrong with a unique pupil number, in words; `None` if nothing is.
pub fn problem(upn: &str) -> Option<&'static str> {
    fault(upn).map(|fault| match fault {
        Fault::Form(expected) => expected,
        Fault::CheckLetter(_) => "the check letter that belongs to the digits",
    })
}

/// What is wrong with a unique pupil number; `None` if nothing is.
///
/// A number has thirteen characters: a check letter, eleven digits (the first three the number of an authority),
/// and a digit, or a letter other than I, O and S for a temporary number. Capitals only.
///
/// **Limits**: whether the authority's number is in use is not checked; nor is the check letter of a temporary
/// number, whose last letter has no agreed value.
pub(crate) fn fault(upn: &str) -> Option<Fault> {
    let Ok([check, digits @ .., last]) = <&[u8; 13]>::try_from(upn.as_bytes()) else {
        return Some(Fault::Form("thirteen characters"));
    };
    let Some(remainder) = LETTERS.iter().position(|l| l == check) else {
        return Some(Fault::Form("a capital letter other than I, O and S first"));
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return Some(Fault::Form("digits as second to twelfth character"));
    }
    if LETTERS.contains(last) {
        return None;
    }
    if !last.is_ascii_digit() {
        return Some(Fault::Form("a digit last, or a capital letter other than I, O and S"));
    }
    let belongs = remainder_of(digits.iter().chain([last]));
    let letter = LETTERS.get(belongs).filter(|_| belongs != remainder)?;
    Some(Fault::CheckLetter(char::from(*letter)))
}

/// The check letter that belongs to twelve digits; `None` if they are not twelve digits.
pub fn check_letter(digits: &str) -> Option<char> {
    let digits = <&[u8; 12]>::try_from(digits.as_bytes()).ok()?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    LETTERS.get(remainder_of(digits.iter())).map(|letter| char::from(*letter))
}

/// The remainder for which the check letter stands: each digit times its place, the second place first.
fn remainder_of<'a>(digits: impl Iterator<Item = &'a u8>) -> usize {
    let sum: usize =
        digits.zip(2..).map(|(digit, place)| usize::from(digit.saturating_sub(b'0')) * place).sum();
    sum % LETTERS.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_number_is_checked() {
        for (upn, expected) in [
            ("H801200001001", None),
            ("A801200001001", Some("the check letter that belongs to the digits")),
            ("H80120000100A", None),
            ("H80120000100S", Some("a digit last, or a capital letter other than I, O and S")),
            ("I801200001001", Some("a capital letter other than I, O and S first")),
            ("h801200001001", Some("a capital letter other than I, O and S first")),
            ("H8012O0001001", Some("digits as second to twelfth character")),
            ("H80120000100", Some("thirteen characters")),
            ("", Some("thirteen characters")),
            ("H80120000100é", Some("thirteen characters")),
        ] {
            assert_eq!(problem(upn), expected, "{upn}");
        }
    }

    #[test]
    fn the_check_letter_is_the_one_that_passes() {
        for digits in ["801200001001", "201000000017", "999999999999", "000000000000"] {
            let letter = check_letter(digits).unwrap();
            assert_eq!(problem(&format!("{letter}{digits}")), None);
        }
        assert_eq!(check_letter("12"), None);
    }
}
