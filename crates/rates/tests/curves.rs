//! Curves against closed forms, worked examples and properties.

use proptest::prelude::*;
use rates::curves::{
    Ask, AskFault, Chances, ChancesAt, Clock, Positions, Spell, Spells, Timetable, Unseen, Variance,
    aalen_johansen, follow, kaplan_meier, nelson_aalen,
};

fn positions(count: usize) -> Positions {
    Positions::new((0..count).map(|n| format!("position {n}")).collect()).expect("different names")
}

fn checked(count: usize, spells: &[Spell]) -> Spells {
    let (kept, refused) = Spells::check(positions(count), spells);
    assert_eq!(refused, []);
    kept
}

fn spell(person: u32, position: u16, start: f64, end: f64, next: Option<u16>) -> Spell {
    Spell { person, position, entered: None, start, end, next }
}

fn chances(table: &Timetable, from: u16, start: f64, at: &[f64]) -> Vec<ChancesAt> {
    let ask = Ask { from, start, at, variance: Variance::Greenwood };
    aalen_johansen(table, &ask).expect("times that ascend").at
}

fn close(here: f64, there: f64) {
    assert!((here - there).abs() < 1e-12, "{here}, expected {there}");
}

/// **Source**: remission of leukaemia under 6-MP, weeks; Freireich and others, Blood 21 (1963), 699-716, the worked
/// example of most textbooks. Shares and errors as printed there, to four places.
#[test]
fn the_textbook_example_of_kaplan_and_meier() {
    let relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    let open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    let ends = relapsed.iter().map(|t| (*t, Some(1))).chain(open.iter().map(|t| (*t, None)));
    let spells: Vec<Spell> =
        ends.zip(0..).map(|((end, next), person)| spell(person, 0, 0.0, f64::from(end), next)).collect();
    let table = Timetable::new(&checked(2, &spells), Clock::InPosition(0));
    let curve = kaplan_meier(&table, 0);
    for (time, at_risk, share, error) in [
        (6.0, 21, 0.8571, 0.0764),
        (7.0, 17, 0.8067, 0.0869),
        (10.0, 15, 0.7529, 0.0963),
        (13.0, 12, 0.6902, 0.1068),
        (16.0, 11, 0.6275, 0.1141),
        (22.0, 7, 0.5378, 0.1282),
        (23.0, 6, 0.4482, 0.1346),
    ] {
        let here = curve.at(time).expect("followed");
        assert_eq!((here.time, here.at_risk), (time, at_risk));
        assert!((here.share - share).abs() < 5e-5 && (here.standard_error - error).abs() < 5e-5);
    }
    let median = curve.median();
    assert_eq!((median.time, median.low, median.high), (Some(23.0), Some(13.0), None));
    assert_eq!(curve.at(35.0).map(|s| s.time), Some(23.0));
    assert_eq!(curve.at(36.0), None, "nobody is followed so long");
    assert_eq!(curve.at(0.0).map(|s| (s.share, s.interval())), Some((1.0, None)));
}

#[test]
fn half_left_between_two_steps_is_in_the_middle() {
    let spells = [2.0, 5.0, 9.0, 10.0].map(|end| spell(end as u32, 0, 0.0, end, Some(1)));
    let table = Timetable::new(&checked(2, &spells), Clock::Forward);
    assert_eq!(kaplan_meier(&table, 0).median().time, Some(7.0));
    assert_eq!(kaplan_meier(&table, 0).at(50.0).map(|s| s.share), Some(0.0), "all have left");
}

/// Two at risk, found at different times: worked by hand.
#[test]
fn late_entry_counts_from_when_it_is_seen() {
    let spells = [
        spell(1, 0, 0.0, 4.0, Some(1)),
        spell(2, 0, 3.0, 6.0, Some(1)),
        Spell { entered: Some(2.0), ..spell(3, 0, 5.0, 8.0, None) },
    ];
    let spells = checked(2, &spells);
    let table = Timetable::new(&spells, Clock::Forward);
    let curve = kaplan_meier(&table, 0);
    let seen: Vec<_> = curve.steps.iter().map(|s| (s.time, s.at_risk, s.share)).collect();
    assert_eq!(seen, [(4.0, 2, 0.5), (6.0, 2, 0.25)]);
    let hazards = nelson_aalen(&table, 0.0, &[3.9, 4.0, 7.0], Variance::Aalen);
    assert_eq!(hazards.len(), 1);
    assert_eq!(
        hazards[0].at.iter().map(|h| (h.steps, h.hazard)).collect::<Vec<_>>(),
        [(0, 0.0), (1, 0.5), (2, 1.0)]
    );
    close(hazards[0].at[2].standard_error, 0.5f64.sqrt());
    // In the position: 1 leaves after 4, 2 after 3, and 3 is seen from 3 to 6.
    let table = Timetable::new(&spells, Clock::InPosition(0));
    let seen: Vec<_> = kaplan_meier(&table, 0).steps.iter().map(|s| (s.time, s.at_risk)).collect();
    assert_eq!(seen, [(3.0, 2), (4.0, 2)]);
}

#[test]
fn nobody_left_and_others_found_later_is_told() {
    let spells = [spell(1, 0, 0.0, 1.0, Some(1)), spell(2, 0, 2.0, 3.0, None)];
    let table = Timetable::new(&checked(2, &spells), Clock::Forward);
    assert_eq!(kaplan_meier(&table, 0).unseen, Some(1.0));
    let Chances { at: rows, unseen } =
        aalen_johansen(&table, &Ask { from: 0, start: 0.0, at: &[3.0, 4.0], variance: Variance::Greenwood })
            .expect("an answer");
    // Everybody is where nobody leaves, so later times are known.
    assert_eq!(
        rows.iter().map(|r| (r.is_followed, r.positions[1].chance)).collect::<Vec<_>>(),
        [(true, 1.0), (true, 1.0)]
    );
    assert_eq!(unseen, []);
}

#[test]
fn time_in_a_position_that_nobody_is_followed_through_is_told() {
    let unseen =
        |spells: &[Spell]| kaplan_meier(&Timetable::new(&checked(2, spells), Clock::InPosition(0)), 0).unseen;
    let late = Spell { entered: Some(-5.0), ..spell(2, 0, 0.0, 1.0, None) };
    assert_eq!(unseen(&[spell(1, 0, 0.0, 1.0, None), late]), Some(1.0), "from 1 to 5 in the position");
    assert_eq!(unseen(&[late]), Some(0.0), "up to 5 in the position");
    assert_eq!(unseen(&[spell(1, 0, 0.0, 5.5, None), late]), None);
}

#[test]
fn positions_taken_but_not_followed_are_told() {
    let spells = [
        spell(1, 0, 0.0, 2.0, Some(1)),
        spell(2, 0, 0.0, 9.0, None),
        // Of those in position 1 the first is found at 4.
        spell(3, 1, 4.0, 5.0, Some(0)),
    ];
    let table = Timetable::new(&checked(2, &spells), Clock::Forward);
    let ask = Ask { from: 0, start: 0.0, at: &[1.0, 9.0, 10.0], variance: Variance::Greenwood };
    let Chances { at: rows, unseen } = aalen_johansen(&table, &ask).expect("an answer");
    assert_eq!(unseen, [Unseen { position: 1, since: 2.0 }]);
    assert_eq!(rows.iter().map(|r| r.is_followed).collect::<Vec<_>>(), [true, true, false]);
    // Before anybody is seen at all, the start itself is not followed.
    let ask = Ask { start: -1.0, ..ask };
    let Chances { unseen, .. } = aalen_johansen(&table, &ask).expect("an answer");
    assert_eq!(unseen[0], Unseen { position: 0, since: -1.0 });
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let spells = checked(2, &[spell(1, 0, 0.0, 2.0, Some(1))]);
    let table = Timetable::new(&spells, Clock::Forward);
    let refused = |from, start, at: &[f64]| {
        aalen_johansen(&table, &Ask { from, start, at, variance: Variance::Greenwood }).err()
    };
    assert_eq!(refused(2, 0.0, &[1.0]), Some(AskFault::UnknownPosition(2)));
    assert_eq!(refused(0, f64::NAN, &[1.0]), Some(AskFault::NotFinite));
    assert_eq!(refused(0, 1.0, &[0.5]), Some(AskFault::NotAscending(0.5)));
    assert_eq!(refused(0, 0.0, &[2.0, 1.0]), Some(AskFault::NotAscending(1.0)));
    let table = Timetable::new(&spells, Clock::InPosition(0));
    let ask = Ask { from: 1, start: 0.0, at: &[], variance: Variance::Greenwood };
    assert_eq!(aalen_johansen(&table, &ask).err(), Some(AskFault::OtherClock));
}

#[test]
fn nobody_one_person_and_open_ends_alone_give_answers() {
    let nobody = Timetable::new(&checked(2, &[]), Clock::Forward);
    assert_eq!(chances(&nobody, 0, 0.0, &[1.0])[0].positions[0].chance, 1.0);
    let curve = kaplan_meier(&nobody, 0);
    assert_eq!((curve.at(1.0), curve.median().time), (None, None));
    assert_eq!(nelson_aalen(&nobody, 0.0, &[1.0], Variance::Greenwood), []);

    let open = [spell(1, 0, 0.0, 2.0, None), spell(2, 0, 0.0, 3.0, None)];
    let open = Timetable::new(&checked(2, &open), Clock::Forward);
    let rows = chances(&open, 0, 0.0, &[2.5, 4.0]);
    assert_eq!(
        rows.iter().map(|r| (r.is_followed, r.positions[0].chance)).collect::<Vec<_>>(),
        [(true, 1.0), (false, 1.0)]
    );
    assert_eq!(rows[0].positions[0].interval(), None);
    assert_eq!(kaplan_meier(&open, 0).at(2.5).map(|s| s.share), Some(1.0));

    let one = Timetable::new(&checked(2, &[spell(1, 0, 0.0, 2.0, Some(1))]), Clock::Forward);
    let last = &chances(&one, 0, 0.0, &[2.0])[0].positions;
    assert_eq!((last[0].chance, last[1].chance, last[1].standard_error), (0.0, 1.0, 0.0));
    close(last[0].mean_time, 2.0);
}

/// With everybody seen from the start to the end, the estimate is the plain share, its covariance that of the
/// multinomial distribution, and the mean time the plain mean.
#[test]
fn without_open_ends_shares_and_means_are_plain_ones() {
    let people = 40u32;
    let end = 12.0;
    let mut spells = Vec::new();
    for person in 0..people {
        let (first, second) = (1 + person * 7 % 5, 2 + person * 11 % 9);
        let mut now = 0.0;
        let mut position = 0u16;
        for (stay, to) in [(first, 1 + (person % 2) as u16), (second, (person % 4) as u16)] {
            let until = now + f64::from(stay);
            if to == position || until >= end {
                continue;
            }
            spells.push(spell(person, position, now, until, Some(to)));
            (now, position) = (until, to);
        }
        spells.push(spell(person, position, now, end, None));
    }
    let table = Timetable::new(&checked(4, &spells), Clock::Forward);
    for time in [3.0, 5.5, 12.0] {
        let there = |person: u32, position: u16| {
            let of = spells.iter().filter(|s| s.person == person && s.position == position);
            let stay: f64 = of.clone().map(|s| (s.end.min(time) - s.start).max(0.0)).sum();
            (of.filter(|s| s.start <= time && (time < s.end || s.next.is_none())).count() as f64, stay)
        };
        let mean = |value: &dyn Fn(u32) -> f64| (0..people).map(value).sum::<f64>() / f64::from(people);
        let ask = Ask { from: 0, start: 0.0, at: &[time], variance: Variance::Greenwood };
        follow(&table, &ask, &mut |estimate| {
            for a in 0..4 {
                let here = estimate.occupancy(a);
                let share = mean(&|person| there(person, a).0);
                close(here.chance, share);
                for b in 0..4 {
                    let both = if a == b { share } else { 0.0 };
                    let product = share * mean(&|person| there(person, b).0);
                    close(estimate.covariance(a, b), (both - product) / f64::from(people));
                }
                let stay = mean(&|person| there(person, a).1);
                close(here.mean_time, stay);
            }
        })
        .expect("an answer");
    }
}

/// With one step and everybody seen, mean time is the plain mean, and its error that of a mean.
#[test]
fn the_error_of_a_mean_time_is_that_of_a_mean() {
    let ends: Vec<f64> = (1..20).map(|n| f64::from(n * n % 23) / 2.0).collect();
    let spells: Vec<Spell> = ends.iter().zip(0..).map(|(end, n)| spell(n, 0, 0.0, *end, Some(1))).collect();
    let table = Timetable::new(&checked(2, &spells), Clock::Forward);
    for time in [3.0, 7.25, 50.0] {
        let n = ends.len() as f64;
        let mean = ends.iter().map(|e| e.min(time)).sum::<f64>() / n;
        let square = ends.iter().map(|e| e.min(time).powi(2)).sum::<f64>() / n;
        let row = &chances(&table, 0, 0.0, &[time])[0].positions;
        close(row[0].mean_time, mean);
        close(row[0].mean_time_standard_error.powi(2), (square - mean * mean) / n);
        close(row[1].mean_time_standard_error, row[0].mean_time_standard_error);
    }
}

#[test]
fn aalens_variance_is_a_sum_of_poisson_ones() {
    let spells: Vec<Spell> =
        (0..10).map(|n| spell(n, 0, 0.0, 1.0 + f64::from(n), (n < 4).then_some(1))).collect();
    let table = Timetable::new(&checked(2, &spells), Clock::Forward);
    let ask = Ask { from: 0, start: 0.0, at: &[2.0], variance: Variance::Aalen };
    let Chances { at: rows, .. } = aalen_johansen(&table, &ask).expect("an answer");
    // After the first step 0.9, then 0.9 × 8/9: variances 1/100, then (8/9)² / 100 + 0.9² / 9².
    close(rows[0].positions[0].chance, 0.8);
    close(rows[0].positions[0].standard_error.powi(2), (64.0 / 81.0) / 100.0 + 0.01);
    close(rows[0].positions[1].standard_error, rows[0].positions[0].standard_error);
}

/// Lives of people: late entry, stays and where they lead (as a number of positions onwards), and an open end or not.
type Life = (u8, Vec<(u8, u8)>, bool);

const COUNT: u16 = 4;

fn lives() -> impl Strategy<Value = Vec<Life>> {
    let stays = prop::collection::vec((1..6u8, 1..COUNT as u8), 1..6);
    prop::collection::vec((0..4u8, stays, any::<bool>()), 0..40)
}

fn spells_of(lives: &[Life]) -> Vec<Spell> {
    let mut spells = Vec::new();
    for ((late, stays, is_open), person) in lives.iter().zip(0..) {
        let mut now = f64::from(*late);
        let mut position = person as u16 % COUNT;
        for (number, (stay, onwards)) in stays.iter().enumerate() {
            let until = now + f64::from(*stay) / 3.0;
            let to = (position + u16::from(*onwards)) % COUNT;
            let next = (!(*is_open && number + 1 == stays.len())).then_some(to);
            let entered = (number == 0).then_some(now - f64::from(*late) / 2.0);
            spells.push(Spell { person, position, entered, start: now, end: until, next });
            (now, position) = (until, to);
        }
    }
    spells
}

proptest! {
    #[test]
    fn chances_are_chances(lives in lives(), from in 0..COUNT, variance in any::<bool>()) {
        let variance = if variance { Variance::Greenwood } else { Variance::Aalen };
        let table = Timetable::new(&checked(COUNT.into(), &spells_of(&lives)), Clock::Forward);
        let at = [0.5, 1.0, 2.0, 4.0, 8.0];
        let ask = Ask { from, start: 0.5, at: &at, variance };
        let Chances { at: rows, .. } = aalen_johansen(&table, &ask).expect("an answer");
        for (ChancesAt { positions: row, .. }, time) in rows.iter().zip(at) {
            prop_assert!((row.iter().map(|o| o.chance).sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((row.iter().map(|o| o.mean_time).sum::<f64>() - (time - 0.5)).abs() < 1e-9);
            for o in row {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&o.chance));
                prop_assert!(o.standard_error >= 0.0 && o.mean_time_standard_error >= 0.0);
                if let Some((low, high)) = o.interval() {
                    prop_assert!(0.0 <= low && low <= o.chance && o.chance <= high && high <= 1.0);
                }
            }
        }
        prop_assert_eq!(rows[0].positions[usize::from(from)].chance, 1.0);
    }

    #[test]
    fn chances_between_two_positions_are_the_curve_of_the_first(lives in lives()) {
        let spells: Vec<Spell> = spells_of(&lives)
            .into_iter()
            .filter(|s| s.position == 0)
            .map(|s| Spell { next: s.next.map(|_| 1), ..s })
            .collect();
        for clock in [Clock::Forward, Clock::InPosition(0)] {
            let table = Timetable::new(&checked(2, &spells), clock);
            let curve = kaplan_meier(&table, 0);
            let at = [0.4, 1.0, 3.0, 9.0];
            for (ChancesAt { is_followed, positions: row, .. }, time) in chances(&table, 0, 0.0, &at).iter().zip(at) {
                let Some(here) = curve.at(time).filter(|_| *is_followed) else { continue };
                prop_assert!((here.share - row[0].chance).abs() < 1e-12);
                prop_assert!((here.standard_error - row[0].standard_error).abs() < 1e-7);
                // The root of what rounding leaves of a variance of nought.
                prop_assert!((row[1].standard_error - row[0].standard_error).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace(lives in lives(), turn in 0..200usize) {
        let spells = spells_of(&lives);
        let mut turned = spells.clone();
        turned.reverse();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        for clock in [Clock::Forward, Clock::InPosition(1)] {
            let [one, other] =
                [&spells, &turned].map(|s| Timetable::new(&checked(COUNT.into(), s), clock));
            prop_assert_eq!(&one, &other);
            let [a, b] = [&one, &other].map(|table| format!("{:?}", chances(table, 1, 0.0, &[1.0, 3.0, 9.0])));
            prop_assert_eq!(a, b);
        }
    }

    /// Any rows at all: nothing panics, what is kept fits together, and nothing is lost without a word.
    #[test]
    fn any_rows_are_kept_or_refused(
        rows in prop::collection::vec((0..4u32, 0..5u16, -2i8..9, -2i8..9, 0..6u16, 0..4u8), 0..60)
    ) {
        let spells: Vec<Spell> = rows
            .iter()
            .map(|&(person, position, start, end, next, entered)| Spell {
                person,
                position,
                entered: (entered == 0).then_some(f64::from(start) - 0.5),
                start: f64::from(start),
                end: if end == 8 { f64::NAN } else { f64::from(end) },
                next: (next < 5).then_some(next),
            })
            .collect();
        let (kept, refused) = Spells::check(positions(4), &spells);
        prop_assert_eq!(kept.count() + refused.len(), spells.len());
        let left: Vec<Spell> = spells
            .iter()
            .enumerate()
            .filter(|(place, _)| !refused.iter().any(|r| r.place == *place))
            .map(|(_, s)| *s)
            .collect();
        let (again, _) = Spells::check(positions(4), &left);
        prop_assert!(again.count() <= left.len());
        let table = Timetable::new(&kept, Clock::Forward);
        for moment in table.moments() {
            for step in moment.steps {
                let leaving: u32 = moment.steps.iter().filter(|s| s.from == step.from).map(|s| s.count).sum();
                prop_assert!(leaving <= step.at_risk);
                prop_assert_eq!(table.at_risk(step.from, moment.time), step.at_risk);
            }
        }
        chances(&table, 0, -3.0, &[0.0, 3.0, 20.0]);
    }
}
