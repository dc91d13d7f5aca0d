//! Tables of where an authority stands.

use reference::Reference;
use tables::{Cell, Column, Table};
use units::{Figure, Marker};

use crate::Standing;

/// Counts and rates of the four levels by year, beside England.
pub fn levels(reference: &Reference, standing: &Standing) -> Table {
    let mut rows = Vec::new();
    for level in &standing.levels {
        for (year, count) in &level.counts {
            let at = |s: &crate::Series| s.iter().find(|(y, _)| y == year).and_then(|(_, v)| *v);
            rows.push(vec![
                Cell::text(level.name),
                Cell::text(year.to_string()),
                Cell::figure(*count, 0),
                optional(at(&level.rates), 1),
                optional(neighbours_median(level, *year), 1),
                optional(at(&level.england), 1),
            ]);
        }
    }
    let sources: Vec<String> = standing
        .levels
        .iter()
        .map(|l| {
            let source = reference.source_of(l.measure);
            format!("{}: {}, {}", l.name, source.publisher, source.release)
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "Year ending 31 March. Referrals are counted over the year; the others on 31 March.".to_string(),
            "Rates use the mid-year estimate of children aged 0 to 17 of the year before, rebased after Census 2021, \
             so rates before 2022 differ from those first published."
                .to_string(),
        ],
        source: sources.join("; "),
        ..Table::new(
            "levels",
            format!("{}: levels of need by year", standing.area.name),
            vec![
                Column::new("level", "Level"),
                Column::new("year", "Year"),
                Column::with_unit("count", "Count", "children or referrals"),
                Column::with_unit("rate", "Rate", "per 10,000 children"),
                Column::with_unit("neighbours_rate", "Neighbours' median rate", "per 10,000 children"),
                Column::with_unit("england_rate", "England's rate", "per 10,000 children"),
            ],
        )
    }
}

/// Median of the neighbours' rates in a year, if at least three publish it.
fn neighbours_median(level: &crate::Level, year: u16) -> Option<f64> {
    let known: Vec<f64> = level
        .neighbours
        .iter()
        .filter_map(|(_, s)| s.iter().find(|(y, _)| *y == year).and_then(|(_, v)| *v))
        .collect();
    (known.len() >= 3).then(|| futures::quantiles(known, [0.5])[0])
}

/// Early and late spend by year in real terms.
pub fn spend(standing: &Standing) -> Table {
    let rows = standing
        .spend
        .late
        .iter()
        .map(|(year, late)| {
            let early = standing.spend.early.iter().find(|(y, _)| y == year).and_then(|(_, v)| *v);
            vec![
                Cell::text(units::FinancialYear(year - 1).to_string()),
                optional(early, 2),
                optional(*late, 2),
                optional(late.zip(early).filter(|(_, e)| *e > 0.0).map(|(l, e)| l / e), 2),
            ]
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "Early: Sure Start and children's centres, family support, services for young people. Late: looked after, \
             safeguarding and social work, youth justice."
                .to_string(),
            "2014-15 and 2015-16 are not in the published series. Section 251 returns are made by each authority for \
             itself and are noisy for single years."
                .to_string(),
        ],
        source: format!("DfE Section 251 outturn, in {} prices by the GDP deflator", crate::Country::PRICE_YEAR),
        ..Table::new(
            "spend",
            format!("{}: early and late spend", standing.area.name),
            vec![
                Column::new("year", "Financial year"),
                Column::with_unit("early", "Early", "£ million, real"),
                Column::with_unit("late", "Late", "£ million, real"),
                Column::with_unit("ratio", "Late for each £1 early", "£"),
            ],
        )
    }
}

/// Looked-after children by age and by placement beside neighbours.
pub fn profile(standing: &Standing) -> Table {
    let rows = standing
        .ages
        .iter()
        .map(|s| ("age", s))
        .chain(standing.placements.iter().map(|s| ("placement", s)))
        .map(|(kind, share)| {
            vec![
                Cell::text(kind),
                Cell::text(share.name),
                Cell::figure(share.count.unwrap_or(Figure::Missing(Marker::NotAvailable)), 0),
                optional(share.percent, 1),
                optional(share.neighbours_median, 1),
            ]
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "Withheld numbers are small, or would reveal a small one; they are not zero.".to_string(),
        ],
        source: format!("DfE, Children looked after in England, 31 March {}", crate::Country::BASE_YEAR),
        ..Table::new(
            "profile",
            format!("{}: looked-after children by age and placement", standing.area.name),
            vec![
                Column::new("by", "By"),
                Column::new("group", "Group"),
                Column::with_unit("count", "Children", "children"),
                Column::with_unit("percent", "Share", "% of looked-after children"),
                Column::with_unit("neighbours_percent", "Neighbours' median share", "%"),
            ],
        )
    }
}

fn optional(value: Option<f64>, decimals: u8) -> Cell {
    value.map_or(Cell::Missing(Marker::NotAvailable), |v| Cell::number(v, decimals))
}
