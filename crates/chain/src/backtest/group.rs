//! Which trials are scored together.

use reference::{AreaCode, Reference};

use super::{Bands, FROZEN, Score, Trial, scores};

/// Groups of authorities by looked-after children at the base year: least, most and words.
pub const SIZES: [(f64, f64, &str); 3] = [
    (50.0, 300.0, "50 to 299 looked-after children"),
    (300.0, 700.0, "300 to 699 looked-after children"),
    (700.0, f64::INFINITY, "700 and more looked-after children"),
];

/// The words of the size group of an authority, if there is one for its size.
pub fn size_of(children: f64) -> Option<&'static str> {
    SIZES.into_iter().find(|(from, to, _)| (*from..*to).contains(&children)).map(|s| s.2)
}

/// A set of trials that is scored together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// All trials.
    All,
    /// Base years up to [`FROZEN`], on which the method was chosen.
    Chosen,
    /// Later base years, which played no part in choosing.
    HeldOut,
    /// Authorities of a size, by its words in [`SIZES`].
    Size(&'static str),
    /// Authorities of a region.
    Region(AreaCode),
}

impl Group {
    /// Every group, in the order of tables.
    pub fn all(reference: &Reference) -> Vec<Group> {
        let regions = reference.areas().iter().filter(|a| {
            a.kind == reference::AreaKind::Region && reference.authorities().any(|b| b.region == Some(a.code))
        });
        [Group::All, Group::Chosen, Group::HeldOut]
            .into_iter()
            .chain(SIZES.into_iter().map(|(_, _, words)| Group::Size(words)))
            .chain(regions.map(|a| Group::Region(a.code)))
            .collect()
    }

    /// Plain words for tables.
    pub fn label(self, reference: &Reference) -> String {
        match self {
            Group::All => "All authorities".to_string(),
            Group::Chosen => format!("Base years to {FROZEN}"),
            Group::HeldOut => format!("Base years from {}, held out", FROZEN + 1),
            Group::Size(words) => words.to_string(),
            Group::Region(code) => {
                reference.area(code).map_or_else(|| code.to_string(), |area| area.name.clone())
            }
        }
    }

    /// Whether a trial belongs to the group.
    pub fn holds(self, trial: &Trial) -> bool {
        match self {
            Group::All => true,
            Group::Chosen => trial.origin <= FROZEN,
            Group::HeldOut => trial.origin > FROZEN,
            Group::Size(words) => size_of(trial.children) == Some(words),
            Group::Region(code) => trial.region == Some(code),
        }
    }

    /// One word for files; sizes by their least number of children, regions by code.
    pub fn id(self) -> String {
        match self {
            Group::All => "all".to_string(),
            Group::Chosen => "chosen".to_string(),
            Group::HeldOut => "held_out".to_string(),
            Group::Size(words) => {
                let least = SIZES.into_iter().find(|s| s.2 == words).map_or(0.0, |s| s.0);
                format!("size_{least}")
            }
            Group::Region(code) => format!("region_{code}"),
        }
    }

    /// The group of an [`Group::id`].
    pub fn from_id(id: &str) -> Option<Group> {
        match id {
            "all" => Some(Group::All),
            "chosen" => Some(Group::Chosen),
            "held_out" => Some(Group::HeldOut),
            _ => match id.split_once('_')? {
                ("size", least) => {
                    SIZES.into_iter().find(|s| s.0.to_string() == least).map(|s| Group::Size(s.2))
                }
                ("region", code) => AreaCode::parse(code).map(Group::Region),
                _ => None,
            },
        }
    }
}

/// Scores of every group.
pub fn scores_by_group(reference: &Reference, trials: &[Trial]) -> Vec<(Group, Score)> {
    let bands = Bands::of(trials);
    Group::all(reference)
        .into_iter()
        .flat_map(|group| {
            scores(trials.iter().filter(|t| group.holds(t)), &bands).into_iter().map(move |s| (group, s))
        })
        .collect()
}
