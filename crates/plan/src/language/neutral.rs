//! The same scenario with effects of nothing, to see what it costs if it fails.

use super::edit::{set_key, upgrade};
use super::effects::MEASURES;
use crate::{InputError, Raw};

/// Writes a scenario's text anew with every effect and every change of practice stated as none; arrivals, placements,
/// cuts of places and money stay.
///
/// `None` for a file that extends another: its effects may stand in the other file.
///
/// **Errors**: text that is not TOML, or whose tables are not those of the language.
pub fn without_effects(file: &str, text: &str) -> Result<Option<String>, InputError> {
    let mut text = upgrade(file, text)?;
    let raw = Raw::from_toml(file, &text)?;
    if !raw.get("extends").is_empty() {
        return Ok(None);
    }
    for (key, _) in &raw.pairs {
        let Some((table, measure)) = key.rsplit_once('.').filter(|(_, m)| MEASURES.contains(m)) else {
            continue;
        };
        let none = match measure {
            "risk_difference" => "0 percentage points",
            "days_avoided" => "0 days",
            _ => "1",
        };
        for name in [measure, "low", "high"] {
            text = set_key(file, &text, &format!("{table}.{name}"), &[none])?;
        }
    }
    Ok(Some(text))
}
