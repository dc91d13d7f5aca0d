//! The inspection lists of Ofsted's Annex A.
//!
//! **Source**: Ofsted, Inspecting local authority children's services (ILACS), child-level data, lists 1 to 11.
