//! A made-up authority as an event file, the same every time.

use std::fmt::Write;

/// Numbers that look like chance.
struct Dice(u64);

impl Dice {
    /// A number from 0 up to but not including `below`.
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.roll(n) == 0
    }
}

/// First day of the record.
const FIRST: jiff::civil::Date = jiff::civil::date(2019, 4, 1);
/// Days of the record: six years.
const DAYS: i64 = 2192;

fn day(after: i64) -> String {
    FIRST.saturating_add(jiff::Span::new().days(after)).to_string()
}

/// An event file of so many children. Three live in the ward `Tiny`; one row has a date that is none.
pub fn events(children: u32) -> String {
    let mut file =
        String::from("child,event,start,end,agency,service,cost,outcome,need,category,born,sex,ward\r\n");
    // Activities of the first and the last day, so that the file speaks for all of them.
    for (event, id) in [("early help", "E"), ("in need", "N"), ("looked after", "L")] {
        row(&mut file, &format!("0{id}"), event, (0, Some(DAYS)), ["", "", "", "", "", ""], 2012, "Ward 1");
    }
    file.push_str("000001,referral,2021-02-31,,,,,,,,2012-05-01,F,Ward 1\r\n");
    let mut dice = Dice(u64::from(children));
    for n in 0..children {
        journey(&mut file, n, &mut dice);
    }
    file
}

fn journey(file: &mut String, n: u32, dice: &mut Dice) {
    let id = format!("{:06}", 100_000 + n);
    let born = 2006 + dice.roll(13) as i32;
    let ward = if n < 3 { "Tiny".to_owned() } else { format!("Ward {}", 1 + dice.roll(6)) };
    let mut at = dice.roll(1200) as i64;
    for _ in 0..=dice.roll(2) {
        let mut tell = |event: &str, from: i64, to: Option<i64>, more: [&str; 6]| {
            if from < DAYS {
                row(file, &id, event, (from, to.filter(|t| *t < DAYS)), more, born, &ward);
            }
        };
        if dice.one_in(2) {
            tell("contact", at, None, ["", "", "", "no further action", "", ""]);
            at += 30 + dice.roll(90) as i64;
        }
        if dice.one_in(3) {
            tell("early help", at, Some(at + 120), ["Family hub", "", "", "", "", ""]);
            at += 130 + dice.roll(60) as i64;
        }
        tell("referral", at, None, ["", "", "", "", "", ""]);
        let mut end = at + 60 + dice.roll(400) as i64;
        if dice.one_in(3) {
            tell("service", at + 20, Some(at + 140), ["NHS", "Speech therapy", "900", "", "", ""]);
        }
        if dice.one_in(3) {
            tell("protection plan", at + 30, Some(at + 230), ["", "", "", "", "", "NEG"]);
            end = end.max(at + 240);
            if dice.one_in(2) {
                let leaves = at + 300 + dice.roll(900) as i64;
                tell("looked after", at + 200, Some(leaves), ["", "", "", "", "N1", "U4"]);
                end = end.max(leaves);
            }
        }
        tell("in need", at, Some(end), ["", "", "", "", ["N1", "N2", "N4"][dice.roll(3) as usize], ""]);
        at = end + dice.roll(500) as i64;
    }
}

fn row(
    file: &mut String,
    id: &str,
    event: &str,
    days: (i64, Option<i64>),
    more: [&str; 6],
    born: i32,
    ward: &str,
) {
    let [agency, service, cost, outcome, need, category] = more;
    let (start, end) = (day(days.0), days.1.map(day).unwrap_or_default());
    writeln!(
        file,
        "{id},{event},{start},{end},{agency},{service},{cost},{outcome},{need},{category},{born}-05-01,F,{ward}\r"
    )
    .expect("writing to a string");
}
