//! The pages of one authority, from published figures to who pays: data in, page out.
//!
//! Every page answers one question, and its title is the answer, written from the data. A page never computes a
//! figure of its own: it shows those of [`chain`] and, behind each chart, the same figures as a table.

pub mod about;
pub mod ahead;
pub mod basis;
pub mod choose;
mod costs;
mod evidence;
mod fans;
pub mod few_figures;
mod form;
mod profile;
pub mod query;
pub mod rate_checks;
pub mod scenario_keys;
mod scenario_parts;
mod scenario_text;
pub mod track_record;
pub mod what_if;
pub mod where_we_are;
pub mod who_pays;
pub(crate) mod words;

use maud::{Markup, html};
use plan::Plan;
use reference::Area;

pub use basis::{Basis, Returns};
use chain::RatesFrom;
pub use scenario_text::KEYS;

use crate::components::Downloads;
use crate::layout::{Link, NavItem, Page, Standing};

/// What a page of an authority stands on.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The authority.
    pub area: &'a Area,
    /// Horizon, draws and seed.
    pub plan: &'a Plan,
    /// Name of the plan folder, when there is one and it is this authority's.
    pub plan_name: Option<&'a str>,
    /// The scenario as a query string without `?`; empty when there is none.
    pub query: &'a str,
    /// Name of the service of the scenario.
    pub scenario: Option<&'a str>,
    /// The rates behind the figures.
    pub basis: Basis<'a>,
}

/// The pages of an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// *Where we are*.
    Where,
    /// *What lies ahead*.
    Ahead,
    /// *What if*.
    WhatIf,
    /// *Who pays, who gains*.
    WhoPays,
}

impl Tab {
    /// All pages, in the order of the navigation.
    pub const ALL: [Tab; 4] = [Tab::Where, Tab::Ahead, Tab::WhatIf, Tab::WhoPays];

    /// Words of the navigation.
    pub fn label(self) -> &'static str {
        ["Where we are", "What lies ahead", "What if", "Who pays, who gains"][self as usize]
    }

    /// Last part of the address.
    pub fn path(self) -> &'static str {
        ["where", "ahead", "what-if", "who-pays"][self as usize]
    }
}

impl Around<'_> {
    /// Address of a page of this authority, with the scenario where the page has one.
    pub fn href(&self, tab: Tab) -> String {
        self.address(tab.path(), tab == Tab::WhatIf || tab == Tab::WhoPays)
    }

    /// Where the table with an id can be had as a file.
    pub fn downloads(&self, id: &str) -> Downloads {
        let file = |kind: &str| Some(self.address(&format!("tables/{id}.{kind}"), true));
        Downloads { csv: file("csv"), xlsx: file("xlsx"), json: file("json") }
    }

    /// The same with other rates.
    fn with_rates(&self, from: RatesFrom) -> Self {
        Around { basis: Basis { asked: Some(from), ..self.basis }, ..*self }
    }

    fn address(&self, path: &str, with_scenario: bool) -> String {
        let scenario = if with_scenario { self.query } else { "" };
        let rates = self.basis.parameter().map(|from| format!("{}={}", basis::FIELD, from.label()));
        let query = [scenario, rates.as_deref().unwrap_or_default()];
        let query = query.into_iter().filter(|q| !q.is_empty()).collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/authority/{}/{path}{mark}{query}", self.area.code)
    }

    /// The page in its shell.
    fn page(&self, tab: Tab, title: String, body: Markup) -> Page {
        let scenario = match self.scenario {
            Some(name) => Some(name.to_owned()),
            None => (tab == Tab::Ahead).then(|| "Baseline".to_owned()),
        };
        // What is on *Where we are* is published, whatever stands behind the pages that follow.
        let shown = if tab == Tab::Where { Basis::default() } else { self.basis };
        Page {
            navigation: Tab::ALL
                .into_iter()
                .map(|t| NavItem { link: Link::new(t.label(), self.href(t)), current: t == tab })
                .chain(
                    [("Journeys", "/journeys"), ("Data", "/data"), ("Change authority", "/")]
                        .map(|(text, href)| NavItem { link: Link::new(text, href), current: false }),
                )
                .collect(),
            standing: Some(Standing {
                authority: shown.authority(&self.area.name),
                plan: self.plan_name.map(str::to_owned),
                scenario,
                data: shown.data(),
                seed: (tab != Tab::Where).then_some(self.plan.seed),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            }),
            ..Page::new(title, html! { @if tab != Tab::Where { (basis::banner(self, tab)) } (body) })
        }
    }
}

/// Where projected figures come from, for the foot of a chart.
fn projection(baseline: &chain::Baseline) -> String {
    format!(
        "Headwater projection from {}, {} draws, seed {}",
        baseline.rests_on, baseline.plan.draws, baseline.plan.seed
    )
}

/// A sentence under the title.
fn lead(text: &str) -> Markup {
    html! { p.govuk-body-l.hw-sure { (text) } }
}

/// A list of tables as files.
fn files(around: &Around<'_>, tables: &[(&str, &str)]) -> Markup {
    html! {
        h2.govuk-heading-m { "Tables to take away" }
        ul.govuk-list {
            @for (id, title) in tables {
                @let downloads = around.downloads(id);
                li {
                    (title) ": "
                    a.govuk-link href=[downloads.csv] { "CSV" span.govuk-visually-hidden { " of " (title) } } ", "
                    a.govuk-link href=[downloads.xlsx] { "Excel" span.govuk-visually-hidden { " of " (title) } }
                }
            }
            li { a.govuk-link href=(around.address("tables/all.xlsx", true)) { "All tables in one Excel file" } }
        }
    }
}
