//! What runs cost as a picture: time against children and against steps, both axes logarithmic.

use std::fmt::Write;

/// One authority, or all of them together.
pub struct Point {
    /// Children living there.
    pub children: f64,
    /// Steps of one draw.
    pub steps: f64,
    /// Milliseconds of one draw.
    pub milliseconds: f64,
}

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 62.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 56.0;
/// How far axes reach beyond the outermost points.
const ROOM: f64 = 2.0;

/// Two panels side by side, of authorities and of all of them together. The dashed line through the middle authority has
/// slope 1: cost in proportion.
pub fn log_log(authorities: &[Point], all: &Point) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"Arial, sans-serif\" \
         font-size=\"12\" role=\"img\" aria-label=\"Time of a draw against children and against steps, logarithmic\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        2.0 * WIDTH,
        HEIGHT
    );
    let points = (authorities, all);
    panel(&mut svg, 0.0, "Children living there", points, |p| p.children);
    panel(&mut svg, WIDTH, "Steps in 20 years, one draw", points, |p| p.steps);
    svg.push_str("</svg>\n");
    svg
}

fn panel(
    svg: &mut String,
    from: f64,
    label: &str,
    (authorities, all): (&[Point], &Point),
    x_of: impl Fn(&Point) -> f64,
) {
    let points = || authorities.iter().chain([all]);
    let x = Axis::over(points().map(&x_of), from + LEFT, from + WIDTH - 14.0);
    let y = Axis::over(points().map(|p| p.milliseconds), HEIGHT - BOTTOM, TOP);
    for decade in x.decades() {
        let at = x.at(decade);
        let (top, bottom) = (TOP, HEIGHT - BOTTOM);
        line(svg, (at, top), (at, bottom), "stroke=\"#d2d2d2\"");
        text(svg, (at, bottom + 18.0), "middle", &said(decade));
    }
    for decade in y.decades() {
        let at = y.at(decade);
        line(svg, (from + LEFT, at), (from + WIDTH - 14.0, at), "stroke=\"#d2d2d2\"");
        text(svg, (from + LEFT - 6.0, at + 4.0), "end", &said(decade));
    }
    // Slope 1 through the middle authority, as far as the panel goes.
    let mut sorted: Vec<&Point> = authorities.iter().collect();
    sorted.sort_by(|a, b| x_of(a).total_cmp(&x_of(b)));
    let middle = sorted[sorted.len() / 2];
    let factor = middle.milliseconds / x_of(middle);
    let low = x.low.max(y.low / factor);
    let high = x.high.min(y.high / factor);
    let ends = [low, high].map(|value| (x.at(value), y.at(value * factor)));
    line(svg, ends[0], ends[1], "stroke=\"#505a5f\" stroke-dasharray=\"5 4\"");
    let place = |point: &Point| (x.at(x_of(point)), y.at(point.milliseconds));
    for point in authorities {
        dot(svg, place(point), 2.5, "#1d70b8");
    }
    let (cx, cy) = place(all);
    dot(svg, (cx, cy), 5.0, "#d4351c");
    text(svg, (cx - 9.0, cy + 4.0), "end", "all England");
    text(svg, (from + (LEFT + WIDTH) / 2.0, HEIGHT - 14.0), "middle", label);
    text(svg, (from + 10.0, TOP - 16.0), "start", "Milliseconds a draw, two cores");
}

/// A logarithmic axis from one pixel to another.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64> + Clone, from: f64, to: f64) -> Axis {
        let (low, high) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(0.0, f64::max));
        Axis { low: low / ROOM, high: high * ROOM, from, to }
    }

    fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value / self.low).log10() / (self.high / self.low).log10()
    }

    fn decades(&self) -> impl Iterator<Item = f64> {
        let (low, high) = (self.low.log10().ceil() as i32, self.high.log10().floor() as i32);
        (low..=high).map(|decade| 10f64.powi(decade))
    }
}

/// A power of ten in words that fit an axis.
fn said(value: f64) -> String {
    match value {
        v if v >= 1e6 => format!("{} million", v / 1e6),
        v if v >= 1e3 => format!("{},000", v / 1e3),
        v => v.to_string(),
    }
}

fn dot(svg: &mut String, (x, y): (f64, f64), radius: f64, fill: &str) {
    let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\"/>");
}

fn line(svg: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64), style: &str) {
    let _ = writeln!(svg, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {style}/>");
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"#0b0c0c\">{words}</text>"
    );
}
