//! Realistic faults in the rows of some children, one a child, and the key that says which rule must find each.

use crate::authority::Authority;
use crate::care::Care;
use crate::day::Day;
use crate::identity::Pupil;
use crate::live::Life;
use crate::need::Need;
use crate::purpose;

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// An episode of care ceases before it starts.
    EndBeforeStart,
    /// Day and month of a start are swapped so that there is no such day.
    DayAndMonthSwapped,
    /// A start is the number that a spreadsheet keeps for the date.
    SerialNumber,
    /// The last episode of a period of care has no end, and no later return mentions it.
    LeftOpen,
    /// An episode ceases after the next one has started.
    Overlap,
    /// An episode stands twice.
    Duplicate,
    /// A placement type that does not exist.
    UnknownPlace,
    /// An episode names no child.
    BlankId,
    /// The sex is another than in other years.
    SexChanged,
    /// The date of birth is another than in other years.
    BirthChanged,
    /// The check letter of the pupil number is wrong.
    CheckLetter,
    /// An episode of need closes before its referral.
    CensusClosedBeforeReferral,
    /// A referral that was not acted on has an assessment.
    CensusActivityOnNfa,
    /// A protection plan ends before it starts.
    CensusPlanEndsBeforeStart,
    /// The date of birth is another than in other censuses.
    CensusBirthChanged,
    /// The check letter of the pupil number in the census is wrong.
    CensusCheckLetter,
    /// A child of the census has no id.
    CensusBlankId,
    /// The same child stands in one census under two ids.
    CensusSecondId,
}

impl FaultKind {
    /// All kinds.
    pub const ALL: [FaultKind; 18] = [
        FaultKind::EndBeforeStart,
        FaultKind::DayAndMonthSwapped,
        FaultKind::SerialNumber,
        FaultKind::LeftOpen,
        FaultKind::Overlap,
        FaultKind::Duplicate,
        FaultKind::UnknownPlace,
        FaultKind::BlankId,
        FaultKind::SexChanged,
        FaultKind::BirthChanged,
        FaultKind::CheckLetter,
        FaultKind::CensusClosedBeforeReferral,
        FaultKind::CensusActivityOnNfa,
        FaultKind::CensusPlanEndsBeforeStart,
        FaultKind::CensusBirthChanged,
        FaultKind::CensusCheckLetter,
        FaultKind::CensusBlankId,
        FaultKind::CensusSecondId,
    ];

    /// Stable name.
    pub fn id(self) -> &'static str {
        self.facts().0
    }

    /// The rule of `returns` that must find it.
    pub fn rule(self) -> &'static str {
        self.facts().1
    }

    /// Column or element in which it stands.
    pub fn column(self) -> &'static str {
        self.facts().2
    }

    fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            FaultKind::EndBeforeStart => ("end-before-start", "episode-ends-before-start", "DEC"),
            FaultKind::DayAndMonthSwapped => ("day-and-month-swapped", "date-impossible", "DECOM"),
            FaultKind::SerialNumber => ("serial-number", "date-as-serial-number", "DECOM"),
            FaultKind::LeftOpen => ("left-open", "merge-closed-at-year-end", "DEC"),
            FaultKind::Overlap => ("overlap", "episode-overlap", "DEC"),
            FaultKind::Duplicate => ("duplicate", "episode-duplicate", "DECOM"),
            FaultKind::UnknownPlace => ("unknown-place", "code-unknown", "PLACE"),
            FaultKind::BlankId => ("blank-id", "key-lacking", "CHILD"),
            FaultKind::SexChanged => ("sex-changed", "sex-differs-between-years", "SEX"),
            FaultKind::BirthChanged => ("birth-changed", "birth-differs-between-years", "DOB"),
            FaultKind::CheckLetter => ("check-letter", "upn-check-letter", "UPN"),
            FaultKind::CensusClosedBeforeReferral => {
                ("census-closed-before-referral", "cin-end-before-start", "CINclosureDate")
            }
            FaultKind::CensusActivityOnNfa => ("census-activity-on-nfa", "cin-nfa-activity", "ReferralNFA"),
            FaultKind::CensusPlanEndsBeforeStart => {
                ("census-plan-ends-before-start", "cin-end-before-start", "CPPendDate")
            }
            FaultKind::CensusBirthChanged => ("census-birth-changed", "cin-facts-changed", "PersonBirthDate"),
            FaultKind::CensusCheckLetter => ("census-check-letter", "cin-upn-form", "UPN"),
            FaultKind::CensusBlankId => ("census-blank-id", "cin-child-id-missing", "LAchildID"),
            FaultKind::CensusSecondId => ("census-second-id", "cin-upn-repeated", "UPN"),
        }
    }

    /// Whether it stands in the table of children, not in that of episodes.
    pub(crate) fn in_header(self) -> bool {
        matches!(self, FaultKind::SexChanged | FaultKind::BirthChanged | FaultKind::CheckLetter)
    }

    /// Whether it stands in a census.
    pub(crate) fn in_census(self) -> bool {
        self >= FaultKind::CensusClosedBeforeReferral
    }
}

/// A fault put into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file: `ssda903/2024/episodes.csv`.
    pub file: String,
    /// Line of the file; 0 in a census, where the child tells the place.
    pub row: u32,
    /// The child's id, also where the row has lost it.
    pub child: String,
    /// What was done.
    pub kind: FaultKind,
}

/// A fault to be put into the files of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) kind: FaultKind,
    pub(crate) year: u16,
}

impl Authority {
    /// The fault that a child's rows get, if any.
    ///
    /// Of the kinds that the child's own rows make possible, each is equally likely; so is each year of a kind.
    pub(crate) fn planned_fault(&self, life: &Life) -> Option<Planned> {
        let [whether, which, when, _] = self.luck.uniforms(0, life.number, purpose::FAULT, 0);
        if whether >= self.settings.fault_share {
            return None;
        }
        let care = self.care_of(life);
        let needs = self.needs_of(life, &care);
        let possible: Vec<(FaultKind, Vec<u16>)> = FaultKind::ALL
            .into_iter()
            .map(|kind| (kind, self.years_for(kind, life, &care, &needs)))
            .filter(|(_, years)| !years.is_empty())
            .collect();
        let (kind, years) = possible.get((which * possible.len() as f64) as usize)?;
        let year = years.get((when * years.len() as f64) as usize)?;
        Some(Planned { kind: *kind, year: *year })
    }

    /// The years in whose files a fault of a kind can stand and be told from the truth.
    fn years_for(&self, kind: FaultKind, life: &Life, care: &[Care], needs: &[Need]) -> Vec<u16> {
        let years = || self.settings.first_year..=self.settings.last_year;
        let runs = |start: Day, end: Option<Day>, year: u16| {
            start < Day::year_end(year) && end.is_none_or(|end| end >= Day::year_start(year))
        };
        let in_care = |year: &u16| care.iter().any(|c| runs(c.start, c.end, *year));
        let in_need = |year: &u16| needs.iter().any(|n| runs(n.period.start, n.period.end, *year));
        let numbered = |year: &u16| matches!(self.pupil(life, *year), Pupil::Number(_));
        // What differs between years needs an earlier year to differ from.
        let again =
            |present: &dyn Fn(&u16) -> bool| -> Vec<u16> { years().filter(present).skip(1).collect() };
        let ended = |day: Option<Day>, year: u16| day.is_some_and(|day| day.return_year() == year);
        match kind {
            FaultKind::SexChanged | FaultKind::BirthChanged => again(&in_care),
            FaultKind::CensusBirthChanged => again(&in_need),
            FaultKind::CheckLetter => years().filter(in_care).filter(numbered).collect(),
            FaultKind::CensusCheckLetter | FaultKind::CensusSecondId => {
                years().filter(in_need).filter(numbered).collect()
            }
            FaultKind::CensusBlankId => years().filter(in_need).collect(),
            FaultKind::UnknownPlace | FaultKind::BlankId | FaultKind::Duplicate | FaultKind::SerialNumber => {
                years().filter(in_care).collect()
            }
            FaultKind::DayAndMonthSwapped => years()
                .filter(|year| first_stretch(care, *year).is_some_and(|day| day.date().day() > 12))
                .collect(),
            FaultKind::EndBeforeStart => years()
                .filter(|year| care.iter().any(|c| ended(c.end, *year) && c.stretches.len() == 1))
                .collect(),
            // A later return must be there to lack it, and nothing must follow it.
            FaultKind::LeftOpen => years()
                .filter(|year| {
                    let last = care.last().is_some_and(|c| ended(c.end, *year) && !last_day(c.end));
                    last && *year < self.settings.last_year
                })
                .collect(),
            FaultKind::Overlap => years().filter(|year| overlap_at(care, *year).is_some()).collect(),
            FaultKind::CensusClosedBeforeReferral => {
                years().filter(|year| needs.iter().any(|n| ended(n.period.end, *year))).collect()
            }
            FaultKind::CensusPlanEndsBeforeStart => years()
                .filter(|year| needs.iter().flat_map(|n| &n.plans).any(|p| ended(p.period.end, *year)))
                .collect(),
            FaultKind::CensusActivityOnNfa => years()
                .filter(|year| {
                    let mut turned_away = needs.iter().filter_map(|n| n.turned_away);
                    turned_away.any(|(day, _)| day.return_year() == *year)
                })
                .collect(),
        }
    }
}

/// Whether an end is 1 April: the return of the year before would have shown it as open all the same.
fn last_day(end: Option<Day>) -> bool {
    end.is_some_and(|day| day == Day::year_start(day.return_year()))
}

/// First day of the first episode in the return of a year.
fn first_stretch(care: &[Care], year: u16) -> Option<Day> {
    let from = Day::year_start(year);
    let to = Day::year_end(year);
    care.iter().find_map(|c| {
        let ends = c.stretches.iter().skip(1).map(|s| Some(s.start)).chain([c.end]);
        let mut stretches = c.stretches.iter().zip(ends);
        stretches.find(|(s, end)| s.start < to && end.is_none_or(|end| end >= from)).map(|(s, _)| s.start)
    })
}

/// Days by which an episode is made to last beyond the start of the next.
pub(crate) const OVERLAP_DAYS: i32 = 10;

/// The start of an episode in a year, the one before which can be made to last into it.
pub(crate) fn overlap_at(care: &[Care], year: u16) -> Option<Day> {
    let (from, to) = (Day::year_start(year), Day::year_end(year));
    care.iter().find_map(|c| {
        let ends = c.stretches.iter().skip(1).map(|s| Some(s.start)).chain([c.end]);
        let mut stretches = c.stretches.iter().zip(ends).skip(1);
        stretches
            .find(|(s, end)| {
                let reaches = s.start.plus(OVERLAP_DAYS);
                s.start >= from && reaches < to && end.is_none_or(|end| end > reaches.plus(1))
            })
            .map(|(s, _)| s.start)
    })
}
