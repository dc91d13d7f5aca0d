//! The form that chooses children, and what is chosen.

use journeys::Precedence;
use maud::{Markup, html};

use super::choice::{Asked, Choices, PRECEDENCE, rules_note};
use crate::components::{self, Select, error_for};

/// The form. It asks by address, so that a choice can be kept as a link.
pub(super) fn form(choices: &Choices, asked: &Asked, path: &str) -> Markup {
    html! {
        form.hw-filter method="get" action=(path) novalidate {
            h2.govuk-heading-s { "Choose children" }
            div.hw-filter__fields {
                @for field in &choices.fields {
                    (components::select(&Select {
                        name: field.name,
                        label: field.label,
                        hint: None,
                        error: error_for(&asked.errors, field.name),
                        empty: empty_words(field.name),
                        choices: &field.choices,
                        selected: selected(asked, field.name),
                    }))
                }
            }
            (components::secondary_button("Apply filters"))
        }
    }
}

/// Words for no choice; positions are always made by some rules.
fn empty_words(name: &str) -> Option<&'static str> {
    match name {
        PRECEDENCE => None,
        "from" => Some("Two years before the last"),
        "to" => Some("The last year"),
        _ => Some("Any"),
    }
}

fn selected<'a>(asked: &'a Asked, name: &str) -> &'a str {
    match asked.value(name) {
        "" if name == PRECEDENCE => Precedence::Standard.label(),
        value => value,
    }
}

/// Whom the page is about, with a link to take each condition away.
pub(super) fn chosen(choices: &Choices, asked: &Asked, path: &str, whom: &str) -> Markup {
    html! {
        div.hw-chosen {
            p.govuk-body { "This page is about " strong { (whom) } "." }
            @if !asked.values.is_empty() {
                ul {
                    @for (name, value) in &asked.values {
                        @let field = choices.fields.iter().find(|f| f.name == name);
                        @let label = field.map_or("", |f| f.label);
                        @let choice = field.and_then(|f| f.choices.iter().find(|c| c.value == *value));
                        li {
                            (label) ": " strong { (choice.map_or(value, |c| &c.label)) }
                            @if let Some(note) = rules_note(value).filter(|_| name == PRECEDENCE) { " (" (note) ")" }
                            " "
                            a.govuk-link href={ (path) "?" (asked.query_without(name)) } {
                                "Remove" span.govuk-visually-hidden { " " (label) }
                            }
                        }
                    }
                }
            }
        }
    }
}
