//! *What lies ahead*: if we change nothing, what must we plan for?

use chain::{Baseline, Fan, report};
use futures::Measure;
use maud::{Markup, html};
use reference::Reference;
use tables::Table;
use units::{Placement, Position};

use super::fans::{self, History};
use super::words::{about, about_between, about_children, capital, chance, short_name};
use super::{Around, Tab, costs, files, rate_checks};
use crate::charts::{Caption, LineChart, Panel, Plot, SmallMultiples};
use crate::components;
use crate::format::{Quantity, count};
use crate::layout::Page;

/// How wrong projections have been before.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrackRecord<'a> {
    /// Accuracy by horizon and method, over all authorities and by size.
    pub tables: &'a [Table],
    /// The same in one sentence.
    pub sentence: Option<&'a str>,
}

/// The page. `full_draws` is the number of draws of the finished projection: a baseline with fewer is a preview, and
/// the page says so.
pub fn ahead(
    around: &Around<'_>,
    reference: &Reference,
    baseline: &Baseline,
    record: TrackRecord<'_>,
    full_draws: u32,
) -> Page {
    let looked_after = baseline.fan(Measure::Stock(Position::LookedAfter));
    let body = html! {
        @if baseline.plan.draws < full_draws { (preview(around, baseline, full_draws)) }
        @for warning in baseline.warnings() { (components::warning_text(&warning)) }
        (how_sure(around, baseline, record))
        (looked_after_chart(around, reference, baseline, &looked_after).render())
        @if let Some(chart) = unaccompanied_chart(around, reference, baseline) { (chart.render()) }
        (positions(around, reference, baseline).render())
        (placements(around, reference, baseline).render())
        @match moves(around, baseline) {
            Some(chart) => (chart.render()),
            None => p."govuk-body hw-text" { "No figure tells how many placement moves there are, so none are counted." },
        }
        (costs::cost_chart(around, baseline).render())
        h2.govuk-heading-m { "What this rests on" }
        (rests_on(around, baseline))
        p.govuk-body {
            a.govuk-link href=(around.address(rate_checks::PATH, false)) {
                "How well do the rates fit? Steps and curves as seen, beside what rates imply"
            }
        }
        @for table in record.tables {
            (components::details(&table.title, components::table(table, &components::Downloads::default())))
        }
        (files(around, &[
            ("projection", "Children in each position, each year"),
            ("placements", "Looked-after children by placement, each year"),
            ("placement-moves", "Placement moves, each year"),
            ("baseline-costs", "Cost a year"),
            ("unit-costs", "Unit costs"),
            ("intensities", "Steps and intensities"),
        ]))
        p.govuk-body { a.govuk-link href=(around.href(Tab::WhatIf)) { "Next: what would a new service change?" } }
    };
    around.page(Tab::Ahead, title(baseline, &looked_after), body)
}

/// The page while nothing is computed yet.
pub fn ahead_waiting(around: &Around<'_>) -> Page {
    waiting(around, Tab::Ahead, "projection", &[])
}

/// The page of a tab while its figures are computed, with what should be known of them already.
pub(super) fn waiting(around: &Around<'_>, tab: Tab, what: &str, warnings: &[String]) -> Page {
    let name = short_name(around.area);
    let body = html! {
        p.govuk-body-l.hw-sure {
            (around.plan.draws) " possible futures are being simulated, child by child, on this machine. For a large "
            "authority this takes some seconds, once."
        }
        @for warning in warnings { (components::warning_text(warning)) }
        p.govuk-body { "The page opens by itself when it is ready." }
        p.govuk-body { a.govuk-link href=(around.href(tab)) { "Show it now if it is ready" } }
        p.govuk-body { a.govuk-link href=(around.href(Tab::Where)) { "See where " (name) " is today meanwhile" } }
    };
    around.page(tab, format!("The {what} for {name} is being computed"), body)
}

fn title(baseline: &Baseline, fans: &[Fan]) -> String {
    let name = short_name(&baseline.area);
    let Some(last) = fans.last() else { return format!("Nothing is projected for {name}") };
    format!(
        "If nothing changes, {name} will look after about {} in March {} {}",
        about_children(last.at[3]),
        last.year,
        interval(last)
    )
}

/// The 80% interval in brackets, as round as the median.
fn interval(fan: &Fan) -> String {
    let words = about_between(fan.at[3], fan.at[1], fan.at[5]);
    words.split_once(' ').map_or(String::new(), |(_, interval)| interval.to_owned())
}

fn preview(around: &Around<'_>, baseline: &Baseline, full: u32) -> Markup {
    let said = components::inset_text(html! {
        p.govuk-body {
            "Preview with " (baseline.plan.draws) " draws; the full projection with " (full)
            " draws is being computed. So few draws give rough figures: its intervals may well be a fifth wider or narrower."
        }
        p.govuk-body { "Until then this page renews itself every few seconds; after that it stays as it is." }
        p.govuk-body { a.govuk-link href=(around.href(Tab::Ahead)) { "Show the full projection if it is ready" } }
    });
    html! { div id="preview" { (said) } }
}

fn how_sure(around: &Around<'_>, baseline: &Baseline, record: TrackRecord<'_>) -> Markup {
    let chance = capital(&chance(baseline.chance_share));
    html! {
        p.govuk-body-l.hw-sure {
            @match record.sentence {
                Some(sentence) => (sentence),
                None => {
                    "In 8 of 10 simulated futures the number lies inside the 80% interval. New laws, new duties and "
                    "events without precedent are not in it."
                }
            }
        }
        @if around.basis.own().is_some() && record.sentence.is_some() {
            p.govuk-body.hw-text {
                "That record is of projections from published rates: projections from own rates have none yet. "
                a.govuk-link href=(around.address(rate_checks::PATH, false)) { "How well do own rates fit?" }
            }
        }
        p.govuk-body.hw-text {
            (chance) " of the spread at the horizon is chance in children’s lives, which no better data would "
            "remove; the rest is how far past figures leave the intensities and their drift open."
        }
    }
}

fn source(around: &Around<'_>, baseline: &Baseline, published: &str) -> String {
    format!("{}. Ahead: {}", around.basis.past_source(published), super::projection(baseline))
}

fn looked_after_chart(
    around: &Around<'_>,
    reference: &Reference,
    baseline: &Baseline,
    fans: &[Fan],
) -> LineChart {
    let history = fans::position_history(around, reference, baseline, Position::LookedAfter);
    LineChart {
        caption: Caption {
            source: source(around, baseline, "DfE, Children looked after in England"),
            downloads: around.downloads("projection"),
            ..Caption::new(
                "looked-after",
                course("looked after", &history, fans),
                "Children looked after at 31 March",
            )
        },
        plot: fans::children(around.basis.past_label(), &history, fans, "Median"),
    }
}

/// Unaccompanied children among those looked after; `None` where they are no stream of their own.
fn unaccompanied_chart(around: &Around<'_>, reference: &Reference, baseline: &Baseline) -> Option<LineChart> {
    if !baseline.flows.positions().contains(&Position::Unaccompanied) {
        return None;
    }
    let fans = baseline.fan(Measure::Stock(Position::Unaccompanied));
    let last = fans.last()?;
    let finding = format!(
        "Of them, about {} in March {} would be unaccompanied and seeking asylum {}",
        about_children(last.at[3]),
        last.year,
        interval(last)
    );
    let history = fans::position_history(around, reference, baseline, Position::Unaccompanied);
    Some(LineChart {
        caption: Caption {
            source: source(around, baseline, "DfE, Children looked after in England"),
            notes: vec!["They are counted among the children looked after above.".to_owned()],
            downloads: around.downloads("projection"),
            ..Caption::new(
                "unaccompanied",
                finding,
                "Unaccompanied asylum-seeking children looked after at 31 March",
            )
        },
        plot: fans::children(around.basis.past_label(), &history, &fans, "Median"),
    })
}

/// What the median does from the last published year to the horizon, against how wide the interval is.
fn course(what: &str, history: &History, fans: &[Fan]) -> String {
    let now = history.last().and_then(|(_, v)| *v);
    let (Some(now), Some(last)) = (now, fans.last()) else {
        return format!("Children {what} ahead");
    };
    let change = (last.at[3] / now.max(1.0) - 1.0) * 100.0;
    let inside = (last.at[1]..=last.at[5]).contains(&now);
    let direction = if change > 0.0 { "rises" } else { "falls" };
    if change.abs() < 3.0 {
        format!("The median for children {what} stays close to today’s {}", count(now))
    } else if inside {
        format!(
            "The median for children {what} {direction} by {:.0}%, but today’s {} is inside the 80% interval",
            change.abs(),
            count(now)
        )
    } else {
        format!(
            "The median for children {what} {direction} by {:.0}% from today’s {}",
            change.abs(),
            count(now)
        )
    }
}

fn range(fans: &[Fan]) -> String {
    fans.last().map_or(String::new(), |f| format!("{} in {} {}", about(f.at[3]), f.year, interval(f)))
}

fn positions(around: &Around<'_>, reference: &Reference, baseline: &Baseline) -> SmallMultiples {
    let panel = |position: Position, title: &str| {
        let fans = baseline.fan(Measure::Stock(position));
        let history = fans::position_history(around, reference, baseline, position);
        Panel {
            title: title.to_owned(),
            finding: range(&fans),
            plot: fans::children(around.basis.past_label(), &history, &fans, "Median"),
        }
    };
    SmallMultiples {
        caption: Caption {
            source: source(around, baseline, "DfE, Children in need"),
            notes: vec!["In need here leaves out children on protection plans and looked after.".to_owned()],
            downloads: around.downloads("projection"),
            ..Caption::new(
                "positions",
                "Before care: in need and on protection plans",
                "Children at 31 March",
            )
        },
        panels: vec![
            panel(Position::InNeed, "In need"),
            panel(Position::ProtectionPlan, "On protection plans"),
        ],
        shared_scale: false,
    }
}

fn placements(around: &Around<'_>, reference: &Reference, baseline: &Baseline) -> SmallMultiples {
    let (shown, left_out) = fans::largest_placements(baseline);
    let panel = |placement: &Placement| {
        let fans = baseline.fan(Measure::StockPlacement(*placement));
        let history = fans::placement_history(around, reference, baseline, *placement);
        Panel {
            title: capital(placement.label()),
            finding: range(&fans),
            plot: fans::children(around.basis.past_label(), &history, &fans, "Median"),
        }
    };
    let left_out = left_out
        .map(|k| format!("{} is in the table of placements.", capital(k.label())))
        .unwrap_or_default();
    SmallMultiples {
        caption: Caption {
            source: source(
                around,
                baseline,
                "DfE, Children looked after in England; groups in use since 2018",
            ),
            notes: vec![format!(
                "Each has a scale of its own. {} Placements keep today’s mix by age. {left_out}",
                around.basis.past_note()
            )],
            downloads: around.downloads("placements"),
            ..Caption::new("placement-fans", homes_finding(baseline), "Looked-after children at 31 March")
        },
        panels: shown.iter().map(panel).collect(),
        shared_scale: false,
    }
}

/// Placement moves a year; `None` where no figure tells of them.
fn moves(around: &Around<'_>, baseline: &Baseline) -> Option<LineChart> {
    let fans = baseline.fan(Measure::PlacementMoves);
    let (first, last) =
        baseline.flows.tells_moves().then_some(()).and_then(|()| fans.first().zip(fans.last()))?;
    let finding = format!(
        "Some {} placement moves in the year to March {}, some {} in that to March {} {}",
        about(first.at[3]),
        first.year,
        about(last.at[3]),
        last.year,
        interval(last)
    );
    let mut median = fans::median_line("Median", &fans, None);
    median.end_label = Some(format!("Median {}", about(last.at[3])));
    let mut plot = Plot::new(Quantity::Number { decimals: 0 }, "moves", vec![median]);
    plot.bands = fans::bands(&fans, None, &[(50, 2, 4), (80, 1, 5), (95, 0, 6)]);
    Some(LineChart {
        caption: Caption {
            source: super::projection(baseline),
            notes: vec![format!(
                "A move is to another carer or home while the child stays looked after. {}",
                if around.basis.own().is_some() {
                    "How often children move is counted from the records."
                } else {
                    "Moves are not published by authority, so there is no past to show; how they are inferred is among the \
                     assumptions below."
                }
            )],
            downloads: around.downloads("placement-moves"),
            ..Caption::new("placement-moves", finding, "Placement moves in the year to 31 March")
        },
        plot,
    })
}

fn homes_finding(baseline: &Baseline) -> String {
    let last = |placement| baseline.fan(Measure::StockPlacement(placement)).last().copied();
    match (last(Placement::Foster), last(Placement::ChildrensHome)) {
        (Some(foster), Some(homes)) => format!(
            "By March {}: about {} in foster care and {} in children’s homes",
            foster.year,
            about_children(foster.at[3]),
            about(homes.at[3])
        ),
        _ => "Where looked-after children would live".to_owned(),
    }
}

fn rests_on(around: &Around<'_>, baseline: &Baseline) -> Markup {
    let assumptions = report::assumptions(baseline);
    html! {
        (components::details(&format!("Assumptions ({})", assumptions.len()), html! {
            ul."govuk-list govuk-list--bullet" { @for text in &assumptions { li { (text) } } }
        }))
        (components::details(
            "Steps and intensities",
            components::table(&without_notes(report::intensities(baseline)), &around.downloads("intensities")),
        ))
        (components::details(
            "Unit costs and their sources",
            components::table(&report::unit_costs(baseline), &around.downloads("unit-costs")),
        ))
    }
}

/// The notes of the intensities are the assumptions, which stand right above.
fn without_notes(table: Table) -> Table {
    Table { notes: Vec::new(), ..table }
}
