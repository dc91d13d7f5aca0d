//! Who lives in the authority: families, births, wards, and the facts about a person.

use luck::{Luck, Stream};
use rates::Population;
use reference::{AreaCode, Measure, Reference};
use units::AgeBand;

use crate::assumptions::{BIRTH_GAP_DAYS, FAMILY_SIZES};
use crate::day::Day;
use crate::purpose;
use crate::wards::Wards;

/// Most children of a family; also how far family numbers are apart in the numbers of children.
pub(crate) const MOST_CHILDREN: u64 = 8;

/// How births spread over families and years.
#[derive(Clone, Debug)]
pub(crate) struct Births {
    /// First day of the year of birth that each entry of `kept` stands for; years begin on 1 April.
    first_year: u16,
    /// Share of possible births that happen, by year of birth.
    kept: Vec<f64>,
    /// First and last day on which families may have their first child.
    first_births: (Day, Day),
    /// How many families there may be.
    pub(crate) families: u64,
    /// Children by single year of age on the last day.
    pub(crate) by_age: [f64; 18],
}

/// A child as born into a family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Born {
    pub(crate) number: u64,
    pub(crate) day: Day,
}

impl Births {
    /// Births such that children by single year of age on 31 March of the last year are those of an authority,
    /// scaled to a number of children.
    ///
    /// Every family has a first birth on a day drawn evenly over many years and later ones at even gaps, which
    /// makes births even over time; each possible birth then happens with a probability that gives its year
    /// of birth the size it needs. Cohorts older than 17 on the last day are as large as the one aged 17.
    pub(crate) fn of(
        reference: &Reference,
        area: AreaCode,
        population: &Population,
        children: u64,
        years: (u16, u16),
    ) -> Births {
        let by_age = by_single_age(reference, area, population, children as f64);
        let (first, last) = years;
        // Care leavers stay until 21, so the oldest who matter were born 22 years before the first year.
        let first_year = first.saturating_sub(23);
        let sizes: Vec<f64> =
            (first_year..=last).map(|year| by_age[usize::from(last - year).min(17)]).collect();
        let most = sizes.iter().copied().fold(1.0, f64::max);
        let kept = sizes.iter().map(|n| n / most).collect();
        let from = Day::year_start(first_year).plus(-4 * BIRTH_GAP_DAYS.1);
        let to = Day::year_end(last);
        let mean: f64 = FAMILY_SIZES.iter().zip(1..).map(|(share, n)| share * f64::from(n)).sum();
        let span_years = f64::from(to.since(from)) / crate::day::DAYS_PER_YEAR;
        let families = (most * span_years / mean).ceil() as u64;
        Births { first_year, kept, first_births: (from, to), families, by_age }
    }

    /// The children of a family who were ever born, oldest first.
    pub(crate) fn of_family(&self, family: u64, stream: &mut Stream) -> Vec<Born> {
        let (from, to) = self.first_births;
        let mut day = from.plus((stream.uniform() * f64::from(to.since(from))) as i32);
        let size = pick(&FAMILY_SIZES, stream.uniform()) + 1;
        let mut born = Vec::with_capacity(size);
        for child in 0..size as u64 {
            if child > 0 {
                let (shortest, longest) = BIRTH_GAP_DAYS;
                day = day.plus(shortest + (stream.uniform() * f64::from(longest - shortest)) as i32);
            }
            let year = day.return_year();
            let kept = year.checked_sub(self.first_year).and_then(|n| self.kept.get(usize::from(n)));
            if stream.uniform() < kept.copied().unwrap_or(0.0) {
                born.push(Born { number: family * MOST_CHILDREN + child, day: day.birthday_safe() });
            }
        }
        born
    }
}

/// Children by single year of age: the authority's bands, shaped within each as in mid-2020.
fn by_single_age(reference: &Reference, area: AreaCode, population: &Population, children: f64) -> [f64; 18] {
    let mut by_age = [0.0; 18];
    let total = population.total(0);
    for band in AgeBand::ALL {
        let ages = band.from_years() as usize..band.to_years() as usize;
        let shape: Vec<f64> = ages
            .clone()
            .map(|age| {
                reference
                    .value(area, Measure::PopulationByAgeMid2020, &age.to_string(), 2020)
                    .filter(|n| *n > 0.0)
                    .unwrap_or(1.0)
            })
            .collect();
        let sum: f64 = shape.iter().sum();
        for (age, share) in ages.zip(shape) {
            by_age[age] = population.at(0, band) / total * children * share / sum;
        }
    }
    by_age
}

/// The place in a list of weights at a uniform; the last for rounding.
pub(crate) fn pick(weights: &[f64], uniform: f64) -> usize {
    let total: f64 = weights.iter().sum();
    let mut left = uniform * total;
    for (place, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return place;
        }
    }
    weights.len().saturating_sub(1)
}

/// The first of pairs of a value and its weight, at a uniform.
pub(crate) fn choose<T: Copy>(weighted: &[(T, f64)], uniform: f64, otherwise: T) -> T {
    let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let mut left = uniform * total;
    for (value, weight) in weighted {
        left -= weight;
        if left < 0.0 {
            return *value;
        }
    }
    weighted.last().map_or(otherwise, |(value, _)| *value)
}

/// Facts about a person that every return repeats.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) girl: bool,
    pub(crate) ethnicity: &'static str,
    pub(crate) disabilities: Vec<&'static str>,
    /// Category of need on which all returns agree.
    pub(crate) need: &'static str,
}

const ETHNICITIES: [(&str, f64); 18] = [
    ("WBRI", 66.0),
    ("WIRI", 0.4),
    ("WIRT", 0.3),
    ("WROM", 0.5),
    ("WOTH", 5.5),
    ("MWBC", 2.8),
    ("MWBA", 1.3),
    ("MWAS", 1.5),
    ("MOTH", 3.0),
    ("AIND", 1.6),
    ("APKN", 3.4),
    ("ABAN", 1.6),
    ("CHNE", 0.2),
    ("AOTH", 2.0),
    ("BCRB", 1.4),
    ("BAFR", 4.0),
    ("BOTH", 1.5),
    ("OOTH", 3.0),
];

/// Ethnicities of unaccompanied children, by the countries most come from.
const UNACCOMPANIED_ETHNICITIES: [(&str, f64); 4] =
    [("OOTH", 50.0), ("BAFR", 30.0), ("AOTH", 15.0), ("WOTH", 5.0)];

const NEEDS: [(&str, f64); 8] = [
    ("N1", 57.0),
    ("N2", 9.0),
    ("N3", 3.0),
    ("N4", 9.0),
    ("N5", 14.0),
    ("N6", 3.0),
    ("N7", 1.0),
    ("N8", 4.0),
];

const DISABILITIES: [(&str, f64); 12] = [
    ("AUT", 34.0),
    ("LD", 40.0),
    ("BEH", 20.0),
    ("COMM", 20.0),
    ("MOB", 15.0),
    ("PC", 10.0),
    ("INC", 8.0),
    ("HEAR", 5.0),
    ("VIS", 6.0),
    ("HAND", 3.0),
    ("CON", 4.0),
    ("DDA", 12.0),
];

impl Person {
    /// The facts about a child, from its number.
    pub(crate) fn of(luck: &Luck, child: u64, unaccompanied: bool) -> Person {
        let mut stream = luck.stream(0, child, purpose::PERSON);
        let boys = if unaccompanied { 0.94 } else { 0.52 };
        let girl = stream.uniform() >= boys;
        let ethnicities: &[(&'static str, f64)] =
            if unaccompanied { &UNACCOMPANIED_ETHNICITIES } else { &ETHNICITIES };
        let ethnicity = choose(ethnicities, stream.uniform(), "NOBT");
        let need = if unaccompanied { "N8" } else { choose(&NEEDS, stream.uniform(), "N1") };
        let disabled = stream.uniform() < if need == "N2" { 1.0 } else { 0.09 };
        let mut disabilities = Vec::new();
        if disabled {
            disabilities.push(choose(&DISABILITIES, stream.uniform(), "DDA"));
            let second = choose(&DISABILITIES, stream.uniform(), "DDA");
            if stream.uniform() < 0.35 && !disabilities.contains(&second) {
                disabilities.push(second);
            }
        }
        Person { girl, ethnicity, disabilities, need }
    }
}

/// The ward of a family, and the postcode sector it lies in.
pub(crate) fn ward_of(wards: &Wards, stream: &mut Stream) -> u8 {
    wards.at(stream.uniform())
}
