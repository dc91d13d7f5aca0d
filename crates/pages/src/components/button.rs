//! Buttons, and links that look like buttons.

use maud::{Markup, html};

/// The main button of a form; sends it.
pub fn button(text: &str) -> Markup {
    html! { button.govuk-button type="submit" data-module="govuk-button" { (text) } }
}

/// A lesser button of a form; sends it too.
pub fn secondary_button(text: &str) -> Markup {
    html! {
        button."govuk-button govuk-button--secondary" type="submit" data-module="govuk-button" { (text) }
    }
}

/// A link that looks like a button.
pub fn link_button(text: &str, href: &str) -> Markup {
    html! {
        a.govuk-button href=(href) role="button" draggable="false" data-module="govuk-button" { (text) }
    }
}

/// The button that leads from a start page into the service.
pub fn start_button(text: &str, href: &str) -> Markup {
    html! {
        a."govuk-button govuk-button--start" href=(href) role="button" draggable="false"
            data-module="govuk-button" {
            (text)
            svg.govuk-button__start-icon xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"
                viewBox="0 0 33 40" aria-hidden="true" focusable="false" {
                path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" {}
            }
        }
    }
}
