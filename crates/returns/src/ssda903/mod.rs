//! The looked-after return, SSDA903.
//!
//! **Source**: DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection;
//! column sets and codes of the return years 2017 to 2027.

mod cells;
mod check;
mod columns;
mod dates;
mod read_csv;
mod read_xml;
mod repair;
mod rows;
mod rules;
mod table_rows;
mod tell;
mod write;

use jiff::civil::Date;

pub use check::check;
pub(crate) use read_csv::read_table;
pub use read_xml::read_xml;
pub use repair::merge;
pub use rows::{
    Ad1, Dolo, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Review, SocialWorker,
    Uasc,
};
pub use tell::tell;
pub use write::write_csv;

/// All rules of this return, in the order of use.
pub(crate) static RULE_LISTS: [&[&crate::Rule]; 7] =
    [read_csv::RULES, read_xml::RULES, dates::RULES, cells::RULES, rules::RULES, repair::RULES, tell::RULES];

/// A table of the return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// One row per child: sex, birth, ethnicity, UPN.
    Header,
    /// One row per episode: one placement and one legal status.
    Episodes,
    /// Statutory reviews.
    Reviews,
    /// Unaccompanied asylum-seeking children.
    Uasc,
    /// Outcomes of children looked after for a year.
    Oc2,
    /// Care leavers: in touch, activity, accommodation.
    Oc3,
    /// Adoption: decision, match, adopters.
    Ad1,
    /// Decisions to place for adoption and their reversal.
    PlacedAdoption,
    /// Permanence before this period of care.
    PreviousPermanence,
    /// Missing and away without authorisation.
    Missing,
    /// Social workers, from 2024.
    SocialWorkers,
    /// Deprivation of liberty orders, from 2027.
    Dolo,
}

impl TableKind {
    /// All tables.
    pub const ALL: [TableKind; 12] = [
        TableKind::Header,
        TableKind::Episodes,
        TableKind::Reviews,
        TableKind::Uasc,
        TableKind::Oc2,
        TableKind::Oc3,
        TableKind::Ad1,
        TableKind::PlacedAdoption,
        TableKind::PreviousPermanence,
        TableKind::Missing,
        TableKind::SocialWorkers,
        TableKind::Dolo,
    ];

    /// Plain words for tables and file names.
    pub fn label(self) -> &'static str {
        match self {
            TableKind::Header => "header",
            TableKind::Episodes => "episodes",
            TableKind::Reviews => "reviews",
            TableKind::Uasc => "uasc",
            TableKind::Oc2 => "oc2",
            TableKind::Oc3 => "oc3",
            TableKind::Ad1 => "ad1",
            TableKind::PlacedAdoption => "placed_adoption",
            TableKind::PreviousPermanence => "prev_perm",
            TableKind::Missing => "missing",
            TableKind::SocialWorkers => "sw_episodes",
            TableKind::Dolo => "dolo",
        }
    }
}

/// One year of the return: all tables of it that were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Return {
    /// Return year; `None` if neither folder, file name nor dates tell.
    pub year: Option<u16>,
    /// Children.
    pub headers: Vec<Header>,
    /// Episodes.
    pub episodes: Vec<Episode>,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// Unaccompanied children.
    pub uasc: Vec<Uasc>,
    /// Outcomes of children looked after for a year.
    pub oc2: Vec<Oc2>,
    /// Care leavers.
    pub oc3: Vec<Oc3>,
    /// Adoptions.
    pub ad1: Vec<Ad1>,
    /// Decisions to place for adoption.
    pub placed_adoption: Vec<PlacedAdoption>,
    /// Permanence before this period of care.
    pub previous_permanence: Vec<PreviousPermanence>,
    /// Periods missing.
    pub missing: Vec<Missing>,
    /// Social workers.
    pub social_workers: Vec<SocialWorker>,
    /// Deprivation of liberty orders.
    pub dolo: Vec<Dolo>,
}

impl Return {
    /// Adds the rows of another file of the same year after its own.
    pub(crate) fn append(&mut self, other: Return) {
        fn join<T>(rows: &mut Vec<T>, more: Vec<T>) {
            // The first file of a year is moved, not copied: these tables are large.
            if rows.is_empty() {
                *rows = more;
            } else {
                rows.extend(more);
            }
        }
        join(&mut self.headers, other.headers);
        join(&mut self.episodes, other.episodes);
        join(&mut self.reviews, other.reviews);
        join(&mut self.uasc, other.uasc);
        join(&mut self.oc2, other.oc2);
        join(&mut self.oc3, other.oc3);
        join(&mut self.ad1, other.ad1);
        join(&mut self.placed_adoption, other.placed_adoption);
        join(&mut self.previous_permanence, other.previous_permanence);
        join(&mut self.missing, other.missing);
        join(&mut self.social_workers, other.social_workers);
        join(&mut self.dolo, other.dolo);
    }

    /// The latest day on which an episode began or ceased, slips left aside; `None` without episodes.
    pub(crate) fn latest_day(&self) -> Option<Date> {
        let starts = self.episodes.iter().map(|e| e.start);
        latest(starts.chain(self.episodes.iter().filter_map(|e| e.end)))
    }

    /// The latest day of a review, or on which a period missing began, slips left aside; `None` without any.
    pub(crate) fn latest_day_of_others(&self) -> Option<Date> {
        latest(self.reviews.iter().map(|r| r.on).chain(self.missing.iter().map(|m| m.start)))
    }
}

/// The latest of some days. Of many the latest fiftieth is left aside: one slip of the pen would move a whole file to
/// another year.
fn latest(days: impl Iterator<Item = Date>) -> Option<Date> {
    let mut days: Vec<Date> = days.collect();
    let last = days.len().checked_sub(1 + days.len() / 50)?;
    Some(*days.select_nth_unstable(last).1)
}

/// Sex by its code of any year.
pub(crate) fn sex_of(code: &str) -> crate::record::Sex {
    match code {
        "1" | "M" => crate::record::Sex::Male,
        "2" | "F" => crate::record::Sex::Female,
        _ => crate::record::Sex::Unknown,
    }
}

/// First day of a return year.
pub(crate) fn year_start(year: u16) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?.checked_sub(1)?, 4, 1).ok()
}

/// Last day of a return year, 31 March.
pub(crate) fn year_end(year: u16) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 3, 31).ok()
}

/// The return year in which a day lies.
pub(crate) fn year_of(day: Date) -> Option<u16> {
    let year = u16::try_from(day.year()).ok()?;
    if (day.month(), day.day()) >= (4, 1) { year.checked_add(1) } else { Some(year) }
}
