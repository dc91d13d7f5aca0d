//! How steps differ by where children live, as a plan states them.

use futures::{Lives, RateRatio};
use units::{Placement, Position, Step};

use crate::WardGroup;
use crate::check::{self, Checker};

pub(crate) const WARDS: &str = "rate_ratio.#.wards";
pub(crate) const PLACEMENT: &str = "rate_ratio.#.placement";
pub(crate) const STEP: &str = "rate_ratio.#.step";
pub(crate) const RATIO: &str = "rate_ratio.#.ratio";
pub(crate) const SOURCE: &str = "rate_ratio.#.source";

/// Highest ratio: beyond it, a group is not a part of the same children.
const HIGHEST: f64 = 20.0;

/// Reads every `[[rate_ratio]]`; what is wrong is with the checker.
pub(crate) fn read_rate_ratios(c: &mut Checker, wards: &[WardGroup]) -> Vec<RateRatio> {
    let mut all: Vec<(usize, RateRatio)> = Vec::new();
    for number in c.raw().numbers("rate_ratio") {
        let keyed = |key: &str| key.replace('#', &number.to_string());
        let lives = read_lives(c, number, wards);
        let step = read_step(c, &keyed(STEP), lives);
        let ratio = c.need(&keyed(RATIO), "how often relative to children elsewhere, from 0 to 20", |t| {
            check::number(t).filter(|n| (0.0..=HIGHEST).contains(n))
        });
        c.need(&keyed(SOURCE), "where the ratio comes from", |t| Some(t.to_string()));
        let (Some(lives), Some(step), Some(ratio)) = (lives, step, ratio) else { continue };
        if all.iter().any(|(_, other)| (other.lives, other.step) == (lives, step)) {
            c.fail(&keyed(STEP), &step.to_string(), "another step or place: it has a ratio already");
            continue;
        }
        all.push((number, RateRatio { lives, step, ratio }));
    }
    refuse_never(c, &all, wards);
    all.into_iter().map(|(_, ratio)| ratio).collect()
}

/// Where the children live: a group of wards or a kind of placement, and not both.
fn read_lives(c: &mut Checker, number: usize, wards: &[WardGroup]) -> Option<Lives> {
    let keyed = |key: &str| key.replace('#', &number.to_string());
    let names: Vec<String> = wards.iter().map(|w| format!("\"{}\"", w.name)).collect();
    let expected = match names.is_empty() {
        true => "a group of wards: the plan has no [[ward_group]]".to_string(),
        false => format!("a group of wards of the plan: {}", names.join(", ")),
    };
    let group = c.may(&keyed(WARDS), &expected, |t| wards.iter().position(|w| w.name == t));
    let kind = c.may(
        &keyed(PLACEMENT),
        "a kind of placement, such as \"foster care\" or \"children's homes\"",
        Placement::from_label,
    );
    let given = |key: &str| !c.raw().all(key).is_empty();
    match (given(&keyed(WARDS)), given(&keyed(PLACEMENT))) {
        (true, false) => group.map(Lives::InWards),
        (false, true) => kind.map(Lives::InPlacement),
        (both, _) => {
            let said = if both { "wards and placement" } else { "" };
            c.fail(&keyed(WARDS), said, "either wards or placement: where the children live");
            None
        }
    }
}

/// The step: out of a position, and out of care where the ratio is one of a kind of placement.
fn read_step(c: &mut Checker, key: &str, lives: Option<Lives>) -> Option<Step> {
    let of_placement = matches!(lives, Some(Lives::InPlacement(_)));
    let expected = match of_placement {
        true => "a step out of care, such as \"looked after -> closed\"",
        false => {
            "a step out of \"in need\", \"protection plan\" or \"looked after\", such as \"in need -> looked after\""
        }
    };
    c.need(key, expected, |t| {
        Step::from_label(t).filter(|step| match of_placement {
            true => step.from == Position::LookedAfter,
            false => Position::OPEN.contains(&step.from),
        })
    })
}

/// A step that nobody would take, wherever they live, is no difference between places.
fn refuse_never(c: &mut Checker, all: &[(usize, RateRatio)], wards: &[WardGroup]) {
    let in_wards = |ratio: &RateRatio| matches!(ratio.lives, Lives::InWards(_));
    for (number, ratio) in all.iter().filter(|(_, ratio)| ratio.ratio == 0.0) {
        let alike = all.iter().filter(|(_, other)| {
            other.ratio == 0.0 && other.step == ratio.step && in_wards(other) == in_wards(ratio)
        });
        let (places, expected) = match in_wards(ratio) {
            true => (wards.len(), "a group of wards"),
            false => (Placement::ALL.len(), "a kind of placement"),
        };
        if alike.count() == places {
            let key = RATIO.replace('#', &number.to_string());
            c.fail(&key, "0", format!("{expected} in which {} happens", ratio.step));
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::{Lives, RateRatio};
    use units::{FinancialYear, Placement, Position, Step};

    use crate::{Plan, Raw, read_plan};

    const WARDS: &str = "[[ward_group]]\nname = \"most deprived\"\nshare = 0.3\n\
                         [[ward_group]]\nname = \"others\"\nshare = 0.7\n";

    fn read(text: &str) -> Result<Plan, String> {
        let raw = Raw::from_toml("plan.toml", &format!("authority = \"Leeds\"\n{text}")).expect("it is TOML");
        read_plan(&raw, FinancialYear(2024))
            .map_err(|e| e.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn ratios_are_of_wards_or_of_placements() {
        let text = format!(
            "{WARDS}[[rate_ratio]]\nwards = \"most deprived\"\nstep = \"in need -> looked after\"\nratio = 1.4\n\
             source = \"own returns\"\n[[rate_ratio]]\nplacement = \"foster care\"\nstep = \"looked after -> closed\"\n\
             ratio = 0.8\nsource = \"own returns\""
        );
        let plan = read(&text).expect("the plan is right");
        let ratio = |lives, from, to, ratio| RateRatio { lives, step: Step::new(from, to), ratio };
        assert_eq!(
            plan.rate_ratios,
            [
                ratio(Lives::InWards(0), Position::InNeed, Position::LookedAfter, 1.4),
                ratio(Lives::InPlacement(Placement::Foster), Position::LookedAfter, Position::Closed, 0.8),
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_ratios_is_named() {
        let one = |lines: &str| format!("{WARDS}[[rate_ratio]]\nsource = \"s\"\n{lines}");
        let right = "step = \"in need -> closed\"\nratio = 2\n";
        for (text, part) in [
            (
                one(&format!("wards = \"x\"\n{right}")),
                "rate_ratio.1.wards: \"x\": expected a group of wards of the plan: \"most deprived\", \"others\"",
            ),
            (one(right), "rate_ratio.1.wards: nothing given: expected either wards or placement"),
            (
                one(&format!("wards = \"others\"\nplacement = \"foster care\"\n{right}")),
                "expected either wards or placement",
            ),
            (
                one(&format!("placement = \"foster care\"\n{right}")),
                "rate_ratio.1.step: \"in need -> closed\": expected a step out of care",
            ),
            (
                one("wards = \"others\"\nstep = \"not known -> in need\"\nratio = 2"),
                "rate_ratio.1.step: \"not known -> in need\": expected a step out of",
            ),
            (
                one("wards = \"others\"\nstep = \"in need -> closed\"\nratio = -1"),
                "rate_ratio.1.ratio: \"-1\": expected",
            ),
            (
                one(&format!(
                    "wards = \"others\"\n{right}[[rate_ratio]]\nsource = \"s\"\nwards = \"others\"\n{right}"
                )),
                "rate_ratio.2.step: \"in need -> closed\": expected another step or place",
            ),
            (
                "[[rate_ratio]]\nwards = \"a\"\nstep = \"in need -> closed\"\nratio = 1\nsource = \"s\""
                    .to_string(),
                "the plan has no [[ward_group]]",
            ),
        ] {
            let errors = read(&text).expect_err(&text);
            assert!(errors.contains(part), "{part} not in\n{errors}");
        }
    }

    #[test]
    fn a_step_that_nobody_would_take_is_refused() {
        let never = |wards: &str| {
            format!(
                "[[rate_ratio]]\nwards = \"{wards}\"\nstep = \"in need -> closed\"\nratio = 0\nsource = \"s\"\n"
            )
        };
        assert!(read(&format!("{WARDS}{}", never("others"))).is_ok());
        let errors = read(&format!("{WARDS}{}{}", never("others"), never("most deprived")));
        let errors = errors.expect_err("nobody steps");
        assert!(
            errors
                .contains("rate_ratio.1.ratio: \"0\": expected a group of wards in which in need -> closed")
        );
        let all: String = Placement::ALL
            .iter()
            .map(|kind| {
                format!(
                    "[[rate_ratio]]\nplacement = \"{kind}\"\nstep = \"looked after -> closed\"\nratio = 0\nsource = \"s\"\n"
                )
            })
            .collect();
        let errors = read(&all).expect_err("nobody leaves care");
        assert!(errors.contains("a kind of placement in which looked after -> closed happens"), "{errors}");
    }
}
