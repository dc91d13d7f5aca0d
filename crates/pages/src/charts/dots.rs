//! Rows of dots around nought: how far each of many figures is from what was expected.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::{Frame, TEXT_SIZE};
use super::key::{Entry, block, key};
use super::palette;
use super::scale::{Scale, Ticks, nice_ticks};
use super::svg::{Anchor, Words, co, path, rule, width, wrap};
use crate::format::Quantity;

/// What a dot says, told apart by form besides colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DotSign {
    /// As expected: a circle.
    Usual,
    /// Unusual, but allowed for: a square.
    Unusual,
    /// Beyond what is allowed for: a diamond.
    Beyond,
}

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where it is.
    pub value: f64,
    /// What it says.
    pub sign: DotSign,
}

/// The figures of one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// What the row is about.
    pub label: String,
    /// The dots.
    pub dots: Vec<Dot>,
    /// Words beside the row: which of its figures stand out.
    pub words: String,
}

/// Rows of dots, with the range shaded in which figures are usual.
#[derive(Clone, Debug)]
pub struct DotChart {
    /// The words around it.
    pub caption: Caption,
    /// What the values are.
    pub quantity: Quantity,
    /// Range that is shaded.
    pub usual: (f64, f64),
    /// Words of the shaded range.
    pub usual_words: String,
    /// Words of each sign.
    pub signs: [String; 3],
    /// The rows.
    pub rows: Vec<DotRow>,
    /// The figures as a table.
    pub table: Table,
}

/// Height of a row beside its label.
const ROW: f64 = 38.0;
/// Height of a line of words.
const LINE: f64 = 19.0;

/// Where things stand on a sheet.
struct Layout {
    x: Scale,
    ticks: Ticks,
    /// Top of each row, then the bottom of the last.
    tops: Vec<f64>,
    /// Words at the left of each row, or above it.
    labels: Vec<Vec<String>>,
    /// Words at the right of each row; none where they stand above it.
    words: Vec<Vec<String>>,
    stacked: bool,
}

impl DotChart {
    /// The figure.
    pub fn render(&self) -> Markup {
        let drawing = html! {
            @if self.rows.iter().all(|row| row.dots.is_empty()) { (nothing_to_draw()) }
            @else { @for stacked in [false, true] { (self.sheet(stacked)) } }
        };
        figure(&self.caption, self.key(), drawing, std::slice::from_ref(&self.table))
    }

    fn key(&self) -> Markup {
        let signs = [DotSign::Usual, DotSign::Unusual, DotSign::Beyond];
        let shaded = Entry { swatch: block(palette::BANDS[0], None), words: self.usual_words.clone() };
        let entries = signs
            .into_iter()
            .zip(&self.signs)
            .map(|(sign, words)| Entry { swatch: dot(sign, 14.0, 7.0), words: words.clone() })
            .chain([shaded]);
        key(&entries.collect::<Vec<_>>())
    }

    fn sheet(&self, stacked: bool) -> Markup {
        let mut frame = if stacked { Frame::narrow(0.0) } else { Frame::wide(0.0) };
        let layout = self.lay_out(&frame, stacked);
        frame.height = layout.tops.last().copied().unwrap_or_default() + 30.0;
        frame.draw(&self.caption.id, &self.caption.finding, &self.in_words(), self.drawing(&layout))
    }

    fn lay_out(&self, frame: &Frame, stacked: bool) -> Layout {
        let values = self.rows.iter().flat_map(|row| &row.dots).map(|dot| dot.value);
        let (low, high) = values.fold(self.usual, |(low, high), v| (low.min(v), high.max(v)));
        let ticks = nice_ticks(low, high, if stacked { 4 } else { 6 });
        let label = |row: &DotRow| match (stacked, row.words.is_empty()) {
            (true, false) => wrap(&format!("{}: {}", row.label, row.words), TEXT_SIZE, frame.width - 10.0),
            _ => wrap(&row.label, TEXT_SIZE, if stacked { frame.width - 10.0 } else { 190.0 }),
        };
        let labels: Vec<Vec<String>> = self.rows.iter().map(label).collect();
        let beside = |row: &DotRow| if stacked { Vec::new() } else { wrap(&row.words, TEXT_SIZE, 180.0) };
        let words: Vec<Vec<String>> = self.rows.iter().map(beside).collect();
        let widest = |texts: &[Vec<String>]| {
            texts.iter().flatten().map(|line| width(line, TEXT_SIZE)).fold(0.0, f64::max)
        };
        let (left, right) = if stacked {
            (24.0, frame.width - 24.0)
        } else {
            (widest(&labels) + 24.0, frame.width - (widest(&words) + 24.0))
        };
        let mut tops = vec![4.0];
        let mut top = 4.0;
        for (label, words) in labels.iter().zip(&words) {
            let text = label.len().max(words.len()) as f64 * LINE;
            top += if stacked { text + ROW } else { (text + 10.0).max(ROW) };
            tops.push(top);
        }
        Layout {
            x: Scale { domain: ticks.ends(), range: (left, right) },
            ticks,
            tops,
            labels,
            words,
            stacked,
        }
    }

    fn drawing(&self, layout: &Layout) -> Markup {
        let bottom = layout.tops.last().copied().unwrap_or_default();
        let (from, to) = (layout.x.at(self.usual.0), layout.x.at(self.usual.1));
        let numbers = Words::new(TEXT_SIZE, Anchor::Middle);
        html! {
            @for (top, height) in layout.strips() {
                rect x=(co(from)) y=(co(top)) width=(co(to - from)) height=(co(height)) fill=(palette::BANDS[0]) {}
            }
            @for value in &layout.ticks.values {
                @let x = layout.x.at(*value);
                @let colour = if value.abs() < layout.ticks.step * 1e-6 { palette::DARK } else { palette::GRID };
                @for (top, height) in layout.strips() { (rule((x, top), (x, top + height), colour, 1.0, None)) }
                (numbers.at(x, bottom + 20.0, &self.quantity.tick(*value, layout.ticks.step)))
            }
            @for (n, row) in self.rows.iter().enumerate() { (drawn_row(row, n, layout)) }
        }
    }

    /// What stands out, for those who cannot see the drawing.
    fn in_words(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let unusual = row.dots.iter().filter(|dot| dot.sign != DotSign::Usual).count();
            let words = if row.words.is_empty() { String::new() } else { format!(": {}", row.words) };
            format!("{}: {unusual} of {} stand out{words}.", row.label, row.dots.len())
        });
        rows.collect::<Vec<_>>().join(" ")
    }
}

impl Layout {
    /// Height of a row at which its dots are.
    fn centre(&self, row: usize) -> f64 {
        let top = self.tops[row];
        if self.stacked {
            top + self.labels[row].len() as f64 * LINE + 14.0
        } else {
            (top + self.tops[row + 1]) / 2.0
        }
    }

    /// Stretches of the grid, as top and height: unbroken beside labels, behind the dots alone where labels stand above.
    fn strips(&self) -> Vec<(f64, f64)> {
        if self.stacked {
            (0..self.labels.len()).map(|row| (self.centre(row) - 11.0, 22.0)).collect()
        } else {
            vec![(2.0, self.tops.last().copied().unwrap_or_default() - 2.0)]
        }
    }
}

fn drawn_row(row: &DotRow, n: usize, layout: &Layout) -> Markup {
    let y = layout.centre(n);
    let lines = &layout.labels[n];
    let (x, centre, anchor) = if layout.stacked {
        (4.0, layout.tops[n] + lines.len() as f64 * LINE / 2.0, Anchor::Start)
    } else {
        (layout.x.range.0 - 16.0, y, Anchor::End)
    };
    let mut dots = row.dots.clone();
    // What stands out lies on top.
    dots.sort_by(|a, b| a.sign.cmp(&b.sign).then(a.value.total_cmp(&b.value)));
    html! {
        (Words::new(TEXT_SIZE, anchor).block(x, centre, lines))
        @for one in &dots { (dot(one.sign, layout.x.at(one.value), y)) }
        (Words::new(TEXT_SIZE, Anchor::Start).block(layout.x.range.1 + 16.0, y, &layout.words[n]))
    }
}

/// A dot in the form of its sign, with a white edge so that it shows over others.
fn dot(sign: DotSign, x: f64, y: f64) -> Markup {
    let diamond = [(x, y - 7.5), (x + 7.5, y), (x, y + 7.5), (x - 7.5, y)];
    html! {
        @match sign {
            DotSign::Usual => circle cx=(co(x)) cy=(co(y)) r="5" fill=(palette::SUBJECT) stroke=(palette::PAPER)
                stroke-width="1.5" {},
            DotSign::Unusual => rect x=(co(x - 5.5)) y=(co(y - 5.5)) width="11" height="11" fill=(palette::PAPER)
                stroke=(palette::TEXT) stroke-width="2" {},
            DotSign::Beyond => path d={ (path(&diamond)) "Z" } fill=(palette::SECOND) stroke=(palette::TEXT)
                stroke-width="1.5" {},
        }
    }
}
