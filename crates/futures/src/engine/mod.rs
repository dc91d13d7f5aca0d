//! One draw: everybody's life in the baseline, and again for those whom a scenario touches.

pub(crate) mod arrive;
pub(crate) mod bounds;
pub(crate) mod child;
pub(crate) mod crowd;
pub(crate) mod drawn;
pub(crate) mod hazards;
pub(crate) mod life;
pub(crate) mod mix;
pub(crate) mod present;
pub(crate) mod purpose;
pub(crate) mod raised;
pub(crate) mod run;
pub(crate) mod served;
pub(crate) mod touch;
