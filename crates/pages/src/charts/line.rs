//! One plot of lines, with a fan where futures are uncertain.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::Frame;
use super::key::{key, plot_entries};
use super::series::Plot;
use super::{plot, series_table};

/// Lines over years: history, neighbours, England, futures.
#[derive(Clone, Debug)]
pub struct LineChart {
    /// The words around it.
    pub caption: Caption,
    /// The lines.
    pub plot: Plot,
}

impl LineChart {
    /// The figures of the chart.
    pub fn table(&self) -> Table {
        let mut table = self.caption.table(Vec::new());
        series_table::fill(&self.plot, &mut table);
        table
    }

    /// The figure.
    pub fn render(&self) -> Markup {
        figure(&self.caption, key(&plot_entries(&[&self.plot])), self.drawing(), &[self.table()])
    }

    fn drawing(&self) -> Markup {
        let Some(extent) = self.plot.extent() else { return nothing_to_draw() };
        let description = series_table::in_words(&self.plot);
        html! {
            @for frame in [Frame::wide(400.0), Frame::narrow(340.0)] {
                (frame.draw(
                    &self.caption.id,
                    &self.caption.finding,
                    &description,
                    plot::draw(&self.plot, extent, &frame),
                ))
            }
        }
    }
}
