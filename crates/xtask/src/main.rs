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
}

fn main() -> ExitCode {
    let Chore::Reference { from, methods, to } = Arguments::parse().chore;
    let methods = methods.unwrap_or_else(|| from.join("../methods"));
    let built = reference::build(&from, &methods).and_then(|built| built.write(&to).map(|()| built));
    match built {
        Ok(built) => {
            print!("{}", built.report());
            ExitCode::SUCCESS
        }
        Err(stop) => {
            eprintln!("stopped: {stop}");
            ExitCode::FAILURE
        }
    }
}
