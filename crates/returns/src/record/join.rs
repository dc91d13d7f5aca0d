//! From everything that was read to one record.

use jiff::civil::{Date, date};

use super::{Builder, Coverage, Field, Kind, Record, Told};
use crate::{Findings, Reading, annex_a, cin, events, ssda903};

/// Joins what was read into one record, and says what had to be repaired, settled or doubted on the way.
///
/// The findings are those of joining alone; those of reading are in [`Reading::findings`].
///
/// Coverage, the days for which absence means that nothing happened, is taken from the files:
/// - a census and a looked-after return speak for the twelve months to 31 March of their year;
/// - a set of inspection lists speaks from its earliest contact, early help assessment or referral (these lists
///   hold everything of their months) to its latest date;
/// - event files speak for a field from the first end of one of its activities to the last date of any event: an
///   extract of what was open on some day holds starts from long before it, but no ends. Without any end it is from
///   the first start.
pub fn join(reading: &Reading) -> (Record, Findings) {
    let mut builder = Builder::default();
    builder.coverage = coverage(reading);
    let mut findings = Findings::default();
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

fn coverage(reading: &Reading) -> Coverage {
    let mut coverage = Coverage::default();
    for year in reading.returns.iter().filter(|r| !r.episodes.is_empty()).filter_map(|r| r.year) {
        add_year(&mut coverage, Field::Care, year);
    }
    for year in reading.censuses.iter().filter(|c| !c.children.is_empty()).filter_map(|c| c.year) {
        add_year(&mut coverage, Field::Need, year);
    }
    for lists in &reading.lists {
        add_lists(&mut coverage, lists);
    }
    add_events(&mut coverage, &reading.events);
    coverage
}

fn add_year(coverage: &mut Coverage, field: Field, year: u16) {
    let Ok(year) = i16::try_from(year) else { return };
    if let (Ok(from), Ok(to)) = (Date::new(year.saturating_sub(1), 4, 1), Date::new(year, 4, 1)) {
        coverage.add(field, from, to);
    }
}

fn add_lists(coverage: &mut Coverage, lists: &annex_a::Lists) {
    let contacts = lists.contacts.iter().filter_map(|r| r.on);
    let help = lists.early_help.iter().filter_map(|r| r.started);
    let referrals = lists.referrals.iter().filter_map(|r| r.on);
    let ended = || {
        let need = lists.in_need.iter().filter_map(|r| r.closed);
        let plans = lists.protection_plans.iter().filter_map(|r| r.ended);
        need.chain(plans).chain(lists.looked_after.iter().filter_map(|r| r.ceased))
    };
    let first = contacts.clone().chain(referrals.clone()).min().or_else(|| help.clone().min());
    let Some(first) = first.or_else(|| ended().min()) else { return };
    let completed = lists.early_help.iter().filter_map(|r| r.completed);
    let assessments = lists.assessments.iter().flat_map(|r| [r.started, r.authorised]).flatten();
    let dates = contacts.chain(help).chain(referrals).chain(completed).chain(assessments).chain(ended());
    let Some(end) = dates.max().and_then(|last| last.tomorrow().ok()) else { return };
    if !lists.early_help.is_empty() {
        coverage.add(Field::EarlyHelp, first, end);
    }
    if !(lists.referrals.is_empty() && lists.in_need.is_empty()) {
        coverage.add(Field::Need, first, end);
    }
    if !lists.looked_after.is_empty() {
        coverage.add(Field::Care, first, end);
    }
}

fn add_events(coverage: &mut Coverage, all: &[events::Event]) {
    let dates = || all.iter().flat_map(|e| [e.start, e.end]).flatten();
    let Some(end) = dates().max().and_then(|last| last.tomorrow().ok()) else { return };
    for field in Field::ALL {
        let of_field = |kind: Option<Kind>| match field {
            Field::EarlyHelp => kind == Some(Kind::EarlyHelp),
            Field::Need => matches!(kind, Some(Kind::Referral | Kind::InNeed | Kind::ProtectionPlan)),
            Field::Care => matches!(kind, Some(Kind::Episode | Kind::LookedAfter)),
        };
        let of_this = || all.iter().filter(|e| of_field(e.kind));
        let first = of_this().filter_map(|e| e.end).min().or_else(|| of_this().filter_map(|e| e.start).min());
        if let Some(first) = first.filter(|f| *f >= date(1950, 1, 1)) {
            coverage.add(field, first, end);
        }
    }
}
