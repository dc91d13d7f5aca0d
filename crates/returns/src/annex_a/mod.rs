//! The inspection lists of Ofsted's Annex A.
//!
//! **Source**: Ofsted, Inspecting local authority children's services (ILACS), child-level data, lists 1 to 11.

mod columns;
mod draft;
mod rows;
mod words;
mod write;

pub use columns::title;
pub use rows::{
    Assessment, CareLeaver, Contact, EarlyHelp, Enquiry, InNeed, Lists, LookedAfter, Person, ProtectionPlan,
    Referral, Rest, TextRow,
};
pub use words::GROUPS;
pub use write::{write_csv, write_workbook};
