//! *What if*: what would this service do?

use chain::{Baseline, Interval, Outcome};
use futures::Measure;
use maud::{Markup, html};
use plan::{InputError, Raw};
use reference::Reference;
use units::{Position, Step};

use super::form::form;
use super::query::{is_text, query_of_text, without_effect};
use super::scenario_parts::{badge, enough_draws, parts, used};
use super::scenario_text::{text_error, text_form, worked};
use super::words::{change, change_between, change_of, short_name};
use super::{Around, Tab, evidence, files};
use crate::charts::{Band, BandPoint, Caption, Panel, Plot, Point, Role, Series, SmallMultiples};
use crate::components::{self, Downloads, FieldError};
use crate::format::Quantity;
use crate::layout::{Link, Page};

/// Name of a scenario's page in messages, where a file has its own.
pub const THIS_PAGE: &str = "this page";

/// What the page knows besides the scenario.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Published figures, for the evidence.
    pub reference: &'a Reference,
    /// Steps that the authority's rates identify.
    pub steps: &'a [Step],
    /// Scenarios of the plan folder, as links.
    pub saved: &'a [Link],
    /// Whether a scenario can be saved into a plan folder.
    pub can_save: bool,
    /// Words when a scenario has just been saved.
    pub just_saved: Option<&'a str>,
}

/// The page with a form to fill, and no result.
pub fn start(around: &Around<'_>, known: &Known<'_>, example: &Raw) -> Page {
    let name = short_name(around.area);
    let body = html! {
        p.govuk-body-l.hw-sure {
            "Start from a worked scenario, describe one service in the form, or write a scenario as text. The example in the "
            "form is made up and sized to " (name) ": put your own places, effect and price in its stead."
        }
        (saved_links(known))
        (worked(around))
        h2.govuk-heading-m { "Describe one service" }
        (form(around, example, known.steps, &[]))
        h2.govuk-heading-m { "Write it as text" }
        p."govuk-body hw-text" {
            "A text can hold several services, cuts, changes of practice, children who arrive and the budget by year. Below is "
            "the example of the form as text."
        }
        (text_form(around, &as_text(example), &[]))
        (evidence_table(known))
    };
    around.page(Tab::WhatIf, format!("What would a new service change in {name}?"), body)
}

/// The text of a scenario in the language of today.
fn as_text(raw: &Raw) -> String {
    let text = chain::text_of(raw);
    // What cannot be brought up to date is shown as it is.
    plan::language::upgrade(THIS_PAGE, &text).unwrap_or(text)
}

/// The page for a scenario that cannot be read: what was typed stays, and no result is shown.
pub fn refused(around: &Around<'_>, known: &Known<'_>, raw: &Raw, errors: &[InputError]) -> Page {
    let text = is_text(raw);
    let errors: Vec<FieldError> = errors
        .iter()
        .map(|e| if text { text_error(e) } else { FieldError::new(field_of(&e.key), message(e)) })
        .collect();
    let body = html! {
        p.govuk-body-l.hw-sure { "Nothing was computed. What you typed is kept below." }
        @if text {
            (text_form(around, &chain::text_of(raw), &errors))
            (saved_links(known))
            (worked(around))
        } @else {
            (form(around, raw, known.steps, &errors))
        }
        (evidence_table(known))
    };
    let title = format!("What would a new service change in {}?", short_name(around.area));
    Page {
        above: components::error_summary(&errors),
        has_errors: true,
        ..around.page(Tab::WhatIf, title, body)
    }
}

/// The page while a scenario is computed, with what can be said of it before the run.
pub fn waiting(around: &Around<'_>, tab: Tab, warnings: &[String]) -> Page {
    super::ahead::waiting(around, tab, "scenario", warnings)
}

/// The page with the result of a scenario.
pub fn result(
    around: &Around<'_>,
    known: &Known<'_>,
    raw: &Raw,
    baseline: &Baseline,
    outcome: &Outcome,
) -> Page {
    let nothing = without_effect(raw).map(|query| Around { query: &query, ..*around }.href(Tab::WhatIf));
    let body = html! {
        p.govuk-body-l.hw-sure {
            "Baseline and scenario share their luck, draw by draw, so the difference is the scenario and not chance. The "
            "80% interval carries how unsure the effects are."
        }
        (badge(outcome))
        @for warning in outcome.warnings.iter().filter(|w| !w.starts_with("No evidence")) { (components::warning_text(warning)) }
        (differences(around, baseline, outcome).render())
        @if let Some(chart) = fewer_moves(around, baseline, outcome) { (chart.render()) }
        @if let Some(sentence) = draws_sentence(outcome) { p."govuk-body hw-text" id="draws" { (sentence) } }
        div.govuk-button-group {
            (components::link_button("Who pays, who gains", &around.href(Tab::WhoPays)))
            @if let Some(nothing) = nothing { a.govuk-link href=(nothing) { "What if it does nothing?" } }
            a.govuk-link href=(around.address("scenario.toml", true)) { "Download this scenario (TOML)" }
        }
        @if known.can_save { (save(around, raw)) }
        (used(around, baseline, outcome))
        (parts(outcome))
        (go_on(around, known, raw))
        (evidence_table(known))
        (files(around, &to_take_away(outcome)))
    };
    let above = known.just_saved.map(|name| {
        components::success_banner(
            "saved",
            html! {
                p.govuk-notification-banner__heading { "Saved as " (name) }
            },
        )
    });
    Page {
        above: html! { @if let Some(above) = above { (above) } },
        ..around.page(Tab::WhatIf, title(outcome), body)
    }
}

/// Tables to take away: those that the scenario fills.
fn to_take_away(outcome: &Outcome) -> Vec<(&'static str, &'static str)> {
    let has = |cut: bool| outcome.scenario.services.iter().any(|terms| terms.closure.is_some() == cut);
    let tables = [
        ("differences", "What would change, each year", true),
        ("service-use", "Use of the services, each year", has(false)),
        ("cut-use", "What is missed of services that are cut, each year", has(true)),
        ("twin-track", "Twin track: budget and cost by year", !outcome.scenario.tracks.is_empty()),
    ];
    tables.into_iter().filter(|(.., is_there)| *is_there).map(|(name, words, _)| (name, words)).collect()
}

/// The scenario to change and run again, as it was written.
fn go_on(around: &Around<'_>, known: &Known<'_>, raw: &Raw) -> Markup {
    let fresh = Around { query: "", ..*around }.href(Tab::WhatIf);
    html! {
        @if is_text(raw) {
            h2.govuk-heading-m id="service" { "Change the scenario" }
            (text_form(around, &chain::text_of(raw), &[]))
            (saved_links(known))
        } @else {
            h2.govuk-heading-m id="service" { "Change the service" }
            (saved_links(known))
            (form(around, raw, known.steps, &[]))
            p.govuk-body { a.govuk-link href=(text_address(around, raw)) { "Go on with this scenario as text" } }
        }
        p.govuk-body { a.govuk-link href=(fresh) { "Start another scenario" } }
    }
}

/// The same scenario with the text to go on with.
fn text_address(around: &Around<'_>, raw: &Raw) -> String {
    Around { query: &query_of_text(&as_text(raw)), ..*around }.href(Tab::WhatIf)
}

/// The year of the finding: the last one on which the services take children on.
fn main_year(outcome: &Outcome) -> usize {
    let last = outcome.baseline.years.saturating_sub(1);
    // Where all that is bought has ended, what it would have done shows best at that time.
    let engine = &outcome.scenario.engine;
    let ends: Option<Vec<f64>> = engine.services.iter().map(|service| service.end).collect();
    let only_services = engine.changes.is_empty() && engine.arrivals.is_empty() && engine.mix.is_empty();
    match ends.filter(|_| only_services).and_then(|ends| ends.into_iter().reduce(f64::max)) {
        Some(end) => (end.ceil() as usize).clamp(1, last + 1) - 1,
        None => last,
    }
}

fn draws_sentence(outcome: &Outcome) -> Option<String> {
    let (year, measure) = (main_year(outcome), Measure::Stock(Position::LookedAfter));
    let interval = outcome.difference(year, measure);
    let error = outcome.difference_error(year, measure)?;
    Some(enough_draws(outcome.baseline.draws(), error, interval.high - interval.low))
}

/// The finding: looked-after children at the end of the main year, or placement moves where these alone change.
fn title(outcome: &Outcome) -> String {
    let flows = &outcome.baseline;
    let year = main_year(outcome);
    let i = outcome.difference(year, Measure::Stock(Position::LookedAfter));
    let date = usize::from(flows.base_year) + 1 + year;
    let name = &outcome.scenario.name;
    if change(i.median) == "no change" && changes_moves(outcome) {
        let moves = outcome.difference(year, Measure::PlacementMoves);
        return format!(
            "{name} would mean about {} in the year to March {date} (80% interval {})",
            change_of(moves.median, "placement move", "placement moves"),
            change_between(moves.low, moves.high)
        );
    }
    if change(i.median) == "no change" {
        let interval = change_between(i.low, i.high);
        if interval == "no change" {
            return format!(
                "{name} would leave the number of children looked after in March {date} as it is"
            );
        }
        return format!(
            "{name} would change the number of children looked after in March {date} by less than one \
             (80% interval {interval})"
        );
    }
    format!(
        "{name} would mean about {} looked after in March {date} (80% interval {})",
        change_of(i.median, "child", "children"),
        change_between(i.low, i.high)
    )
}

fn differences(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> SmallMultiples {
    let names = [
        (Position::InNeed, "In need"),
        (Position::ProtectionPlan, "On protection plans"),
        (Position::LookedAfter, "Looked after"),
    ];
    SmallMultiples {
        caption: Caption {
            source: super::projection(baseline),
            notes: vec!["Below zero is fewer children than in the baseline.".to_owned()],
            downloads: around.downloads("differences"),
            ..Caption::new(
                "differences",
                "What would change, each year",
                "Children at 31 March, scenario less baseline, with 80% interval",
            )
        },
        panels: names
            .into_iter()
            .map(|(p, name)| difference_panel(outcome, (Measure::Stock(p), "children", "in March"), name))
            .collect(),
        shared_scale: false,
    }
}

/// Whether the scenario changes how often children move to another placement.
fn changes_moves(outcome: &Outcome) -> bool {
    outcome.baseline.tells_moves() && outcome.scenario.engine.changes.iter().any(|change| change.moves)
}

/// Placement moves, where the scenario changes how often children move.
fn fewer_moves(around: &Around<'_>, baseline: &Baseline, outcome: &Outcome) -> Option<SmallMultiples> {
    let counted = (Measure::PlacementMoves, "moves", "in the year to March");
    changes_moves(outcome).then(|| SmallMultiples {
        caption: Caption {
            source: super::projection(baseline),
            notes: vec!["Below zero is fewer moves than in the baseline.".to_owned()],
            downloads: around.downloads("differences"),
            ..Caption::new(
                "placement-moves",
                "How many fewer or more placement moves, each year",
                "Moves in the year to 31 March, scenario less baseline, with 80% interval",
            )
        },
        panels: vec![difference_panel(outcome, counted, "Placement moves")],
        shared_scale: false,
    })
}

fn difference_panel(outcome: &Outcome, (measure, unit, when): (Measure, &str, &str), name: &str) -> Panel {
    let base = outcome.baseline.base_year;
    let years = outcome.baseline.years;
    let all: Vec<Interval> = (0..years).map(|y| outcome.difference(y, measure)).collect();
    let x = |y: usize| f64::from(base) + 1.0 + y as f64;
    let start = Point::new(f64::from(base), Some(0.0));
    let median = all.iter().enumerate().map(|(y, i)| Point::new(x(y), Some(i.median)));
    let mut plot = Plot::new(
        Quantity::Number { decimals: 0 },
        unit,
        vec![Series::new("Median", Role::Forecast, std::iter::once(start).chain(median).collect())],
    );
    let zero = BandPoint { x: f64::from(base), low: 0.0, high: 0.0 };
    let points = all.iter().enumerate().map(|(y, i)| BandPoint { x: x(y), low: i.low, high: i.high });
    plot.bands = vec![Band { level: 80, points: std::iter::once(zero).chain(points).collect() }];
    let finding = all.last().map_or(String::new(), |i| {
        let (middle, interval) = (change(i.median), change_between(i.low, i.high));
        let year = usize::from(base) + years;
        if interval == middle {
            return format!("{} {when} {year}", super::words::capital(&middle));
        }
        format!("{} {when} {year} (80% interval {interval})", super::words::capital(&middle))
    });
    Panel { title: name.to_owned(), finding, plot }
}

fn save(around: &Around<'_>, raw: &Raw) -> Markup {
    html! {
        form method="post" action={ "/authority/" (around.area.code) "/save" } {
            @for (key, value) in &raw.pairs { input type="hidden" name=(key) value=(value); }
            (hidden_rates(around))
            (components::secondary_button("Save this scenario in the plan folder"))
        }
    }
}

/// Keeps the choice of rates when a form is sent.
pub(super) fn hidden_rates(around: &Around<'_>) -> Markup {
    html! {
        @if let Some(from) = around.basis.parameter() {
            input type="hidden" name=(super::basis::FIELD) value=(from.label());
        }
    }
}

fn saved_links(known: &Known<'_>) -> Markup {
    html! {
        @if !known.saved.is_empty() {
            p.govuk-body { "Scenarios in the plan folder:" }
            ul."govuk-list govuk-list--bullet" {
                @for link in known.saved { li { a.govuk-link href=(link.href) { (link.text) } } }
            }
        }
    }
}

fn evidence_table(known: &Known<'_>) -> Markup {
    let table = evidence::evidence(known.reference.effects());
    components::details(
        "What evaluations found, to help choose an effect",
        components::table(&table, &Downloads::default()),
    )
}

/// The id of the field for a key: a key without a field leads to the first.
fn field_of(key: &str) -> String {
    let plain = key.starts_with("payer.")
        || plan::scenario_keys().iter().any(|known| !known.contains('#') && *known == key);
    if plain { key.to_owned() } else { "service.name".to_owned() }
}

fn message(error: &InputError) -> String {
    let what = label(&error.key);
    let expected = error.expected.replace("effect.high", "the upper end");
    if error.value.is_empty() {
        format!("{what}: expected {expected}")
    } else {
        format!("{what}: “{}” was given, expected {expected}", error.value)
    }
}

fn label(key: &str) -> String {
    let known = [
        ("service.name", "Name of the service"),
        ("service.position", "Children it takes on"),
        ("service.age_from", "Youngest age"),
        ("service.age_to", "Oldest age"),
        ("service.places", "Places"),
        ("service.start", "First day"),
        ("service.end", "Last day"),
        ("service.ramp_up", "Time until all places are open"),
        ("service.stay", "How long a child is served"),
        ("service.reach", "Share who take it up"),
        ("service.fade_out", "How long the effect lasts"),
        ("effect.steps", "Steps that it changes"),
        ("effect.ratio", "Rate ratio"),
        ("effect.low", "Lower end of the interval"),
        ("effect.high", "Upper end of the interval"),
        ("effect.evidence", "Evidence"),
        ("cost.place_year", "Pounds for one place for a year"),
        ("cost.set_up", "Pounds to set it up"),
        ("cost.price_year", "Prices of the year"),
    ];
    if let Some((_, words)) = known.iter().find(|(k, _)| *k == key) {
        return (*words).to_owned();
    }
    match key.split('.').collect::<Vec<_>>().as_slice() {
        ["payer", number, "agency"] => format!("Payer {number}"),
        ["payer", number, "share"] => format!("Share of payer {number}"),
        _ => format!("“{key}” in the address"),
    }
}
