//! What a child had been through before the present spell.

use std::fmt;

use crate::Position;

/// What had ended before a child's present spell in a position began.
///
/// **Limits**: records tell of what they go back to: who was closed or looked after before that counts as a first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum History {
    /// Neither closed nor looked after before.
    #[default]
    First,
    /// Had been closed before, but never looked after.
    KnownBefore,
    /// Had been looked after before, whether or not closed since.
    LookedAfterBefore,
}

impl History {
    /// All histories, in the order in which a child may go through them.
    pub const ALL: [History; 3] = [History::First, History::KnownBefore, History::LookedAfterBefore];

    /// Place of the history in [`History::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The words for tables.
    pub fn label(self) -> &'static str {
        ["first time", "known before", "looked after before"][self.index()]
    }

    /// The history of the spell that follows on one in a position: histories only ever grow.
    pub fn after(self, left: Position) -> History {
        match left {
            Position::LookedAfter | Position::Unaccompanied => History::LookedAfterBefore,
            Position::Closed => self.max(History::KnownBefore),
            _ => self,
        }
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histories_grow_with_what_was_left() {
        let through = |left: &[Position]| left.iter().fold(History::First, |h, p| h.after(*p));
        use Position::{Closed, InNeed, LookedAfter, NotKnown, ProtectionPlan};
        assert_eq!(through(&[NotKnown, InNeed, ProtectionPlan, InNeed]), History::First);
        assert_eq!(through(&[NotKnown, InNeed, Closed]), History::KnownBefore);
        assert_eq!(through(&[NotKnown, LookedAfter]), History::LookedAfterBefore);
        assert_eq!(through(&[LookedAfter, InNeed, Closed, InNeed]), History::LookedAfterBefore);
    }
}
