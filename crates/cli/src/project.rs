//! `headwater project`: what lies ahead if nothing changes.

use chain::report;
use clap::Args;

use crate::flows::FlowOptions;
use crate::output::Output;
use crate::results;
use crate::subject::Subject;

/// Projects children in each position, placements and cost if nothing changes.
#[derive(Debug, Args)]
pub struct Project {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    flows: FlowOptions,
    #[command(flatten)]
    output: Output,
}

/// Prints the projection and, in a plan folder, keeps it under `results/baseline/`.
///
/// **Errors**: a wrong plan or authority; output that cannot be written.
pub fn run(command: &Project) -> anyhow::Result<()> {
    let options = &command.flows;
    let mut baseline = command.subject.baseline(options.counted(command.subject.plan()?)?)?;
    let reached = options.until.map(|share| baseline.until(share));
    let mut tables = vec![
        report::projection(&baseline),
        report::placements(&baseline),
        report::baseline_costs(&baseline),
        report::unit_costs(&baseline),
        report::intensities(&baseline),
    ];
    tables.extend(options.tables(&baseline, None, reached.as_ref()));
    if let Some(folder) = &command.subject.plan {
        results::keep(folder, "baseline", &baseline, None, &tables)?;
    }
    command.output.write(&tables)
}
