//! From everything that was read to one record.

use jiff::civil::Date;

use super::{Builder, Coverage, Field, Kind, Record, Told};
use crate::{Finding, Findings, Origin, Reading, Rule, Severity, annex_a, cin, events, ssda903};

pub(super) static DATE_FAR: Rule = Rule {
    id: "date-far-from-others",
    severity: Severity::Warning,
    title: "The first and last dates of a file lie near others.",
    why: "One lies more than a year from all others: likely a slip. Its row is used as it stands, but it does not \
          decide which days the file speaks for.",
};

/// Joins what was read into one record, and says what had to be repaired, settled or doubted on the way.
///
/// The findings are those of joining alone; those of reading are in [`Reading::findings`].
///
/// Coverage, the days for which absence means that nothing happened, is taken from the files:
/// - a census and a looked-after return speak for the twelve months to 31 March of their year;
/// - a set of inspection lists speaks from its earliest contact, early help assessment or referral (these lists
///   hold everything of their months) to its latest date;
/// - event files speak for a field from the first end of one of its activities to the last start of any event: an
///   extract of what was open on some day holds starts from long before it, but no ends. Without any end it is from
///   the first start.
pub fn join(reading: &Reading) -> (Record, Findings) {
    let mut findings = Findings::default();
    let mut builder = Builder::default();
    builder.coverage = coverage(reading, &mut findings);
    let mut desk = std::mem::take(&mut builder.desk);
    cin::tell(&reading.censuses, &mut desk, &mut findings, &mut |c, s| builder.tell(Told::Census, c, s));
    ssda903::tell(&reading.returns, &mut desk, &mut findings, &mut |c, s| builder.tell(Told::Ssda903, c, s));
    annex_a::tell(&reading.lists, &mut desk, &mut findings, &mut |c, s| builder.tell(Told::AnnexA, c, s));
    events::tell(&reading.events, &mut desk, &mut findings, &mut |c, s| builder.tell(Told::Events, c, s));
    builder.desk = desk;
    let record = builder.finish(&mut findings);
    findings.sort();
    (record, findings)
}

fn coverage(reading: &Reading, findings: &mut Findings) -> Coverage {
    let mut coverage = Coverage::default();
    for year in reading.returns.iter().filter(|r| !r.episodes.is_empty()).filter_map(|r| r.year) {
        add_year(&mut coverage, Field::Care, year);
    }
    for year in reading.censuses.iter().filter(|c| !c.children.is_empty()).filter_map(|c| c.year) {
        add_year(&mut coverage, Field::Need, year);
    }
    for lists in &reading.lists {
        add_lists(&mut coverage, lists, findings);
    }
    add_events(&mut coverage, &reading.events, findings);
    coverage
}

fn add_year(coverage: &mut Coverage, field: Field, year: u16) {
    let Ok(year) = i16::try_from(year) else { return };
    if let (Ok(from), Ok(to)) = (Date::new(year.saturating_sub(1), 4, 1), Date::new(year, 4, 1)) {
        coverage.add(field, from, to);
    }
}

/// Adds the days that a set of lists speaks for.
fn add_lists(coverage: &mut Coverage, lists: &annex_a::Lists, findings: &mut Findings) {
    let contacts = lists.contacts.iter().map(|r| (r.on, r.origin));
    let help = lists.early_help.iter().map(|r| (r.started, r.origin));
    let referrals = lists.referrals.iter().map(|r| (r.on, r.origin));
    let assessments = lists.assessments.iter().map(|r| (r.started, r.origin));
    let need = lists.in_need.iter().map(|r| (r.closed, r.origin));
    let plans = lists.protection_plans.iter().map(|r| (r.ended, r.origin));
    let ended = need.chain(plans).chain(lists.looked_after.iter().map(|r| (r.ceased, r.origin)));
    // These lists hold everything of their months; the others also hold what began long before.
    let mut windowed = solid(contacts.chain(referrals), findings);
    if windowed.is_none() {
        windowed = solid(help.clone(), findings).or_else(|| solid(ended.clone(), findings));
    }
    let Some((first, _)) = windowed else { return };
    let all = lists.contacts.iter().map(|r| (r.on, r.origin));
    let referrals = lists.referrals.iter().map(|r| (r.on, r.origin));
    // The first dates are known; what remains is the last, and slips were reported above or are reported here.
    let mut found = Findings::default();
    let last =
        solid(all.chain(referrals).chain(help).chain(assessments).chain(ended), &mut found).map(|s| s.1);
    let Some(end) = last.and_then(|last| last.tomorrow().ok()) else { return };
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

/// Adds the days that the event files speak for.
fn add_events(coverage: &mut Coverage, all: &[events::Event], findings: &mut Findings) {
    // Ends may be planned ones: the last thing that began tells how far the files reach.
    let starts = all.iter().filter(|e| e.kind.is_some()).map(|e| (e.start, e.origin));
    let Some(end) = solid(starts, findings).and_then(|(_, last)| last.tomorrow().ok()) else { return };
    for field in Field::ALL {
        let of_field = |kind: Option<Kind>| match field {
            Field::EarlyHelp => kind == Some(Kind::EarlyHelp),
            Field::Need => matches!(kind, Some(Kind::Referral | Kind::InNeed | Kind::ProtectionPlan)),
            Field::Care => matches!(kind, Some(Kind::Episode | Kind::LookedAfter)),
        };
        let of_this = || all.iter().filter(|e| of_field(e.kind));
        let mut known = Findings::default();
        let first = solid(of_this().map(|e| (e.end, e.origin)), findings)
            .or_else(|| solid(of_this().map(|e| (e.start, e.origin)), &mut known))
            .map(|s| s.0);
        if let Some(first) = first {
            coverage.add(field, first, end);
        }
    }
}

/// From this many dates on, one that lies far from all others is taken for a slip.
const MANY: usize = 20;
/// Days that part such a date from the next.
const FAR_DAYS: i32 = 366;

/// The first and the last of some dates, slips of the pen left aside.
///
/// Where there are many dates, a first or last one that lies more than a year from its neighbour, and is one of at
/// most one in a hundred, does not decide what the file speaks for; it is reported. The row itself is used.
fn solid(
    dates: impl Iterator<Item = (Option<Date>, Origin)>,
    findings: &mut Findings,
) -> Option<(Date, Date)> {
    let mut dates: Vec<(Date, Origin)> = dates.filter_map(|(d, o)| Some((d?, o))).collect();
    dates.sort();
    let mut rest = dates.as_slice();
    let allowed = if rest.len() < MANY { 0 } else { (rest.len() / 100).max(1) };
    let far = |a: Date, b: Date| a.until(b).is_ok_and(|gap| gap.get_days() > FAR_DAYS);
    for _ in 0..allowed {
        match rest {
            [inner @ .., (before, _), (last, origin)] if far(*before, *last) => {
                report_far(*last, *origin, findings);
                rest = &rest[..inner.len() + 1];
            }
            [(first, origin), (after, _), ..] if far(*first, *after) => {
                report_far(*first, *origin, findings);
                rest = &rest[1..];
            }
            _ => break,
        }
    }
    Some((rest.first()?.0, rest.last()?.0))
}

fn report_far(date: Date, origin: Origin, findings: &mut Findings) {
    findings.push(
        Finding::new(&DATE_FAR, origin)
            .value("date", &date.to_string())
            .expected("a date within a year of others of the file"),
    );
}
