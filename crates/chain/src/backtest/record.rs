//! The record of past projections that the pages show, kept as a file beside the code that made it.

use reference::AreaCode;

use super::{HORIZONS, Options, Trial};

/// Every trial of the last run of `headwater backtest --record crates/chain/record/back-test.csv`.
const RECORD: &str = include_str!("../../record/back-test.csv");

const HEADER: &str = "area,origin,horizon,actual,headwater,persistence,log_linear,low_80,high_80";

/// Writes trials as CSV under a line that says how they were made.
///
/// **Shape**: one row a trial, in the order of the run. **Units**: children at 31 March.
pub fn to_record(trials: &[Trial], options: &Options) -> String {
    let mut text = format!(
        "# origins {} to {}, at least {} children, {} draws, seed {}, window {}\n{HEADER}\n",
        options.origins.0,
        options.origins.1,
        options.least_children,
        options.draws,
        options.seed,
        options.window
    );
    for t in trials {
        text.push_str(&format!(
            "{},{},{},{},{},{},{:.1},{:.1},{:.1}\n",
            t.area,
            t.origin,
            t.horizon,
            t.actual,
            t.said[0],
            t.said[1],
            t.said[2],
            t.interval.0,
            t.interval.1
        ));
    }
    text
}

/// The trials of the embedded record, run with [`Options::default`].
pub fn recorded() -> Vec<Trial> {
    RECORD.lines().skip(2).filter_map(read_row).collect()
}

fn read_row(line: &str) -> Option<Trial> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |i: usize| cells.get(i)?.parse::<f64>().ok();
    Some(Trial {
        area: AreaCode::parse(cells.first()?)?,
        origin: cells.get(1)?.parse().ok()?,
        horizon: cells.get(2)?.parse().ok()?,
        actual: number(3)?,
        said: [number(4)?, number(5)?, number(6)?],
        interval: (number(7)?, number(8)?),
    })
}

/// Groups of authorities by looked-after children at the base year: least, most and words.
pub const SIZES: [(f64, f64, &str); 3] = [
    (50.0, 300.0, "50 to 299 looked-after children"),
    (300.0, 700.0, "300 to 699 looked-after children"),
    (700.0, f64::INFINITY, "700 and more looked-after children"),
];

/// The words of the size group of an authority, if the record covers it.
pub fn size_of(children: f64) -> Option<&'static str> {
    SIZES.into_iter().find(|(from, to, _)| (*from..*to).contains(&children)).map(|s| s.2)
}

/// Trials of authorities of one size group.
///
/// An authority's stock at the base year is what persistence says.
pub fn of_size<'a>(trials: &'a [Trial], size: &'a str) -> impl Iterator<Item = &'a Trial> + Clone {
    trials.iter().filter(move |t| size_of(t.said[1]) == Some(size))
}

/// What trials say about authorities of a size group, in one sentence, to stand beside every projection.
///
/// `None` if there are no trials of that size.
pub fn sentence(trials: &[Trial], size: &str) -> Option<String> {
    let scores = super::scores(of_size(trials, size));
    let of = |method, horizon| scores.iter().find(|s| s.method == method && s.horizon == horizon).copied();
    let (first, last) = (HORIZONS[0], HORIZONS[HORIZONS.len() - 1]);
    let (near, far) = (of(super::Method::Headwater, first)?, of(super::Method::Headwater, last)?);
    let plain = of(super::Method::Persistence, last)?;
    Some(format!(
        "For authorities with {size}, half of past projections were within {:.0}% after {first} year and within {:.0}% \
         after {last} years; the 80% interval held what happened in {:.0}% of cases at {last} years. Simply repeating \
         the last number would have been within {:.0}% at {last} years.",
        near.median_absolute * 100.0,
        far.median_absolute * 100.0,
        far.coverage.unwrap_or(0.0) * 100.0,
        plain.median_absolute * 100.0
    ))
}
