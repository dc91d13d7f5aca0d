//! One child's journey over time: positions on top, agencies as lanes below.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::{Frame, TEXT_SIZE};
use super::key::{Entry, block, key};
use super::palette;
use super::scale::Scale;
use super::svg::{Anchor, Words, co, rule, width, wrap};

/// A stretch of time, or a moment where both ends are the same day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// First day.
    pub start: f64,
    /// First day after it.
    pub end: f64,
}

/// Time in a position.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionBar {
    /// When.
    pub stretch: Stretch,
    /// The position.
    pub label: String,
    /// How heavy it is, 1 to 4 and 5 for care leavers; nothing is drawn for 0.
    pub weight: u8,
}

/// One kind of thing of one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneRow {
    /// What.
    pub label: String,
    /// When.
    pub marks: Vec<Stretch>,
}

/// What one agency did.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The agency.
    pub name: String,
    /// Kinds of thing, in the order of a journey.
    pub rows: Vec<LaneRow>,
}

/// The timeline.
#[derive(Clone, Debug)]
pub struct TimelineChart {
    /// The words around it.
    pub caption: Caption,
    /// First and last day drawn.
    pub days: (f64, f64),
    /// Days with a line across, and their words: first days of years.
    pub ticks: Vec<(f64, String)>,
    /// Positions.
    pub positions: Vec<PositionBar>,
    /// Agencies.
    pub lanes: Vec<Lane>,
    /// The same in words, for those who do not see it.
    pub description: String,
    /// The figures of the chart.
    pub table: Table,
}

const ROW: f64 = 24.0;
/// Most room for labels at the left of the wide sheet.
const LABELS_MAX: f64 = 250.0;
const BAR: f64 = 14.0;
const TOP_BAR: f64 = 30.0;

impl TimelineChart {
    /// The figure.
    pub fn render(&self) -> Markup {
        let none = self.days.0 >= self.days.1 || (self.positions.is_empty() && self.lanes.is_empty());
        let drawing = html! {
            @if none { (nothing_to_draw()) } @else {
                @for stacked in [false, true] { (self.drawing(stacked)) }
            }
        };
        let key = if none {
            html! {}
        } else {
            key(&self.entries())
        };
        figure(&self.caption, key, drawing, std::slice::from_ref(&self.table))
    }

    /// The positions that are there, lightest first, and the sign for a moment.
    fn entries(&self) -> Vec<Entry> {
        let mut seen: Vec<(u8, &str)> =
            self.positions.iter().filter(|p| p.weight > 0).map(|p| (p.weight, p.label.as_str())).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut entries: Vec<Entry> = seen
            .into_iter()
            .map(|(weight, label)| Entry {
                swatch: block(fill(weight), Some(palette::SUBJECT)),
                words: label.to_owned(),
            })
            .collect();
        entries.push(Entry { swatch: moment(14.0, 7.0), words: "on one day".to_owned() });
        entries
    }

    fn drawing(&self, stacked: bool) -> Markup {
        let mut frame = if stacked { Frame::narrow(0.0) } else { Frame::wide(0.0) };
        let labels = self.lanes.iter().flat_map(|l| &l.rows).map(|r| width(&r.label, TEXT_SIZE));
        let left = if stacked { 8.0 } else { labels.fold(150.0, f64::max).min(LABELS_MAX) + 24.0 };
        let x = Scale { domain: self.days, range: (left, frame.width - 12.0) };
        let row = if stacked { ROW + 20.0 } else { ROW };
        let top = 24.0;
        let first_lane = top + TOP_BAR + 14.0 + if stacked { 20.0 } else { 0.0 };
        let mut y = first_lane;
        let mut placed: Vec<(f64, &Lane)> = Vec::new();
        for lane in &self.lanes {
            placed.push((y, lane));
            y += 24.0 + lane.rows.len() as f64 * row + 8.0;
        }
        frame.height = y + 4.0;
        let positions_at = if stacked { top + 20.0 } else { top };
        let drawing = html! {
            (self.axis(&x, top, frame.height - 4.0, stacked))
            (name("Position", if stacked { 1.0 } else { 0.0 }, if stacked { top + 14.0 } else { top + 21.0 }))
            @for bar in self.positions.iter().filter(|b| b.weight > 0) { (position(bar, &x, positions_at)) }
            @for (y, lane) in placed { (self.lane(lane, y, row, &x, stacked)) }
        };
        frame.draw(&self.caption.id, &self.caption.finding, &self.description, drawing)
    }

    fn axis(&self, x: &Scale, top: f64, bottom: f64, stacked: bool) -> Markup {
        // Words need room: of close ticks every second, third and so on has words.
        let room = if stacked { 44.0 } else { 52.0 };
        let gap = self.ticks.windows(2).map(|w| x.at(w[1].0) - x.at(w[0].0)).fold(f64::INFINITY, f64::min);
        let every = if gap.is_finite() && gap > 0.0 { (room / gap).ceil().max(1.0) as usize } else { 1 };
        let words = Words::new(TEXT_SIZE, Anchor::Middle);
        html! {
            @for (n, (day, label)) in self.ticks.iter().enumerate() {
                (rule((x.at(*day), top - 4.0), (x.at(*day), bottom), palette::GRID, 1.0, None))
                @let inside = x.at(*day) >= x.range.0 + 8.0 && x.at(*day) <= x.range.1 - 8.0;
                @if n % every == 0 && inside { (words.at(x.at(*day), top - 8.0, label)) }
            }
        }
    }

    fn lane(&self, lane: &Lane, top: f64, row: f64, x: &Scale, stacked: bool) -> Markup {
        let right = if stacked { x.range.1 } else { 800.0 };
        html! {
            (rule((0.0, top), (right, top), palette::QUIET, 1.0, None))
            (name(&lane.name, 0.0, top + 18.0))
            @for (n, r) in lane.rows.iter().enumerate() {
                @let base = top + 24.0 + n as f64 * row;
                @let centre = if stacked { base + row - ROW / 2.0 } else { base + ROW / 2.0 };
                @if stacked {
                    (Words::new(TEXT_SIZE, Anchor::Start).at(8.0, base + 16.0, &cut(&r.label, 300.0)))
                } @else {
                    (Words::new(TEXT_SIZE, Anchor::Start).at(8.0, centre + 5.5, &cut(&r.label, LABELS_MAX)))
                }
                @for mark in &r.marks { (self.mark(*mark, x, centre)) }
            }
        }
    }

    fn mark(&self, mark: Stretch, x: &Scale, y: f64) -> Markup {
        let (from, to) = (mark.start.max(self.days.0), mark.end.min(self.days.1));
        html! {
            @if mark.start == mark.end {
                (moment(x.at(from), y))
            } @else if from < to {
                rect x=(co(x.at(from))) y=(co(y - BAR / 2.0)) width=(co((x.at(to) - x.at(from)).max(2.0)))
                    height=(co(BAR)) fill=(palette::BANDS[2]) stroke=(palette::SUBJECT) stroke-width="1" {}
            }
        }
    }
}

/// Words that fit a width, with an ellipsis where they were cut; the table has all of them.
fn cut(text: &str, most: f64) -> String {
    if width(text, TEXT_SIZE) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept, TEXT_SIZE) > most - 24.0 {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

fn name(text: &str, x: f64, y: f64) -> Markup {
    Words { bold: true, ..Words::new(TEXT_SIZE, Anchor::Start) }.at(x, y, text)
}

fn moment(x: f64, y: f64) -> Markup {
    html! { circle cx=(co(x)) cy=(co(y)) r="5" fill=(palette::SECOND) stroke=(palette::TEXT) stroke-width="1.5" {} }
}

fn fill(weight: u8) -> &'static str {
    match weight {
        0 => palette::PAPER,
        1 => palette::BANDS[0],
        2 => palette::BANDS[1],
        3 => palette::BANDS[2],
        4 => palette::SUBJECT,
        _ => palette::THIRD,
    }
}

fn position(bar: &PositionBar, x: &Scale, top: f64) -> Markup {
    let (from, to) = (x.at(bar.stretch.start.max(x.domain.0)), x.at(bar.stretch.end.min(x.domain.1)));
    let fits =
        width(&bar.label, TEXT_SIZE) + 10.0 < to - from && wrap(&bar.label, TEXT_SIZE, to - from).len() == 1;
    let colour = if bar.weight == 4 { palette::PAPER } else { palette::TEXT };
    html! {
        @if from < to {
            rect x=(co(from)) y=(co(top)) width=(co((to - from).max(1.5))) height=(co(TOP_BAR)) fill=(fill(bar.weight))
                stroke=(palette::SUBJECT) stroke-width="1" {}
            @if fits {
                text x=(co((from + to) / 2.0)) y=(co(top + 20.5)) font-size=(co(TEXT_SIZE)) fill=(colour)
                    text-anchor="middle" { (bar.label) }
            }
        }
    }
}
