//! From everything that was read to one record.

use std::collections::BTreeMap;
use std::slice;

use jiff::civil::Date;

use super::extract::{Extract, Open};
use super::horizon::Horizon;
use super::slips::solid;
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
/// - event files speak for a field from the first end of one of its activities to the last start of any event: an
///   extract of what was open on some day holds starts from long before it, but no ends. Without any end it is from
///   the first start.
///
/// What starts later than it can ([`Horizon`]) is reported and left out.
pub fn join(reading: &Reading) -> (Record, Findings) {
    let mut findings = Findings::default();
    let today = Horizon::today(reading.today);
    let mut builder = Builder::default();
    let mut desk = std::mem::take(&mut builder.desk);
    for year in reading.returns.iter().filter(|r| !r.episodes.is_empty()).filter_map(|r| r.year) {
        add_year(&mut builder.coverage, Field::Care, year);
    }
    for year in reading.censuses.iter().filter(|c| !c.children.is_empty()).filter_map(|c| c.year) {
        add_year(&mut builder.coverage, Field::Need, year);
    }
    let mut late = Findings::default();
    let years = census_horizons(&reading.censuses, today);
    let of_census = |source: u32| years.get(&source).copied().unwrap_or(today);
    cin::tell(&reading.censuses, &mut desk, &mut findings, &mut |child, statement| {
        if of_census(statement.origin().source).admits(child, &statement, &mut late) {
            builder.tell(Told::Census, child, statement);
        }
    });
    ssda903::tell(&reading.returns, &mut desk, &mut findings, &mut |child, statement| {
        if today.admits(child, &statement, &mut late) {
            builder.tell(Told::Ssda903, child, statement);
        }
    });
    for lists in &reading.lists {
        let extract = Extract::of(lists, reading.today, &mut findings);
        extract.cover(lists, &mut builder.coverage);
        let mut open = Open::default();
        annex_a::tell(slice::from_ref(lists), &mut desk, &mut findings, &mut |child, statement| {
            if extract.admits(child, &statement, &mut open, &mut late) {
                builder.tell(Told::AnnexA, child, statement);
            }
        });
        builder.lists_end.extend(open.report(&mut findings));
    }
    let horizons = horizons(&reading.events, today);
    let of_file = |source: u32| horizons.get(&source).copied().unwrap_or(today);
    add_events(&mut builder.coverage, &reading.events, &of_file, &mut findings);
    events::tell(&reading.events, &mut desk, &mut findings, &mut |child, statement| {
        if of_file(statement.origin().source).admits(child, &statement, &mut late) {
            builder.tell(Told::Events, child, statement);
        }
    });
    findings.append(late, 0);
    builder.desk = desk;
    let record = builder.finish(&mut findings);
    findings.sort();
    (record, findings)
}

/// How far the file of each census reaches.
fn census_horizons(censuses: &[cin::Census], today: Horizon) -> BTreeMap<u32, Horizon> {
    let of_census = |census: &cin::Census| {
        let source = census.children.first()?.origin.source;
        let referrals = census.children.iter().flat_map(|c| &c.episodes).map(|episode| episode.referred);
        Some((source, today.of_year(census.last_day(), referrals)))
    };
    censuses.iter().filter_map(of_census).collect()
}

/// How far each event file reaches.
fn horizons(all: &[events::Event], today: Horizon) -> BTreeMap<u32, Horizon> {
    let mut starts: BTreeMap<u32, Vec<Option<Date>>> = BTreeMap::new();
    for event in all.iter().filter(|e| e.kind.is_some()) {
        starts.entry(event.origin.source).or_default().push(event.start);
    }
    starts.into_iter().map(|(source, days)| (source, today.of_starts(days.into_iter()))).collect()
}

fn add_year(coverage: &mut Coverage, field: Field, year: u16) {
    let Ok(year) = i16::try_from(year) else { return };
    if let (Ok(from), Ok(to)) = (Date::new(year.saturating_sub(1), 4, 1), Date::new(year, 4, 1)) {
        coverage.add(field, from, to);
    }
}

/// Adds the days that the event files speak for.
fn add_events(
    coverage: &mut Coverage,
    all: &[events::Event],
    of_file: &dyn Fn(u32) -> Horizon,
    findings: &mut Findings,
) {
    let all = || {
        let near = |e: &&events::Event| e.start.is_none_or(|day| of_file(e.origin.source).holds(day));
        all.iter().filter(near)
    };
    // Ends may be planned ones: the last thing that began tells how far the files reach.
    let starts = all().filter(|e| e.kind.is_some()).map(|e| (e.start, e.origin));
    let Some(end) = solid(starts, findings).and_then(|(_, last)| last.tomorrow().ok()) else { return };
    for field in Field::ALL {
        let of_field = |kind: Option<Kind>| match field {
            Field::EarlyHelp => kind == Some(Kind::EarlyHelp),
            Field::Need => matches!(kind, Some(Kind::Referral | Kind::InNeed | Kind::ProtectionPlan)),
            Field::Care => matches!(kind, Some(Kind::Episode | Kind::LookedAfter)),
        };
        let of_this = || all().filter(|e| of_field(e.kind));
        let mut known = Findings::default();
        let first = solid(of_this().map(|e| (e.end, e.origin)), findings)
            .or_else(|| solid(of_this().map(|e| (e.start, e.origin)), &mut known))
            .map(|s| s.0);
        if let Some(first) = first {
            coverage.add(field, first, end);
        }
    }
}
