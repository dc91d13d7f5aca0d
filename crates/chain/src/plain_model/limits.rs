//! What is too large to run.

use futures::{PlainModel, Settings};
use tables::{counted, grouped};

/// Most people who are here at the start or expected to come.
pub(super) const PEOPLE_MAX: f64 = 20_000_000.0;
/// Most years.
const YEARS_MAX: usize = 100;
/// Most intensities of a draw.
const CELLS_MAX: u64 = 4_000_000;
/// Most bytes of what is counted.
const BYTES_MAX: u64 = 2 << 30;

/// Whether a model can be run.
///
/// **Errors**: what is too large, with its number and what is allowed, one message each.
pub fn check_size(model: &PlainModel, settings: &Settings) -> Result<(), Vec<String>> {
    let mut refused = Vec::new();
    if settings.years > YEARS_MAX {
        refused.push(format!("--years: {}: expected at most {YEARS_MAX}", settings.years));
    }
    let (positions, kinds) = (model.positions.len(), PlainModel::KINDS_MAX);
    if positions > kinds {
        refused.push(format!("positions: {positions}: expected at most {kinds} different names"));
    }
    let (steps, entrances) = (model.steps().len(), model.entrances().len());
    if steps + entrances > kinds {
        refused.push(format!(
            "kinds of step: {steps}, and {} that people come to: expected at most {kinds} together",
            counted(entrances as u64, "position", "positions")
        ));
    }
    let here: f64 = model.stock.iter().map(|stock| stock.count as f64).sum();
    let coming = model.arrivals.iter().map(|arrivals| arrivals.per_year).sum::<f64>() * settings.years as f64;
    if here + coming > PEOPLE_MAX {
        refused.push(format!(
            "people: {} at the start and {} who come in {}: expected at most {} together",
            grouped(here, 0),
            grouped(coming, 0),
            counted(settings.years as u64, "year", "years"),
            grouped(PEOPLE_MAX, 0)
        ));
    }
    // What follows would take long to add up for that many.
    if positions > kinds || steps + entrances > kinds {
        return Err(refused);
    }
    let size = model.size(settings);
    if size.cells > CELLS_MAX {
        refused.push(format!(
            "rates: {} by step, band of age and band of time: expected at most {}; fewer bands would do",
            grouped(size.cells as f64, 0),
            grouped(CELLS_MAX as f64, 0)
        ));
    }
    if size.bytes > BYTES_MAX {
        let mega = |bytes: u64| grouped((bytes >> 20) as f64, 0);
        refused.push(format!(
            "memory: {} MiB for what is counted: expected at most {} MiB; fewer draws, years, bands of age or longer periods \
             would do",
            mega(size.bytes),
            mega(BYTES_MAX)
        ));
    }
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}
