//! An authority's own records in the chain: prices, and the forecast of placements.

use chain::{journey_prices, placement_forecast, report};
use jiff::civil::{Date, date};
use journeys::group::{Disclosure, journeys};
use journeys::{Day, Precedence, Price, PricedBy};
use plan::Plan;
use reference::Reference;
use returns::record::{
    Activity, Child, Code, Coverage, Desk, Detail, Field, Kind, PersonFacts, PlacementFacts, Record,
};
use units::{Pence, Placement};

#[test]
fn a_price_of_the_plan_takes_the_place_of_the_published_one_whatever_the_agency() {
    let reference = Reference::embedded();
    let area = reference.find("Hartlepool").expect("a known authority");
    let per = PricedBy::PlacementWeek(Placement::Foster, None);
    let of_it = |plan: &Plan| -> Vec<Price> {
        journey_prices(reference, area, plan).prices.into_iter().filter(|p| p.per == per).collect()
    };
    let mut plan = Plan::of("Hartlepool");
    let published = of_it(&plan);
    assert_eq!(published.len(), 1);
    for (agency, pounds) in [("Regional care cooperative", 800), ("Health trust", 90)] {
        plan.journey_costs.push(Price {
            name: "Foster care".to_string(),
            per,
            agency: agency.to_string(),
            amount: Pence::from_pounds(pounds),
            source: "Contract".to_string(),
        });
    }
    let own = of_it(&plan);
    let agencies: Vec<&str> = own.iter().map(|p| p.agency.as_str()).collect();
    assert_eq!(agencies, ["Regional care cooperative", "Health trust"]);
    for price in &own {
        let said = format!("Contract; the plan's own, in place of {}", published[0].amount);
        assert!(price.source.starts_with(&said), "{}", price.source);
    }
}

fn episode(start: Date, end: Option<Date>) -> Activity {
    let facts = PlacementFacts {
        place: Code::new("U6"),
        provider: Code::new("PR1"),
        reason_started: Code::new("S"),
        ..PlacementFacts::default()
    };
    Activity {
        kind: Kind::Episode,
        start,
        end,
        agency: 0,
        service: 0,
        cost: None,
        detail: Detail::Placement(facts),
        origin: Default::default(),
    }
}

/// Children in care for half of the one year covered that each belongs to: return year, and how many.
fn record(years: &[(i16, u32)]) -> Record {
    let children = years
        .iter()
        .flat_map(|(year, count)| {
            (0..*count).map(move |n| Child {
                id: format!("{year}-{n:02}").into(),
                facts: PersonFacts { born: Some(date(year - 8, 1, 1)), ..PersonFacts::default() },
                activities: vec![episode(date(year - 1, 6, 1), Some(date(year - 1, 12, 1)))],
            })
        })
        .collect();
    let mut coverage = Coverage::default();
    for (year, _) in years {
        coverage.add(Field::Care, date(year - 1, 4, 1), date(*year, 4, 1));
    }
    let desk = Desk::default();
    Record { children, agencies: desk.agencies, services: desk.services, coverage }
}

#[test]
fn starts_of_care_and_moves_are_counted_on_the_same_days_when_a_year_is_missing() {
    let forecast = |years: &[(i16, u32)]| {
        let record = record(years);
        let all = journeys(&record, Precedence::Standard);
        placement_forecast(&record, &all, 60, 20, 1).expect("returns of care")
    };
    // On average 30 starts a year, each of half a year: in the long run 15 are looked after, with or without the year
    // between.
    let (whole, gap) = (forecast(&[(2023, 50), (2024, 30), (2025, 10)]), forecast(&[(2023, 50), (2025, 10)]));
    let day = |y: i16| Day::of(date(y, 4, 1));
    assert_eq!(whole.counted, [(day(2022), day(2025))]);
    assert_eq!(gap.counted, [(day(2022), day(2023)), (day(2024), day(2025))]);
    let last = |f: &chain::PlacementForecast| f.months.last().map_or(0.0, |m| m.all.mean);
    for f in [&whole, &gap] {
        assert!((last(f) / 15.0 - 1.0).abs() < 0.02, "{}", last(f));
    }
    let table = report::placement_forecast(&gap, Disclosure::Inside);
    assert!(
        table.notes[0].contains("2022-04-01 to 2023-03-31 and 2024-04-01 to 2025-03-31"),
        "{:?}",
        table.notes
    );
}
