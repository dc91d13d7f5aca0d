//! What fields have in common: the group, the hint, the error message, and the ids that tie them together.

use maud::{Markup, html};

/// Words around a field.
pub(super) struct Around<'a> {
    pub name: &'a str,
    pub hint: Option<Markup>,
    pub error: Option<&'a str>,
}

impl Around<'_> {
    /// The value of `aria-describedby`: hint first, then error.
    pub fn described_by(&self) -> Option<String> {
        let ids: Vec<String> = [self.hint.as_ref().map(|_| "hint"), self.error.map(|_| "error")]
            .into_iter()
            .flatten()
            .map(|part| format!("{}-{part}", self.name))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Hint and error message, in the order GOV.UK sets them.
    pub fn messages(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { div.govuk-hint id={ (self.name) "-hint" } { (hint) } }
            @if let Some(error) = self.error {
                p.govuk-error-message id={ (self.name) "-error" } {
                    span.govuk-visually-hidden { "Error:" } " " (error)
                }
            }
        }
    }

    /// The group with its label, messages and control.
    pub fn group(&self, label: &str, control: Markup) -> Markup {
        html! {
            div.govuk-form-group.govuk-form-group--error[self.error.is_some()] {
                label.govuk-label for=(self.name) { (label) }
                (self.messages())
                (control)
            }
        }
    }
}
