//! What is known exactly, for tests of simulations: chances and times of a chain of positions, queues for places, and
//! how far chance may move a mean.
//!
//! A test that needs one of these takes its file alone: `#[path = "exact/queue.rs"] mod queue;`.

pub mod alarm;
pub mod chain;
pub mod queue;
pub mod six_positions;
