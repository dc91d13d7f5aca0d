//! A warning of consequences.

use maud::{Markup, html};

/// A warning in plain words.
pub fn warning_text(text: &str) -> Markup {
    html! {
        div.govuk-warning-text {
            span.govuk-warning-text__icon aria-hidden="true" { "!" }
            strong.govuk-warning-text__text {
                span.govuk-visually-hidden { "Warning" } " " (text)
            }
        }
    }
}
