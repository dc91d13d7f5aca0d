//! Wrong use: what was given cannot be used, and why.

use std::fmt;

/// Everything wrong with what was given, one line each. Ends the program with code 2.
#[derive(Debug)]
pub struct Refusal(pub Vec<String>);

impl Refusal {
    /// One thing wrong.
    pub fn one(message: impl Into<String>) -> anyhow::Error {
        Refusal(vec![message.into()]).into()
    }

    /// Several things wrong, from anything that can be printed.
    pub fn all<T: ToString>(messages: &[T]) -> anyhow::Error {
        Refusal(messages.iter().map(ToString::to_string).collect()).into()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Refusal {}
