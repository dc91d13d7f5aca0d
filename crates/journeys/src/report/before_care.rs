//! Tables of what came before the first start of care.

use tables::{Cell, Table};
use units::Marker;

use super::Head;
use crate::group::{BeforeCare, Disclosure, Strip, Study};

/// What came before the first start of care.
pub fn before_care(study: &Study, before: &BeforeCare, disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "before-care",
        title: "What came before the first start of care",
        columns: &[
            ("what", "What came before", ""),
            ("children", "Children", "children"),
            ("share", "Share", "%"),
            ("times", "Times", "times"),
            ("median_days", "Median time before care", "days"),
        ],
        notes: &["Children whose first start of care lies in the years that returns of need cover. Time runs from the \
             last of each kind to the start of care; for the first row from the first thing recorded.",],
    }
    .table(study, disclosure);
    let known = before.children - before.unknown_before;
    out.rows.push(vec![
        Cell::text("Anything recorded"),
        disclosure.count(known),
        disclosure.share(known, before.children),
        Cell::Missing(Marker::NotApplicable),
        disclosure.number(before.median_days_known, 0, known),
    ]);
    for line in &before.lines {
        out.rows.push(vec![
            Cell::text(line.name),
            disclosure.count(line.children),
            disclosure.share(line.children, before.children),
            disclosure.count_of(line.times, line.children),
            disclosure.number(line.median_days, 0, line.children),
        ]);
    }
    out
}

/// What was going on in each stretch of time before the first start of care: shares of children.
///
/// **Shape**: one row per thing, one column per stretch of [`Strip::STRETCHES`], the earliest first.
pub fn before_strip(study: &Study, strip: &Strip, disclosure: Disclosure) -> Table {
    let stretches = Strip::STRETCHES.iter().map(|s| (s.key, s.label, "%"));
    let columns: Vec<_> = std::iter::once(("what", "What was going on", "")).chain(stretches).collect();
    let mut out = Head {
        id: "before-strip",
        title: "What was going on in the years before the first start of care",
        columns: &columns,
        notes: &[
            "Share of the children who came into care for whom it happened, or was under way, in each stretch of \
             time before.",
        ],
    }
    .table(study, disclosure);
    for row in &strip.rows {
        let shares = row.children.iter().map(|n| disclosure.share(*n, strip.children));
        out.rows.push(std::iter::once(Cell::text(row.name)).chain(shares).collect());
    }
    out
}

/// Children by number of earlier chances that passed before care.
pub fn missed(study: &Study, before: &BeforeCare, disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "missed-chances",
        title: "Earlier chances that passed before care",
        columns: &[
            ("chances", "Chances that passed", ""),
            ("children", "Children", "children"),
            ("share", "Share", "%"),
        ],
        notes: &["A chance that passed is a contact or referral with no further action: where the return says so, or \
             where no early help, assessment or episode of need began within 30 days.",],
    }
    .table(study, disclosure);
    let counts = disclosure.parts(&before.missed);
    let words = ["None", "1", "2 or 3", "4 or more"];
    for ((words, children), count) in words.into_iter().zip(before.missed).zip(counts) {
        let share = match count {
            Cell::Missing(_) => count.clone(),
            _ => disclosure.share(children, before.children),
        };
        out.rows.push(vec![Cell::text(words), count, share]);
    }
    out
}
