//! Charts whose rows are read one by one: bars and waterfalls.

use maud::{Markup, html};

use super::frame::{Frame, TEXT_SIZE};
use super::palette;
use super::scale::{Scale, Ticks, nice_ticks};
use super::svg::{Anchor, Words, co, rule, width, wrap};
use crate::format::Quantity;

/// One row.
pub(super) struct Row {
    /// Words at its left, or above it on a telephone.
    pub label: String,
    /// From where to where its bar goes; `None` when there is no figure.
    pub span: Option<(f64, f64)>,
    /// An interval around the bar's end.
    pub interval: Option<(f64, f64)>,
    /// A point for comparison.
    pub dot: Option<f64>,
    /// The figure in words, at the right of all that is drawn in the row.
    pub words: String,
    /// Colour of the bar.
    pub fill: &'static str,
    /// Whether label and figure are bold.
    pub bold: bool,
    /// Value at which a thin line leads down to the next row.
    pub leads_at: Option<f64>,
}

impl Row {
    fn values(&self) -> impl Iterator<Item = f64> {
        let (span, interval) = (self.span, self.interval);
        span.into_iter()
            .flat_map(|(a, b)| [a, b])
            .chain(interval.into_iter().flat_map(|(a, b)| [a, b]))
            .chain(self.dot)
            .filter(|v| v.is_finite())
    }
}

/// Where things stand on a sheet.
struct Layout {
    frame: Frame,
    x: Scale,
    ticks: Ticks,
    /// Top of each row, then the bottom of the last.
    tops: Vec<f64>,
    labels: Vec<Vec<String>>,
    /// Whether labels stand above their bars.
    stacked: bool,
}

const BAR: f64 = 24.0;
const LINE: f64 = 19.0;

/// Draws rows on both sheets; `None` when no row has a figure.
pub(super) fn draw(rows: &[Row], quantity: Quantity, id: &str, title: &str, words: &str) -> Option<Markup> {
    rows.iter().flat_map(Row::values).next()?;
    Some(html! {
        @for stacked in [false, true] {
            @let layout = lay_out(rows, quantity, stacked);
            (layout.frame.draw(id, title, words, drawing(rows, quantity, &layout)))
        }
    })
}

/// Draws rows on the sheet for a telephone alone, for charts whose desk drawing is another.
pub(super) fn draw_narrow(rows: &[Row], quantity: Quantity, id: &str, title: &str, words: &str) -> Markup {
    let layout = lay_out(rows, quantity, true);
    layout.frame.draw(id, title, words, drawing(rows, quantity, &layout))
}

fn lay_out(rows: &[Row], quantity: Quantity, stacked: bool) -> Layout {
    let mut frame = if stacked { Frame::narrow(0.0) } else { Frame::wide(0.0) };
    let (low, high) =
        rows.iter().flat_map(Row::values).fold((0.0f64, 0.0f64), |(l, h), v| (l.min(v), h.max(v)));
    let ticks = nice_ticks(low, high, if stacked { 3 } else { 6 });
    let most = if stacked { frame.width - 20.0 } else { 230.0 };
    let labels: Vec<Vec<String>> = rows.iter().map(|row| wrap(&row.label, TEXT_SIZE * 1.03, most)).collect();
    let label_room = widest(labels.iter().flatten().map(|line| width(line, TEXT_SIZE * 1.03)));
    let first_tick = ticks.values.first().map_or(0.0, |v| width(&quantity.tick(*v, ticks.step), TEXT_SIZE));
    let left = if stacked { first_tick / 2.0 + 1.0 } else { label_room + 14.0 };
    let words_room = widest(rows.iter().map(|row| width(&row.words, TEXT_SIZE * 1.06)));
    let x = Scale { domain: ticks.ends(), range: (left, frame.width - words_room - 18.0) };
    let mut tops = vec![4.0];
    let mut top = 4.0;
    for lines in &labels {
        let text = lines.len() as f64 * LINE;
        top += if stacked { text + BAR + 16.0 } else { (text + 10.0).max(BAR + 16.0) };
        tops.push(top);
    }
    frame.height = top + 30.0;
    Layout { frame, x, ticks, tops, labels, stacked }
}

fn widest(widths: impl Iterator<Item = f64>) -> f64 {
    widths.fold(0.0, f64::max)
}

impl Layout {
    /// Centre of a row's bar.
    fn centre(&self, row: usize) -> f64 {
        if self.stacked {
            self.tops[row] + self.labels[row].len() as f64 * LINE + BAR / 2.0 + 4.0
        } else {
            (self.tops[row] + self.tops[row + 1]) / 2.0
        }
    }

    /// Stretches of the grid: unbroken beside labels; behind the bars only, where labels stand above them.
    fn grid(&self) -> Vec<(f64, f64)> {
        if self.stacked {
            let centres = (0..self.labels.len()).map(|row| self.centre(row));
            centres.map(|y| (y - BAR / 2.0 - 3.0, y + BAR / 2.0 + 3.0)).collect()
        } else {
            vec![(2.0, self.tops.last().copied().unwrap_or_default())]
        }
    }
}

fn drawing(rows: &[Row], quantity: Quantity, layout: &Layout) -> Markup {
    html! {
        (axis(quantity, layout))
        @for (n, row) in rows.iter().enumerate() {
            (label(row, n, layout))
            (bar(row, n, layout))
            @if let Some(value) = row.leads_at.filter(|_| n + 1 < rows.len()) {
                @let x = layout.x.at(value);
                (rule((x, layout.centre(n) + BAR / 2.0), (x, layout.centre(n + 1) - BAR / 2.0), palette::DARK, 1.0, None))
            }
        }
    }
}

fn axis(quantity: Quantity, layout: &Layout) -> Markup {
    let bottom = layout.tops.last().copied().unwrap_or_default();
    let words = Words::new(TEXT_SIZE, Anchor::Middle);
    html! {
        @for value in &layout.ticks.values {
            @let x = layout.x.at(*value);
            @let zero = value.abs() < layout.ticks.step * 1e-6;
            @let colour = if zero { palette::DARK } else { palette::GRID };
            @for (top, bottom) in layout.grid() { (rule((x, top), (x, bottom), colour, 1.0, None)) }
            (words.at(x, bottom + 20.0, &quantity.tick(*value, layout.ticks.step)))
        }
    }
}

fn label(row: &Row, n: usize, layout: &Layout) -> Markup {
    let lines = &layout.labels[n];
    let (x, centre, anchor) = if layout.stacked {
        (layout.x.range.0, layout.tops[n] + lines.len() as f64 * LINE / 2.0 + 2.0, Anchor::Start)
    } else {
        (layout.x.range.0 - 12.0, layout.centre(n), Anchor::End)
    };
    Words { bold: row.bold, ..Words::new(TEXT_SIZE, anchor) }.block(x, centre, lines)
}

fn bar(row: &Row, n: usize, layout: &Layout) -> Markup {
    let y = layout.centre(n);
    let right = row.values().reduce(f64::max).unwrap_or_default();
    // The dot is wider than the end of a bar.
    let gap = if row.dot == Some(right) { 14.0 } else { 9.0 };
    let words = Words { bold: row.bold, ..Words::new(TEXT_SIZE, Anchor::Start) };
    html! {
        @if let Some((from, to)) = row.span {
            @let (a, b) = (layout.x.at(from.min(to)), layout.x.at(from.max(to)));
            rect x=(co(a)) y=(co(y - BAR / 2.0)) width=(co((b - a).max(1.0))) height=(co(BAR)) fill=(row.fill) {}
        }
        @if let Some((low, high)) = row.interval { (interval(layout.x.at(low), layout.x.at(high), y)) }
        @if let Some(dot) = row.dot { (comparison_dot(layout.x.at(dot), y)) }
        (words.at(layout.x.at(right) + gap, y + 5.5, &row.words))
    }
}

/// An interval with caps, in dark grey with a white edge so that it shows on and off the bar.
pub(super) fn interval(low: f64, high: f64, y: f64) -> Markup {
    let strokes = [(palette::PAPER, 5.0), (palette::DARK, 2.0)];
    html! {
        @for (colour, weight) in strokes {
            (rule((low, y), (high, y), colour, weight, None))
            (rule((low, y - 6.0), (low, y + 6.0), colour, weight, None))
            (rule((high, y - 6.0), (high, y + 6.0), colour, weight, None))
        }
    }
}

/// The point for comparison: orange with a dark and a white ring, so that it shows on and off the bar.
pub(super) fn comparison_dot(x: f64, y: f64) -> Markup {
    html! {
        circle cx=(co(x)) cy=(co(y)) r="7.5" fill=(palette::PAPER) {}
        circle cx=(co(x)) cy=(co(y)) r="5.5" fill=(palette::SECOND) stroke=(palette::TEXT) stroke-width="1.5" {}
    }
}
