//! Returns on disk: files, folders and archives as they are named on the command line.

use std::fs::File;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Zoned;
use returns::record::{self, Record};
use returns::{Findings, Input, Progress, ReadSeek, Reading, Severity, read};

use crate::refusal::Refusal;

/// Every file of the paths, folders searched to the bottom, in the order of their names.
///
/// Files whose names begin with a dot, and Excel's lock files (`~$`), are passed over. A folder that cannot be listed
/// stands for itself: reading reports it as a file that cannot be opened, and reads the others.
///
/// **Errors**: a path that is not there is wrong use.
pub fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found);
        } else if path.exists() {
            found.push(path.clone());
        } else {
            return Err(Refusal::one(format!("{}: expected a file or folder that is there", path.display())));
        }
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let listed = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<PathBuf>, _>>()
    });
    let Ok(mut entries) = listed else {
        found.push(folder.to_path_buf());
        return;
    };
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Files as inputs, named as they are on the command line; each is opened when its turn comes.
pub fn inputs(files: Vec<PathBuf>) -> Vec<Input<'static>> {
    files.into_iter().map(input).collect()
}

/// A file as an input, named as it is on the command line and opened when its turn comes.
pub fn input(path: PathBuf) -> Input<'static> {
    Input::new(path.display().to_string(), move || {
        File::open(&path).map(|file| Box::new(file) as Box<dyn ReadSeek>)
    })
}

/// Reads files today, with a bar on the terminal.
pub fn read_files(files: &[PathBuf]) -> Reading {
    let inputs = inputs(files.to_vec());
    let bar = ProgressBar::new(inputs.len() as u64).with_style(
        ProgressStyle::with_template("reading {bar:30} {pos} of {len} {wide_msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut reading = read(&inputs, &|p: Progress| {
        bar.set_length(p.of as u64);
        bar.set_position(p.done as u64);
        bar.set_message(p.name.to_string());
    });
    bar.finish_and_clear();
    reading.today = Some(Zoned::now().date());
    reading
}

/// Says on the terminal how many errors and warnings the returns have, if any.
pub fn tell_counts(reading: &Reading, joining: &Findings) {
    let count = |severity| reading.findings.count(severity) + joining.count(severity);
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        eprintln!(
            "Errors in the returns: {errors}; warnings: {warnings}. `headwater check` lists them; what could be read \
             was read."
        );
    }
}

/// The returns of a plan folder; none if it has no `returns` folder.
///
/// **Errors**: none beyond those of [`files`].
pub fn plan_returns(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let returns = folder.join("returns");
    if returns.is_dir() { files(&[returns]) } else { Ok(Vec::new()) }
}

/// The record of a plan folder's returns, joined; what is wrong with them is counted on the terminal.
///
/// **Errors**: returns that hold no child.
pub fn plan_record(folder: &Path) -> anyhow::Result<Record> {
    let reading = read_files(&plan_returns(folder)?);
    let (record, joining) = record::join(&reading);
    tell_counts(&reading, &joining);
    if record.children.is_empty() {
        return Err(Refusal::one(format!(
            "{}: no child in returns/: `headwater check` says what is wrong with them",
            folder.display()
        )));
    }
    Ok(record)
}
