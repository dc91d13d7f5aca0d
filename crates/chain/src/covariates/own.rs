//! Steps and exposure of own records, split by covariates.

use journeys::Precedence;
use journeys::group::{Disclosure, journeys};
use journeys::lexis::{Covariate, LexisTable, Settings, State, WardDeprivation, lexis};
use rates::plain::{Checked, Parts, Row, Span, Table};
use returns::record::Record;

/// Steps and exposure of own records as a table of rates.
#[derive(Clone, Debug)]
pub struct OwnCovariates {
    /// The table; its strata are return years, so that no covariate stands in for a year.
    pub table: Checked,
    /// Names of the covariates, in the order of the levels.
    pub names: Vec<String>,
    /// Children left out because no file gives a date of birth.
    pub without_birth: u64,
    /// Whether a covariate has no date.
    pub undated: bool,
}

impl OwnCovariates {
    /// What a reader of rate ratios must know of how steps and exposure were counted.
    pub fn notes(&self, disclosure: Disclosure) -> Vec<String> {
        let mut notes = vec![
            "Values are those known when the time in the position began; return years are strata. Arrivals of children \
             not known before are left out: who never came is in no return, so they have no person-years by covariate."
                .to_string(),
        ];
        if self.undated {
            notes.push(
                "Sex, ward (with its deprivation) and disability carry no date in any return and are taken as last \
                 recorded."
                    .to_string(),
            );
        }
        if self.without_birth > 0 {
            notes.push(format!(
                "Children left out for want of a usable date of birth: {}.",
                disclosure.count(self.without_birth)
            ));
        }
        notes
    }
}

/// Counts steps and exposure of own records, child by child, split by covariates.
///
/// Positions are the statutory ones; all time counts that returns speak for, in the usual bands of age and time.
pub fn own_covariates(record: &Record, covariates: &[Covariate], wards: &WardDeprivation) -> OwnCovariates {
    let settings = Settings { covariates: covariates.to_vec(), wards: wards.clone(), ..Settings::default() };
    let table = lexis(record, &journeys(record, Precedence::Statutory), &settings);
    OwnCovariates {
        table: plain(&table).check(Parts::Sum).0,
        names: table.covariates,
        without_birth: table.without_birth,
        undated: table.undated,
    }
}

/// Every step seen from a position has a row in each of its cells; history is summed over, for earlier spells tell it.
fn plain(table: &LexisTable) -> Table {
    let mut rows = Table::new();
    let mut from: Option<(State, Vec<State>)> = None;
    for cell in &table.cells {
        let Some(exposure) = cell.exposure() else { continue };
        if from.as_ref().is_none_or(|(state, _)| *state != cell.from) {
            from = Some((cell.from, table.destinations(cell.from)));
        }
        let (time_from, time_to) = table.time_span(cell.time);
        let levels: Vec<&str> = cell.covariates.iter().map(String::as_str).collect();
        for to in from.iter().flat_map(|(_, seen)| seen) {
            let row = Row {
                line: 0,
                from: cell.from.position.label(),
                to: to.position.label(),
                ages: Span { from: cell.age.from_years(), to: cell.age.to_years() },
                times: Span { from: time_from, to: time_to.unwrap_or(f64::INFINITY) },
                stratum: &cell.year.to_string(),
                group: "",
                levels: &levels,
                steps: f64::from(cell.steps_to(*to)),
                person_years: exposure.0,
            };
            // A cell has a day at least, other positions to go to, and numbers that are finite: nothing is refused.
            let pushed = rows.push(&row);
            debug_assert_eq!(pushed, Ok(()));
        }
    }
    rows
}
