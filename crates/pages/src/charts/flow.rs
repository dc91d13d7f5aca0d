//! Flow between positions: bands from the position left to the position entered.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::{Frame, TEXT_SIZE};
use super::key::{Entry, block, key};
use super::palette;
use super::rows::{self, Row};
use super::svg::{Anchor, Words, co, width};
use crate::format::Quantity;

/// A band of the flow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowBand {
    /// Place of its start in [`FlowChart::left`].
    pub from: usize,
    /// Place of its end in [`FlowChart::right`].
    pub to: usize,
    /// How much flows; `None` where the figure is withheld.
    pub value: Option<f64>,
    /// What stands on it: `145, 92 days`.
    pub words: String,
    /// Whether it leads to a heavier position.
    pub heavier: bool,
}

/// A position at either end.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowNode {
    /// Its name.
    pub name: String,
    /// What stands under the name: `312 on 1 April 2022`.
    pub stock: String,
}

/// Bands between two columns of positions, drawn as wide as what flows.
#[derive(Clone, Debug)]
pub struct FlowChart {
    /// The words around it.
    pub caption: Caption,
    /// Positions left, in order of weight.
    pub left: Vec<FlowNode>,
    /// Positions entered, in order of weight.
    pub right: Vec<FlowNode>,
    /// The bands.
    pub bands: Vec<FlowBand>,
    /// Words for bands that lead to a heavier position, and for the others.
    pub key: [String; 2],
    /// The figures of the chart.
    pub tables: Vec<Table>,
}

/// Bands that are drawn; rarer ones are in the table alone.
const SHOWN: usize = 16;
/// Width of a node.
const NODE: f64 = 10.0;
/// Room for the names at either side of the wide sheet.
const NAMES: f64 = 150.0;
/// Straight part of a band, on which its words stand.
const STRAIGHT: f64 = 170.0;
/// Height of all bands together, of an equal scale at both ends.
const FLOWING: f64 = 340.0;
/// Least height of a band's place at its start, so that its words fit.
const SLOT: f64 = 21.0;
/// Least height of a node, so that its two lines of words fit.
const NODE_LEAST: f64 = 42.0;
const GAP: f64 = 14.0;

impl FlowChart {
    /// The figure.
    pub fn render(&self) -> Markup {
        let bands = self.shown();
        let entries = [(true, &self.key[0]), (false, &self.key[1])].map(|(heavier, words)| {
            let (fill, edge) = colours(heavier);
            Entry { swatch: block(fill, Some(edge)), words: words.clone() }
        });
        let drawing = if bands.is_empty() { nothing_to_draw() } else { self.drawings(&bands) };
        let mut caption = self.caption.clone();
        let left_out = self.bands.len() - bands.len();
        if left_out > 0 {
            let steps = tables::counted(left_out as u64, "rarer step", "rarer steps");
            caption.notes.push(format!("In the table alone: {steps}."));
        }
        let key = if bands.is_empty() {
            html! {}
        } else {
            key(&entries)
        };
        figure(&caption, key, drawing, &self.tables)
    }

    /// The widest bands, in the order of where they start and end.
    fn shown(&self) -> Vec<&FlowBand> {
        let mut bands: Vec<&FlowBand> = self
            .bands
            .iter()
            .filter(|b| b.from < self.left.len() && b.to < self.right.len())
            .filter(|b| b.value.is_none_or(f64::is_finite))
            .collect();
        bands.sort_by(|a, b| b.value.unwrap_or(0.0).total_cmp(&a.value.unwrap_or(0.0)));
        bands.truncate(SHOWN);
        bands.sort_by_key(|b| (b.from, b.to));
        bands
    }

    fn drawings(&self, bands: &[&FlowBand]) -> Markup {
        let words = self.in_words(bands);
        let layout = Layout::new(self, bands);
        let rows: Vec<Row> = bands.iter().map(|b| self.row(b)).collect();
        let quantity = Quantity::Number { decimals: 0 };
        html! {
            (Frame::wide(layout.height).draw(
                &self.caption.id, &self.caption.finding, &words, self.wide(bands, &layout)))
            (rows::draw_narrow(&rows, quantity, &self.caption.id, &self.caption.finding, &words))
        }
    }

    fn names(&self, band: &FlowBand) -> String {
        let name = |nodes: &[FlowNode], at: usize| nodes.get(at).map_or(String::new(), |n| n.name.clone());
        format!("{} to {}", name(&self.left, band.from), name(&self.right, band.to))
    }

    fn row(&self, band: &FlowBand) -> Row {
        Row {
            label: self.names(band),
            span: band.value.map(|v| (0.0, v)),
            interval: None,
            dot: None,
            words: band.words.clone(),
            fill: if band.heavier { palette::SUBJECT } else { palette::QUIET },
            bold: false,
            leads_at: None,
        }
    }

    fn in_words(&self, bands: &[&FlowBand]) -> String {
        let parts: Vec<String> = bands.iter().map(|b| format!("{}: {}.", self.names(b), b.words)).collect();
        parts.join(" ")
    }

    fn wide(&self, bands: &[&FlowBand], layout: &Layout) -> Markup {
        let mut order: Vec<usize> = (0..bands.len()).collect();
        order.sort_by(|a, b| layout.thickness[*b].total_cmp(&layout.thickness[*a]));
        let words = Words::new(TEXT_SIZE, Anchor::Start);
        html! {
            @for n in order { (band(bands[n], layout, n)) }
            @for (node, place) in self.left.iter().zip(&layout.left) {
                (end(node, *place, NAMES, Anchor::End))
            }
            @for (node, place) in self.right.iter().zip(&layout.right) {
                (end(node, *place, 800.0 - NAMES - NODE, Anchor::Start))
            }
            @for ((band, y), thickness) in bands.iter().zip(&layout.starts).zip(&layout.thickness) {
                // A thin band would strike its words through: it begins after them.
                @if *thickness < SLOT {
                    rect x=(co(NAMES + NODE + 1.0)) y=(co(y - SLOT / 2.0)) width=(co(width(&band.words, TEXT_SIZE) + 12.0))
                        height=(co(SLOT)) fill=(palette::PAPER) {}
                }
                (words.at(NAMES + NODE + 8.0, y + 5.5, &band.words))
            }
        }
    }
}

/// Where everything stands on the wide sheet.
struct Layout {
    height: f64,
    thickness: Vec<f64>,
    /// Centre of each band at its start and its end.
    starts: Vec<f64>,
    ends: Vec<f64>,
    /// Top and height of each node; `None` where no band begins or ends.
    left: Vec<Option<(f64, f64)>>,
    right: Vec<Option<(f64, f64)>>,
}

impl Layout {
    fn new(chart: &FlowChart, bands: &[&FlowBand]) -> Layout {
        let total: f64 = bands.iter().filter_map(|b| b.value).sum::<f64>().max(1.0);
        let thickness: Vec<f64> =
            bands.iter().map(|b| (b.value.unwrap_or(0.0) / total * FLOWING).max(1.5)).collect();
        let from: Vec<usize> = bands.iter().map(|b| b.from).collect();
        let to: Vec<usize> = bands.iter().map(|b| b.to).collect();
        let slots: Vec<f64> = thickness.iter().map(|t| t.max(SLOT)).collect();
        let ends: Vec<f64> = thickness.iter().map(|t| t + 3.0).collect();
        let (starts, left, low) = column(chart.left.len(), &from, &slots);
        let (ends, right, right_low) = column(chart.right.len(), &to, &ends);
        let height = low.max(right_low);
        // The shorter column stands in the middle of the other's height.
        let shift = |low: f64| (height - low) / 2.0;
        let moved = |all: Vec<f64>, by: f64| all.into_iter().map(|y| y + by).collect();
        let lowered = |all: Vec<Option<(f64, f64)>>, by: f64| {
            all.into_iter().map(|n| n.map(|(y, h)| (y + by, h))).collect()
        };
        Layout {
            height: height + 8.0,
            thickness,
            starts: moved(starts, shift(low)),
            ends: moved(ends, shift(right_low)),
            left: lowered(left, shift(low)),
            right: lowered(right, shift(right_low)),
        }
    }
}

/// Stacks bands under each other node by node: centre of each band, place of each node, and where the column ends.
#[expect(clippy::type_complexity, reason = "three results of one pass, taken apart at once")]
fn column(nodes: usize, at: &[usize], heights: &[f64]) -> (Vec<f64>, Vec<Option<(f64, f64)>>, f64) {
    let mut centres = vec![0.0; at.len()];
    let mut places = Vec::with_capacity(nodes);
    let mut top = 6.0;
    for node in 0..nodes {
        let here: Vec<(usize, f64)> = at
            .iter()
            .zip(heights)
            .enumerate()
            .filter(|(_, (n, _))| **n == node)
            .map(|(i, (_, h))| (i, *h))
            .collect();
        if here.is_empty() {
            places.push(None);
            continue;
        }
        let needed: f64 = here.iter().map(|h| h.1).sum();
        let height = needed.max(NODE_LEAST);
        let mut y = top + (height - needed) / 2.0;
        for (i, h) in here {
            centres[i] = y + h / 2.0;
            y += h;
        }
        places.push(Some((top, height)));
        top += height + GAP;
    }
    (centres, places, top - GAP)
}

/// Fill and edge of a band.
fn colours(heavier: bool) -> (&'static str, &'static str) {
    if heavier { (palette::BANDS[1], palette::SUBJECT) } else { (palette::GRID, palette::QUIET) }
}

fn band(band: &FlowBand, layout: &Layout, n: usize) -> Markup {
    let (fill, edge) = colours(band.heavier);
    let half = layout.thickness[n] / 2.0;
    let (start, end) = (layout.starts[n], layout.ends[n]);
    let (left, right) = (NAMES + NODE, 800.0 - NAMES - NODE);
    let bend = left + STRAIGHT;
    let reach = (right - bend) / 2.0;
    let upper = [start - half, end - half].map(co);
    let lower = [start + half, end + half].map(co);
    let (near, far) = (co(bend + reach), co(right - reach));
    let path = format!(
        "M{l} {u0}L{b} {u0}C{near} {u0} {far} {u1} {r} {u1}L{r} {d1}C{far} {d1} {near} {d0} {b} {d0}L{l} {d0}Z",
        l = co(left),
        b = co(bend),
        r = co(right),
        u0 = upper[0],
        u1 = upper[1],
        d0 = lower[0],
        d1 = lower[1],
    );
    let dash = band.value.is_none().then_some("3 3");
    html! { path d=(path) fill=(fill) stroke=(edge) stroke-width="1" stroke-dasharray=[dash] {} }
}

fn end(node: &FlowNode, place: Option<(f64, f64)>, x: f64, anchor: Anchor) -> Markup {
    let Some((y, height)) = place else { return html! {} };
    let words = Words::new(TEXT_SIZE, anchor);
    let text = if anchor == Anchor::End { x - 8.0 } else { x + NODE + 8.0 };
    let centre = y + height / 2.0;
    html! {
        rect x=(co(x)) y=(co(y)) width=(co(NODE)) height=(co(height)) fill=(palette::DARK) {}
        (Words { bold: true, ..words }.at(text, centre - 3.5, &node.name))
        (words.at(text, centre + 15.5, &node.stock))
    }
}
