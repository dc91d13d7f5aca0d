//! The plain event file, through which any partner's extract comes in.
//!
//! One row is one dated thing: `child`, `event` (a word of [`crate::record::Kind::label`]), `start` are needed;
//! `end`, `agency`, `service`, `cost`, `outcome`, `source`, `need`, `category`, `born`, `sex`, `ethnicity`, `upn`,
//! `ward`, `family` may be there. A row whose event is `person` carries facts about the child only.

mod columns;
mod cost;
mod read;
mod rows;
mod rules;
mod tell;
mod write;

pub(crate) use read::{Line, read_lines};
pub use read::{is_header, read_rows};
pub use rows::Event;
pub use rules::RULES;
pub use tell::tell;
pub use write::write_csv;

/// The word of the `event` column for a row that carries only facts about the child.
pub const PERSON: &str = "person";
