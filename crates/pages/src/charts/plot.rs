//! Draws a plot: axes, bands, lines, marks, and labels at the lines' ends.

use maud::{Markup, html};

use super::fan;
use super::frame::{Frame, TEXT_SIZE};
use super::labels::{Wish, spread};
use super::palette;
use super::scale::{Scale, Ticks, nice_ticks, whole_ticks};
use super::series::{Extent, Mark, Plot, Role, Series, XAxis};
use super::svg::{Anchor, Words, co, path, rule, width, wrap};
use crate::format::Quantity;

/// Height of a line of text in margins.
const LINE: f64 = 19.0;

/// A plot laid out on a sheet.
struct Layout<'a> {
    plot: &'a Plot,
    x: Scale,
    y: Scale,
    ticks: Ticks,
    labels: Vec<EndLabel<'a>>,
    marks: Vec<PlacedMark<'a>>,
}

/// A label at the end of a line.
struct EndLabel<'a> {
    series: &'a Series,
    end: (f64, f64),
    lines: Vec<String>,
    /// Whether the line ends before the right edge, so that its label stands inside the plot.
    inside: bool,
}

/// A mark and the row of the top margin in which its words stand.
struct PlacedMark<'a> {
    mark: &'a Mark,
    lines: Vec<String>,
    anchor: Anchor,
    top: f64,
}

/// Draws a plot on a sheet. Values range over `extent`, which may be wider than the plot's own so that panels share
/// an axis.
pub(super) fn draw(plot: &Plot, extent: Extent, frame: &Frame) -> Markup {
    let layout = lay_out(plot, extent, frame);
    html! {
        (fan::draw(&plot.bands, &layout.x, &layout.y))
        (value_axis(&layout))
        (place_axis(&layout))
        @for role in BACK_TO_FRONT {
            @for series in plot.series.iter().filter(|s| s.role == role) { (line(series, &layout)) }
        }
        @for mark in &layout.marks { (mark_line(mark, &layout)) }
        (inside_labels(&layout))
        (margin_labels(&layout))
    }
}

const BACK_TO_FRONT: [Role; 7] = [
    Role::Neighbour,
    Role::PastForecast,
    Role::Yardstick,
    Role::Third,
    Role::Second,
    Role::Forecast,
    Role::Subject,
];

fn lay_out<'a>(plot: &'a Plot, extent: Extent, frame: &Frame) -> Layout<'a> {
    let (low, high) = if plot.from_zero { (extent.y.0.min(0.0), extent.y.1.max(0.0)) } else { extent.y };
    let target = if frame.height < 260.0 { 4 } else { 5 };
    let ticks = match plot.quantity {
        Quantity::Number { decimals: 0 } => whole_ticks(low, high, target),
        _ => nice_ticks(low, high, target),
    };
    let widest_tick = ticks
        .values
        .iter()
        .map(|v| width(&plot.quantity.tick(*v, ticks.step), TEXT_SIZE))
        .fold(0.0, f64::max);
    let labels = end_labels(plot, extent, (frame.width * 0.24).max(92.0));
    let widest_label = labels
        .iter()
        .filter(|label| !label.inside)
        .flat_map(|label| label.lines.iter().map(|line| width(line, TEXT_SIZE)))
        .fold(0.0, f64::max);
    let last_place = width(&plot.x_axis.label(extent.x.1), TEXT_SIZE) / 2.0;
    let left = widest_tick + 12.0;
    let right = frame.width - (widest_label + 16.0).max(last_place + 2.0);
    let x = Scale { domain: extent.x, range: (left, right.max(left + 40.0)) };
    let (marks, marks_height) = place_marks(plot, &x, frame.width);
    let y = Scale { domain: ticks.ends(), range: (frame.height - 32.0, 12.0 + marks_height) };
    Layout { plot, x, y, ticks, labels, marks }
}

fn end_labels(plot: &Plot, extent: Extent, most: f64) -> Vec<EndLabel<'_>> {
    let near_edge = (extent.x.1 - extent.x.0) * 0.02;
    let labelled = plot.series.iter().filter(|series| series.role.is_labelled());
    labelled
        .filter_map(|series| {
            let (_, end) = series.ends()?;
            let words = match &series.end_label {
                Some(words) => words.clone(),
                None => format!("{} {}", series.name, plot.quantity.label(end.1)),
            };
            let lines = wrap(&words, TEXT_SIZE, most);
            let inside = end.0 < extent.x.1 - near_edge;
            (!lines.is_empty()).then_some(EndLabel { series, end, lines, inside })
        })
        .collect()
}

/// Gives each mark a row in the top margin so that no words cover others; returns the height of all rows.
fn place_marks<'a>(plot: &'a Plot, x: &Scale, sheet: f64) -> (Vec<PlacedMark<'a>>, f64) {
    let mut marks: Vec<&Mark> = plot.marks.iter().filter(|m| m.x.is_finite()).collect();
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut top = 0.0;
    let mut reach = f64::NEG_INFINITY;
    let mut row_height: f64 = 0.0;
    let mut placed = Vec::new();
    for mark in marks {
        let lines = wrap(&mark.label, TEXT_SIZE, (sheet * 0.35).max(110.0));
        let wide = lines.iter().map(|line| width(line, TEXT_SIZE)).fold(0.0, f64::max);
        let at = x.at(mark.x);
        let anchor = if at + wide + 6.0 > sheet { Anchor::End } else { Anchor::Start };
        let (from, to) = if anchor == Anchor::End { (at - wide - 6.0, at) } else { (at, at + wide + 6.0) };
        if from < reach {
            top += row_height;
            row_height = 0.0;
        }
        row_height = row_height.max(lines.len() as f64 * LINE);
        reach = to + 8.0;
        placed.push(PlacedMark { mark, lines, anchor, top });
    }
    (placed, top + row_height)
}

fn value_axis(layout: &Layout<'_>) -> Markup {
    let words = Words::new(TEXT_SIZE, Anchor::End);
    let (left, right) = layout.x.range;
    html! {
        @for value in &layout.ticks.values {
            @let y = layout.y.at(*value);
            @let (colour, weight) = if is_zero(*value, &layout.ticks) { (palette::DARK, 1.0) } else { (palette::GRID, 1.0) };
            (rule((left, y), (right, y), colour, weight, None))
            (words.at(left - 8.0, y + 5.5, &layout.plot.quantity.tick(*value, layout.ticks.step)))
        }
    }
}

fn is_zero(value: f64, ticks: &Ticks) -> bool {
    value.abs() < ticks.step * 1e-6
}

fn place_axis(layout: &Layout<'_>) -> Markup {
    let bottom = layout.y.range.0;
    let words = Words::new(TEXT_SIZE, Anchor::Middle);
    html! {
        @for place in places(layout) {
            @let x = layout.x.at(place);
            (rule((x, bottom), (x, bottom + 5.0), palette::DARK, 1.0, None))
            (words.at(x, bottom + 22.0, &layout.plot.x_axis.label(place)))
        }
    }
}

/// Places that get a label: as many as fit, counted back from the last, which is the one people ask for.
fn places(layout: &Layout<'_>) -> Vec<f64> {
    let (first, last) = layout.x.domain;
    if first == last {
        return vec![last];
    }
    let room = layout.x.range.1 - layout.x.range.0;
    let label = width(&layout.plot.x_axis.label(last), TEXT_SIZE) * 1.4;
    if matches!(layout.plot.x_axis, XAxis::Number | XAxis::YearsSince) {
        // Between whole numbers stand decimals, which are wider.
        let label = label.max(width(&layout.plot.x_axis.label(0.25), TEXT_SIZE) * 1.4);
        let ticks = nice_ticks(first, last, (room / label).clamp(2.0, 10.0) as u8);
        return ticks.values.into_iter().filter(|v| *v >= first && *v <= last).collect();
    }
    let fits = |step: &f64| (last - first) / step * label <= room;
    let step = [1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 50.0].into_iter().find(fits).unwrap_or(last - first);
    let count = ((last - first) / step + 1e-9).floor() as u32;
    (0..=count).rev().map(|i| last - f64::from(i) * step).collect()
}

/// How a role's line looks: colour, weight, dash.
fn stroke(role: Role) -> (&'static str, f64, Option<&'static str>) {
    match role {
        Role::Subject => (palette::SUBJECT, 3.5, None),
        Role::Forecast => (palette::SUBJECT, 2.5, Some("2 5")),
        Role::Yardstick => (palette::DARK, 2.0, Some("8 5")),
        Role::Second => (palette::SECOND, 3.0, None),
        Role::Third => (palette::THIRD, 3.0, None),
        Role::Neighbour => (palette::QUIET, 1.0, None),
        Role::PastForecast => (palette::QUIET, 1.5, Some("1 3")),
    }
}

fn line(series: &Series, layout: &Layout<'_>) -> Markup {
    let (colour, weight, dash) = stroke(series.role);
    let place = |(x, y): &(f64, f64)| (layout.x.at(*x), layout.y.at(*y));
    let cap = if series.role == Role::Forecast { "round" } else { "butt" };
    html! {
        @for stretch in series.stretches() {
            @let points: Vec<(f64, f64)> = stretch.iter().map(place).collect();
            @if let [only] = points.as_slice() {
                circle cx=(co(only.0)) cy=(co(only.1)) r=(co(weight.max(2.0))) fill=(colour) {}
            } @else {
                path d=(path(&points)) fill="none" stroke=(colour) stroke-width=(co(weight))
                    stroke-dasharray=[dash] stroke-linejoin="round" stroke-linecap=(cap) {}
            }
        }
        @if let Some((_, end)) = series.ends() { (end_mark(series.role, place(&end))) }
    }
}

/// The sign at a line's end, unlike for series that differ otherwise by colour alone.
fn end_mark(role: Role, (x, y): (f64, f64)) -> Markup {
    html! {
        @match role {
            Role::Subject => circle cx=(co(x)) cy=(co(y)) r="5" fill=(palette::SUBJECT) {},
            Role::Forecast => circle cx=(co(x)) cy=(co(y)) r="4.5" fill=(palette::PAPER)
                stroke=(palette::SUBJECT) stroke-width="2" {},
            Role::Second => rect x=(co(x - 5.0)) y=(co(y - 5.0)) width="10" height="10" fill=(palette::SECOND) {},
            Role::Third => path d={ (path(&[(x, y - 7.0), (x + 7.0, y), (x, y + 7.0), (x - 7.0, y)])) "Z" }
                fill=(palette::THIRD) {},
            Role::Yardstick | Role::Neighbour | Role::PastForecast => {}
        }
    }
}

fn mark_line(placed: &PlacedMark<'_>, layout: &Layout<'_>) -> Markup {
    let x = layout.x.at(placed.mark.x);
    let words = Words { colour: palette::DARK, ..Words::new(TEXT_SIZE, placed.anchor) };
    let beside = if placed.anchor == Anchor::End { x - 6.0 } else { x + 6.0 };
    let centre = placed.top + placed.lines.len() as f64 * LINE / 2.0;
    html! {
        (rule((x, placed.top + 2.0), (x, layout.y.range.0), palette::DARK, 1.0, Some("3 3")))
        (words.block(beside, centre, &placed.lines))
    }
}

fn label_words(series: &Series, anchor: Anchor) -> Words {
    let (bold, colour) = match series.role {
        Role::Subject => (true, palette::SUBJECT),
        Role::Forecast => (false, palette::SUBJECT),
        _ => (false, palette::TEXT),
    };
    Words { bold, colour, ..Words::new(TEXT_SIZE, anchor) }
}

/// Labels of lines that end inside the plot, above their last point.
fn inside_labels(layout: &Layout<'_>) -> Markup {
    html! {
        @for label in layout.labels.iter().filter(|label| label.inside) {
            @let words = label_words(label.series, Anchor::End);
            @let height = label.lines.len() as f64 * words.leading();
            @let wide = label.lines.iter().map(|l| width(l, TEXT_SIZE)).fold(0.0, f64::max);
            @let x = layout.x.at(label.end.0).max(layout.x.range.0 + wide);
            @let y = (layout.y.at(label.end.1) - 12.0 - height / 2.0).max(layout.y.range.1 + height / 2.0);
            (words.block(x - 4.0, y, &label.lines))
        }
    }
}

/// Labels of lines that end at the right edge, in the margin, moved apart; a thin line leads to those moved far.
fn margin_labels(layout: &Layout<'_>) -> Markup {
    let labels: Vec<&EndLabel<'_>> = layout.labels.iter().filter(|label| !label.inside).collect();
    let leading = Words::new(TEXT_SIZE, Anchor::Start).leading();
    let wishes: Vec<Wish> = labels
        .iter()
        .map(|label| Wish {
            centre: layout.y.at(label.end.1),
            height: label.lines.len() as f64 * leading + 3.0,
        })
        .collect();
    let centres = spread(&wishes, layout.y.range.1 - 10.0, layout.y.range.0 + 10.0);
    let edge = layout.x.range.1;
    html! {
        @for ((label, wish), centre) in labels.iter().zip(&wishes).zip(&centres) {
            @if (wish.centre - centre).abs() > wish.height / 2.0 {
                (rule((edge + 6.0, wish.centre), (edge + 11.0, *centre), palette::QUIET, 1.0, None))
            }
            (label_words(label.series, Anchor::Start).block(edge + 13.0, *centre, &label.lines))
        }
    }
}
