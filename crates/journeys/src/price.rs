//! What a journey has cost so far, by agency.

use std::fmt;

use returns::record::{Activity, Kind, Record};
use units::{Pence, Placement, Position, PriceYear};

use crate::day::Day;
use crate::home::Provider;
use crate::journey::Journey;
use crate::precedence::{Precedence, field_of};

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PricedBy {
    /// A week in a position.
    Week(Position),
    /// A week in a kind of placement, by any provider or one kind of provider.
    PlacementWeek(Placement, Option<Provider>),
    /// One activity of a kind.
    Each(Kind),
    /// The end of a spell in a position that closes the child.
    Closing(Position),
}

impl fmt::Display for PricedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PricedBy::Week(position) => write!(f, "week {position}"),
            PricedBy::PlacementWeek(placement, None) => write!(f, "week in {placement}"),
            PricedBy::PlacementWeek(placement, Some(provider)) => {
                write!(f, "week in {placement}, {}", provider.label())
            }
            PricedBy::Each(kind) => f.write_str(kind.label()),
            PricedBy::Closing(position) => write!(f, "closing a child {position}"),
        }
    }
}

/// A unit cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Name for tables: `Foster care`.
    pub name: String,
    /// What it is for.
    pub per: PricedBy,
    /// Who bears it.
    pub agency: String,
    /// Amount, in the prices of [`Prices::price_year`].
    pub amount: Pence,
    /// Where it comes from, with its own price year.
    pub source: String,
}

/// Unit costs, and what is known not to be costed.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// Prices in which all are stated.
    pub price_year: PriceYear,
    /// The unit costs. Where two fit a placement, the one that names the provider holds.
    pub prices: Vec<Price>,
    /// What is not costed, in plain sentences.
    pub notes: Vec<String>,
}

/// What one child's journey has cost up to a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bill {
    /// Amount by agency, in the order of [`Prices::agencies`].
    pub by_agency: Vec<Pence>,
    /// Amount by price, in the order of [`Prices::prices`], and last what event files state.
    pub by_price: Vec<Pence>,
}

impl Bill {
    /// All of it.
    pub fn total(&self) -> Pence {
        self.by_price.iter().copied().sum()
    }
}

impl Prices {
    /// Agencies that bear a price, or that an event file names with a cost: in order of first use.
    pub fn agencies(&self, record: &Record) -> Vec<String> {
        let mut agencies: Vec<String> = Vec::new();
        let named = self.prices.iter().map(|p| p.agency.as_str());
        let mut stated: Vec<u16> = record
            .children
            .iter()
            .flat_map(|c| &c.activities)
            .filter(|a| a.cost.is_some())
            .map(|a| a.agency)
            .collect();
        stated.sort_unstable();
        stated.dedup();
        for name in named.chain(stated.iter().map(|n| record.agencies.name(*n))) {
            if !agencies.iter().any(|a| a == name) {
                agencies.push(name.to_string());
            }
        }
        agencies
    }

    /// What a journey has cost up to a day, by agency and price.
    ///
    /// Weekly prices count days over seven, up to the last day that returns of the field speak for; each price is
    /// rounded to a penny once per child. Costs that an event file states count as they stand, in the prices of their
    /// day, and the days of an activity whose cost is stated are not priced again by the week.
    pub fn bill(&self, record: &Record, journey: &Journey, agencies: &[String], until: Day) -> Bill {
        let mut bill = Bill {
            by_agency: vec![Pence::ZERO; agencies.len()],
            by_price: vec![Pence::ZERO; self.prices.len() + 1],
        };
        let activities =
            record.children.get(journey.child as usize).map_or(&[][..], |c| c.activities.as_slice());
        for (n, price) in self.prices.iter().enumerate() {
            let amount = price.amount.times(self.units(record, price, journey, activities, until));
            if amount != Pence::ZERO {
                bill.by_price[n] = amount;
                add(&mut bill.by_agency, agencies, &price.agency, amount);
            }
        }
        for activity in activities.iter().filter(|a| Day::of(a.start) < until) {
            if let Some(cost) = activity.cost {
                bill.by_price[self.prices.len()] += cost;
                add(&mut bill.by_agency, agencies, record.agencies.name(activity.agency), cost);
            }
        }
        bill
    }

    /// Weeks or activities of a price in a journey.
    fn units(
        &self,
        record: &Record,
        price: &Price,
        journey: &Journey,
        activities: &[Activity],
        until: Day,
    ) -> f64 {
        let position = match price.per {
            PricedBy::Week(position) | PricedBy::Closing(position) => position,
            PricedBy::PlacementWeek(..) => Position::LookedAfter,
            PricedBy::Each(_) => Position::NotKnown,
        };
        let spoken = record.coverage.spans(field_of(position)).last().map_or(until, |s| Day::of(s.1));
        let until = if matches!(price.per, PricedBy::Each(_)) { until } else { until.min(spoken) };
        let weeks = |start: Day, end: Day| f64::from(start.until(end.min(until)).max(0)) / 7.0;
        let stated = |start: Day, end: Day| -> f64 {
            activities
                .iter()
                .filter(|a| a.cost.is_some() && Precedence::Standard.position(a.kind) == Some(position))
                .map(|a| {
                    let ends = a.end.map_or(Day::OPEN, Day::of);
                    weeks(start.max(Day::of(a.start)), end.min(ends))
                })
                .sum()
        };
        let unpriced = |start: Day, end: Day| (weeks(start, end) - stated(start, end)).max(0.0);
        match price.per {
            PricedBy::Week(position) => journey
                .spells
                .iter()
                .filter(|s| s.position == position)
                .map(|s| unpriced(s.start, s.end))
                .sum(),
            PricedBy::PlacementWeek(placement, provider) => journey
                .stays
                .iter()
                .filter(|s| s.home.placement == placement)
                .filter(|s| match provider {
                    Some(provider) => s.home.provider == provider,
                    None => !self.names_provider(placement, s.home.provider),
                })
                .map(|s| unpriced(s.start, s.end))
                .sum(),
            PricedBy::Each(kind) => activities
                .iter()
                .filter(|a| a.kind == kind && a.cost.is_none() && Day::of(a.start) < until)
                .count() as f64,
            PricedBy::Closing(position) => journey
                .spells
                .windows(2)
                .filter(|w| {
                    w[0].position == position && w[1].position == Position::Closed && w[0].end < until
                })
                .count() as f64,
        }
    }

    fn names_provider(&self, placement: Placement, provider: Provider) -> bool {
        self.prices.iter().any(|p| p.per == PricedBy::PlacementWeek(placement, Some(provider)))
    }
}

fn add(by_agency: &mut [Pence], agencies: &[String], agency: &str, amount: Pence) {
    if let Some(sum) = agencies.iter().position(|a| a == agency).and_then(|at| by_agency.get_mut(at)) {
        *sum += amount;
    }
}
