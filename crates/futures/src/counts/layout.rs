//! Which column counts what.
//!
//! A *stay* is person-time somewhere, and takes two columns: those here at the end of a period, and the time spent.

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
            ages: model.age_ends.len(),
            kinds: model.kinds.as_ref().map_or(0, |k| k.count),
            services,
            steps: model.moves.len(),
        }
    }

    /// First of the two columns of a stay in a position.
    #[inline]
    pub(crate) fn stay(&self, position: usize, ward_group: usize, age: usize) -> usize {
        ((position * self.ward_groups + ward_group) * self.ages + age) * 2
    }

    fn kinds_from(&self) -> usize {
        self.positions * self.ward_groups * self.ages * 2
    }

    /// First of the two columns of a stay in a kind of placement.
    #[inline]
    pub(crate) fn kind(&self, kind: usize, age: usize) -> usize {
        self.kinds_from() + (kind * self.ages + age) * 2
    }

    fn services_from(&self) -> usize {
        self.kinds_from() + self.kinds * self.ages * 2
    }

    /// First of the two columns of a stay in a service.
    pub(crate) fn service(&self, service: usize, what: OfService) -> usize {
        self.services_from() + (service * STAYS_OF_SERVICE + what as usize) * 2
    }

    /// Columns of stays: those below are pairs, those from here on plain counts.
    pub(crate) fn stays(&self) -> usize {
        self.services_from() + self.services * STAYS_OF_SERVICE * 2
    }

    /// Column of a step at an age.
    #[inline]
    pub(crate) fn step(&self, step: usize, age: usize) -> usize {
        self.stays() + step * self.ages + age
    }

    /// Column of those who left a position because of their age.
    pub(crate) fn left(&self, position: usize) -> usize {
        self.stays() + self.steps * self.ages + position
    }

    /// Column of those who came into a position beside the arrivals of the baseline.
    pub(crate) fn added(&self, position: usize) -> usize {
        self.left(self.positions) + position
    }

    /// Column of another count of a service.
    pub(crate) fn service_count(&self, service: usize, what: ServiceCount) -> usize {
        self.added(self.positions) + service * COUNTS_OF_SERVICE + what as usize
    }

    /// Columns in a row.
    pub(crate) fn width(&self) -> usize {
        self.added(self.positions) + self.services * COUNTS_OF_SERVICE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lie_side_by_side_and_none_twice() {
        let layout = Layout { positions: 3, ward_groups: 2, ages: 5, kinds: 7, services: 2, steps: 4 };
        let mut columns = Vec::new();
        let pair = |from: usize| [from, from + 1];
        for age in 0..5 {
            for position in 0..3 {
                columns.extend((0..2).flat_map(|g| pair(layout.stay(position, g, age))));
            }
            columns.extend((0..7).flat_map(|k| pair(layout.kind(k, age))));
            columns.extend((0..4).map(|s| layout.step(s, age)));
        }
        for service in 0..2 {
            for what in [OfService::Used, OfService::Waiting, OfService::AfterEnd] {
                columns.extend(pair(layout.service(service, what)));
            }
            for what in [ServiceCount::Starts, ServiceCount::Completed, ServiceCount::GaveUp] {
                columns.push(layout.service_count(service, what));
            }
        }
        columns.extend((0..3).flat_map(|p| [layout.left(p), layout.added(p)]));
        columns.sort_unstable();
        assert_eq!(columns, (0..layout.width()).collect::<Vec<_>>());
    }
}
