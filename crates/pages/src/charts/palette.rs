//! Colours, measured on pure white.
//!
//! **Source**: Government Analysis Function, colours for data visualisation; contrast ratios on `#ffffff`.

/// The authority on screen: 10.3 to 1.
pub const SUBJECT: &str = "#12436D";
/// A second series: 3.03 to 1, and 3.4 to 1 beside [`SUBJECT`].
pub const SECOND: &str = "#F46A25";
/// A third series: 3.08 to 1.
pub const THIRD: &str = "#A285D1";
/// England, marks and text: 10.9 to 1.
pub const DARK: &str = "#3D3D3D";
/// Many lines behind the others, and bars that are not the subject: 3.5 to 1.
pub const QUIET: &str = "#8A8A8A";
/// Lines of the grid, which carry no figure.
pub const GRID: &str = "#DEDEDE";
/// Text: 19.5 to 1.
pub const TEXT: &str = "#0B0C0C";
/// Halo around text over lines.
pub const PAPER: &str = "#FFFFFF";
/// Tints of [`SUBJECT`] for bands of a fan, widest band first; outlined, since the lightest is faint.
pub const BANDS: [&str; 3] = ["#DCE5EE", "#B4C7D8", "#86A5BF"];
