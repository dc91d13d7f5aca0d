//! Tables with units in their headers, and five ways out: CSV, JSON, Parquet, a spreadsheet, and text.
//!
//! Every figure that Headwater shows is a cell of a [`Table`]: the page, the download and the terminal print
//! the same table, so that they cannot disagree. **Invariant**: a missing figure stays missing, with its reason,
//! in every rendering; it never becomes a zero or an empty cell.

mod cell;
mod csv_out;
mod json;
mod parquet_out;
mod table;
mod text;
mod xlsx;

pub use cell::{Cell, counted, grouped};
pub use csv_out::to_csv;
pub use json::to_json;
pub use parquet_out::{ParquetFault, to_parquet};
pub use table::{Column, Table};
pub use text::{to_notes, to_text};
pub use xlsx::{XlsxError, to_xlsx};
