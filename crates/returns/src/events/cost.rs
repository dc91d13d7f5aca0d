//! Amounts of money as files write them.

use units::Pence;

/// Largest amount of one row, in pounds: a thousand million.
const MOST_POUNDS: i64 = 1_000_000_000;

/// An amount of pounds and pence: `1234.5`, `£1,234.50`, `-£80`. `None` for anything else.
pub(super) fn pence(text: &str) -> Option<Pence> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let text = text.strip_prefix('£').unwrap_or(text).trim_start();
    let (pounds, pence) = text.split_once('.').unwrap_or((text, ""));
    let pence = match pence.len() {
        0 => 0,
        1 => number(pence)?.checked_mul(10)?,
        2 => number(pence)?,
        _ => return None,
    };
    let pounds = whole_pounds(pounds).filter(|pounds| *pounds <= MOST_POUNDS)?;
    let amount = pounds.checked_mul(100)?.checked_add(pence)?;
    Some(Pence(if negative { -amount } else { amount }))
}

/// Pounds as plain digits, or with commas between thousands.
fn whole_pounds(text: &str) -> Option<i64> {
    let Some((first, rest)) = text.split_once(',') else { return number(text) };
    let groups = rest.split(',');
    let right = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    let joined: String = std::iter::once(first).chain(groups).collect();
    if right { number(&joined) } else { None }
}

fn number(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("£1,234.50", Some(123_450)),
            ("1234.5", Some(123_450)),
            ("80", Some(8_000)),
            ("-£80.05", Some(-8_005)),
            ("£ 12", Some(1_200)),
            ("1,000,000", Some(100_000_000)),
            ("0", Some(0)),
            ("12,34", None),
            ("1.234", None),
            ("1,2345.00", None),
            ("£", None),
            (".50", None),
            ("1e6", None),
            ("99999999999999999999", None),
            ("free", None),
        ] {
            assert_eq!(pence(text), expected.map(Pence), "{text}");
        }
    }
}
