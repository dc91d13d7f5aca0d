//! What is wrong with an input, in words its author can act on.

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
    /// What was found; empty if the key is missing.
    pub value: String,
    /// What was expected instead.
    pub expected: String,
}

fn shown(value: &str) -> String {
    if value.is_empty() { "nothing given".to_string() } else { format!("\"{value}\"") }
}

fn named(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!(" ({about})") }
}
