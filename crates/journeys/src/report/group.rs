//! Tables about groups.

use tables::{Cell, Table};
use units::{Marker, Pence, Position};

use super::Head;
use super::cost::cost_notes;
use crate::group::{Comeback, Disclosure, Facts, Flow, Pathway, ServiceUse, Study};

/// How many children there are, by position on the last day and by the heaviest position so far.
pub fn summary(study: &Study, group: &[usize], disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "journeys-summary",
        title: "Children by position",
        columns: &[
            ("position", "Position", ""),
            ("now", "On the last day", "children"),
            ("ever", "Ever so far", "children"),
            ("heaviest", "Heaviest so far", "children"),
            ("cost", "Cost to date of those ever in it", "£"),
        ],
        notes: &["A child ever in several positions counts in each; cost is of the whole journey."],
    }
    .table(study, disclosure);
    out.notes.extend(cost_notes(study));
    let of = |holds: &dyn Fn(&Facts) -> bool| {
        group.iter().filter(|p| study.facts().get(**p).is_some_and(holds)).count() as u64
    };
    // Every child is now in one position, and has one heaviest one: these columns add up to all children.
    let now = disclosure.parts(&Position::ALL.map(|p| of(&|f| f.now == Some(p))));
    // No journey is heaviest as a care leaver or closed: the parts are the five others.
    let possible = Position::ALL.map(|p| !matches!(p, Position::CareLeaver | Position::Closed));
    let reached: Vec<u64> = Position::ALL
        .into_iter()
        .zip(possible)
        .filter(|(_, possible)| *possible)
        .map(|(p, _)| of(&|f| f.reached == p))
        .collect();
    let mut parts = disclosure.parts(&reached).into_iter();
    let heaviest =
        possible.map(|p| if p { parts.next() } else { None }.unwrap_or(Cell::Missing(Marker::NotApplicable)));
    for ((position, now), heaviest) in Position::ALL.into_iter().zip(now).zip(heaviest) {
        let is_ever = |place: &&usize| study.journeys.get(**place).is_some_and(|j| j.ever(position));
        let ever = group.iter().filter(is_ever).count() as u64;
        let cost: Pence =
            group.iter().filter(is_ever).filter_map(|p| study.bills().get(*p)).map(|b| b.total()).sum();
        // Everybody was not known once.
        let once = position == Position::NotKnown;
        let unless = |never: bool, cell| if never { Cell::Missing(Marker::NotApplicable) } else { cell };
        out.rows.push(vec![
            Cell::text(position.label()),
            now,
            // Nothing is heavier than looked after, so ever and heaviest are the same children.
            if position == Position::LookedAfter {
                heaviest.clone()
            } else {
                unless(once, disclosure.count(ever))
            },
            heaviest,
            unless(once, disclosure.money(cost, ever)),
        ]);
    }
    out
}

/// Services and agencies: children, how often, how long, at what cost.
pub fn services(study: &Study, uses: &[ServiceUse], disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "services",
        title: "Services and agencies met",
        columns: &[
            ("agency", "Agency", ""),
            ("kind", "What", ""),
            ("service", "Service", ""),
            ("children", "Children", "children"),
            ("times", "Times", "times"),
            ("per_child", "Times per child", "times"),
            ("median_days", "Median length", "days"),
            ("open", "Still open", "times"),
            ("cost", "Cost to date", "£"),
        ],
        notes: &[],
    }
    .table(study, disclosure);
    out.notes.extend(cost_notes(study));
    let costed: Vec<u64> = uses.iter().map(|u| u.children_costed).collect();
    for (u, cost_hidden) in uses.iter().zip(disclosure.hidden_parts(&costed)) {
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
            match cost_hidden {
                true => Cell::Missing(Marker::Suppressed),
                false => disclosure.money(u.cost, u.children_costed),
            },
        ]);
    }
    out
}

/// The most frequent pathways, and in the last row all others together.
pub fn pathways(study: &Study, pathways: &[Pathway], shown: usize, disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "pathways",
        title: "Typical pathways",
        columns: &[
            ("pathway", "Pathway", ""),
            ("children", "Children", "children"),
            ("share", "Share", "%"),
            ("median_days", "Median time so far", "days"),
            ("median_cost", "Median cost to date", "£"),
            ("cost", "Cost to date", "£"),
        ],
        notes: &[
            "From the first position to the last step, or to the end of the record while open. Pathways of fewer than \
             five children are counted together when not inside the authority.",
        ],
    }
    .table(study, disclosure);
    out.notes.extend(cost_notes(study));
    let all: u64 = pathways.iter().map(|p| p.children).sum();
    let kept = pathways.iter().take(shown).take_while(|p| !disclosure.hides(p.children)).count();
    let sum = |from: usize| pathways.iter().skip(from).map(|p| p.children).sum::<u64>();
    // The pathways that are not shown must be of as many children as any other row, or all children less the rows
    // shown would tell of them: the least frequent of those shown goes with them.
    let kept = (0..=kept).rev().find(|kept| !disclosure.hides(sum(*kept))).unwrap_or_default();
    let (top, rest) = pathways.split_at(kept.min(pathways.len()));
    for p in top {
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
        let children: u64 = rest.iter().map(|p| p.children).sum();
        out.rows.push(vec![
            Cell::text(tables::counted(rest.len() as u64, "other pathway", "other pathways")),
            disclosure.count(children),
            disclosure.share(children, all),
            Cell::Missing(Marker::NotApplicable),
            Cell::Missing(Marker::NotApplicable),
            disclosure.money(rest.iter().map(|p| p.cost).sum(), children),
        ]);
    }
    out
}

/// Points where children come back.
pub fn comebacks(study: &Study, comebacks: &[Comeback], disclosure: Disclosure) -> Table {
    let mut out = Head {
        id: "comebacks",
        title: "Points where children come back",
        columns: &[
            ("what", "What", ""),
            ("followed", "Followed for a year", "times"),
            ("six_months", "Back within 6 months", "%"),
            ("twelve_months", "Back within 12 months", "%"),
            ("ever", "Came back at any time", "times"),
            ("median_days", "Median time until then", "days"),
        ],
        notes: &["Shares are of referrals, or ends of spells, that the record follows for a year."],
    }
    .table(study, disclosure);
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

/// Steps between positions in a window.
pub fn flow(study: &Study, flow: &Flow, disclosure: Disclosure) -> Table {
    let title =
        format!("Steps between positions, {} to {}", flow.from, crate::Day(flow.to.0.saturating_sub(1)));
    let mut out = Head {
        id: "flow",
        title: &title,
        columns: &[
            ("from", "From", ""),
            ("to", "To", ""),
            ("steps", "Steps", "steps"),
            ("children", "Children", "children"),
            ("median_days", "Median time in the position left", "days"),
            ("lower_days", "Lower quartile", "days"),
            ("upper_days", "Upper quartile", "days"),
        ],
        notes: &["Coming of age is no step. Time in not known is age and is not shown."],
    }
    .table(study, disclosure);
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
    let mut out = Head {
        id: "flow-stocks",
        title: "Children by position at both ends of the window",
        columns: &[
            ("position", "Position", ""),
            ("before", "On the day before", "children"),
            ("last_day", "On the last day", "children"),
            ("came", "Born, first in the record or found under way", "children"),
            ("steps_in", "Steps in", "steps"),
            ("steps_out", "Steps out", "steps"),
            ("left", "Turned 18, died or found under way elsewhere", "children"),
        ],
        notes: &["Not known are children who become known later in the record. Children count until their 18th birthday, \
                  care leavers beyond it."],
    }
    .table(study, disclosure);
    let (before, last) = (disclosure.parts(&flow.at_start), disclosure.parts(&flow.at_end));
    for (n, ((position, before), last)) in Position::ALL.into_iter().zip(before).zip(last).enumerate() {
        out.rows.push(vec![
            Cell::text(position.label()),
            before,
            last,
            disclosure.count(flow.came[n]),
            disclosure.count_of(flow.steps_in(position), flow.children_in[n]),
            disclosure.count_of(flow.steps_out(position), flow.children_out[n]),
            disclosure.count(flow.left[n]),
        ]);
    }
    out
}
