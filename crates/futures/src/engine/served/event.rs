//! What is planned to happen, packed small: the list of it is what those who are followed cost most.

/// What may happen, in the order in which it is handled at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Own,
    Complete,
    /// A place falls free that someone held whom nobody follows.
    Vacant,
    Join,
    /// After whoever joins the list at the same moment.
    Opening,
    /// Last: a wait that ends at this moment still gets a place that falls free or opens at it.
    GiveUp,
}

impl Kind {
    const ALL: [Kind; 6] = [Kind::Own, Kind::Complete, Kind::Vacant, Kind::Join, Kind::Opening, Kind::GiveUp];
}

/// Something that happens at a time to a follower or a service.
///
/// In one number, from the highest bits down: the time (its bits: times are never negative), the kind, the service, the
/// follower, and the plan or the token of care that it belongs to. What comes first is the smaller number, so comparing two
/// of them takes no branch. Of events alike in all but the last, all but one are void, or their order does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event(u128);

const TOKEN_BITS: u32 = 20;
const WHO_BITS: u32 = 28;
const SERVICE_BITS: u32 = 12;
const MOST: usize = (1 << WHO_BITS) - 1;

impl Event {
    /// After everything that can happen.
    pub(super) const LAST: Event = Event(u128::MAX);

    /// An event; `who` is the follower, or of an opening the number of places.
    ///
    /// **Limits**: more places than 268 million count as so many, which no country has children for.
    pub(super) fn new(time: f64, kind: Kind, service: usize, who: usize, token: u32) -> Event {
        let what = (kind as u64) << (SERVICE_BITS + WHO_BITS + TOKEN_BITS)
            | (service as u64) << (WHO_BITS + TOKEN_BITS)
            | (who.min(MOST) as u64) << TOKEN_BITS
            | u64::from(low(token));
        // Nought has a sign, and with the other one would come last.
        Event(u128::from((time + 0.0).to_bits()) << 64 | u128::from(what))
    }

    pub(super) fn time(self) -> f64 {
        f64::from_bits((self.0 >> 64) as u64)
    }

    pub(super) fn kind(self) -> Kind {
        let kind = self.0 as u64 >> (SERVICE_BITS + WHO_BITS + TOKEN_BITS);
        Kind::ALL[(kind as usize).min(Kind::ALL.len() - 1)]
    }

    pub(super) fn service(self) -> usize {
        (self.0 as u64 >> (WHO_BITS + TOKEN_BITS)) as usize & ((1 << SERVICE_BITS) - 1)
    }

    pub(super) fn who(self) -> usize {
        (self.0 as u64 >> TOKEN_BITS) as usize & MOST
    }

    /// Whether it belongs to a plan, or a token of care.
    pub(super) fn is_of(self, token: u32) -> bool {
        low(self.0 as u32) == low(token)
    }
}

/// What of a token an event holds.
fn low(token: u32) -> u32 {
    token & ((1 << TOKEN_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_gives_back_what_it_was_made_of() {
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            let event = Event::new(19.75, kind, 31 + number, 5_000_000 + number, 7);
            let is = (event.time(), event.kind(), event.service(), event.who());
            assert_eq!(is, (19.75, kind, 31 + number, 5_000_000 + number));
            assert!(event.is_of(7) && !event.is_of(8));
        }
    }

    #[test]
    fn events_come_by_time_then_kind_then_service_then_follower() {
        let sorted = [
            Event::new(-0.0, Kind::Join, 3, 9, 5),
            Event::new(1.0, Kind::Own, 0, 9, 5),
            Event::new(1.0, Kind::Own, 1, 8, 5),
            Event::new(1.0, Kind::Own, 1, 9, 4),
            Event::new(1.0, Kind::Join, 1, 9, 4),
            Event::new(1.0, Kind::Opening, 0, 9, 5),
            Event::new(1.0, Kind::GiveUp, 0, 9, 5),
            Event::new(1.5, Kind::Own, 0, 0, 0),
            Event::LAST,
        ];
        assert!(sorted.is_sorted());
    }
}
