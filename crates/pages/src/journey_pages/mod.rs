//! What the authority's own returns say: what is loaded, what was found in it, and what happens to children here.
//!
//! Each page of journeys is a function of a [`journeys::group::Study`], a choice of children and a
//! [`Disclosure`]; every figure comes out of a table of [`journeys::report`], which withholds what must be
//! withheld, and charts are drawn from those tables, so that no figure slips past.

pub mod before_care;
pub mod child;
pub mod choice;
pub mod cost;
pub mod data;
mod data_forms;
mod filter_form;
pub mod findings;
pub mod findings_choice;
pub mod overview;
pub mod rates;
pub mod services;
mod shell;
mod steps;
mod timeline;
pub mod withheld;
mod words;

pub use choice::{Asked, Choices};
pub use shell::{Around, Tab, navigation};
pub use withheld::{nothing_loaded, only_inside};

use journeys::group::Disclosure;
use maud::{Markup, html};
use tables::Table;

use crate::components;

/// Which of the two holds, what is withheld, and where that is changed.
pub(crate) fn who_looks(disclosure: Disclosure) -> Markup {
    components::inset_text(html! {
        @match disclosure {
            Disclosure::Public => {
                p.govuk-body {
                    strong { "Small numbers are withheld." } " Counts are rounded to the nearest 5; counts under 5, figures "
                    "that rest on fewer than 5 children, and parts of a total that would tell of one of these, are not "
                    "shown; money is rounded to £1,000; no child is shown alone. "
                    a.govuk-link href="/data#inside" { "I work inside this authority" }
                }
            }
            Disclosure::Inside => {
                p.govuk-body {
                    strong { "Nothing is withheld." } " You have said that you work inside this authority: figures are "
                    "unrounded and single children can be seen. Do not pass these pages or files on. "
                    a.govuk-link href="/data#inside" { "Withhold small numbers again" }
                }
            }
        }
    })
}

/// A table of the page with a heading of its own and its downloads.
fn section(around: &Around<'_>, heading: &str, table: &Table) -> Markup {
    html! {
        h2.govuk-heading-m { (heading) }
        div."govuk-!-margin-bottom-8" { (components::table(table, &around.downloads(&table.id))) }
    }
}
