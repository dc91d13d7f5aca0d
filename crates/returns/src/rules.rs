//! All rules by which files are read, checked and repaired.

use crate::{
    Rule, Severity, annex_a, archive, child_id, cin, delimited, doubt, events, guard, read, recognise,
    record, ssda903, workbook,
};

/// Every rule, in the order of reading: files, rows and values, returns, joining.
pub fn all() -> Vec<&'static Rule> {
    let files = [
        read::RULES,
        archive::RULES,
        recognise::RULES,
        guard::RULES,
        delimited::RULES,
        workbook::RULES,
        doubt::RULES,
        child_id::RULES,
    ];
    let others = [cin::RULES, annex_a::RULES, events::RULES, record::RULES];
    files.into_iter().chain(ssda903::RULE_LISTS).chain(others).flatten().copied().collect()
}

/// The page of all rules, as `docs/findings.md` holds it.
pub fn page() -> String {
    let mut page = String::from(
        "# Findings: every rule of reading, checking, repairing and joining\n\n\
         This page is written by `cargo run -p xtask -- rules`. Severity: *error*, could not be used; *warning*, used \
         as it stands but likely wrong; *repair*, changed by the rule so that it could be used; *note*, nothing is \
         wrong. `headwater check` exits with 1 if there are errors. Of one rule in one file the first 10,000 findings \
         are listed in full and the rest counted.\n",
    );
    for severity in Severity::ALL {
        page.push_str(&format!(
            "\n## {}\n\n| rule | problem | why it matters, and what is done |\n|---|---|---|\n",
            severity.plural()
        ));
        let mut rules: Vec<&Rule> = all().into_iter().filter(|r| r.severity == severity).collect();
        rules.sort_by_key(|r| r.id);
        for rule in rules {
            page.push_str(&format!("| `{}` | {} | {} |\n", rule.id, rule.title, rule.why));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_of_rules_is_what_the_rules_say() {
        assert!(
            include_str!("../../../docs/findings.md") == page(),
            "docs/findings.md is out of date: run `cargo run -p xtask -- rules`"
        );
    }

    #[test]
    fn rules_have_names_of_their_own_and_say_why() {
        let mut ids = BTreeSet::new();
        for rule in all() {
            assert!(ids.insert(rule.id), "{} twice", rule.id);
            assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(rule.title.ends_with('.') && rule.why.ends_with('.'), "{}", rule.id);
        }
    }
}
