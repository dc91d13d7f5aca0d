//! Rates from published aggregates: what the figures of DfE identify, and what has to be assumed.
//!
//! Published tables count starts, ends and stocks, but do not follow a child from one to the next. What they
//! leave open is filled by stated assumptions: each is in [`crate::StepRates::assumption`] or in
//! [`Rates::notes`], for the page to print. Child-level records replace all of this by counts.

mod apportion;
mod balance;
mod care_leavers;
mod crossing;
mod exposure;
mod gaps;
mod in_need;
mod looked_after;
mod moves;
mod national;
mod placements;
mod population;
mod priors;
mod protection;
mod reasons;
mod seen;
mod steer;
mod top_down;
mod unaccompanied;

use reference::{AreaCode, Reference};

pub use care_leavers::care_leavers_at;
pub use national::National;

use crate::Rates;
use exposure::History;
use priors::Known;
use seen::Seen;
use top_down::Series;
use unaccompanied::Stream;

/// Why an authority's published figures cannot carry rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{area}: no figure was published for {what}, which the rates rest on")]
pub struct Unidentified {
    /// Name of the authority.
    pub area: String,
    /// The figure that is missing.
    pub what: String,
}

/// Rates of an authority from the figures published up to 31 March of the national evidence's base year.
///
/// Steps and exposure are pooled over the last years of [`National::window`] for which both are published. Unaccompanied
/// children are a stream of their own where figures tell them apart, from base year 2023 on.
///
/// **Errors**: an authority without a published stock of looked-after children or of population.
///
/// **Source**: DfE, Children looked after in England; DfE, Children in need; ONS mid-year estimates and
/// projections; as in the provenance table of the reference data.
pub fn from_published(
    reference: &Reference,
    national: &National,
    area: AreaCode,
) -> Result<Rates, Unidentified> {
    rates_of(reference, national, area, true)
}

/// As [`from_published`], with unaccompanied children among all who are looked after.
///
/// For records of single children, which do not tell them apart.
///
/// **Errors**: as for [`from_published`].
pub fn from_published_together(
    reference: &Reference,
    national: &National,
    area: AreaCode,
) -> Result<Rates, Unidentified> {
    rates_of(reference, national, area, false)
}

fn rates_of(
    reference: &Reference,
    national: &National,
    area: AreaCode,
    told_apart: bool,
) -> Result<Rates, Unidentified> {
    let all = History::of(reference, area, national.base_year, national.window);
    let name = || reference.area(area).map_or_else(|| area.to_string(), |a| a.name.clone());
    let missing = |what: &str| Unidentified { area: name(), what: what.to_string() };
    let population = population::project(reference, area, national.base_year)
        .ok_or_else(|| missing("children aged 0 to 17"))?;
    if !all.is_current(national.base_year) {
        return Err(missing(&format!("children looked after at 31 March {}", national.base_year)));
    }
    let mut notes = gaps::notes(reference, area, &all);
    let apart = national.apart.as_ref().filter(|_| told_apart);
    let stream = apart.map(|_| Stream::of(reference, area, &all));
    notes.extend(stream.iter().map(|stream| match stream {
        Ok(stream) => stream.note(),
        Err(none) => none.note().to_string(),
    }));
    let stream = stream.as_ref().and_then(|stream| stream.as_ref().ok());
    let divided = stream.map(|stream| stream.rest(&all));
    let history = divided.as_ref().unwrap_or(&all);
    let priors = apart.map_or(&national.priors, |apart| &apart.priors);
    let known = Known { seen: Seen::of(history, national), expected: priors.expected(area) };
    let years = population.by_year.len();
    let forecast = match apart.zip(stream) {
        Some((apart, _)) => {
            let own = Series::of_rest(reference, area, national.base_year);
            apart.care.forecast(reference, (area, &own), years)
        }
        None => {
            let own = Series::of(reference, area, national.base_year);
            national.care.forecast(reference, (area, &own), years)
        }
    };
    let outlook = looked_after::outlook(national, forecast, history, &known, &population);
    let mut steps = looked_after::steps(national, &known, &outlook, stream.is_some());
    steps.extend(protection::steps(national, &known, &outlook));
    steps.extend(in_need::steps(national, &known, &outlook));
    let mut stocks = vec![
        in_need::stock(history, national, &population, &known.seen.need, &mut notes),
        protection::stock(history, national, &population, &known.seen.plans, &mut notes),
        looked_after::stock(history, national),
    ];
    if let Some((apart, stream)) = apart.zip(stream) {
        steps.extend(stream.steps(&apart.england, history.age_shares));
        stocks.push(stream.stock(all.latest().map_or([0.0; 5], |y| y.looked_after)));
    }
    let (care_leavers, of_care_leavers) = care_leavers_at(reference, area, national.base_year);
    notes.push(of_care_leavers);
    let placements = placements::mix(reference, national, area, &all, &mut notes);
    let moves = national.moves.as_ref().map(|moves| moves.of_authority(reference, area, national.base_year));
    let (moves, told) = match moves {
        Some((moves, note)) => (Some(moves), note),
        None => (None, NO_MOVES.to_string()),
    };
    notes.push(told);
    notes.extend(ASSUMPTIONS.map(str::to_string));
    Ok(Rates {
        base_year: national.base_year,
        authority: area.number(),
        population,
        stocks,
        infant_entry_power: national.infant_entry_power,
        steps,
        placements,
        care_leavers,
        end_reasons: Some(reasons::of_authority(history, &national.end_reasons)),
        moves,
        notes,
    })
}

/// What is said where no figure tells of placement moves.
const NO_MOVES: &str =
    "Placement moves are not counted: up to this year no figures tell how many there are at each age.";

/// What holds for every authority whose rates come from published aggregates.
const ASSUMPTIONS: [&str; 6] = [
    "Published figures do not follow a child from one year to the next: a child who comes back is counted as \
     arriving anew.",
    "Early help has no statutory return, so it is not among the positions.",
    "The age of children in need and on protection plans is not published by authority: it is worked \
     out as if every child living there were equally likely to come into need.",
    "Children in need at 31 March include young people over 18 who still receive help; the figures do not say \
     how many, and they are counted here as children.",
    "How many starts of care come from a protection plan and how many from in need is inferred from differences \
     between authorities.",
    "Placements keep today's mix by age: moves between kinds of placement are not published by authority.",
];
