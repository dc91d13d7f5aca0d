//! Pages, components and charts as HTML and SVG: data in, markup out.
//!
//! **Invariant**: nothing here reads a file, a clock or the network; the stylesheets and scripts are embedded when
//! the crate is built. The same data gives the same bytes.

pub mod assets;
pub mod chain_pages;
pub mod charts;
pub mod components;
pub mod error_pages;
pub mod format;
pub mod gallery;
pub mod journey_pages;
pub mod layout;
