//! Why a child stops being looked after.

use std::fmt;

/// Why care ended, in groups of the reasons that DfE publishes.
///
/// **Source**: DfE, Children looked after in England, reason the last episode ceased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CareEnd {
    /// Returned to parents or others with parental responsibility, planned or not.
    ReturnedHome,
    /// A residence or child arrangements order.
    ChildArrangements,
    /// A special guardianship order.
    SpecialGuardianship,
    /// Adopted.
    Adopted,
    /// Grown up: living independently, staying with former carers at 18, or in care paid for by adult services.
    Independent,
    /// Another authority took over the care.
    AnotherAuthority,
    /// Everything else: to relatives, custody, remand ended, assessed to be 18 or over, moved abroad, died, other.
    Other,
}

impl CareEnd {
    /// All groups, in the order of tables.
    pub const ALL: [CareEnd; 7] = [
        CareEnd::ReturnedHome,
        CareEnd::ChildArrangements,
        CareEnd::SpecialGuardianship,
        CareEnd::Adopted,
        CareEnd::Independent,
        CareEnd::AnotherAuthority,
        CareEnd::Other,
    ];

    /// Place of the group in [`CareEnd::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// Short words for tables and pages.
    pub fn label(self) -> &'static str {
        [
            "returned home",
            "child arrangements order",
            "special guardianship order",
            "adopted",
            "independent or adult living",
            "care of another authority",
            "other reason",
        ][self.index()]
    }
}

impl fmt::Display for CareEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
