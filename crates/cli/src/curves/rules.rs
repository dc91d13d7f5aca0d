//! The checks of a plain table of spells.

use returns::{Rule, Severity};

pub static COLUMN_NOT_READ: Rule = Rule {
    id: "spell-column-not-read",
    severity: Severity::Note,
    title: "The table has a column that is not read.",
    why: "It is not one of the columns of spells, or appears for the second time.",
};
pub static RAGGED: Rule = Rule {
    id: "spell-row-ragged",
    severity: Severity::Error,
    title: "A row has more or fewer cells than there are headers.",
    why: "Nothing tells which cell is lacking or one too many, so the row is left out.",
};
pub static BLANK: Rule = Rule {
    id: "spell-blank",
    severity: Severity::Error,
    title: "Person, position, start or end is blank, or born where ages are made of dates.",
    why: "The row is left out. For who is still there, end is the last time of observation and next is blank.",
};
pub static LONG_NAME: Rule = Rule {
    id: "spell-name-too-long",
    severity: Severity::Error,
    title: "A person or position has a name of more than 200 characters.",
    why: "No table could show it. A quote that is not closed makes such names. The row is left out.",
};
pub static BAD_TIME: Rule = Rule {
    id: "spell-time",
    severity: Severity::Error,
    title: "A time is no number or date as yyyy-mm-dd, or not of the kind of the first time of the table.",
    why: "Nothing is guessed of times, so the row is left out.",
};
pub static OUT_OF_ORDER: Rule = Rule {
    id: "spell-times-in-order",
    severity: Severity::Error,
    title: "Times are out of order: entered after the start, or the start after the end.",
    why: "One of the times is wrong and nothing tells which, so the row is left out.",
};
pub static NO_TIME: Rule = Rule {
    id: "spell-without-time",
    severity: Severity::Error,
    title: "A spell that ends in a step has no length.",
    why: "Nobody is at risk for no time, and the order of two steps at one time cannot be told, so the row is left out. \
          Where the position matters, give it a day and start the next spell a day later; else let the spell before \
          lead to where the person was at the end of the day.",
};
pub static NEXT_IS_OWN: Rule = Rule {
    id: "spell-next-is-own",
    severity: Severity::Error,
    title: "The next position is the spell's own.",
    why: "Staying is no step, so the row is left out. A spell cut in two has a blank next where it is cut.",
};
pub static OVERLAP: Rule = Rule {
    id: "spell-overlap",
    severity: Severity::Error,
    title: "Spells of one person overlap.",
    why: "A person is in one position at a time. The spell that starts later is left out; of two that start together, \
          the one that ends later.",
};
pub static NEXT_DISAGREES: Rule = Rule {
    id: "spell-next-disagrees",
    severity: Severity::Error,
    title: "The person's next spell follows at once, in another position than the spell names as next.",
    why: "One of the two is wrong and nothing tells which. The spell that names the step, or none, is left out.",
};

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&Rule; 10] = [
        &COLUMN_NOT_READ,
        &RAGGED,
        &BLANK,
        &LONG_NAME,
        &BAD_TIME,
        &OUT_OF_ORDER,
        &NO_TIME,
        &NEXT_IS_OWN,
        &OVERLAP,
        &NEXT_DISAGREES,
    ];

    #[test]
    fn the_page_of_curves_lists_every_rule() {
        let page = include_str!("../../../../docs/curves.md");
        for rule in RULES {
            let row =
                format!("| `{}` | {} | {} | {} |", rule.id, rule.severity.label(), rule.title, rule.why);
            assert!(page.contains(&row), "docs/curves.md lacks\n{row}");
        }
    }
}
