//! The rules of [`super::rules`] applied to returns.

use jiff::civil::{Date, date};
use rustc_hash::{FxHashMap, FxHashSet};

use super::dates::written;
use super::repair::prefix;
use super::{Episode, Header, Return, rules, year_end, year_of, year_start};
use crate::cores::{beside, map};
use crate::{Finding, Findings, Rule, upn};

/// Checks returns by the rules that touch the journey: each year by itself, then facts between years.
pub fn check(returns: &[Return], findings: &mut Findings) {
    let checks: [fn(&Return, &mut Findings); 2] = [check_headers, check_episodes];
    let each: Vec<_> = returns.iter().flat_map(|ret| checks.map(|check| (ret, check))).collect();
    let alone = || {
        map(&each, |(ret, check)| {
            let mut findings = Findings::default();
            check(ret, &mut findings);
            findings
        })
    };
    let between = || {
        let mut findings = Findings::default();
        check_between_years(returns, &mut findings);
        findings
    };
    let (alone, between) = beside(alone, between);
    for part in alone.into_iter().chain([between]) {
        findings.append(part, 0);
    }
}

/// Birth by child; the last of several headers.
fn births(ret: &Return) -> FxHashMap<&str, Option<Date>> {
    ret.headers.iter().map(|h| (h.child.as_str(), h.born)).collect()
}

fn check_headers(ret: &Return, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, bool> = ret.episodes.iter().map(|e| (e.child.as_str(), false)).collect();
    let leavers: FxHashSet<&str> = ret.oc3.iter().map(|r| r.child.as_str()).collect();
    let finding = |rule, header: &Header| Finding::new(rule, header.origin).child(&header.child);
    for header in &ret.headers {
        match seen.insert(header.child.as_str(), true) {
            Some(true) => findings.push(finding(&rules::HEADER_TWICE, header)),
            // Without any episodes the table is lacking, which is not the child's matter.
            None if !ret.episodes.is_empty() && !leavers.contains(header.child.as_str()) => {
                findings.push(finding(&rules::EPISODES_LACKING, header))
            }
            None | Some(false) => {}
        }
        let is_reason = matches!(header.upn.as_str(), "" | "UN1" | "UN2" | "UN3" | "UN4" | "UN5");
        match upn::fault(&header.upn).filter(|_| !is_reason) {
            None => {}
            Some(upn::Fault::Form(expected)) => findings.push(
                finding(&rules::UPN_PATTERN, header)
                    .value("UPN", &header.upn)
                    .expected(format!("{expected}; or UN1 to UN5")),
            ),
            Some(upn::Fault::CheckLetter(letter)) => findings.push(
                finding(&rules::UPN_CHECK, header)
                    .value("UPN", &header.upn)
                    .expected(format!("{letter} as first letter")),
            ),
        }
    }
}

fn check_episodes(ret: &Return, findings: &mut Findings) {
    let births = births(ret);
    // If the year itself is wrong, one finding says so, not one for each episode.
    let year = if check_year_of_all(ret, findings) { ret.year } else { None };
    let mut episodes: Vec<(u128, &Episode)> = ret.episodes.iter().map(|e| (prefix(&e.child), e)).collect();
    episodes.sort_by(|(a_prefix, a), (b_prefix, b)| {
        // An episode of no days comes before one that starts on the same day and lasts.
        let key = |e: &Episode| (e.start, e.end.unwrap_or(Date::MAX));
        a_prefix.cmp(b_prefix).then_with(|| a.child.cmp(&b.child)).then_with(|| key(a).cmp(&key(b)))
    });
    for of_child in episodes.chunk_by(|(_, a), (_, b)| a.child == b.child) {
        let Some((_, first)) = of_child.first() else { continue };
        let born = births.get(first.child.as_str());
        if born.is_none() && !ret.headers.is_empty() {
            findings.push(about(&rules::HEADER_LACKING, first));
        }
        for (_, episode) in of_child {
            check_alone(episode, findings);
            check_year(episode, year, findings);
            if let Some(born) = born.copied().flatten() {
                check_age(episode, born, year, findings);
            }
        }
        check_chain(of_child, findings);
    }
}

fn about(rule: &'static Rule, episode: &Episode) -> Finding {
    Finding::new(rule, episode.origin).child(&episode.child)
}

fn check_alone(episode: &Episode, findings: &mut Findings) {
    if let Some(end) = episode.end.filter(|end| *end < episode.start) {
        findings.push(
            about(&rules::END_BEFORE_START, episode)
                .value("DEC", &written(end))
                .expected(format!("{} or later", written(episode.start))),
        );
    }
    match (episode.end.is_some(), episode.reason_ended.is_empty()) {
        (true, true) => {
            findings.push(about(&rules::END_WITHOUT_REASON, episode).value("REC", "").expected("a reason"))
        }
        (false, false) => findings.push(
            about(&rules::REASON_WITHOUT_END, episode)
                .value("REC", &episode.reason_ended)
                .expected("DEC filled"),
        ),
        _ => {}
    }
    if episode.start < date(1991, 10, 14) {
        findings.push(
            about(&rules::BEFORE_ACT, episode)
                .value("DECOM", &written(episode.start))
                .expected("14/10/1991 or later"),
        );
    }
    check_provider(episode, findings);
}

fn check_provider(episode: &Episode, findings: &mut Findings) {
    let (place, provider) = (episode.place.as_str(), episode.provider.as_str());
    if place.is_empty() {
        return;
    }
    let has_none = matches!(place, "T0" | "T1" | "T2" | "T3") || place.starts_with('Z');
    let finding = |rule| about(rule, episode).value("PLACE_PROVIDER", provider);
    if has_none {
        if !provider.is_empty() {
            findings.push(finding(&rules::PROVIDER_GIVEN).expected(format!("blank with {place}")));
        }
    } else if provider.is_empty() {
        findings.push(finding(&rules::PROVIDER_LACKING).expected(format!("a provider with {place}")));
    } else if (provider == "PR0") != (place == "P1") {
        let expected = if place == "P1" { "PR0 with P1" } else { "not PR0, for the placement is not P1" };
        findings.push(finding(&rules::PROVIDER_PARENT).expected(expected));
    }
}

/// The last day on which an episode of a return can have started: the last of its year; `None` if the year is not
/// known, or is wrong by most of its episodes.
pub(super) fn last_start(ret: &Return) -> Option<Date> {
    year_is_believed(ret).then_some(ret.year).flatten().and_then(year_end)
}

/// How many episodes of a return lie outside its year.
fn outside(ret: &Return) -> usize {
    ret.episodes.iter().filter(|e| outside_year(e, ret.year).is_some()).count()
}

/// Whether the year of a return can be right. Few episodes may be odd by chance.
fn year_is_believed(ret: &Return) -> bool {
    ret.episodes.len() < 10 || outside(ret) * 2 <= ret.episodes.len()
}

/// Which date of an episode lies outside a year, and the year's days.
fn outside_year(episode: &Episode, year: Option<u16>) -> Option<(&'static str, Date, Date, Date)> {
    let (first, last) = (year_start(year?)?, year_end(year?)?);
    match episode.end {
        _ if episode.start > last => Some(("DECOM", episode.start, first, last)),
        Some(end) if end < first || end > last => Some(("DEC", end, first, last)),
        _ => None,
    }
}

fn check_year(episode: &Episode, year: Option<u16>, findings: &mut Findings) {
    let Some((column, day, first, last)) = outside_year(episode, year) else { return };
    let (rule, done) =
        if column == "DECOM" { (&rules::AFTER_YEAR, "; left out") } else { (&rules::OUTSIDE_YEAR, "") };
    findings.push(about(rule, episode).value(column, &written(day)).expected(format!(
        "within {} to {}{done}",
        written(first),
        written(last)
    )));
}

/// False, with a finding, if most episodes lie outside the year of their return.
fn check_year_of_all(ret: &Return, findings: &mut Findings) -> bool {
    let (Some(first), Some(year)) = (ret.episodes.first(), ret.year) else { return true };
    if year_is_believed(ret) {
        return true;
    }
    let outside = outside(ret);
    let origin = crate::Origin { row: 0, ..first.origin };
    let latest = ret.latest_day().and_then(year_of).map_or_else(String::new, |y| y.to_string());
    findings.push(Finding::new(&rules::YEAR_AND_DATES, origin).value("", &year.to_string()).expected(
        format!(
            "{latest}, by the latest day; {outside} of {} episodes lie outside the year",
            ret.episodes.len()
        ),
    ));
    false
}

/// The birthday on which someone is this old; 1 March for those born on 29 February.
pub(super) fn birthday(born: Date, age: i16) -> Option<Date> {
    let year = born.year().checked_add(age)?;
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).ok()
}

fn check_age(episode: &Episode, born: Date, year: Option<u16>, findings: &mut Findings) {
    let start = || about(&rules::BEFORE_BIRTH, episode).value("DECOM", &written(episode.start));
    if episode.start < born {
        findings.push(start().expected(format!("{} or later", written(born))));
        return;
    }
    let Some(adult) = birthday(born, 18) else { return };
    if episode.start >= adult && episode.reason_started == "S" {
        findings.push(
            about(&rules::ADULT_AT_START, episode)
                .value("DECOM", &written(episode.start))
                .expected(format!("before {}", written(adult))),
        );
    }
    // A day of grace: the day after the birthday is common as the day care ended.
    let latest = adult.tomorrow().unwrap_or(adult);
    let lasts_to = episode.end.or_else(|| year.and_then(year_end));
    if lasts_to.is_some_and(|day| day > latest) {
        let end = episode.end.map_or_else(String::new, written);
        findings.push(
            about(&rules::ADULT_IN_CARE, episode)
                .value("DEC", &end)
                .expected(format!("{} or earlier", written(adult))),
        );
    }
}

/// Checks how each episode of a child follows the one before.
fn check_chain(of_child: &[(u128, &Episode)], findings: &mut Findings) {
    for pair in of_child.windows(2) {
        let [(_, this), (_, next)] = pair else { continue };
        if this.start == next.start && this.end != Some(this.start) {
            let mut same = (*next).clone();
            same.origin = this.origin;
            let rule = if same == **this { &rules::DUPLICATE } else { &rules::DUPLICATE_DIFFERS };
            findings.push(
                about(rule, next)
                    .value("DECOM", &written(next.start))
                    .expected(format!("one row; the other is row {}", this.origin.row)),
            );
            continue;
        }
        match this.end {
            None => findings.push(
                about(if next.end.is_none() { &rules::TWO_OPEN } else { &rules::OVERLAP }, this)
                    .value("DEC", "")
                    .expected(format!("{} or earlier, when the next episode starts", written(next.start))),
            ),
            Some(end) if end > next.start => findings.push(
                about(&rules::OVERLAP, this)
                    .value("DEC", &written(end))
                    .expected(format!("{} or earlier, when the next episode starts", written(next.start))),
            ),
            Some(end) => check_join(this, end, next, findings),
        }
    }
    if let Some((_, last)) = of_child.last()
        && last.reason_ended == "X1"
        && last.end.is_some()
    {
        findings.push(next_lacking(last));
    }
}

fn next_lacking(episode: &Episode) -> Finding {
    let end = episode.end.map_or_else(String::new, written);
    about(&rules::NEXT_LACKING, episode)
        .value("REC", "X1")
        .expected(format!("an episode that starts on {end}"))
}

fn check_join(this: &Episode, end: Date, next: &Episode, findings: &mut Findings) {
    let goes_on = end == next.start;
    if goes_on && this.reason_ended != "X1" && !this.reason_ended.is_empty() {
        findings
            .push(about(&rules::GOES_ON_WITHOUT_X1, this).value("REC", &this.reason_ended).expected("X1"));
    }
    if goes_on && next.reason_started == "S" {
        findings
            .push(about(&rules::ANEW_WITHOUT_GAP, next).value("RNE", "S").expected("a change, as L or P"));
    }
    if !goes_on && this.reason_ended == "X1" {
        findings.push(next_lacking(this));
    }
    if !goes_on && next.reason_started != "S" && !next.reason_started.is_empty() {
        findings
            .push(about(&rules::GAP_WITHOUT_START, next).value("RNE", &next.reason_started).expected("S"));
    }
}

/// Checks that facts of a child are the same from one return to the next that has them.
fn check_between_years(returns: &[Return], findings: &mut Findings) {
    let mut years: Vec<&Return> = returns.iter().collect();
    years.sort_by_key(|ret| ret.year);
    let mut known: FxHashMap<&str, &Header> = FxHashMap::default();
    for ret in years {
        for header in &ret.headers {
            if let Some(before) = known.insert(&header.child, header) {
                compare(before, header, findings);
            }
        }
    }
}

fn compare(before: &Header, now: &Header, findings: &mut Findings) {
    if before.origin.source == now.origin.source && before.origin.row == now.origin.row {
        return;
    }
    let finding = |rule, column, value: &str, expected: &str| {
        Finding::new(rule, now.origin)
            .child(&now.child)
            .value(column, value)
            .expected(format!("{expected}, as in the earlier return"))
    };
    if let (Some(old), Some(new)) = (before.born, now.born)
        && old != new
    {
        findings.push(finding(&rules::DOB_CHANGES, "DOB", &written(new), &written(old)));
    }
    let (old, new) = (super::sex_of(&before.sex), super::sex_of(&now.sex));
    if old != new && old != crate::record::Sex::Unknown && new != crate::record::Sex::Unknown {
        findings.push(finding(&rules::SEX_CHANGES, "SEX", &now.sex, &before.sex));
    }
    let is_known = |code: &str| !matches!(code, "" | "REFU" | "NOBT");
    if before.ethnicity != now.ethnicity && is_known(&before.ethnicity) && is_known(&now.ethnicity) {
        findings.push(finding(&rules::ETHNICITY_CHANGES, "ETHNIC", &now.ethnicity, &before.ethnicity));
    }
    let are_numbers = [before, now].iter().all(|h| !matches!(upn::fault(&h.upn), Some(upn::Fault::Form(_))));
    if before.upn != now.upn && are_numbers {
        findings.push(finding(&rules::UPN_CHANGES, "UPN", &now.upn, &before.upn));
    }
}
