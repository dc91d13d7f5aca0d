//! The reference page of the language, written from its declaration.

use std::fmt::Write;

use super::keys::{Need, sections};

/// The page of all keys, as `docs/scenario-keys.md` holds it.
pub fn reference_page() -> String {
    let mut page = String::from(
        "# Keys of a scenario\n\nThis page is written by `cargo run -p xtask -- scenario-keys` from the declaration \
         that the reader uses. `docs/scenarios.md` says how the keys are meant to be used together.\n\nA table headed \
         with two brackets may be there several times. Numbers may also be written in quotes. Empty text is the same \
         as no value.\n",
    );
    for section in sections() {
        let heading = if section.path.is_empty() {
            "## At the top".to_string()
        } else {
            format!("## `{}`", section.heading())
        };
        // Writing to a string cannot fail.
        let _ = write!(page, "\n{heading}\n\n{}\n", section.meaning);
        if section.many {
            let _ = write!(page, "\nIn a file that extends another: known by `{}`.\n", section.matched_by);
        }
        page.push_str("\n| key | means | value and unit | needed | example |\n|---|---|---|---|---|\n");
        for key in section.keys {
            let needed = match key.need {
                Need::Always => "yes".to_string(),
                Need::When(case) => case.to_string(),
                Need::Without(then) => format!("no; without it: {then}"),
            };
            let list = if key.list { "a list: " } else { "" };
            let _ = writeln!(
                page,
                "| `{}` | {} | {list}{} | {needed} | `{}` |",
                key.name, key.meaning, key.expects, key.example
            );
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_of_keys_is_what_the_declaration_says() {
        assert!(
            include_str!("../../../../docs/scenario-keys.md") == reference_page(),
            "docs/scenario-keys.md is out of date: run `cargo run -p xtask -- scenario-keys`"
        );
    }

    #[test]
    fn tables_and_keys_are_declared_once() {
        let mut names = BTreeSet::new();
        for section in sections() {
            assert!(names.insert(section.path.to_string()), "{} twice", section.path);
            for key in section.keys {
                assert!(names.insert(section.below(key.name)), "{} of {} twice", key.name, section.path);
                assert!(key.meaning.ends_with('.'), "{}", key.name);
                assert!(!key.expects.contains('|') && !key.example.contains('|'), "{}", key.name);
                let example = format!("{} = {}", key.name, key.example);
                let parsed: toml::Table = toml::from_str(&example).expect(&example);
                assert_eq!(parsed[key.name].is_array(), key.list, "{example}");
            }
        }
    }
}
