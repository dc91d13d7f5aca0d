//! What is said of a key that nobody knows: the one that was probably meant, or those there are.

/// The known key that was probably meant.
///
/// Only one that a slip of the fingers may have turned into what was typed, at most a third of the letters of its last word,
/// rounded up: of anything else a guess would mislead. Of several, the one that is nearest as a whole.
pub(crate) fn nearest<'a>(known: impl Iterator<Item = &'a str>, typed: &str) -> Option<&'a str> {
    let typed_word = word(typed);
    known
        .map(|key| (distance(word(key), typed_word), key))
        .filter(|(edits, key)| *edits <= slips(word(key), typed_word))
        .min_by_key(|(edits, key)| (*edits, distance(key, typed)))
        .map(|(_, key)| key)
}

/// What is expected in place of a key that nobody knows: the nearest one, or else one of `all`.
pub(crate) fn one_of_keys(near: Option<&str>, all: &[String]) -> String {
    match near {
        Some(near) => format!("one of the known keys; the nearest is {near}"),
        None => format!("one of the keys {}", all.join(", ")),
    }
}

/// The word itself: `service.places` ends in `places`, and `[[change]]` is `change`.
fn word(known: &str) -> &str {
    known.trim_matches(['[', ']']).rsplit('.').next().unwrap_or_default()
}

/// Most edits that a slip may make of a word.
fn slips(known: &str, typed: &str) -> usize {
    known.chars().count().max(typed.chars().count()).div_ceil(3)
}

/// Number of single-character edits between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_fingers_is_suggested() {
        let known = ["name", "service.places", "[[change]]", "cost.#.name", "journey_cost.#.name"];
        for (typed, expected) in [
            ("placs", Some("service.places")),
            ("naem", Some("name")),
            ("changes", Some("[[change]]")),
            ("journey_costs.#.nam", Some("journey_cost.#.name")),
            ("colour", None),
            ("cost.#.vat", None),
            ("", None),
        ] {
            assert_eq!(nearest(known.into_iter(), typed), expected, "{typed}");
        }
    }
}
