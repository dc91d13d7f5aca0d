//! Several small plots side by side, one per measure.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::Frame;
use super::key::{key, plot_entries};
use super::series::{Extent, Plot, XAxis};
use super::{plot, series_table};

/// One small plot.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Name of the measure.
    pub title: String,
    /// One line under the title: last value and rank among neighbours.
    pub finding: String,
    /// The lines.
    pub plot: Plot,
}

/// Small plots that share their places along the axis, where these are years of the calendar.
#[derive(Clone, Debug)]
pub struct SmallMultiples {
    /// The words around all of them.
    pub caption: Caption,
    /// The plots.
    pub panels: Vec<Panel>,
    /// Whether values are drawn to one scale in all plots, as when their unit is the same and sizes are compared.
    pub shared_scale: bool,
}

impl SmallMultiples {
    /// The figures of each plot, one table per plot.
    pub fn tables(&self) -> Vec<Table> {
        let panel_tables = self.panels.iter().zip(1u32..).map(|(panel, n)| {
            let mut table = self.caption.table(Vec::new());
            table.id = format!("{}-{n}", self.caption.id);
            table.title.clone_from(&panel.title);
            series_table::fill(&panel.plot, &mut table);
            table
        });
        panel_tables.collect()
    }

    /// The figure.
    pub fn render(&self) -> Markup {
        let plots: Vec<&Plot> = self.panels.iter().map(|panel| &panel.plot).collect();
        let extents: Vec<Option<Extent>> = plots.iter().map(|plot| plot.extent()).collect();
        let all = extents.iter().flatten().copied().reduce(join);
        // Three, six, nine stand in rows of three, for which the narrow sheet is the right one.
        let by_three = !self.panels.is_empty() && self.panels.len().is_multiple_of(3);
        let drawing = html! {
            @if self.panels.is_empty() { (nothing_to_draw()) }
            div.hw-panels.hw-panels--by-three[by_three] {
                @for ((panel, own), n) in self.panels.iter().zip(&extents).zip(1u32..) {
                    div.hw-panel {
                        h3."govuk-heading-s hw-panel__title" { (panel.title) }
                        @if !panel.finding.is_empty() { p.hw-panel__finding { (panel.finding) } }
                        (self.panel(panel, own.zip(all), n, by_three))
                    }
                }
            }
        };
        figure(&self.caption, key(&plot_entries(&plots)), drawing, &self.tables())
    }

    fn panel(&self, panel: &Panel, extents: Option<(Extent, Extent)>, n: u32, by_three: bool) -> Markup {
        let Some((own, all)) = extents else { return nothing_to_draw() };
        // Time since something began is no calendar: each plot ends where its lines do, so that labels stand beside them.
        let x = if panel.plot.x_axis == XAxis::YearsSince { own.x } else { all.x };
        let extent = Extent { x, y: if self.shared_scale { all.y } else { own.y } };
        let wide = Frame { width: 480.0, ..Frame::wide(270.0) };
        let narrow = Frame::narrow(230.0);
        let frames =
            if by_three { vec![Frame { class: "hw-chart__only", ..narrow }] } else { vec![wide, narrow] };
        let id = format!("{}-{n}", self.caption.id);
        html! {
            @for frame in &frames {
                (frame.draw(
                    &id,
                    &panel.title,
                    &format!("{} {}", panel.finding, series_table::in_words(&panel.plot)),
                    plot::draw(&panel.plot, extent, frame),
                ))
            }
        }
    }
}

fn join(a: Extent, b: Extent) -> Extent {
    Extent { x: (a.x.0.min(b.x.0), a.x.1.max(b.x.1)), y: (a.y.0.min(b.y.0), a.y.1.max(b.y.1)) }
}
