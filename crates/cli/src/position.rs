//! `headwater position`: where an authority stands.

use chain::{report, standing};
use clap::Args;
use reference::Reference;

use crate::output::{Format, Output};
use crate::refusal::Refusal;

/// Says where an authority stands: levels of need, spend, who the children are.
#[derive(Debug, Args)]
pub struct Position {
    /// Authority by name, DfE code or GSS code
    authority: String,
    #[command(flatten)]
    output: Output,
}

/// Prints what stands out, then the tables.
///
/// **Errors**: an unknown authority; output that cannot be written.
pub fn run(command: &Position) -> anyhow::Result<()> {
    let reference = Reference::embedded();
    let area = reference
        .find(&command.authority)
        .map_err(|e| Refusal::one(format!("authority: \"{}\": {e}", command.authority)))?;
    let standing = standing(reference, area);
    if command.output.format == Format::Text && command.output.out.is_none() {
        println!("{}", area.name);
        for (sentence, _) in &standing.stands_out {
            println!("- {sentence}");
        }
        println!();
    }
    command.output.write(&[
        report::levels(reference, &standing),
        report::spend(&standing),
        report::profile(&standing),
    ])
}
