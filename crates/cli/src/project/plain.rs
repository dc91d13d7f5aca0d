//! A model from plain tables, without an authority.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chain::report::{PlainWords, plain_projection};
use chain::{PlainRead, PlainTables, check_size, read_plain_model};
use clap::ValueEnum;
use futures::{Settings, Uncertainty};
use returns::{Input, Severity};

use super::Project;
use crate::output::tell_of;
use crate::refusal::Refusal;
use crate::results::hash;
use crate::subject::spinner;

/// Largest file, in bytes: more than its rows can take up.
const FILE_MAX: u64 = 64 << 20;

/// What differs between draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Chance in lives alone; rates stay at per_year
    Chance,
    /// Chance in lives, and rates, drawn from their intervals
    All,
}

/// A file as it was read.
struct Held {
    input: Input<'static>,
    hash: String,
}

/// Runs the model; `false` if any row was left out.
///
/// **Errors**: a file that is not there, is too large or lacks columns; a model that is too large; nobody in it; output
/// that cannot be written.
pub fn run(command: &Project, rates: &Path) -> anyhow::Result<bool> {
    if command.stock.is_none() && command.arrivals.is_none() {
        return Err(Refusal::one(format!(
            "--rates: \"{}\": expected with --stock, --arrivals or both: without them there is nobody",
            rates.display()
        )));
    }
    let rates = hold("--rates", rates)?;
    let stock = command.stock.as_ref().map(|path| hold("--stock", path)).transpose()?;
    let arrivals = command.arrivals.as_ref().map(|path| hold("--arrivals", path)).transpose()?;
    let settings = settings(command);
    let tables = PlainTables {
        rates: &rates.input,
        stock: stock.as_ref().map(|held| &held.input),
        arrivals: arrivals.as_ref().map(|held| &held.input),
    };
    let read = read_plain_model(&tables, settings.years).map_err(|messages| Refusal::all(&messages))?;
    check_size(&read.model, &settings).map_err(|messages| Refusal::all(&messages))?;
    refuse_empty(&read, &rates.input.name)?;
    let held: Vec<&Held> = [Some(&rates), stock.as_ref(), arrivals.as_ref()].into_iter().flatten().collect();
    write(command, read, &settings, &held)
}

/// Ends with what is wrong if no row of rates can be used, or nobody is there.
fn refuse_empty(read: &PlainRead, rates: &str) -> anyhow::Result<()> {
    let is_empty = |what: bool, message: String| {
        if !what {
            return Ok(());
        }
        let names: Vec<&str> = read.sources.iter().map(|source| source.name.as_str()).collect();
        tell_of(&names, &read.findings, read.left_out, "they are not shown");
        Err(anyhow::anyhow!(message))
    };
    is_empty(read.model.rates.is_empty(), format!("{rates}: no rate that can be used"))?;
    let is_anybody = read.model.stock.iter().any(|stock| stock.count > 0)
        || read.model.arrivals.iter().any(|arrivals| arrivals.per_year > 0.0);
    is_empty(!is_anybody, "--stock, --arrivals: nobody is there at the start and nobody comes".to_string())
}

fn write(command: &Project, read: PlainRead, settings: &Settings, held: &[&Held]) -> anyhow::Result<bool> {
    let waiting = spinner("projecting");
    let flows = read.model.project(&[], settings);
    waiting.finish_and_clear();
    let names: Vec<&str> = held.iter().map(|held| held.input.name.as_str()).collect();
    let mut notes: Vec<String> =
        held.iter().map(|held| format!("{}: sha256 {}", held.input.name, held.hash)).collect();
    if read.left_out > 0 {
        notes.push(format!(
            "Rows left out because something is wrong with them: {} of {}.",
            read.left_out, read.rows
        ));
    }
    let words = PlainWords { files: names.join(", "), notes };
    let mut written: Vec<_> =
        flows.iter().flat_map(|flows| plain_projection(&read.model, settings, flows, &words)).collect();
    let errors = read.findings.count(Severity::Error);
    let PlainRead { sources, findings, rows, left_out, .. } = read;
    command.output.tell_found(&names.join(", "), &findings, (left_out, rows));
    written.extend(command.output.findings(sources, findings));
    command.output.write(&written)?;
    Ok(errors == 0 && left_out == 0)
}

fn settings(command: &Project) -> Settings {
    let usual = Settings::default();
    Settings {
        years: command.years.map_or(usual.years, usize::from),
        draws: command.draws.unwrap_or(usual.draws),
        seed: command.seed.unwrap_or(usual.seed),
        period: command.flows.period.unwrap_or(usual.period),
        uncertainty: match command.only {
            Some(Only::Chance) => Uncertainty::CHANCE_ONLY,
            Some(Only::All) | None => Uncertainty::ALL,
        },
        ..usual
    }
}

/// Reads a file into memory, so that its hash is of the bytes that are used.
///
/// **Errors**: a file that cannot be read or is too large.
fn hold(option: &str, path: &Path) -> anyhow::Result<Held> {
    let name = path.display().to_string();
    let expected = match option {
        "--rates" => "returns, published or a table of rates as CSV",
        _ => "a table as CSV",
    };
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE_MAX + 1).read_to_end(&mut bytes));
    if let Err(cause) = read {
        return Err(Refusal::one(format!(
            "{option}: \"{name}\": cannot be read: {cause}: expected {expected}"
        )));
    }
    if bytes.len() as u64 > FILE_MAX {
        let mega = FILE_MAX >> 20;
        return Err(Refusal::one(format!("{option}: \"{name}\": expected a file of at most {mega} MiB")));
    }
    let hash = hash(&bytes);
    Ok(Held { input: Input::of_bytes(name, bytes), hash })
}
