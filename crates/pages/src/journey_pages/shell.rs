//! The shell of the pages of journeys: navigation, who looks, the form, the pages beside this one.

use journeys::Day;
use journeys::group::{Disclosure, Study};
use maud::{Markup, html};
use reference::Area;

use super::choice::{Asked, Choices};
use super::filter_form::{chosen, form};
use super::{who_looks, withheld};
use crate::components::{self, Downloads};
use crate::layout::{Link, NavItem, Page, Standing};

/// What a page of journeys stands on.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The authority whose returns are loaded.
    pub area: &'a Area,
    /// Its name; a made-up one's own.
    pub name: &'a str,
    /// Whether the authority and its children are made up.
    pub made_up: bool,
    /// The record made ready.
    pub study: &'a Study,
    /// Who looks.
    pub disclosure: Disclosure,
    /// What can be asked.
    pub choices: &'a Choices,
    /// What is asked.
    pub asked: &'a Asked,
    /// Places of the children chosen.
    pub group: &'a [usize],
}

/// The pages of journeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Positions, flow, pathways, coming back.
    Overview,
    /// What came before care.
    BeforeCare,
    /// Services and agencies.
    Services,
    /// Cost.
    Cost,
    /// Own rates beside published ones.
    Rates,
    /// One child.
    Child,
}

impl Tab {
    /// All pages, in order.
    pub const ALL: [Tab; 6] =
        [Tab::Overview, Tab::BeforeCare, Tab::Services, Tab::Cost, Tab::Rates, Tab::Child];

    /// Words of the link.
    pub fn label(self) -> &'static str {
        ["All journeys", "Before care", "Services and agencies", "Cost", "What changed", "One child"]
            [self as usize]
    }

    /// The address.
    pub fn path(self) -> &'static str {
        [
            "/journeys",
            "/journeys/before-care",
            "/journeys/services",
            "/journeys/cost",
            "/journeys/rates",
            "/journeys/child",
        ][self as usize]
    }

    /// Whether the page is about a group of children that can be chosen.
    pub fn has_group(self) -> bool {
        !matches!(self, Tab::Rates | Tab::Child)
    }
}

/// Navigation of the pages that belong to no published authority: data and journeys.
pub fn navigation(current: &str, area: Option<&Area>) -> Vec<NavItem> {
    let item = |text: &str, href: &str| NavItem { link: Link::new(text, href), current: href == current };
    let mut items = vec![item("Journeys", "/journeys"), item("Data", "/data")];
    if let Some(area) = area {
        items.push(item("Published figures and what lies ahead", &format!("/authority/{}/where", area.code)));
    }
    items.push(item("Choose an authority", "/"));
    items
}

impl Around<'_> {
    /// Address of another page about the same children.
    pub fn href(&self, tab: Tab) -> String {
        with_query(tab.path(), &self.asked.query())
    }

    /// Where the table with an id can be had as a file, for the same children.
    pub fn downloads(&self, id: &str) -> Downloads {
        let file = |kind| Some(with_query(&format!("/journeys/tables/{id}.{kind}"), &self.asked.query()));
        Downloads { csv: file("csv"), xlsx: file("xlsx"), json: file("json") }
    }

    /// The last day that the record speaks for, in words.
    pub(super) fn last_day_in_words(&self) -> String {
        super::words::date(self.last_day().date())
    }

    /// The last day that the record speaks for.
    pub(super) fn last_day(&self) -> Day {
        Day(self.study.until.0.saturating_sub(1))
    }

    /// `the 310 children chosen`, `all 8,000 children`.
    pub(super) fn whom(&self) -> String {
        let count = self.disclosure.count(self.group.len() as u64);
        let children = super::words::counted(&count, "child", "children");
        if self.asked.filter.is_open() { format!("all {children}") } else { format!("the {children} chosen") }
    }

    /// A page about the children chosen, or word why there is none.
    pub(super) fn page(&self, tab: Tab, make: impl FnOnce() -> (String, Markup)) -> Page {
        let refused = !self.asked.errors.is_empty();
        let few = tab.has_group() && self.disclosure.hides(self.group.len() as u64);
        let (title, body) = if refused {
            ("These children cannot be chosen".to_owned(), html! {})
        } else if few {
            withheld::too_few()
        } else if tab.has_group() && self.group.is_empty() {
            withheld::nobody()
        } else {
            make()
        };
        let body = html! {
            (self.beside(tab))
            (who_looks(self.disclosure))
            @if tab.has_group() {
                (form(self.choices, self.asked, tab.path()))
                @if !refused { (chosen(self.choices, self.asked, tab.path(), &self.whom())) }
            }
            (body)
        };
        Page {
            navigation: navigation("/journeys", Some(self.area)),
            standing: Some(standing(
                self.name,
                self.made_up,
                &super::words::covered(&self.study.record.coverage),
            )),
            above: if refused {
                components::error_summary(&self.asked.errors)
            } else {
                html! {}
            },
            has_errors: refused,
            ..Page::new(title, body)
        }
    }

    /// Links to the other pages about the same children.
    fn beside(&self, tab: Tab) -> Markup {
        html! {
            nav.hw-beside-pages aria-label="Pages about journeys" {
                ul {
                    @for other in Tab::ALL {
                        li {
                            a.govuk-link href=(self.href(other)) aria-current=[(other == tab).then_some("page")] {
                                (other.label())
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is on screen.
pub(super) fn standing(name: &str, made_up: bool, covered: &str) -> Standing {
    Standing {
        authority: if made_up { format!("{name} (made up)") } else { name.to_owned() },
        data: format!("own returns, {covered}"),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Standing::default()
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
