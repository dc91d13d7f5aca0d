//! Effects of the levels of one covariate with all that is uncertain of them, for callers that draw them.

use super::model::Model;
use super::stray::{BASELINE, Settled};
use super::{Settings, Stray};

/// Steps and exposure of a cell at one level of the covariate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LevelCount {
    /// Number of the cell.
    pub cell: u32,
    /// Number of the level.
    pub level: u32,
    /// Steps.
    pub steps: f64,
    /// Exposure in person-years.
    pub years: f64,
}

/// Logarithms of the rate ratios of all levels to the first, which are normal together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Effects {
    /// Means, of the second level on.
    pub means: Vec<f64>,
    /// Covariances, of the second level on.
    pub covariance: Vec<Vec<f64>>,
}

/// How far cells stray from each other: so far that they are not drawn together at all, and levels are compared within
/// cells alone.
const CELLS_STRAY: f64 = 10.0;

/// Effects of levels that stray from their common one by a standard deviation of the logarithm; cells have intercepts of
/// their own. `None` without a step, or if the fit does not converge.
///
/// Where rows vary more than chance makes them, evidence counts as so many times less, as in [`super::rate_ratios`].
///
/// **Limits**: cells without steps at any level tell nothing of ratios and are left aside, and so are parts without
/// exposure.
pub(crate) fn effects(parts: &[LevelCount], cells: usize, levels: usize, stray: f64) -> Option<Effects> {
    let mut has_steps = vec![false; cells];
    for part in parts.iter().filter(|part| part.steps > 0.0 && part.years > 0.0) {
        *has_steps.get_mut(part.cell as usize)? = true;
    }
    let numbers: Vec<Option<u32>> = has_steps
        .iter()
        .scan(0, |next, has| {
            let number = has.then_some(*next);
            *next += u32::from(*has);
            Some(number)
        })
        .collect();
    let rows: Vec<(u32, LevelCount)> = parts
        .iter()
        .filter(|part| part.years > 0.0)
        .filter_map(|part| Some(((*numbers.get(part.cell as usize)?)?, *part)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let model = Model::new(
        rows.iter().map(|(_, part)| part.steps).collect(),
        rows.iter().map(|(_, part)| part.years).collect(),
        &[
            rows.iter().map(|(cell, _)| *cell).collect(),
            vec![0; rows.len()],
            rows.iter().map(|(_, part)| part.level).collect(),
        ],
        &[numbers.iter().flatten().count(), 1, levels],
        &[0, 0, 0],
    );
    let settings = Settings { covariates: Stray::Fixed(stray), baseline: CELLS_STRAY };
    let once = Settled::new(&model, &settings)?;
    let settled = match once.overdispersion(&model) {
        Some(more) if more > 1.0 => Settled::new(&model.tempered(1.0 / more), &settings)?,
        _ => once,
    };
    let (means, covariance) = settled.parameters_of(model.factors.get(BASELINE)?);
    Some(Effects { means, covariance })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_compared_within_cells_alone() {
        // Level 1 has half the rate in either cell, but most of its exposure where rates are ten times as high.
        let count = |cell, level, steps, years| LevelCount { cell, level, steps, years };
        let parts = [
            count(0, 0, 1_000.0, 10_000.0),
            count(0, 1, 50.0, 1_000.0),
            count(1, 0, 1_000.0, 1_000.0),
            count(1, 1, 5_000.0, 10_000.0),
            // Nobody of this cell took a step.
            count(2, 1, 0.0, 90_000.0),
        ];
        let found = effects(&parts, 3, 2, 0.5).expect("steps");
        assert!((found.means[0].exp() / 0.5 - 1.0).abs() < 0.02, "{:?}", found.means);
        assert_eq!(effects(&parts[4..], 3, 2, 0.5), None);
        assert_eq!(effects(&[], 0, 2, 0.5), None);
    }
}
