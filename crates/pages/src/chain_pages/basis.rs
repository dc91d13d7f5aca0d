//! Which rates stand behind the figures of an authority: published ones, or those counted from its own returns.

use chain::{NoRates, OwnRates, RatesFrom};
use journeys::group::Disclosure;
use maud::{Markup, html};

use super::{Around, Tab, words};
use crate::components;

/// Name of the parameter that chooses the rates.
pub const FIELD: &str = "rates";

/// Returns of the authority that are loaded.
#[derive(Clone, Copy, Debug)]
pub struct Returns<'a> {
    /// The authority; a made-up one's own name.
    pub name: &'a str,
    /// Whether the authority and its children are made up.
    pub made_up: bool,
    /// Rates counted from them, or why there are none.
    pub rates: Result<&'a OwnRates, &'a NoRates>,
}

/// The rates behind the figures of a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Basis<'a> {
    /// Returns of the authority, if any are loaded.
    pub returns: Option<Returns<'a>>,
    /// What the reader asked for; by default own rates, if they can be had.
    pub asked: Option<RatesFrom>,
}

impl<'a> Basis<'a> {
    /// Own rates, if the figures stand on them.
    pub fn own(&self) -> Option<&'a OwnRates> {
        self.at_hand().filter(|_| self.asked != Some(RatesFrom::Published))
    }

    /// Own rates, whether or not the figures stand on them.
    fn at_hand(&self) -> Option<&'a OwnRates> {
        self.returns?.rates.ok()
    }

    /// The choice for addresses of other pages: only what differs from the default.
    pub(super) fn parameter(&self) -> Option<RatesFrom> {
        self.asked.filter(|asked| *asked == RatesFrom::Published && self.at_hand().is_some())
    }

    /// The day to which the figures go, and whose they are: `published, to 31 March 2025`.
    pub(super) fn data(&self) -> String {
        match self.own() {
            Some(own) => format!("own returns, to 31 March {}", own.own.base_year),
            None => format!("published, to 31 March {}", chain::Country::BASE_YEAR),
        }
    }

    /// Name of the line of past years in charts.
    pub(super) fn past_label(&self) -> &'static str {
        if self.own().is_some() { "Own records" } else { "Published" }
    }

    /// Where past years in charts come from, when the publisher is `publication`.
    pub(super) fn past_source(&self, publication: &str) -> String {
        match self.own() {
            Some(_) => "Past: the authority’s own returns".to_owned(),
            None => format!("Published: {publication}"),
        }
    }

    /// What past years in charts leave out.
    pub(super) fn past_note(&self) -> &'static str {
        match self.own() {
            Some(_) => Disclosure::Public.note(),
            None => "Gaps are numbers withheld by the publisher.",
        }
    }

    /// The authority as it is named beside its figures.
    pub(super) fn authority(&self, published: &str) -> String {
        match self.returns.filter(|_| self.own().is_some()) {
            Some(returns) if returns.made_up => format!("{} (made up)", returns.name),
            _ => published.to_owned(),
        }
    }
}

/// Says which rates stand behind the figures, and how to have the others.
pub(super) fn banner(around: &Around<'_>, tab: Tab) -> Markup {
    let basis = &around.basis;
    components::inset_text(html! {
        p.govuk-body {
            @match (basis.returns, basis.own(), basis.at_hand()) {
                (Some(returns), Some(own), _) => {
                    strong { "Rates counted from " (whose(returns)) ", " (own.span()) "." } " "
                    a.govuk-link href="/journeys/rates" { "Compare them with published rates" } ", or "
                    a.govuk-link href=(around.with_rates(RatesFrom::Published).href(tab)) { "use published rates" }
                }
                (Some(returns), None, Some(own)) => {
                    strong { "Published rates." } " "
                    a.govuk-link href=(around.with_rates(RatesFrom::Returns).href(tab)) {
                        "Use rates counted from " (whose(returns)) ", " (own.span())
                    }
                }
                (Some(returns), None, None) => {
                    strong { "Published rates." } " None can be counted from " (whose(returns)) ": "
                    @if let Err(why) = returns.rates { (why) ". " }
                    a.govuk-link href="/data" { "Load more returns" }
                }
                (None, ..) => {
                    strong { "Published rates." } " "
                    @if basis.asked == Some(RatesFrom::Returns) {
                        "No returns of " (words::short_name(around.area)) " are loaded. "
                    }
                    a.govuk-link href="/data" { "Load your returns to use rates of your own" }
                }
            }
        }
    })
}

fn whose(returns: Returns<'_>) -> String {
    if returns.made_up {
        format!("the returns of {} (made up)", returns.name)
    } else {
        "your returns".to_owned()
    }
}
