//! The language of scenarios: read, refused, extended, changed, and shown by worked scenarios.

mod dead_keys;
mod edit;
mod examples;
mod extends;
mod full;
mod moves;
mod noted;
mod reading;
