//! Finding the area that someone means.

use units::abridged;

use crate::{Area, AreaCode};

/// Suggestions given at most.
const SUGGESTIONS: usize = 3;

/// Why a text names no area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No area has this code or name.
    NotFound,
    /// More than one area has this as part of its name.
    Ambiguous,
    /// The authority existed, and others took over; they are the suggestions.
    Abolished,
}

/// A text that names no current area.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct UnknownArea {
    /// What was typed.
    pub typed: String,
    /// Why it was refused.
    pub why: Why,
    /// The nearest names, best first, at most three; for an abolished authority, its successors.
    pub nearest: Vec<String>,
}

impl UnknownArea {
    fn message(&self) -> String {
        let typed = abridged(&self.typed);
        match (self.why, self.nearest.is_empty()) {
            (Why::Abolished, _) => {
                format!(
                    "{typed} is no longer an authority; its area is now in {}",
                    join(&self.nearest, "and")
                )
            }
            (Why::Ambiguous, _) => {
                format!("{typed} could be several areas; did you mean {}?", join(&self.nearest, "or"))
            }
            (Why::NotFound, false) => {
                format!("there is no area called {typed}; did you mean {}?", join(&self.nearest, "or"))
            }
            (Why::NotFound, true) => format!("there is no area called {typed}"),
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
fn join(names: &[String], last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// Finds an area by code, GSS code, name or part of a name.
pub(crate) fn find<'a>(areas: &'a [Area], text: &str) -> Result<&'a Area, UnknownArea> {
    let wanted = words(text);
    let exact: Vec<&Area> = areas.iter().filter(|a| is_exactly(a, text, &wanted)).collect();
    if let Some(area) = exact.iter().find(|a| a.current) {
        return Ok(area);
    }
    if let Some(abolished) = exact.first() {
        let nearest = abolished.successors.iter().filter_map(|code| name_of(areas, *code)).collect();
        return Err(UnknownArea { typed: text.trim().to_owned(), why: Why::Abolished, nearest });
    }
    let holding: Vec<&Area> = areas.iter().filter(|a| a.current && holds(a, &wanted)).collect();
    match holding.as_slice() {
        [only] => Ok(only),
        [] => Err(refuse(text, Why::NotFound, close(areas, &wanted))),
        many => Err(refuse(text, Why::Ambiguous, many.iter().map(|a| a.name.clone()).collect())),
    }
}

fn refuse(text: &str, why: Why, mut nearest: Vec<String>) -> UnknownArea {
    nearest.truncate(SUGGESTIONS);
    UnknownArea { typed: text.trim().to_owned(), why, nearest }
}

fn name_of(areas: &[Area], code: AreaCode) -> Option<String> {
    areas.iter().find(|a| a.code == code).map(|a| a.name.clone())
}

fn is_exactly(area: &Area, text: &str, wanted: &[String]) -> bool {
    AreaCode::parse(text) == Some(area.code)
        || area.gss.as_deref().is_some_and(|gss| gss.eq_ignore_ascii_case(text.trim()))
        || words(&area.name) == wanted
}

/// Whether all words typed are words of the name.
fn holds(area: &Area, wanted: &[String]) -> bool {
    let have = words(&area.name);
    !wanted.is_empty() && wanted.iter().all(|w| have.contains(w))
}

/// The lower-case words of a name, `&` read as `and`, other punctuation as a space, `St.` as `St`.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .replace('&', " and ")
        .replace(['\'', '’', '.'], "")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().map(str::to_lowercase).collect()
}

/// Names within a third of their letters of what was typed, nearest first.
fn close(areas: &[Area], wanted: &[String]) -> Vec<String> {
    let typed = wanted.join(" ");
    let mut near: Vec<(usize, &str)> = areas
        .iter()
        .filter(|a| a.current)
        .map(|a| (distance(&typed, &words(&a.name).join(" ")), a.name.as_str()))
        .filter(|(d, name)| *d <= 2.max(name.len().max(typed.len()) / 3))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// How many letters must be put in, taken out or changed to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let change = above[j] + usize::from(from != *to);
            row.push(change.min(above[j + 1] + 1).min(row[j] + 1));
        }
        above = row;
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("hartlepol", "hartlepool"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kent", "kent"), 0);
    }
}
