//! Statutory returns and partner extracts: read with findings, joined into one record, and written back.
//!
//! Four kinds of file come in: the looked-after return ([`ssda903`]), the children in need census ([`cin`]),
//! the inspection lists ([`annex_a`]) and one plain event file for everything else ([`events`]). Reading never
//! fails as a whole: every problem is a [`Finding`] and the rest of the file is still read. [`record::join`]
//! then makes one [`record::Record`] of all of them, by written rules, each use of which is a finding too.

pub mod annex_a;
mod archive;
mod child_id;
pub mod cin;
pub mod codes;
mod cores;
mod day;
pub mod delimited;
mod doubt;
pub mod events;
mod finding;
mod guard;
mod input;
mod origin;
mod read;
mod recognise;
pub mod record;
pub mod report;
pub mod rules;
pub mod ssda903;
pub mod unicode_text;
pub mod upn;
pub mod workbook;

pub use ecow::EcoString as Text;
pub use finding::{Finding, Findings, Rule, Severity};
pub use input::{Input, ReadSeek};
pub use origin::{Origin, Source, SourceKind};
pub use read::{Progress, Reading, read};
