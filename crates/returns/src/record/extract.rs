//! The days that one set of inspection lists speaks for, and what it leaves open.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::horizon::Horizon;
use super::slips::solid;
use super::{Activity, Coverage, Field, Kind, Statement};
use crate::annex_a::Lists;
use crate::{Finding, Findings, Origin, Rule, Severity};

pub(super) static OPEN_AT_EXTRACT: Rule = Rule {
    id: "annex-a-open-at-extract",
    severity: Severity::Note,
    title: "Care leavers and assessments under way have no end in the inspection lists.",
    why: "The lists say what was so on the day of the extract, and no other return tells how it went on. They count up \
          to the last day of the lists and no further.",
};

/// A set of lists: what may have begun, and on which days it was made.
pub(super) struct Extract {
    horizon: Horizon,
    /// First day it speaks for, and the day after the last.
    days: Option<(Date, Date)>,
}

impl Extract {
    /// Of a set of lists that was read today, if the caller tells today.
    pub(super) fn of(lists: &Lists, today: Option<Date>, findings: &mut Findings) -> Extract {
        let contacts = || lists.contacts.iter().map(|r| (r.on, r.origin));
        let help = || lists.early_help.iter().map(|r| (r.started, r.origin));
        let referrals = || lists.referrals.iter().map(|r| (r.on, r.origin));
        let assessments = || lists.assessments.iter().map(|r| (r.started, r.origin));
        let enquiries = || lists.enquiries.iter().map(|r| r.started.or(r.conference));
        let begun = || contacts().chain(help()).chain(referrals()).chain(assessments());
        let lasting = lists.in_need.iter().map(|r| r.started);
        let lasting = lasting.chain(lists.protection_plans.iter().map(|r| r.started));
        let lasting = lasting.chain(lists.looked_after.iter().map(|r| r.started));
        let starts = begun().map(|(day, _)| day).chain(enquiries()).chain(lasting);
        let horizon = Horizon::today(today).of_starts(starts);

        let need = lists.in_need.iter().map(|r| (r.closed, r.origin));
        let plans = lists.protection_plans.iter().map(|r| (r.ended, r.origin));
        let care = lists.looked_after.iter().map(|r| (r.ceased, r.origin));
        let ended = need.chain(plans).chain(care);
        let near = |(day, _): &(Option<Date>, Origin)| day.is_none_or(|day| horizon.holds(day));
        // These lists hold everything of their months; the others also hold what began long before.
        let windowed = solid(contacts().chain(referrals()).filter(near), findings)
            .or_else(|| solid(help().filter(near), findings))
            .or_else(|| solid(ended.clone().filter(near), findings));
        // The first dates are known; what remains is the last, and its slips were reported above.
        let last = solid(begun().chain(ended).filter(near), &mut Findings::default());
        let end = last.and_then(|(_, last)| last.tomorrow().ok());
        Extract { horizon, days: windowed.map(|(first, _)| first).zip(end) }
    }

    /// Adds the days it speaks for, for each field of which it has a list.
    pub(super) fn cover(&self, lists: &Lists, coverage: &mut Coverage) {
        let Some((first, end)) = self.days else { return };
        for (rows, field) in [
            (lists.early_help.len(), Field::EarlyHelp),
            (lists.referrals.len() + lists.in_need.len(), Field::Need),
            (lists.looked_after.len(), Field::Care),
        ] {
            if rows > 0 {
                coverage.add(field, first, end);
            }
        }
    }

    /// Whether a statement of the lists can be true; if not, there is a finding. Takes note of what it leaves open.
    pub(super) fn admits(
        &self,
        child: &str,
        statement: &Statement,
        open: &mut Open,
        findings: &mut Findings,
    ) -> bool {
        let admitted = self.horizon.admits(child, statement, findings);
        if let (true, Statement::Activity(activity), Some((_, end))) = (admitted, statement, self.days)
            && ends_with_lists(activity)
            && end > activity.start
        {
            open.see(activity.origin, end);
        }
        admitted
    }
}

/// Whether an activity is of a kind whose end no other return tells, and has none.
pub(super) fn ends_with_lists(activity: &Activity) -> bool {
    matches!(activity.kind, Kind::CareLeaver | Kind::Assessment) && activity.end.is_none()
}

/// What a set of lists leaves open.
#[derive(Default)]
pub(super) struct Open {
    count: u64,
    first: Option<(Origin, Date)>,
    /// The day after the last, by file.
    ends: BTreeMap<u32, Date>,
}

impl Open {
    fn see(&mut self, origin: Origin, end: Date) {
        self.count += 1;
        self.first.get_or_insert((origin, end));
        self.ends.insert(origin.source, end);
    }

    /// Reports it, once for the set, and says when the lists of each file end.
    pub(super) fn report(self, findings: &mut Findings) -> BTreeMap<u32, Date> {
        if let Some((origin, end)) = self.first {
            findings.push(
                Finding::new(&OPEN_AT_EXTRACT, Origin { row: 0, ..origin })
                    .value("", &format!("{} rows", self.count))
                    .expected(format!("an end; taken as lasting up to {end}")),
            );
        }
        self.ends
    }
}
