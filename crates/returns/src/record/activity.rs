//! One dated thing that happened to a child.

use jiff::civil::Date;
use units::Pence;

use super::Code;
use crate::Origin;

/// What kind of thing happened. The words are those of the `event` column of the plain event file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Information received about a child.
    Contact,
    /// Early help: an assessment or a plan, from start to completion.
    EarlyHelp,
    /// A request accepted for a decision.
    Referral,
    /// A dated decision document on need.
    Assessment,
    /// An enquiry under section 47 of the Children Act 1989.
    Section47,
    /// An initial child protection conference.
    Conference,
    /// Open to children's social care as a child in need.
    InNeed,
    /// A child in need plan.
    InNeedPlan,
    /// A child protection plan.
    ProtectionPlan,
    /// One SSDA903 episode: one placement and one legal status.
    Episode,
    /// A period of being looked after whose episodes are not known (Annex A).
    LookedAfter,
    /// Support to a care leaver.
    CareLeaver,
    /// Any other service of any agency.
    Service,
}

impl Kind {
    /// All kinds, in the order of a journey.
    pub const ALL: [Kind; 13] = [
        Kind::Contact,
        Kind::EarlyHelp,
        Kind::Referral,
        Kind::Assessment,
        Kind::Section47,
        Kind::Conference,
        Kind::InNeed,
        Kind::InNeedPlan,
        Kind::ProtectionPlan,
        Kind::Episode,
        Kind::LookedAfter,
        Kind::CareLeaver,
        Kind::Service,
    ];

    /// Plain words, as files and pages use them.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Contact => "contact",
            Kind::EarlyHelp => "early help",
            Kind::Referral => "referral",
            Kind::Assessment => "assessment",
            Kind::Section47 => "section 47 enquiry",
            Kind::Conference => "child protection conference",
            Kind::InNeed => "in need",
            Kind::InNeedPlan => "child in need plan",
            Kind::ProtectionPlan => "protection plan",
            Kind::Episode => "episode of care",
            Kind::LookedAfter => "looked after",
            Kind::CareLeaver => "care leaver",
            Kind::Service => "service",
        }
    }

    /// The kind for the words of [`Kind::label`].
    pub fn from_label(label: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.label() == label)
    }
}

/// What an SSDA903 episode says beyond its dates. Codes as in the return.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PlacementFacts {
    /// Placement type (`PLACE`).
    pub place: Code,
    /// Placement provider (`PLACE_PROVIDER`).
    pub provider: Code,
    /// Legal status (`LS`).
    pub legal_status: Code,
    /// Reason for new episode (`RNE`).
    pub reason_started: Code,
    /// Reason episode ceased (`REC`); blank while open.
    pub reason_ended: Code,
    /// Category of need (`CIN`).
    pub need: Code,
}

impl PlacementFacts {
    /// Whether the episode says that care went on from an episode before it: `RNE` is `L`, `P`, `T`, `B` or `U`.
    pub fn goes_on(&self) -> bool {
        matches!(self.reason_started.as_str(), "L" | "P" | "T" | "B" | "U")
    }
}

/// What is known of an activity beyond its kind and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Nothing more.
    #[default]
    None,
    /// Of a contact: source code and whether it ended with no further action, if known.
    Contact {
        /// Who made contact, as a census referral source code.
        from: Code,
        /// Whether nothing followed; `None` where the file does not say.
        no_further_action: Option<bool>,
    },
    /// Of a referral: source code and whether it ended with no further action, if known.
    Referral {
        /// Who referred, as a census referral source code.
        from: Code,
        /// Whether nothing followed; `None` where the file does not say.
        no_further_action: Option<bool>,
    },
    /// Of a period in need.
    InNeed {
        /// Primary need code, `N1` to `N9`, `N0`.
        need: Code,
        /// Reason for closure, `RC1` to `RC9`; blank while open.
        reason_closed: Code,
    },
    /// Of a protection plan: latest category of abuse.
    Plan {
        /// `NEG`, `PHY`, `SAB`, `EMO`, `MUL`.
        category: Code,
    },
    /// Of an episode, or of a period of being looked after.
    Placement(PlacementFacts),
}

/// One dated thing that happened to a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// What kind of thing.
    pub kind: Kind,
    /// First day.
    pub start: Date,
    /// First day on which it no longer holds (half-open). `None` while open, or for a thing of one moment.
    pub end: Option<Date>,
    /// Agency, as a place in [`super::Record::agencies`].
    pub agency: u16,
    /// Service, as a place in [`super::Record::services`]; 0 is "none named".
    pub service: u16,
    /// What it cost, where the file says so.
    pub cost: Option<Pence>,
    /// More.
    pub detail: Detail,
    /// File and row it comes from (the last, where years repeat it).
    pub origin: Origin,
}
