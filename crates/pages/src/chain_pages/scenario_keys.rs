//! What each key of a scenario means: a table for each table of the language.

use maud::html;
use plan::language::{Key, Need, Section, sections};
use tables::{Cell, Column, Table};

use crate::components::{self, Downloads};
use crate::layout::{Link, NavItem, Page};

/// The page.
pub fn scenario_keys() -> Page {
    let body = html! {
        div.hw-text {
            p.govuk-body-l {
                "A scenario as text is a list of tables. A heading in brackets opens a table; below it stands one key to a "
                "line, as in the examples."
            }
            p.govuk-body {
                "A table headed with two brackets may be there several times. Text, dates with words and amounts with a "
                "unit stand in quotes; numbers may. What is not stated is as in the baseline."
            }
            h2.govuk-heading-m { "On this page" }
            ul."govuk-list govuk-list--bullet" {
                @for section in sections() {
                    li { a.govuk-link href={ "#" (id(section)) } { (title(section)) } ": " (section.meaning) }
                }
            }
        }
        @for section in sections() {
            section id=(id(section)) { (components::table(&table(section), &Downloads::default())) }
        }
    };
    Page {
        navigation: vec![NavItem { link: Link::new("Choose an authority", "/"), current: false }],
        ..Page::new("What each key of a scenario means", body)
    }
}

fn title(section: &Section) -> String {
    if section.path.is_empty() { "At the top of the text".to_owned() } else { section.heading() }
}

fn id(section: &Section) -> String {
    if section.path.is_empty() { "top".to_owned() } else { section.path.replace('.', "-") }
}

fn table(section: &Section) -> Table {
    Table {
        rows: section.keys.iter().map(row).collect(),
        ..Table::new(
            id(section),
            title(section),
            [
                ("key", "Key"),
                ("means", "What it means"),
                ("written", "How it is written"),
                ("needed", "Needed"),
                ("example", "Example"),
            ]
            .map(|(key, label)| Column::new(key, label))
            .to_vec(),
        )
    }
}

fn row(key: &Key) -> Vec<Cell> {
    let needed = match key.need {
        Need::Always => "yes".to_owned(),
        Need::When(case) => case.to_owned(),
        Need::Without(then) => format!("no; without it: {then}"),
    };
    let list = if key.list { "a list: " } else { "" };
    vec![
        Cell::text(key.name),
        Cell::text(key.meaning),
        Cell::text(format!("{list}{}", key.expects)),
        Cell::text(needed),
        Cell::text(format!("{} = {}", key.name, key.example)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_on_the_page_with_its_example() {
        let text = scenario_keys().render().into_string();
        for section in sections() {
            assert!(text.contains(&format!("<section id=\"{}\">", id(section))), "{}", section.path);
            for key in section.keys {
                let row = html! { th."govuk-table__header" scope="row" { (key.name) } }.into_string();
                assert!(text.contains(&row), "{row}");
                assert!(
                    text.contains(&html! { (key.name) " = " (key.example) }.into_string()),
                    "{}",
                    key.name
                );
            }
        }
    }
}
