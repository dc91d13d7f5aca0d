//! Links to the page before and the page after.

use maud::{Markup, html};

/// Links between the pages of a list; nothing if there is one page alone. `label` names the list for screen readers,
/// `href` gives the address of a page, from 1.
pub fn pagination(label: &str, page: usize, pages: usize, href: impl Fn(usize) -> String) -> Markup {
    html! {
        @if pages > 1 {
            nav."govuk-pagination govuk-pagination--block" aria-label=(label) {
                @if page > 1 {
                    div.govuk-pagination__prev {
                        a."govuk-link govuk-pagination__link" href=(href(page - 1)) rel="prev" {
                            span.govuk-pagination__link-title { "Previous page" }
                            span.govuk-pagination__link-label { (page - 1) " of " (pages) }
                        }
                    }
                }
                @if page < pages {
                    div.govuk-pagination__next {
                        a."govuk-link govuk-pagination__link" href=(href(page + 1)) rel="next" {
                            span.govuk-pagination__link-title { "Next page" }
                            span.govuk-pagination__link-label { (page + 1) " of " (pages) }
                        }
                    }
                }
            }
        }
    }
}
