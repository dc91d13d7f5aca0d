//! What a line chart is made of.

use crate::format::Quantity;

/// One point of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Place along the axis: a year.
    pub x: f64,
    /// The value; `None` breaks the line.
    pub y: Option<f64>,
}

impl Point {
    /// A point.
    pub fn new(x: f64, y: Option<f64>) -> Point {
        Point { x, y }
    }

    /// Place and value, when both are numbers that can be drawn.
    pub(super) fn drawn(&self) -> Option<(f64, f64)> {
        self.y.filter(|y| y.is_finite() && self.x.is_finite()).map(|y| (self.x, y))
    }
}

/// What a series is to the reader, and so how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The authority on screen: thick, dark blue, labelled.
    Subject,
    /// What is expected for the subject: dotted, dark blue, labelled.
    Forecast,
    /// England or another yardstick: dashed, dark grey, labelled.
    Yardstick,
    /// Another series of equal weight: orange with squares, labelled.
    Second,
    /// A third series of equal weight: purple with diamonds, labelled.
    Third,
    /// One of many for comparison: thin, grey, named in the key only.
    Neighbour,
    /// What was expected at an earlier time: thin, grey, dotted, named in the key only.
    PastForecast,
}

impl Role {
    /// Whether the line has a label of its own.
    pub(super) fn is_labelled(self) -> bool {
        !matches!(self, Role::Neighbour | Role::PastForecast)
    }
}

/// A named line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name for label and table.
    pub name: String,
    /// How it is drawn.
    pub role: Role,
    /// Points from left to right.
    pub points: Vec<Point>,
    /// Words at the line's end; `None` for name and last value, empty for none at all.
    pub end_label: Option<String>,
}

impl Series {
    /// A series labelled with its name and last value.
    pub fn new(name: impl Into<String>, role: Role, points: Vec<Point>) -> Series {
        Series { name: name.into(), role, points, end_label: None }
    }

    /// The first and the last point that can be drawn.
    pub(super) fn ends(&self) -> Option<((f64, f64), (f64, f64))> {
        let mut drawn = self.points.iter().filter_map(Point::drawn);
        let first = drawn.next()?;
        Some((first, drawn.next_back().unwrap_or(first)))
    }

    /// Unbroken stretches of the line.
    pub(super) fn stretches(&self) -> Vec<Vec<(f64, f64)>> {
        let pieces = self.points.split(|point| point.drawn().is_none());
        pieces
            .map(|piece| piece.iter().filter_map(Point::drawn).collect::<Vec<_>>())
            .filter(|p| !p.is_empty())
            .collect()
    }
}

/// Lower and upper end of an interval at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandPoint {
    /// Place along the axis.
    pub x: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// An interval along the axis: one band of a fan.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Share inside, in per cent: 50, 80, 95; of what, [`BandsAre`] says.
    pub level: u8,
    /// Ends of the interval, from left to right.
    pub points: Vec<BandPoint>,
}

/// What bands are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BandsAre {
    /// Shares of simulated futures.
    #[default]
    Futures,
    /// Intervals of an estimate.
    Intervals,
}

impl BandsAre {
    /// Name of a band: `80% of futures`, `95% interval`.
    pub(super) fn label(self, level: u8) -> String {
        match self {
            BandsAre::Futures => format!("{level}% of futures"),
            BandsAre::Intervals => format!("{level}% interval"),
        }
    }

    /// Beginning of a sentence on where a band lies.
    pub(super) fn lies(self, level: u8) -> String {
        match self {
            BandsAre::Futures => format!("{level}% of futures lie"),
            BandsAre::Intervals => format!("The {level}% interval lies"),
        }
    }
}

/// A line across the chart where something changed: a break in the series, a new law, the last published year.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Place along the axis.
    pub x: f64,
    /// What changed, in a few words.
    pub label: String,
}

/// How places along the axis are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XAxis {
    /// Years by the number they end in: 2025.
    #[default]
    Year,
    /// Financial years by the number they start in: 2024 is 2024-25.
    FinancialYear,
    /// Plain numbers.
    Number,
    /// Years since something began.
    YearsSince,
}

impl XAxis {
    /// A place in words.
    pub(super) fn label(self, x: f64) -> String {
        match self {
            XAxis::Year => format!("{x:.0}"),
            XAxis::FinancialYear => units::FinancialYear(x.round().clamp(0.0, 9998.0) as u16).to_string(),
            XAxis::Number => crate::format::number(x, if x.fract().abs() < 1e-9 { 0 } else { 1 }),
            XAxis::YearsSince => {
                let decimals = |power: f64| ((x * power).round() - x * power).abs() < 1e-9;
                crate::format::number(
                    x,
                    if decimals(1.0) {
                        0
                    } else if decimals(10.0) {
                        1
                    } else {
                        2
                    },
                )
            }
        }
    }

    /// Header of the table's first column.
    pub(super) fn header(self) -> &'static str {
        match self {
            XAxis::Year => "Year",
            XAxis::FinancialYear => "Financial year",
            XAxis::Number => "Value",
            XAxis::YearsSince => "Years since",
        }
    }
}

/// Lines, bands and marks on one pair of axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// How places along the axis are written.
    pub x_axis: XAxis,
    /// What the values are.
    pub quantity: Quantity,
    /// Unit for headers of the table: `per 10,000 children`.
    pub unit: String,
    /// Whether the axis of values starts at zero, as it should unless there is a reason.
    pub from_zero: bool,
    /// The lines; those given last are drawn on top within their role.
    pub series: Vec<Series>,
    /// Bands of a fan.
    pub bands: Vec<Band>,
    /// What they are.
    pub bands_are: BandsAre,
    /// Marks across the chart.
    pub marks: Vec<Mark>,
    /// Name of all [`Role::Neighbour`] lines in the key.
    pub neighbours: String,
}

impl Plot {
    /// A plot over years that starts at zero.
    pub fn new(quantity: Quantity, unit: impl Into<String>, series: Vec<Series>) -> Plot {
        Plot {
            x_axis: XAxis::Year,
            quantity,
            unit: unit.into(),
            from_zero: true,
            series,
            bands: Vec::new(),
            bands_are: BandsAre::default(),
            marks: Vec::new(),
            neighbours: "Statistical neighbours".to_owned(),
        }
    }

    /// Lowest and highest place and value that can be drawn; `None` when nothing can.
    pub(super) fn extent(&self) -> Option<Extent> {
        let lines = self.series.iter().flat_map(|s| s.points.iter().filter_map(Point::drawn));
        let bands = self.bands.iter().flat_map(|b| &b.points).flat_map(|p| [(p.x, p.low), (p.x, p.high)]);
        lines.chain(bands.filter(|(x, y)| x.is_finite() && y.is_finite())).fold(None, |extent, (x, y)| {
            let e = extent.unwrap_or(Extent { x: (x, x), y: (y, y) });
            Some(Extent { x: (e.x.0.min(x), e.x.1.max(x)), y: (e.y.0.min(y), e.y.1.max(y)) })
        })
    }
}

/// Lowest and highest place and value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub x: (f64, f64),
    pub y: (f64, f64),
}
