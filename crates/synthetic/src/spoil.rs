//! Putting a planned fault into rows that are already made.

use jiff::ToSpan;
use jiff::civil::Date;
use returns::Text;
use returns::cin::{Assessment, CensusChild};

use crate::faults::{FaultKind, OVERLAP_DAYS};

/// One row of a table as text.
pub(crate) type Row = Vec<String>;

/// Columns of the table of episodes that faults stand in.
pub(crate) mod column {
    pub(crate) const CHILD: usize = 0;
    pub(crate) const DECOM: usize = 1;
    pub(crate) const RNE: usize = 2;
    pub(crate) const PLACE: usize = 5;
    pub(crate) const DEC: usize = 7;
    pub(crate) const REC: usize = 8;
    /// Columns of the table of children.
    pub(crate) const SEX: usize = 1;
    pub(crate) const DOB: usize = 2;
    pub(crate) const UPN: usize = 4;
}

/// Puts a fault into one child's rows of a table; its place among them, or `None` if the rows have no room
/// for it.
pub(crate) fn spoil_rows(kind: FaultKind, rows: &mut Vec<Row>) -> Option<usize> {
    match kind {
        FaultKind::EndBeforeStart => {
            let at = rows.iter().position(|r| r[column::RNE] == "S" && !r[column::DEC].is_empty())?;
            let start = read(&rows[at][column::DECOM])?;
            rows[at][column::DEC] = written(start.checked_sub(9.days()).ok()?);
            Some(at)
        }
        FaultKind::DayAndMonthSwapped => {
            let at = rows.iter().position(|r| read(&r[column::DECOM]).is_some_and(|d| d.day() > 12))?;
            let start = read(&rows[at][column::DECOM])?;
            rows[at][column::DECOM] = format!("{:02}/{:02}/{:04}", start.month(), start.day(), start.year());
            Some(at)
        }
        FaultKind::SerialNumber => {
            let start = read(&rows.first()?[column::DECOM])?;
            let days = start.duration_since(Date::constant(1899, 12, 30)).as_hours() / 24;
            rows.first_mut()?[column::DECOM] = days.to_string();
            Some(0)
        }
        FaultKind::LeftOpen => {
            let at = rows.len().checked_sub(1)?;
            rows[at][column::DEC] = String::new();
            rows[at][column::REC] = String::new();
            Some(at)
        }
        FaultKind::Overlap => overlap(rows),
        FaultKind::Duplicate => {
            let row = rows.first()?.clone();
            rows.insert(1, row);
            Some(1)
        }
        FaultKind::UnknownPlace => {
            rows.first_mut()?[column::PLACE] = "U9".to_string();
            Some(0)
        }
        FaultKind::BlankId => {
            rows.first_mut()?[column::CHILD] = String::new();
            Some(0)
        }
        FaultKind::SexChanged => {
            let sex = &mut rows.first_mut()?[column::SEX];
            *sex = match sex.as_str() {
                "1" => "2",
                "2" => "1",
                "F" => "M",
                _ => "F",
            }
            .to_string();
            Some(0)
        }
        FaultKind::BirthChanged => {
            let born = read(&rows.first()?[column::DOB])?;
            rows.first_mut()?[column::DOB] = written(born.checked_sub(1.month()).ok()?);
            Some(0)
        }
        FaultKind::CheckLetter => {
            let upn = &mut rows.first_mut()?[column::UPN];
            *upn = with_wrong_letter(upn)?;
            Some(0)
        }
        _ => None,
    }
}

/// Makes the first episode that can last into the next one do so.
fn overlap(rows: &mut [Row]) -> Option<usize> {
    let at = (0..rows.len().saturating_sub(1)).find(|n| {
        let (this, next) = (&rows[*n], &rows[n + 1]);
        let reaches = read(&this[column::DEC]).and_then(|d| d.checked_add((OVERLAP_DAYS + 1).days()).ok());
        let ends = read(&next[column::DEC]);
        this[column::DEC] == next[column::DECOM] && reaches.is_some_and(|r| ends.is_none_or(|end| end > r))
    })?;
    let end = read(&rows[at][column::DEC])?;
    rows[at][column::DEC] = written(end.checked_add(OVERLAP_DAYS.days()).ok()?);
    Some(at)
}

/// Puts a fault into a child of a census; the child as it stands then, and the same child under another id if
/// that is the fault; and whether it could be put in.
pub(crate) fn spoil_child(kind: FaultKind, mut child: CensusChild) -> (Vec<CensusChild>, bool) {
    let done = match kind {
        FaultKind::CensusClosedBeforeReferral => child.episodes.iter_mut().any(|e| {
            let before = e.referred.and_then(|d| d.checked_sub(6.days()).ok());
            e.closed.is_some() && {
                e.closed = before;
                true
            }
        }),
        FaultKind::CensusActivityOnNfa => {
            let nfa = child.episodes.iter_mut().find(|e| e.no_further_action == Some(true));
            nfa.map(|e| e.assessments.push(Assessment { started: e.referred, ..Assessment::default() }))
                .is_some()
        }
        FaultKind::CensusPlanEndsBeforeStart => {
            let mut plans = child.episodes.iter_mut().flat_map(|e| &mut e.protection_plans);
            let ended = plans.find(|p| p.ended.is_some());
            ended.map(|p| p.ended = p.started.and_then(|d| d.checked_sub(4.days()).ok())).is_some()
        }
        FaultKind::CensusBirthChanged => {
            child.born = child.born.and_then(|d| d.checked_sub(1.month()).ok());
            true
        }
        FaultKind::CensusCheckLetter => match with_wrong_letter(&child.upn) {
            Some(upn) => {
                child.upn = Text::from(upn);
                true
            }
            None => false,
        },
        FaultKind::CensusBlankId => {
            child.child = Text::default();
            true
        }
        FaultKind::CensusSecondId if !child.upn.is_empty() => {
            let mut second = child.clone();
            second.child = Text::from(format!("9{}", child.child));
            return (vec![child, second], true);
        }
        _ => false,
    };
    (vec![child], done)
}

/// A pupil number with the next letter instead of its check letter; `None` if it is none.
fn with_wrong_letter(upn: &str) -> Option<String> {
    let (letter, digits) = upn.split_at_checked(1)?;
    (digits.len() == 12).then(|| format!("{}{digits}", if letter == "A" { "B" } else { "A" }))
}

fn read(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn written(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}
