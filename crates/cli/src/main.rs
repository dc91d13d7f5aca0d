//! The command line: `headwater`.

mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What happens to children, what lies ahead, and what a service would change.
#[derive(Debug, Parser)]
#[command(name = "headwater", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows the pages in a browser on this computer.
    Serve(serve::Serve),
}

/// Exit codes: 0 done, 1 findings that block or a failure, 2 wrong use (clap's own).
fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(serve) => serve::run(&serve),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headwater: {error}");
            ExitCode::FAILURE
        }
    }
}
