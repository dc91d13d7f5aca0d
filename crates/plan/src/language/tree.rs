//! A scenario file as tables of words, each of which knows the file and the key it was written under.

use std::rc::Rc;

use toml::Value;

use crate::InputError;
use crate::raw::parse;

/// Where something stands: the file, and the dotted key with the numbers of that file.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) file: Rc<str>,
    pub(super) key: String,
}

impl Place {
    /// The place of a key within this table.
    pub(super) fn below(&self, name: &str) -> Place {
        let key = if self.key.is_empty() { name.to_string() } else { format!("{}.{name}", self.key) };
        Place { file: Rc::clone(&self.file), key }
    }
}

/// One value, or the values of a list, as typed.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) texts: Vec<String>,
    pub(super) place: Place,
}

impl Words {
    /// True if nothing was given: empty text takes back what an extended file says.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.iter().all(String::is_empty)
    }

    /// The value as one line, for messages.
    pub(super) fn shown(&self) -> String {
        self.texts.join(", ")
    }
}

/// What stands under a key.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    Words(Words),
    Table(Table),
    Tables(Vec<Table>),
}

impl Entry {
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Entry::Words(words) => Some(&words.place),
            Entry::Table(table) => Some(&table.place),
            Entry::Tables(tables) => tables.first().map(|t| &t.place),
        }
    }
}

/// Keys of one table, in order of name.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) place: Place,
    pub(super) entries: Vec<(String, Entry)>,
}

impl Table {
    /// Reads TOML text.
    ///
    /// **Errors**: text that is not TOML, with line and column.
    pub(super) fn from_toml(file: &str, text: &str) -> Result<Table, InputError> {
        let place = Place { file: Rc::from(file), key: String::new() };
        Ok(Table::of(place, parse(file, text)?))
    }

    fn of(place: Place, table: toml::Table) -> Table {
        let entries = table
            .into_iter()
            .map(|(name, value)| {
                let entry = entry(place.below(&name), value);
                (name, entry)
            })
            .collect();
        Table { place, entries }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|(n, _)| n == name).map(|(_, entry)| entry)
    }

    /// The words under a key, if any were given.
    pub(super) fn words(&self, name: &str) -> Option<&Words> {
        match self.get(name) {
            Some(Entry::Words(words)) if !words.is_empty() => Some(words),
            _ => None,
        }
    }

    /// The only word under a key, or empty text.
    pub(super) fn text(&self, name: &str) -> &str {
        self.words(name).map_or("", |w| w.texts[0].as_str())
    }
}

fn entry(place: Place, value: Value) -> Entry {
    match value {
        Value::Table(table) => Entry::Table(Table::of(place, table)),
        Value::Array(items) if items.iter().any(Value::is_table) => Entry::Tables(
            items
                .into_iter()
                .enumerate()
                .map(|(number, item)| {
                    let place = place.below(&(number + 1).to_string());
                    match item {
                        Value::Table(table) => Table::of(place, table),
                        // A stray value among tables is kept under a key that nobody knows, so that it is refused.
                        other => Table {
                            entries: vec![("value".to_string(), entry(place.below("value"), other))],
                            place,
                        },
                    }
                })
                .collect(),
        ),
        Value::Array(items) => Entry::Words(Words { texts: items.into_iter().map(text).collect(), place }),
        other => Entry::Words(Words { texts: vec![text(other)], place }),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text.trim().to_string(),
        other => other.to_string(),
    }
}
