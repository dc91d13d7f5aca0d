//! Changing a scenario's text with its comments, blank lines and order kept.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Key as Name, KeyMut, Table, Value};

use super::keys::Section;
use crate::InputError;
use crate::raw::not_toml;

/// Sets one key of a file to a value, or to a list of values, as a person would type them.
///
/// `key` is dotted and numbered from 1, as messages name it: `service.1.effect.2.low`. A number one above the last adds
/// a table. Numbers, dates and `true` are written bare, everything else in quotes.
///
/// **Errors**: text that is not TOML; a key that the language does not have; a table that is not there.
pub fn set_key(file: &str, text: &str, key: &str, values: &[&str]) -> Result<String, InputError> {
    let mut document = parse(file, text)?;
    let (section, tables, name) = find(file, key)?;
    let is_list = section.key(name).is_some_and(|k| k.list);
    let value = match values {
        [one] if !is_list => written(one),
        many if is_list => Value::Array(many.iter().map(|v| written(v)).collect::<Array>()),
        _ => return Err(refusal(file, key, &values.join(", "), "one value, not several")),
    };
    let table = open(document.as_table_mut(), &tables, true)
        .ok_or_else(|| refusal(file, key, "", "a table that the file has, or the next number"))?;
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            // The comment at the end of the line belongs to the value.
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(name, Item::Value(value));
        }
    }
    Ok(document.to_string())
}

/// Removes one key of a file, with the comment at the end of its line; comments above it stay.
///
/// A key that is not there is no error: the text comes back as it was.
///
/// **Errors**: text that is not TOML; a key that the language does not have.
pub fn remove_key(file: &str, text: &str, key: &str) -> Result<String, InputError> {
    let mut document = parse(file, text)?;
    let (_, tables, name) = find(file, key)?;
    let Some(table) = open(document.as_table_mut(), &tables, false) else { return Ok(text.to_string()) };
    let names: Vec<String> =
        table.iter().filter(|(_, item)| item.is_value()).map(|(n, _)| n.to_string()).collect();
    let Some((gone, _)) = table.remove_entry(name) else { return Ok(text.to_string()) };
    let above = comments_of(&gone);
    if !above.trim().is_empty() {
        let at = names.iter().position(|n| n == name).unwrap_or(0);
        keep_comment(table, &above, at.checked_sub(1).map(|i| &names[i]), names.get(at + 1));
    }
    Ok(document.to_string())
}

/// Whether text is a scenario of version 1: without `version`, and with its `[service]` in single brackets.
///
/// Text that is not TOML is not.
pub fn is_version_1(text: &str) -> bool {
    parse("", text).is_ok_and(|document| has_keys_of_version_1(&document))
}

fn has_keys_of_version_1(top: &Table) -> bool {
    !top.contains_key("version") && top.get("service").is_some_and(Item::is_table_like)
}

/// Writes a file of version 1 as one of version 2 that says the same, with its comments.
///
/// A file of version 2 comes back as it is.
///
/// **Errors**: text that is not TOML.
pub fn upgrade(file: &str, text: &str) -> Result<String, InputError> {
    let mut document = parse(file, text)?;
    if !has_keys_of_version_1(&document) {
        return Ok(text.to_string());
    }
    let top = document.as_table_mut();
    let Some(mut service) = top.remove("service").and_then(headed) else { return Ok(text.to_string()) };
    let name = service.get("name").and_then(Item::as_str).unwrap_or("").to_string();
    let mut effect = top.remove("effect").and_then(headed).unwrap_or_default();
    rewrite(&mut effect, |key, item| match key.get() {
        "ratio" => Some((named_like(key, "rate_ratio"), item)),
        "steps" => Some((key.clone(), list_of(item))),
        _ => Some((key.clone(), item)),
    });
    let mut age_to = service.get("age_to").cloned();
    rewrite(&mut service, |key, item| match key.get() {
        "position" => Some((named_like(key, "positions"), list_of(item))),
        "age_from" => Some((named_like(key, "ages"), ages(&item, age_to.take()))),
        "age_to" => None,
        "fade_out" => {
            effect.insert_formatted(&named_like(key, "fade"), item);
            None
        }
        _ => Some((key.clone(), item)),
    });
    let start_of_file = take_comments(&mut service);
    let mut effects = ArrayOfTables::new();
    effects.push(effect);
    service.insert("effect", Item::ArrayOfTables(effects));
    if let Some(cost) = top.remove("cost") {
        service.insert("cost", cost);
    }
    if let Some(payer) = top.remove("payer") {
        service.insert("payer", payer);
    }
    let mut services = ArrayOfTables::new();
    services.push(service);
    top.insert("version", toml_edit::value(2));
    top.insert("name", toml_edit::value(name));
    if let Some(mut version) = top.key_mut("version") {
        version.leaf_decor_mut().set_prefix(start_of_file);
    }
    top.insert("service", Item::ArrayOfTables(services));
    Ok(document.to_string())
}

fn parse(file: &str, text: &str) -> Result<DocumentMut, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.parse::<DocumentMut>().map_err(|e| not_toml(file, text, e.span(), e.message()))
}

fn refusal(file: &str, key: &str, value: &str, expected: &str) -> InputError {
    InputError::new(file, (key, ""), value, expected)
}

/// The table of a key, the way to it (names, with a number from 1 in lists), and its last part.
type Way<'a> = (&'static Section, Vec<(&'a str, Option<usize>)>, &'a str);

fn find<'a>(file: &str, key: &'a str) -> Result<Way<'a>, InputError> {
    let unknown = || refusal(file, key, "", "a key of the language, such as service.1.places");
    let (path, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut tables: Vec<(&str, Option<usize>)> = Vec::new();
    for part in path.split('.').filter(|p| !p.is_empty()) {
        match (part.parse::<usize>(), tables.last_mut()) {
            (Ok(number), Some(last)) if last.1.is_none() && number > 0 => last.1 = Some(number),
            (Ok(_), _) => return Err(unknown()),
            (Err(_), _) => tables.push((part, None)),
        }
    }
    let mut section = Section::top();
    for (table, number) in &tables {
        section = Section::of(&section.below(table)).ok_or_else(unknown)?;
        if section.many != number.is_some() {
            return Err(unknown());
        }
    }
    section.key(name).ok_or_else(unknown)?;
    Ok((section, tables, name))
}

/// Goes to a table; `make` adds the last one if it is missing.
fn open<'a>(top: &'a mut Table, tables: &[(&str, Option<usize>)], make: bool) -> Option<&'a mut Table> {
    let mut table = top;
    for (name, number) in tables {
        if make && !table.contains_key(name) {
            let empty = if number.is_some() {
                Item::ArrayOfTables(ArrayOfTables::new())
            } else {
                Item::Table(Table::new())
            };
            table.insert(name, empty);
        }
        table = match (table.get_mut(name)?, number) {
            (Item::ArrayOfTables(list), Some(number)) => {
                if make && *number == list.len() + 1 {
                    list.push(Table::new());
                }
                list.get_mut(number - 1)?
            }
            (Item::Table(table), None) => table,
            _ => return None,
        };
    }
    Some(table)
}

fn written(text: &str) -> Value {
    let bare = text.parse::<i64>().is_ok()
        || text.parse::<bool>().is_ok()
        || crate::check::date(text).is_some()
        || (text.parse::<f64>().is_ok_and(f64::is_finite) && text.contains('.'));
    let value = if bare { text.parse::<Value>().ok() } else { None };
    value.unwrap_or_else(|| Value::from(text))
}

/// Puts the comment that stood above a removed key above the next key, or below the one before, or above the table.
fn keep_comment(table: &mut Table, comment: &str, before: Option<&String>, next: Option<&String>) {
    if let Some(mut key) = next.and_then(|n| table.key_mut(n)) {
        add_above(&mut key, comment);
    } else if let Some(value) = before.and_then(|n| table.get_mut(n)).and_then(Item::as_value_mut) {
        let own = value.decor().suffix().and_then(|s| s.as_str()).unwrap_or("").to_string();
        value.decor_mut().set_suffix(format!("{own}\n{}", comment.trim_end()));
    } else {
        let own = table.decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_string();
        table.decor_mut().set_prefix(format!("{own}{comment}"));
    }
}

fn comments_of(key: &Name) -> String {
    key.leaf_decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_string()
}

fn add_above(key: &mut KeyMut<'_>, comment: &str) {
    let own = key.leaf_decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_string();
    key.leaf_decor_mut().set_prefix(format!("{comment}{own}"));
}

/// Rewrites the keys of a table in their order. Comments above a key that goes (`None`) go above the next one.
fn rewrite(table: &mut Table, mut each: impl FnMut(&Name, Item) -> Option<(Name, Item)>) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_string()).collect();
    let mut waiting = String::new();
    for name in names {
        let Some((key, item)) = table.remove_entry(&name) else { continue };
        match each(&key, item) {
            Some((key, item)) => {
                table.insert_formatted(&key, item);
                if let Some(mut key) = table.key_mut(key.get()).filter(|_| !waiting.is_empty()) {
                    add_above(&mut key, &std::mem::take(&mut waiting));
                }
            }
            None => waiting.push_str(&comments_of(&key)),
        }
    }
    if !waiting.trim().is_empty() {
        let before = table.iter().last().map(|(name, _)| name.to_string());
        keep_comment(table, &waiting, before.as_ref(), None);
    }
}

fn named_like(old: &Name, new: &str) -> Name {
    Name::new(new).with_leaf_decor(old.leaf_decor().clone())
}

/// First and last age as one value, with what was said at the end of both lines.
fn ages(from: &Item, to: Option<Item>) -> Item {
    let text = |item: &Item| match item.as_value() {
        Some(Value::String(text)) => text.value().trim().to_string(),
        Some(value) => value.clone().decorated("", "").to_string(),
        None => String::new(),
    };
    let said = |item: &Item| {
        let decor = item.as_value().map(Value::decor);
        decor.and_then(|d| d.suffix()).and_then(|s| s.as_str()).unwrap_or("").trim_end().to_string()
    };
    let to = to.unwrap_or(Item::None);
    let both = format!("{} to {}", text(from), text(&to));
    Item::Value(Value::from(both).decorated(" ", format!("{}{}", said(from), said(&to))))
}

/// A table under a heading of its own, however it was written.
fn headed(item: Item) -> Option<Table> {
    let mut table = item.into_table().ok()?;
    table.set_dotted(false);
    Some(table)
}

/// A single value as a list of one.
fn list_of(item: Item) -> Item {
    match item {
        Item::Value(Value::Array(list)) => Item::Value(Value::Array(list)),
        Item::Value(value) => {
            let decor = value.decor().clone();
            let mut list = Array::from_iter([value.decorated("", "")]);
            *list.decor_mut() = decor;
            Item::Value(Value::Array(list))
        }
        other => other,
    }
}

/// Takes the comments above a table's heading, which at the start of a file are those of the file.
fn take_comments(table: &mut Table) -> String {
    let above = table.decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_string();
    table.decor_mut().set_prefix("\n");
    above
}
