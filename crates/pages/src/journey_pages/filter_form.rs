//! The form that chooses children, and what is chosen.

use maud::{Markup, html};

use super::choice::{Asked, Choices};
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
                        empty: Some(empty_words(field.name)),
                        choices: &field.choices,
                        selected: asked.value(field.name),
                    }))
                }
            }
            (components::secondary_button("Apply filters"))
        }
    }
}

fn empty_words(name: &str) -> &'static str {
    match name {
        "from" => "Two years before the last",
        "to" => "The last year",
        _ => "Any",
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
                        @let label = choices.fields.iter().find(|f| f.name == name).map_or("", |f| f.label);
                        li {
                            (label) ": " strong { (value) } " "
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
