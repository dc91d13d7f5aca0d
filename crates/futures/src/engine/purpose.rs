//! What random numbers decide: the purposes in the addresses of luck.

use luck::Purpose;

/// When and whereto a child next steps, and whether help averts it.
pub(crate) const STEP: Purpose = Purpose(1);
/// Age, time in position and placement of a child present at the start.
pub(crate) const START: Purpose = Purpose(2);
/// When a child arrives, and at what age.
pub(crate) const ARRIVAL: Purpose = Purpose(3);
/// Whether a service reaches a child in a spell.
pub(crate) const REACH: Purpose = Purpose(4);
/// Uncertain values: intensities, drift.
pub(crate) const PARAMETER: Purpose = Purpose(5);
/// Uncertain values of a scenario: effects, changes, arrivals.
pub(crate) const EFFECT: Purpose = Purpose(6);
/// Steps that changes of practice add.
pub(crate) const RAISED: Purpose = Purpose(7);
/// Group of wards, and whether siblings share luck.
pub(crate) const FAMILY: Purpose = Purpose(8);
/// Arrivals that a scenario adds.
pub(crate) const ADDED: Purpose = Purpose(9);
/// Whether a freed place is filled, and by whom.
pub(crate) const BACKFILL: Purpose = Purpose(10);
/// How those of a position counted apart are shared over kinds of placement.
pub(crate) const KINDS: Purpose = Purpose(11);
/// Why care ended.
pub(crate) const REASON: Purpose = Purpose(12);
/// When looked-after children move to another placement.
pub(crate) const MOVE: Purpose = Purpose(13);
/// Steps that services, and waiting for them, add.
pub(crate) const RAISED_BY_SERVICES: Purpose = Purpose(14);
/// In which order those who join a list at one moment stand on it.
pub(crate) const TURN: Purpose = Purpose(15);
