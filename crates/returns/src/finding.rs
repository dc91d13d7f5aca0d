//! Findings: what is wrong or doubtful, where, and what was expected.

use std::borrow::Cow;
use std::collections::BTreeMap;

use units::abridged;

use crate::{Origin, Text};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A file, row or value that could not be used; the journey lacks it.
    Error,
    /// Used as it stands, but likely wrong.
    Warning,
    /// Changed by a written rule so that it could be used.
    Repair,
    /// Worth knowing; nothing is wrong.
    Note,
}

impl Severity {
    /// All, most serious first.
    pub const ALL: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Repair, Severity::Note];

    /// The word for several.
    pub fn plural(self) -> &'static str {
        match self {
            Severity::Error => "Errors",
            Severity::Warning => "Warnings",
            Severity::Repair => "Repairs",
            Severity::Note => "Notes",
        }
    }

    /// One word for tables.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Repair => "repair",
            Severity::Note => "note",
        }
    }
}

/// A check that Headwater makes, or a repair it carries out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Stable name: `dates-in-order`. Unique over all rules.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The problem, in one plain sentence.
    pub title: &'static str,
    /// Why it matters to the journey and what Headwater does about it.
    pub why: &'static str,
}

impl Rule {
    /// A rule: how much it matters, its name, the problem, and why.
    pub(crate) const fn new(
        severity: Severity,
        id: &'static str,
        title: &'static str,
        why: &'static str,
    ) -> Rule {
        Rule { id, severity, title, why }
    }
}

/// One use of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// File and row; row 0 means the file as a whole.
    pub origin: Origin,
    /// Child id as the file has it; empty where the finding is not about one child.
    pub child: Text,
    /// Column or element; empty where the finding is about the row.
    pub column: Cow<'static, str>,
    /// The value as the file has it; beyond 80 characters its beginning and its length.
    pub value: Text,
    /// What was expected instead, or what was done.
    pub expected: Cow<'static, str>,
}

impl Finding {
    /// A finding on a row; fill in the rest with the methods below.
    pub fn new(rule: &'static Rule, origin: Origin) -> Finding {
        Finding {
            rule,
            origin,
            child: Text::default(),
            column: Cow::Borrowed(""),
            value: Text::default(),
            expected: Cow::Borrowed(""),
        }
    }

    /// About this child.
    pub fn child(mut self, child: &str) -> Finding {
        self.child = Text::from(child);
        self
    }

    /// About this value of this column.
    pub fn value(mut self, column: impl Into<Cow<'static, str>>, value: &str) -> Finding {
        let column = column.into();
        self.column = match abridged(&column) {
            Cow::Borrowed(_) => column,
            Cow::Owned(cut) => Cow::Owned(cut),
        };
        self.value = Text::from(&*abridged(value));
        self
    }

    /// What was expected, or what was done.
    pub fn expected(mut self, expected: impl Into<Cow<'static, str>>) -> Finding {
        self.expected = expected.into();
        self
    }
}

/// Findings, kept in the order they were made, and counted.
///
/// **Limits**: of one rule in one file the first [`Findings::KEPT`] are kept and the rest only counted, so
/// that a file in which every row is wrong cannot fill the memory. [`Findings::count`] counts all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<(&'static Rule, u32), u64>,
}

impl Findings {
    /// Findings of one rule in one file that are kept in full.
    pub const KEPT: u64 = 10_000;

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        let count = self.counts.entry((finding.rule, finding.origin.source)).or_default();
        *count += 1;
        if *count <= Findings::KEPT {
            self.kept.push(finding);
        }
    }

    /// Adds all findings of another list after its own, with their files numbered from `first_source` on.
    pub fn append(&mut self, other: Findings, first_source: u32) {
        let mut beyond: BTreeMap<(&'static Rule, u32), u64> = other.counts;
        for mut finding in other.kept {
            if let Some(count) = beyond.get_mut(&(finding.rule, finding.origin.source)) {
                *count -= 1;
            }
            finding.origin.source += first_source;
            self.push(finding);
        }
        for ((rule, source), count) in beyond {
            if count > 0 {
                *self.counts.entry((rule, source + first_source)).or_default() += count;
            }
        }
    }

    /// The findings kept in full.
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// How many findings there are, kept or only counted, by rule and file.
    pub fn counts(&self) -> impl Iterator<Item = (&'static Rule, u32, u64)> {
        self.counts.iter().map(|((rule, source), count)| (*rule, *source, *count))
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> u64 {
        self.counts().filter(|(rule, ..)| rule.severity == severity).map(|(.., n)| n).sum()
    }

    /// Sorts what is kept by file, row, rule and column, so that the order of reading leaves no trace.
    pub fn sort(&mut self) {
        self.kept.sort_by(|a, b| {
            (a.origin, a.rule.id, &a.column, &a.value).cmp(&(b.origin, b.rule.id, &b.column, &b.value))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULE: Rule = Rule { id: "a", severity: Severity::Error, title: "A.", why: "Because." };

    #[test]
    fn what_is_not_kept_is_still_counted() {
        let mut one = Findings::default();
        for row in 0..Findings::KEPT as u32 + 5 {
            one.push(Finding::new(&RULE, Origin { source: 0, row }));
        }
        let mut all = Findings::default();
        all.append(one, 3);
        assert_eq!(all.kept().len() as u64, Findings::KEPT);
        assert_eq!(all.count(Severity::Error), Findings::KEPT + 5);
        assert_eq!(all.kept()[0].origin.source, 3);
    }

    #[test]
    fn long_values_and_headers_are_cut_between_characters() {
        let f = Finding::new(&RULE, Origin::default()).value("X".repeat(10_000), &"é".repeat(100));
        assert_eq!(&*f.value, format!("{}… (100 characters)", "é".repeat(40)));
        assert_eq!(f.column, format!("{}… (10000 characters)", "X".repeat(40)));
    }
}
