//! The store of figures: one sorted list, searched by halves.

use units::Figure;

use crate::{AreaCode, Measure};

/// Measure, area, category and year in one number, so that a series lies in one stretch of the sorted list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64);

impl Key {
    fn new(measure: Measure, area: AreaCode, category: usize, year: u16) -> Key {
        Key((measure as u64) << 48
            | u64::from(area.number()) << 32
            | (category as u64) << 16
            | u64::from(year))
    }

    fn year(self) -> u16 {
        self.0 as u16
    }

    fn category(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }

    fn measure(self) -> u64 {
        self.0 >> 48
    }
}

/// All figures of all tables.
#[derive(Debug, Default)]
pub(crate) struct Figures(Vec<(Key, Figure)>);

impl Figures {
    pub(crate) fn push(&mut self, m: Measure, area: AreaCode, category: usize, year: u16, figure: Figure) {
        self.0.push((Key::new(m, area, category, year), figure));
    }

    /// Sorts the list; to be called once, after the last push.
    pub(crate) fn finish(&mut self) {
        self.0.sort_unstable_by_key(|(key, _)| *key);
    }

    /// Whether some figure was pushed twice.
    pub(crate) fn has_duplicates(&self) -> bool {
        self.0.windows(2).any(|pair| pair[0].0 == pair[1].0)
    }

    pub(crate) fn get(&self, m: Measure, area: AreaCode, category: usize, year: u16) -> Option<Figure> {
        let at = self.0.binary_search_by_key(&Key::new(m, area, category, year), |(key, _)| *key).ok()?;
        Some(self.0[at].1)
    }

    pub(crate) fn series(&self, m: Measure, area: AreaCode, category: usize) -> Vec<(u16, Figure)> {
        let from = self.0.partition_point(|(key, _)| *key < Key::new(m, area, category, 0));
        let to = self.0.partition_point(|(key, _)| *key <= Key::new(m, area, category, u16::MAX));
        self.0[from..to].iter().map(|(key, figure)| (key.year(), *figure)).collect()
    }

    /// Which categories of a measure have at least one row.
    pub(crate) fn categories(&self, m: Measure) -> Vec<usize> {
        let from = self.0.partition_point(|(key, _)| key.measure() < m as u64);
        let mut found: Vec<usize> = Vec::new();
        for (key, _) in self.0[from..].iter().take_while(|(key, _)| key.measure() == m as u64) {
            if !found.contains(&key.category()) {
                found.push(key.category());
            }
        }
        found.sort_unstable();
        found
    }

    /// Number of figures of a measure.
    pub(crate) fn count(&self, m: Measure) -> usize {
        let from = self.0.partition_point(|(key, _)| key.measure() < m as u64);
        let to = self.0.partition_point(|(key, _)| key.measure() <= m as u64);
        to - from
    }
}
