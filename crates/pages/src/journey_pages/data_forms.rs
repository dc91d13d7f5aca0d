//! The forms of the page *Data*.

use journeys::group::Disclosure;
use maud::{Markup, html};

use crate::components::{self, Choice, FieldError, Select, error_for};

/// Name of the field with the files.
pub const FILES: &str = "files";
/// Name of the field with the authority.
pub const AUTHORITY: &str = "authority";

/// The form that loads files.
pub(super) struct Upload<'a> {
    pub authorities: &'a [Choice],
    pub chosen: &'a str,
    pub errors: &'a [FieldError],
    pub limit_mb: u64,
    pub replaces: bool,
}

/// Several files at once, as a plain form. The field is large because browsers let files be dropped on it.
pub(super) fn upload(form: &Upload<'_>) -> Markup {
    let error = error_for(form.errors, FILES);
    let described = if error.is_some() { "files-hint files-error" } else { "files-hint" };
    html! {
        @if form.replaces {
            p.govuk-body { "Everything that belongs together must be loaded at once: what is loaded now is replaced." }
        }
        form method="post" action="/data" enctype="multipart/form-data" novalidate {
            (components::select(&Select {
                name: AUTHORITY,
                label: "Whose returns are these?",
                hint: Some("Published unit costs and rates of this authority are set beside them"),
                error: error_for(form.errors, AUTHORITY),
                empty: Some("Choose an authority"),
                choices: form.authorities,
                selected: form.chosen,
            }))
            div.govuk-form-group.govuk-form-group--error[error.is_some()] {
                label.govuk-label for=(FILES) { "Files" }
                div.govuk-hint id="files-hint" {
                    "SSDA903 (CSV or XML), children in need census (XML), Annex A (Excel or CSV), event files (CSV): "
                    "all years at once, zipped or not, up to " (form.limit_mb) " MB. File names do not matter. Choose the "
                    "files, or drop them on the field."
                }
                @if let Some(error) = error {
                    p.govuk-error-message id="files-error" { span.govuk-visually-hidden { "Error:" } " " (error) }
                }
                input."govuk-file-upload hw-drop" id=(FILES) name=(FILES) type="file" multiple
                    aria-describedby=(described);
            }
            p.govuk-body {
                strong { "Nothing leaves this computer." } " The files stay in memory, on no disk and on no network, until "
                "you remove them or stop the program."
            }
            (components::button("Read these files"))
        }
    }
}

/// The statement of whoever works inside the authority, or its withdrawal.
pub(super) fn inside(disclosure: Disclosure) -> Markup {
    html! {
        form method="post" action="/data/inside" {
            @match disclosure {
                Disclosure::Public => {
                    input type="hidden" name="inside" value="yes";
                    p.govuk-body.hw-text {
                        "“I work inside this authority and may see small numbers and single children.” This holds in "
                        "this browser until you close it."
                    }
                    (cookie())
                    (components::secondary_button("State this, and show everything"))
                }
                Disclosure::Inside => {
                    input type="hidden" name="inside" value="no";
                    (cookie())
                    (components::secondary_button("Withhold small numbers again"))
                }
            }
        }
    }
}

/// What is kept of the statement, and where.
fn cookie() -> Markup {
    html! {
        p.govuk-body.hw-text {
            "The browser keeps the statement in one cookie, headwater-inside, which says yes and nothing else. It goes to "
            "this program alone: no script can read it, and no other site’s page can send it. Closing the browser or "
            "taking the statement back deletes it. It is a statement, not a password: whoever uses this browser on this "
            "computer can make it."
        }
    }
}

/// The button that forgets the returns.
pub(super) fn remove() -> Markup {
    html! {
        form method="post" action="/data/remove" {
            p.govuk-body.hw-text { "The program forgets the returns and everything made of them. Your files are untouched." }
            button."govuk-button govuk-button--warning" type="submit" data-module="govuk-button" { "Remove this data" }
        }
    }
}
