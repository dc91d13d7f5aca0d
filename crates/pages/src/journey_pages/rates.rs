//! *What changed*: rates counted from own records beside the published ones.

use chain::{NoRates, OwnRates, report};
use maud::html;
use tables::{Table, counted};

use super::words::length;
use super::{Around, Tab, section};
use crate::components;
use crate::layout::Page;

/// The page.
pub fn rates(around: &Around<'_>, own: Result<&OwnRates, &NoRates>) -> Page {
    around.page(Tab::Rates, || match own {
        Ok(own) => {
            let steps = report::what_changed(own, around.disclosure);
            let stocks = report::stocks_changed(own, around.disclosure);
            let body = html! {
                p.govuk-body-l.hw-sure {
                    "Published figures are totals, and some steps are inferred from them; own records count each step "
                    "and each day. Where the two differ clearly, believe the records, once the findings on the files "
                    "are dealt with."
                }
                (section(around, "Step by step", &steps))
                (section(around, "Children in each position at the start", &stocks))
                (components::details("What these rates rest on", html! {
                    ul."govuk-list govuk-list--bullet" { @for note in &own.own.notes { li { (note) } } }
                }))
                p.govuk-body {
                    a.govuk-link href={ "/authority/" (around.area.code) "/ahead" } {
                        "What lies ahead for " (around.area.name)
                    }
                }
            };
            (title(&steps), body)
        }
        Err(why) => {
            let body = html! {
                p.govuk-body-l.hw-sure { "Own rates cannot be counted yet: " (why) "." }
                p.govuk-body { a.govuk-link href="/data" { "Load more returns" } }
            };
            ("Own records cannot carry rates yet".to_owned(), body)
        }
    })
}

/// In how many steps the two differ: where the published intensity lies outside the interval of the own one.
fn title(steps: &Table) -> String {
    let (mut compared, mut differ) = (0u64, 0u64);
    for row in &steps.rows {
        let at = |n: usize| length(row.get(n));
        if let (Some(low), Some(high), Some(published)) = (at(4), at(5), at(6)) {
            compared += 1;
            differ += u64::from(published < low || high < published);
        }
    }
    match (differ, compared) {
        (_, 0) => "There are too few steps to set beside the published ones".to_owned(),
        (0, n) => {
            format!("Own records agree with published figures in all of {}", counted(n, "step", "steps"))
        }
        (d, n) => format!(
            "In {d} of {}, own records differ from what published figures suggest",
            counted(n, "step", "steps")
        ),
    }
}
