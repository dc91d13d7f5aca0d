//! Returns of a made-up authority, to try everything with.

use std::fmt;
use std::sync::Arc;

use returns::Input;

/// A made-up authority and a way to its returns.
#[derive(Clone)]
pub struct Example {
    /// Its name, no real authority's.
    pub name: String,
    /// Name or code of the real authority whose published figures it resembles.
    pub like: String,
    /// Children aged 0 to 17 in it; `None` if as many as in the real one.
    pub children: Option<u64>,
    /// Makes its returns, each time the same.
    pub returns: Arc<dyn Fn() -> Vec<Input<'static>> + Send + Sync>,
}

impl fmt::Debug for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Example").field("name", &self.name).field("like", &self.like).finish_non_exhaustive()
    }
}
