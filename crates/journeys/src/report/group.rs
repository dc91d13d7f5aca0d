//! Tables about groups.

use tables::{Cell, Column, Table};
use units::{Marker, Pence, Position};

use super::cost::cost_notes;
use super::{notes, source};
use crate::group::{BeforeCare, Comeback, Disclosure, Flow, Pathway, ServiceUse, Strip, Study};

fn table(study: &Study, id: &str, title: &str, columns: Vec<Column>, notes: Vec<String>) -> Table {
    let mut table = Table::new(id, title, columns);
    table.source = source(study);
    table.notes = notes;
    table
}

/// How many children there are, by position on the last day and by the heaviest position so far.
pub fn summary(study: &Study, group: &[usize], disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("position", "Position"),
        Column::with_unit("now", "On the last day", "children"),
        Column::with_unit("ever", "Ever so far", "children"),
        Column::with_unit("heaviest", "Heaviest so far", "children"),
        Column::with_unit("cost", "Cost to date of those ever in it", "£"),
    ];
    let mut out = table(
        study,
        "journeys-summary",
        "Children by position",
        columns,
        notes(
            disclosure,
            &["A child ever in several positions counts in each; cost is of the whole journey."],
        ),
    );
    out.notes.extend(cost_notes(study));
    for position in Position::ALL {
        let is_ever = |place: &&usize| study.journeys.get(**place).is_some_and(|j| j.ever(position));
        let of = |holds: &dyn Fn(&crate::group::Facts) -> bool| {
            group.iter().filter(|p| study.facts.get(**p).is_some_and(holds)).count() as u64
        };
        let ever = group.iter().filter(is_ever).count() as u64;
        let cost: Pence =
            group.iter().filter(is_ever).filter_map(|p| study.bills.get(*p)).map(|b| b.total()).sum();
        let heaviest = match position {
            Position::CareLeaver | Position::Closed => Cell::Missing(Marker::NotApplicable),
            _ => disclosure.count(of(&|f| f.reached == position)),
        };
        // Everybody was not known once.
        let once = position == Position::NotKnown;
        let unless = |cell| if once { Cell::Missing(Marker::NotApplicable) } else { cell };
        out.rows.push(vec![
            Cell::text(position.label()),
            disclosure.count(of(&|f| f.now == Some(position))),
            unless(disclosure.count(ever)),
            heaviest,
            unless(disclosure.money(cost, ever)),
        ]);
    }
    out
}

/// Services and agencies: children, how often, how long, at what cost.
pub fn services(study: &Study, uses: &[ServiceUse], disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("agency", "Agency"),
        Column::new("kind", "What"),
        Column::new("service", "Service"),
        Column::with_unit("children", "Children", "children"),
        Column::with_unit("times", "Times", "times"),
        Column::with_unit("per_child", "Times per child", "times"),
        Column::with_unit("median_days", "Median length", "days"),
        Column::with_unit("open", "Still open", "times"),
        Column::with_unit("cost", "Cost to date", "£"),
    ];
    let mut out = table(study, "services", "Services and agencies met", columns, notes(disclosure, &[]));
    out.notes.extend(cost_notes(study));
    for u in uses {
        let hidden = disclosure.hides(u.children);
        out.rows.push(vec![
            Cell::text(u.agency.as_str()),
            Cell::text(u.kind.label()),
            Cell::text(u.service.as_str()),
            disclosure.count(u.children),
            disclosure.count_of(u.times, u.children),
            disclosure.number(Some(u.times as f64 / u.children.max(1) as f64), 1, u.children),
            disclosure.number(u.median_days, 0, u.children_ended),
            if hidden { Cell::Missing(Marker::Suppressed) } else { disclosure.count(u.open) },
            disclosure.money(u.cost, u.children_costed),
        ]);
    }
    out
}

/// The most frequent pathways, and in the last row all others together.
pub fn pathways(study: &Study, pathways: &[Pathway], shown: usize, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("pathway", "Pathway"),
        Column::with_unit("children", "Children", "children"),
        Column::with_unit("share", "Share", "%"),
        Column::with_unit("median_days", "Median time so far", "days"),
        Column::with_unit("median_cost", "Median cost to date", "£"),
        Column::with_unit("cost", "Cost to date", "£"),
    ];
    let mut out = table(
        study,
        "pathways",
        "Typical pathways",
        columns,
        notes(
            disclosure,
            &[
                "From the first position to the last step, or to the end of the record while open. Pathways of \
               fewer than five children are counted together when not inside the authority.",
            ],
        ),
    );
    out.notes.extend(cost_notes(study));
    let all: u64 = pathways.iter().map(|p| p.children).sum();
    let (top, rest): (Vec<_>, Vec<_>) =
        pathways.iter().enumerate().partition(|(n, p)| *n < shown && !disclosure.hides(p.children));
    for (_, p) in top {
        out.rows.push(vec![
            Cell::text(p.words()),
            disclosure.count(p.children),
            disclosure.share(p.children, all),
            disclosure.number(p.median_days, 0, p.children),
            p.median_cost.map_or(Cell::Missing(Marker::NotApplicable), |c| disclosure.money(c, p.children)),
            disclosure.money(p.cost, p.children),
        ]);
    }
    if !rest.is_empty() {
        let children: u64 = rest.iter().map(|(_, p)| p.children).sum();
        out.rows.push(vec![
            Cell::text(format!("{} other pathways", rest.len())),
            disclosure.count(children),
            disclosure.share(children, all),
            Cell::Missing(Marker::NotApplicable),
            Cell::Missing(Marker::NotApplicable),
            disclosure.money(rest.iter().map(|(_, p)| p.cost).sum(), children),
        ]);
    }
    out
}

/// Points where children come back.
pub fn comebacks(study: &Study, comebacks: &[Comeback], disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("what", "What"),
        Column::with_unit("followed", "Followed for a year", "times"),
        Column::with_unit("six_months", "Back within 6 months", "%"),
        Column::with_unit("twelve_months", "Back within 12 months", "%"),
        Column::with_unit("ever", "Came back at any time", "times"),
        Column::with_unit("median_days", "Median time until then", "days"),
    ];
    let mut out = table(
        study,
        "comebacks",
        "Points where children come back",
        columns,
        notes(
            disclosure,
            &["Shares are of referrals, or ends of spells, that the record follows for a year."],
        ),
    );
    for c in comebacks {
        let few = disclosure.hides(c.children_followed) || disclosure.hides(c.children_back);
        let share = |times| {
            if few { Cell::Missing(Marker::Suppressed) } else { disclosure.share(times, c.followed) }
        };
        out.rows.push(vec![
            Cell::text(c.name),
            disclosure.count_of(c.followed, c.children_followed),
            share(c.within_6_months),
            share(c.within_12_months),
            disclosure.count_of(c.ever, c.children_back),
            disclosure.number(c.median_days, 0, c.children_back),
        ]);
    }
    out
}

/// What came before the first start of care.
pub fn before_care(study: &Study, before: &BeforeCare, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("what", "What came before"),
        Column::with_unit("children", "Children", "children"),
        Column::with_unit("share", "Share", "%"),
        Column::with_unit("times", "Times", "times"),
        Column::with_unit("median_days", "Median time before care", "days"),
    ];
    let mut out = table(
        study,
        "before-care",
        "What came before the first start of care",
        columns,
        notes(
            disclosure,
            &[
                "Children whose first start of care lies in the years that returns of need cover. Time runs from the \
               last of each kind to the start of care; for the first row from the first thing recorded.",
            ],
        ),
    );
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
    let columns = std::iter::once(Column::new("what", "What was going on"))
        .chain(Strip::STRETCHES.iter().map(|s| Column::with_unit(s.key, s.label, "%")))
        .collect();
    let mut out = table(
        study,
        "before-strip",
        "What was going on in the years before the first start of care",
        columns,
        notes(
            disclosure,
            &[
                "Share of the children who came into care for whom it happened, or was under way, in each stretch of \
               time before.",
            ],
        ),
    );
    for row in &strip.rows {
        let shares = row.children.iter().map(|n| disclosure.share(*n, strip.children));
        out.rows.push(std::iter::once(Cell::text(row.name)).chain(shares).collect());
    }
    out
}

/// Children by number of earlier chances that passed before care.
pub fn missed(study: &Study, before: &BeforeCare, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("chances", "Chances that passed"),
        Column::with_unit("children", "Children", "children"),
        Column::with_unit("share", "Share", "%"),
    ];
    let mut out = table(
        study,
        "missed-chances",
        "Earlier chances that passed before care",
        columns,
        notes(
            disclosure,
            &[
                "A chance that passed is a contact or referral with no further action: where the return says so, or \
               where no early help, assessment or episode of need began within 30 days.",
            ],
        ),
    );
    for (words, children) in ["None", "1", "2 or 3", "4 or more"].into_iter().zip(before.missed) {
        out.rows.push(vec![
            Cell::text(words),
            disclosure.count(children),
            disclosure.share(children, before.children),
        ]);
    }
    out
}

/// Steps between positions in a window.
pub fn flow(study: &Study, flow: &Flow, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::with_unit("steps", "Steps", "steps"),
        Column::with_unit("children", "Children", "children"),
        Column::with_unit("median_days", "Median time in the position left", "days"),
        Column::with_unit("lower_days", "Lower quartile", "days"),
        Column::with_unit("upper_days", "Upper quartile", "days"),
    ];
    let title =
        format!("Steps between positions, {} to {}", flow.from, crate::Day(flow.to.0.saturating_sub(1)));
    let mut out = table(
        study,
        "flow",
        &title,
        columns,
        notes(disclosure, &["Coming of age is no step. Time in not known is age and is not shown."]),
    );
    for s in &flow.steps {
        let days = |d: Option<f64>| disclosure.number(d, 0, s.children);
        out.rows.push(vec![
            Cell::text(s.step.from.label()),
            Cell::text(s.step.to.label()),
            disclosure.count_of(s.times, s.children),
            disclosure.count(s.children),
            days(s.median_days),
            days(s.quartile_days.0),
            days(s.quartile_days.1),
        ]);
    }
    out
}

/// Children in each position before and at the end of a window, and what changed in between.
///
/// **Shape**: one row per position; `before + came + steps_in - steps_out - left = last_day`.
pub fn flow_stocks(study: &Study, flow: &Flow, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("position", "Position"),
        Column::with_unit("before", "On the day before", "children"),
        Column::with_unit("last_day", "On the last day", "children"),
        Column::with_unit("came", "Born or first in the record", "children"),
        Column::with_unit("steps_in", "Steps in", "steps"),
        Column::with_unit("steps_out", "Steps out", "steps"),
        Column::with_unit("left", "Turned 18 or died", "children"),
    ];
    let mut out = table(
        study,
        "flow-stocks",
        "Children by position at both ends of the window",
        columns,
        notes(
            disclosure,
            &[
                "Not known are children who become known later in the record. Children count until their 18th \
                 birthday, care leavers beyond it.",
            ],
        ),
    );
    for (n, position) in Position::ALL.into_iter().enumerate() {
        out.rows.push(vec![
            Cell::text(position.label()),
            disclosure.count(flow.at_start[n]),
            disclosure.count(flow.at_end[n]),
            disclosure.count(flow.came[n]),
            disclosure.count(flow.steps_in(position)),
            disclosure.count(flow.steps_out(position)),
            disclosure.count(flow.left[n]),
        ]);
    }
    out
}
