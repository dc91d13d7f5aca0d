//! Many numbers of steps against what was expected of them, in one figure.

use statrs::function::gamma::gamma_ur;

/// Pearson's chi-square statistic with its degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// Sum of (observed − expected)² / expected.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: usize,
}

/// Steps that are expected of each number at least; those of which fewer are expected are put together.
const FEWEST: f64 = 5.0;

impl ChiSquare {
    /// Probability of a statistic this large or larger if nothing but chance were at work.
    pub fn p_value(&self) -> f64 {
        if self.statistic <= 0.0 { 1.0 } else { gamma_ur(self.df as f64 / 2.0, self.statistic / 2.0) }
    }
}

/// Whether years differ, all cells together: the test that finds a year in which a step was more, or less, frequent.
///
/// Of the steps of a cell over all years, each year is expected to have the share that it has of the exposure; observed
/// and expected are summed over cells, so that a year is not blamed for the ages and times of its children. No rate is
/// needed, so none is fitted to what it is tested against.
///
/// **Shape**: `cells[cell][year]` as steps and exposure; every cell has the same years.
///
/// **Limits**: `None` with fewer than two years with exposure, or where a year expects fewer than five steps. Degrees of
/// freedom are the years less one.
///
/// **Source**: Breslow and Day 1987, section 3.4: homogeneity of rates over strata.
pub fn between_years(cells: &[Vec<(f64, f64)>]) -> Option<ChiSquare> {
    let mut all = vec![(0.0, 0.0); years(cells)];
    shared(cells).iter().for_each(|cell| add(&mut all, cell));
    is_enough(&all).then(|| of_groups(&[all]))
}

/// Whether years differ in any cell: the test that finds a change of one age or of one time in position.
///
/// As [`between_years`], but cells are put together, in the order given, only until every year expects five steps. A change
/// of all cells at once is found with less certainty, since it is one among many possible ones.
///
/// **Shape**, **Limits**: as [`between_years`]; years less one for each cell or group of cells.
pub fn between_years_by_cell(cells: &[Vec<(f64, f64)>]) -> Option<ChiSquare> {
    let none = || vec![(0.0, 0.0); years(cells)];
    let mut groups: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut group = none();
    for cell in shared(cells) {
        add(&mut group, &cell);
        if is_enough(&group) {
            groups.push(std::mem::replace(&mut group, none()));
        }
    }
    // What is left over joins the last group.
    add(groups.last_mut()?, &group);
    Some(of_groups(&groups))
}

fn years(cells: &[Vec<(f64, f64)>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0)
}

/// Observed and expected steps of each cell and year, if a cell has one rate in all years.
fn shared(cells: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let of = |cell: &Vec<(f64, f64)>| {
        let (steps, exposure) = cell.iter().fold((0.0, 0.0), |sum, y| (sum.0 + y.0, sum.1 + y.1));
        let year = |(seen, at): &(f64, f64)| {
            if exposure > 0.0 { (*seen, steps * at / exposure) } else { (0.0, 0.0) }
        };
        cell.iter().map(year).collect()
    };
    cells.iter().map(of).collect()
}

fn add(group: &mut [(f64, f64)], cell: &[(f64, f64)]) {
    for (sum, year) in group.iter_mut().zip(cell) {
        *sum = (sum.0 + year.0, sum.1 + year.1);
    }
}

/// Whether two years or more expect steps, and each of them enough.
fn is_enough(group: &[(f64, f64)]) -> bool {
    let open = group.iter().filter(|year| year.1 > 0.0);
    open.clone().count() >= 2 && open.clone().all(|year| year.1 >= FEWEST)
}

fn of_groups(groups: &[Vec<(f64, f64)>]) -> ChiSquare {
    let free = |group: &Vec<(f64, f64)>| group.iter().filter(|year| year.1 > 0.0).count().saturating_sub(1);
    ChiSquare { statistic: groups.iter().flatten().map(one).sum(), df: groups.iter().map(free).sum() }
}

/// Whether steps keep to expectations that were made without them.
///
/// Numbers are put together, in the order given, until five steps or more are expected.
///
/// **Shape**: observed and expected steps.
///
/// **Limits**: `None` where fewer than five steps are expected in all. Expectations are taken as exact.
pub fn against(numbers: &[(f64, f64)]) -> Option<ChiSquare> {
    let mut groups: Vec<(f64, f64)> = Vec::new();
    let mut group = (0.0, 0.0);
    for (observed, expected) in numbers {
        group = (group.0 + observed, group.1 + expected);
        if group.1 >= FEWEST {
            groups.push(std::mem::take(&mut group));
        }
    }
    let last = groups.last_mut()?;
    *last = (last.0 + group.0, last.1 + group.1);
    Some(ChiSquare { statistic: groups.iter().map(one).sum(), df: groups.len() })
}

fn one((observed, expected): &(f64, f64)) -> f64 {
    if *expected > 0.0 { (observed - expected).powi(2) / expected } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistic_is_that_of_the_textbook() {
        // 30 and 10 steps in equal exposure: (10² + 10²) / 20 = 10 on one degree of freedom; p from R's pchisq.
        let test = between_years(&[vec![(30.0, 7.0), (10.0, 7.0)]]).expect("enough");
        assert_eq!((test.statistic, test.df), (10.0, 1));
        assert!((test.p_value() - 0.001_565_402).abs() < 1e-8, "{}", test.p_value());
    }

    #[test]
    fn thin_cells_are_put_together_and_none_is_lost() {
        let thin = vec![(2.0, 1.0), (1.0, 1.0), (3.0, 1.0)];
        let seven = vec![thin.clone(); 7];
        let test = between_years_by_cell(&seven).expect("enough");
        // Two a year each: three cells have six, so there are two groups, and the seventh joins the last.
        assert_eq!(test.df, 4);
        assert!((test.statistic - 7.0).abs() < 1e-12, "{}", test.statistic);
        assert_eq!(between_years(&seven), Some(ChiSquare { statistic: 7.0, df: 2 }));
        let one = [thin];
        assert_eq!((between_years(&one), between_years_by_cell(&one)), (None, None));
        assert_eq!(between_years(&[]), None);
        assert_eq!(between_years(&[vec![(900.0, 5.0)]]), None, "one year has none to be held against");
        assert_eq!(between_years(&[vec![(0.0, 5.0), (0.0, 5.0)]]), None);
    }

    #[test]
    fn steps_against_rates_of_others_have_a_degree_of_freedom_for_each_number() {
        let test = against(&[(3.0, 2.0), (5.0, 4.0), (20.0, 10.0), (0.0, 1.0)]).expect("enough");
        // 8 against 6, and 20 against 11.
        assert_eq!(test.df, 2);
        assert!((test.statistic - (4.0 / 6.0 + 81.0 / 11.0)).abs() < 1e-12);
        assert_eq!(against(&[(3.0, 2.0)]), None);
    }
}
