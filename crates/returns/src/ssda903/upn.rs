//! Unique pupil numbers.
//!
//! **Source**: the pattern of the SSDA903 guide, and the check letter of the DfE's UPN guide: the digits after
//! the letter, each times its place from 2 on, summed, modulo 23.

const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// How a text stands as a UPN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A number that checks, or one of the reasons for having none.
    Good,
    /// Nothing.
    Blank,
    /// Not of the pattern.
    Pattern,
    /// Of the pattern, but this should be its first letter.
    CheckLetter(char),
}

/// How a text stands as a UPN of the looked-after return.
pub(crate) fn check(upn: &str) -> Standing {
    match upn {
        "" => return Standing::Blank,
        "UN1" | "UN2" | "UN3" | "UN4" | "UN5" => return Standing::Good,
        _ => {}
    }
    let [first, digits @ .., last] = upn.as_bytes() else { return Standing::Pattern };
    let is_temporary = LETTERS.contains(last);
    let fits = digits.len() == 11
        && LETTERS.contains(first)
        && digits.iter().all(u8::is_ascii_digit)
        && (last.is_ascii_digit() || is_temporary);
    if !fits {
        return Standing::Pattern;
    }
    // In a temporary number the last letter stands for a digit by its place among the letters.
    let last_value = match LETTERS.iter().position(|l| l == last) {
        Some(place) => place as u32,
        None => u32::from(last - b'0'),
    };
    let values = digits.iter().map(|d| u32::from(d - b'0')).chain([last_value]);
    let sum: u32 = values.zip(2..).map(|(value, place)| value * place).sum();
    match LETTERS.get(sum as usize % LETTERS.len()) {
        Some(letter) if letter != first => Standing::CheckLetter(char::from(*letter)),
        _ => Standing::Good,
    }
}

/// Whether a text is a pupil's number and no reason for lacking one.
pub(crate) fn is_number(upn: &str) -> bool {
    !upn.is_empty() && !upn.starts_with("UN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_or_fall_by_pattern_and_letter() {
        for (upn, standing) in [
            ("", Standing::Blank),
            ("UN3", Standing::Good),
            ("UN6", Standing::Pattern),
            // 2·1 + 3·2 + … is 8·1 = 13·1 → the sum for a lone 1 in place 2 is 2, letter C.
            ("C100000000000", Standing::Good),
            ("A100000000000", Standing::CheckLetter('C')),
            ("I100000000000", Standing::Pattern),
            ("A10000000000", Standing::Pattern),
            ("A1000000000000", Standing::Pattern),
            ("A10000x000000", Standing::Pattern),
            ("É100000000000", Standing::Pattern),
            // Place 13 with letter B, which stands for 1: 2 + 13 = 15, letter R.
            ("R10000000000B", Standing::Good),
        ] {
            assert_eq!(check(upn), standing, "{upn}");
        }
    }
}
