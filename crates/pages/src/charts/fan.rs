//! Bands of a fan: intervals of the same futures, widest at the back.

use maud::{Markup, html};

use super::palette;
use super::scale::Scale;
use super::series::Band;
use super::svg::path;

/// Colour of the band at a place, widest first, among a number of bands.
pub(super) fn tint(place: usize, bands: usize) -> &'static str {
    let last = palette::BANDS.len() - 1;
    palette::BANDS[(place + palette::BANDS.len().saturating_sub(bands.max(1))).min(last)]
}

/// The bands of a plot, widest first, each with a thin outline.
pub(super) fn draw(bands: &[Band], x: &Scale, y: &Scale) -> Markup {
    let mut widest_first: Vec<&Band> = bands.iter().collect();
    widest_first.sort_by_key(|band| std::cmp::Reverse(band.level));
    html! {
        @for (place, band) in widest_first.iter().enumerate() {
            @let fill = tint(place, widest_first.len());
            @let outline = outline(band, x, y);
            @if outline.len() > 2 {
                path d={ (path(&outline)) "Z" } fill=(fill) stroke=(palette::SUBJECT) stroke-width="0.5" {}
            }
        }
    }
}

fn outline(band: &Band, x: &Scale, y: &Scale) -> Vec<(f64, f64)> {
    let drawn: Vec<_> =
        band.points.iter().filter(|p| p.x.is_finite() && p.low.is_finite() && p.high.is_finite()).collect();
    let upper = drawn.iter().map(|p| (x.at(p.x), y.at(p.high)));
    let lower = drawn.iter().rev().map(|p| (x.at(p.x), y.at(p.low)));
    upper.chain(lower).collect()
}
