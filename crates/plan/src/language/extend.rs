//! A scenario that changes another: the later file's keys replace the earlier one's.

use super::edit::{is_version_1, upgrade};
use super::keys::Section;
use super::part::Faults;
use super::tree::{Entry, Place, Table};
use super::words;
use super::{Folder, Setting};
use crate::{InputError, Raw, read_scenario};

/// Most files that may extend each other in a row.
const LONGEST_CHAIN: usize = 8;

/// Reads a file and the files it extends, and lays them over each other.
///
/// **Errors**: everything that keeps a file of the chain from being read.
pub(super) fn read_chain(
    file: &str,
    text: &str,
    folder: &dyn Folder,
    setting: &Setting<'_>,
    faults: &Faults,
) -> Result<Table, Vec<InputError>> {
    let mut names = vec![name_of(file).to_string()];
    let mut overs = Vec::new();
    let mut merged = read_file(file, text, setting)?;
    while let Some(named) = merged.words("extends").map(|w| w.shown()) {
        let refuse = |expected: String| {
            let here = Faults::default();
            here.add(&merged.place.below("extends"), "", &named, expected);
            here.into_errors()
        };
        let stands_apart = named.contains(['/', '\\']) || named.starts_with('.');
        if stands_apart || named.chars().any(char::is_control) {
            return Err(refuse("the name of a file in the same folder, without a path".to_string()));
        }
        if names.contains(&named) {
            return Err(refuse("another file: this one would extend itself".to_string()));
        }
        if names.len() == LONGEST_CHAIN {
            return Err(refuse(format!("at most {LONGEST_CHAIN} files that extend each other")));
        }
        let Some(text) = folder.text(&named) else {
            return Err(refuse("a scenario file that is in the same folder".to_string()));
        };
        let below = read_file(&named, &text, setting)?;
        overs.push(std::mem::replace(&mut merged, below));
        names.push(named);
    }
    let top = Section::top();
    drop_removals(&mut merged, faults);
    refuse_other_versions(&merged, top, faults);
    while let Some(over) = overs.pop() {
        refuse_other_versions(&over, top, faults);
        merged = lay_over(merged, over, top, faults);
    }
    Ok(merged)
}

/// Every file of a chain says its own version: the keys of another version would be taken for those of this one.
fn refuse_other_versions(table: &Table, top: &Section, faults: &Faults) {
    let typed = table.text("version");
    if let Some(key) = top.key("version").filter(|_| typed != "2") {
        let place = table.words("version").map_or_else(|| table.place.below("version"), |w| w.place.clone());
        faults.add(&place, "", typed, key.expects);
    }
}

fn name_of(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// Reads one file; a file of version 1 is checked by its own keys first, so that messages name what its author wrote.
fn read_file(file: &str, text: &str, setting: &Setting<'_>) -> Result<Table, Vec<InputError>> {
    let table = Table::from_toml(file, text).map_err(|e| vec![e])?;
    if !is_version_1(text) {
        return Ok(table);
    }
    let raw = Raw::from_toml(file, text).map_err(|e| vec![e])?;
    read_scenario(&raw, setting.base_year, setting.horizon_years, setting.price_year, setting.steps)?;
    let upgraded = upgrade(file, text).map_err(|e| vec![e])?;
    Table::from_toml(file, &upgraded).map_err(|e| vec![e])
}

fn lay_over(mut under: Table, over: Table, section: &'static Section, faults: &Faults) -> Table {
    for (name, entry) in over.entries {
        let at = under.entries.iter().position(|(n, _)| *n == name);
        let within = Section::of(&section.below(&name));
        let Some(at) = at else {
            under.entries.push((name, without_removals(entry, faults)));
            continue;
        };
        let old = &mut under.entries[at].1;
        match (old, entry, within) {
            (Entry::Tables(old), Entry::Tables(new), Some(within)) => lay_list(old, new, within, faults),
            (Entry::Table(old), Entry::Table(new), Some(within)) => {
                *old = lay_over(old.clone(), new, within, faults);
            }
            (old, entry, _) => *old = entry,
        }
    }
    // What is missing is missing from the file that had the last word.
    under.place = over.place;
    under
}

/// Tables of the same name are laid over each other, others are added. A list without names replaces the other list.
fn lay_list(old: &mut Vec<Table>, new: Vec<Table>, section: &'static Section, faults: &Faults) {
    if new.iter().any(|t| t.text(section.matched_by).is_empty()) {
        *old = new;
        old.iter_mut().for_each(|t| drop_removals(t, faults));
        return;
    }
    for mut table in new {
        let name = table.text(section.matched_by).to_string();
        let same: Vec<usize> = (0..old.len()).filter(|i| old[*i].text(section.matched_by) == name).collect();
        let removal = take_removal(&mut table, faults);
        match (same.as_slice(), removal) {
            (_, Some((place, true))) if same.is_empty() => {
                faults.add(&place, &name, "true", format!("the {} of a table to remove", section.matched_by));
            }
            (_, Some((_, true))) => old.retain(|t| t.text(section.matched_by) != name),
            ([], _) => {
                drop_removals(&mut table, faults);
                old.push(table);
            }
            ([only], _) => {
                let under = old[*only].clone();
                old[*only] = lay_over(under, table, section, faults);
            }
            (_, _) => {
                let expected = format!(
                    "a {} that only one table of the file it extends has; there are {}",
                    section.matched_by,
                    same.len()
                );
                faults.add(&table.place.below(section.matched_by), &name, &name, expected);
            }
        }
    }
}

/// Takes `remove` out of a table, with its place.
fn take_removal(table: &mut Table, faults: &Faults) -> Option<(Place, bool)> {
    let at = table.entries.iter().position(|(name, _)| name == "remove")?;
    let (_, entry) = table.entries.remove(at);
    let place = entry.place().cloned().unwrap_or_else(|| table.place.below("remove"));
    let typed = match &entry {
        Entry::Words(words) => words.shown(),
        _ => String::new(),
    };
    let meant = words::yes(&typed);
    if meant.is_none() {
        faults.add(&place, "", &typed, "true or false");
    }
    Some((place, meant.unwrap_or(false)))
}

/// Refuses `remove` where nothing is extended.
fn drop_removals(table: &mut Table, faults: &Faults) {
    if let Some((place, true)) = take_removal(table, faults) {
        let expected = "remove only where this file extends another that has a table of this name";
        faults.add(&place, "", "true", expected);
    }
    for (_, entry) in &mut table.entries {
        match entry {
            Entry::Table(inner) => drop_removals(inner, faults),
            Entry::Tables(inner) => inner.iter_mut().for_each(|t| drop_removals(t, faults)),
            Entry::Words(_) => {}
        }
    }
}

fn without_removals(mut entry: Entry, faults: &Faults) -> Entry {
    match &mut entry {
        Entry::Table(inner) => drop_removals(inner, faults),
        Entry::Tables(inner) => inner.iter_mut().for_each(|t| drop_removals(t, faults)),
        Entry::Words(_) => {}
    }
    entry
}
