//! The checks of a plain table of steps and exposure.

use returns::{Rule, Severity};

/// Every rule, in the order in which `docs/intensity.md` lists them.
pub static RULES: &[&Rule] = &[
    &RAGGED,
    &BLANK,
    &OWN_POSITION,
    &NOT_A_NUMBER,
    &NEGATIVE,
    &TOO_LARGE,
    &LONG_NAME,
    &RANGE,
    &NO_EXPOSURE,
    &TWICE,
    &OVERLAP,
    &OTHER_GROUP,
    &TOO_MANY_CELLS,
    &COLUMN_NOT_READ,
    &FRACTION,
    &GAP,
];

pub(super) static RAGGED: Rule = Rule {
    id: "rates-row-ragged",
    severity: Severity::Error,
    title: "A row has more or fewer cells than there are headers.",
    why: "An unquoted comma may have moved its numbers, so the row is left out.",
};
pub(super) static BLANK: Rule = Rule {
    id: "rates-position-blank",
    severity: Severity::Error,
    title: "A row does not name the position that is left or entered.",
    why: "Nothing tells which step it counts, so the row is left out.",
};
pub(super) static OWN_POSITION: Rule = Rule {
    id: "rates-step-to-itself",
    severity: Severity::Error,
    title: "A step leads from a position to itself.",
    why: "Staying is no step, so the row is left out.",
};
pub(super) static NOT_A_NUMBER: Rule = Rule {
    id: "rates-not-a-number",
    severity: Severity::Error,
    title: "A number is blank, infinite or no number.",
    why: "Nothing is guessed of numbers, so the row is left out. Only ages and times may be blank: all of them.",
};
pub(super) static NEGATIVE: Rule = Rule {
    id: "rates-negative",
    severity: Severity::Error,
    title: "A number is below nought.",
    why: "Steps, exposure, ages and times are never negative, so the row is left out.",
};
pub(super) static TOO_LARGE: Rule = Rule {
    id: "rates-too-large",
    severity: Severity::Error,
    title: "A number of steps or person-years is above 1,000,000,000,000.",
    why: "Nobody has counted so many, so the row is left out.",
};
pub(super) static LONG_NAME: Rule = Rule {
    id: "rates-name-too-long",
    severity: Severity::Error,
    title: "A name has more than 200 characters.",
    why: "No table could show it. A quote that is not closed makes such names. The row is left out.",
};
pub(super) static RANGE: Rule = Rule {
    id: "rates-range-empty",
    severity: Severity::Error,
    title: "A range of ages or times ends where it starts, or before.",
    why: "One of its ends is wrong and nothing tells which, so the row is left out.",
};
pub(super) static NO_EXPOSURE: Rule = Rule {
    id: "rates-steps-without-exposure",
    severity: Severity::Error,
    title: "A row has steps and no exposure.",
    why: "Somebody who takes a step was at risk before it. The rate would be infinite, so the row is left out.",
};
pub(super) static TWICE: Rule = Rule {
    id: "rates-cell-twice",
    severity: Severity::Error,
    title: "Two rows have the same step, ages, times and stratum.",
    why: "They may be two parts or one mistake, and nothing tells which, so none of them is used. `--sum` says that they \
          are parts, and adds them up.",
};
pub(super) static OVERLAP: Rule = Rule {
    id: "rates-cells-overlap",
    severity: Severity::Error,
    title: "Two rows of one step and stratum share some ages and times.",
    why: "Steps and exposure would be counted twice and nothing tells which row is right, so none of them is used. A row \
          of all ages beside rows of single ages is of this kind.",
};
pub(super) static OTHER_GROUP: Rule = Rule {
    id: "rates-stratum-in-two-groups",
    severity: Severity::Error,
    title: "A stratum is in another group than in a row before.",
    why: "A stratum has one group, that of its first row. The row is left out.",
};
pub(super) static TOO_MANY_CELLS: Rule = Rule {
    id: "rates-cells-too-many",
    severity: Severity::Error,
    title: "A step has more than 10,000 cells in one stratum.",
    why: "Cells are compared with each other, which would take too long, so none of them is used. Other things than ages \
          and times belong into the stratum.",
};
pub(super) static COLUMN_NOT_READ: Rule = Rule {
    id: "rates-column-not-read",
    severity: Severity::Note,
    title: "The table has a column that is not read.",
    why: "It is none of the columns of steps and exposure, or appears for the second time. Rows that differ in it alone \
          are the same cell.",
};
pub(super) static FRACTION: Rule = Rule {
    id: "rates-steps-fractional",
    severity: Severity::Note,
    title: "Steps are not whole.",
    why: "They are used as they stand: totals that were split over cells are fractions. Intervals take them for counted.",
};
pub(super) static GAP: Rule = Rule {
    id: "rates-cells-with-gap",
    severity: Severity::Note,
    title: "Ages or times of a step and stratum are lacking between others.",
    why: "There is no estimate for them. The first gap of each step and stratum is told.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_intensities_lists_every_rule() {
        let page = include_str!("../../../../docs/intensity.md");
        for rule in RULES {
            let row =
                format!("| `{}` | {} | {} | {} |", rule.id, rule.severity.label(), rule.title, rule.why);
            assert!(page.contains(&row), "docs/intensity.md lacks\n{row}");
        }
    }
}
