//! The shell around every page: head, header, navigation, what is on screen, main part, footer.

use maud::{DOCTYPE, Markup, html};

use crate::assets::address;

/// Name of the product in header and titles.
pub const PRODUCT: &str = "Headwater";

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Words of the link.
    pub text: String,
    /// Address.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into() }
    }
}

/// One entry of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The link.
    pub link: Link,
    /// Whether the page shown is this one.
    pub current: bool,
}

/// What the page's figures stand on, shown on every page in small type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Name of the authority.
    pub authority: String,
    /// Name of the plan, once there is one.
    pub plan: Option<String>,
    /// "Baseline" or the name of the scenario.
    pub scenario: Option<String>,
    /// Latest year or date of the data.
    pub data: String,
    /// Seed of the simulated futures.
    pub seed: Option<u64>,
    /// Version of the program.
    pub version: String,
}

/// The way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// The page is the start.
    #[default]
    None,
    /// A link "Back" to the page before.
    Back(String),
    /// The pages above this one, topmost first.
    Breadcrumbs(Vec<Link>),
}

/// One page, ready for its shell.
#[derive(Clone, Debug)]
pub struct Page {
    /// The finding, as in the page's only `h1`; also the title of the window.
    pub title: String,
    /// Entries of the navigation; none on the start page.
    pub navigation: Vec<NavItem>,
    /// The way back.
    pub way: Way,
    /// What the figures stand on; `None` before an authority is chosen.
    pub standing: Option<Standing>,
    /// What stands above the `h1`: an error summary or a banner. Usually nothing.
    pub above: Markup,
    /// The content under the `h1`.
    pub body: Markup,
    /// Licences and sources that every page must name.
    pub attribution: String,
    /// Whether a form on this page was refused, so that the title of the window says so first.
    pub has_errors: bool,
}

impl Page {
    /// A page with a title and content alone.
    pub fn new(title: impl Into<String>, body: Markup) -> Page {
        Page {
            title: title.into(),
            navigation: Vec::new(),
            way: Way::None,
            standing: None,
            above: html! {},
            body,
            attribution: reference::Reference::attribution().to_owned(),
            has_errors: false,
        }
    }

    /// The whole document.
    pub fn render(&self) -> Markup {
        html! {
            (DOCTYPE)
            html.govuk-template lang="en" {
                (self.head())
                body.govuk-template__body {
                    a.govuk-skip-link href="#main-content" data-module="govuk-skip-link" { "Skip to main content" }
                    header.govuk-template__header {
                        (header())
                        @if !self.navigation.is_empty() { (navigation(&self.navigation)) }
                    }
                    @if let Some(standing) = &self.standing { (standing_strip(standing)) }
                    div.govuk-width-container {
                        (way(&self.way))
                        main.govuk-main-wrapper id="main-content" {
                            (self.above)
                            h1.govuk-heading-l { (self.title) }
                            (self.body)
                        }
                    }
                    (footer(&self.attribution))
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                title { @if self.has_errors { "Error: " } (self.title) " – " (PRODUCT) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#12436d";
                link rel="icon" type="image/svg+xml" href=(address("favicon.svg"));
                link rel="stylesheet" href=(address("govuk-frontend.min.css"));
                link rel="stylesheet" href=(address("headwater.css"));
                script type="module" src=(address("headwater.js")) {}
            }
        }
    }
}

fn header() -> Markup {
    html! {
        div.govuk-generic-header {
            div."govuk-generic-header__container govuk-width-container" {
                div.govuk-generic-header__logo {
                    a."govuk-generic-header__homepage-link hw-product" href="/" { (PRODUCT) }
                }
            }
        }
    }
}

fn navigation(items: &[NavItem]) -> Markup {
    html! {
        div.govuk-service-navigation data-module="govuk-service-navigation" {
            div.govuk-width-container {
                div.govuk-service-navigation__container {
                    nav.govuk-service-navigation__wrapper aria-label="Menu" {
                        button."govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                            type="button" aria-controls="navigation" hidden aria-hidden="true" { "Menu" }
                        ul.govuk-service-navigation__list id="navigation" {
                            @for item in items { (navigation_item(item)) }
                        }
                    }
                }
            }
        }
    }
}

fn navigation_item(item: &NavItem) -> Markup {
    html! {
        li.govuk-service-navigation__item.govuk-service-navigation__item--active[item.current] {
            a.govuk-service-navigation__link href=(item.link.href) aria-current=[item.current.then_some("page")] {
                @if item.current {
                    strong.govuk-service-navigation__active-fallback { (item.link.text) }
                } @else {
                    (item.link.text)
                }
            }
        }
    }
}

fn standing_strip(standing: &Standing) -> Markup {
    let seed = standing.seed.map(|seed| seed.to_string());
    let items = [
        ("Authority", Some(standing.authority.as_str())),
        ("Plan", standing.plan.as_deref()),
        ("Scenario", standing.scenario.as_deref()),
        ("Data", Some(standing.data.as_str())),
        ("Seed", seed.as_deref()),
        ("Version", Some(standing.version.as_str())),
    ];
    html! {
        section.hw-standing aria-label="What is on screen" {
            dl."hw-standing__list govuk-width-container" {
                @for (name, value) in items {
                    @if let Some(value) = value.filter(|value| !value.is_empty()) {
                        div.hw-standing__item { dt { (name) } dd { (value) } }
                    }
                }
            }
        }
    }
}

fn way(way: &Way) -> Markup {
    html! {
        @match way {
            Way::None => {}
            Way::Back(href) => a.govuk-back-link href=(href) { "Back" },
            Way::Breadcrumbs(links) => nav.govuk-breadcrumbs aria-label="Breadcrumb" {
                ol.govuk-breadcrumbs__list {
                    @for link in links {
                        li.govuk-breadcrumbs__list-item {
                            a.govuk-breadcrumbs__link href=(link.href) { (link.text) }
                        }
                    }
                }
            },
        }
    }
}

fn footer(attribution: &str) -> Markup {
    html! {
        footer.govuk-template__footer {
            div.govuk-footer {
                div.govuk-width-container {
                    div.govuk-footer__meta {
                        div."govuk-footer__meta-item govuk-footer__meta-item--grow" {
                            @if !attribution.is_empty() {
                                p.govuk-footer__meta-custom { (attribution) }
                            }
                            ul.govuk-footer__inline-list {
                                li.govuk-footer__inline-list-item {
                                    a.govuk-footer__link href="/about" { "Sources, method and limits" }
                                }
                            }
                            p.govuk-footer__meta-custom {
                                "Headwater is open-source software. It is not a GOV.UK service."
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_title_and_escapes_its_words() {
        let page = Page::new("Bristol <& others>", html! { p { "x" } }).render().into_string();
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(page.contains("<title>Bristol &lt;&amp; others&gt; – Headwater</title>"));
        assert!(page.starts_with("<!DOCTYPE html><html class=\"govuk-template\" lang=\"en\">"));
        assert!(!page.contains("style="));
        assert!(!page.contains("<nav"));
    }

    #[test]
    fn what_is_on_screen_leaves_out_what_is_not_there() {
        let strip = standing_strip(&Standing {
            authority: "Hartlepool".to_owned(),
            data: "to 31 March 2025".to_owned(),
            seed: Some(7),
            version: "0.1.0".to_owned(),
            ..Standing::default()
        })
        .into_string();
        insta::assert_snapshot!(strip);
    }

    #[test]
    fn the_current_page_is_marked_in_the_navigation() {
        let items = [("Where we are", true), ("What lies ahead", false)]
            .map(|(text, current)| NavItem { link: Link::new(text, "/x"), current });
        insta::assert_snapshot!(navigation(&items).into_string());
    }

    #[test]
    fn ways_back_are_links() {
        assert_eq!(way(&Way::None).into_string(), "");
        assert_eq!(
            way(&Way::Back("/a".to_owned())).into_string(),
            "<a class=\"govuk-back-link\" href=\"/a\">Back</a>"
        );
        insta::assert_snapshot!(way(&Way::Breadcrumbs(vec![Link::new("England", "/")])).into_string());
    }
}
