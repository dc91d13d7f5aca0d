//! What a key of the language is. The reader, its messages and the reference page all use these declarations.

use super::declared::{SECTIONS, TOP_OF_FILE};
use crate::near::{nearest, one_of_keys};

/// A table of the language.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Dotted name without numbers: `service.effect`; empty for the top of the file.
    pub path: &'static str,
    /// Whether there may be many: `[[service]]` rather than `[service.cost]`.
    pub many: bool,
    /// The key by which tables of an extended file are recognised.
    pub matched_by: &'static str,
    /// What the table says.
    pub meaning: &'static str,
    /// Its keys, in the order of the reference page.
    pub keys: &'static [Key],
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// In the case that the words describe.
    When(&'static str),
    /// Never; without it, what the words say holds.
    Without(&'static str),
}

/// A key of the language.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What is expected, in the words of messages; the unit is part of it.
    pub expects: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What it means.
    pub meaning: &'static str,
    /// A value, as TOML.
    pub example: &'static str,
    /// Whether a list of values may be given.
    pub list: bool,
}

/// Every table of the language, in the order of the reference page.
pub fn sections() -> &'static [Section] {
    SECTIONS
}

impl Section {
    /// The top of a file.
    pub(super) fn top() -> &'static Section {
        &TOP_OF_FILE
    }

    pub(super) fn of(path: &str) -> Option<&'static Section> {
        SECTIONS.iter().find(|s| s.path == path)
    }

    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|k| k.name == name)
    }

    /// How the table is headed in a file.
    pub fn heading(&self) -> String {
        if self.many { format!("[[{}]]", self.path) } else { format!("[{}]", self.path) }
    }

    /// The dotted name of a table within this one.
    pub(super) fn below(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_string() } else { format!("{}.{name}", self.path) }
    }
}

/// What is expected in place of a key or table that a table does not have, for messages.
///
/// A name that belongs to another table is told with that table, since it was probably put in the wrong place.
pub(super) fn expected_key(section: &Section, name: &str) -> String {
    let here = section.keys.iter().map(|k| k.name.to_string());
    let tables = SECTIONS
        .iter()
        .filter(|s| !s.path.is_empty() && section.below(s.path.rsplit('.').next().unwrap_or("")) == s.path)
        .map(Section::heading);
    let all: Vec<String> = here.chain(tables).collect();
    match SECTIONS.iter().find(|s| s.key(name).is_some()) {
        Some(top) if top.path.is_empty() => {
            one_of_keys(Some(&format!("{name} at the top of the file, before any table")), &all)
        }
        Some(other) => one_of_keys(Some(&format!("{name} of {}", other.heading())), &all),
        None => one_of_keys(nearest(all.iter().map(String::as_str), name), &all),
    }
}
