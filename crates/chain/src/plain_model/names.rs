//! Positions by name.

use std::collections::HashMap;

use returns::{Finding, Findings, Origin, Source};

use super::rules;

/// Names of positions, numbered as they come.
pub(super) struct Names<'a> {
    numbers: HashMap<String, usize>,
    all: Vec<String>,
    /// The first name of each spelling in small letters, and where it stands.
    small: HashMap<String, (usize, Origin)>,
    sources: &'a [Source],
    findings: &'a mut Findings,
}

impl<'a> Names<'a> {
    /// None yet; names that are alike are told in `findings`.
    pub(super) fn new(sources: &'a [Source], findings: &'a mut Findings) -> Names<'a> {
        Names { numbers: HashMap::new(), all: Vec::new(), small: HashMap::new(), sources, findings }
    }

    /// The number of a position that is named in a column of a row.
    pub(super) fn number(&mut self, name: &str, column: &'static str, origin: Origin) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.all.len();
        let (first, place) = *self.small.entry(name.to_lowercase()).or_insert((number, origin));
        self.numbers.insert(name.to_string(), number);
        self.all.push(name.to_string());
        if first != number {
            let file = self.sources.get(place.source as usize).map_or("", |source| &source.name);
            self.findings.push(Finding::new(&rules::NAMES_ALIKE, origin).value(column, name).expected(
                format!("\"{}\", as in row {} of {file}, or a name of its own", self.all[first], place.row),
            ));
        }
        number
    }

    /// The names, by number.
    pub(super) fn all(self) -> Vec<String> {
        self.all
    }
}
