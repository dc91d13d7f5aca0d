//! Numbers for names, so that rows are small.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Values that are known by a number each, from 0, in the order in which they came.
#[derive(Clone, Debug)]
pub(super) struct Numbered<K> {
    numbers: FxHashMap<K, u32>,
    all: Vec<K>,
}

impl<K> Default for Numbered<K> {
    fn default() -> Numbered<K> {
        Numbered { numbers: FxHashMap::default(), all: Vec::new() }
    }
}

impl<K: Hash + Eq + Clone> Numbered<K> {
    /// The number of a value, a new one if it is new.
    pub(super) fn number(&mut self, key: K) -> u32 {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.numbers.insert(key.clone(), number);
        self.all.push(key);
        number
    }

    /// All values, by their numbers.
    pub(super) fn all(&self) -> &[K] {
        &self.all
    }
}

/// Names and their numbers. Rows of one name mostly follow each other, so the last is tried first.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    numbers: FxHashMap<Box<str>, u32>,
    all: Vec<Box<str>>,
    last: u32,
}

impl Names {
    /// The number of a name, a new one if it is new.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if self.all.get(self.last as usize).is_some_and(|last| **last == *name) {
            return self.last;
        }
        self.last = match self.numbers.get(name) {
            Some(number) => *number,
            None => {
                let number = self.all.len() as u32;
                self.numbers.insert(name.into(), number);
                self.all.push(name.into());
                number
            }
        };
        self.last
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// A name by its number.
    pub(super) fn name(&self, number: u32) -> &str {
        self.all.get(number as usize).map_or("", |name| name)
    }
}

/// Places of values in their order: `ranks(values)[number]` is the place of `values[number]`.
pub(super) fn ranks<T>(values: &[T], order: impl Fn(&T, &T) -> std::cmp::Ordering) -> (Vec<u32>, Vec<u32>) {
    let mut sorted: Vec<u32> = (0..values.len() as u32).collect();
    sorted.sort_by(|a, b| order(&values[*a as usize], &values[*b as usize]));
    let mut ranks = vec![0; values.len()];
    for (rank, number) in sorted.iter().enumerate() {
        ranks[*number as usize] = rank as u32;
    }
    (ranks, sorted)
}
