//! The key of a chart: what has no label of its own.

use maud::{Markup, html};

use super::palette;
use super::series::{Plot, Role};
use super::svg::rule;

/// One entry: a swatch 28 by 14, and its words.
pub(super) struct Entry {
    pub swatch: Markup,
    pub words: String,
}

/// A list of entries; nothing when there are none.
pub(super) fn key(entries: &[Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul.hw-key {
                @for entry in entries {
                    li {
                        svg width="28" height="14" viewBox="0 0 28 14" aria-hidden="true" focusable="false" {
                            (entry.swatch)
                        }
                        span { (entry.words) }
                    }
                }
            }
        }
    }
}

/// Entries for the lines and bands of plots that have no label of their own.
pub(super) fn plot_entries(plots: &[&Plot]) -> Vec<Entry> {
    let most = |role| {
        plots.iter().map(|p| p.series.iter().filter(|s| s.role == role).count()).max().unwrap_or_default()
    };
    let mut entries = Vec::new();
    let neighbours = most(Role::Neighbour);
    if let Some(plot) = plots.first().filter(|_| neighbours > 0) {
        let words = format!("{} ({neighbours})", plot.neighbours);
        entries.push(Entry { swatch: rule((0.0, 7.0), (28.0, 7.0), palette::QUIET, 1.0, None), words });
    }
    if most(Role::PastForecast) > 0 {
        let swatch = rule((0.0, 7.0), (28.0, 7.0), palette::QUIET, 1.5, Some("1 3"));
        entries.push(Entry { swatch, words: "Earlier forecasts".to_owned() });
    }
    let mut levels: Vec<u8> = plots.iter().flat_map(|p| p.bands.iter().map(|b| b.level)).collect();
    levels.sort_unstable();
    levels.dedup();
    for (place, level) in levels.iter().enumerate() {
        let fill = super::fan::tint(levels.len() - 1 - place, levels.len());
        let words = plots.first().map_or_else(String::new, |p| p.bands_are.label(*level));
        entries.push(Entry { swatch: block(fill, Some(palette::SUBJECT)), words });
    }
    entries
}

/// A filled swatch.
pub(super) fn block(fill: &str, outline: Option<&str>) -> Markup {
    html! { rect x="1" y="1" width="26" height="12" fill=(fill) stroke=[outline] stroke-width="1" {} }
}
