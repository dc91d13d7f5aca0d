//! One choice of a few, all on screen.

use maud::{Markup, html};

use super::field::Around;

/// One choice.
#[derive(Clone, Copy, Debug)]
pub struct Radio<'a> {
    /// What is sent.
    pub value: &'a str,
    /// Words beside it.
    pub label: &'a str,
    /// What the choice means.
    pub hint: Option<&'a str>,
}

/// A group of choices.
#[derive(Clone, Copy, Debug)]
pub struct Radios<'a> {
    /// Name of the field; the first choice has it as its id, so that errors can link to it.
    pub name: &'a str,
    /// The question.
    pub legend: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// The choices.
    pub items: &'a [Radio<'a>],
    /// Value chosen before; empty for none.
    pub selected: &'a str,
}

/// Choices of which one may be taken.
pub fn radios(field: &Radios<'_>) -> Markup {
    let around =
        Around { name: field.name, hint: field.hint.map(|words| html! { (words) }), error: field.error };
    html! {
        div.govuk-form-group.govuk-form-group--error[field.error.is_some()] {
            fieldset.govuk-fieldset aria-describedby=[around.described_by()] {
                legend."govuk-fieldset__legend govuk-fieldset__legend--s" { (field.legend) }
                (around.messages())
                div.govuk-radios data-module="govuk-radios" {
                    @for (place, item) in field.items.iter().enumerate() { (radio(field, place, item)) }
                }
            }
        }
    }
}

fn radio(field: &Radios<'_>, place: usize, item: &Radio<'_>) -> Markup {
    let id = if place == 0 { field.name.to_owned() } else { format!("{}-{}", field.name, place + 1) };
    html! {
        div.govuk-radios__item {
            input.govuk-radios__input id=(id) name=(field.name) type="radio" value=(item.value)
                checked[item.value == field.selected]
                aria-describedby=[item.hint.map(|_| format!("{id}-item-hint"))];
            label."govuk-label govuk-radios__label" for=(id) { (item.label) }
            @if let Some(hint) = item.hint {
                div."govuk-hint govuk-radios__hint" id={ (id) "-item-hint" } { (hint) }
            }
        }
    }
}
