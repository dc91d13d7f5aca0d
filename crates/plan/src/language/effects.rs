//! Effects: what a study measured, on which steps, from when and for how long.

use futures::scenario::{Effect, Fade, Ratio};
use units::{Position, Step};

use super::Reading;
use super::convert::{Estimate, Impossible, Measured};
use super::part::Part;
use super::words;
use crate::check;

/// An effect as its author stated it, beside the one that the engine takes.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedEffect {
    /// What the study measured.
    pub measured: Measured,
    /// Time over which the risk is counted, in years; for odds ratios and risk differences.
    pub window: Option<f64>,
    /// What it rests on, in the author's words; empty if nothing was given.
    pub evidence: String,
}

/// Ratios that the engine takes.
const RATIOS: std::ops::RangeInclusive<f64> = 0.01..=10.0;

/// Reads the effects of a service; `stay` is how long it serves a child.
pub(super) fn read_effects(
    part: &Part<'_>,
    reading: &Reading<'_>,
    stay: Option<f64>,
) -> Option<Vec<(Effect, StatedEffect)>> {
    let effects = part.parts("effect");
    if effects.is_empty() {
        part.lacks("effect", "that says what it does, even if that is nothing (a ratio of 1)");
        return None;
    }
    let read: Vec<_> = effects.iter().map(|e| read_effect(e, reading, stay)).collect();
    read.into_iter().collect()
}

fn read_effect(part: &Part<'_>, reading: &Reading<'_>, stay: Option<f64>) -> Option<(Effect, StatedEffect)> {
    let open = reading.steps_where(|s| Position::OPEN.contains(&s.from));
    let steps = reading.steps(part, "steps", &open);
    let window = part.may("window", words::some_time);
    let measured = read_measured(part, window.flatten().is_some());
    let ratio = measured.and_then(|m| rate_ratio(part, &m));
    let lag = part.may("lag", words::length);
    let fade = read_fade(part);
    let (steps, measured, ratio) = (steps?, measured?, ratio?);
    let effect = Effect { steps, ratio, lag: lag?.unwrap_or(0.0), fade: fade? };
    if let Measured::StayAvoided { .. } = measured {
        check_stay(part, reading, &effect.steps, &open)?;
    }
    let stated = StatedEffect { measured, window: window?, evidence: part.text("evidence").to_string() };
    note_window(part, reading, &effect, &stated, stay);
    Some((effect, stated))
}

/// Keys under which an effect may be stated.
pub(super) const MEASURES: [&str; 4] = ["rate_ratio", "odds_ratio", "risk_difference", "days_avoided"];

fn read_measured(part: &Part<'_>, has_window: bool) -> Option<Measured> {
    let given: Vec<&str> = MEASURES.into_iter().filter(|m| part.has(m)).collect();
    let measure = match given.as_slice() {
        [only] => *only,
        [] => {
            part.missing("rate_ratio");
            return None;
        }
        [_, second, ..] => {
            part.fail(
                second,
                format!("only one of {}; there are {}", MEASURES.join(", "), given.join(" and ")),
            );
            return None;
        }
    };
    let needs_risk = matches!(measure, "odds_ratio" | "risk_difference");
    for (key, needed) in
        [("risk", needs_risk), ("window", needs_risk), ("usual_stay", measure == "days_avoided")]
    {
        if needed && !part.has(key) {
            part.missing(key);
        } else if !needed && part.has(key) {
            part.fail(key, format!("nothing: it does not belong to {measure}"));
        }
    }
    let read: fn(&str) -> Option<f64> = match measure {
        "risk_difference" => words::points,
        "days_avoided" => words::signed_length,
        _ => check::number,
    };
    let estimate = read_estimate(part, measure, read)?;
    match measure {
        "rate_ratio" => Some(Measured::RateRatio(estimate)),
        "days_avoided" => {
            let usual =
                part.has("usual_stay").then(|| part.need("usual_stay", words::some_time)).flatten()?;
            Some(Measured::StayAvoided { years: estimate, usual })
        }
        _ => {
            let certain = |t: &str| check::share(t).filter(|p| *p > 0.0 && *p < 1.0);
            let risk = part.has("risk").then(|| part.need("risk", certain)).flatten()?;
            if !has_window {
                return None;
            }
            Some(match measure {
                "odds_ratio" => Measured::OddsRatio { ratio: estimate, risk },
                _ => Measured::RiskDifference { difference: estimate, risk },
            })
        }
    }
}

/// Reads an estimate under a key with its `low` and `high`, and refuses an interval that excludes it.
pub(super) fn read_estimate(
    part: &Part<'_>,
    key: &str,
    read: impl Fn(&str) -> Option<f64>,
) -> Option<Estimate> {
    let middle = part.need(key, &read);
    let low = part.need("low", &read);
    let high = part.need("high", &read);
    let estimate = Estimate { middle: middle?, low: low?, high: high? };
    if estimate.low > estimate.high {
        part.fail("low", format!("at most high, {}", part.text("high")));
        return None;
    }
    if !(estimate.low..=estimate.high).contains(&estimate.middle) {
        let (low, high) = (part.text("low"), part.text("high"));
        part.fail(key, format!("a value within its own interval, from low, {low}, to high, {high}"));
        return None;
    }
    Some(estimate)
}

/// Converts each of estimate, low and high, so that a message names the one that cannot be.
fn rate_ratio(part: &Part<'_>, measured: &Measured) -> Option<Ratio> {
    let Estimate { middle, low, high } = measured.stated();
    let key = MEASURES.into_iter().find(|m| part.has(m)).unwrap_or(MEASURES[0]);
    let mut possible = true;
    for (key, value) in [(key, middle), ("low", low), ("high", high)] {
        match measured.ratio_of(value) {
            Ok(ratio) if RATIOS.contains(&ratio) => {}
            Ok(ratio) => {
                part.fail(key, format!("an effect with a rate ratio from 0.01 to 10; this has {ratio:.3}"));
                possible = false;
            }
            Err(why @ (Impossible::RatioNotPositive | Impossible::Risk { .. } | Impossible::Stay)) => {
                part.fail(key, why.to_string());
                possible = false;
            }
        }
    }
    if possible { measured.rate_ratio().ok() } else { None }
}

fn read_fade(part: &Part<'_>) -> Option<Fade> {
    let fade = part.may("fade", words::length)?;
    let half_life = part.may("half_life", words::some_time)?;
    let lasts = part.may("lasts", words::yes)?.unwrap_or(false);
    match (fade, half_life, lasts) {
        (None, None, true) => Some(Fade::Never),
        (None, Some(half), false) => Some(Fade::HalfLife(half)),
        (fade, None, false) => Some(Fade::Over(fade.unwrap_or(0.0))),
        _ => {
            let key = if half_life.is_some() { "half_life" } else { "lasts" };
            part.fail(key, "only one of fade, half_life and lasts = true");
            None
        }
    }
}

/// A stay is that of one position, and ends by the steps that leave it.
fn check_stay(part: &Part<'_>, reading: &Reading<'_>, steps: &[Step], open: &[Step]) -> Option<()> {
    let from = steps.first()?.from;
    if let Some(other) = steps.iter().find(|s| s.from != from) {
        let expected =
            format!("steps that all leave {from}, since days_avoided shortens the stay in one position");
        part.fail_value("steps", &other.to_string(), expected);
        return None;
    }
    let left: Vec<String> =
        open.iter().filter(|s| s.from == from && !steps.contains(s)).map(Step::to_string).collect();
    if !left.is_empty() {
        reading.note(format!(
            "{}: children also leave by {}, which days_avoided does not change here, so stays change by less than \
             stated.",
            part.name(),
            left.join(" and ")
        ));
    }
    Some(())
}

/// Warns where an effect never acts, or where one measured over a window acts for only a part of it.
fn note_window(
    part: &Part<'_>,
    reading: &Reading<'_>,
    effect: &Effect,
    stated: &StatedEffect,
    stay: Option<f64>,
) {
    const PARTS: usize = 240;
    let Some(stay) = stay else { return };
    let faded = effect.share_at(effect.lag, stay) < 0.05;
    if faded || effect.lag >= reading.setting.horizon_years as f64 {
        let late = if faded { "the effect has faded" } else { "the horizon" };
        reading.note(format!("{}: the effect never acts, as its lag ends after {late}.", part.name()));
        return;
    }
    let Some(window) = stated.window else { return };
    let middle = |k: usize| (k as f64 + 0.5) * window / PARTS as f64;
    let share = (0..PARTS).map(|k| effect.share_at(middle(k), stay)).sum::<f64>() / PARTS as f64;
    if share < 0.9 {
        reading.note(format!(
            "{}: the effect was measured over {}, but with this stay, lag and fade it acts for {:.0}% of that time, so \
             the projection shows less of it than the study did.",
            part.name(),
            part.text("window"),
            share * 100.0
        ));
    }
}
