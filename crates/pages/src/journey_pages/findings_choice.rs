//! Which findings to look at: read from the query of an address.

use plan::Raw;
use returns::{Finding, Findings, Severity, Source};
use units::abridged;

use crate::chain_pages::query::query_of;
use crate::components::{Choice, FieldError};

/// Findings a page.
pub const PER_PAGE: usize = 100;

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Severity.
    pub severity: Option<Severity>,
    /// Place of the file in the list of sources.
    pub file: Option<u32>,
    /// Name of the rule.
    pub rule: Option<String>,
    /// Words that the child's id, the column or the value must hold, in any case of letters.
    pub text: String,
    /// Page, from 1.
    pub page: usize,
    /// Values as they were asked for.
    pub values: Vec<(String, String)>,
    /// What was asked for and is not possible.
    pub errors: Vec<FieldError>,
}

/// Severities as choices.
pub(super) fn severities() -> Vec<Choice> {
    Severity::ALL.map(|s| Choice::new(s.label(), crate::chain_pages::words::capital(s.label()))).to_vec()
}

/// Files with findings as choices: by their place, for names may repeat.
pub(super) fn files(findings: &Findings, sources: &[Source]) -> Vec<Choice> {
    let mut with: Vec<u32> = findings.counts().map(|(_, source, _)| source).collect();
    with.sort_unstable();
    with.dedup();
    let name = |place: &u32| sources.get(usize::try_from(*place).ok()?).map(|s| s.name.clone());
    with.iter().filter_map(|place| Some(Choice::new(place.to_string(), name(place)?))).collect()
}

/// Rules with findings as choices.
pub(super) fn rules(findings: &Findings) -> Vec<Choice> {
    let mut with: Vec<&str> = findings.counts().map(|(rule, ..)| rule.id).collect();
    with.sort_unstable();
    with.dedup();
    with.into_iter().map(|id| Choice::new(id, id)).collect()
}

impl Asked {
    /// Reads the query of an address.
    ///
    /// **Errors**: in [`Asked::errors`], each naming what is allowed.
    pub fn read(pairs: &[(String, String)], findings: &Findings, sources: &[Source]) -> Asked {
        let mut asked = Asked { page: 1, ..Asked::default() };
        let (files, rules) = (files(findings, sources), rules(findings));
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in pairs.iter().map(|(n, v)| (n.as_str(), v.trim())).filter(|(_, v)| !v.is_empty())
        {
            let known = match name {
                "severity" => {
                    asked.severity = Severity::ALL.into_iter().find(|s| s.label() == value);
                    asked.severity.is_some().then_some(()).ok_or_else(|| labels(&severities()))
                }
                "file" => {
                    asked.file = files.iter().find(|c| c.value == value).and_then(|c| c.value.parse().ok());
                    asked.file.is_some().then_some(()).ok_or_else(|| "the files in the list".to_owned())
                }
                "rule" => {
                    asked.rule = rules.iter().find(|c| c.value == value).map(|c| c.value.clone());
                    asked.rule.is_some().then_some(()).ok_or_else(|| labels(&rules))
                }
                "text" => {
                    asked.text = value.chars().take(80).collect();
                    Ok(())
                }
                "page" => match value.parse::<usize>() {
                    Ok(page) if page > 0 && !seen.contains(&name) => {
                        asked.page = page;
                        seen.push(name);
                        continue;
                    }
                    _ => Err("a whole number from 1".to_owned()),
                },
                _ => Err("severity, file, rule, text and page, which are all that findings are chosen by"
                    .to_owned()),
            };
            let known = if seen.contains(&name) {
                Err("one value alone: it is asked for more than once".to_owned())
            } else {
                known
            };
            seen.push(name);
            let field = if ["severity", "file", "rule", "text"].contains(&name) { name } else { "severity" };
            match known {
                Ok(()) => asked.values.push((name.to_owned(), value.to_owned())),
                Err(allowed) => {
                    asked.values.push((name.to_owned(), value.to_owned()));
                    let (name, value) = (abridged(name), abridged(value));
                    let message = format!("{name}: “{value}” is not among {allowed}");
                    asked.errors.push(FieldError::new(field, message));
                }
            }
        }
        asked
    }

    /// Refuses a page beyond the last of so many findings.
    pub fn check_page(&mut self, findings: usize) {
        let pages = findings.div_ceil(PER_PAGE).max(1);
        if self.page > pages {
            let message = format!("page: “{}” is not among the pages there are: 1 to {pages}", self.page);
            self.errors.push(FieldError::new("severity", message));
        }
    }

    /// The findings asked for, of those kept in full.
    pub fn choose(&self, findings: &Findings) -> Findings {
        let text = self.text.to_lowercase();
        let holds = |f: &&Finding| {
            self.severity.is_none_or(|s| f.rule.severity == s)
                && self.file.is_none_or(|file| f.origin.source == file)
                && self.rule.as_deref().is_none_or(|rule| f.rule.id == rule)
                && (text.is_empty()
                    || [f.child.as_str(), &*f.column, f.value.as_str()]
                        .iter()
                        .any(|t| t.to_lowercase().contains(&text)))
        };
        let mut chosen = Findings::default();
        for finding in findings.kept().iter().filter(holds) {
            chosen.push(finding.clone());
        }
        chosen
    }

    /// The choice without the page, as a query without `?`.
    pub fn query(&self) -> String {
        query_of(&Raw { file: String::new(), pairs: self.values.clone() })
    }

    /// The value asked for in a field; empty if none is.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }
}

fn labels(choices: &[Choice]) -> String {
    choices.iter().map(|c| c.value.as_str()).collect::<Vec<_>>().join(", ")
}
