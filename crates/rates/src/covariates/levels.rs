//! Levels of covariates among the rows of one step, and whether they can carry a model.

use rustc_hash::{FxHashMap, FxHashSet};
use units::UNKNOWN;

use super::matrix::Dependent;
use super::model::{Factor, Model};
use super::refusal::Refusal;
use super::{LEVELS_MAX, PARAMETERS_MAX, STEPS_PER_LEVEL};

/// One row of a step at risk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub cell: u32,
    pub stratum: &'a str,
    pub levels: &'a [String],
    pub steps: f64,
    pub years: f64,
}

impl Row<'_> {
    /// The level of a covariate by its place.
    fn level(&self, at: usize) -> &str {
        self.levels.get(at).map_or("", String::as_str)
    }
}

/// The levels of one covariate.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    pub name: String,
    /// Their names, numbers in their order and others by their letters.
    pub names: Vec<String>,
    /// Steps at each level.
    pub steps: Vec<f64>,
    /// Exposure at each level, in person-years.
    pub years: Vec<f64>,
    /// Steps at each level, if it made no difference.
    pub expected: Vec<f64>,
    /// The level that the others are compared with.
    pub reference: usize,
    /// Whether other columns tell who is at the level.
    pub told: Vec<bool>,
    /// The level of each row.
    of_rows: Vec<u32>,
}

impl Levels {
    /// Whether a level has fewer steps than it takes to stand alone.
    pub(super) fn is_thin(&self, level: usize) -> bool {
        self.expected[level] < STEPS_PER_LEVEL
    }

    /// Place of a level's parameter in its factor; `None` for the reference and levels that are told by others.
    pub(super) fn parameter(&self, level: usize) -> Option<usize> {
        let has = |at: usize| at != self.reference && !self.told[at];
        has(level).then(|| (0..level).filter(|at| has(*at)).count())
    }
}

/// Levels of every covariate of a step, and its model.
pub(super) struct Design {
    pub covariates: Vec<Levels>,
    /// Cells and strata are its first two factors, covariates the others.
    pub model: Model,
}

impl Design {
    /// The design of some rows; `empty` are those with nobody at risk.
    ///
    /// **Errors**: why rows cannot carry a model.
    pub(super) fn new(rows: &[Row], empty: &[Row], names: &[String]) -> Result<Design, Refusal> {
        let (cells, cell_count) = numbered(rows.iter().map(|row| row.cell));
        let (strata, stratum_count) = numbered(rows.iter().map(|row| row.stratum));
        let by_cell = crude(rows, &cells, cell_count);
        let mut covariates = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let levels = levels(rows, at, name, &by_cell, &cells);
            check_levels(&levels, empty, at)?;
            covariates.push(levels);
        }
        let parameters = cell_count + stratum_count + covariates.iter().map(|c| c.names.len()).sum::<usize>();
        if parameters > PARAMETERS_MAX {
            return Err(Refusal::TooManyParameters { parameters });
        }
        check_steps(rows, &covariates)?;
        let baseline = Baseline {
            levels: [&cells, &strata],
            counts: [cell_count, stratum_count],
            references: [largest(rows, &cells, cell_count), largest(rows, &strata, stratum_count)],
        };
        check_told(rows, &baseline, &mut covariates)?;
        let model = model(rows, &baseline, &covariates);
        Ok(Design { covariates, model })
    }
}

/// Cells and strata: level of each row, levels, and the level that others are compared with.
struct Baseline<'a> {
    levels: [&'a Vec<u32>; 2],
    counts: [usize; 2],
    references: [u32; 2],
}

fn model(rows: &[Row], baseline: &Baseline, covariates: &[Levels]) -> Model {
    let mut levels: Vec<Vec<u32>> = baseline.levels.into_iter().cloned().collect();
    let mut counts = baseline.counts.to_vec();
    let mut references = baseline.references.to_vec();
    for covariate in covariates {
        // The reference comes last, and levels that others tell with it.
        let free = (0..covariate.names.len()).filter(|at| covariate.parameter(*at).is_some()).count();
        let place: Vec<u32> =
            (0..covariate.names.len()).map(|at| covariate.parameter(at).unwrap_or(free) as u32).collect();
        levels.push(covariate.of_rows.iter().map(|level| place[*level as usize]).collect());
        counts.push(free + 1);
        references.push(free as u32);
    }
    let steps = rows.iter().map(|row| row.steps).collect();
    let years = rows.iter().map(|row| row.years).collect();
    Model::new(steps, years, &levels, &counts, &references)
}

/// Numbers for values in the order in which they come, and how many there are.
fn numbered<K: std::hash::Hash + Eq>(values: impl Iterator<Item = K>) -> (Vec<u32>, usize) {
    let mut numbers: FxHashMap<K, u32> = FxHashMap::default();
    let all: Vec<u32> = values
        .map(|value| {
            let next = numbers.len() as u32;
            *numbers.entry(value).or_insert(next)
        })
        .collect();
    (all, numbers.len())
}

/// Steps over exposure of each cell.
fn crude(rows: &[Row], cells: &[u32], count: usize) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); count];
    for (row, cell) in rows.iter().zip(cells) {
        let sum = &mut sums[*cell as usize];
        *sum = (sum.0 + row.steps, sum.1 + row.years);
    }
    sums.into_iter().map(|(steps, years)| steps / years).collect()
}

/// The level with the most exposure; the first of them.
fn largest(rows: &[Row], levels: &[u32], count: usize) -> u32 {
    let mut years = vec![0.0; count];
    for (row, level) in rows.iter().zip(levels) {
        years[*level as usize] += row.years;
    }
    most(&years, |_| true) as u32
}

/// The place of the largest value that counts, the first of them; the first place if none does.
fn most(values: &[f64], counts: impl Fn(usize) -> bool) -> usize {
    let mut best: Option<usize> = None;
    for at in (0..values.len()).filter(|at| counts(*at)) {
        if best.is_none_or(|best| values[at] > values[best]) {
            best = Some(at);
        }
    }
    best.unwrap_or_default()
}

fn levels(rows: &[Row], at: usize, name: &str, by_cell: &[f64], cells: &[u32]) -> Levels {
    let (of_rows, count) = numbered(rows.iter().map(|row| row.level(at)));
    let mut names: Vec<(&str, u32)> = vec![("", 0); count];
    for (row, number) in rows.iter().zip(&of_rows) {
        names[*number as usize] = (row.level(at), *number);
    }
    names.sort_by(|(a, _), (b, _)| in_order(a, b));
    let mut place = vec![0; count];
    for ((_, number), at) in names.iter().zip(0..) {
        place[*number as usize] = at;
    }
    let of_rows: Vec<u32> = of_rows.iter().map(|number| place[*number as usize]).collect();
    let names: Vec<String> = names.iter().map(|(name, _)| name.to_string()).collect();
    let (mut steps, mut years, mut expected) =
        (vec![0.0; names.len()], vec![0.0; names.len()], vec![0.0; names.len()]);
    for ((row, level), cell) in rows.iter().zip(&of_rows).zip(cells) {
        let level = *level as usize;
        steps[level] += row.steps;
        years[level] += row.years;
        expected[level] += row.years * by_cell[*cell as usize];
    }
    let reference = most(&years, |level| names[level] != UNKNOWN);
    let told = vec![false; names.len()];
    Levels { name: name.to_string(), names, steps, years, expected, reference, told, of_rows }
}

/// What begins with a number by its size, before words by their letters. `Under 1` comes before `1 to 4`.
fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// The number that a text begins with; a little less where it says that it is under it.
fn number(text: &str) -> Option<f64> {
    let (text, less) = match text.strip_prefix("Under ") {
        Some(rest) => (rest, 1e-9),
        None => (text, 0.0),
    };
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    text.get(..end)?.parse::<f64>().ok().map(|number| number - less)
}

fn check_levels(levels: &Levels, empty: &[Row], at: usize) -> Result<(), Refusal> {
    let covariate = levels.name.clone();
    if levels.names.len() > LEVELS_MAX {
        return Err(Refusal::TooManyLevels { covariate, levels: levels.names.len() });
    }
    let names: FxHashSet<&str> = levels.names.iter().map(String::as_str).collect();
    if let Some(row) = empty.iter().find(|row| !names.contains(row.level(at))) {
        return Err(Refusal::NoExposure { covariate, level: row.level(at).to_string() });
    }
    match levels.names.as_slice() {
        [] => Err(Refusal::NothingToCompare { covariate }),
        [level] => Err(Refusal::OneLevel { covariate, level: level.clone() }),
        _ => Ok(()),
    }
}

fn check_steps(rows: &[Row], covariates: &[Levels]) -> Result<(), Refusal> {
    let mut compared = 0;
    for levels in covariates {
        let alone = (0..levels.names.len()).filter(|level| !levels.is_thin(*level)).count();
        if alone < 2 {
            return Err(Refusal::NothingToCompare { covariate: levels.name.clone() });
        }
        compared += alone - 1;
    }
    let steps: f64 = rows.iter().map(|row| row.steps).sum();
    if steps < STEPS_PER_LEVEL * compared as f64 {
        return Err(Refusal::TooFewSteps { compared });
    }
    Ok(())
}

/// Refuses covariates that other columns tell or that are nested in them, and marks single levels that they tell.
///
/// The reference becomes the largest of the levels that can be compared: a level that is told has nothing to lend.
fn check_told(rows: &[Row], baseline: &Baseline, covariates: &mut [Levels]) -> Result<(), Refusal> {
    for (at, levels) in covariates.iter().enumerate() {
        let alike = |other: &&Levels| {
            levels.names.len() == other.names.len() && is_within(&levels.of_rows, &other.of_rows)
        };
        if let Some(other) = covariates[..at].iter().find(alike) {
            let (covariate, other) = (levels.name.clone(), other.name.clone());
            return Err(Refusal::Alike { covariate, other });
        }
    }
    let model = model(rows, baseline, covariates);
    let dependent = model.products(&vec![1.0; rows.len()]).dependent();
    for (at, factor) in model.factors.iter().skip(baseline.counts.len()).enumerate() {
        let own: Vec<&Dependent> = dependent.iter().filter(|d| factor.places().contains(&d.place)).collect();
        if own.is_empty() {
            continue;
        }
        let sets = comparable(&covariates[at], factor, &own);
        let size = |set: usize| sets.iter().filter(|other| **other == set).count();
        let mut several: Vec<usize> = sets.iter().copied().filter(|set| size(*set) > 1).collect();
        several.sort_unstable();
        several.dedup();
        let covariate = covariates[at].name.clone();
        let levels = match several.as_slice() {
            [] => return Err(Refusal::Told { covariate }),
            // Each level that is told takes one dependent column with it; if not, what is left is no comparison either.
            [set] if sets.len() - size(*set) == own.len() => {
                let levels = &mut covariates[at];
                levels.told = sets.iter().map(|other| other != set).collect();
                levels
            }
            _ => {
                return Err(match nest(&covariates[at], &covariates[..at], baseline) {
                    Some(within) => Refusal::Nested { covariate, within },
                    None => Refusal::Apart { covariate },
                });
            }
        };
        levels.reference = most(&levels.years, |level| !levels.told[level] && levels.names[level] != UNKNOWN);
    }
    Ok(())
}

/// Sets of levels that can be compared with each other when ages, times, strata and covariates before them are held
/// alike: the set of each level.
///
/// Parameters can be moved along a dependence of columns without any row telling. Levels that such a move shifts by the
/// same have a ratio all the same; others have none.
fn comparable(levels: &Levels, factor: &Factor, dependent: &[&Dependent]) -> Vec<usize> {
    /// Far above what rounding leaves of the sums and differences of columns of noughts and ones.
    const SAME: f64 = 1e-4;
    let shifts: Vec<Vec<f64>> = (0..levels.names.len())
        .map(|level| {
            let place = levels.parameter(level).map(|at| factor.first + at);
            let shift = |d: &&Dependent| match place {
                Some(place) if d.place == place => 1.0,
                Some(place) => -d.of.iter().find(|(at, _)| *at == place).map_or(0.0, |(_, times)| *times),
                None => 0.0,
            };
            dependent.iter().map(shift).collect()
        })
        .collect();
    let same = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < SAME);
    (0..shifts.len())
        .map(|level| (0..level).find(|other| same(&shifts[level], &shifts[*other])).unwrap_or(level))
        .collect()
}

/// What a covariate is nested in, in words: a covariate before it, strata, or ages and times.
fn nest(levels: &Levels, before: &[Levels], baseline: &Baseline) -> Option<String> {
    let named = before.iter().map(|other| (format!("\"{}\"", other.name), &other.of_rows));
    let [cells, strata] = baseline.levels;
    let others = [("the strata".to_string(), strata), ("ages and times".to_string(), cells)];
    let several = |of_rows: &Vec<u32>| of_rows.iter().any(|level| *level != of_rows[0]);
    named
        .chain(others)
        .find(|(_, of_rows)| several(of_rows) && is_within(&levels.of_rows, of_rows))
        .map(|(words, _)| words)
}

/// Whether rows at one level of the one are always at one level of the other.
fn is_within(one: &[u32], other: &[u32]) -> bool {
    let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
    one.iter().zip(other).all(|(a, b)| *seen.entry(*a).or_insert(*b) == *b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stand_in_the_order_of_their_numbers() {
        let mut names = ["not known", "10 to 15", "Under 1", "5 to 9", "N2", "1 to 4", "N10"];
        names.sort_by(|a, b| in_order(a, b));
        assert_eq!(names, ["Under 1", "1 to 4", "5 to 9", "10 to 15", "N10", "N2", "not known"]);
    }
}
