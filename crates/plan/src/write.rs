//! Writing a scenario as the file that would be read back as the same scenario.

use std::fmt::Write;

use crate::{Raw, scenario_keys};

/// Writes the keys and values of a scenario, in the order of the keys, as TOML.
///
/// Values stay as they were typed; `Raw::from_toml` gives the same pairs back. Empty values are left out.
pub fn scenario_to_toml(raw: &Raw) -> String {
    let mut text = String::new();
    let mut section = String::new();
    let mut open = |text: &mut String, wanted: &str| {
        if section != wanted {
            let gap = if text.is_empty() { "" } else { "\n" };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{gap}{wanted}");
            section = wanted.to_string();
        }
    };
    for key in scenario_keys().into_iter().filter(|k| !k.contains('#')) {
        let Some((table, name)) = key.split_once('.') else { continue };
        let values: Vec<String> = raw.all(key).into_iter().map(quoted).collect();
        let value = match (key, values.as_slice()) {
            (_, []) => continue,
            ("effect.steps", many) => format!("[{}]", many.join(", ")),
            (_, [one, ..]) => one.clone(),
        };
        open(&mut text, &format!("[{table}]"));
        let _ = writeln!(text, "{name} = {value}");
    }
    for number in raw.numbers("payer") {
        let value = |name: &str| raw.get(&format!("payer.{number}.{name}")).to_string();
        if value("agency").is_empty() && value("share").is_empty() {
            continue;
        }
        let (agency, share) = (quoted(&value("agency")), quoted(&value("share")));
        let _ = write!(text, "\n[[payer]]\nagency = {agency}\nshare = {share}\n");
    }
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}
