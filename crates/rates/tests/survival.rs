//! Curves beside those of the R packages survival 3.5.3 and etm 1.1.1, on made-up spells with ties, late entry and open
//! ends. `bench/survival.R` made the numbers; `docs/curves.md` says how to make them again.

mod made_up;

use made_up::{CHILDHOOD, Course, ILLNESS};
use rates::curves::{
    Ask, Clock, Estimate, KaplanMeier, Occupancy, Positions, Spells, Timetable, Variance, follow,
    kaplan_meier, nelson_aalen,
};

/// One number of the packages.
struct Expected {
    what: &'static str,
    from: u16,
    to: u16,
    time: f64,
    value: f64,
}

fn expected() -> Vec<Expected> {
    let number = |text: &str| if text.is_empty() { 0 } else { text.parse().expect("a position") };
    include_str!("survival/illness.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&'static str> = line.split(',').collect();
            Expected {
                what: cells[0],
                from: number(cells[1]),
                to: number(cells[2]),
                time: cells[3].parse().expect("a time"),
                value: cells[4].parse().expect("a value"),
            }
        })
        .collect()
}

fn spells() -> Spells {
    made_up_spells(&ILLNESS, 2279)
}

fn made_up_spells(course: &Course, people: u32) -> Spells {
    let positions = Positions::new(course.names.map(str::to_string).to_vec()).expect("six names");
    let (spells, refused) = Spells::check(positions, &made_up::spells(course, people, 1));
    assert_eq!(refused, []);
    spells
}

/// Compares all numbers of one kind and says how many there were.
fn agree(what: &str, ours: impl Fn(&Expected) -> f64) -> usize {
    let all = expected();
    let chosen = all.iter().filter(|e| e.what == what);
    chosen
        .map(|e| {
            let here = ours(e);
            // Values near nought, which covariances are, by their own size down to a millionth.
            let off = (here - e.value).abs() / e.value.abs().max(1e-6);
            assert!(off < 1e-9, "{what} {} {} {}: {here}, expected {}", e.from, e.to, e.time, e.value);
        })
        .count()
}

fn estimate<T>(table: &Timetable, e: &Expected, start: f64, take: impl Fn(&Estimate) -> T) -> T {
    let ask = Ask { from: e.from, start, at: &[e.time], variance: Variance::Greenwood };
    let mut taken = None;
    follow(table, &ask, &mut |estimate| taken = Some(take(estimate))).expect("a position and a time");
    taken.expect("one time")
}

fn occupancy(table: &Timetable, e: &Expected, start: f64) -> Occupancy {
    estimate(table, e, start, |estimate| estimate.occupancy(e.to))
}

#[test]
fn chances_and_mean_times_are_those_of_survfit() {
    let table = Timetable::new(&spells(), Clock::Forward);
    assert_eq!(agree("survfit-chance", |e| occupancy(&table, e, 0.0).chance), 30);
    assert_eq!(agree("survfit-mean-time", |e| occupancy(&table, e, 0.0).mean_time), 30);
}

#[test]
fn chances_and_their_greenwood_errors_are_those_of_etm() {
    let table = Timetable::new(&spells(), Clock::Forward);
    assert_eq!(agree("etm-chance", |e| occupancy(&table, e, 0.0).chance), 30);
    assert_eq!(agree("etm-se", |e| occupancy(&table, e, 0.0).standard_error), 30);
    assert_eq!(agree("etm-from-100-chance", |e| occupancy(&table, e, 100.0).chance), 54);
    assert_eq!(agree("etm-from-100-se", |e| occupancy(&table, e, 100.0).standard_error), 54);
}

#[test]
fn the_covariance_is_that_of_whole_matrices() {
    let table = Timetable::new(&spells(), Clock::Forward);
    let covariance = |e: &Expected| estimate(&table, e, 0.0, |estimate| estimate.covariance(e.to, 1));
    assert_eq!(agree("kronecker-covariance-with-1", covariance), 30);
}

#[test]
fn cumulative_hazards_are_those_of_survfit() {
    let table = Timetable::new(&spells(), Clock::Forward);
    let hazard = |e: &Expected| {
        nelson_aalen(&table, 0.0, &[e.time], Variance::Aalen)
            .into_iter()
            .find(|h| (h.from, h.to) == (e.from, e.to))
            .map(|h| h.at[0])
            .expect("a step that is made")
    };
    assert_eq!(agree("survfit-hazard", |e| hazard(e).hazard), 60);
    assert_eq!(agree("survfit-hazard-se", |e| hazard(e).standard_error), 60);
}

#[test]
fn time_in_position_is_that_of_survfit() {
    let spells = spells();
    let tables: Vec<Timetable> =
        (0..4).map(|position| Timetable::new(&spells, Clock::InPosition(position))).collect();
    let table = |e: &Expected| &tables[usize::from(e.from)];
    let curve = |e: &Expected| -> KaplanMeier { kaplan_meier(table(e), e.from) };
    let at = |e: &Expected| curve(e).at(e.time).expect("somebody is followed");
    let interval = |e: &Expected| at(e).interval().expect("between 0 and 1");
    assert_eq!(agree("survfit-staying", |e| at(e).share), 20);
    assert_eq!(agree("survfit-staying-se", |e| at(e).standard_error), 20);
    assert_eq!(agree("survfit-staying-low", |e| interval(e).0), 20);
    assert_eq!(agree("survfit-staying-high", |e| interval(e).1), 20);
    assert_eq!(agree("survfit-median", |e| curve(e).median().time.expect("a median")), 4);
    assert_eq!(agree("survfit-median-low", |e| curve(e).median().low.expect("a limit")), 4);
    assert_eq!(agree("survfit-median-high", |e| curve(e).median().high.expect("a limit")), 4);
    assert_eq!(agree("survfit-incidence", |e| occupancy(table(e), e, 0.0).chance), 60);
    let stay = |e: &Expected| estimate(table(e), e, 0.0, |estimate: &Estimate| estimate.occupancy(e.from));
    assert_eq!(agree("survfit-mean-stay", |e| stay(e).mean_time), 4);
    assert_eq!(agree("survfit-mean-stay-se", |e| stay(e).mean_time_standard_error), 4);
}

#[test]
fn intensities_that_were_put_in_come_out_despite_late_entry_and_open_ends() {
    let table = Timetable::new(&made_up_spells(&CHILDHOOD, 5_000), Clock::Forward);
    let hazards = nelson_aalen(&table, 0.0, &[5.0, 10.0], Variance::Aalen);
    let [(_, young), (_, old)] = CHILDHOOD.pieces else { panic!("two pieces") };
    for hazard in hazards {
        let intensity = |piece: &[(u16, u16, f64)]| {
            piece.iter().find(|i| (i.0, i.1) == (hazard.from, hazard.to)).expect("a step of the course").2
        };
        for (at, truth) in
            hazard.at.iter().zip([5.0 * intensity(young), 5.0 * intensity(young) + 5.0 * intensity(old)])
        {
            let off = (at.hazard - truth).abs() / at.standard_error;
            // Two positions are empty for some days at birth, when their hazard cannot be seen.
            assert!(off < 4.0 || at.steps < 30, "{} to {}: {at:?}, put in {truth}", hazard.from, hazard.to);
        }
    }
}
