//! A line to type in.

use maud::{Markup, html};

use super::field::Around;

/// Width of a field, which tells how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputWidth {
    /// All the width there is.
    #[default]
    Full,
    /// Half the width there is.
    Half,
    /// Twenty characters.
    Characters20,
    /// Ten characters.
    Characters10,
    /// Five characters.
    Characters5,
    /// Four characters.
    Characters4,
    /// Three characters.
    Characters3,
    /// Two characters.
    Characters2,
}

impl InputWidth {
    fn class(self) -> &'static str {
        match self {
            InputWidth::Full => "",
            InputWidth::Half => " govuk-!-width-one-half",
            InputWidth::Characters20 => " govuk-input--width-20",
            InputWidth::Characters10 => " govuk-input--width-10",
            InputWidth::Characters5 => " govuk-input--width-5",
            InputWidth::Characters4 => " govuk-input--width-4",
            InputWidth::Characters3 => " govuk-input--width-3",
            InputWidth::Characters2 => " govuk-input--width-2",
        }
    }
}

/// A field to type in.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextInput<'a> {
    /// Name and id of the field.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What was typed before, kept as it was.
    pub value: &'a str,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// Sign before the field: `£`. Screen readers do not read it, so the label says it too.
    pub prefix: Option<&'a str>,
    /// Unit after the field: `%`. Screen readers do not read it, so the label says it too.
    pub suffix: Option<&'a str>,
    /// Width.
    pub width: InputWidth,
    /// Whether telephones show digits.
    pub numeric: bool,
}

/// A field to type in.
pub fn text_input(field: &TextInput<'_>) -> Markup {
    let around =
        Around { name: field.name, hint: field.hint.map(|words| html! { (words) }), error: field.error };
    let error_class = if field.error.is_some() { " govuk-input--error" } else { "" };
    let input = html! {
        input class={ "govuk-input" (field.width.class()) (error_class) } id=(field.name) name=(field.name)
            type="text" value=(field.value) spellcheck="false" autocomplete="off"
            inputmode=[field.numeric.then_some("decimal")] aria-describedby=[around.described_by()];
    };
    let control = html! {
        @if field.prefix.is_some() || field.suffix.is_some() {
            div.govuk-input__wrapper {
                @if let Some(prefix) = field.prefix {
                    div.govuk-input__prefix aria-hidden="true" { (prefix) }
                }
                (input)
                @if let Some(suffix) = field.suffix {
                    div.govuk-input__suffix aria-hidden="true" { (suffix) }
                }
            }
        } @else {
            (input)
        }
    };
    around.group(field.label, control)
}
