//! The inspection lists of Ofsted's Annex A.
//!
//! **Source**: Ofsted, Inspecting local authority children's services (ILACS), child-level data, lists 1 to 11.

mod cells;
mod columns;
mod draft;
mod headings;
mod read;
mod rows;
mod rules;
mod tell;
mod words;
mod write;

pub use cells::CellValue;
pub(crate) use cells::from_serial;
pub use columns::title;
pub use headings::{list_of_headers, list_of_name};
pub use read::read_rows;
pub use rows::{
    Assessment, CareLeaver, Contact, EarlyHelp, Enquiry, InNeed, Lists, LookedAfter, Person, ProtectionPlan,
    Referral, Rest, TextRow,
};
pub use rules::RULES;
pub use tell::tell;
pub use words::GROUPS;
pub use write::{write_csv, write_workbook};
