//! *Before care*: what came before the first start of care, and which chances passed.

use journeys::group::{Strip, before_care as before, before_strip};
use journeys::report;
use maud::html;
use tables::Table;

use super::words::{counted, length};
use super::{Around, Tab, section};
use crate::charts::{Caption, StripChart, StripColumn, StripRow};
use crate::format::Quantity;
use crate::layout::Page;

/// The page.
pub fn before_care(around: &Around<'_>) -> Page {
    around.page(Tab::BeforeCare, || {
        let (study, group, disclosure) = (around.study, around.group, around.disclosure);
        let found = before(study, group);
        let lines = report::before_care(study, &found, disclosure);
        let missed = report::missed(study, &found, disclosure);
        let strip = report::before_strip(study, &before_strip(study, group), disclosure);
        let children = counted(&disclosure.count(found.children), "child", "children");
        if found.children == 0 || disclosure.hides(found.children) {
            let body = html! {
                p.govuk-body-l.hw-sure {
                    "Only children are counted whose first start of care lies in the years that returns of need cover. "
                    "Here: " (children) "."
                }
            };
            return ("Too few children came into care to say what came before".to_owned(), body);
        }
        // From the table: what it withholds for the sake of another figure must not stand here.
        let none = missed.rows.first().and_then(|row| length(row.get(2)));
        let title = match none {
            Some(none) => {
                format!("An earlier chance passed for {:.0}% of the {children} who came into care", 100.0 - none)
            }
            None => format!("What came before care for the {children} who came into it"),
        };
        let body = html! {
            p.govuk-body-l.hw-sure {
                "A chance that passed is a contact or referral after which nothing was done: with hindsight, not a "
                "judgement of those who decided then."
            }
            (chart(around, strip).render())
            (section(around, "What came before, and how long before", &lines))
            (section(around, "Earlier chances that passed", &missed))
        };
        (title, body)
    })
}

fn chart(around: &Around<'_>, table: Table) -> StripChart {
    let columns = Strip::STRETCHES
        .iter()
        .map(|s| StripColumn { label: s.label.to_owned(), short: s.short.to_owned() })
        .collect();
    let rows: Vec<StripRow> = table
        .rows
        .iter()
        .map(|row| StripRow {
            label: row.first().map_or_else(String::new, ToString::to_string),
            values: row.iter().skip(1).map(|c| length(Some(c))).collect(),
        })
        .collect();
    let mut notes = table.notes.clone();
    if rows.iter().any(|r| r.values.iter().any(Option::is_none)) {
        notes.push("x: withheld, because few children are on one side of the share.".to_owned());
    }
    StripChart {
        caption: Caption {
            source: table.source.clone(),
            notes,
            downloads: around.downloads("before-strip"),
            ..Caption::new(
                "before-strip",
                finding(&table),
                "Share of the children who came into care, by time before the first start of care",
            )
        },
        quantity: Quantity::Percent { decimals: 0 },
        columns,
        rows,
        leads_to: "First start of care".to_owned(),
        table,
    }
}

/// What was going on for most of them just before.
fn finding(table: &Table) -> String {
    let last = |row: &Vec<tables::Cell>| length(row.last());
    let most = table
        .rows
        .iter()
        .filter(|r| last(r).is_some_and(|v| v > 0.0))
        .max_by(|a, b| last(a).unwrap_or(0.0).total_cmp(&last(b).unwrap_or(0.0)));
    match most {
        Some(row) => format!(
            "Most frequent in the last six months before care: {} ({:.0}% of the children)",
            row.first().map_or_else(String::new, |c| c.to_string().to_lowercase()),
            last(row).unwrap_or(0.0)
        ),
        None => "What was going on in the years before care".to_owned(),
    }
}
