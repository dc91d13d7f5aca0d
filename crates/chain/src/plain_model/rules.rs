//! The checks of plain tables of rates, stock and arrivals.

use returns::{Rule, Severity};

/// Every rule, in the order in which `docs/plain-projection.md` lists them.
pub static RULES: &[&Rule] = &[
    &RAGGED,
    &BLANK,
    &LONG_NAME,
    &OWN_POSITION,
    &NOT_A_NUMBER,
    &NEGATIVE,
    &TOO_LONG,
    &RANGE,
    &HALF_INTERVAL,
    &INTERVAL,
    &INTERVAL_AT_NOUGHT,
    &TOO_FAST,
    &OVERLAP,
    &NOT_WHOLE,
    &TOO_MANY,
    &NAMES_ALIKE,
    &NOBODY_LEAVES,
    &COLUMN_NOT_READ,
    &GAP,
    &BEYOND_RATES,
];

pub(super) static RAGGED: Rule = Rule {
    id: "plain-row-ragged",
    severity: Severity::Error,
    title: "A row has more or fewer cells than there are headers.",
    why: "An unquoted comma may have moved its numbers, so the row is left out.",
};
pub(super) static BLANK: Rule = Rule {
    id: "plain-position-blank",
    severity: Severity::Error,
    title: "A row does not name a position.",
    why: "Nothing tells whom it concerns, so the row is left out.",
};
pub(super) static LONG_NAME: Rule = Rule {
    id: "plain-name-too-long",
    severity: Severity::Error,
    title: "The name of a position has more than 200 characters.",
    why: "No table could show it. A quote that is not closed makes such names. The row is left out.",
};
pub(super) static OWN_POSITION: Rule = Rule {
    id: "plain-step-to-itself",
    severity: Severity::Error,
    title: "A step leads from a position to itself.",
    why: "Staying is no step, so the row is left out.",
};
pub(super) static NOT_A_NUMBER: Rule = Rule {
    id: "plain-not-a-number",
    severity: Severity::Error,
    title: "A number is blank, infinite or no number.",
    why: "Nothing is guessed of numbers, so the row is left out. Ends of ages and times may be blank, and an interval.",
};
pub(super) static NEGATIVE: Rule = Rule {
    id: "plain-negative",
    severity: Severity::Error,
    title: "A number is below nought.",
    why: "Rates, ages, times and numbers of people are never negative, so the row is left out.",
};
pub(super) static TOO_LONG: Rule = Rule {
    id: "plain-years-too-many",
    severity: Severity::Error,
    title: "An age or a time is above 1,000 years.",
    why: "Ages and times are in years; this one is perhaps in days. The row is left out. No end is a blank cell.",
};
pub(super) static RANGE: Rule = Rule {
    id: "plain-range-empty",
    severity: Severity::Error,
    title: "A range of ages or times ends where it starts, or before.",
    why: "Nobody is in it, so the row is left out. The end is not included: ages 0 to 5 are those before the fifth birthday.",
};
pub(super) static HALF_INTERVAL: Rule = Rule {
    id: "plain-interval-half",
    severity: Severity::Error,
    title: "A rate has one end of an interval and not the other.",
    why: "Nothing tells how sure the rate is on the other side, so the row is left out. A rate without either is known for \
          certain.",
};
pub(super) static INTERVAL: Rule = Rule {
    id: "plain-interval-without-estimate",
    severity: Severity::Error,
    title: "A rate does not lie in its interval.",
    why: "The estimate or the interval is wrong and nothing tells which, so the row is left out.",
};
pub(super) static INTERVAL_AT_NOUGHT: Rule = Rule {
    id: "plain-interval-at-nought",
    severity: Severity::Error,
    title: "An interval begins at nought, and does not end there.",
    why: "Rates are drawn from a log-normal on each side of the estimate, which never reaches nought, so the row is left \
          out. A small number serves.",
};
pub(super) static TOO_FAST: Rule = Rule {
    id: "plain-rate-too-high",
    severity: Severity::Error,
    title: "A rate, or what may be drawn from its interval, is above 10,000 a person-year.",
    why: "That is more than a step an hour: people would step to and fro without end, so the row is left out. What may be \
          drawn is taken as high³ / per_year².",
};
pub(super) static OVERLAP: Rule = Rule {
    id: "plain-rates-overlap",
    severity: Severity::Error,
    title: "Two rows of one step share some ages and times.",
    why: "Nothing tells which rate holds there, so neither is used. A row of all ages beside rows of single ages is of this \
          kind.",
};
pub(super) static NOT_WHOLE: Rule = Rule {
    id: "plain-count-not-whole",
    severity: Severity::Error,
    title: "A number of people is not whole.",
    why: "Lives are followed one by one, so the row is left out.",
};
pub(super) static TOO_MANY: Rule = Rule {
    id: "plain-people-too-many",
    severity: Severity::Error,
    title: "A number of people, or of people a year, is above 20,000,000.",
    why: "So many lives cannot be followed one by one, so the row is left out.",
};
pub(super) static NAMES_ALIKE: Rule = Rule {
    id: "plain-names-alike",
    severity: Severity::Warning,
    title: "Two positions differ in capital letters alone.",
    why: "They are taken as two positions. If they are one, its rates do not hold for those in the other.",
};
pub(super) static NOBODY_LEAVES: Rule = Rule {
    id: "plain-position-without-rates",
    severity: Severity::Warning,
    title: "People are in a position that no rate names.",
    why: "Nobody leaves it. Perhaps it is written otherwise among the rates.",
};
pub(super) static COLUMN_NOT_READ: Rule = Rule {
    id: "plain-column-not-read",
    severity: Severity::Note,
    title: "The table has a column that is not read.",
    why: "It is none of the columns of such a table, or appears for the second time.",
};
pub(super) static GAP: Rule = Rule {
    id: "plain-rates-with-gap",
    severity: Severity::Note,
    title: "Ages or times of a step are lacking between others.",
    why: "Nobody takes the step there. The first gap of each step is told.",
};
pub(super) static BEYOND_RATES: Rule = Rule {
    id: "plain-older-than-rates",
    severity: Severity::Note,
    title: "People grow older than the last age of all rates.",
    why: "From then on they take no step. The first row of each file is told.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_plain_projections_lists_every_rule() {
        let page = include_str!("../../../../docs/plain-projection.md");
        for rule in RULES {
            let row =
                format!("| `{}` | {} | {} | {} |", rule.id, rule.severity.label(), rule.title, rule.why);
            assert!(page.contains(&row), "docs/plain-projection.md lacks\n{row}");
        }
    }
}
