//! A scenario on disk.

use std::path::Path;

use chain::{Baseline, scenario_of_text, worked_text};
use plan::InputError;
use plan::language::Scenario;

use crate::folder::read_text;

/// Reads a scenario file for a baseline; it may extend another of its folder, or a worked scenario.
///
/// **Errors**: a file that cannot be read as text; within, everything wrong with the scenario.
pub fn read_scenario_file(
    baseline: &Baseline,
    file: &Path,
) -> anyhow::Result<Result<Scenario, Vec<InputError>>> {
    let text = read_text(file)?;
    let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let folder =
        |name: &str| read_text(&beside.join(name)).ok().or_else(|| worked_text(name).map(str::to_string));
    Ok(scenario_of_text(baseline, &file.display().to_string(), &text, &folder))
}
