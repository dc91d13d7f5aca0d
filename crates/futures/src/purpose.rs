//! What random numbers decide: the purposes in the addresses of luck.

use luck::Purpose;

/// When and whereto a child next steps.
pub(crate) const STEP: Purpose = Purpose(1);
/// Age, time in position and placement of a child present at the start.
pub(crate) const START: Purpose = Purpose(2);
/// When a child arrives, and at what age.
pub(crate) const ARRIVAL: Purpose = Purpose(3);
/// Whether a service reaches a child in a spell.
pub(crate) const REACH: Purpose = Purpose(4);
/// Uncertain values: intensities, drift, effect.
pub(crate) const PARAMETER: Purpose = Purpose(5);
