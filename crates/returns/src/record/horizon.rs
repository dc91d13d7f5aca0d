//! How late something can have begun: a start beyond is a slip of the pen, or a plan for later days.
//!
//! The record knows no clock. A start counts as beyond
//! - after the day on which the files are read, where the caller tells it ([`crate::Reading::today`]);
//! - in a census, after its last day, unless most of it lies there, for then the year is wrong and not the starts;
//! - in inspection lists and event files, if it is one of at most one in a hundred that follow all others of the file
//!   after more than two years without any.

use jiff::civil::Date;

use super::slips::far_last;
use super::{Activity, Statement};
use crate::{Finding, Findings, Rule, Severity};

pub(super) static IN_FUTURE: Rule = Rule {
    id: "start-in-future",
    severity: Severity::Error,
    title: "Something starts after the file that tells of it was made.",
    why: "It starts after the day on which the files are read, after the last day of its census, or more than two years \
          after all but one in a hundred starts of its file. Nothing tells the true day, so it is left out of the \
          journeys.",
};

/// Days without any start after which the few that follow are slips.
const FAR_DAYS: i32 = 731;

/// The last day on which something in a file, or in a set of files, can have begun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Horizon(Date);

impl Horizon {
    /// Nothing is beyond it but what starts after today, if the caller tells today.
    pub(super) fn today(today: Option<Date>) -> Horizon {
        Horizon(today.unwrap_or(Date::MAX))
    }

    /// Of a file whose starts these are.
    pub(super) fn of_starts(self, starts: impl Iterator<Item = Option<Date>>) -> Horizon {
        let mut starts: Vec<Date> = starts.flatten().filter(|day| self.holds(*day)).collect();
        starts.sort_unstable();
        let near = starts.len() - far_last(&starts, |day| *day, FAR_DAYS);
        match starts.get(near.saturating_sub(1)) {
            Some(last) if near < starts.len() => Horizon(*last),
            _ => self,
        }
    }

    /// Of a census with this last day and these starts.
    pub(super) fn of_year(self, last: Option<Date>, starts: impl Iterator<Item = Option<Date>>) -> Horizon {
        let Some(last) = last else { return self };
        let (mut all, mut beyond) = (0u64, 0u64);
        for start in starts.flatten() {
            all += 1;
            beyond += u64::from(start > last);
        }
        if beyond * 2 > all { self } else { Horizon(self.0.min(last)) }
    }

    /// Whether something can have begun on a day.
    pub(super) fn holds(self, day: Date) -> bool {
        day <= self.0
    }

    /// Whether a statement can be true; if not, there is a finding.
    pub(super) fn admits(self, child: &str, statement: &Statement, findings: &mut Findings) -> bool {
        let Statement::Activity(Activity { kind, start, origin, .. }) = statement else { return true };
        if !self.holds(*start) {
            findings.push(
                Finding::new(&IN_FUTURE, *origin)
                    .child(child)
                    .value(kind.label(), &start.to_string())
                    .expected(format!("a day up to {}; left out", self.0)),
            );
        }
        self.holds(*start)
    }
}
