//! Charts as SVG, drawn on the server: data in, a `figure` out.
//!
//! Every chart has a finding as its title, the measure and unit below it, text alternatives, and its figures as a
//! table. Each is drawn twice, for desk and for telephone; the stylesheet shows one. Series are told apart by
//! weight, dash and mark besides colour. **Invariant**: a point without a value is a gap, never a zero.

mod bars;
mod caption;
mod dots;
mod fan;
mod flow;
mod frame;
mod key;
mod labels;
mod line;
mod palette;
mod plot;
mod rows;
mod scale;
mod series;
mod series_table;
mod small_multiples;
mod strip;
mod svg;
#[cfg(test)]
mod tests;
mod timeline;
mod waterfall;

pub use bars::{Bar, BarChart};
pub use caption::Caption;
pub use dots::{Dot, DotChart, DotRow, DotSign};
pub use flow::{FlowBand, FlowChart, FlowNode};
pub use line::LineChart;
pub use scale::{Scale, Ticks, nice_ticks};
pub use series::{Band, BandPoint, BandsAre, Mark, Plot, Point, Role, Series, XAxis};
pub use small_multiples::{Panel, SmallMultiples};
pub use strip::{StripChart, StripColumn, StripRow};
pub use timeline::{Lane, LaneRow, PositionBar, Stretch, TimelineChart};
pub use waterfall::{StepKind, Waterfall, WaterfallStep};
