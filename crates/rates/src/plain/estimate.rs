//! Estimates of a checked table.

use units::{Exposure, Intensity};

use super::check::Checked;
use super::levels::{Evidence, Level, Levels, RestFrom, posterior};
use super::row::Span;
use super::table::{Entry, Stratum};
use crate::Posterior;
use crate::expectation::USUAL_WORTH;

/// What is known of the intensity of one cell, in one stratum or in all together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Steps seen.
    pub steps: f64,
    /// Exposure in which they were seen.
    pub exposure: Exposure,
    /// What is known of the intensity; `None` where nothing is: no exposure anywhere in the step.
    pub posterior: Option<Posterior>,
    /// What stands in for the evidence that is lacking.
    pub rest_from: RestFrom,
}

impl Estimate {
    /// Steps over exposure; `None` without exposure.
    pub fn raw(&self) -> Option<Intensity> {
        (self.exposure.0 > 0.0).then(|| Intensity(self.steps / self.exposure.0))
    }

    /// Weight of own evidence: own exposure over own and prior exposure, 0 to 1.
    pub fn own_evidence(&self) -> f64 {
        self.posterior.map_or(0.0, |p| p.own_share(self.exposure))
    }
}

/// One stratum of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StratumEstimate {
    /// Place in [`Estimates::strata`].
    pub stratum: u32,
    /// What is known.
    pub estimate: Estimate,
}

/// One cell of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct CellEstimate {
    /// Ages.
    pub ages: Span,
    /// Time in the position that is left.
    pub times: Span,
    /// All strata together.
    pub all: Estimate,
    /// Strata that have the cell, in their order.
    pub strata: Vec<StratumEstimate>,
}

/// How many steps an exact expectation counts as; `None` where there is nothing to tell from.
///
/// **Units**: steps. One over the root is how far members stray, relative to what is expected of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// What a group says of its strata, or all strata where there are no groups.
    pub strata: Option<f64>,
    /// What all strata say of a group.
    pub groups: Option<f64>,
    /// What the step says of a cell.
    pub cells: Option<f64>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepEstimates {
    /// Position that is left.
    pub from: String,
    /// Position that is entered.
    pub to: String,
    /// How much each level counts.
    pub weights: Weights,
    /// Its cells, by ages and times.
    pub cells: Vec<CellEstimate>,
}

/// Estimates of all cells of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    /// Strata, by group and name.
    pub strata: Vec<Stratum>,
    /// Steps, by names.
    pub steps: Vec<StepEstimates>,
}

/// Estimates every cell in every stratum that has it.
///
/// **Limits**: a stratum that lacks a cell has no estimate for it; a row of nought steps in nought person-years asks
/// for one. Strata stray from what is expected of them alike in all cells of a step. Intervals hold how uncertain the
/// expectation is, but not how uncertain its weight is.
pub fn estimate(table: &Checked) -> Estimates {
    let steps = table.entries.chunk_by(|a, b| a.step == b.step).filter_map(|run| {
        let (from, to) = table.steps.get(run.first()?.step as usize)?;
        let (weights, cells) = Step::of(table, run).estimates();
        Some(StepEstimates { from: from.clone(), to: to.clone(), weights, cells })
    });
    Estimates { steps: steps.collect(), strata: table.strata.clone() }
}

/// One step: its rows, which cell and which group of it each belongs to, and its levels.
struct Step<'a> {
    table: &'a Checked,
    /// Sorted by cell and stratum, and so by group.
    rows: &'a [Entry],
    /// Place of each row's cell among the cells of the step.
    cells: Vec<u32>,
    /// Place of each row's group among the groups of all cells.
    groups: Vec<u32>,
    /// Place of each group's cell.
    cells_of_groups: Vec<u32>,
}

impl<'a> Step<'a> {
    fn of(table: &'a Checked, rows: &'a [Entry]) -> Step<'a> {
        let group = |row: &Entry| table.strata.get(row.stratum as usize).map_or("", |s| s.group.as_str());
        let mut step = Step {
            table,
            rows,
            cells: Vec::with_capacity(rows.len()),
            groups: Vec::with_capacity(rows.len()),
            cells_of_groups: Vec::new(),
        };
        let mut cell = 0;
        for (at, row) in rows.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| rows.get(before));
            let new_cell = before.is_some_and(|before| before.cell != row.cell);
            let new_group = before.is_none_or(|before| {
                new_cell || (before.stratum != row.stratum && group(before) != group(row))
            });
            cell += u32::from(new_cell);
            if new_group {
                step.cells_of_groups.push(cell);
            }
            step.cells.push(cell);
            step.groups.push(step.cells_of_groups.len() as u32 - 1);
        }
        step
    }

    /// The levels that have anything to say: strata only if a cell has several, groups only if a cell has several.
    fn levels(&self) -> (Levels, [bool; 2]) {
        let cells = self.cells.last().map_or(0, |last| last + 1);
        let has_groups = self.cells_of_groups.len() > cells as usize;
        let has_strata = self.rows.len() > self.cells_of_groups.len().max(cells as usize);
        let level = |parents, from| Level { parents, weight: USUAL_WORTH, from };
        let mut levels = Vec::new();
        match (has_strata, has_groups) {
            (true, true) => {
                levels.push(level(self.groups.clone(), RestFrom::Group));
                levels.push(level(self.cells_of_groups.clone(), RestFrom::AllStrata));
            }
            (true, false) => levels.push(level(self.cells.clone(), RestFrom::AllStrata)),
            // Every group is one stratum.
            (false, true) => levels.push(level(self.cells_of_groups.clone(), RestFrom::AllStrata)),
            (false, false) => {}
        }
        levels.push(level(vec![0; cells as usize], RestFrom::OtherCells));
        (Levels { levels }, [has_strata, has_groups])
    }

    fn estimates(&self) -> (Weights, Vec<CellEstimate>) {
        let own: Vec<Evidence> =
            self.rows.iter().map(|row| Evidence { steps: row.steps, years: row.years }).collect();
        let (mut levels, [has_strata, has_groups]) = self.levels();
        levels.fit(&own);
        let known = levels.expect(&own);
        let weight = |at: usize| levels.levels.get(at).map(|level| level.weight);
        let last = levels.levels.len() - 1;
        let weights = Weights {
            strata: if has_strata || has_groups { weight(0) } else { None },
            groups: if has_strata && has_groups { weight(1) } else { None },
            cells: if known.get(last).is_some_and(|cells| cells.len() > 1) { weight(last) } else { None },
        };
        let mut cells = Vec::new();
        let mut at = 0;
        for (place, run) in self.rows.chunk_by(|a, b| a.cell == b.cell).enumerate() {
            let all = run.iter().zip(&own[at..]).fold(Evidence::default(), |mut sum, (_, own)| {
                sum.add(*own);
                sum
            });
            let one = |known, weight, own: Evidence| Estimate {
                steps: own.steps,
                exposure: Exposure(own.years),
                posterior: posterior(known, weight, own),
                rest_from: known.map_or(RestFrom::HalfStep, |known: super::levels::Known| known.from),
            };
            let (ages, times) = self.table.cells[run[0].cell as usize];
            let strata = run.iter().enumerate().map(|(offset, row)| StratumEstimate {
                stratum: row.stratum,
                estimate: one(known[0][at + offset], levels.levels[0].weight, own[at + offset]),
            });
            let strata = strata.collect();
            cells.push(CellEstimate {
                ages,
                times,
                all: one(known[last][place], levels.levels[last].weight, all),
                strata,
            });
            at += run.len();
        }
        (weights, cells)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Parts, Row, Table};
    use super::*;

    /// Estimates of rows `stratum, group, age, steps, person-years`.
    fn estimates(rows: &[(&str, &str, f64, f64, f64)]) -> Estimates {
        let mut table = Table::new();
        for (line, (stratum, group, age, steps, years)) in rows.iter().enumerate() {
            let ages = Span { from: *age, to: age + 1.0 };
            let (stratum, group, steps, person_years) = (*stratum, *group, *steps, *years);
            let line = line as u64;
            let row = Row {
                line,
                from: "a",
                to: "b",
                ages,
                times: Span::ALL,
                stratum,
                group,
                levels: &[],
                steps,
                person_years,
            };
            table.push(&row).unwrap();
        }
        let (checked, left_out, _) = table.check(Parts::Mistake);
        assert!(left_out.is_empty());
        estimate(&checked)
    }

    fn mean(estimate: &Estimate) -> f64 {
        estimate.posterior.unwrap().mean().0
    }

    #[test]
    fn one_cell_alone_rests_on_half_a_step() {
        let all = estimates(&[("", "", 0.0, 3.0, 10.0)]);
        let one = all.steps[0].cells[0].all;
        assert_eq!(one.posterior, Some(Posterior { shape: 3.5, exposure_years: 10.0 }));
        assert_eq!((one.rest_from, one.own_evidence()), (RestFrom::HalfStep, 1.0));
        assert_eq!(all.steps[0].cells[0].strata[0].estimate, one);
        assert_eq!(all.steps[0].weights, Weights { strata: None, groups: None, cells: None });
    }

    #[test]
    fn no_exposure_anywhere_is_no_estimate() {
        let all = estimates(&[("x", "", 0.0, 0.0, 0.0), ("y", "", 0.0, 0.0, 0.0)]);
        for one in &all.steps[0].cells[0].strata {
            assert_eq!((one.estimate.posterior, one.estimate.raw()), (None, None));
            assert_eq!(one.estimate.own_evidence(), 0.0);
        }
    }

    #[test]
    fn three_children_come_out_near_their_group() {
        let mut rows: Vec<(String, &str, f64)> = Vec::new();
        for n in 0..12 {
            rows.push((format!("north {n}"), "north", 0.5));
            rows.push((format!("south {n}"), "south", 2.0));
        }
        let mut rows: Vec<_> = rows
            .iter()
            .map(|(name, group, rate)| (name.as_str(), *group, 0.0, rate * 400.0, 400.0))
            .collect();
        rows.push(("isles", "north", 0.0, 2.0, 0.3));
        rows.push(("nobody", "south", 0.0, 0.0, 0.0));
        let all = estimates(&rows);
        let find = |name: &str| {
            let strata = &all.steps[0].cells[0].strata;
            strata.iter().find(|s| all.strata[s.stratum as usize].name == name).unwrap().estimate
        };
        let isles = find("isles");
        assert!((mean(&isles) / 0.5 - 1.0).abs() < 0.1, "{}", mean(&isles));
        assert!(isles.own_evidence() < 0.02, "{}", isles.own_evidence());
        assert_eq!(isles.rest_from, RestFrom::Group);
        let nobody = find("nobody");
        assert!(
            (mean(&nobody) / 2.0 - 1.0).abs() < 0.1 && nobody.own_evidence() == 0.0 && nobody.raw().is_none()
        );
    }

    #[test]
    fn a_stratum_has_no_part_in_what_is_expected_of_it() {
        let at = |steps: f64| {
            let rows = [("x", "", 0.0, steps, 10.0), ("y", "", 0.0, 8.0, 10.0), ("z", "", 0.0, 9.0, 10.0)];
            estimates(&rows).steps[0].cells[0].strata[0].estimate.posterior.unwrap()
        };
        // With the same weight the prior exposure is the same, whatever the stratum's own steps.
        let prior = |steps: f64| at(steps).shape - steps;
        let mean = |steps: f64| prior(steps) / (at(steps).exposure_years - 10.0);
        assert!((mean(7.0) - mean(8.0)).abs() < 0.01, "{} {}", mean(7.0), mean(8.0));
    }

    #[test]
    fn other_cells_stand_in_for_a_single_stratum() {
        let all = estimates(&[
            ("", "", 0.0, 50.0, 100.0),
            ("", "", 1.0, 55.0, 100.0),
            ("", "", 2.0, 45.0, 100.0),
            ("", "", 3.0, 0.0, 0.0),
        ]);
        let none = all.steps[0].cells[3].all;
        assert!((mean(&none) - 0.5).abs() < 0.05);
        assert_eq!(none.rest_from, RestFrom::OtherCells);
        assert_eq!(none.own_evidence(), 0.0);
    }

    #[test]
    fn nothing_is_negative_or_infinite() {
        for steps in [0.0, 1e-9, 1.0, 1e12] {
            for years in [1e-9, 1.0, 1e12] {
                let all = estimates(&[
                    ("x", "g", 0.0, steps, years),
                    ("y", "g", 0.0, 0.0, 1e9),
                    ("z", "h", 0.0, 0.0, 0.0),
                    ("z", "h", 1.0, 1e6, 1e-6),
                ]);
                for cell in &all.steps[0].cells {
                    for one in cell.strata.iter().map(|s| s.estimate).chain([cell.all]) {
                        let posterior = one.posterior.unwrap();
                        let (low, high) = posterior.interval(0.95);
                        assert!(posterior.mean().0.is_finite() && posterior.mean().0 >= 0.0);
                        assert!(low.0 >= 0.0 && low.0 <= high.0 && high.0.is_finite(), "{posterior:?}");
                        assert!((0.0..=1.0).contains(&one.own_evidence()));
                    }
                }
            }
        }
    }
}
