//! Tables of cost: by agency, the spread over children, the costliest twentieth, and the unit costs behind them.

use tables::{Cell, Column, Table};
use units::{Marker, Pence};

use super::Head;
use crate::group::{AgencyCost, Costliest, Disclosure, Study};

/// Share of cost to date that each twentieth of children bears, cheapest first.
pub fn twentieths(study: &Study, spread: &Costliest, disclosure: Disclosure) -> Table {
    let mut table = Head {
        id: "cost-spread",
        title: "Share of cost to date by twentieth of children, cheapest first",
        columns: &[
            ("twentieth", "Twentieth of children", ""),
            ("share", "Share of cost", "%"),
            ("up_to", "Share of cost up to here", "%"),
        ],
        notes: &[],
    }
    .table(study, disclosure);
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
    let mut table = Head {
        id: "costliest",
        title: "The costliest twentieth of children beside the rest",
        columns: &[("what", "What", ""), ("top", "Costliest twentieth", ""), ("rest", "The rest", "")],
        notes: &["Shares are of the children of each column, in per cent."],
    }
    .table(study, disclosure);
    table.notes.extend(cost_notes(study));
    let rest = spread.children - spread.top_children;
    let rest_cost = spread.cost - spread.top_cost;
    if disclosure.hides(spread.top_children) || disclosure.hides(rest) {
        // One column would give away the other: their sum is in other tables.
        table.notes.push("Withheld: the costliest twentieth is fewer than five children.".to_string());
        return table;
    }
    let share_of_cost =
        |part: Pence| (spread.cost.0 != 0).then(|| 100.0 * part.0 as f64 / spread.cost.0 as f64);
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

/// Cost to date by agency and by what it was spent on, and in the last row all of it.
///
/// **Shape**: as [`crate::group::cost_by_agency`]; a child counts on each row that it has a cost on.
pub fn cost_by_agency(study: &Study, lines: &[AgencyCost], disclosure: Disclosure) -> Table {
    let mut table = Head {
        id: "cost-by-agency",
        title: "Cost to date by agency",
        columns: &[
            ("agency", "Agency", ""),
            ("what", "What", ""),
            ("children", "Children", "children"),
            ("cost", "Cost to date", "£"),
            ("share", "Share of all cost", "%"),
        ],
        notes: &[
            "A child counts on every row that it has a cost on. The rows add up to all cost that is known.",
        ],
    }
    .table(study, disclosure);
    table.notes.extend(cost_notes(study));
    let all: Pence = lines.iter().map(|l| l.cost).sum();
    let children: Vec<u64> = lines.iter().map(|l| l.children).collect();
    let share = |cost: Pence| if all == Pence::ZERO { 0.0 } else { 100.0 * cost.0 as f64 / all.0 as f64 };
    let hidden_lines = disclosure.hidden_parts(&children);
    for (line, hidden) in lines.iter().zip(hidden_lines.iter().copied()) {
        // Costs add up to the last row, so all cost less the other rows would tell of one that is withheld alone.
        let unless = |cell| if hidden { Cell::Missing(Marker::Suppressed) } else { cell };
        table.rows.push(vec![
            Cell::text(line.agency.as_str()),
            Cell::text(line.what.as_str()),
            disclosure.count(line.children),
            unless(disclosure.money(line.cost, line.children)),
            unless(disclosure.number(Some(share(line.cost)), 1, line.children)),
        ]);
    }
    if !lines.is_empty() {
        let costed = lines.iter().map(|l| l.children).max().unwrap_or_default();
        table.rows.push(vec![
            Cell::text("All agencies"),
            Cell::text("All cost that is known"),
            Cell::Missing(Marker::NotApplicable),
            // Other tables show lines of cost cut in other ways: all cost less theirs would tell of a withheld one.
            if hidden_lines.contains(&true) {
                Cell::Missing(Marker::Suppressed)
            } else {
                disclosure.money(all, costed)
            },
            disclosure.number(Some(share(all)), 1, costed),
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
        table.rows.push(vec![
            Cell::text(price.name.as_str()),
            Cell::text(price.per.to_string()),
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
