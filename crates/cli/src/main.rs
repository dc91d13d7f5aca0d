//! The command line: `headwater`.

mod appraise;
mod authorities;
mod backtest;
mod check;
mod check_rates;
mod compare;
mod covariates;
mod curves;
mod example;
mod flows;
mod folder;
mod inputs;
mod journeys;
mod output;
mod position;
mod project;
mod rates;
mod refusal;
mod results;
mod scenario_file;
mod serve;
mod subject;
mod synth;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use refusal::Refusal;

/// What happens to children, what lies ahead, and what a service would change.
#[derive(Debug, Parser)]
#[command(name = "headwater", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the authorities of England with their codes and regions
    Authorities(authorities::Authorities),
    /// Says where an authority stands: levels of need, spend, who the children are
    Position(position::Position),
    /// Reads returns and says what is wrong with them, where, and what was expected
    Check(check::Check),
    /// Joins returns into one journey per child and says what happens to children here
    Journeys(Box<journeys::Journeys>),
    /// Says from spells how long people stay in a position, and where they are after some time
    Curves(Box<curves::Curves>),
    /// Estimates rates with intervals, from a plain table of steps and exposure or of an authority
    Rates(rates::Rates),
    /// Holds own rates against the journeys they were counted from: do they fit, do they keep from year to year?
    CheckRates(check_rates::CheckRates),
    /// Projects children in each position, placements and cost if nothing changes; or any model, from plain tables
    Project(Box<project::Project>),
    /// Says what a service would change, who pays and who gains
    Appraise(appraise::Appraise),
    /// Says how service models differ, against what lies ahead and against each other
    Compare(compare::Compare),
    /// Projects from past years and compares with what then happened
    Backtest(backtest::Backtest),
    /// Makes up an authority and writes its returns, with the truth behind them, as a plan folder
    Synth(synth::Synth),
    /// Shows the pages in a browser on this computer
    Serve(serve::Serve),
    /// Shows the pages with the published figures of every authority; nothing else is needed
    Demo(serve::Demo),
}

/// Exit codes: 0 done, 1 a failure or findings that block, 2 wrong use (a wrong command, plan, scenario or authority).
fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Authorities(command) => authorities::run(&command),
        Command::Position(command) => position::run(&command),
        Command::Check(command) => return exit(check::run(&command)),
        Command::Rates(command) => return exit(rates::run(&command)),
        Command::Journeys(command) => return exit(journeys::run(&command)),
        Command::Curves(command) => return exit(curves::run(&command)),
        Command::CheckRates(command) => check_rates::run(&command),
        Command::Project(command) => return exit(project::run(&command)),
        Command::Appraise(command) => appraise::run(&command),
        Command::Compare(command) => compare::run(&command),
        Command::Backtest(command) => backtest::run(&command),
        Command::Synth(command) => synth::run(&command),
        Command::Serve(command) => serve::run(&command),
        Command::Demo(command) => serve::demo(&command),
    };
    exit(result.map(|()| true))
}

/// The code for a result; `false` is a result with findings that block.
fn exit(result: anyhow::Result<bool>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => match error.downcast_ref::<Refusal>() {
            Some(refusal) => {
                eprintln!("{refusal}");
                ExitCode::from(2)
            }
            None => {
                eprintln!("headwater: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}
