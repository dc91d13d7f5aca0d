//! An authority's own records in the chain: prices of journeys, and rates counted child by child.

mod counts;

use journeys::group::journeys;
use journeys::lexis::{self, lexis};
use journeys::{Day, Journey, Precedence, Price, PricedBy, Prices};
use plan::Plan;
use rates::counted::{Counted, from_counts};
use rates::published::{Unidentified, care_leavers_at};
use rates::{Population, Rates, Stock};
use reference::{Area, Reference};
use returns::record::{Field, Kind, Record};
use units::{AgeBand, Pence, Position};

use self::counts::{FOLLOWED, more_known_than_live_here, moves};
pub(crate) use self::counts::{children_years, counts, counts_from};
use crate::costs::reprice;
use crate::{Country, costs};
use appraisal::Per;

/// What rates are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatesFrom {
    /// The authority's own returns, if there are any; else published figures.
    Returns,
    /// Published figures.
    Published,
}

impl RatesFrom {
    /// Both, the default first.
    pub const ALL: [RatesFrom; 2] = [RatesFrom::Returns, RatesFrom::Published];

    /// The word for addresses and the command line.
    pub fn label(self) -> &'static str {
        ["returns", "published"][self as usize]
    }
}

/// Why an authority's own records cannot carry rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRates {
    /// The returns do not cover a whole return year of both children in need and looked-after children.
    #[error(
        "the returns cover no whole year, 1 April to 31 March, of both children in need (census or Annex A) and \
         looked-after children (SSDA903 or Annex A): rates need at least one"
    )]
    NoWholeYear,
    /// Priors, population and drift come from published figures, which are lacking.
    #[error(transparent)]
    Unpublished(#[from] Unidentified),
}

/// Rates counted from records, beside the published ones they replace.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRates {
    /// Counted child by child.
    pub own: Rates,
    /// What published aggregates say of the same authority, at its size.
    pub published: Rates,
    /// Return years that the counts pool.
    pub years: Vec<u16>,
    /// Children at each 31 March that the returns cover, in order of years.
    pub past: Vec<PastYear>,
}

impl OwnRates {
    /// The years that are pooled, by the year each ends in: `2023 to 2025`, or `2025`.
    pub fn span(&self) -> String {
        match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (_, last) => last.map_or_else(String::new, u16::to_string),
        }
    }
}

/// Children by own records on a 31 March that returns of both need and care speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastYear {
    /// Reporting year that ends on the day.
    pub year: u16,
    /// Children in each open position, in the order of [`Position::OPEN`].
    pub positions: [u64; 3],
    /// Looked-after children in each kind of placement, in the order of [`units::Placement::ALL`].
    pub placements: [u64; 7],
}

impl PastYear {
    /// Children in an open position; none for any other.
    pub fn in_position(&self, position: Position) -> u64 {
        let at = Position::OPEN.into_iter().position(|p| p == position);
        at.and_then(|at| self.positions.get(at)).copied().unwrap_or_default()
    }
}

/// Years that counts pool at most: the same as published rates.
const WINDOW: u16 = 3;

/// Years that are looked back at most.
const YEARS_MAX: u16 = 40;

/// What returns must speak for: a step from need into care could not be seen otherwise.
const BOTH: [Field; 2] = [Field::Need, Field::Care];

/// Rates of an authority from its own records.
///
/// Positions are the statutory ones. Priors, drift and population are the published ones of the authority; where
/// the plan names a number of children (a made-up authority), population is scaled to it.
///
/// **Errors**: no whole year covered; too few published figures.
pub fn own_rates(country: &Country, area: &Area, plan: &Plan, record: &Record) -> Result<OwnRates, NoRates> {
    let mut published = country.rates_together(area)?;
    let years = whole_years(record, WINDOW);
    let base_year = *years.last().ok_or(NoRates::NoWholeYear)?;
    let scale = scale(&mut published, plan);
    let all = journeys(record, Precedence::Statutory);
    let table = lexis(record, &all, &lexis::Settings::default());
    let day = last_of_year(base_year);
    let here = children_years(country, area, &published, &years, scale);
    let (care_leavers, of_care_leavers) = care_leavers_at(country.reference, area.code, base_year);
    let counted = Counted {
        care_leavers: care_leavers.map(|young| young.scaled(scale)),
        base_year,
        years: years.len() as f64,
        time_edges: table.time_edges.clone(),
        counts: counts(&table, &years, &here),
        population: population_from(&published.population, base_year),
        stocks: FOLLOWED.map(|p| stock(&all, p, day)).to_vec(),
        placements: placements(&all, day),
        moves: moves(record, &all, &years),
    };
    let past = past_years(record, &all);
    let mut own = from_counts(&published, &counted);
    own.notes.push(of_care_leavers);
    own.notes.extend(reach(record));
    own.notes.extend(more_known_than_live_here(&table, &years, &here));
    Ok(OwnRates { own, published, years, past })
}

/// How far back the returns tell who was known before, in a sentence.
fn reach(record: &Record) -> Option<String> {
    let [need, care] = BOTH.map(|field| record.coverage.spans(field).iter().map(|(from, _)| *from).min());
    let (need, care) = (need?, care?);
    let back = if need == care {
        format!("to {need}")
    } else {
        format!("to {need} for children in need and to {care} for looked-after children")
    };
    Some(format!(
        "The returns go back {back}. Children whose case was closed before, or whose care ended before, count as there \
         for the first time when they come back; so do children whose ids changed. In a projection, children who come \
         back are therefore somewhat too many in later years."
    ))
}

/// The 31 March that ends a reporting year.
fn last_of_year(year: u16) -> Day {
    Day(Day::first_of_year_from(year as i16).0 - 1)
}

/// Children on each 31 March that returns of need and of care both speak for.
fn past_years(record: &Record, all: &[Journey]) -> Vec<PastYear> {
    let Some((first, end)) = record.coverage.start().zip(record.coverage.end()) else { return Vec::new() };
    let speaks = |day: Day| {
        BOTH.into_iter().all(|field| {
            let spans = record.coverage.spans(field);
            spans.iter().any(|(from, to)| Day::of(*from) <= day && day < Day::of(*to))
        })
    };
    let last = Day::of(end).return_year();
    (Day::of(first).return_year().max(last.saturating_sub(YEARS_MAX))..=last)
        .filter(|year| speaks(last_of_year(*year)))
        .map(|year| past_year(all, year))
        .collect()
}

fn past_year(all: &[Journey], year: u16) -> PastYear {
    let day = last_of_year(year);
    let mut past = PastYear { year, positions: [0; 3], placements: [0; 7] };
    for journey in all.iter().filter(|j| age_on(j, day).is_some()) {
        let position = journey.at(day).map(|s| s.position);
        if let Some(at) = Position::OPEN.into_iter().position(|p| Some(p) == position) {
            past.positions[at] += 1;
        }
        if let Some(stay) = journey.stay_at(day) {
            past.placements[stay.home.placement.index()] += 1;
        }
    }
    past
}

/// Population from a year on: later rows of the published one, or its first repeated for years before it.
fn population_from(published: &Population, year: u16) -> Population {
    let ahead = usize::from(year.saturating_sub(published.first_year));
    let before = usize::from(published.first_year.saturating_sub(year));
    let last = published.by_year.len().saturating_sub(1);
    let rows = published.by_year.iter().skip(ahead.min(last)).copied();
    let first = published.by_year.first().copied().unwrap_or_default();
    Population { first_year: year, by_year: std::iter::repeat_n(first, before).chain(rows).collect() }
}

/// The last whole return years without gap that returns of need and of care both cover, at most `most`, in order.
pub(crate) fn whole_years(record: &Record, most: u16) -> Vec<u16> {
    let covers = |year: u16| {
        let (first, last) = (Day::first_of_year_from(year as i16 - 1), Day::first_of_year_from(year as i16));
        BOTH.into_iter().all(|field| {
            record
                .coverage
                .spans(field)
                .iter()
                .any(|(from, to)| Day::of(*from) <= first && last <= Day::of(*to))
        })
    };
    let Some(end) = record.coverage.end() else { return Vec::new() };
    let last = Day::of(end).return_year();
    let mut years: Vec<u16> = (last.saturating_sub(YEARS_MAX)..=last)
        .rev()
        .skip_while(|y| !covers(*y))
        .take_while(|y| covers(*y))
        .take(usize::from(most))
        .collect();
    years.reverse();
    years
}

/// Scales the published numbers of children to the size that the plan names.
pub(crate) fn scale(published: &mut Rates, plan: &Plan) -> f64 {
    let here = published.population.total(0);
    let scale = plan.children.map_or(1.0, |children| if here > 0.0 { children as f64 / here } else { 1.0 });
    for row in &mut published.population.by_year {
        row.iter_mut().for_each(|children| *children *= scale);
    }
    for stock in &mut published.stocks {
        stock.by_age.iter_mut().for_each(|children| *children *= scale);
    }
    published.care_leavers = published.care_leavers.map(|young| young.scaled(scale));
    scale
}

/// Upper edges of the bands of time already spent, in years.
const ELAPSED: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 18.0];

fn stock(all: &[Journey], position: Position, day: Day) -> Stock {
    let mut stock = Stock {
        position,
        by_age: [0.0; 5],
        elapsed: ELAPSED.map(|edge| (edge, 0.0)).to_vec(),
        histories: [[0.0; 3]; 5],
    };
    for journey in all {
        if journey.position_on(day) != Some(position) {
            continue;
        }
        let Some(spell) = journey.at(day) else { continue };
        let Some(age) = age_on(journey, day) else { continue };
        stock.by_age[age.index()] += 1.0;
        stock.histories[age.index()][journey.history_on(day).index()] += 1.0;
        let years = f64::from(spell.start.until(day)) / journeys::day::DAYS_PER_YEAR;
        if let Some(band) = stock.elapsed.iter_mut().find(|(edge, _)| years < *edge) {
            band.1 += 1.0;
        }
    }
    let all: f64 = stock.elapsed.iter().map(|b| b.1).sum();
    if all > 0.0 {
        stock.elapsed.iter_mut().for_each(|b| b.1 /= all);
    } else {
        stock.elapsed = vec![(1.0, 1.0)];
    }
    for (age, histories) in stock.histories.iter_mut().enumerate() {
        match stock.by_age[age] {
            children if children > 0.0 => histories.iter_mut().for_each(|share| *share /= children),
            _ => *histories = Stock::FIRST_TIME[age],
        }
    }
    stock
}

fn placements(all: &[Journey], day: Day) -> [[f64; 7]; 5] {
    let mut mix = [[0.0; 7]; 5];
    for journey in all {
        if let (Some(stay), Some(age)) = (journey.stay_at(day), age_on(journey, day)) {
            mix[age.index()][stay.home.placement.index()] += 1.0;
        }
    }
    mix
}

fn age_on(journey: &Journey, day: Day) -> Option<AgeBand> {
    AgeBand::of(f64::from(journey.age_on(day)?))
}

/// Unit costs of journeys: published ones of the authority, process costs with a source, and the plan's own.
///
/// The plan's own price for the same thing takes the place of a published one, whatever the agency of either, and says
/// so in its source.
pub fn journey_prices(reference: &Reference, area: &Area, plan: &Plan) -> Prices {
    let mut prices: Vec<Price> = Vec::new();
    for line in costs(reference, area).lines {
        if let Per::PlacementWeek(placement) = line.per {
            prices.push(Price {
                name: line.name,
                per: PricedBy::PlacementWeek(placement, None),
                agency: line.agency.0,
                amount: line.amount,
                source: line.source,
            });
        }
    }
    for (code, name, per, per_year) in PROCESSES {
        let Some(unit) = reference.unit_costs().iter().find(|u| u.code == code) else { continue };
        let Some((pounds, repriced)) = reprice(reference, unit.pounds, unit.price_year) else { continue };
        let (pounds, weekly) = match per_year {
            Some(times) => (pounds * times * 7.0 / 365.25, format!(", {times:.0} times a year by the week")),
            None => (pounds, String::new()),
        };
        prices.push(Price {
            name: name.to_string(),
            per,
            agency: appraisal::Agency::authority().0,
            amount: Pence::from_pounds_rounded(pounds),
            source: format!("{}: £{:.0} in {}{weekly}{repriced}", unit.source, unit.pounds, unit.price_year),
        });
    }
    let (replaced, mut prices): (Vec<Price>, Vec<Price>) =
        prices.into_iter().partition(|p| plan.journey_costs.iter().any(|own| own.per == p.per));
    for own in &plan.journey_costs {
        let mut own = own.clone();
        for old in replaced.iter().filter(|old| old.per == own.per) {
            own.source = format!(
                "{}; the plan's own, in place of {} borne by {} ({})",
                own.source, old.amount, old.agency, old.source
            );
        }
        prices.push(own);
    }
    let notes = uncosted(&prices);
    Prices { price_year: Country::PRICE_YEAR, prices, notes }
}

/// Process costs with a source: code, name, what for, and times a year where the source counts by the month.
const PROCESSES: [(&str, &str, PricedBy, Option<f64>); 5] = [
    ("SS5.0.1", "Contact and referral", PricedBy::Each(Kind::Referral), None),
    ("SS5.0.2", "Assessment", PricedBy::Each(Kind::Assessment), None),
    ("SS5.0.7", "Section 47 enquiry", PricedBy::Each(Kind::Section47), None),
    ("SS5.0.3", "Continuing support in need", PricedBy::Week(Position::InNeed), Some(12.0)),
    ("SS5.0.4", "Closing the case", PricedBy::Closing(Position::InNeed), None),
];

/// What has no price, in one sentence.
fn uncosted(prices: &[Price]) -> Vec<String> {
    let has = |test: &dyn Fn(PricedBy) -> bool| prices.iter().any(|p| test(p.per));
    let mut lacking: Vec<String> = Vec::new();
    for kind in [Kind::Contact, Kind::EarlyHelp, Kind::Conference] {
        let week = match kind {
            Kind::EarlyHelp => Some(PricedBy::Week(Position::EarlyHelp)),
            _ => None,
        };
        if !has(&|p| p == PricedBy::Each(kind) || Some(p) == week) {
            lacking.push(kind.label().to_string());
        }
    }
    for position in [Position::ProtectionPlan, Position::LookedAfter, Position::CareLeaver] {
        if !has(&|p| p == PricedBy::Week(position)) {
            lacking.push(match position {
                Position::LookedAfter => "social work with looked-after children".to_string(),
                other => format!(
                    "weeks {}",
                    if other == Position::CareLeaver { "as a care leaver" } else { "on a protection plan" }
                ),
            });
        }
    }
    for placement in units::Placement::ALL {
        if !has(&|p| matches!(p, PricedBy::PlacementWeek(k, _) if k == placement)) {
            lacking.push(placement.label().to_string());
        }
    }
    if lacking.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "Not costed, because no unit cost with a source is at hand: {}; other agencies' services unless the event \
         file states their cost. The authority's own can be typed in plan.toml as [[journey_cost]].",
        lacking.join(", ")
    )]
}
