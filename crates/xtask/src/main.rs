//! The project's own chores.

use std::path::{Path, PathBuf};
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
    /// Writes the page of all keys of a scenario.
    ScenarioKeys {
        /// The page.
        #[arg(long, default_value = "docs/scenario-keys.md")]
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
        Chore::Rules { to } => write_page(&to, &returns::rules::page()),
        Chore::ScenarioKeys { to } => write_page(&to, &plan::language::reference_page()),
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

fn write_page(to: &Path, page: &str) -> Result<String, String> {
    std::fs::write(to, page)
        .map(|()| format!("{}\n", to.display()))
        .map_err(|error| format!("{}: {error}", to.display()))
}
