//! Text set apart from what surrounds it.

use maud::{Markup, html};

/// A block with a rule at its left.
pub fn inset_text(body: Markup) -> Markup {
    html! { div.govuk-inset-text { (body) } }
}
