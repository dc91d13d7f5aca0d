//! A scenario written as text: the worked ones to start from, and the field to write in.

use chain::{TEXT, WORKED, WORKED_NAME, Worked};
use maud::{Markup, html};
use plan::{InputError, Raw};

use super::{Around, Tab};
use crate::components::{FieldError, Textarea, button, error_for, textarea};

/// Address of the page that says what each key means.
pub const KEYS: &str = "/scenario-keys";

/// The worked scenarios as links, each with what it is about.
pub fn worked(around: &Around<'_>) -> Markup {
    html! {
        h2.govuk-heading-m id=(WORKED_NAME) tabindex="-1" { "Start from a worked scenario" }
        p."govuk-body hw-text" {
            "Each tells a story in figures, with the source of every figure and what is assumed. They are written for an "
            "average authority: change the places, dates and money to fit yours."
        }
        ul."govuk-list govuk-list--bullet hw-text" {
            @for worked in &WORKED { (link(around, worked)) }
        }
    }
}

fn link(around: &Around<'_>, worked: &Worked) -> Markup {
    // A worked scenario that were not TOML would still be a link, under its short name.
    let raw = Raw::from_toml(worked.name, worked.text).unwrap_or_default();
    let name = Some(raw.get("name")).filter(|n| !n.is_empty()).unwrap_or(worked.name);
    let query = format!("{WORKED_NAME}={}", worked.name);
    html! {
        li {
            a.govuk-link href=(Around { query: &query, ..*around }.href(Tab::WhatIf)) { (name) }
            @if !raw.get("about").is_empty() { ": " (raw.get("about")) }
        }
    }
}

/// The field for a scenario as text. It is sent by POST, so that a text too long for an address is refused in words; the
/// server answers with the address that holds the text.
pub fn text_form(around: &Around<'_>, text: &str, errors: &[FieldError]) -> Markup {
    let about_this: Vec<&FieldError> = errors.iter().filter(|e| e.field == TEXT).collect();
    let error = match about_this.as_slice() {
        [] => None,
        [_] => error_for(errors, TEXT).map(str::to_owned),
        many => Some(format!("{} things to put right are listed at the top of the page", many.len())),
    };
    html! {
        form method="post" action={ "/authority/" (around.area.code) "/" (Tab::WhatIf.path()) } novalidate {
            (textarea(&Textarea {
                name: TEXT,
                label: "Scenario as text",
                hint: Some(html! {
                    "Services, cuts, changes of practice, arrivals and placements, with a key for each fact. "
                    "A line that begins with # is a comment. "
                    a.govuk-link href=(KEYS) { "What each key means" }
                }),
                value: text,
                error: error.as_deref(),
                rows: 24,
            }))
            (super::what_if::hidden_rates(around))
            (button("Run this text"))
        }
    }
}

/// What is wrong with a scenario's text, as a message at its field.
pub fn text_error(error: &InputError) -> FieldError {
    if error.key == WORKED_NAME {
        let message = format!("Worked scenario: “{}” was given, expected {}", error.value, error.expected);
        return FieldError::new(WORKED_NAME, message);
    }
    let file =
        if error.file == super::what_if::THIS_PAGE { String::new() } else { format!("{}: ", error.file) };
    let about = if error.about.is_empty() { String::new() } else { format!(" ({})", error.about) };
    let found = match error.value.as_str() {
        "" => String::new(),
        value => format!("“{value}” was given, "),
    };
    FieldError::new(TEXT, format!("{file}{}{about}: {found}expected {}", error.key, error.expected))
}
