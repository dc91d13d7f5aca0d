//! `scenarios/*.toml`: one service, its effect, its cost and who pays.

use appraisal::{Agency, ServiceCost};
use futures::scenario::{Effect, Fade, Ratio, Service, Waiting, Who};
use jiff::ToSpan;
use jiff::civil::Date;
use units::{FinancialYear, Pence, Position, Step};

use crate::check::{self, Checker};
use crate::{InputError, Raw};

/// A scenario: dated changes to services. For now one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name of the service.
    pub name: String,
    /// The service as futures see it.
    pub service: Service,
    /// What it costs and who pays.
    pub cost: ServiceCost,
    /// First day of service.
    pub start: Date,
    /// Last day on which children are taken on, if there is one.
    pub end: Option<Date>,
    /// What the effect rests on, in the author's words; empty if nothing was given.
    pub evidence: String,
}

const KEYS: [&str; 20] = [
    "service.name",
    "service.position",
    "service.age_from",
    "service.age_to",
    "service.places",
    "service.start",
    "service.end",
    "service.ramp_up",
    "service.stay",
    "service.reach",
    "service.fade_out",
    "effect.steps",
    "effect.ratio",
    "effect.low",
    "effect.high",
    "effect.evidence",
    "cost.place_year",
    "cost.set_up",
    "cost.price_year",
    "payer.#.agency",
];

const PAYER_SHARE: &str = "payer.#.share";

/// Every key a scenario may have; `#` stands for a number from 1.
pub fn scenario_keys() -> Vec<&'static str> {
    KEYS.into_iter().chain([PAYER_SHARE]).collect()
}

/// Reads a scenario for a plan that starts on 31 March of `base_year` and looks `horizon_years` ahead.
///
/// `steps` are the steps that the authority's rates identify; `price_year` is that of its costs.
///
/// **Errors**: everything that is wrong, not only the first.
pub fn read_scenario(
    raw: &Raw,
    base_year: u16,
    horizon_years: usize,
    price_year: FinancialYear,
    steps: &[Step],
) -> Result<Scenario, Vec<InputError>> {
    let mut c = Checker::new(raw);
    c.known(&scenario_keys());
    let name = c.need("service.name", "a name for the service", |t| Some(t.to_string()));
    let who = read_who(&mut c);
    let when = read_when(&mut c, base_year, horizon_years);
    let places = c.need("service.places", "a whole number of places from 1 to 10000", |t| {
        check::whole(t).filter(|n| (1..=10_000).contains(n)).map(|n| n as u32)
    });
    let effect = read_effect(&mut c, steps);
    let evidence = raw.get("effect.evidence").to_string();
    let cost = read_cost(&mut c, price_year);
    let complete = (|| {
        let (position, age_from, age_to, reach) = who?;
        let when = when?;
        let name = name?;
        let effect = effect?;
        Some(Scenario {
            service: Service {
                name: name.clone(),
                who: Who {
                    positions: vec![position],
                    entered_by: Vec::new(),
                    age_from,
                    age_to,
                    ward_groups: Vec::new(),
                    reach,
                },
                places: places?,
                start: check::years_after(base_year, when.start),
                ramp_up: when.ramp_up,
                // The last day is served to its end.
                end: when.end.map(|d| check::years_after(base_year, d.saturating_add(1.day()))),
                run_off: None,
                stay: when.stay,
                waiting: Waiting::default(),
                effects: vec![Effect { fade: Fade::Over(when.fade_out), ..effect }],
                lost: false,
                backfill: 0.0,
            },
            name,
            cost: cost?,
            start: when.start,
            end: when.end,
            evidence,
        })
    })();
    match complete {
        Some(scenario) if c.errors.is_empty() => Ok(scenario),
        _ => Err(c.errors),
    }
}

/// Position, first age, age from which children are no longer taken on, reach.
fn read_who(c: &mut Checker) -> Option<(Position, f64, f64, f64)> {
    let position = c.need("service.position", "\"in need\", \"protection plan\" or \"looked after\"", |t| {
        Position::from_label(t).filter(|p| Position::OPEN.contains(p))
    });
    let age = |t: &str| check::whole(t).filter(|n| (0..=17).contains(n)).map(|n| n as f64);
    let from = c.need("service.age_from", "a whole age from 0 to 17", age);
    let to = c.need("service.age_to", "a whole age from 0 to 17, the last one served", age);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let typed = c.raw().get("service.age_to").to_string();
        c.fail("service.age_to", &typed, format!("an age of at least {from}, the youngest served"));
        return None;
    }
    let reach = c.need("service.reach", "a share from 0% to 100%, such as \"60%\"", check::share);
    Some((position?, from?, to? + 1.0, reach?))
}

struct When {
    start: Date,
    end: Option<Date>,
    ramp_up: f64,
    stay: f64,
    fade_out: f64,
}

fn read_when(c: &mut Checker, base_year: u16, horizon_years: usize) -> Option<When> {
    let first = Date::constant(base_year as i16, 4, 1);
    let last = Date::constant((base_year as usize + horizon_years) as i16, 3, 31);
    let start = c.need(
        "service.start",
        &format!("a date from {first} to {last}, the end of the horizon, written like 2027-04-01"),
        |t| check::date(t).filter(|d| (first..=last).contains(d)),
    );
    let end =
        c.may("service.end", "a date after the start, written like 2030-03-31, or nothing", check::date);
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        c.fail("service.end", &end.to_string(), format!("a date after the start, {start}"));
    }
    let length = |t: &str| check::length(t).filter(|y| *y <= 20.0);
    let expected = "a length of time with its unit, such as \"6 months\", of at most 20 years";
    let ramp_up = c.may("service.ramp_up", expected, length).unwrap_or(0.0);
    let stay =
        c.need("service.stay", &format!("{expected} and more than none"), |t| length(t).filter(|y| *y > 0.0));
    let fade_out = c.may("service.fade_out", expected, length).unwrap_or(0.0);
    Some(When { start: start?, end, ramp_up, stay: stay?, fade_out })
}

fn read_effect(c: &mut Checker, steps: &[Step]) -> Option<Effect> {
    let open: Vec<Step> = steps.iter().copied().filter(|s| Position::OPEN.contains(&s.from)).collect();
    let known = open.iter().map(ToString::to_string).collect::<Vec<_>>().join("\", \"");
    let typed: Vec<String> = c.raw().all("effect.steps").into_iter().map(str::to_string).collect();
    let mut named = Vec::new();
    if typed.is_empty() {
        c.fail("effect.steps", "", format!("one or more of \"{known}\""));
    }
    for text in &typed {
        match Step::from_label(text).filter(|s| open.contains(s)) {
            Some(step) => named.push(step),
            None => c.fail("effect.steps", text, format!("one of \"{known}\"")),
        }
    }
    let ratio = |t: &str| check::number(t).filter(|r| (0.01..=10.0).contains(r));
    let expected = "a rate ratio from 0.01 to 10, such as 0.8 for 20% fewer";
    let middle = c.need("effect.ratio", expected, ratio);
    let low = c.need("effect.low", &format!("{expected}: the lower end of the 95% interval"), ratio);
    let high = c.need("effect.high", &format!("{expected}: the upper end of the 95% interval"), ratio);
    let (middle, low, high) = (middle?, low?, high?);
    if low > high {
        c.fail("effect.low", &low.to_string(), format!("a ratio of at most effect.high, {high}"));
    } else if !(low..=high).contains(&middle) {
        c.fail("effect.ratio", &middle.to_string(), format!("a ratio between low, {low}, and high, {high}"));
    }
    let ratio = Ratio { middle, low, high };
    (!named.is_empty()).then_some(Effect { steps: named, ratio, lag: 0.0, fade: Fade::Over(0.0) })
}

fn read_cost(c: &mut Checker, price_year: FinancialYear) -> Option<ServiceCost> {
    let place_year =
        c.need("cost.place_year", "pounds for one place for a year, such as \"£6,500\"", check::money);
    let set_up = c.may("cost.set_up", "pounds, such as \"£50,000\", or nothing", check::money);
    c.need(
        "cost.price_year",
        &format!("\"{price_year}\", the price year of the published costs it is compared with"),
        |t| check::price_year(t).filter(|y| *y == price_year),
    );
    let mut payers = Vec::new();
    for number in c.raw().numbers("payer") {
        let (agency_key, share_key) = (format!("payer.{number}.agency"), format!("payer.{number}.share"));
        if c.raw().get(&agency_key).is_empty() && c.raw().get(&share_key).is_empty() {
            continue;
        }
        let agency = c.need(&agency_key, "the name of an agency", |t| Some(Agency(t.to_string())));
        let share = c.need(&share_key, "the agency's share of the cost, such as \"25%\"", check::share);
        if let (Some(agency), Some(share)) = (agency, share) {
            payers.push((agency, share));
        }
    }
    if payers.is_empty() && c.raw().numbers("payer").is_empty() {
        payers.push((Agency::authority(), 1.0));
    }
    let sum: f64 = payers.iter().map(|p| p.1).sum();
    if !payers.is_empty() && (sum - 1.0).abs() > 1e-6 {
        c.fail("payer.1.share", &format!("{:.1}% in all", sum * 100.0), "shares that add up to 100%");
    }
    Some(ServiceCost { place_year: place_year?, set_up: set_up.unwrap_or(Pence::ZERO), price_year, payers })
}
