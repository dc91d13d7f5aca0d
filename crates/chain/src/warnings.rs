//! What should be known of a scenario before it is believed: what can be said before the run, and what the run shows.

use futures::scenario::Service;
use futures::{Flows, Measure};
use jiff::civil::Date;
use plan::language::Scenario;
use tables::{counted, grouped};
use units::Step;

use crate::outcome::without_evidence;
use crate::service_use::full_years;
use crate::{Baseline, Need, need};

/// Places for each place needed from which a service is called bigger than its need.
const TOO_MANY: f64 = 1.25;

/// Fewer places than this in use is nobody.
const NOBODY: f64 = 0.5;

impl Baseline {
    /// What limits the baseline itself, in plain sentences: a horizon beyond the projection of children living here, rate
    /// ratios of steps that the rates do not know.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = self.beyond_population();
        let known = |step: &Step| self.rates.steps.iter().any(|s| s.step == *step);
        let mut unknown: Vec<Step> =
            self.plan.rate_ratios.iter().map(|r| r.step).filter(|step| !known(step)).collect();
        unknown.dedup();
        warnings.extend(unknown.into_iter().map(|step| {
            format!("A rate ratio of the plan plays no part: the rates do not know the step {step}.")
        }));
        warnings
    }

    fn beyond_population(&self) -> Vec<String> {
        let population = &self.rates.population;
        let known = usize::from(population.first_year) + population.by_year.len();
        let end = usize::from(self.rates.base_year) + self.plan.horizon_years;
        if end <= known {
            return Vec::new();
        }
        vec![format!(
            "The projection of children who live here ends in March {known} and the horizon is March {end}: the {} after \
             it take the number of children to stay as it is then.",
            counted((end - known) as u64, "year", "years")
        )]
    }
}

/// What can be said of a scenario before it is run, in plain sentences: the horizon, services and cuts bigger than the need
/// they serve, places that nobody would use, and the notes of the reader.
///
/// Needs are expected numbers of the baseline ([`need`]); nothing is simulated.
pub fn warnings_before(baseline: &Baseline, scenario: &Scenario) -> Vec<String> {
    let mut warnings = baseline.warnings();
    let years = baseline.plan.horizon_years.min(baseline.flows.years);
    for (service, terms) in scenario.engine.services.iter().zip(&scenario.services) {
        let year = typical_year(service, years);
        let need = need(baseline, service, year);
        let is_cut = terms.closure.is_some();
        warnings.extend(bigger_than_need(baseline, service, &need, is_cut));
        if service.start + service.ramp_up > years as f64 {
            let done = service.places_at(years as f64);
            let (does, are) = if is_cut { ("close", "closed") } else { ("open", "open") };
            warnings.push(format!(
                "{} does not {does} all its places within the horizon: {done} of {} are {are} at its end.",
                service.name, service.places
            ));
        }
    }
    warnings.extend(late(baseline, scenario, years));
    warnings.extend(scenario.notes.iter().cloned());
    warnings
}

/// What begins less than a year before the horizon ends: of it, no full year is shown.
fn late(baseline: &Baseline, scenario: &Scenario, years: usize) -> Vec<String> {
    let engine = &scenario.engine;
    let services = engine.services.iter().zip(&scenario.services).map(|(s, t)| (&s.name, t.dates.start));
    let changes = engine.changes.iter().zip(&scenario.changes).map(|(c, t)| (&c.name, t.dates.start));
    let arrivals = engine.arrivals.iter().zip(&scenario.arrivals).map(|(a, t)| (&a.name, t.dates.start));
    let mix = engine.mix.iter().zip(&scenario.mix).map(|(m, t)| (&m.name, t.dates.start));
    let Some(last) = i16::try_from(usize::from(baseline.rates.base_year) + years)
        .ok()
        .and_then(|year| Date::new(year, 3, 31).ok())
    else {
        return Vec::new();
    };
    let all = services.chain(changes).chain(arrivals).chain(mix);
    // The first and the last day count.
    let days = |start: Date| i64::from((last - start).get_days()) + 1;
    all.map(|(name, start)| (name, start, days(start)))
        .filter(|(.., days)| (0..365).contains(days))
        .map(|(name, start, days)| {
            format!(
                "{name} begins on {}, {} before the horizon ends: what it would do and cost in a full year is not shown.",
                start.strftime("%-d %B %Y"),
                counted(days as u64, "day", "days")
            )
        })
        .collect()
}

/// Whether the places of a service are called more than its need in a year.
fn is_bigger(service: &Service, need: &Need) -> bool {
    f64::from(service.places) > TOO_MANY * need.places
}

fn bigger_than_need(baseline: &Baseline, service: &Service, need: &Need, is_cut: bool) -> Option<String> {
    if !is_bigger(service, need) {
        return None;
    }
    let (name, places) = (&service.name, service.places);
    let label = usize::from(baseline.flows.base_year) + 1 + need.year;
    let reach = format!("{:.0}%", service.who.reach * 100.0);
    let [qualify, joining] = [need.qualify, need.joining].map(|n| grouped(n, 0));
    if need.places < NOBODY {
        let why = if need.qualify < NOBODY {
            "nobody in the baseline qualifies for it".to_string()
        } else {
            format!(
                "about {qualify} children qualify at any one time, and at a reach of {reach} nearly none takes it up"
            )
        };
        let then =
            if is_cut { "Its closure changes nothing but the saving" } else { "Empty places cost the same" };
        return Some(format!(
            "{name}: its {places} places would hardly ever be used, since in the year to March {label} {why}. {then}."
        ));
    }
    let ratio = f64::from(places) / need.places;
    let used = grouped(need.places, 0);
    let basis = format!(
        "in the year to March {label} about {qualify} children qualify at any one time, and about {joining} a year would \
         take it up, at a reach of {reach}: they need about {used} places"
    );
    Some(if is_cut {
        format!(
            "{name} closes {places} places, {ratio:.1} times as many as those it serves would use: {basis}. What it saves \
             counts every place; what is lost, only those used."
        )
    } else {
        format!(
            "{name} is bigger than the need it serves: it has {places} places, {ratio:.1} times as many as would be used; \
             {basis}. Empty places cost the same."
        )
    })
}

/// The first year all through which a service is fully open; if there is none, the last in which it takes children on.
fn typical_year(service: &Service, years: usize) -> usize {
    let end = service.end.map_or(years, |end| (end.max(0.0).ceil() as usize).min(years));
    full_years(service, years).next().unwrap_or(end.saturating_sub(1))
}

/// What a run shows of a scenario that [`warnings_before`] could not say.
pub(crate) fn warnings_after(baseline: &Baseline, scenario: &Scenario, flows: &Flows) -> Vec<String> {
    let services = scenario.engine.services.iter().zip(&scenario.services).enumerate();
    let opened = services.filter(|(_, (_, terms))| terms.closure.is_none());
    let mut warnings: Vec<String> =
        opened.flat_map(|(n, (service, _))| of_service(baseline, service, n, flows)).collect();
    let bare = without_evidence(scenario);
    if !bare.is_empty() {
        warnings.push(format!(
            "No evidence is named for {}: treat the result as what would follow if it were so.",
            bare.join(", ")
        ));
    }
    warnings
}

fn of_service(baseline: &Baseline, service: &Service, number: usize, flows: &Flows) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(year) = full_years(service, flows.years).next() {
        let used = flows.mean(year, Measure::PlacesUsed(number));
        let waiting = flows.mean(year, Measure::Waiting(number));
        let places = f64::from(service.places);
        let label = flows.base_year + 1 + year as u16;
        let was_said = is_bigger(service, &need(baseline, service, year));
        if used < 0.8 * places && !was_said {
            warnings.push(format!(
                "{} has more places than children who qualify and take it up: in the year to March {label} \
                 about {used:.0} of {places:.0} places are in use. Empty places cost the same.",
                service.name
            ));
        } else if waiting > 0.25 * places {
            warnings.push(format!(
                "More children qualify for {} than it has places: in the year to March {label} about {waiting:.0} wait at \
                 any one time.",
                service.name
            ));
        }
    }
    let positions = &service.who.positions;
    let leaves = |step: &Step| positions.contains(&step.from);
    if !service.effects.iter().flat_map(|e| &e.steps).any(leaves) {
        let places = positions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        warnings.push(format!(
            "None of the steps that {} changes starts from {places}, where its children are: the effect shows only in \
             later positions, while it lasts.",
            service.name
        ));
    }
    warnings
}
