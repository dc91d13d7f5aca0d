//! Keys and values as text, before any is understood.

use std::ops::Range;

use toml::Value;

use crate::InputError;

/// A file or form as a flat list of dotted keys with text values, in order. Keys of lists repeat
/// (`effect.steps`); tables in lists are numbered from 1 (`payer.1.agency`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// Name of the file or page, for messages.
    pub file: String,
    /// Keys and values.
    pub pairs: Vec<(String, String)>,
}

impl Raw {
    /// Reads TOML text.
    ///
    /// **Errors**: text that is not TOML, with line and column.
    pub fn from_toml(file: &str, text: &str) -> Result<Raw, InputError> {
        let table = parse(file, text)?;
        let mut raw = Raw { file: file.to_string(), pairs: Vec::new() };
        raw.flatten("", &Value::Table(table));
        Ok(raw)
    }

    fn flatten(&mut self, key: &str, value: &Value) {
        let below = |name: &str| if key.is_empty() { name.to_string() } else { format!("{key}.{name}") };
        match value {
            Value::Table(table) => {
                for (name, inner) in table {
                    self.flatten(&below(name), inner);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    match item {
                        Value::Table(_) => self.flatten(&below(&(number + 1).to_string()), item),
                        _ => self.flatten(key, item),
                    }
                }
            }
            Value::String(text) => self.pairs.push((key.to_string(), text.trim().to_string())),
            other => self.pairs.push((key.to_string(), other.to_string())),
        }
    }

    /// The value of a key, or empty text.
    pub fn get(&self, key: &str) -> &str {
        self.pairs.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v)
    }

    /// All values of a repeated key.
    pub fn all(&self, key: &str) -> Vec<&str> {
        self.pairs.iter().filter(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.as_str()).collect()
    }

    /// Numbers used under a key of numbered tables, ascending.
    pub fn numbers(&self, key: &str) -> Vec<usize> {
        let prefix = format!("{key}.");
        let mut numbers: Vec<usize> = self
            .pairs
            .iter()
            .filter_map(|(k, _)| k.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Parses TOML text.
///
/// **Errors**: text that is not TOML, with line and column.
pub(crate) fn parse(file: &str, text: &str) -> Result<toml::Table, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    toml::from_str(text).map_err(|e: toml::de::Error| not_toml(file, text, e.span(), e.message()))
}

/// What is said of text that is not TOML.
pub(crate) fn not_toml(file: &str, text: &str, span: Option<Range<usize>>, message: &str) -> InputError {
    let at = span.map_or(0, |s| s.start).min(text.len());
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    InputError::new(
        file,
        (&format!("line {line}, column {column}"), ""),
        text.lines().nth(line - 1).unwrap_or("").trim(),
        format!("a line of TOML such as key = \"value\" ({message})"),
    )
}
