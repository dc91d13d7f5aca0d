//! *One child*: everything recorded of one child in time. Inside the authority only.

use maud::{Markup, html};
use tables::grouped;
use units::{Pence, Position};

use super::words::capital;
use super::{Around, Tab, timeline};
use crate::charts::{Bar, BarChart, Caption};
use crate::components::{self, Downloads, FieldError, InputWidth, TextInput, error_for};
use crate::format::{Quantity, pounds};
use crate::layout::Page;

/// Name of the field for a child's code or id.
pub const FIELD: &str = "child";

/// Name of the parameter for the page of the list.
pub const PAGE: &str = "page";

/// Children listed on a page.
const LISTED: usize = 25;

/// What the page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What was searched for; empty for nothing.
    pub typed: &'a str,
    /// The child's place in the record, if there is such a child.
    pub found: Option<usize>,
    /// Page of the list, from 1.
    pub page: usize,
    /// Codes of all children in the order of the record.
    pub codes: &'a [String],
}

/// Reads the page of the list that an address asks for.
///
/// **Errors**: anything but one whole number from 1 to the last page.
pub fn page_of(around: &Around<'_>, pairs: &[(String, String)]) -> Result<usize, String> {
    let pages = around.group.len().div_ceil(LISTED).max(1);
    let values =
        pairs.iter().filter(|(name, _)| name == PAGE).map(|(_, v)| v.trim()).filter(|v| !v.is_empty());
    match values.collect::<Vec<_>>().as_slice() {
        [] => Ok(1),
        [one] => one.parse().ok().filter(|page| (1..=pages).contains(page)).ok_or_else(|| {
            let cut = units::abridged(one);
            format!("page: “{cut}” is not a whole number from 1 to {pages}")
        }),
        _ => Err(format!("page: asked for more than once; name one from 1 to {pages}")),
    }
}

/// The page.
///
/// **Limits**: for use inside the authority only; the caller must not make it for anybody else.
pub fn child(around: &Around<'_>, wanted: Wanted<'_>) -> Page {
    let Wanted { typed, found, codes, .. } = wanted;
    let errors = match found {
        None if !typed.is_empty() => {
            let cut = units::abridged(typed);
            vec![FieldError::new(
                FIELD,
                format!(
                    "“{cut}” is neither a code nor an id of the record: enter one as it stands in a table or return"
                ),
            )]
        }
        _ => Vec::new(),
    };
    let mut page = around.page(Tab::Child, || {
        let code = |place: usize| codes.get(place).map_or("", String::as_str);
        match found {
            Some(place) => {
                let title = title(around, place, code(place));
                let body = html! {
                    (search(typed, &errors))
                    (timeline::chart(around, place, capital(&course(around, place)), downloads(codes, place)).render())
                    (cost(around, place).render())
                };
                (title, body)
            }
            None => {
                let title = "Which child’s journey do you want to see?".to_owned();
                (title, html! { (search(typed, &errors)) (list(around, wanted)) })
            }
        }
    });
    if !errors.is_empty() {
        page.above = components::error_summary(&errors);
        page.has_errors = true;
    }
    page
}

fn search(typed: &str, errors: &[FieldError]) -> Markup {
    html! {
        form method="get" action=(Tab::Child.path()) novalidate {
            (components::text_input(&TextInput {
                name: FIELD,
                label: "Code or id of a child",
                hint: Some("Codes stand in the tables of spells and stays; ids are those of the returns"),
                value: typed,
                error: error_for(errors, FIELD),
                width: InputWidth::Characters20,
                ..TextInput::default()
            }))
            (components::button("Show this journey"))
        }
    }
}

/// Children of the choice, a page at a time, in the order of the record: no child is ranked.
fn list(around: &Around<'_>, wanted: Wanted<'_>) -> Markup {
    let all = around.group.len();
    let first = (wanted.page - 1) * LISTED;
    let shown: Vec<usize> = around.group.iter().copied().skip(first).take(LISTED).collect();
    let query = around.asked.query();
    let with = |more: String| {
        let mark = if query.is_empty() { "" } else { "&" };
        format!("{}?{query}{mark}{more}", Tab::Child.path())
    };
    html! {
        h2.govuk-heading-m id="list" {
            "Children " (grouped((first + 1) as f64, 0)) " to " (grouped((first + shown.len()) as f64, 0)) " of "
            (grouped(all as f64, 0))
        }
        p.govuk-body {
            "In the order of their ids in the returns; nobody is ranked. "
            @if around.asked.filter.is_open() { "Filters on the other pages hold here too." }
            @else {
                "Only the children chosen by filters on the other pages are here. "
                a.govuk-link href=(Tab::Child.path()) { "List all children" }
            }
        }
        ul.govuk-list {
            @for place in shown {
                @if let Some(code) = wanted.codes.get(place) {
                    li {
                        a.govuk-link href=(with(format!("{FIELD}={code}"))) { (code) } ": " (who(around, place))
                    }
                }
            }
        }
        (components::pagination("Pages of children", wanted.page, all.div_ceil(LISTED), |page| {
            format!("{}#list", with(format!("{PAGE}={page}")))
        }))
    }
}

/// `14 years old, looked after`.
fn who(around: &Around<'_>, place: usize) -> String {
    let last = around.last_day();
    let journey = around.study.journeys.get(place);
    let age = journey.and_then(|j| j.age_on(last)).filter(|a| *a >= 0);
    // Whoever is grown up counts in no position, unless as a care leaver.
    let now =
        around.study.facts().get(place).and_then(|f| f.now).map_or("no child any more", |now| now.label());
    match age {
        Some(age) => format!("{} old, {now}", tables::counted(age.unsigned_abs().into(), "year", "years")),
        None => now.to_string(),
    }
}

fn title(around: &Around<'_>, place: usize, code: &str) -> String {
    format!("Child {code}: {} on {}", who(around, place), around.last_day_in_words())
}

/// What the journey is in one sentence: positions in order, with how long it has lasted.
fn course(around: &Around<'_>, place: usize) -> String {
    let spells = around.study.journeys.get(place).map_or(&[][..], |j| j.spells.as_slice());
    let known: Vec<_> =
        spells.iter().filter(|s| s.position != Position::NotKnown && s.start < around.study.until).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return "in no position so far".to_owned();
    };
    let words: Vec<&str> = known.iter().take(8).map(|s| s.position.label()).collect();
    let more = if known.len() > 8 { " → …" } else { "" };
    let end = if last.position == Position::Closed { last.start } else { around.study.until };
    let years = f64::from(first.start.until(end)) / journeys::day::DAYS_PER_YEAR;
    format!("{}{more} ({years:.1} years)", words.join(" → "))
}

fn cost(around: &Around<'_>, place: usize) -> BarChart {
    let bill = around.study.bills().get(place);
    let total = bill.map_or(Pence::ZERO, |b| b.total());
    let bars = around
        .study
        .agencies
        .iter()
        .zip(bill.map_or(&[][..], |b| b.by_agency.as_slice()))
        .map(|(agency, amount)| Bar {
            label: capital(agency),
            value: Some(amount.pounds()),
            ..Bar::default()
        })
        .collect();
    BarChart {
        caption: Caption {
            source: "Unit costs as on the page Cost, and costs that event files state".to_owned(),
            notes: around.study.prices.notes.clone(),
            ..Caption::new(
                "child-cost",
                format!("{} so far, of what is costed", pounds(total)),
                "Cost to date by agency",
            )
        },
        quantity: Quantity::Pounds,
        unit: "£".to_owned(),
        of: "Agency".to_owned(),
        subject: "Cost to date".to_owned(),
        comparison: None,
        interval: None,
        bars,
    }
}

/// Where the timeline of a child can be had as a file: under the code, so that no address holds an id.
pub(super) fn downloads(codes: &[String], place: usize) -> Downloads {
    let Some(code) = codes.get(place) else { return Downloads::default() };
    let raw = plan::Raw { file: String::new(), pairs: vec![(FIELD.to_owned(), code.clone())] };
    let query = crate::chain_pages::query::query_of(&raw);
    let file = |kind: &str| Some(format!("/journeys/tables/timeline.{kind}?{query}"));
    Downloads { csv: file("csv"), xlsx: file("xlsx"), json: file("json") }
}

/// The place of a child by code or id: codes first, for they are what tables show.
pub fn find(around: &Around<'_>, codes: &[String], typed: &str) -> Option<usize> {
    let of_code = codes.iter().position(|code| code == typed);
    let children = &around.study.record.children;
    of_code.or_else(|| children.binary_search_by(|c| c.id.as_str().cmp(typed)).ok())
}
