//! One choice of many.

use maud::{Markup, html};

use super::field::Around;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// Words shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into() }
    }
}

/// A field with a list to choose from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Select<'a> {
    /// Name and id of the field.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// Words of a first, empty choice.
    pub empty: Option<&'a str>,
    /// The choices.
    pub choices: &'a [Choice],
    /// Value chosen before; empty for none.
    pub selected: &'a str,
}

/// A list to choose from.
pub fn select(field: &Select<'_>) -> Markup {
    let around =
        Around { name: field.name, hint: field.hint.map(|words| html! { (words) }), error: field.error };
    let control = html! {
        select.govuk-select.govuk-select--error[field.error.is_some()] id=(field.name) name=(field.name)
            aria-describedby=[around.described_by()] {
            @if let Some(empty) = field.empty {
                option value="" selected[field.selected.is_empty()] { (empty) }
            }
            @for choice in field.choices {
                option value=(choice.value) selected[choice.value == field.selected] { (choice.label) }
            }
        }
    };
    around.group(field.label, control)
}
