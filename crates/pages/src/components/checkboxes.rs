//! Several choices of a few, all on screen.

use maud::{Markup, html};

use super::field::Around;

/// A group of choices of which any number may be taken.
#[derive(Clone, Copy, Debug)]
pub struct Checkboxes<'a> {
    /// Name of the field, sent once for each choice taken; the first choice has it as its id, so that errors can
    /// link to it.
    pub name: &'a str,
    /// The question.
    pub legend: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// Values and words of the choices.
    pub items: &'a [(String, String)],
    /// Values taken before.
    pub selected: &'a [&'a str],
}

/// Choices of which any number may be taken.
pub fn checkboxes(field: &Checkboxes<'_>) -> Markup {
    let around =
        Around { name: field.name, hint: field.hint.map(|words| html! { (words) }), error: field.error };
    html! {
        div.govuk-form-group.govuk-form-group--error[field.error.is_some()] {
            fieldset.govuk-fieldset aria-describedby=[around.described_by()] {
                legend.govuk-fieldset__legend { (field.legend) }
                (around.messages())
                div."govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes" {
                    @for (place, (value, label)) in field.items.iter().enumerate() {
                        @let id = if place == 0 { field.name.to_owned() } else { format!("{}-{}", field.name, place + 1) };
                        div.govuk-checkboxes__item {
                            input.govuk-checkboxes__input id=(id) name=(field.name) type="checkbox" value=(value)
                                checked[field.selected.contains(&value.as_str())];
                            label."govuk-label govuk-checkboxes__label" for=(id) { (label) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_choice_is_where_errors_link_to_and_choices_taken_stay() {
        let items = [("a", "One"), ("b", "Two")].map(|(v, l)| (v.to_owned(), l.to_owned()));
        let markup = checkboxes(&Checkboxes {
            name: "pick",
            legend: "Pick",
            hint: None,
            error: Some("Choose one or more"),
            items: &items,
            selected: &["b"],
        })
        .into_string();
        assert!(markup.contains("id=\"pick\" name=\"pick\" type=\"checkbox\" value=\"a\">"));
        assert!(markup.contains("value=\"b\" checked"));
        assert!(markup.contains("id=\"pick-error\""));
    }
}
