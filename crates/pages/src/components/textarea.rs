//! A text of several lines to type in.

use maud::{Markup, html};

use super::field::Around;

/// A text of several lines, in letters of one width.
#[derive(Clone, Debug, Default)]
pub struct Textarea<'a> {
    /// Name and id of the field.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer; it may hold links.
    pub hint: Option<Markup>,
    /// What was typed before, kept as it was.
    pub value: &'a str,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// Lines shown at once.
    pub rows: usize,
}

/// A text of several lines.
pub fn textarea(field: &Textarea<'_>) -> Markup {
    let around = Around { name: field.name, hint: field.hint.clone(), error: field.error };
    let error_class = if field.error.is_some() { " govuk-textarea--error" } else { "" };
    // Browsers drop the first line break of a text, so that one of its own has to follow.
    let control = html! {
        textarea class={ "govuk-textarea hw-code" (error_class) } id=(field.name) name=(field.name)
            rows=(field.rows) spellcheck="false" autocomplete="off" aria-describedby=[around.described_by()] {
            "\n" (field.value)
        }
    };
    around.group(field.label, control)
}
