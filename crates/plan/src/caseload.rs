//! Caseloads: how many children a worker of a role carries.

use appraisal::Agency;
use units::Position;

use crate::check::{self, Checker};

/// How many children a worker of a role carries in some positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Caseload {
    /// The role, such as `social worker`. A role may be stated several times, for other positions.
    pub role: String,
    /// Positions whose children the role carries, each once.
    pub positions: Vec<Position>,
    /// Children whom one whole-time worker carries.
    pub children_per_worker: f64,
    /// The agency whose workers they are.
    pub agency: Agency,
}

pub(crate) const ROLE: &str = "caseload.#.role";
pub(crate) const POSITIONS: &str = "caseload.#.positions";
pub(crate) const CHILDREN: &str = "caseload.#.children_per_worker";
pub(crate) const AGENCY: &str = "caseload.#.agency";

/// Reads every `[[caseload]]`; what is wrong is with the checker.
pub(crate) fn read_caseloads(c: &mut Checker) -> Vec<Caseload> {
    let mut all: Vec<Caseload> = Vec::new();
    for number in c.raw().numbers("caseload") {
        let Some(caseload) = read_caseload(c, number) else { continue };
        let carried = |p: &Position| {
            all.iter().any(|o| {
                (&o.role, &o.agency) == (&caseload.role, &caseload.agency) && o.positions.contains(p)
            })
        };
        if let Some(twice) = caseload.positions.iter().find(|p| carried(p)) {
            let expected = format!("a position that {} is not yet stated to carry", caseload.role);
            c.fail(&keyed(POSITIONS, number), twice.label(), expected);
        }
        all.push(caseload);
    }
    all
}

fn keyed(key: &str, number: usize) -> String {
    key.replace('#', &number.to_string())
}

fn read_caseload(c: &mut Checker, number: usize) -> Option<Caseload> {
    let text = |t: &str| Some(t.to_string());
    let role = c.need(&keyed(ROLE, number), "a role such as \"social worker\"", text);
    let positions = read_positions(c, &keyed(POSITIONS, number));
    let children_per_worker = c.need(
        &keyed(CHILDREN, number),
        "children whom one whole-time worker carries, a number from 0.1 to 1000",
        |t| check::number(t).filter(|n| (0.1..=1000.0).contains(n)),
    );
    let agency = c.need(&keyed(AGENCY, number), "the agency whose workers they are", text);
    Some(Caseload {
        role: role?,
        positions: positions?,
        children_per_worker: children_per_worker?,
        agency: Agency(agency?),
    })
}

fn read_positions(c: &mut Checker, key: &str) -> Option<Vec<Position>> {
    const EXPECTED: &str =
        "one or several of \"in need\", \"protection plan\", \"looked after\" and \"care leaver\", each once";
    let words: Vec<String> = c.raw().all(key).into_iter().map(str::to_string).collect();
    if words.is_empty() {
        c.fail(key, "", EXPECTED);
        return None;
    }
    let mut positions = Vec::new();
    for word in &words {
        let position = Position::from_label(word)
            .filter(|p| Position::OPEN.contains(p) || *p == Position::CareLeaver)
            .filter(|p| !positions.contains(p));
        match position {
            Some(position) => positions.push(position),
            None => c.fail(key, word, EXPECTED),
        }
    }
    (positions.len() == words.len()).then_some(positions)
}

#[cfg(test)]
mod tests {
    use units::{FinancialYear, Position};

    use crate::{Plan, Raw, read_plan};

    fn read(caseloads: &str) -> Result<Plan, Vec<String>> {
        let raw =
            Raw::from_toml("plan.toml", &format!("authority = \"Leeds\"\n{caseloads}")).expect("it is TOML");
        read_plan(&raw, FinancialYear(2024)).map_err(|e| e.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_role_carries_several_positions_and_may_be_stated_again_for_others() {
        let plan = read(
            "[[caseload]]\nrole = \"social worker\"\npositions = [\"in need\", \"protection plan\"]\n\
             children_per_worker = 16.5\nagency = \"Local authority\"\n\
             [[caseload]]\nrole = \"social worker\"\npositions = \"looked after\"\n\
             children_per_worker = 14\nagency = \"Local authority\"",
        )
        .expect("the plan is right");
        assert_eq!(plan.caseloads.len(), 2);
        assert_eq!(plan.caseloads[0].positions, [Position::InNeed, Position::ProtectionPlan]);
        assert_eq!(plan.caseloads[0].children_per_worker, 16.5);
        assert_eq!(plan.caseloads[1].positions, [Position::LookedAfter]);
    }

    #[test]
    fn everything_wrong_with_caseloads_is_named() {
        let errors = read(
            "[[caseload]]\nrole = \"IRO\"\npositions = [\"looked after\", \"closed\", \"looked after\"]\n\
             children_per_worker = 0\n\
             [[caseload]]\nrole = \"PA\"\nposition = \"care leaver\"\nchildren_per_worker = 20\nagency = \"LA\"\n\
             [[caseload]]\nrole = \"SW\"\npositions = [\"in need\"]\nchildren_per_worker = 20\nagency = \"LA\"\n\
             [[caseload]]\nrole = \"SW\"\npositions = [\"in need\"]\nchildren_per_worker = 18\nagency = \"LA\"",
        )
        .expect_err("seven things are wrong");
        let text = errors.join("\n");
        for part in [
            "plan.toml: caseload.1.positions: \"closed\": expected one or several of",
            "plan.toml: caseload.1.positions: \"looked after\": expected one or several of",
            "plan.toml: caseload.1.children_per_worker: \"0\": expected children whom one",
            "plan.toml: caseload.1.agency: nothing given",
            "plan.toml: caseload.2.position: \"care leaver\": expected one of the known keys; the nearest is \
             caseload.2.positions",
            "plan.toml: caseload.2.positions: nothing given",
            "plan.toml: caseload.4.positions: \"in need\": expected a position that SW is not yet stated to carry",
        ] {
            assert!(text.contains(part), "{part} not in\n{text}");
        }
        assert_eq!(errors.len(), 7);
    }
}
