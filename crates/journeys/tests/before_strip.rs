//! What was going on before care, stretch by stretch.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::civil::{Date, date};
use journeys::group::{Study, before_strip};
use journeys::{Precedence, Prices};
use returns::record::Kind;

/// Children seen in each stretch for one activity before a start of care on 1 January 2024.
fn check(kind: Kind, from: Date, to: Option<Date>, expected: [u64; 6]) {
    let activities = vec![activity(kind, from, to), episode(date(2024, 1, 1), None, "S", "U6", "PR1")];
    let prices = Prices { price_year: units::FinancialYear(2024), prices: Vec::new(), notes: Vec::new() };
    let study =
        Study::new(record(vec![child("1", date(2012, 1, 1), activities)]), Precedence::Standard, prices);
    let strip = before_strip(&study, &[0]);
    let row = strip.rows.iter().find(|r| r.name.to_lowercase() == kind.label()).expect("a row");
    assert_eq!((strip.children, row.children), (1, expected), "{kind:?} {from} {to:?}");
}

#[test]
fn moments_fall_into_one_stretch_and_spans_into_all_they_touch() {
    check(Kind::Referral, date(2023, 12, 31), None, [0, 0, 0, 0, 0, 1]);
    check(Kind::Referral, date(2023, 1, 1), None, [0, 0, 0, 1, 0, 0]);
    check(Kind::Referral, date(2016, 1, 1), None, [1, 0, 0, 0, 0, 0]);
    check(Kind::InNeed, date(2022, 6, 1), Some(date(2023, 3, 1)), [0, 0, 0, 1, 1, 0]);
    check(Kind::InNeed, date(2022, 6, 1), None, [0, 0, 0, 1, 1, 1]);
    check(Kind::InNeed, date(2024, 1, 1), None, [0, 0, 0, 0, 0, 0]);
}
