//! Lists of names that activities point into.

use rustc_hash::FxHashMap;

use crate::Text;

/// A list of names in which each has a number, in order of first use.
#[derive(Clone, Debug, PartialEq)]
pub struct Names {
    names: Vec<Text>,
    numbers: FxHashMap<Text, u16>,
}

impl Names {
    /// A list whose number 0 is this name.
    pub fn starting_with(first: &str) -> Names {
        Names { names: vec![Text::from(first)], numbers: [(Text::from(first), 0)].into_iter().collect() }
    }

    /// The number of a name, added if new.
    ///
    /// **Limits**: beyond 65,535 names a new one is counted as the first.
    pub fn number(&mut self, name: &str) -> u16 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.names.len()) else { return 0 };
        self.names.push(Text::from(name));
        self.numbers.insert(Text::from(name), number);
        number
    }

    /// The name of a number; the first name for a number that was never given.
    pub fn name(&self, number: u16) -> &str {
        self.names.get(usize::from(number)).or(self.names.first()).map_or("", Text::as_str)
    }

    /// All names, by number.
    pub fn all(&self) -> &[Text] {
        &self.names
    }
}
