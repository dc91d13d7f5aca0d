//! The checks of a lookup of wards.

use returns::{Rule, Severity};

/// Every rule, in the order in which `docs/covariates.md` lists them.
pub static RULES: &[&Rule] = &[&BLANK, &NO_BAND, &TWICE];

pub(super) static BLANK: Rule = Rule {
    id: "wards-ward-blank",
    severity: Severity::Error,
    title: "A row of the lookup names no ward.",
    why: "Nothing tells whose deprivation it has, so the row is left out.",
};
pub(super) static NO_BAND: Rule = Rule {
    id: "wards-no-band",
    severity: Severity::Error,
    title: "A ward has no decile from 1 to 10, or quintile from 1 to 5.",
    why: "The row is left out, and the ward's deprivation is not known.",
};
pub(super) static TWICE: Rule = Rule {
    id: "wards-ward-twice",
    severity: Severity::Error,
    title: "A ward has two bands of deprivation.",
    why: "The first is used.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_covariates_lists_every_rule() {
        let page = include_str!("../../../../docs/covariates.md");
        for rule in RULES {
            let row =
                format!("| `{}` | {} | {} | {} |", rule.id, rule.severity.label(), rule.title, rule.why);
            assert!(page.contains(&row), "docs/covariates.md lacks\n{row}");
        }
    }
}
