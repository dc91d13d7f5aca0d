//! Typed values as messages and pages quote them.

use std::borrow::Cow;

/// Longest text that is quoted whole, in characters.
const WHOLE: usize = 80;

/// A typed value as messages and pages quote it: whole up to 80 characters, else its beginning, an ellipsis and its length.
///
/// Whoever typed it knows it by its beginning; ten thousand characters would hide what is said of it.
pub fn abridged(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(WHOLE) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(WHOLE / 2).collect();
            Cow::Owned(format!("{}… ({} characters)", kept.trim_end(), text.chars().count()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_values_are_cut_and_their_length_is_told() {
        let whole = "é".repeat(80);
        assert_eq!(abridged(&whole), whole);
        assert_eq!(abridged(&"é".repeat(10_000)), format!("{}… (10000 characters)", "é".repeat(40)));
        assert_eq!(abridged(""), "");
    }
}
