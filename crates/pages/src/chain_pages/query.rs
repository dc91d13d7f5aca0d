//! A scenario as the query of an address, so that a link holds all of it.

use std::fmt::Write;

use plan::Raw;

/// Writes the pairs that have a value as a query string, in order, without `?`.
pub fn query_of(raw: &Raw) -> String {
    let mut query = String::new();
    for (key, value) in raw.pairs.iter().filter(|(_, v)| !v.is_empty()) {
        if !query.is_empty() {
            query.push('&');
        }
        escape(key, &mut query);
        query.push('=');
        escape(value, &mut query);
    }
    query
}

/// A scenario's text as a query.
pub fn query_of_text(text: &str) -> String {
    let pairs = vec![(chain::TEXT.to_owned(), text.to_owned())];
    query_of(&Raw { file: String::new(), pairs })
}

/// The same scenario with effects of nothing at all, to see what it costs if it fails, as a query; `None` where that
/// cannot be said of it alone.
pub fn without_effect(raw: &Raw) -> Option<String> {
    if is_text(raw) {
        let text = plan::language::without_effects(&raw.file, &chain::text_of(raw));
        return Some(query_of_text(&text.ok()??));
    }
    let pairs = raw
        .pairs
        .iter()
        .map(|(key, value)| match key.as_str() {
            "effect.ratio" | "effect.low" | "effect.high" => (key.clone(), "1".to_owned()),
            _ => (key.clone(), value.clone()),
        })
        .collect();
    Some(query_of(&Raw { file: raw.file.clone(), pairs }))
}

/// Whether a scenario is a text or a worked one, rather than the fields of a form.
pub fn is_text(raw: &Raw) -> bool {
    [chain::TEXT, chain::WORKED_NAME].iter().any(|key| raw.pairs.iter().any(|(k, _)| k == key))
}

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_escapes_what_has_a_meaning_in_addresses() {
        let pairs = [("service.name", "A & B"), ("service.end", ""), ("cost.place_year", "£6,500")];
        let raw =
            Raw { file: String::new(), pairs: pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec() };
        assert_eq!(query_of(&raw), "service.name=A+%26+B&cost.place_year=%C2%A36%2C500");
    }
}
