//! `headwater backtest`: how wrong this has been before.

use std::path::PathBuf;

use chain::backtest::{Group, Options, Subject, run as run_trials, scores_by_group, to_record, to_scores};
use chain::report::{track_record, track_record_by_group, track_record_in_full};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use reference::Reference;

use crate::output::{Output, write_whole};
use crate::refusal::Refusal;

/// Projects from past years and compares with what then happened.
#[derive(Debug, Args)]
pub struct Backtest {
    /// First base year (31 March)
    #[arg(long, default_value_t = Options::default().origins.0)]
    from: u16,
    /// Last base year
    #[arg(long, default_value_t = Options::default().origins.1)]
    to: u16,
    /// Draws a projection
    #[arg(long, default_value_t = Options::default().draws)]
    draws: u32,
    /// Seed
    #[arg(long, default_value_t = Options::default().seed)]
    seed: u64,
    /// Years pooled for rates
    #[arg(long, default_value_t = Options::default().window)]
    window: usize,
    /// Also keep trials and scores in this folder (the record that the pages show)
    #[arg(long)]
    record: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Runs the back-test and prints the track record.
///
/// **Errors**: years without published figures; output that cannot be written.
pub fn run(command: &Backtest) -> anyhow::Result<()> {
    if !(2013..=2024).contains(&command.from) || !(command.from..=2024).contains(&command.to) {
        return Err(Refusal::one(format!(
            "--from, --to: \"{} to {}\": expected base years from 2013 to 2024, the first not after the last",
            command.from, command.to
        )));
    }
    if command.window == 0 || command.draws == 0 {
        return Err(Refusal::one("--window, --draws: \"0\": expected at least 1"));
    }
    let options = Options {
        origins: (command.from, command.to),
        draws: command.draws,
        seed: command.seed,
        window: command.window,
        ..Options::default()
    };
    let bar = ProgressBar::new(0)
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} projections, {eta} left")?);
    let trials = run_trials(Reference::embedded(), &options, |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let reference = Reference::embedded();
    let scores = scores_by_group(reference, &trials);
    if let Some(folder) = &command.record {
        write_whole(&folder.join("looked-after.csv"), to_record(&trials, &options).as_bytes())?;
        write_whole(&folder.join("scores.csv"), to_scores(&scores, &options).as_bytes())?;
    }
    let mut tables: Vec<_> = [Group::All, Group::Chosen, Group::HeldOut]
        .into_iter()
        .map(|group| track_record(reference, &scores, (group, Subject::LookedAfter), &options))
        .collect();
    tables.push(track_record_by_group(reference, &scores, &options));
    tables.push(track_record_in_full(reference, &scores, &options));
    command.output.write(&tables)
}
