//! A short word in a coloured box; the word says all, the colour only repeats it.

use maud::{Markup, html};

/// Colour of a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagColour {
    /// The usual colour.
    #[default]
    Blue,
    /// Good, strong, done.
    Green,
    /// Middling.
    Yellow,
    /// Weak, late.
    Orange,
    /// Bad, stopped.
    Red,
    /// Not known, not started.
    Grey,
}

/// A tag.
pub fn tag(text: &str, colour: TagColour) -> Markup {
    let class = match colour {
        TagColour::Blue => "govuk-tag",
        TagColour::Green => "govuk-tag govuk-tag--green",
        TagColour::Yellow => "govuk-tag govuk-tag--yellow",
        TagColour::Orange => "govuk-tag govuk-tag--orange",
        TagColour::Red => "govuk-tag govuk-tag--red",
        TagColour::Grey => "govuk-tag govuk-tag--grey",
    };
    html! { strong class=(class) { (text) } }
}
