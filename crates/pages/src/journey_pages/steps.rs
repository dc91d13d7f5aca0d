//! The flow between positions over a window of years.

use journeys::group::flow as flow_of;
use journeys::{Day, report};
use maud::{Markup, html};
use tables::{Cell, Table};
use units::{FinancialYear, Position};

use super::Around;
use super::words::{counted, days, length, said, short_date};
use crate::charts::{Caption, FlowBand, FlowChart, FlowNode};
use crate::components;

/// The flow as a chart, with steps and stocks as its tables.
pub(super) fn flow(around: &Around<'_>) -> Markup {
    let Some((from, to)) = around.asked.days() else {
        return components::inset_text(html! {
            p.govuk-body { "The files speak for no whole day, so there are no steps to draw." }
        });
    };
    let flow = flow_of(around.study, around.group, from, to);
    let steps = report::flow(around.study, &flow, around.disclosure);
    let stocks = report::flow_stocks(around.study, &flow, around.disclosure);
    chart(around, steps, stocks, from, to).render()
}

fn chart(around: &Around<'_>, steps: Table, stocks: Table, from: Day, to: Day) -> FlowChart {
    let last = Day(to.0.saturating_sub(1));
    let bands: Vec<FlowBand> = steps.rows.iter().filter_map(|row| band(row)).collect();
    let finding = finding(&steps);
    let notes = steps.notes.clone();
    let window = around.asked.window.map_or_else(String::new, |(a, b)| {
        let year = |y: u16| FinancialYear(y.saturating_sub(1)).to_string();
        if a == b { year(a) } else { format!("{} to {}", year(a), year(b)) }
    });
    let node = |column: usize, day: Day| {
        stocks
            .rows
            .iter()
            .map(|row| FlowNode {
                name: row.first().map_or_else(String::new, |c| c.to_string()),
                stock: stock(row.get(column), &short_date(day.date())),
            })
            .collect::<Vec<_>>()
    };
    FlowChart {
        caption: Caption {
            source: steps.source.clone(),
            notes,
            downloads: around.downloads("flow"),
            ..Caption::new(
                "flow",
                finding,
                format!(
                    "Steps from the position left to the position entered, {window}: number of steps, and median time \
                     in the position left. Under each position: children in it on the day before and on the last day."
                ),
            )
        },
        left: node(1, Day(from.0.saturating_sub(1))),
        right: node(2, last),
        bands,
        key: ["To a heavier position".to_owned(), "To a lighter position, or closed".to_owned()],
        tables: vec![steps, stocks],
    }
}

/// `312 on 31 Mar 22`; there is no room for more words.
fn stock(cell: Option<&Cell>, day: &str) -> String {
    match length(cell) {
        Some(_) => format!("{} on {day}", cell.map_or_else(String::new, said)),
        None => format!("withheld, {day}"),
    }
}

fn band(row: &[Cell]) -> Option<FlowBand> {
    let position = |cell: Option<&Cell>| Position::from_label(&cell?.to_string());
    let (from, to) = (position(row.first())?, position(row.get(1))?);
    let place = |p: Position| Position::ALL.iter().position(|q| *q == p);
    let steps = row.get(2)?;
    let words = match (length(Some(steps)), days(row.get(4))) {
        (Some(_), Some(days)) => format!("{steps}, {days}"),
        (Some(_), None) => steps.to_string(),
        (None, _) => "withheld".to_owned(),
    };
    let heavier = place(to) > place(from) && !matches!(to, Position::Closed | Position::CareLeaver);
    // Whoever is closed and becomes known again takes up a heavier position.
    let heavier = heavier || from == Position::Closed;
    Some(FlowBand { from: place(from)?, to: place(to)?, value: length(Some(steps)), words, heavier })
}

fn finding(steps: &Table) -> String {
    let count = |row: &Vec<Cell>| length(row.get(2));
    let first = |row: &Vec<Cell>| row.first().is_some_and(|c| c.to_string() == Position::NotKnown.label());
    let most = steps
        .rows
        .iter()
        .filter(|r| !first(r) && count(r).is_some())
        .max_by(|a, b| count(a).unwrap_or(0.0).total_cmp(&count(b).unwrap_or(0.0)));
    match most.map(Vec::as_slice) {
        Some([from, to, n, ..]) => {
            format!(
                "Among children already known, the most frequent step was from {from} to {to}: {}",
                counted(n, "time", "times")
            )
        }
        _ => "Few children moved between positions in these years".to_owned(),
    }
}
