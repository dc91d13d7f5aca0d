//! Records made by hand.

use jiff::civil::{Date, date};
use returns::record::{
    Activity, Child, Code, Coverage, Desk, Detail, Field, Kind, PersonFacts, PlacementFacts, Record,
};

pub fn activity(kind: Kind, start: Date, end: Option<Date>) -> Activity {
    Activity {
        kind,
        start,
        end,
        agency: 0,
        service: 0,
        cost: None,
        detail: Detail::None,
        origin: Default::default(),
    }
}

pub fn episode(start: Date, end: Option<Date>, rne: &str, place: &str, provider: &str) -> Activity {
    let facts = PlacementFacts {
        place: Code::new(place),
        provider: Code::new(provider),
        reason_started: Code::new(rne),
        ..PlacementFacts::default()
    };
    Activity { detail: Detail::Placement(facts), ..activity(Kind::Episode, start, end) }
}

pub fn child(id: &str, born: Date, mut activities: Vec<Activity>) -> Child {
    activities.sort_by_key(|a| (a.start, a.kind, a.end));
    let facts = PersonFacts { born: Some(born), ..PersonFacts::default() };
    Child { id: id.into(), facts, activities }
}

/// A record whose returns speak for ten years, 1 April 2015 to 31 March 2025.
pub fn record(children: Vec<Child>) -> Record {
    let desk = Desk::default();
    let mut coverage = Coverage::default();
    for field in Field::ALL {
        coverage.add(field, date(2015, 4, 1), date(2025, 4, 1));
    }
    Record { children, agencies: desk.agencies, services: desk.services, coverage }
}
