//! Where what is counted.
//!
//! A *stay* is person-time somewhere; finished, it takes two columns: those here at the end of a period, and the time
//! spent. Stays and plain counts are numbered apart, each from 0.

use crate::model::Model;

/// Where the columns of a run lie. Every row is one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) positions: usize,
    pub(crate) ward_groups: usize,
    pub(crate) ages: usize,
    pub(crate) kinds: usize,
    pub(crate) services: usize,
    pub(crate) steps: usize,
}

/// What is counted of a service, each a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfService {
    /// Holding a place.
    Used,
    /// Waiting for one.
    Waiting,
    /// Holding a place after the service stopped taking children on.
    AfterEnd,
}

/// What else is counted of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceCount {
    /// Began to be served.
    Starts,
    /// Stayed to the end.
    Completed,
    /// Left the list after the longest wait.
    GaveUp,
}

const STAYS_OF_SERVICE: usize = 3;
const COUNTS_OF_SERVICE: usize = 3;

impl Layout {
    pub(crate) fn new(model: &Model, services: usize) -> Layout {
        Layout {
            positions: model.places.len(),
            ward_groups: model.ward_groups.len(),
            ages: if model.tells_ages { model.age_ends.len() } else { 1 },
            kinds: model.kinds.as_ref().map_or(0, |k| k.count),
            services,
            steps: model.moves.len(),
        }
    }

    /// Number of a stay in a position.
    #[inline]
    pub(crate) fn stay(&self, position: usize, ward_group: usize, age: usize) -> usize {
        (position * self.ward_groups + ward_group) * self.ages + age
    }

    /// How many kinds of step are booked apart, by ward group and age.
    pub(crate) fn moved(&self) -> usize {
        self.steps * self.ward_groups * self.ages
    }

    /// Number of a step at an age by someone of a ward group, among these.
    #[inline]
    pub(crate) fn moved_at(&self, step: usize, ward_group: usize, age: usize) -> usize {
        (step * self.ward_groups + ward_group) * self.ages + age
    }

    /// Number that counts have for an age band: the same, or one for all where ages are not told apart.
    #[inline]
    pub(crate) fn age(&self, band: usize) -> usize {
        band.min(self.ages - 1)
    }

    fn kinds_from(&self) -> usize {
        self.positions * self.ward_groups * self.ages
    }

    /// Number of a stay in a kind of placement.
    #[inline]
    pub(crate) fn kind(&self, kind: usize, age: usize) -> usize {
        self.kinds_from() + kind * self.ages + age
    }

    fn services_from(&self) -> usize {
        self.kinds_from() + self.kinds * self.ages
    }

    /// Number of a stay in a service.
    pub(crate) fn service(&self, service: usize, what: OfService) -> usize {
        self.services_from() + service * STAYS_OF_SERVICE + what as usize
    }

    /// How many stays are told apart.
    pub(crate) fn stays(&self) -> usize {
        self.services_from() + self.services * STAYS_OF_SERVICE
    }

    /// Number of the count of a step at an age.
    #[inline]
    pub(crate) fn step(&self, step: usize, age: usize) -> usize {
        step * self.ages + age
    }

    /// Number of the count of those who left a position because of their age.
    pub(crate) fn left(&self, position: usize) -> usize {
        self.steps * self.ages + position
    }

    /// Number of the count of those who came into a position at an age beside the arrivals of the baseline.
    pub(crate) fn added(&self, position: usize, age: usize) -> usize {
        self.left(self.positions) + position * self.ages + age
    }

    /// Number of another count of a service.
    pub(crate) fn service_count(&self, service: usize, what: ServiceCount) -> usize {
        self.added(self.positions, 0) + service * COUNTS_OF_SERVICE + what as usize
    }

    /// How many plain counts there are.
    pub(crate) fn counts(&self) -> usize {
        self.added(self.positions, 0) + self.services * COUNTS_OF_SERVICE
    }

    /// Column of those here at the end of the period, of a stay.
    pub(crate) fn here(&self, stay: usize) -> usize {
        stay * 2
    }

    /// Column of the time spent, of a stay.
    pub(crate) fn time(&self, stay: usize) -> usize {
        stay * 2 + 1
    }

    /// Column of a plain count.
    pub(crate) fn count(&self, count: usize) -> usize {
        self.stays() * 2 + count
    }

    /// Columns in a finished row.
    pub(crate) fn width(&self) -> usize {
        self.count(self.counts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lie_side_by_side_and_none_twice() {
        let layout = Layout { positions: 3, ward_groups: 2, ages: 5, kinds: 7, services: 2, steps: 4 };
        let mut stays = Vec::new();
        let mut counts = Vec::new();
        for age in 0..5 {
            for position in 0..3 {
                stays.extend((0..2).map(|g| layout.stay(position, g, age)));
            }
            stays.extend((0..7).map(|k| layout.kind(k, age)));
            counts.extend((0..4).map(|s| layout.step(s, age)));
        }
        for service in 0..2 {
            for what in [OfService::Used, OfService::Waiting, OfService::AfterEnd] {
                stays.push(layout.service(service, what));
            }
            for what in [ServiceCount::Starts, ServiceCount::Completed, ServiceCount::GaveUp] {
                counts.push(layout.service_count(service, what));
            }
        }
        counts.extend((0..3).map(|p| layout.left(p)));
        counts.extend((0..3).flat_map(|p| (0..5).map(move |age| layout.added(p, age))));
        let mut columns: Vec<usize> = stays.iter().flat_map(|s| [layout.here(*s), layout.time(*s)]).collect();
        columns.extend(counts.iter().map(|c| layout.count(*c)));
        columns.sort_unstable();
        assert_eq!(columns, (0..layout.width()).collect::<Vec<_>>());
    }
}
