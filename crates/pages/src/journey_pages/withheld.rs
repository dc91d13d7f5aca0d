//! What stands in place of a page: nothing loaded, too few children, nobody, not for everybody.

use journeys::group::Disclosure;
use maud::{Markup, html};

use super::{navigation, who_looks};
use crate::layout::Page;

/// No returns are loaded: what would be here, and which files bring it.
pub fn nothing_loaded(current: &str) -> Page {
    let body = html! {
        p.govuk-body-l.hw-sure {
            "These pages say what happens to children in one authority, from its own returns: who moves from where to "
            "where, what came before care, which services they met, and what it has cost."
        }
        div.hw-text {
            h2.govuk-heading-m { "Which files bring it" }
            ul."govuk-list govuk-list--bullet" {
                li { "The looked-after return (SSDA903): care, placements, moves between homes." }
                li { "The children in need census, or inspection lists (Annex A): referrals, need, protection plans." }
                li { "An event file, for anything else: early help, health, schools, police, wards, costs." }
            }
            p.govuk-body { "One year and one kind of file is enough to begin; more years show more." }
            p.govuk-body { a.govuk-link href="/data" { "Load returns, or a made-up authority to try it with" } }
        }
    };
    Page { navigation: navigation(current, None), ..Page::new("No returns are loaded", body) }
}

/// Why single children are not shown, and how somebody inside the authority sees them.
pub fn only_inside(what: &str, current: &str) -> Page {
    let body = html! {
        (who_looks(Disclosure::Public))
        div.hw-text {
            p.govuk-body-l {
                (what) " would show single children, even without their names: dates alone can tell who somebody is."
            }
            p.govuk-body {
                "If you work inside the authority and may see its records of single children, say so on the page Data. "
                "The statement holds in this browser until you close it."
            }
            p.govuk-body { a.govuk-link href="/data#inside" { "Say that I work inside this authority" } }
        }
    };
    Page {
        navigation: navigation(current, None),
        ..Page::new("This is shown inside the authority only", body)
    }
}

/// The choice leaves so few children that anything said would be about them.
pub(super) fn too_few() -> (String, Markup) {
    let body = html! {
        p.govuk-body-l.hw-sure {
            "Fewer than 5 children are left by this choice, so nothing is shown about them. Take a filter away to see "
            "more children."
        }
    };
    ("Too few children to show anything about them".to_owned(), body)
}

/// The choice leaves nobody.
pub(super) fn nobody() -> (String, Markup) {
    let body = html! {
        p.govuk-body-l.hw-sure { "No child of the record meets all of these conditions. Take a filter away." }
    };
    ("No children meet this choice".to_owned(), body)
}
