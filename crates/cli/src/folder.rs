//! A plan on disk: a folder with `plan.toml` and `scenarios/`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chain::Country;
use plan::{Plan, Raw, read_plan};
use returns::unicode_text::utf8_of_utf16;

use crate::refusal::Refusal;

/// Reads a file as text, in UTF-8 or as Unicode text (UTF-16 with its mark).
///
/// **Errors**: a missing file and text in another character set are wrong use, with the file's name.
pub fn read_text(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path)
        .map_err(|cause| Refusal::one(format!("{}: cannot be read: {cause}", path.display())))?;
    if let Some(text) = utf8_of_utf16(&bytes) {
        return Ok(text);
    }
    String::from_utf8(bytes).map_err(|cause| {
        let at = cause.utf8_error().valid_up_to();
        let line = cause.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        Refusal::one(format!(
            "{}: line {line}, byte {} of the file: expected text in UTF-8; in Notepad, Save as with the encoding UTF-8",
            path.display(),
            at + 1
        ))
    })
}

/// Reads a TOML file as keys and values.
///
/// **Errors**: as [`read_text`], and text that is not TOML.
pub fn read_raw(path: &Path) -> anyhow::Result<Raw> {
    Raw::from_toml(&path.display().to_string(), &read_text(path)?).map_err(|e| Refusal::all(&[e]))
}

/// Reads a folder's plan.
///
/// **Errors**: everything wrong with `plan.toml`.
pub fn read_folder(folder: &Path) -> anyhow::Result<Plan> {
    let raw = read_raw(&folder.join("plan.toml"))?;
    read_plan(&raw, Country::PRICE_YEAR).map_err(|errors| Refusal::all(&errors))
}

/// The scenario files of a plan folder, by name.
///
/// **Errors**: a folder that cannot be listed.
pub fn scenario_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let scenarios = folder.join("scenarios");
    if !scenarios.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(&scenarios).with_context(|| format!("cannot list {}", scenarios.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
