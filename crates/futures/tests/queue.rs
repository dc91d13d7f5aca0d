//! Places, lists and waiting against the theory of queues.

#[path = "exact/alarm.rs"]
mod alarm;
#[path = "exact/queue.rs"]
mod queue;

use alarm::Alarm;
use futures::scenario::{Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainArrivals, PlainMeasure, PlainModel, PlainRate, Settings};
use queue::Erlang;

const PLACES: u32 = 3;
/// Arrivals a year, and intensity at which someone who is served is done.
const ARRIVALS: f64 = 24.0;
const ENDS: f64 = 10.0;

/// Work that is done only by those who have a place: while a child waits, the step out does not happen. That makes it a
/// queue with Poisson arrivals, exponential times of service and some places.
fn model() -> PlainModel {
    PlainModel {
        positions: vec!["open".to_string(), "done".to_string()],
        rates: vec![PlainRate {
            from: 0,
            to: 1,
            ages: (0.0, f64::INFINITY),
            times: (0.0, f64::INFINITY),
            per_year: Ratio::known(ENDS),
        }],
        stock: Vec::new(),
        arrivals: vec![PlainArrivals { position: 0, ages: (5.0, 6.0), per_year: ARRIVALS }],
    }
}

fn service() -> Service<usize, usize> {
    Service {
        name: "Workers".to_string(),
        who: Who {
            positions: vec![0],
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 1000.0,
            ward_groups: Vec::new(),
            reach: 1.0,
        },
        places: PLACES,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 1000.0,
        waiting: Waiting { longest: None, steps: vec![0], ratio: 0.0 },
        effects: Vec::new(),
        lost: false,
        backfill: 0.0,
    }
}

#[test]
fn waiting_is_that_of_a_queue_with_some_places() -> Result<(), String> {
    let exact = Erlang::of(PLACES, ARRIVALS, ENDS).ok_or("the queue is not overloaded")?;
    assert!(exact.must_wait > 0.3, "a queue in which waiting is common tells most");
    // The first years fill the queue; after ten it has long settled: it forgets within months.
    let settings = Settings { years: 60, draws: 100, seed: 12, ..Settings::default() };
    let scenario = Scenario { services: vec![service()], ..Scenario::default() };
    let flows = model().project(&[scenario], &settings).remove(1);
    let mean = |measure| -> Vec<f64> {
        let mut sums = vec![0.0; flows.draws()];
        for year in 10..60 {
            sums.iter_mut()
                .zip(flows.over_draws(year, measure))
                .for_each(|(sum, value)| *sum += value / 50.0);
        }
        sums
    };
    let alarm = Alarm::over(3);
    alarm.check("children waiting", &mean(PlainMeasure::Waiting(0)), exact.mean_waiting)?;
    alarm.check("places in use", &mean(PlainMeasure::PlacesUsed(0)), exact.mean_in_use)?;
    // Little's law: those waiting are arrivals times the wait of each.
    let waits: Vec<f64> = mean(PlainMeasure::Waiting(0)).iter().map(|n| n / ARRIVALS).collect();
    alarm.check("wait", &waits, exact.mean_wait)
}

/// With enough places nobody waits, and the ceiling is felt nowhere.
#[test]
fn with_enough_places_nobody_waits() {
    let settings = Settings { years: 5, draws: 20, seed: 13, ..Settings::default() };
    let service = Service { places: 1_000, ..service() };
    let flows = model().project(&[Scenario { services: vec![service], ..Scenario::default() }], &settings);
    for year in 0..5 {
        assert_eq!(flows[1].over_draws(year, PlainMeasure::Waiting(0)).iter().sum::<f64>(), 0.0);
        for measure in [PlainMeasure::Stock(0), PlainMeasure::PersonYears(1), PlainMeasure::Steps(0)] {
            assert_eq!(flows[0].over_draws(year, measure), flows[1].over_draws(year, measure));
        }
    }
}

/// No place is ever used twice: at the end of every month no more are in use than there are.
#[test]
fn no_place_is_used_twice() {
    let settings =
        Settings { years: 10, draws: 20, seed: 14, period: futures::Period::Month, ..Settings::default() };
    let flows = model().project(&[Scenario { services: vec![service()], ..Scenario::default() }], &settings);
    for month in 0..120 {
        for used in flows[1].over_draws(month, PlainMeasure::PlacesUsed(0)) {
            assert!(used * 12.0 <= f64::from(PLACES) + 1e-9, "month {month}: {used}");
        }
    }
}

/// The same, but who is done may come back, and so join a list again.
fn coming_back() -> PlainModel {
    let mut model = model();
    let back = PlainRate { from: 1, to: 0, per_year: Ratio::known(2.0), ..model.rates[0].clone() };
    model.rates.push(back);
    model
}

/// Two services with lists: one keeps children open while they wait, the other only helps those it serves.
fn two_ways() -> [Service<usize, usize>; 2] {
    let effect = Effect {
        steps: vec![0],
        ratio: Ratio { middle: 0.5, low: 0.4, high: 1.6 },
        lag: 0.0,
        fade: Fade::HalfLife(1.0),
    };
    let helps = Service {
        stay: 0.2,
        waiting: Waiting { longest: Some(0.1), steps: Vec::new(), ratio: 1.0 },
        effects: vec![effect],
        backfill: 0.5,
        ..service()
    };
    [service(), helps]
}

/// Who comes back waits from then on, not from before: waiting is never less than nothing, and while somebody waits at the
/// end of a month all places are in use.
#[test]
fn who_comes_back_joins_the_list_then() {
    let settings =
        Settings { years: 6, draws: 20, seed: 16, period: futures::Period::Month, ..Settings::default() };
    for service in two_ways() {
        let scenario = Scenario { services: vec![service], ..Scenario::default() };
        let flows = coming_back().project(&[scenario], &settings).remove(1);
        for month in 0..flows.periods() {
            let [waiting, used] = [PlainMeasure::Waiting(0), PlainMeasure::PlacesUsed(0)]
                .map(|measure| flows.over_draws(month, measure));
            for (waiting, used) in waiting.into_iter().zip(used) {
                assert!(waiting >= 0.0, "month {month}: {waiting}");
                assert!(used * 12.0 <= f64::from(PLACES) + 1e-9, "month {month}: {used}");
            }
        }
    }
}

/// The end of a run changes nothing of what comes before: a longer run begins like a shorter one, to the child.
#[test]
fn a_longer_run_begins_like_a_shorter_one() {
    for (model, service) in two_ways().into_iter().flat_map(|s| [(model(), s.clone()), (coming_back(), s)]) {
        let scenarios = [Scenario { services: vec![service], ..Scenario::default() }];
        let run = |years| {
            let settings = Settings { years, draws: 20, seed: 15, ..Settings::default() };
            model.project(&scenarios, &settings).remove(1)
        };
        let (shorter, longer) = (run(3), run(5));
        let measures = [
            PlainMeasure::Stock(0),
            PlainMeasure::PersonYears(0),
            PlainMeasure::Steps(0),
            PlainMeasure::PlacesUsed(0),
            PlainMeasure::Waiting(0),
            PlainMeasure::ServiceStarts(0),
        ];
        for (year, measure) in (0..3).flat_map(|year| measures.map(|measure| (year, measure))) {
            assert_eq!(
                shorter.over_draws(year, measure),
                longer.over_draws(year, measure),
                "year {year}, {measure:?}"
            );
        }
    }
}

/// Who gets a place that changes nothing in the spell is not followed, and who only waits is not either. Where waiting may
/// add a step, if hardly ever, everybody is followed from the list on: every count must be the same.
#[test]
fn whether_somebody_is_followed_changes_no_count() {
    let settings =
        Settings { years: 8, draws: 20, seed: 17, period: futures::Period::Quarter, ..Settings::default() };
    let [_, helps] = two_ways();
    let short = Service {
        places: 2,
        waiting: Waiting { longest: Some(0.05), ..Waiting::default() },
        ..helps.clone()
    };
    let ends = Service { end: Some(5.0), run_off: Some(0.15), start: 1.5, ramp_up: 2.0, ..helps.clone() };
    let grown = Service { who: Who { age_to: 5.9, reach: 0.6, ..helps.who.clone() }, ..helps.clone() };
    let patient = Service { waiting: Waiting::default(), ..helps };
    for service in [short, ends, grown, patient] {
        for model in [model(), coming_back()] {
            let run = |waiting: Waiting<usize>| {
                let service = Service { waiting, ..service.clone() };
                model
                    .project(&[Scenario { services: vec![service], ..Scenario::default() }], &settings)
                    .remove(1)
            };
            let spared = run(service.waiting.clone());
            let followed =
                run(Waiting { steps: vec![0], ratio: 1.0 + f64::EPSILON, ..service.waiting.clone() });
            assert_ne!(spared.over_draws(18, PlainMeasure::Waiting(0)), vec![0.0; spared.draws()]);
            assert_eq!(spared, followed);
        }
    }
}
