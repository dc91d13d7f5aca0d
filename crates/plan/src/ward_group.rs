//! Groups of wards that flows and services tell apart, as a plan states them.

use crate::check::{self, Checker};

/// A group of wards.
#[derive(Clone, Debug, PartialEq)]
pub struct WardGroup {
    /// Its name, by which scenarios and flows know it.
    pub name: String,
    /// Share of the children known to social care who live there; the shares of all groups add up to 1.
    pub share: f64,
}

pub(crate) const NAME: &str = "ward_group.#.name";
pub(crate) const SHARE: &str = "ward_group.#.share";

/// Most groups of wards: each is counted in every position and age.
const MOST: usize = 20;

/// Reads every `[[ward_group]]`; what is wrong is with the checker.
pub(crate) fn read_ward_groups(c: &mut Checker) -> Vec<WardGroup> {
    let numbers = c.raw().numbers("ward_group");
    let mut groups: Vec<WardGroup> = Vec::new();
    let mut are_right = true;
    for number in &numbers {
        let keyed = |key: &str| key.replace('#', &number.to_string());
        let name = c.need(&keyed(NAME), "a name for the group of wards", |t| Some(t.to_string()));
        let share = c.need(
            &keyed(SHARE),
            "the share of the children known to social care who live there, above 0%, such as \"30%\"",
            |t| check::share(t).filter(|share| *share > 0.0),
        );
        match (name, share) {
            (Some(name), Some(_)) if groups.iter().any(|g| g.name == name) => {
                c.fail(&keyed(NAME), &name, "another name: a group of wards of this name is there already");
                are_right = false;
            }
            (Some(name), Some(share)) => groups.push(WardGroup { name, share }),
            _ => are_right = false,
        }
    }
    let Some(first) = numbers.first().map(|n| SHARE.replace('#', &n.to_string())) else { return groups };
    let sum: f64 = groups.iter().map(|g| g.share).sum();
    if are_right && (sum - 1.0).abs() > 1e-6 {
        c.fail(&first, &format!("{:.1}% in all", sum * 100.0), "shares that add up to 100%");
    } else if are_right && !(2..=MOST).contains(&groups.len()) {
        c.fail(&first, &format!("groups: {}", groups.len()), format!("2 to {MOST} groups of wards, or none"));
    }
    groups
}

#[cfg(test)]
mod tests {
    use units::FinancialYear;

    use crate::{Plan, Raw, read_plan};

    fn read(groups: &[(&str, &str)]) -> Result<Plan, Vec<String>> {
        let tables: String = groups
            .iter()
            .map(|(name, share)| format!("[[ward_group]]\nname = \"{name}\"\nshare = {share}\n"))
            .collect();
        let raw =
            Raw::from_toml("plan.toml", &format!("authority = \"Leeds\"\n{tables}")).expect("it is TOML");
        read_plan(&raw, FinancialYear(2024)).map_err(|e| e.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn groups_have_names_and_shares() {
        let plan = read(&[("most deprived", "\"30%\""), ("others", "0.7")]).expect("the plan is right");
        let groups: Vec<(&str, f64)> = plan.ward_groups.iter().map(|g| (g.name.as_str(), g.share)).collect();
        assert_eq!(groups, [("most deprived", 0.3), ("others", 0.7)]);
    }

    #[test]
    fn what_is_wrong_with_groups_is_named() {
        let many: Vec<(&str, &str)> = ["a"; 25].into_iter().map(|name| (name, "\"4%\"")).collect();
        for (groups, parts) in [
            (
                &[("a", "\"30%\""), ("b", "\"60%\"")][..],
                &["ward_group.1.share: \"90.0% in all\": expected shares that"][..],
            ),
            (&[("a", "\"50%\""), ("a", "\"50%\"")], &["ward_group.2.name: \"a\": expected another name"]),
            (
                &[("a", "\"0%\""), ("b", "\"100%\"")],
                &["ward_group.1.share: \"0%\": expected the share of the children"],
            ),
            (&[("a", "\"100%\"")], &["ward_group.1.share: \"groups: 1\": expected 2 to 20 groups"]),
            (&[("", "\"100%\"")], &["ward_group.1.name: nothing given: expected a name"]),
            (&many, &["ward_group.25.name: \"a\": expected another name"]),
        ] {
            let errors = read(groups).expect_err("something is wrong").join("\n");
            for part in parts {
                assert!(errors.contains(part), "{part} not in\n{errors}");
            }
        }
        let raw =
            Raw::from_toml("plan.toml", "authority = \"Leeds\"\n[[ward_group]]\nnam = \"a\"\nshare = 1");
        let errors = read_plan(&raw.expect("it is TOML"), FinancialYear(2024)).expect_err("no such key");
        let text = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(
            text.contains(
                "ward_group.1.nam: \"a\": expected one of the known keys; the nearest is ward_group.1.name"
            ),
            "{text}"
        );
    }
}
