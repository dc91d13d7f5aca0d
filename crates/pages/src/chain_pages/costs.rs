//! Cost a year of what is costed, to the authority.

use appraisal::Agency;
use chain::{Baseline, Fan};

use super::Around;
use super::fans::{bands, median_line};
use super::words::pounds;
use crate::charts::{Caption, LineChart, Plot, XAxis};
use crate::format::Quantity;

/// Cost a year to the authority, by the year it is spent in.
pub fn cost_chart(around: &Around<'_>, baseline: &Baseline) -> LineChart {
    let authority = Agency::authority();
    // A financial year is drawn at the year it starts in.
    let fans: Vec<Fan> = baseline
        .cost_fan(|line| line.agency == authority)
        .into_iter()
        .map(|fan| Fan { year: fan.year - 1, ..fan })
        .collect();
    let mut plot = Plot::new(Quantity::Pounds, "£", vec![median_line("Median", &fans, None)]);
    plot.x_axis = XAxis::FinancialYear;
    plot.bands = bands(&fans, None, &[(50, 2, 4), (80, 1, 5), (95, 0, 6)]);
    LineChart {
        caption: Caption {
            source: format!("{}; unit costs as in the table of unit costs", super::projection(baseline)),
            notes: vec![
                "Social work, foster care, children's homes, finding another placement and care proceedings. Other placements and other agencies \
                 are not costed, because no unit cost is published by authority. Prices do not rise in real terms."
                    .to_owned(),
            ],
            downloads: around.downloads("baseline-costs"),
            ..Caption::new(
                "costs",
                finding(&fans),
                format!("Cost a year to the authority, {} prices", chain::Country::PRICE_YEAR),
            )
        },
        plot,
    }
}

fn finding(fans: &[Fan]) -> String {
    let (Some(first), Some(last)) = (fans.first(), fans.last()) else {
        return "Nothing is costed".to_owned();
    };
    let year = units::FinancialYear(last.year);
    let change = (last.at[3] / first.at[3] - 1.0) * 100.0;
    let course = match change {
        c if c.abs() < 3.0 => "about as much as".to_owned(),
        c if c > 0.0 => format!("{c:.0}% more than"),
        c => format!("{:.0}% less than", -c),
    };
    format!(
        "What is costed would come to {} in {year} (80% interval {} to {}), {course} in {}",
        pounds(last.at[3]),
        pounds(last.at[1]),
        pounds(last.at[5]),
        units::FinancialYear(first.year)
    )
}
