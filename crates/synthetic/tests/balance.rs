//! The made-up authority has the size it was asked for and the levels of the real one.

use reference::{Measure, Reference};
use synthetic::{Authority, Cell, Day, Settings, build};
use units::Position;

fn authority(model_on: &str, children: u64) -> Authority {
    let reference = Reference::embedded();
    let area = reference.find(model_on).expect("a known authority");
    let settings = Settings {
        name: "Testshire".to_string(),
        model_on: area.code,
        children,
        first_year: 2021,
        last_year: 2025,
        seed: 1,
        fault_share: 0.0,
        annex_a_months: 6,
    };
    build(reference, &settings).expect("published figures")
}

fn stock(authority: &Authority, position: Position, day: Day) -> usize {
    let on = |life: &&synthetic::Life| {
        life.spans().any(|(s, end)| s.position == position && s.start <= day && end.is_none_or(|e| e > day))
    };
    authority.lives().iter().filter(on).count()
}

fn steps(authority: &Authority, from: &[Position], to: Position) -> f64 {
    let years = f64::from(authority.settings().last_year - authority.settings().first_year + 1);
    let cells = Cell::all().filter(|c| from.contains(&c.position));
    cells.map(|c| (0..5).map(|q| authority.tally().steps(c, to, q)).sum::<u64>()).sum::<u64>() as f64 / years
}

#[test]
fn stocks_and_flows_are_near_the_published_ones() {
    let reference = Reference::embedded();
    for name in ["Leeds", "Kent", "Hartlepool"] {
        let area = reference.find(name).expect("a known authority").code;
        let value = |m| reference.value(area, m, "", 2025);
        let children = value(Measure::Population0To17).expect("published");
        let made = authority(name, children as u64);
        let day = Day::year_end(2025).plus(-1);
        let open = value(Measure::CinAt31March);
        let plans = value(Measure::CppAt31March);
        let looked_after = value(Measure::ClaAt31March);
        let in_need = open.zip(plans).zip(looked_after).map(|((o, p), l)| o - p - l);
        use Position::*;
        let rows = [
            ("population", Some(children), made.children_by_age().iter().sum()),
            ("early help", None, stock(&made, EarlyHelp, day) as f64),
            ("in need", in_need, stock(&made, InNeed, day) as f64),
            ("protection plan", plans, stock(&made, ProtectionPlan, day) as f64),
            ("looked after", looked_after, stock(&made, LookedAfter, day) as f64),
            ("care leavers", None, stock(&made, CareLeaver, day) as f64),
            ("plans started", value(Measure::CppStarted), steps(&made, &[InNeed], ProtectionPlan)),
            (
                "care started",
                value(Measure::ClaStarted),
                steps(&made, &[NotKnown, InNeed, ProtectionPlan], LookedAfter),
            ),
            (
                "episodes of need",
                value(Measure::CinStarted),
                steps(&made, &[NotKnown, EarlyHelp, Closed], InNeed)
                    + steps(&made, &[NotKnown, Closed], LookedAfter),
            ),
        ];
        for (what, published, made) in rows {
            println!("{name}: {what}: published {published:?}, made up {made:.0}");
            if let Some(published) = published {
                assert!((made / published - 1.0).abs() < 0.15 + 4.0 / published.sqrt(), "{name}: {what}");
            }
        }
    }
}
