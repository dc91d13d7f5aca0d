//! Pages for when something is not there or went wrong: what happened, what is safe, what to do.

use maud::html;

use crate::layout::Page;

/// "Page not found".
pub fn not_found() -> Page {
    Page::new(
        "Page not found",
        html! {
            div.hw-text {
                p.govuk-body { "If you typed the web address, check it is correct." }
                p.govuk-body { "If you pasted the web address, check you copied the entire address." }
                p.govuk-body { "Nothing you saved is affected." }
                p.govuk-body { a.govuk-link href="/" { "Go to the start page" } }
            }
        },
    )
}

/// "This address cannot be answered": a parameter that a page does not know, or a value that it cannot have. `path` is
/// the page without them.
pub fn wrong_address(errors: &[String], path: &str) -> Page {
    let body = html! {
        div.hw-text {
            p.govuk-body { "What stands after the question mark in the address:" }
            ul."govuk-list govuk-list--bullet" { @for error in errors { li { (error) } } }
            p.govuk-body { a.govuk-link href=(path) { "Open the page without it" } }
        }
    };
    Page { has_errors: true, ..Page::new("This address cannot be answered", body) }
}

/// "This was not done": a form that did not come from a page of this server.
pub fn refused() -> Page {
    Page::new(
        "This was not done",
        html! {
            div.hw-text {
                p.govuk-body {
                    "Only a page of Headwater, opened at its own address, may save, load or remove anything."
                }
                p.govuk-body { "Nothing has changed. Open the page again and do it from there." }
                p.govuk-body { a.govuk-link href="/" { "Go to the start page" } }
            }
        },
    )
}

/// "Too much for one form": fields of more than `limit_mb` MB together.
pub fn too_much(limit_mb: usize) -> Page {
    let body = html! {
        div.hw-text {
            p.govuk-body {
                "The form sent more than " (limit_mb) " MB of text. Expected: at most " (limit_mb) " MB, and at most 500 "
                "characters in a field that holds one value."
            }
            p.govuk-body {
                "Nothing was computed and nothing has changed. Go back: the browser may still have what you typed. Files of "
                "returns are loaded on the page "
                a.govuk-link href="/data" { "Data" }
                "."
            }
        }
    };
    Page { has_errors: true, ..Page::new("That is too much for one form", body) }
}

/// "This cannot be answered": a request that is none of a page of this server.
pub fn not_understood() -> Page {
    let body = html! {
        div.hw-text {
            p.govuk-body { "Expected: an address of a page of Headwater, or a form that one of its pages sends." }
            p.govuk-body { "If the address was pasted, check that it is whole. Nothing has changed." }
            p.govuk-body { a.govuk-link href="/" { "Go to the start page" } }
        }
    };
    Page { has_errors: true, ..Page::new("This cannot be answered", body) }
}

/// "Sorry, there is a problem with Headwater".
pub fn problem() -> Page {
    Page::new(
        "Sorry, there is a problem with Headwater",
        html! {
            div.hw-text {
                p.govuk-body { "This page could not be made. Your files and plans on disk are as they were." }
                p.govuk-body {
                    "Go back and try again. If it happens again, the window in which Headwater was started says more."
                }
                p.govuk-body { a.govuk-link href="/" { "Go to the start page" } }
            }
        },
    )
}
