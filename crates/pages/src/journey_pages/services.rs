//! *Services and agencies*: whom children met, how often, for how long, at what cost.

use journeys::group::{ServiceUse, services as services_of};
use journeys::report;
use maud::html;
use units::Pence;

use super::words::length;
use super::{Around, Tab, section};
use crate::charts::{Bar, BarChart, Caption};
use crate::format::{Quantity, pounds};
use crate::layout::Page;

/// Bars of the chart; the table has every service.
const BARS: usize = 12;

/// The page.
pub fn services(around: &Around<'_>) -> Page {
    around.page(Tab::Services, || {
        let uses = services_of(around.study, around.group);
        let table = report::services(around.study, &uses, around.disclosure);
        let body = html! {
            p.govuk-body-l.hw-sure {
                "Only what the files say: a service that no return or event file names is not here, whether or not "
                "children had it."
            }
            (children(around, &uses, &table.source).render())
            (cost(around, &uses, &table.source).render())
            (section(around, "Every service", &table))
        };
        (title(around, &uses), body)
    })
}

fn title(around: &Around<'_>, uses: &[ServiceUse]) -> String {
    let mut agencies: Vec<&str> = uses.iter().map(|u| u.agency.as_str()).collect();
    agencies.dedup();
    let total: Pence = uses.iter().map(|u| u.cost).sum();
    let dearest = uses
        .iter()
        .filter(|u| u.cost > Pence::ZERO && !around.disclosure.hides(u.children))
        .max_by_key(|u| u.cost);
    let met = format!("Children met {}", tables::counted(agencies.len() as u64, "agency", "agencies"));
    match dearest {
        Some(most) if total > Pence::ZERO => {
            let share = 100.0 * most.cost.pounds() / total.pounds();
            format!("{met}; of what is costed, {share:.0}% went on one thing: {}", name(most))
        }
        _ => format!("{met}; nothing of it is costed"),
    }
}

/// `episode of care`, `speech therapy (NHS)`.
fn name(service: &ServiceUse) -> String {
    if service.service.is_empty() {
        service.kind.label().to_owned()
    } else {
        format!("{} ({})", service.service, service.agency)
    }
}

fn bars(
    around: &Around<'_>,
    id: &str,
    finding: String,
    measure: &str,
    quantity: Quantity,
    bars: Vec<Bar>,
    source: &str,
) -> BarChart {
    BarChart {
        caption: Caption {
            source: source.to_owned(),
            downloads: around.downloads("services"),
            notes: vec![format!("{} The table below has every service.", around.disclosure.note())],
            ..Caption::new(id, finding, measure)
        },
        quantity,
        unit: if quantity == Quantity::Pounds { "£" } else { "children" }.to_owned(),
        of: "Service".to_owned(),
        subject: if quantity == Quantity::Pounds { "Cost to date" } else { "Children" }.to_owned(),
        comparison: None,
        interval: None,
        bars,
    }
}

fn children(around: &Around<'_>, uses: &[ServiceUse], source: &str) -> BarChart {
    let mut order: Vec<&ServiceUse> = uses.iter().collect();
    order.sort_by_key(|u| std::cmp::Reverse(u.children));
    let finding = order.first().map_or_else(
        || "No service is recorded".to_owned(),
        |most| format!("What most children had: {}", name(most)),
    );
    let rows = order
        .into_iter()
        .take(BARS)
        .map(|u| Bar {
            label: super::words::capital(&name(u)),
            value: length(Some(&around.disclosure.count(u.children))),
            ..Bar::default()
        })
        .collect();
    bars(
        around,
        "services-children",
        finding,
        "Children who had it",
        Quantity::Number { decimals: 0 },
        rows,
        source,
    )
}

fn cost(around: &Around<'_>, uses: &[ServiceUse], source: &str) -> BarChart {
    let mut order: Vec<&ServiceUse> = uses.iter().filter(|u| u.cost > Pence::ZERO).collect();
    order.sort_by_key(|u| std::cmp::Reverse(u.cost));
    let total: Pence = order.iter().map(|u| u.cost).sum();
    let finding = match around.disclosure.money(total, around.group.len() as u64) {
        tables::Cell::Money(total) if total > Pence::ZERO => {
            format!("{} so far, of what is costed", pounds(total))
        }
        _ => "Nothing of it is costed".to_owned(),
    };
    let rows = order
        .into_iter()
        .take(BARS)
        .map(|u| Bar {
            label: super::words::capital(&name(u)),
            value: length(Some(&around.disclosure.money(u.cost, u.children))),
            ..Bar::default()
        })
        .collect();
    bars(around, "services-cost", finding, "Cost to date", Quantity::Pounds, rows, source)
}
