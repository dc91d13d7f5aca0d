//! Who looked-after children are: by age and by placement, beside the neighbours' median.

use chain::{Share, Standing};

use super::Around;
use super::words::{capital, short_name};
use crate::charts::{Bar, BarChart, Caption};
use crate::format::Quantity;

/// Looked-after children by age.
pub fn ages(around: &Around<'_>, standing: &Standing) -> BarChart {
    chart(around, standing, &standing.ages, "ages", "Age", "are")
}

/// Looked-after children by placement.
pub fn placements(around: &Around<'_>, standing: &Standing) -> BarChart {
    chart(around, standing, &standing.placements, "homes", "Placement", "live in")
}

fn chart(
    around: &Around<'_>,
    standing: &Standing,
    shares: &[Share],
    id: &str,
    of: &str,
    verb: &str,
) -> BarChart {
    let year = chain::Country::BASE_YEAR;
    BarChart {
        caption: Caption {
            source: format!("DfE, Children looked after in England, 31 March {year}"),
            notes: vec![
                "Withheld numbers are small, or would reveal a small one; they are not zero.".to_owned(),
            ],
            downloads: around.downloads("profile"),
            ..Caption::new(
                id,
                finding(shares, of, verb),
                format!("Share of looked-after children by {}, 31 March {year}", of.to_lowercase()),
            )
        },
        quantity: Quantity::Percent { decimals: 0 },
        unit: "%".to_owned(),
        of: of.to_owned(),
        subject: short_name(&standing.area).to_owned(),
        comparison: Some("Neighbours’ median".to_owned()),
        interval: None,
        bars: shares
            .iter()
            .map(|share| Bar {
                label: capital(share.name),
                value: share.percent,
                comparison: share.neighbours_median,
                ..Bar::default()
            })
            .collect(),
    }
}

/// The group that differs most from the neighbours' median, in percentage points.
fn finding(shares: &[Share], of: &str, verb: &str) -> String {
    let widest = shares
        .iter()
        .filter_map(|s| Some((s, s.percent?, s.neighbours_median?)))
        .max_by(|a, b| (a.1 - a.2).abs().total_cmp(&(b.1 - b.2).abs()));
    let Some((share, own, median)) = widest else {
        return format!("Too little is published to compare by {}", of.to_lowercase());
    };
    if (own - median).abs() < 3.0 {
        return format!("By {}, looked-after children are much as in similar authorities", of.to_lowercase());
    }
    let side = if own > median { "More" } else { "Fewer" };
    let group = match share.name {
        "with parents" => "are placed with parents".to_owned(),
        "placed for adoption" => "are placed for adoption".to_owned(),
        "other placements" => "are in other placements".to_owned(),
        "other residential" => "live in other residential settings".to_owned(),
        name if of == "Age" && name.starts_with("Under") => "are under 1".to_owned(),
        name if of == "Age" => format!("{verb} aged {name}"),
        name => format!("{verb} {name}"),
    };
    format!("{side} {group} than in similar authorities: {own:.0}% against a median of {median:.0}%")
}
