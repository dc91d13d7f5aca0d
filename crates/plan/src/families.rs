//! Brothers and sisters who arrive together, as a plan states them.

use futures::Families;

use crate::check::{self, Checker};

pub(crate) const SIZE: &str = "families.size";
pub(crate) const TOGETHER: &str = "families.together";

/// Reads `[families]`; `None` if it is not there or wrong, which is then with the checker.
pub(crate) fn read_families(c: &mut Checker) -> Option<Families> {
    if !c.raw().pairs.iter().any(|(key, _)| [SIZE, TOGETHER].contains(&key.as_str())) {
        return None;
    }
    let size =
        c.need(SIZE, "children of a family who arrive together, in the mean: a number from 1 to 6", |t| {
            check::number(t).filter(|n| (1.0..=6.0).contains(n))
        });
    let together = c.need(
        TOGETHER,
        "the share of steps that brothers and sisters take on the same luck, such as \"30%\"",
        check::share,
    );
    Some(Families { size: size?, together: together? })
}

#[cfg(test)]
mod tests {
    use futures::Families;
    use units::FinancialYear;

    use crate::{Plan, Raw, read_plan};

    fn read(families: &str) -> Result<Plan, Vec<String>> {
        let raw =
            Raw::from_toml("plan.toml", &format!("authority = \"Leeds\"\n{families}")).expect("it is TOML");
        read_plan(&raw, FinancialYear(2024)).map_err(|e| e.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn families_have_a_size_and_a_share() {
        let plan = read("[families]\nsize = 1.8\ntogether = \"30%\"").expect("the plan is right");
        assert_eq!(plan.families, Some(Families { size: 1.8, together: 0.3 }));
        assert_eq!(read("").expect("the plan is right").families, None);
    }

    #[test]
    fn what_is_wrong_with_families_is_named() {
        for (families, parts) in [
            (
                "[families]\nsize = 0.5\ntogether = \"30%\"",
                ["families.size: \"0.5\": expected children", "1 to 6"],
            ),
            ("[families]\nsize = 2", ["families.together: nothing given: expected the share", "\"30%\""]),
            (
                "[families]\nsize = 2\ntogether = 30",
                ["families.together: \"30\": expected the share", "same luck"],
            ),
            (
                "[families]\nsize = 2\ntogether = \"30%\"\nsizes = 3",
                ["families.sizes: \"3\": expected one of the known keys", "families.size"],
            ),
        ] {
            let errors = read(families).expect_err(families).join("\n");
            for part in parts {
                assert!(errors.contains(part), "{part} not in\n{errors}");
            }
        }
    }
}
