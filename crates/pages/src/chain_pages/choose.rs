//! The start page: choose an authority.

use maud::{Markup, html};
use reference::{Area, UnknownArea, Why};

use crate::components::{self, Choice, FieldError, Select, error_for};
use crate::layout::{Link, Page};

/// Name of the field.
const FIELD: &str = "authority";

/// The start page.
///
/// `refused` is what was asked for and is not an authority; it stays in view with suggestions. `plan` is the link to
/// a plan that the program was started with.
pub fn choose<'a>(
    authorities: impl Iterator<Item = &'a Area>,
    refused: Option<&UnknownArea>,
    plan: Option<&Link>,
) -> Page {
    let choices: Vec<Choice> = authorities.map(|a| Choice::new(a.code.to_string(), a.name.clone())).collect();
    let errors: Vec<FieldError> =
        refused.map(|unknown| FieldError::new(FIELD, message(unknown))).into_iter().collect();
    let body = html! {
        p.govuk-body-l.hw-sure {
            "What lies ahead for children and budgets in one authority if nothing changes, what a new service would "
            "change, and who pays and who gains."
        }
        @if let Some(plan) = plan {
            (components::inset_text(html! {
                p.govuk-body { "This copy was started with a plan: " a.govuk-link href=(plan.href) { (plan.text) } }
            }))
        }
        @if let Some(unknown) = refused { (suggestions(unknown, &choices)) }
        form method="get" action="/choose" novalidate {
            (components::select(&Select {
                name: FIELD,
                label: "Local authority",
                hint: Some("Type the first letters of its name to jump to it"),
                error: error_for(&errors, FIELD),
                empty: Some("Choose an authority"),
                choices: &choices,
                selected: "",
            }))
            (components::button("Continue"))
        }
        p.govuk-body { strong { "Nothing leaves this machine." } " All figures are inside the program." }
        h2.govuk-heading-m { "With your own returns" }
        p.govuk-body.hw-text {
            a.govuk-link href="/data" { "Load SSDA903, the children in need census, Annex A or event files" }
            " to see journeys of children here, what came before care, and what it has cost."
        }
        h2.govuk-heading-m { "What you get" }
        (what_you_get())
        p.govuk-body {
            a.govuk-link href="/about" { "Where the figures come from, how it works, and what it never does" }
        }
    };
    Page {
        above: components::error_summary(&errors),
        has_errors: !errors.is_empty(),
        navigation: crate::journey_pages::navigation("/", None),
        ..Page::new("Which authority do you want to look at?", body)
    }
}

fn what_you_get() -> Markup {
    html! {
        ul."govuk-list govuk-list--bullet hw-text" {
            li { strong { "Where we are" } ": referrals, children in need, protection plans and looked-after children "
                "beside ten similar authorities and England, from published figures." }
            li { strong { "What lies ahead" } ": how many children in each position, in which placements, and at what "
                "cost, each year for ten years, with an interval that says how sure this is." }
            li { strong { "What if" } ": describe a service, its places, its effect and its price, and see what it "
                "would change." }
            li { strong { "Journeys" } ": with your returns loaded, how children move between early help, need, "
                "protection and care, where chances pass, and where they come back." }
            li { strong { "Who pays, who gains" } ": cash released and cost avoided for each agency, kept apart, and "
                "the chance that it has paid back by each year." }
        }
    }
}

fn message(unknown: &UnknownArea) -> String {
    if unknown.typed.is_empty() {
        return "Choose an authority".to_owned();
    }
    let text = unknown.to_string();
    let mut letters = text.chars();
    // The name as typed keeps its own letters.
    match unknown.why {
        Why::NotFound => {
            letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        Why::Ambiguous | Why::Abolished => text,
    }
}

fn suggestions(unknown: &UnknownArea, choices: &[Choice]) -> Markup {
    let near: Vec<&Choice> =
        unknown.nearest.iter().filter_map(|name| choices.iter().find(|c| c.label == *name)).collect();
    html! {
        @if !near.is_empty() {
            p.govuk-body { "You asked for “" (units::abridged(&unknown.typed)) "”. Did you mean:" }
            ul."govuk-list govuk-list--bullet" {
                @for choice in near {
                    li { a.govuk-link href={ "/authority/" (choice.value) "/where" } { (choice.label) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use reference::Reference;

    use super::*;

    #[test]
    fn an_unknown_name_stays_in_view_with_suggestions() {
        let figures = Reference::embedded();
        let unknown = figures.find("Hartlepol").expect_err("no such area");
        let text = choose(figures.authorities(), Some(&unknown), None).render().into_string();
        assert!(text.contains("href=\"#authority\""));
        assert!(text.contains("You asked for “Hartlepol”"));
        assert!(text.contains("<a class=\"govuk-link\" href=\"/authority/805/where\">Hartlepool</a>"));
        assert!(text.contains("<title>Error: "));
    }
}
