//! A child in a draw, the spell under way, and what comes next.

/// A child in a draw.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Child {
    /// Address of the child's luck.
    pub(crate) id: u64,
    /// Address of the luck shared with siblings; the child's own if there are none.
    pub(crate) family: u64,
    /// Time of birth, in years from the start; negative for those alive at the start.
    pub(crate) born: f64,
    /// The child's place in the distribution over kinds of placement.
    pub(crate) place: f64,
    /// Group of wards.
    pub(crate) ward_group: u8,
}

/// Unbroken time in one position.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spell {
    pub(crate) position: u8,
    pub(crate) history: u8,
    /// The step by which the child came here; `None` for those present at the start.
    pub(crate) entered_by: Option<u8>,
    /// When the child entered the position; may lie before the start of the run.
    pub(crate) since: f64,
    /// From when the next event is drawn: the start of the spell or of the run, or a step averted since.
    pub(crate) at: f64,
    /// Number of this decision in the child's life, part of the address of its luck.
    pub(crate) number: u32,
    /// Number of this spell in the child's life.
    pub(crate) visit: u32,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Next {
    /// A step at a time: its index and the position entered, `None` for outside.
    Step(f64, u16, Option<u8>),
    /// The age at which everybody leaves the position, and the position then entered.
    Leaves(f64, Option<u8>),
    /// Nothing before the horizon.
    Horizon(f64),
}

impl Next {
    pub(crate) fn time(&self) -> f64 {
        match *self {
            Next::Step(t, ..) | Next::Leaves(t, _) | Next::Horizon(t) => t,
        }
    }
}
