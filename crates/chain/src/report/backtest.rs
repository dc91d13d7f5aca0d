//! The track record as tables.

use reference::{AreaCode, Reference};
use tables::{Cell, Column, Table};

use crate::backtest::{Group, Kept, Method, Options, Score, Subject};

/// Accuracy of every method for one group of authorities and one subject, by horizon.
pub fn track_record(
    reference: &Reference,
    scores: &[(Group, Score)],
    (group, subject): (Group, Subject),
    options: &Options,
) -> Table {
    let rows = scores.iter().filter(|(of, s)| *of == group && s.subject == subject);
    scored(
        (
            &format!("track-record-{}-{}", subject.id(), group.id()).replace('_', "-"),
            &format!("{}: how wrong this has been before. {}", subject.label(), group.label(reference)),
        ),
        Vec::new(),
        rows.map(|(_, s)| (Vec::new(), s)),
        options,
    )
}

/// Accuracy of every method, for every group of authorities, subject and horizon.
pub fn track_record_in_full(reference: &Reference, scores: &[(Group, Score)], options: &Options) -> Table {
    let words =
        |group: &Group, s: &Score| vec![Cell::text(group.label(reference)), Cell::text(s.subject.label())];
    scored(
        ("track-record", "How wrong this has been before, in full"),
        vec![Column::new("group", "Authorities"), Column::new("subject", "Projected")],
        scores.iter().map(|(group, s)| (words(group, s), s)),
        options,
    )
}

/// Accuracy for looked-after children of Headwater and of the last value, by group of authorities.
pub fn track_record_by_group(reference: &Reference, scores: &[(Group, Score)], options: &Options) -> Table {
    let rows = scores.iter().filter(|(group, s)| {
        *group != Group::All
            && s.subject == Subject::LookedAfter
            && matches!(s.method, Method::Headwater | Method::Persistence)
    });
    scored(
        ("track-record-by-group", "How wrong this has been before, by period, size and region"),
        vec![Column::new("group", "Authorities")],
        rows.map(|(group, s)| (vec![Cell::text(group.label(reference))], s)),
        options,
    )
}

/// A table of scores: an id and a title, columns and cells that stand before those of the score.
fn scored<'a>(
    (id, title): (&str, &str),
    first: Vec<Column>,
    rows: impl Iterator<Item = (Vec<Cell>, &'a Score)>,
    options: &Options,
) -> Table {
    Table {
        rows: rows.map(|(first, s)| first.into_iter().chain(score_cells(s)).collect()).collect(),
        notes: notes(options),
        source: SOURCE.to_string(),
        ..Table::new(id, title, first.into_iter().chain(score_columns()).collect())
    }
}

/// Every past projection of one authority's looked-after children beside what then happened.
pub fn track_record_of(kept: &[Kept], area: AreaCode, name: &str) -> Table {
    let rows = kept.iter().filter(|t| t.area == area).map(|t| {
        let (low, high) = t.intervals[1];
        vec![
            Cell::text(format!("31 March {}", t.origin)),
            Cell::Whole(t.horizon as i64),
            Cell::Whole(t.last as i64),
            Cell::number(t.median, 0),
            Cell::number(low, 0),
            Cell::number(high, 0),
            Cell::Whole(t.actual as i64),
            Cell::number((t.median / t.actual - 1.0) * 100.0, 1),
            Cell::text(if (low..=high).contains(&t.actual) { "yes" } else { "no" }),
        ]
    });
    Table {
        rows: rows.collect(),
        notes: vec![
            "What would have been projected from each 31 March with the figures up to that day.".to_string(),
        ],
        source: SOURCE.to_string(),
        ..Table::new(
            "track-record-here",
            format!("Past projections of {name}"),
            vec![
                Column::new("base", "Projected from"),
                Column::with_unit("ahead", "Ahead", "years"),
                Column::with_unit("last", "Then looked after", "children"),
                Column::with_unit("median", "Projected", "children"),
                Column::with_unit("low_80", "80% interval from", "children"),
                Column::with_unit("high_80", "to", "children"),
                Column::with_unit("actual", "What happened", "children"),
                Column::with_unit("error", "Error", "%"),
                Column::new("inside", "Inside the interval"),
            ],
        )
    }
}

const SOURCE: &str =
    "Headwater back-test on DfE, Children looked after in England; Children in need; Section 251 outturn";

fn notes(options: &Options) -> Vec<String> {
    vec![
        format!(
            "Every authority with unchanged boundaries and at least {:.0} looked-after children, projected from each \
             31 March {} to {} with yearly counts up to that day ({} draws, seed {}).",
            options.least_children, options.origins.0, options.origins.1, options.draws, options.seed
        ),
        "Bias is the median error: negative means the method ran low. The score is the continuous ranked probability \
         score as a share of the last figure, lower is better; skill is how far it is below that of the best plain method."
            .to_string(),
        "Plain methods have bands as wide as their own errors were over the same trials, which favours them.".to_string(),
        "Past figures are as revised since. Ages of looked-after children in 2018 to 2020 and some breakdowns before \
         2016 were never published by authority; the nearest published ones stand in."
            .to_string(),
    ]
}

fn score_columns() -> Vec<Column> {
    vec![
        Column::with_unit("ahead", "Ahead", "years"),
        Column::new("method", "Method"),
        Column::with_unit("error", "Median absolute error", "%"),
        Column::with_unit("bias", "Bias", "%"),
        Column::with_unit("inside_50", "Inside 50% interval", "%"),
        Column::with_unit("inside_80", "Inside 80% interval", "%"),
        Column::with_unit("inside_95", "Inside 95% interval", "%"),
        Column::with_unit("score", "Score", "%"),
        Column::with_unit("skill", "Skill", "%"),
        Column::with_unit("cases", "Cases", "projections"),
    ]
}

fn score_cells(s: &Score) -> Vec<Cell> {
    let percent = |share: f64, digits| Cell::number(share * 100.0, digits);
    let [half, four_fifths, most] = s.coverage;
    vec![
        Cell::Whole(s.horizon as i64),
        Cell::text(s.method.label()),
        percent(s.median_absolute, 1),
        percent(s.bias, 1),
        percent(half, 0),
        percent(four_fifths, 0),
        percent(most, 0),
        percent(s.crps, 2),
        percent(s.skill, 1),
        Cell::Whole(s.trials as i64),
    ]
}
