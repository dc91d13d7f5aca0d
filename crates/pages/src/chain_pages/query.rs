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

/// The same scenario with an effect of nothing at all, to see what the service costs if it fails.
pub fn without_effect(raw: &Raw) -> Raw {
    let pairs = raw
        .pairs
        .iter()
        .map(|(key, value)| match key.as_str() {
            "effect.ratio" | "effect.low" | "effect.high" => (key.clone(), "1".to_owned()),
            _ => (key.clone(), value.clone()),
        })
        .collect();
    Raw { file: raw.file.clone(), pairs }
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
