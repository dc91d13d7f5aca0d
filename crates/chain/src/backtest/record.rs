//! The record of past projections that the pages show, kept as files beside the code that made it.

use reference::AreaCode;

use super::{Group, HORIZONS, Method, Options, Score, Subject, Trial};

/// Every trial of looked-after children of the last `headwater backtest --record crates/chain/record`.
const TRIALS: &str = include_str!("../../record/looked-after.csv");

/// Every score of the same run.
const SCORES: &str = include_str!("../../record/scores.csv");

const TRIAL_HEADER: &str =
    "area,origin,horizon,last,actual,median,low_50,high_50,low_80,high_80,low_95,high_95";

const SCORE_HEADER: &str =
    "group,subject,horizon,method,trials,median_absolute,bias,inside_50,inside_80,inside_95,crps,skill";

/// A trial of looked-after children as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Authority, by DfE code.
    pub area: AreaCode,
    /// Base year.
    pub origin: u16,
    /// Years ahead.
    pub horizon: usize,
    /// Children looked after at the base.
    pub last: f64,
    /// Children then looked after, as published.
    pub actual: f64,
    /// Headwater's median.
    pub median: f64,
    /// Headwater's intervals of [`super::LEVELS`].
    pub intervals: [(f64, f64); 3],
}

fn first_line(options: &Options) -> String {
    format!(
        "# origins {} to {}, at least {} children, {} draws, seed {}, window {}\n",
        options.origins.0,
        options.origins.1,
        options.least_children,
        options.draws,
        options.seed,
        options.window
    )
}

/// Writes the trials of looked-after children as CSV under a line that says how they were made.
///
/// **Shape**: one row a trial, in the order of the run. **Units**: children at 31 March.
pub fn to_record(trials: &[Trial], options: &Options) -> String {
    let mut text = first_line(options) + TRIAL_HEADER + "\n";
    for t in trials.iter().filter(|t| t.subject == Subject::LookedAfter) {
        text.push_str(&format!("{},{},{},{},{},{}", t.area, t.origin, t.horizon, t.last, t.actual, t.median));
        for (low, high) in t.intervals {
            text.push_str(&format!(",{low:.1},{high:.1}"));
        }
        text.push('\n');
    }
    text
}

/// Writes scores as CSV under a line that says how they were made.
///
/// **Shape**: one row for each group, subject, horizon and method. **Units**: shares; `crps` is a share of the last
/// figure.
pub fn to_scores(scores: &[(Group, Score)], options: &Options) -> String {
    let mut text = first_line(options) + SCORE_HEADER + "\n";
    for (group, s) in scores {
        let [half, four_fifths, most] = s.coverage;
        text.push_str(&format!(
            "{},{},{},{},{},{:.5},{:.5},{half:.4},{four_fifths:.4},{most:.4},{:.6},{:.4}\n",
            group.id(),
            s.subject.id(),
            s.horizon,
            s.method.id(),
            s.trials,
            s.median_absolute,
            s.bias,
            s.crps,
            s.skill
        ));
    }
    text
}

/// The trials of the embedded record, run with [`Options::default`].
pub fn recorded() -> Vec<Kept> {
    TRIALS.lines().skip(2).filter_map(read_trial).collect()
}

/// The scores of the embedded record.
pub fn recorded_scores() -> Vec<(Group, Score)> {
    SCORES.lines().skip(2).filter_map(read_score).collect()
}

fn read_trial(line: &str) -> Option<Kept> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |i: usize| cells.get(i)?.parse::<f64>().ok();
    Some(Kept {
        area: AreaCode::parse(cells.first()?)?,
        origin: cells.get(1)?.parse().ok()?,
        horizon: cells.get(2)?.parse().ok()?,
        last: number(3)?,
        actual: number(4)?,
        median: number(5)?,
        intervals: [(number(6)?, number(7)?), (number(8)?, number(9)?), (number(10)?, number(11)?)],
    })
}

fn read_score(line: &str) -> Option<(Group, Score)> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |i: usize| cells.get(i)?.parse::<f64>().ok();
    let score = Score {
        subject: Subject::from_id(cells.get(1)?)?,
        horizon: cells.get(2)?.parse().ok()?,
        method: Method::from_id(cells.get(3)?)?,
        trials: cells.get(4)?.parse().ok()?,
        median_absolute: number(5)?,
        bias: number(6)?,
        coverage: [number(7)?, number(8)?, number(9)?],
        crps: number(10)?,
        skill: number(11)?,
    };
    Some((Group::from_id(cells.first()?)?, score))
}

/// What the record says about authorities of a size group, in one sentence, to stand beside every projection.
///
/// `None` if there are no trials of that size.
pub fn sentence(scores: &[(Group, Score)], size: &'static str) -> Option<String> {
    let of = |method: Method, horizon: usize| {
        scores
            .iter()
            .filter(|(group, s)| *group == Group::Size(size) && s.subject == Subject::LookedAfter)
            .map(|(_, s)| s)
            .find(|s| s.method == method && s.horizon == horizon)
    };
    let [first, _, last, _] = HORIZONS;
    let (near, far) = (of(Method::Headwater, first)?, of(Method::Headwater, last)?);
    let plain = of(Method::Persistence, last)?;
    Some(format!(
        "For authorities with {size}, half of past projections were within {:.0}% after {first} year and within {:.0}% \
         after {last} years; the 80% interval held what happened in {:.0}% of cases at {last} years. Simply repeating \
         the last number would have been within {:.0}% at {last} years.",
        near.median_absolute * 100.0,
        far.median_absolute * 100.0,
        far.coverage[1] * 100.0,
        plain.median_absolute * 100.0
    ))
}
