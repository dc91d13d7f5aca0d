//! What stopped a form, at the top of the page, each with a link to its field.

use maud::{Markup, html};

/// What is wrong with one field, in words that say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, which is also its id on the page.
    pub field: String,
    /// What to do: "Enter a whole number of places".
    pub message: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> FieldError {
        FieldError { field: field.into(), message: message.into() }
    }
}

/// The first error of a field, for the message beside it.
pub fn error_for<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
}

/// The summary for the top of the page; nothing when there are no errors.
pub fn error_summary(errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.govuk-error-summary data-module="govuk-error-summary" {
                div role="alert" {
                    h2.govuk-error-summary__title { "There is a problem" }
                    div.govuk-error-summary__body {
                        ul."govuk-list govuk-error-summary__list" {
                            @for error in errors { li { a href={ "#" (error.field) } { (error.message) } } }
                        }
                    }
                }
            }
        }
    }
}
