//! Scenarios as text: those of a file, of a form, and the worked ones that come with Headwater.

use plan::language::{Folder, Scenario, Setting, read};
use plan::{InputError, Raw, read_scenario, scenario_to_toml};

use crate::{Baseline, Country};

/// A worked scenario: a story told in figures, to run for any authority and to begin from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Short name, as in addresses and of its file.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

/// The worked scenarios, in the order of the page that explains them.
pub const WORKED: [Worked; 8] = [
    Worked {
        name: "stockport-merger",
        text: include_str!("../../../examples/scenarios/stockport-merger.toml"),
    },
    Worked { name: "luton-hubs", text: include_str!("../../../examples/scenarios/luton-hubs.toml") },
    Worked {
        name: "coventry-volunteers",
        text: include_str!("../../../examples/scenarios/coventry-volunteers.toml"),
    },
    Worked {
        name: "medway-diversion",
        text: include_str!("../../../examples/scenarios/medway-diversion.toml"),
    },
    Worked {
        name: "family-group-conferences",
        text: include_str!("../../../examples/scenarios/family-group-conferences.toml"),
    },
    Worked {
        name: "family-help-merger",
        text: include_str!("../../../examples/scenarios/family-help-merger.toml"),
    },
    Worked {
        name: "residential-sufficiency",
        text: include_str!("../../../examples/scenarios/residential-sufficiency.toml"),
    },
    Worked { name: "cut-early-help", text: include_str!("../../../examples/scenarios/cut-early-help.toml") },
];

/// Key under which a query or form holds a scenario as text.
pub const TEXT: &str = "text";
/// Key under which a query names a worked scenario.
pub const WORKED_NAME: &str = "worked";

/// The text of a worked scenario, by its name or that of its file.
pub fn worked_text(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    WORKED.iter().find(|w| w.name == name).map(|w| w.text)
}

/// Reads the text of a scenario for a baseline; `folder` finds the files that it extends.
///
/// **Errors**: everything wrong with it.
pub fn scenario_of_text(
    baseline: &Baseline,
    file: &str,
    text: &str,
    folder: &dyn Folder,
) -> Result<Scenario, Vec<InputError>> {
    let steps = baseline.steps();
    let wards: Vec<String> = baseline.plan.ward_groups.iter().map(|g| g.name.clone()).collect();
    let setting = Setting {
        base_year: baseline.rates.base_year,
        horizon_years: baseline.plan.horizon_years,
        price_year: Country::PRICE_YEAR,
        steps: &steps,
        moves: baseline.rates.moves.is_some(),
        ward_groups: &wards,
    };
    read(file, text, folder, &setting)
}

/// Reads a scenario for a baseline from a query or form: fields of one service, a text, or the name of a worked one.
/// Texts may extend files of `folder` and worked scenarios.
///
/// **Errors**: everything wrong with it.
pub fn scenario_for(
    baseline: &Baseline,
    raw: &Raw,
    folder: &dyn Folder,
) -> Result<Scenario, Vec<InputError>> {
    let known = |name: &str| folder.text(name).or_else(|| worked_text(name).map(str::to_string));
    if let Some(whole) = [WORKED_NAME, TEXT].into_iter().find(|key| !raw.get(key).is_empty()) {
        let beside = beside(raw, whole);
        if !beside.is_empty() {
            return Err(beside);
        }
        let name = raw.get(WORKED_NAME);
        return match (name, worked_text(name)) {
            ("", _) => scenario_of_text(baseline, &raw.file, raw.get(TEXT), &known),
            (_, Some(text)) => scenario_of_text(baseline, &format!("{name}.toml"), text, &known),
            (_, None) => {
                let names: Vec<&str> = WORKED.iter().map(|w| w.name).collect();
                Err(vec![wrong(raw, WORKED_NAME, name, format!("one of {}", names.join(", ")))])
            }
        };
    }
    // Fields are checked as such first, so that each error names the field.
    let steps = baseline.steps();
    let (base_year, years) = (baseline.rates.base_year, baseline.plan.horizon_years);
    read_scenario(raw, base_year, years, Country::PRICE_YEAR, &steps)?;
    scenario_of_text(baseline, &raw.file, &scenario_to_toml(raw), &known)
}

/// What stands beside a text or the name of a worked scenario, which hold all of it.
fn beside(raw: &Raw, whole: &str) -> Vec<InputError> {
    let first = raw.pairs.iter().position(|(key, value)| key == whole && !value.is_empty());
    raw.pairs
        .iter()
        .enumerate()
        .filter(|(at, (_, value))| Some(*at) != first && !value.is_empty())
        .map(|(_, (key, value))| wrong(raw, key, value, format!("nothing: {whole} holds the whole scenario")))
        .collect()
}

fn wrong(raw: &Raw, key: &str, value: &str, expected: String) -> InputError {
    InputError::new(&raw.file, (key, ""), value, expected)
}

/// The text that a query or form stands for, as its author typed it, with a line break at its end.
pub fn text_of(raw: &Raw) -> String {
    let text = match (worked_text(raw.get(WORKED_NAME)), raw.get(TEXT)) {
        (Some(worked), _) => worked.to_string(),
        (None, "") => scenario_to_toml(raw),
        (None, text) => text.to_string(),
    };
    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
}
