//! Dates that lie far from all others of a file.

use jiff::civil::Date;

use crate::{Finding, Findings, Origin, Rule, Severity};

pub(super) static DATE_FAR: Rule = Rule {
    id: "date-far-from-others",
    severity: Severity::Warning,
    title: "The first or last dates of a file lie far from all others.",
    why: "One lies more than a year from all others: likely a slip. Its row is used as it stands, but it does not \
          decide which days the file speaks for.",
};

/// From this many dates on, a few that lie far from all others are taken for slips.
const MANY: usize = 20;
/// Days that part a slip from the next date.
const FAR_DAYS: i32 = 366;

/// The first and the last of some dates, slips of the pen left aside.
///
/// Where there are many dates, the first or last few, at most one in a hundred, that lie more than a year from all
/// others do not decide what the file speaks for; they are reported. The rows themselves are used.
pub(super) fn solid(
    dates: impl Iterator<Item = (Option<Date>, Origin)>,
    findings: &mut Findings,
) -> Option<(Date, Date)> {
    let mut dates: Vec<(Date, Origin)> = dates.filter_map(|(d, o)| Some((d?, o))).collect();
    dates.sort();
    let late = far_last(&dates, |(date, _)| *date, FAR_DAYS);
    let rest = dates.len() - late;
    let slips = dates.split_off(rest);
    dates.reverse();
    let early = far_last(&dates, |(date, _)| *date, FAR_DAYS);
    let rest = dates.len() - early;
    for (date, origin) in slips.into_iter().chain(dates.split_off(rest)) {
        report_far(date, origin, findings);
    }
    Some((dates.last()?.0, dates.first()?.0))
}

fn report_far(date: Date, origin: Origin, findings: &mut Findings) {
    findings.push(
        Finding::new(&DATE_FAR, origin)
            .value("date", &date.to_string())
            .expected("a date within a year of others of the file"),
    );
}

/// How many of the last of some sorted things follow all others after more than so many days: at most one in a hundred,
/// and none where there are few.
pub(super) fn far_last<T>(sorted: &[T], day: impl Fn(&T) -> Date, days: i32) -> usize {
    let allowed = if sorted.len() < MANY { 0 } else { (sorted.len() / 100).max(1) };
    let far = |pair: &[T]| match pair {
        [a, b] => day(a).until(day(b)).is_ok_and(|gap| gap.get_days().abs() > days),
        _ => false,
    };
    let from = sorted.len() - allowed.min(sorted.len());
    let tail = sorted.get(from.saturating_sub(1)..).unwrap_or(&[]);
    tail.windows(2).position(far).map_or(0, |at| allowed - at)
}
