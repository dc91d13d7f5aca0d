//! The page for an authority whose published figures cannot carry a projection.

use maud::html;

use super::{Around, Tab, words};
use crate::layout::Page;

/// Says which figure is missing and what to do instead.
pub fn few_figures(around: &Around<'_>, tab: Tab, missing: &str) -> Page {
    let name = words::short_name(around.area);
    let body = html! {
        p.govuk-body-l.hw-sure {
            "The projection rests on a figure that is not published for " (name) ": " strong { (missing) } "."
        }
        div.hw-text {
            p.govuk-body {
                "The publisher withholds numbers that are so small that they could point to a child. Headwater does "
                "not guess them: a withheld number is not zero."
            }
            h2.govuk-heading-m { "What you can do" }
            ul."govuk-list govuk-list--bullet" {
                li { a.govuk-link href=(around.href(Tab::Where)) { "See what is published for " (name) } }
                li { a.govuk-link href="/" { "Choose another authority" } ", such as a neighbour that shares your services" }
            }
        }
    };
    let title = format!("Too few figures are published to project {name}");
    around.page(tab, title, body)
}
