//! *All journeys*: who is here, how children move, typical pathways, points where they come back.

use journeys::group::{comebacks, pathways};
use journeys::report;
use maud::html;
use tables::Table;
use units::Position;

use super::words::{counted, length, said};
use super::{Around, Tab, section, steps};
use crate::charts::{Bar, BarChart, Caption};
use crate::format::Quantity;
use crate::layout::Page;

/// Pathways shown one by one.
pub const PATHWAYS: usize = 15;

/// The page.
pub fn overview(around: &Around<'_>) -> Page {
    around.page(Tab::Overview, || {
        let (study, group, disclosure) = (around.study, around.group, around.disclosure);
        let summary = report::summary(study, group, disclosure);
        let taken = pathways(study, group);
        let pathways = report::pathways(study, &taken, PATHWAYS, disclosure);
        let back = report::comebacks(study, &comebacks(study, group), disclosure);
        let body = html! {
            (by_position(around, &summary).render())
            (steps::flow(around))
            (section(around, &pathways_finding(&pathways), &pathways))
            (section(around, &comebacks_finding(&back), &back))
        };
        (title(around, &summary), body)
    })
}

fn title(around: &Around<'_>, summary: &Table) -> String {
    let facts = around.group.iter().filter_map(|p| around.study.facts().get(*p));
    let open = facts.filter(|f| f.now.is_some_and(|now| Position::OPEN.contains(&now))).count() as u64;
    let open = said(&around.disclosure.count(open));
    // From the table: what it withholds for the sake of another figure must not stand here.
    let row = summary
        .rows
        .iter()
        .find(|r| r.first().is_some_and(|c| c.to_string() == Position::LookedAfter.label()));
    let looked_after = row.and_then(|r| r.get(1)).filter(|c| length(Some(c)).is_some()).map(said);
    let whom = if around.asked.filter.is_open() {
        let all = around.disclosure.count(around.group.len() as u64);
        format!("{} in the record", counted(&all, "child", "children"))
    } else {
        around.whom()
    };
    let are = if open == "1" { "is" } else { "are" };
    match looked_after {
        Some(n) => {
            format!("Of {whom}, {open} {are} open to social care at its end, {n} of them looked after")
        }
        None => format!("Of {whom}, {open} {are} open to social care at its end"),
    }
}

fn by_position(around: &Around<'_>, summary: &Table) -> BarChart {
    let row = |position: Position| {
        summary.rows.iter().find(|row| row.first().is_some_and(|c| c.to_string() == position.label()))
    };
    let shown = [
        Position::EarlyHelp,
        Position::InNeed,
        Position::ProtectionPlan,
        Position::LookedAfter,
        Position::CareLeaver,
    ];
    let bars: Vec<Bar> = shown
        .into_iter()
        .map(|position| Bar {
            label: super::words::capital(position.label()),
            value: length(row(position).and_then(|r| r.get(1))),
            ..Bar::default()
        })
        .collect();
    let most = bars
        .iter()
        .filter(|b| b.value.is_some_and(|v| v > 0.0))
        .max_by(|a, b| a.value.unwrap_or(0.0).total_cmp(&b.value.unwrap_or(0.0)));
    let finding = most.map_or_else(
        || "Children by position at the end of the record".to_owned(),
        |bar| format!("The largest group at the end of the record: {}", bar.label.to_lowercase()),
    );
    BarChart {
        caption: Caption {
            source: summary.source.clone(),
            notes: summary.notes.first().into_iter().cloned().collect(),
            downloads: around.downloads("journeys-summary"),
            ..Caption::new(
                "positions-now",
                finding,
                format!("Children by position on {}", around.last_day_in_words()),
            )
        },
        quantity: Quantity::Number { decimals: 0 },
        unit: "children".to_owned(),
        of: "Position".to_owned(),
        subject: "Children".to_owned(),
        comparison: None,
        interval: None,
        bars,
    }
}

fn pathways_finding(pathways: &Table) -> String {
    match pathways.rows.first().map(Vec::as_slice) {
        Some([words, children, share, ..]) if length(Some(share)).is_some() => {
            format!(
                "The most frequent pathway: {words} ({}, {share}%)",
                counted(children, "child", "children")
            )
        }
        _ => "Typical pathways".to_owned(),
    }
}

fn comebacks_finding(comebacks: &Table) -> String {
    let rate = |row: &Vec<tables::Cell>| length(row.get(3));
    let most = comebacks
        .rows
        .iter()
        .filter(|r| rate(r).is_some())
        .max_by(|a, b| rate(a).unwrap_or(0.0).total_cmp(&rate(b).unwrap_or(0.0)));
    match most {
        Some(row) => format!(
            "Where children come back most: {} within 12 months, {}% of the time",
            row.first().map_or_else(String::new, |c| c.to_string().to_lowercase()),
            row.get(3).map_or_else(String::new, ToString::to_string)
        ),
        None => "Points where children come back".to_owned(),
    }
}
