//! All rules by which files are read, checked and repaired.

use crate::{
    Rule, annex_a, archive, cin, delimited, events, guard, read, recognise, record, ssda903, workbook,
};

/// Every rule, in the order of reading: files, rows and values, returns, joining.
pub fn all() -> Vec<&'static Rule> {
    let files =
        [read::RULES, archive::RULES, recognise::RULES, guard::RULES, delimited::RULES, workbook::RULES];
    let others = [cin::RULES, annex_a::RULES, events::RULES, record::RULES];
    files.into_iter().chain(ssda903::RULE_LISTS).chain(others).flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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
