//! Tables with units in their headers, and four ways out: CSV, JSON, a spreadsheet, and text.
//!
//! Every figure that Headwater shows is a cell of a [`Table`]: the page, the download and the terminal print
//! the same table, so that they cannot disagree. **Invariant**: a missing figure stays missing, with its reason,
//! in every rendering; it never becomes a zero or an empty cell.

mod cell;
mod csv_out;
mod json;
mod table;
mod text;
mod xlsx;

pub use cell::{Cell, grouped};
pub use csv_out::to_csv;
pub use json::to_json;
pub use table::{Column, Table};
pub use text::to_text;
pub use xlsx::{XlsxError, to_xlsx};
