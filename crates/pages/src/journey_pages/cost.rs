//! *Cost*: how it is spread over children, the costliest twentieth, the unit costs behind it.

use journeys::group::{Costliest, cost_by_agency, costliest};
use journeys::report;
use maud::html;
use tables::Table;

use super::words::{counted, length};
use super::{Around, Tab, section};
use crate::charts::{Bar, BarChart, Caption};
use crate::components;
use crate::format::{Quantity, ordinal};
use crate::layout::Page;

/// The page.
pub fn cost(around: &Around<'_>) -> Page {
    around.page(Tab::Cost, || {
        let (study, disclosure) = (around.study, around.disclosure);
        let spread = costliest(study, around.group);
        let twentieths = report::twentieths(study, &spread, disclosure);
        let beside = report::costliest(study, &spread, disclosure);
        let by_agency = report::cost_by_agency(study, &cost_by_agency(study, around.group), disclosure);
        let body = html! {
            p.govuk-body-l.hw-sure {
                "Cost to date is what the weeks and activities recorded so far have cost at the unit costs below: it is "
                "no account of what was spent."
            }
            @for note in &study.prices.notes { (components::inset_text(html! { p.govuk-body { (note) } })) }
            (chart(around, &twentieths).render())
            (section(around, &agency_finding(&by_agency), &by_agency))
            (section(around, "The costliest twentieth beside the rest", &beside))
            (section(around, "Unit costs and where they come from", &report::prices(study)))
        };
        (title(around, &spread, &twentieths), body)
    })
}

fn title(around: &Around<'_>, spread: &Costliest, twentieths: &Table) -> String {
    let total = around.disclosure.money(spread.cost, spread.children);
    let share = twentieths.rows.last().and_then(|r| r.get(1));
    let children = counted(&around.disclosure.count(spread.top_children), "child", "children");
    match (length(Some(&total)), length(share)) {
        (Some(pounds), Some(share)) if pounds > 0.0 => format!(
            "The costliest twentieth ({children}) bear {share:.0}% of {} so far",
            crate::format::pounds(units::Pence::from_pounds_rounded(pounds))
        ),
        (Some(_), Some(_)) => "Nothing that these children had is costed".to_owned(),
        _ => "How cost is spread is withheld: too few children".to_owned(),
    }
}

/// The agency that bears most, if nothing of the table is withheld: agencies are summed up from its rows.
fn agency_finding(table: &Table) -> String {
    let plain = "What each agency bears".to_owned();
    let Some((all, lines)) = table.rows.split_last() else { return plain };
    let mut agencies: Vec<(String, f64)> = Vec::new();
    for row in lines {
        let (Some(agency), Some(cost)) = (row.first(), length(row.get(3))) else { return plain };
        let agency = agency.to_string();
        match agencies.iter_mut().find(|(name, _)| *name == agency) {
            Some((_, sum)) => *sum += cost,
            None => agencies.push((agency, cost)),
        }
    }
    let most = agencies.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    match (most, length(all.get(3))) {
        (Some((agency, cost)), Some(all)) if all > 0.0 => {
            format!("{agency} bears most of what is costed: {:.0}%", (100.0 * cost / all).min(100.0))
        }
        _ => plain,
    }
}

fn chart(around: &Around<'_>, twentieths: &Table) -> BarChart {
    let last = twentieths.rows.len();
    let bars = twentieths
        .rows
        .iter()
        .zip(1u32..)
        .map(|(row, place)| Bar {
            label: match place {
                1 => "Cheapest".to_owned(),
                n if n as usize == last => "Costliest".to_owned(),
                n => ordinal(n),
            },
            value: length(row.get(1)),
            quiet: place as usize != last,
            ..Bar::default()
        })
        .collect();
    let half = twentieths.rows.get(9).and_then(|r| length(r.get(2)));
    let finding = half.map_or_else(
        || "Share of cost by twentieth of children".to_owned(),
        |share| format!("The cheaper half of children bear {share:.1}% of the cost so far"),
    );
    BarChart {
        caption: Caption {
            source: twentieths.source.clone(),
            notes: twentieths.notes.clone(),
            downloads: around.downloads("cost-spread"),
            ..Caption::new(
                "cost-spread",
                finding,
                "Share of cost to date borne by each twentieth of children",
            )
        },
        quantity: Quantity::Percent { decimals: 1 },
        unit: "%".to_owned(),
        of: "Twentieth of children".to_owned(),
        subject: "Share of cost".to_owned(),
        comparison: None,
        interval: None,
        bars,
    }
}
