//! Facts as pairs of key and value, each with a link to change it.

use maud::{Markup, html};

/// One fact.
#[derive(Clone, Debug)]
pub struct SummaryRow {
    /// What it is.
    pub key: String,
    /// Its value.
    pub value: Markup,
    /// Where it can be changed.
    pub change: Option<String>,
}

impl SummaryRow {
    /// A fact that cannot be changed here.
    pub fn new(key: impl Into<String>, value: Markup) -> SummaryRow {
        SummaryRow { key: key.into(), value, change: None }
    }
}

/// Facts, one below the other.
pub fn summary_list(rows: &[SummaryRow]) -> Markup {
    let any_change = rows.iter().any(|row| row.change.is_some());
    html! {
        dl.govuk-summary-list {
            @for row in rows {
                div.govuk-summary-list__row
                    .govuk-summary-list__row--no-actions[any_change && row.change.is_none()] {
                    dt.govuk-summary-list__key { (row.key) }
                    dd.govuk-summary-list__value { (row.value) }
                    @if let Some(href) = &row.change {
                        dd.govuk-summary-list__actions {
                            a.govuk-link href=(href) {
                                "Change" span.govuk-visually-hidden { " " (row.key.to_lowercase()) }
                            }
                        }
                    }
                }
            }
        }
    }
}
