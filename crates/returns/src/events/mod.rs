//! The plain event file, through which any partner's extract comes in.
//!
//! One row is one dated thing: `child`, `event` (a word of [`crate::record::Kind::label`]), `start` are needed;
//! `end`, `agency`, `service`, `cost`, `outcome`, `born`, `sex`, `ethnicity`, `upn`, `ward` may be there.
