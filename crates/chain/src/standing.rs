//! Where an authority stands: levels over the years beside its neighbours, two tracks of spend, who they are.

use reference::{Area, AreaCode, Measure, Reference};
use tables::grouped;
use units::{AgeBand, Figure, FinancialYear, Placement};

use crate::Country;

/// A yearly series of rates or amounts; `None` where nothing can be stated.
pub type Series = Vec<(u16, Option<f64>)>;

/// One level of need over the years.
#[derive(Clone, Debug)]
pub struct Level {
    /// Short words: `Looked after`.
    pub name: &'static str,
    /// What is counted.
    pub measure: Measure,
    /// The authority's counts as published.
    pub counts: Vec<(u16, Figure)>,
    /// Per 10,000 children aged 0 to 17.
    pub rates: Series,
    /// Each neighbour's rates, closest first.
    pub neighbours: Vec<(String, Series)>,
    /// England's rates.
    pub england: Series,
    /// The authority's place among itself and its neighbours in the last year, 1 is highest, and of how many.
    pub rank: Option<(usize, usize)>,
}

/// Spend a year in real terms, in millions of pounds.
#[derive(Clone, Debug)]
pub struct Spend {
    /// Early intervention.
    pub early: Series,
    /// Late intervention: looked after, safeguarding, youth justice.
    pub late: Series,
    /// England's ratio of late to early spend in the last year.
    pub england_ratio: Option<f64>,
    /// First year of the latest unbroken run in which late spend exceeded early spend.
    pub late_above_since: Option<u16>,
}

/// A share of looked-after children beside the neighbours'.
#[derive(Clone, Debug)]
pub struct Share {
    /// Age band or kind of placement.
    pub name: &'static str,
    /// Children, as published.
    pub count: Option<Figure>,
    /// Per cent of the authority's looked-after children.
    pub percent: Option<f64>,
    /// Median per cent over neighbours that publish it.
    pub neighbours_median: Option<f64>,
}

/// Everything on *Where we are*.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The authority.
    pub area: Area,
    /// Referrals, in need, protection plans, looked after.
    pub levels: Vec<Level>,
    /// Two tracks of spend.
    pub spend: Spend,
    /// Looked-after children by age at the last 31 March.
    pub ages: Vec<Share>,
    /// Looked-after children by placement at the last 31 March.
    pub placements: Vec<Share>,
    /// Children aged 0 to 17 living in the area.
    pub children: Option<f64>,
    /// Share of children living in income-deprived families, and England's.
    pub deprivation: Option<(f64, f64)>,
    /// At most three sentences, chosen by rule, each with the rule.
    pub stands_out: Vec<(String, String)>,
}

const LEVELS: [(&str, Measure); 4] = [
    ("Referrals", Measure::Referrals),
    ("In need", Measure::CinAt31March),
    ("Protection plans", Measure::CppAt31March),
    ("Looked after", Measure::ClaAt31March),
];

/// Where an authority stands by the published figures.
pub fn standing(reference: &Reference, area: &Area) -> Standing {
    let neighbours: Vec<AreaCode> = reference.neighbours(area.code).iter().map(|n| n.code).collect();
    let levels: Vec<Level> =
        LEVELS.into_iter().map(|(name, m)| level(reference, area, &neighbours, name, m)).collect();
    let shares = |measure: Measure, names: Vec<&'static str>| {
        names.into_iter().map(|n| share(reference, area.code, &neighbours, measure, n)).collect()
    };
    let idaci = |code| reference.value(code, Measure::IdaciProxy, "", 2025);
    Standing {
        area: area.clone(),
        stands_out: stands_out(&levels),
        levels,
        spend: spend(reference, area.code),
        ages: shares(Measure::ClaAt31MarchByAge, AgeBand::ALL.map(AgeBand::label).to_vec()),
        placements: shares(Measure::ClaAt31MarchByPlacement, Placement::ALL.map(Placement::label).to_vec()),
        children: reference.value(area.code, Measure::Population0To17, "", Country::BASE_YEAR),
        // The national mean of the derived rate: it is not published as a row of its own.
        deprivation: idaci(area.code).map(|own| (own, idaci(reference.england().code).unwrap_or(0.37))),
    }
}

fn level(
    reference: &Reference,
    area: &Area,
    neighbours: &[AreaCode],
    name: &'static str,
    measure: Measure,
) -> Level {
    let rates = rates(reference, area.code, measure);
    let others: Vec<(String, Series)> = neighbours
        .iter()
        .filter_map(|code| {
            Some((reference.area(*code)?.name.clone(), self::rates(reference, *code, measure)))
        })
        .collect();
    let last = |series: &Series| series.iter().find(|(y, _)| *y == Country::BASE_YEAR).and_then(|(_, v)| *v);
    let rank = last(&rates).map(|own| {
        let known: Vec<f64> = others.iter().filter_map(|(_, s)| last(s)).collect();
        (1 + known.iter().filter(|v| **v > own).count(), known.len() + 1)
    });
    Level {
        name,
        measure,
        counts: reference.series(area.code, measure, ""),
        england: self::rates(reference, reference.england().code, measure),
        rates,
        neighbours: others,
        rank,
    }
}

/// Counts per 10,000 children aged 0 to 17, from the first year with a population estimate.
fn rates(reference: &Reference, area: AreaCode, measure: Measure) -> Series {
    reference
        .series(area, measure, "")
        .into_iter()
        .filter_map(|(year, count)| {
            let children = reference.value(area, Measure::Population0To17, "", year)?;
            Some((year, count.value().map(|n| n / children * 10_000.0)))
        })
        .collect()
}

fn spend(reference: &Reference, area: AreaCode) -> Spend {
    let england = reference.england().code;
    let real = |code: AreaCode, measure: Measure| -> Series {
        reference
            .series(code, measure, "")
            .into_iter()
            .map(|(year, figure)| {
                let deflator = |y: u16| reference.value(england, Measure::GdpDeflator, "", y);
                let index = deflator(Country::PRICE_YEAR.0).zip(deflator(FinancialYear(year - 1).0));
                (year, figure.value().zip(index).map(|(v, (now, then))| v * now / then / 1e6))
            })
            .collect()
    };
    let (early, late) = (real(area, Measure::SpendEarly), real(area, Measure::SpendLate));
    let last = |s: &Series| s.iter().rev().find_map(|(_, v)| *v);
    let (e_early, e_late) = (real(england, Measure::SpendEarly), real(england, Measure::SpendLate));
    let above = |year: u16| {
        let at = |s: &Series| s.iter().find(|(y, _)| *y == year).and_then(|(_, v)| *v);
        at(&late).zip(at(&early)).map(|(l, e)| l > e)
    };
    let mut since = None;
    for (year, _) in late.iter().rev() {
        match above(*year) {
            Some(true) => since = Some(*year),
            Some(false) => break,
            None => {}
        }
    }
    Spend {
        england_ratio: last(&e_late).zip(last(&e_early)).map(|(l, e)| l / e),
        late_above_since: since,
        early,
        late,
    }
}

fn share(
    reference: &Reference,
    area: AreaCode,
    neighbours: &[AreaCode],
    measure: Measure,
    name: &'static str,
) -> Share {
    let percent = |code: AreaCode| {
        let count = reference.value(code, measure, name, Country::BASE_YEAR)?;
        let total = reference.value(code, Measure::ClaAt31March, "", Country::BASE_YEAR)?;
        (total > 0.0).then(|| count / total * 100.0)
    };
    let known: Vec<f64> = neighbours.iter().filter_map(|n| percent(*n)).collect();
    let [median] = futures::quantiles(known.clone(), [0.5]);
    Share {
        name,
        count: reference.figure(area, measure, name, Country::BASE_YEAR),
        percent: percent(area),
        neighbours_median: (known.len() >= 3).then_some(median),
    }
}

/// At most three sentences: the largest standardised difference from neighbours, the largest change over five
/// years against theirs, and the next of either.
fn stands_out(levels: &[Level]) -> Vec<(String, String)> {
    let mut found: Vec<(f64, String, String)> = Vec::new();
    for level in levels {
        let at = |s: &Series, y: u16| s.iter().find(|(year, _)| *year == y).and_then(|(_, v)| *v);
        let base = Country::BASE_YEAR;
        let name = level.name.to_lowercase();
        let others: Vec<f64> = level.neighbours.iter().filter_map(|(_, s)| at(s, base)).collect();
        if let (Some(own), Some((middle, spread))) = (at(&level.rates, base), middle_and_spread(&others)) {
            let score = (own - middle) / spread;
            let (side, of) = if own > middle { ("above", "higher") } else { ("below", "lower") };
            let count = others.iter().filter(|v| (**v < own) == (own > middle)).count();
            found.push((
                score.abs(),
                format!(
                    "{}: {} per 10,000 children, {side} the neighbours' median of {} and {of} than {count} of \
                     {} neighbours.",
                    level.name,
                    grouped(own, 0),
                    grouped(middle, 0),
                    others.len()
                ),
                format!("Chosen because it lies {:.1} spreads from the neighbours' median.", score.abs()),
            ));
        }
        let change = |s: &Series| Some((at(s, base)? / at(s, base - 5)? - 1.0) * 100.0);
        let others: Vec<f64> = level.neighbours.iter().filter_map(|(_, s)| change(s)).collect();
        if let (Some(own), Some((middle, spread))) = (change(&level.rates), middle_and_spread(&others)) {
            let score = (own - middle) / spread;
            let verb = if own >= 0.0 { "risen" } else { "fallen" };
            found.push((
                score.abs(),
                format!(
                    "The rate for {name} has {verb} by {:.0}% in five years; the neighbours' median change is {}.",
                    own.abs(),
                    signed_percent(middle)
                ),
                format!(
                    "Chosen because the change lies {:.1} spreads from the neighbours' median change.",
                    score.abs()
                ),
            ));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().filter(|f| f.0 >= 0.5).take(3).map(|(_, text, rule)| (text, rule)).collect()
}

/// Median and robust spread (1.48 × median absolute deviation) of at least five values.
fn middle_and_spread(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 5 {
        return None;
    }
    let [middle] = futures::quantiles(values.to_vec(), [0.5]);
    let [deviation] = futures::quantiles(values.iter().map(|v| (v - middle).abs()).collect(), [0.5]);
    Some((middle, (1.48 * deviation).max(1e-9)))
}
/// A change as a whole percentage with its sign, which what rounds to nothing does not have: `+4%`, `0%`.
fn signed_percent(change: f64) -> String {
    if change.round() == 0.0 { "0%".to_string() } else { format!("{change:+.0}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!([-0.3, 0.0, 3.6, -12.4].map(signed_percent), ["0%", "0%", "+4%", "-12%"]);
    }
}
