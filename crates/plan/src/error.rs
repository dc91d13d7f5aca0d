//! What is wrong with an input, in words its author can act on.

use units::abridged;

/// One thing wrong with a plan or scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {key}{}: {}: expected {expected}", named(about), shown(value))]
pub struct InputError {
    /// The file's path as given, or the page's name for a web form.
    pub file: String,
    /// The key, dotted: `service.places`.
    pub key: String,
    /// The name of what the key is a part of, such as a service's; empty if it has none.
    pub about: String,
    /// What was found, cut if it is long; empty if the key is missing.
    pub value: String,
    /// What was expected instead.
    pub expected: String,
}

impl InputError {
    /// What is wrong with the value of a key; long values, keys and names are cut.
    pub fn new(
        file: &str,
        (key, about): (&str, &str),
        value: &str,
        expected: impl Into<String>,
    ) -> InputError {
        InputError {
            file: file.to_string(),
            key: abridged(key).into_owned(),
            about: abridged(about).into_owned(),
            value: abridged(value).into_owned(),
            expected: expected.into(),
        }
    }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "nothing given".to_string() } else { format!("\"{value}\"") }
}

fn named(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!(" ({about})") }
}
