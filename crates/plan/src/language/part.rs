//! Reading one table at a time, and gathering everything that is wrong.

use std::cell::RefCell;

use super::keys::{Need, Section, expected_key};
use super::tree::{Entry, Place, Table};
use crate::InputError;
use crate::check::LONGEST;

/// Everything found wrong so far.
#[derive(Default)]
pub(super) struct Faults(RefCell<Vec<InputError>>);

impl Faults {
    pub(super) fn add(&self, place: &Place, about: &str, value: &str, expected: impl Into<String>) {
        self.0.borrow_mut().push(InputError::new(&place.file, (&place.key, about), value, expected));
    }

    /// All that is wrong, each fault once.
    pub(super) fn into_errors(self) -> Vec<InputError> {
        let mut errors = Vec::new();
        for error in self.0.into_inner() {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        errors
    }
}

/// One table being read.
pub(super) struct Part<'a> {
    table: &'a Table,
    section: &'static Section,
    about: String,
    faults: &'a Faults,
}

impl<'a> Part<'a> {
    /// The top of a file.
    pub(super) fn top(table: &'a Table, faults: &'a Faults) -> Part<'a> {
        Part { table, section: Section::top(), about: String::new(), faults }
    }

    /// Refuses keys that the language does not have, and values no value can be.
    pub(super) fn known(&self) {
        for (name, entry) in &self.table.entries {
            let path = self.section.below(name);
            let place = entry.place().cloned().unwrap_or_else(|| self.table.place.below(name));
            match (entry, self.section.key(name), Section::of(&path)) {
                (Entry::Words(words), Some(key), _) => {
                    if words.texts.len() > 1 && !key.list {
                        self.faults.add(&place, &self.about, &words.shown(), "one value, not several");
                    }
                    if words.texts.iter().any(|t| unfit(t)) {
                        let shown: String = words.shown().chars().filter(|c| !c.is_control()).collect();
                        let expected =
                            format!("at most {LONGEST} characters, none of them control characters");
                        self.faults.add(&place, &self.about, &shown, expected);
                    }
                }
                (Entry::Table(_), _, Some(section)) if !section.many => {
                    self.part(name).into_iter().for_each(|p| p.known());
                }
                (Entry::Tables(_), _, Some(section)) if section.many => {
                    self.parts(name).iter().for_each(Part::known);
                }
                (Entry::Words(words), None, Some(section)) if words.is_empty() && section.many => {}
                (_, _, Some(section)) => {
                    self.faults.add(
                        &place,
                        &self.about,
                        name,
                        format!("a table headed {}", section.heading()),
                    );
                }
                (_, Some(key), None) => {
                    self.faults.add(&place, &self.about, name, key.expects);
                }
                (_, None, None) => {
                    let value = match entry {
                        Entry::Words(words) => words.shown(),
                        _ => name.clone(),
                    };
                    self.faults.add(&place, &self.about, &value, expected_key(self.section, name));
                }
            }
        }
    }

    /// The name by which outputs and messages know the table.
    pub(super) fn name(&self) -> &str {
        &self.about
    }

    /// The value of a key as typed, or empty text.
    pub(super) fn text(&self, key: &str) -> &'a str {
        self.table.text(key)
    }

    /// All values of a key that takes a list.
    pub(super) fn all(&self, key: &str) -> Vec<&'a str> {
        self.table.words(key).map_or(Vec::new(), |w| w.texts.iter().map(String::as_str).collect())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.words(key).is_some()
    }

    /// Whether the declaration says that the key is always needed.
    pub(super) fn must_have(&self, key: &str) -> bool {
        self.section.key(key).is_some_and(|k| k.need == Need::Always)
    }

    /// Says that the value of a key is wrong.
    pub(super) fn fail(&self, key: &str, expected: impl Into<String>) {
        let value = self.table.words(key).map(|w| w.shown()).unwrap_or_default();
        self.fail_value(key, &value, expected);
    }

    /// Says that one value among several of a key is wrong.
    pub(super) fn fail_value(&self, key: &str, value: &str, expected: impl Into<String>) {
        let place =
            self.table.words(key).map_or_else(|| self.table.place.below(key), |words| words.place.clone());
        self.faults.add(&place, &self.about, value, expected);
    }

    /// Says what is expected of a key, with more that only this authority's rates or this plan can say.
    pub(super) fn fail_with(&self, key: &str, value: &str, more: &str) {
        self.fail_value(key, value, format!("{}{more}", self.expects(key)));
    }

    fn expects(&self, key: &str) -> &'static str {
        self.section.key(key).map_or("a key of the language", |k| k.expects)
    }

    /// A value that must be there and that `read` understands.
    pub(super) fn need<T>(&self, key: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(key);
        let value = if text.is_empty() { None } else { read(text) };
        if value.is_none() {
            self.fail(key, self.expects(key));
        }
        value
    }

    /// A value that may be left out: `Some(None)` if it is, `None` if it is wrong.
    pub(super) fn may<T>(&self, key: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
        if self.has(key) { self.need(key, read).map(Some) } else { Some(None) }
    }

    /// A table within this one.
    pub(super) fn part(&self, name: &str) -> Option<Part<'a>> {
        let section = Section::of(&self.section.below(name)).filter(|s| !s.many)?;
        match self.table.get(name) {
            Some(Entry::Table(table)) => {
                Some(Part { table, section, about: self.about.clone(), faults: self.faults })
            }
            _ => None,
        }
    }

    /// The tables of a list of tables within this one, in order.
    pub(super) fn parts(&self, name: &str) -> Vec<Part<'a>> {
        let Some(section) = Section::of(&self.section.below(name)).filter(|s| s.many) else {
            return Vec::new();
        };
        let Some(Entry::Tables(tables)) = self.table.get(name) else { return Vec::new() };
        tables
            .iter()
            .map(|table| {
                let own = table.text(section.matched_by);
                let about = match (self.about.as_str(), own) {
                    (outer, "") => outer.to_string(),
                    ("", own) => own.to_string(),
                    (outer, own) => format!("{outer}, {own}"),
                };
                Part { table, section, about, faults: self.faults }
            })
            .collect()
    }

    /// Says that a table within this one is missing, and what it should say.
    pub(super) fn lacks(&self, name: &str, should_say: &str) {
        let heading = Section::of(&self.section.below(name)).map(Section::heading).unwrap_or_default();
        self.fail_value(name, "", format!("a {heading} table {should_say}"));
    }

    /// Refuses a key that is missing although its declaration says that this case needs it.
    pub(super) fn missing(&self, key: &str) {
        let case = match self.section.key(key).map(|k| k.need) {
            Some(Need::When(case)) => format!("; it is needed {case}"),
            _ => String::new(),
        };
        self.fail_with(key, "", &case);
    }
}

fn unfit(text: &str) -> bool {
    text.chars().any(char::is_control) || text.chars().count() > LONGEST
}
