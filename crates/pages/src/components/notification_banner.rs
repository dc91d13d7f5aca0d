//! Banners at the top of a page, for what is not about the page itself.

use maud::{Markup, html};

/// A banner "Important". The id must be the only one of its name on the page.
pub fn important_banner(id: &str, body: Markup) -> Markup {
    html! {
        div.govuk-notification-banner role="region" aria-labelledby={ (id) "-title" }
            data-module="govuk-notification-banner" {
            (parts(id, "Important", body))
        }
    }
}

/// A banner "Success", read out when the page opens. The id must be the only one of its name on the page.
pub fn success_banner(id: &str, body: Markup) -> Markup {
    html! {
        div."govuk-notification-banner govuk-notification-banner--success" role="alert"
            aria-labelledby={ (id) "-title" } data-module="govuk-notification-banner" {
            (parts(id, "Success", body))
        }
    }
}

fn parts(id: &str, title: &str, body: Markup) -> Markup {
    html! {
        div.govuk-notification-banner__header {
            h2.govuk-notification-banner__title id={ (id) "-title" } { (title) }
        }
        div.govuk-notification-banner__content { (body) }
    }
}
