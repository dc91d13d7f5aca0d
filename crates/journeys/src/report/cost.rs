//! Tables of cost: the spread over children, the costliest twentieth, and the unit costs behind them.

use tables::{Cell, Column, Table};

use super::{notes, source};
use crate::group::{Costliest, Disclosure, Study};
use crate::price::PricedBy;

/// Share of cost to date that each twentieth of children bears, cheapest first.
pub fn twentieths(study: &Study, spread: &Costliest, disclosure: Disclosure) -> Table {
    let mut table = Table::new(
        "cost-spread",
        "Share of cost to date by twentieth of children, cheapest first",
        vec![
            Column::new("twentieth", "Twentieth of children"),
            Column::with_unit("share", "Share of cost", "%"),
            Column::with_unit("up_to", "Share of cost up to here", "%"),
        ],
    );
    table.source = source(study);
    table.notes = notes(disclosure, &[]);
    table.notes.extend(cost_notes(study));
    // A twentieth of fewer than five children is withheld, and with it all others: they sum to 100%.
    let smallest = if spread.children == 0 { 0 } else { (spread.children / 20).max(1) };
    let mut sum = 0.0;
    for (n, share) in spread.twentieths.iter().enumerate() {
        sum += share;
        table.rows.push(vec![
            Cell::text(format!("{}", n + 1)),
            disclosure.number(Some(100.0 * share), 1, smallest),
            disclosure.number(Some(100.0 * sum), 1, smallest),
        ]);
    }
    table
}

/// The costliest twentieth of children beside the rest.
pub fn costliest(study: &Study, spread: &Costliest, disclosure: Disclosure) -> Table {
    let mut table = Table::new(
        "costliest",
        "The costliest twentieth of children beside the rest",
        vec![
            Column::new("what", "What"),
            Column::new("top", "Costliest twentieth"),
            Column::new("rest", "The rest"),
        ],
    );
    table.source = source(study);
    table.notes = notes(disclosure, &["Shares are of the children of each column, in per cent."]);
    table.notes.extend(cost_notes(study));
    let rest = spread.children - spread.top_children;
    let rest_cost = spread.cost - spread.top_cost;
    if disclosure.hides(spread.top_children) || disclosure.hides(rest) {
        // One column would give away the other: their sum is in other tables.
        table.notes.push("Withheld: the costliest twentieth is fewer than five children.".to_string());
        return table;
    }
    let share_of_cost =
        |part: units::Pence| (spread.cost.0 != 0).then(|| 100.0 * part.0 as f64 / spread.cost.0 as f64);
    table.rows.push(vec![
        Cell::text("Children"),
        disclosure.count(spread.top_children),
        disclosure.count(rest),
    ]);
    table.rows.push(vec![
        Cell::text("Cost to date"),
        disclosure.money(spread.top_cost, spread.top_children),
        disclosure.money(rest_cost, rest),
    ]);
    table.rows.push(vec![
        Cell::text("Share of all cost (%)"),
        disclosure.number(share_of_cost(spread.top_cost), 1, spread.top_children),
        disclosure.number(share_of_cost(rest_cost), 1, rest),
    ]);
    for line in &spread.profile {
        table.rows.push(vec![
            Cell::text(format!("{} (%)", line.name)),
            disclosure.share(line.top, spread.top_children),
            disclosure.share(line.rest, rest),
        ]);
    }
    table
}

/// The unit costs behind every figure of cost, with agency and source.
pub fn prices(study: &Study) -> Table {
    let mut table = Table::new(
        "unit-costs",
        "Unit costs of journeys",
        vec![
            Column::new("name", "What"),
            Column::new("per", "Per"),
            Column::new("agency", "Agency"),
            Column::with_unit("amount", "Unit cost", "£"),
            Column::new("price_year", "Prices of"),
            Column::new("source", "Source"),
        ],
    );
    table.source = "Unit costs as each row says".to_string();
    table.notes = study.prices.notes.clone();
    for price in &study.prices.prices {
        let per = match price.per {
            PricedBy::Week(position) => format!("week {position}"),
            PricedBy::PlacementWeek(placement, None) => format!("week in {placement}"),
            PricedBy::PlacementWeek(placement, Some(provider)) => {
                format!("week in {placement}, {}", provider.label())
            }
            PricedBy::Each(kind) => kind.label().to_string(),
            PricedBy::Closing(position) => format!("closing a child {position}"),
        };
        table.rows.push(vec![
            Cell::text(price.name.as_str()),
            Cell::text(per),
            Cell::text(price.agency.as_str()),
            Cell::Money(price.amount),
            Cell::text(study.prices.price_year.to_string()),
            Cell::text(price.source.as_str()),
        ]);
    }
    table
}

/// What a reader of a figure of cost must know.
pub(super) fn cost_notes(study: &Study) -> Vec<String> {
    let mut notes = vec![format!(
        "Cost to date in prices of {}; costs that an event file states count as they stand, in the prices of their \
         day.",
        study.prices.price_year
    )];
    notes.extend(study.prices.notes.iter().cloned());
    notes
}
