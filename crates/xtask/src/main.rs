//! The project's own chores.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::reference;

/// The project's own chores.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

/// What to do.
#[derive(Subcommand)]
enum Chore {
    /// Builds the tables of crates/reference from the published files.
    Reference {
        /// Folder of the published files.
        #[arg(long)]
        from: PathBuf,
        /// Folder of the price index, unit costs and effects; by default `methods` beside the published files.
        #[arg(long)]
        methods: Option<PathBuf>,
        /// Folder to write the tables to.
        #[arg(long, default_value = "crates/reference/tables")]
        to: PathBuf,
    },
    /// Writes the page of all rules of findings.
    Rules {
        /// The page.
        #[arg(long, default_value = "docs/findings.md")]
        to: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Reference { from, methods, to } => {
            let methods = methods.unwrap_or_else(|| from.join("../methods"));
            reference::build(&from, &methods)
                .and_then(|built| built.write(&to).map(|()| built.report()))
                .map_err(|stop| stop.to_string())
        }
        Chore::Rules { to } => std::fs::write(&to, returns::rules::page())
            .map(|()| format!("{}\n", to.display()))
            .map_err(|error| format!("{}: {error}", to.display())),
    };
    match done {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(stop) => {
            eprintln!("stopped: {stop}");
            ExitCode::FAILURE
        }
    }
}
