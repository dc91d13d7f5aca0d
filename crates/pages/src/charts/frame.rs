//! The sheet a chart is drawn on, for desk and for telephone.

use maud::{Markup, html};

use super::svg::co;

/// The sheet: its size in units of which text is 16 high, so that text keeps at least 14 pixels on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub width: f64,
    pub height: f64,
    /// Class that the stylesheet shows or hides by width of the window.
    pub class: &'static str,
    /// Sets ids of this drawing apart from those of its twin.
    pub suffix: &'static str,
}

/// Height of text in all drawings.
pub(super) const TEXT_SIZE: f64 = 16.0;

impl Frame {
    /// The sheet for a wide window.
    pub fn wide(height: f64) -> Frame {
        Frame { width: 800.0, height, class: "hw-chart__wide", suffix: "" }
    }

    /// The sheet for a telephone.
    pub fn narrow(height: f64) -> Frame {
        Frame { width: 330.0, height, class: "hw-chart__narrow", suffix: "-narrow" }
    }

    /// The `svg` element with its text alternatives around a drawing.
    pub fn draw(&self, id: &str, title: &str, description: &str, drawing: Markup) -> Markup {
        let (title_id, description_id) =
            (format!("{id}{}-title", self.suffix), format!("{id}{}-desc", self.suffix));
        html! {
            svg class=(self.class) xmlns="http://www.w3.org/2000/svg" role="img"
                viewBox={ "0 0 " (co(self.width)) " " (co(self.height)) }
                aria-labelledby=(title_id) aria-describedby=(description_id) {
                title id=(title_id) { (title) }
                desc id=(description_id) { (description) }
                (drawing)
            }
        }
    }
}
