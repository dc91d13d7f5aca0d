//! What a scenario holds, part by part: how it is used, what it changes by how much, and what that rests on.

use chain::{Baseline, Outcome, report};
use futures::scenario::{Change, Ratio};
use maud::{Markup, html};
use plan::language::{Dates, Measured, Scenario};
use tables::Table;
use units::Step;

use super::Around;
use super::words::{about, about_children, day, step_words};
use crate::components::{self, TagColour, tag};

/// One thing that a scenario changes.
struct Claim<'a> {
    name: &'a str,
    says: String,
    evidence: &'a str,
}

/// On what the effects rest, in one line above the result.
pub fn badge(outcome: &Outcome) -> Markup {
    let claims = claims(&outcome.scenario);
    let bare = outcome.without_evidence();
    html! {
        p."govuk-body hw-badge" {
            @match (claims.as_slice(), bare.as_slice()) {
                ([only], []) => { "Evidence for the effect: " strong { (only.evidence) } }
                ([_], _) => {
                    "Evidence for the effect: "
                    (tag("No evidence named: example figures", TagColour::Grey))
                }
                (many, []) => {
                    "Evidence: " strong { "each of the " (many.len()) " effects and changes names what it rests on" } ", "
                    a.govuk-link href="#parts" { "listed below" }
                }
                (_, names) => {
                    "Evidence: "
                    (tag(&format!("No evidence named for {}", names.join(", ")), TagColour::Grey)) " "
                    a.govuk-link href="#parts" { "What each part rests on" }
                }
            }
        }
    }
}

/// How services would be used, what is cut, and the twin track beside what the scenario costs.
pub fn used(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> Markup {
    let show = |heading: &str, table: &Table| {
        html! {
            @if !table.rows.is_empty() {
                h2.govuk-heading-m { (heading) }
                (components::table(table, &around.downloads(&table.id)))
            }
        }
    };
    let each_year = |summary: &str, table: &Table| {
        html! {
            @if !table.rows.is_empty() {
                (components::details(summary, components::table(table, &around.downloads(&table.id))))
            }
        }
    };
    html! {
        (show("How the services would be used", &report::services(baseline, outcome)))
        (each_year("Places, starts and waiting, each year", &report::service_use(baseline, outcome)))
        (show("What is cut", &report::cuts(baseline, outcome)))
        (each_year("Places closed and children not served, each year", &report::cut_use(baseline, outcome)))
        (show("Twin track: the budget, and what the scenario costs", &report::twin_track(baseline, outcome)))
    }
}

/// Every part with its dates and what it rests on.
pub fn parts(outcome: &Outcome) -> Markup {
    let scenario = &outcome.scenario;
    html! {
        h2.govuk-heading-m id="parts" tabindex="-1" { "What the scenario changes, and what that rests on" }
        @if !scenario.about.is_empty() { p."govuk-body hw-text" { (scenario.about) } }
        ul."govuk-list govuk-list--bullet hw-text" {
            @for claim in claims(scenario) {
                li {
                    strong { (claim.name) } ": " (claim.says) ". "
                    @if claim.evidence.is_empty() {
                        (tag("No evidence named", TagColour::Grey))
                    } @else {
                        "Rests on: " (claim.evidence) "."
                    }
                }
            }
        }
    }
}

fn claims(scenario: &Scenario) -> Vec<Claim<'_>> {
    let engine = &scenario.engine;
    let mut claims = Vec::new();
    for (service, terms) in engine.services.iter().zip(&scenario.services) {
        let whom = if terms.closure.is_some() { "no longer served" } else { "served" };
        for (effect, stated) in service.effects.iter().zip(&terms.effects) {
            claims.push(Claim {
                name: &service.name,
                says: format!(
                    "{}, for those {whom}, {}{}",
                    dates(&terms.dates),
                    times_as_often(&effect.steps, effect.ratio),
                    converted(&stated.measured)
                ),
                evidence: &stated.evidence,
            });
        }
    }
    for (change, terms) in engine.changes.iter().zip(&scenario.changes) {
        let often = changed_as_often(change);
        let says = format!(
            "{}{}, {often}{}",
            dates(&terms.dates),
            ages(change.age_from, change.age_to),
            phased(change.phase_in)
        );
        claims.push(Claim { name: &change.name, says, evidence: &terms.evidence });
    }
    for (arrivals, terms) in engine.arrivals.iter().zip(&scenario.arrivals) {
        let Ratio { middle, low, high } = arrivals.per_year;
        let says = format!(
            "{}{}, {} more children a year (95% interval {} to {}) are {}",
            dates(&terms.dates),
            ages(arrivals.age_from, arrivals.age_to),
            about(middle),
            about(low),
            about(high),
            arrivals.position
        );
        claims.push(Claim { name: &arrivals.name, says, evidence: &terms.evidence });
    }
    for (mix, terms) in engine.mix.iter().zip(&scenario.mix) {
        let of_ages = match (mix.ages.first(), mix.ages.last()) {
            (Some(first), Some(last)) => ages(first.from_years(), last.to_years()),
            _ => String::new(),
        };
        let places = mix.places.map_or(String::new(), |places| format!(", at most {places} at a time"));
        let says = format!(
            "{}{of_ages}, up to {:.0}% of children in {} live in {} instead{places}{}",
            dates(&terms.dates),
            mix.share * 100.0,
            mix.from,
            mix.to,
            phased(mix.phase_in)
        );
        claims.push(Claim { name: &mix.name, says, evidence: &terms.evidence });
    }
    claims
}

fn dates(dates: &Dates) -> String {
    let until = dates.end.map_or(String::new(), |end| format!(" until {}", day(end)));
    format!("from {}{until}", day(dates.start))
}

fn ages(from: f64, to: f64) -> String {
    match (from, to) {
        (0.0, 18.0) => String::new(),
        (from, to) if to - from == 1.0 => format!(", at age {from:.0}"),
        (from, to) => format!(", at ages {from:.0} to {:.0}", to - 1.0),
    }
}

fn changed_as_often(change: &Change) -> String {
    let steps = steps_in_words(&change.steps);
    match (change.moves, change.steps.is_empty()) {
        (false, _) => often(&steps, change.ratio),
        (true, true) => often("placement moves", change.ratio),
        (true, false) => often(&format!("placement moves, and {steps},"), change.ratio),
    }
}

fn times_as_often(steps: &[Step], ratio: Ratio) -> String {
    often(&steps_in_words(steps), ratio)
}

fn steps_in_words(steps: &[Step]) -> String {
    let steps: Vec<String> = steps.iter().map(|s| step_words(*s)).collect();
    format!("steps {}", steps.join(", or "))
}

fn often(what: &str, ratio: Ratio) -> String {
    format!(
        "{what} happen {} times as often (95% interval {} to {})",
        hundredths(ratio.middle),
        hundredths(ratio.low),
        hundredths(ratio.high)
    )
}

fn hundredths(ratio: f64) -> String {
    let rounded = (ratio * 100.0).round() / 100.0;
    rounded.to_string()
}

fn converted(measured: &Measured) -> &'static str {
    match measured {
        Measured::RateRatio(_) => "",
        Measured::OddsRatio { .. } => ", converted from an odds ratio",
        Measured::RiskDifference { .. } => ", converted from a difference of risks",
        Measured::StayAvoided { .. } => ", converted from days avoided",
    }
}

fn phased(years: f64) -> String {
    match (years * 12.0).round() {
        0.0 => String::new(),
        1.0 => ", in full after a month".to_owned(),
        months => format!(", in full after {months:.0} months"),
    }
}

/// Whether the draws are enough for the middle of a difference, in one sentence.
///
/// **Units**: `error` and `width`, that of the 80% interval, are in children.
pub fn enough_draws(draws: usize, error: f64, width: f64) -> String {
    let children = if error < 0.5 {
        "less than one child".to_owned()
    } else {
        format!("about {}", about_children(error))
    };
    let moves = format!("other luck would move the middle of this difference by {children} (standard error)");
    // A twentieth of the interval: with normal draws, a hundred are as good as that.
    if error < 0.5 || error <= width / 20.0 {
        format!("{draws} draws are enough here: {moves}.")
    } else {
        format!("{draws} draws are few here: {moves}. Four times as many would halve that.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_enough_where_luck_moves_the_middle_by_little() {
        assert_eq!(
            enough_draws(200, 0.2, 2.0),
            "200 draws are enough here: other luck would move the middle of this difference by less than one child \
             (standard error)."
        );
        assert!(enough_draws(200, 2.0, 60.0).starts_with("200 draws are enough here: "));
        assert!(enough_draws(20, 2.0, 12.0).ends_with("Four times as many would halve that."));
    }

    #[test]
    fn ratios_have_two_decimals_and_ages_are_those_included() {
        assert_eq!(hundredths(1.0 / 0.84), "1.19");
        assert_eq!(hundredths(1.0), "1");
        assert_eq!(ages(16.0, 18.0), ", at ages 16 to 17");
        assert_eq!(ages(0.0, 18.0), "");
        assert_eq!(phased(0.5), ", in full after 6 months");
    }
}
