//! Tables of a projection from plain tables.

use futures::{PlainFlows, PlainMeasure, PlainModel, Settings, Uncertainty, quantiles};
use tables::{Cell, Column, Table};

/// What tables of a plain projection say of where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainWords {
    /// The files.
    pub files: String,
    /// What a reader must know of how they were read.
    pub notes: Vec<String>,
}

/// Quantiles that are shown: the ends of the 95% and 80% intervals, and the median.
const QUANTILES: [f64; 5] = [0.025, 0.1, 0.5, 0.9, 0.975];
/// Draws below which the 95% interval goes from the lowest to the highest.
const DRAWS_FOR_95: usize = 39;

/// Tables `positions` (people at the end of each period), `person_years` and `steps`.
///
/// **Shape**: a row for each period and position, or step; steps that lead in come last.
pub fn plain_projection(
    model: &PlainModel,
    settings: &Settings,
    flows: &PlainFlows,
    words: &PlainWords,
) -> Vec<Table> {
    let position = |number: usize| vec![model.positions[number].clone()];
    let positions = (0..model.positions.len()).collect::<Vec<_>>();
    let inside = model.steps().into_iter().map(|(from, to)| [&model.positions[from], &model.positions[to]]);
    let outside = OUTSIDE.to_string();
    let entrances = model.entrances().into_iter().map(|to| [&outside, &model.positions[to]]);
    let steps: Vec<Vec<String>> =
        inside.chain(entrances).map(|step| step.map(String::clone).to_vec()).collect();
    let of = |measure: fn(usize) -> PlainMeasure, unit: &'static str| Measured {
        settings,
        flows,
        words,
        measure,
        unit,
    };
    let by_position = || vec![Column::new("position", "Position")];
    vec![
        of(PlainMeasure::Stock, "people").table(
            ("positions", "People in each position at the end of the period"),
            by_position(),
            &positions.iter().map(|number| position(*number)).collect::<Vec<_>>(),
        ),
        of(PlainMeasure::PersonYears, "person-years").table(
            ("person_years", "Person-years spent in each position during the period"),
            by_position(),
            &positions.iter().map(|number| position(*number)).collect::<Vec<_>>(),
        ),
        of(PlainMeasure::Steps, "steps").table(
            ("steps", "Steps taken during the period"),
            vec![Column::new("from", "From"), Column::new("to", "To")],
            &steps,
        ),
    ]
}

/// Where those who arrive come from.
const OUTSIDE: &str = "(outside)";

/// One kind of measure of a projection.
struct Measured<'a> {
    settings: &'a Settings,
    flows: &'a PlainFlows,
    words: &'a PlainWords,
    measure: fn(usize) -> PlainMeasure,
    unit: &'static str,
}

impl Measured<'_> {
    fn table(&self, (id, title): (&str, &str), of_what: Vec<Column>, names: &[Vec<String>]) -> Table {
        let period = self.settings.period;
        let mut columns = vec![Column::new("period", capital(period.label()))];
        if period.per_year() > 1 {
            columns.push(Column::with_unit("ends", "Ends after", "years"));
        }
        columns.extend(of_what);
        columns.extend(self.columns());
        let mut table = Table::new(id, title, columns);
        for period in 0..self.flows.periods() {
            for (number, names) in names.iter().enumerate() {
                let mut row = self.period(period);
                row.extend(names.iter().map(Cell::text));
                row.extend(self.cells(self.flows.over_draws(period, (self.measure)(number))));
                table.rows.push(row);
            }
        }
        table.source = format!(
            "Headwater {} projection from {}; {} years, {} draws, seed {}",
            env!("CARGO_PKG_VERSION"),
            self.words.files,
            self.settings.years,
            self.flows.draws(),
            self.settings.seed
        );
        table.notes = self.notes();
        table
    }

    fn period(&self, period: usize) -> Vec<Cell> {
        let per_year = self.settings.period.per_year();
        let mut cells = vec![Cell::Whole(period as i64 + 1)];
        if per_year > 1 {
            cells.push(Cell::number((period + 1) as f64 / per_year as f64, 4));
        }
        cells
    }

    fn columns(&self) -> [Column; 8] {
        [
            ("mean", "Mean"),
            ("standard_error", "Standard error of the mean"),
            ("sd", "Standard deviation"),
            ("low_95", "2.5%"),
            ("low_80", "10%"),
            ("median", "Median"),
            ("high_80", "90%"),
            ("high_95", "97.5%"),
        ]
        .map(|(key, label)| Column::with_unit(key, label, self.unit))
    }

    fn cells(&self, values: Vec<f64>) -> Vec<Cell> {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let mut cells = vec![Cell::number(mean, 3), Cell::number(sd / n.sqrt(), 4), Cell::number(sd, 3)];
        cells.extend(quantiles(values, QUANTILES).map(|value| Cell::number(value, 2)));
        cells
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = self.words.notes.clone();
        notes.push(
            match self.settings.uncertainty {
                Uncertainty::CHANCE_ONLY => {
                    "Draws differ by chance in lives alone; rates stay at per_year, whatever their intervals."
                }
                _ => "Draws differ by chance in lives and by rates, which are drawn from their intervals.",
            }
            .to_string(),
        );
        notes.push(
            "The standard error is how far the mean may stray because draws are few; it falls with their square root."
                .to_string(),
        );
        if self.flows.draws() < DRAWS_FOR_95 {
            notes.push(format!(
                "With fewer than {DRAWS_FOR_95} draws, 2.5% and 97.5% are the lowest and the highest draw."
            ));
        }
        notes
    }
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}
