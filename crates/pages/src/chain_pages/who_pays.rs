//! *Who pays, who gains*: when does it pay back, for whom?

use appraisal::{Agency, Value, View};
use chain::{Baseline, Interval, Outcome, report};
use maud::{Markup, html};
use tables::{Column, Table};

use super::words::{self, chance, pounds, short_name};
use super::{Around, Tab, files};
use crate::charts::{
    Band, BandPoint, Bar, BarChart, Caption, LineChart, Panel, Plot, Point, Role, Series, SmallMultiples,
};
use crate::components::{self, Downloads};
use crate::format::Quantity;
use crate::layout::Page;

/// The page before a service is described.
pub fn start(around: &Around<'_>) -> Page {
    let body = html! {
        p.govuk-body-l.hw-sure {
            "This page shows what a service costs each agency, what cash it releases, what cost it avoids, and when it "
            "pays back. It needs a service first."
        }
        (components::link_button("Describe a service", &around.href(Tab::WhatIf)))
    };
    around.page(Tab::WhoPays, "Who pays and who gains? Describe a service first".to_owned(), body)
}

/// The page.
pub fn who_pays(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> Page {
    let body = html! {
        p.govuk-body-l.hw-sure {
            (sure(outcome))
        }
        p.govuk-body.hw-text {
            "Cash released is money that leaves a budget: bills that no longer come. Cost avoided is cost that does not "
            "arise but frees no money by itself. They are shown apart."
        }
        @for warning in &outcome.warnings { (components::warning_text(warning)) }
        (by_agency(around, baseline, outcome).render())
        div."govuk-!-margin-bottom-8" { (components::table(&three_columns(outcome), &Downloads::default())) }
        (position(around, baseline, outcome).render())
        (chances(around, baseline, outcome).render())
        (peak(outcome))
        (components::details("Does it pay back? Net present value and payback by view",
            components::table(&report::payback(baseline, outcome), &around.downloads("payback"))))
        (components::details("Ledger: who pays and who gains in each year",
            components::table(&report::ledger(baseline, outcome), &around.downloads("ledger"))))
        (components::details("From plan to ledger: what is spent in each year, step by step",
            components::table(&report::plan_to_ledger(baseline, outcome), &around.downloads("plan-to-ledger"))))
        p.govuk-body { a.govuk-link href=(around.href(Tab::WhatIf)) { "Back to the service and what it changes" } }
        (files(around, &[
            ("ledger", "Ledger by agency and year"),
            ("plan-to-ledger", "What is spent, from plan to ledger"),
            ("net-position", "Cumulative net position and chance of having paid back"),
            ("payback", "Net present value and payback"),
        ]))
    };
    around.page(Tab::WhoPays, title(baseline, outcome), body)
}

/// Views that differ: with one agency, all public bodies are the authority.
fn views(outcome: &Outcome) -> Vec<View> {
    let alone = outcome.ledger.agencies().len() < 2;
    View::ALL.into_iter().filter(|v| !(alone && *v == View::Everyone)).collect()
}

fn title(baseline: &Baseline, outcome: &Outcome) -> String {
    let name = &outcome.scenario.name;
    let years = outcome.ledger.years;
    let all = outcome.payback(&View::AuthorityAll);
    let cash = outcome.payback(&View::AuthorityCash);
    let horizon = years - 1;
    let by = usize::from(outcome.ledger.base_year) + years;
    let area = short_name(&baseline.area);
    match (cash.median(), all.median()) {
        (Some(_), None) => format!(
            "{name} would pay back in cash for {area} by March {by} in {} of futures, but only in {} once the cost it brings \
             is counted",
            chance(cash.chance_by(horizon)),
            chance(all.chance_by(horizon))
        ),
        (Some(_), Some(_)) => format!(
            "{name} would pay back in cash for {area} by March {by} in {} of futures",
            chance(cash.chance_by(horizon))
        ),
        (None, Some(_)) => format!(
            "{name} would pay back for {area} by March {by} only if cost avoided counts: in cash alone in {} of futures",
            chance(cash.chance_by(horizon))
        ),
        (None, None) => format!(
            "{name} would probably not pay back for {area} by March {by} (chance {} with cost avoided, {} in cash alone)",
            chance(all.chance_by(horizon)),
            chance(cash.chance_by(horizon))
        ),
    }
}

fn sure(outcome: &Outcome) -> String {
    let net = outcome.net(&View::AuthorityCash);
    format!(
        "In cash alone, over {}, the authority would have {}: present value in {} prices.",
        years(outcome),
        words::net(net.median, net.low, net.high),
        chain::Country::PRICE_YEAR
    )
}

fn years(outcome: &Outcome) -> String {
    tables::counted(outcome.ledger.years as u64, "year", "years")
}

fn source(baseline: &Baseline, outcome: &Outcome) -> String {
    format!(
        "{}; unit costs as in the table of unit costs; discounted: {}",
        super::projection(baseline),
        outcome.schedule.name
    )
}

fn shown(interval: Interval) -> bool {
    interval.low != 0.0 || interval.high != 0.0
}

fn by_agency(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> BarChart {
    let mut bars = Vec::new();
    for agency in outcome.ledger.agencies() {
        for value in Value::ALL {
            let i = outcome.present_value(agency, value);
            if shown(i) {
                bars.push(Bar {
                    label: format!("{agency}: {}", value.label().to_lowercase()),
                    value: Some(i.median),
                    interval: Some((i.low, i.high)),
                    comparison: None,
                    quiet: value == Value::Avoided,
                });
            }
        }
    }
    let authority = Agency::authority();
    let value = |v| outcome.present_value(&authority, v).median;
    BarChart {
        caption: Caption {
            source: source(baseline, outcome),
            notes: vec![
                "Below zero is paid, above zero is gained, against the baseline. Each bar is a median of its own: medians \
                 do not add up exactly. Health, police, schools, housing and benefits are not costed, because no sourced \
                 cost exists."
                    .to_owned(),
            ],
            downloads: around.downloads("ledger"),
            ..Caption::new(
                "agencies",
                in_words(value(Value::Spent), value(Value::Cash), value(Value::Avoided)),
                format!(
                    "Present value over {}, {} prices, median and 80% interval",
                    years(outcome),
                    chain::Country::PRICE_YEAR
                ),
            )
        },
        quantity: Quantity::Pounds,
        unit: "£".to_owned(),
        of: "Agency and kind of value".to_owned(),
        subject: "Median".to_owned(),
        comparison: None,
        interval: Some("80% interval".to_owned()),
        bars,
    }
}

/// Agencies down, kinds of value across: never one sum.
fn three_columns(outcome: &Outcome) -> Table {
    let rows = outcome
        .ledger
        .agencies()
        .into_iter()
        .map(|agency| {
            let cells = Value::ALL.map(|value| {
                let median = outcome.present_value(agency, value).median;
                Quantity::Pounds.cell(Some((median / 1000.0).round() * 1000.0))
            });
            std::iter::once(tables::Cell::text(agency.to_string())).chain(cells).collect()
        })
        .collect();
    let columns = Value::ALL.map(|v| Column::with_unit(v.label(), v.label(), "£, median present value"));
    Table {
        rows,
        ..Table::new(
            "agencies-table",
            "By agency, to the nearest £1,000",
            std::iter::once(Column::new("agency", "Agency")).chain(columns).collect(),
        )
    }
}

fn view_title(view: &View) -> &'static str {
    match view {
        View::AuthorityCash => "The authority, cash alone",
        View::AuthorityAll => "The authority, cash and cost avoided",
        View::Everyone => "All public bodies, cash and cost avoided",
    }
}

fn position(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> SmallMultiples {
    let base = f64::from(outcome.ledger.base_year);
    let panels = views(outcome)
        .into_iter()
        .map(|view| {
            let all = outcome.cumulative(&view);
            let x = |y: usize| base + 1.0 + y as f64;
            let start = Point::new(base, Some(0.0));
            let median = all.iter().enumerate().map(|(y, i)| Point::new(x(y), Some(i.median)));
            let line = Series::new("Median", Role::Forecast, std::iter::once(start).chain(median).collect());
            let mut plot = Plot::new(Quantity::Pounds, "£", vec![line]);
            let zero = BandPoint { x: base, low: 0.0, high: 0.0 };
            let points = all.iter().enumerate().map(|(y, i)| BandPoint { x: x(y), low: i.low, high: i.high });
            plot.bands = vec![Band { level: 80, points: std::iter::once(zero).chain(points).collect() }];
            let last = outcome.ledger.years.saturating_sub(1);
            let paid = chance(outcome.payback(&view).chance_by(last));
            Panel {
                title: view_title(&view).to_owned(),
                finding: format!("Chance of having paid back by March {:.0}: {paid}", x(last)),
                plot,
            }
        })
        .collect();
    SmallMultiples {
        caption: Caption {
            source: source(baseline, outcome),
            downloads: around.downloads("net-position"),
            ..Caption::new(
                "position",
                "Where the sum of costs and gains stands, year by year",
                format!(
                    "Cumulative net position at 31 March, discounted, {} prices, with 80% interval",
                    chain::Country::PRICE_YEAR
                ),
            )
        },
        panels,
        shared_scale: true,
    }
}

fn chances(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> LineChart {
    let roles = [Role::Subject, Role::Second, Role::Third];
    let names = ["Authority, cash", "Authority, with cost avoided", "All bodies"];
    let base = f64::from(outcome.ledger.base_year);
    let series = views(outcome)
        .into_iter()
        .zip(roles.into_iter().zip(names))
        .map(|(view, (role, name))| {
            let payback = outcome.payback(&view);
            let points = (0..outcome.ledger.years)
                .map(|y| Point::new(base + 1.0 + y as f64, Some(payback.chance_by(y) * 100.0)))
                .collect();
            Series::new(name, role, points)
        })
        .collect();
    LineChart {
        caption: Caption {
            source: source(baseline, outcome),
            notes: vec![
                "Paid back means that the cumulative position has come back to zero and stays there to the horizon."
                    .to_owned(),
            ],
            downloads: around.downloads("net-position"),
            ..Caption::new(
                "chances",
                "How likely it is to have paid back by each year",
                "Share of draws that have paid back by 31 March",
            )
        },
        plot: Plot::new(Quantity::Percent { decimals: 0 }, "% of draws", series),
    }
}

fn peak(outcome: &Outcome) -> Markup {
    html! {
        @match outcome.peak_cash_need() {
            Some((depth, year)) => (components::inset_text(html! {
                p.govuk-body {
                    "Peak cash need: the authority would be " strong { (pounds(-depth)) } " down at its deepest, by March "
                    (year) " (median, cash alone, not discounted). "
                    @if usize::from(year) == usize::from(outcome.ledger.base_year) + outcome.ledger.years {
                        "It is still growing at the horizon: in the median, cash alone never turns."
                    } @else {
                        "That money has to be found before it pays back."
                    }
                }
            })),
            None => p.govuk-body { "In the median, the authority is never out of pocket." },
        }
    }
}

/// What the authority pays and gains, each with its side: a cut pays less and may bring cost.
///
/// **Units**: pounds; above zero is a gain.
fn in_words(spent: f64, cash: f64, avoided: f64) -> String {
    let sided = |value: f64, gain: (&str, &str), loss: (&str, &str)| {
        let (before, after) = if value < 0.0 { loss } else { gain };
        format!("{before}{}{after}", pounds(value.abs()))
    };
    let paid = if spent > 0.0 { " less for services" } else { "" };
    format!(
        "The authority {}, {} and {}",
        sided(spent, ("pays ", paid), ("pays ", "")),
        sided(cash, ("releases ", " in cash"), ("pays ", " more in other bills")),
        sided(avoided, ("avoids ", " of cost"), ("bears ", " of further cost"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_said_with_its_side() {
        assert_eq!(
            in_words(-2e6, 5e5, 3e5),
            "The authority pays £2 million, releases £500,000 in cash and avoids £300,000 of cost"
        );
        assert_eq!(
            in_words(4.4e6, -1.4e6, -4e6),
            "The authority pays £4.4 million less for services, pays £1.4 million more in other bills and bears \
             £4 million of further cost"
        );
        assert!(in_words(0.0, 1e6, 0.0).starts_with("The authority pays £0, "));
    }
}
