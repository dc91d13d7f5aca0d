//! Rates that are true pass the checks as often as they should; a year unlike the others does not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use chain::report::{
    CheckWords, observed_expected, observed_expected_by_year, occupancy_beside_rates, rate_check_tables,
    steps_tested,
};
use chain::{Country, RateChecks, Records, StepCheck, Verdict, own_rates, rate_checks};
use jiff::civil::date;
use journeys::Precedence;
use journeys::group::{Disclosure, journeys};
use plan::Plan;
use returns::Input;
use returns::record::{Kind, Record, join};
use synthetic::Settings;
use tables::Cell;
use units::{Marker, Position, Step};

const LIKE: &str = "Middlesbrough";
const CHILDREN: u64 = 20_000;

type Files = Rc<RefCell<BTreeMap<String, Vec<u8>>>>;

/// A file in memory.
struct Kept(Files, String);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().entry(self.1.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The record of an authority whose intensities never change.
fn record(country: &Country, seed: u64) -> Record {
    let settings = Settings {
        name: "Testshire".to_string(),
        model_on: country.find(LIKE).expect("a known authority").code,
        children: CHILDREN,
        first_year: 2019,
        last_year: 2025,
        seed,
        fault_share: 0.0,
        annex_a_months: 6,
    };
    let authority = synthetic::build(country.reference, &settings).expect("published figures");
    let files = Files::default();
    let opened = Rc::clone(&files);
    let mut open =
        move |path: &str| Ok(Box::new(Kept(Rc::clone(&opened), path.to_string())) as Box<dyn Write>);
    authority.write_files(&mut open).expect("memory takes everything");
    let kept = files.take();
    let returns = kept.iter().filter(|(path, _)| path.contains('/') && !path.ends_with(".txt"));
    let inputs: Vec<Input<'_>> = returns.map(|(path, bytes)| Input::of_bytes(path, bytes.clone())).collect();
    join(&returns::read(&inputs, &|_| {})).0
}

fn checked(country: &Country, record: &Record) -> RateChecks {
    let area = country.find(LIKE).expect("a known authority");
    let plan = Plan { children: Some(CHILDREN), ..Plan::of(LIKE) };
    let own = own_rates(country, area, &plan, record).expect("whole years");
    let [statutory, standard] =
        [Precedence::Statutory, Precedence::Standard].map(|rules| journeys(record, rules));
    let records = Records { record, statutory: &statutory, standard: &standard };
    rate_checks(country, area, &plan, &records, &own).expect("published figures")
}

/// Steps between open positions, and out of them.
///
/// Arrivals are left out: their exposure is the published population, which the made-up authority does not follow. So are
/// children who come back: siblings do so together.
fn open(checks: &RateChecks) -> impl Iterator<Item = &StepCheck> {
    checks.steps.iter().filter(|s| Position::OPEN.contains(&s.step.from))
}

#[test]
fn steady_rates_pass_as_often_as_they_should() {
    let country = Country::today();
    let (mut verdicts, mut squares, mut tests) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 9..13 {
        let checks = checked(&country, &record(&country, seed));
        assert_eq!((checks.years.len(), checks.pooled.as_slice()), (7, [2023, 2024, 2025].as_slice()));
        // In the first year returns do not know the plans that ended before them.
        let cells = open(&checks).flat_map(|s| s.cells.iter().filter(|c| c.year > 2019));
        verdicts.extend(cells.filter_map(|c| Some(c.own?.verdict(c.observed as f64))));
        let years = open(&checks).flat_map(|s| s.years.iter().filter(|y| y.year > 2019));
        let residuals = years.filter_map(|y| y.own?.expected.residual(y.observed as f64));
        squares.extend(residuals.map(|r| r * r));
        tests.extend(open(&checks).filter_map(|s| Some(s.between_years?.p_value())));
        for stay in &checks.stays {
            let gap = stay.own_gap.expect("enough children");
            println!("{}: {:.2} standard errors at {:.2} years", stay.position, gap.errors, gap.years);
            assert!(gap.errors.abs() < 4.0 && (gap.seen - gap.implied).abs() < 0.05, "{}", stay.position);
        }
        for place in checks.occupancies.iter().flat_map(|o| &o.positions) {
            let Some(seen) = place.seen else { continue };
            assert!((seen.chance - place.own).abs() < 4.5 * seen.standard_error.max(0.005), "{place:?}");
        }
        small_numbers_are_withheld(&checks);
    }
    let flagged = verdicts.iter().filter(|v| **v != Verdict::Chance).count() as f64 / verdicts.len() as f64;
    println!("outside their 95% range: {:.1}% of {} cells", flagged * 100.0, verdicts.len());
    // Ranges of whole numbers hold more than 95%, the more so the fewer steps there are.
    assert!(verdicts.len() > 4_000 && (0.01..0.05).contains(&flagged), "{flagged}");
    let mean = squares.iter().sum::<f64>() / squares.len() as f64;
    println!("mean square of {} yearly residuals: {mean:.2}", squares.len());
    assert!((0.75..1.25).contains(&mean), "{mean}");
    let sure = tests.iter().filter(|p| **p < 0.05).count();
    println!("p-values under 0.05: {sure} of {}", tests.len());
    assert!(tests.len() >= 30 && sure <= 5, "{tests:?}");
}

#[test]
fn a_year_unlike_the_others_is_found() {
    let country = Country::today();
    let mut record = record(&country, 5);
    // Every other plan of one year never starts.
    let (first, end) = (date(2021, 4, 1), date(2022, 4, 1));
    for child in record.children.iter_mut().step_by(2) {
        child.activities.retain(|a| a.kind != Kind::ProtectionPlan || a.start < first || end <= a.start);
    }
    let checks = checked(&country, &record);
    let plans = Step::new(Position::InNeed, Position::ProtectionPlan);
    let plans = checks.steps.iter().find(|s| s.step == plans).expect("a step of the projection");
    assert!(plans.between_years.expect("enough steps").p_value() < 1e-6);
    for year in &plans.years {
        let verdict = year.own.map(|own| own.verdict(year.observed as f64));
        assert_eq!(verdict.is_some_and(|v| v != Verdict::Chance), year.year == 2022, "{year:?}");
    }
}

/// Counts of 1 to 4 are in no public table, nor what they could be worked out from.
fn small_numbers_are_withheld(checks: &RateChecks) {
    // As if one step had been rare in one year.
    let mut checks = checks.clone();
    checks.steps[0].years[0].observed = 3;
    let checks = &checks;
    let public = CheckWords { disclosure: Disclosure::Public };
    let is_withheld = |cell: &Cell| matches!(cell, Cell::Missing(Marker::Suppressed | Marker::NotAvailable));
    for table in rate_check_tables(checks, &public) {
        let counts = ["observed", "steps", "entered", "followed", "at_risk", "spells", "left"];
        for (at, column) in table.columns.iter().enumerate().filter(|(_, c)| counts.contains(&c.key.as_str()))
        {
            for row in &table.rows {
                assert!(
                    !matches!(row[at], Cell::Whole(n) if n % 5 != 0),
                    "{}: {} {row:?}",
                    table.id,
                    column.key
                );
            }
        }
    }
    // What is expected of a cell is counted from its other years.
    assert!(observed_expected(checks, &public).rows.is_empty());
    let by_year = observed_expected_by_year(checks, &public);
    let tested = steps_tested(checks, &public);
    let at =
        |table: &tables::Table, key: &str| table.columns.iter().position(|c| c.key == key).expect("a column");
    let mut few = 0;
    for step in
        checks.steps.iter().filter(|step| step.years.iter().any(|year| (1..5).contains(&year.observed)))
    {
        few += 1;
        let name = Cell::text(step.step.to_string());
        for row in by_year.rows.iter().filter(|row| row[0] == name) {
            assert!(row[at(&by_year, "own_expected")..].iter().all(is_withheld), "{row:?}");
        }
        for row in tested.rows.iter().filter(|row| row[0] == name) {
            for key in ["years_chi_square", "years_p", "cells_chi_square", "published_p", "flagged"] {
                assert!(is_withheld(&row[at(&tested, key)]), "{key}: {row:?}");
            }
        }
    }
    assert!(few > 0, "a step has few in some year");
    // Chances of one group add up to one: one alone is never withheld.
    let occupancy = occupancy_beside_rates(checks, &public);
    let chance = at(&occupancy, "chance");
    for group in occupancy.rows.chunk_by(|a, b| a[..2] == b[..2]) {
        let withheld = group.iter().filter(|row| row[chance] == Cell::Missing(Marker::Suppressed)).count();
        assert_ne!(withheld, 1, "{group:?}");
    }
    let names: Vec<String> = rate_check_tables(checks, &CheckWords { disclosure: Disclosure::Inside })
        .into_iter()
        .map(|table| table.id)
        .collect();
    assert_eq!(
        names,
        [
            "steps-tested",
            "observed-expected-by-year",
            "observed-expected",
            "largest-gaps",
            "curves-beside-rates",
            "occupancy-beside-rates"
        ]
    );
}
