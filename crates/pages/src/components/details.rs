//! Text that opens when asked.

use maud::{Markup, html};

/// A line that opens to more: the source and formula of a figure, the table of a chart.
pub fn details(summary: &str, body: Markup) -> Markup {
    html! {
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { (summary) } }
            div.govuk-details__text { (body) }
        }
    }
}
