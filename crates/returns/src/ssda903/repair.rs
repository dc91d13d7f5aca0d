//! Several years' episodes made into one sequence per child, by written rules.
//!
//! Each year's return holds every episode that was open on any day of the year, from its first day on. So the
//! years overlap, and they contradict each other where a later year was corrected. In this order:
//!
//! 0. **After its year.** A row that starts after the year of its return is left out; checking has reported it.
//! 1. **One row per episode.** Rows of one child with one first day are one episode. A row that lasts beats one
//!    that ends on its first day; then one that has ceased beats one still open; then the later year beats the
//!    earlier; then the first row of a file beats the next.
//! 2. **An end before the start** is no end: the episode counts as left open and is closed by rule 4, with its
//!    return year as an older one.
//! 3. **Replaced.** An episode left open in an older return, and absent from the later ones, is left out if a
//!    later return has an episode over the same day, or the same one from another day.
//! 4. **Left open in an older return.** Without a next episode it is closed on 31 March of that return's year
//!    with reason `E99`; if the next one starts care anew (`RNE` is `S`) on the earlier of 31 March and the day
//!    before, with `E99`; else on the day the next one starts, with `X1`, and if the next one changes the
//!    placement with the place change reason `LIIAF`.
//! 5. **Overlaps** are cut from the earlier episode in the same way; if care starts anew, it keeps the reason
//!    it had for leaving care. This also closes an episode left open in the latest return that has a next one.
//!
//! An episode left open in the latest return, without a next one, stays open. Every change is a finding.
//! Merging what was merged changes nothing.
//!
//! **Source**: rules 1, 1A, 2, 3 and 3A of the sector's open data pipeline (LIIA tools, `fix_episodes`), in own
//! words and code; `E99` and `LIIAF` are its codes, not those of the return.

use std::borrow::Cow;
use std::marker::PhantomData;

use jiff::civil::Date;

use super::check::last_start;
use super::dates::written;
use super::{Episode, Return, year_end, year_of};
use crate::cores::{PIECE, PIECES, map, sort_by};
use crate::{Finding, Findings, Rule, Severity, Text};

pub(crate) static REPEATED: Rule = Rule {
    id: "merge-repeated-row",
    severity: Severity::Repair,
    title: "A return has several rows of one child and first day.",
    why: "Of several rows of one return the one that lasts and has ceased is kept, else the first.",
};
pub(crate) static CHANGED: Rule = Rule {
    id: "merge-changed-later",
    severity: Severity::Repair,
    title: "A later return says something else of an episode than the earlier one.",
    why: "The later return is the corrected one, and its values are used.",
};
pub(crate) static REOPENED: Rule = Rule {
    id: "merge-open-later",
    severity: Severity::Repair,
    title: "An episode that had ceased is open in a later return.",
    why: "The row with an end is used: an end is recorded on purpose, a blank is easily left.",
};
pub(crate) static END_DROPPED: Rule = Rule {
    id: "merge-end-before-start",
    severity: Severity::Repair,
    title: "An episode of several years ceases before it starts.",
    why: "Such an end cannot be true; it is dropped and the episode closed as one left open.",
};
pub(crate) static REPLACED: Rule = Rule {
    id: "merge-replaced",
    severity: Severity::Repair,
    title: "An open episode is absent from later returns, which have another in its place.",
    why: "It does not, and a later return has another episode over its first day: that one replaced it.",
};
pub(crate) static MOVED: Rule = Rule {
    id: "merge-moved",
    severity: Severity::Repair,
    title: "An open episode appears in the next return with another first day.",
    why: "The same episode appears there with another first day: that one replaced it.",
};
pub(crate) static CLOSED_AT_YEAR_END: Rule = Rule {
    id: "merge-closed-at-year-end",
    severity: Severity::Repair,
    title: "An open episode is absent from later returns, and nothing follows it.",
    why: "No later return mentions it or anything after it. It is closed on 31 March of its return year: \
          later days are not known to be in care.",
};
pub(crate) static CLOSED_BEFORE_NEXT: Rule = Rule {
    id: "merge-closed-before-next",
    severity: Severity::Repair,
    title: "An episode was left open when care ended and later started anew.",
    why: "The next episode starts care anew, so this one ended before; it is closed on 31 March of its return \
          year or the day before, whichever is earlier.",
};
pub(crate) static CLOSED_AT_NEXT: Rule = Rule {
    id: "merge-closed-at-next",
    severity: Severity::Repair,
    title: "An episode was left open when the next one started.",
    why: "The next episode goes on in the same care, so this one is closed on the day it starts.",
};
pub(crate) static OVERLAP_CUT: Rule = Rule {
    id: "merge-overlap-cut",
    severity: Severity::Repair,
    title: "An episode reaches into the next one.",
    why: "Two episodes overlap. The earlier is cut where the later starts, so that no day counts twice.",
};

/// Rules of merging.
pub(crate) static RULES: &[&Rule] = &[
    &REPEATED,
    &CHANGED,
    &REOPENED,
    &END_DROPPED,
    &REPLACED,
    &MOVED,
    &CLOSED_AT_YEAR_END,
    &CLOSED_BEFORE_NEXT,
    &CLOSED_AT_NEXT,
    &OVERLAP_CUT,
];

/// Reason episode ceased that the rules give where the true one is not known.
const UNKNOWN_REASON: &str = "E99";
/// Reason for place change that the rules give where the true one is not known.
const UNKNOWN_PLACE_CHANGE: &str = "LIIAF";

/// Merges the episodes of several years into one sequence per child, repaired by the rules of this module.
///
/// **Shape**: sorted by child, then start; a child's episodes do not overlap, and only its last may be open.
/// Each has the origin of the row it comes from. Each change is a finding of severity Repair.
pub fn merge(returns: &[Return], findings: &mut Findings) -> Vec<Episode> {
    let mut merged = Vec::with_capacity(returns.iter().map(|ret| ret.episodes.len()).sum());
    let merging = Merging::new(returns, |_, of_child, kept: &mut Vec<_>, _| {
        kept.extend(of_child.map(Cow::into_owned));
    });
    for (episodes, found) in merging {
        merged.extend(episodes);
        findings.append(found, 0);
    }
    merged
}

/// Merges children on all cores, some at a time: each item is what is made of them, in their order, and what was found.
///
/// `make` gets the id of a child, its merged episodes, borrowed unless they were repaired, and what to add to.
pub(super) struct Merging<'a, T, F> {
    rows: Vec<Row<'a>>,
    /// How many rows are merged.
    done: usize,
    /// The latest return.
    latest: Option<u16>,
    make: F,
    made: PhantomData<T>,
}

impl<'a, T: Send, F> Merging<'a, T, F>
where
    F: Fn(&'a str, &mut dyn Iterator<Item = Cow<'a, Episode>>, &mut Vec<T>, &mut Findings) + Sync,
{
    pub(super) fn new(returns: &'a [Return], make: F) -> Merging<'a, T, F> {
        let latest = returns.iter().map(|ret| ret.year).max().flatten();
        Merging { rows: sorted_rows(returns), done: 0, latest, make, made: PhantomData }
    }

    fn merge(&self, rows: &[Row<'a>]) -> (Vec<T>, Findings) {
        let (mut made, mut findings) = (Vec::with_capacity(rows.len()), Findings::default());
        let mut of_child: Vec<Held> = Vec::new();
        for child in rows.chunk_by(Row::is_of_same_child) {
            let Some(first) = child.first() else { continue };
            of_child.clear();
            for same in child.chunk_by(|a, b| a.episode.start == b.episode.start) {
                of_child.extend(settle(same, &mut findings));
            }
            drop_replaced(&mut of_child, self.latest, &mut findings);
            close(&mut of_child, self.latest, &mut findings);
            cut_overlaps(&mut of_child, &mut findings);
            let merged = &mut of_child.drain(..).map(|held| held.episode);
            (self.make)(&first.episode.child, merged, &mut made, &mut findings);
        }
        (made, findings)
    }
}

impl<'a, T: Send + Sync, F> Iterator for Merging<'a, T, F>
where
    F: Fn(&'a str, &mut dyn Iterator<Item = Cow<'a, Episode>>, &mut Vec<T>, &mut Findings) + Sync,
{
    type Item = (Vec<T>, Findings);

    fn next(&mut self) -> Option<(Vec<T>, Findings)> {
        let mut rest = self.rows.get(self.done..).filter(|rest| !rest.is_empty())?;
        let all = rest.len();
        let mut pieces = Vec::with_capacity(PIECES);
        while pieces.len() < PIECES && !rest.is_empty() {
            let (piece, after) = rest.split_at(piece(rest));
            pieces.push(piece);
            rest = after;
        }
        let done = all - rest.len();
        let (mut made, mut findings) = (Vec::new(), Findings::default());
        for (part, found) in map(&pieces, |rows| self.merge(rows)) {
            // One piece is moved, not copied.
            if made.is_empty() {
                made = part
            } else {
                made.extend(part)
            }
            findings.append(found, 0);
        }
        self.done += done;
        Some((made, findings))
    }
}

/// How many rows make a piece that does not end within a child.
fn piece(rows: &[Row<'_>]) -> usize {
    let from_last = rows.get(PIECE - 1..).unwrap_or(&[]);
    let more = from_last.windows(2).position(|pair| matches!(pair, [a, b] if !a.is_of_same_child(b)));
    more.map_or(rows.len(), |more| PIECE + more)
}

/// A row of a return.
struct Row<'a> {
    /// First bytes of the child's id, which nearly always decide the order.
    prefix: u128,
    episode: &'a Episode,
    year: Option<u16>,
}

impl Row<'_> {
    fn is_of_same_child(&self, other: &Self) -> bool {
        self.prefix == other.prefix && self.episode.child == other.episode.child
    }
}

/// An episode while it is repaired.
struct Held<'a> {
    episode: Cow<'a, Episode>,
    /// First and last return year that has it.
    first_year: Option<u16>,
    last_year: Option<u16>,
    /// Whether it had an end that cannot be.
    end_dropped: bool,
}

impl Held<'_> {
    /// Whether later returns should have had it, but do not.
    fn is_left_open(&self, latest: Option<u16>) -> bool {
        self.episode.end.is_none() && self.last_year < latest
    }
}

fn sorted_rows(returns: &[Return]) -> Vec<Row<'_>> {
    let mut years: Vec<&Return> = returns.iter().collect();
    years.sort_by_key(|ret| ret.year);
    let mut rows: Vec<Row> = Vec::with_capacity(returns.iter().map(|ret| ret.episodes.len()).sum());
    for ret in years {
        let last = last_start(ret).unwrap_or(Date::MAX);
        rows.extend(ret.episodes.iter().filter(|episode| episode.start <= last).map(|episode| Row {
            prefix: prefix(&episode.child),
            episode,
            year: ret.year,
        }));
    }
    // Stable: rows of one episode stay by year, then by their order in the file.
    sort_by(&mut rows, |a, b| {
        a.prefix
            .cmp(&b.prefix)
            .then_with(|| a.episode.child.cmp(&b.episode.child))
            .then_with(|| a.episode.start.cmp(&b.episode.start))
    });
    rows
}

/// The first sixteen bytes of an id, as a number that sorts as they do.
pub(super) fn prefix(child: &str) -> u128 {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(child.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(bytes)
}

/// Makes one episode of all its rows, which come by year.
fn settle<'a>(rows: &[Row<'a>], findings: &mut Findings) -> Option<Held<'a>> {
    let mut rows_left = rows.iter();
    let mut best = rows_left.next()?;
    let (first_year, mut last_year) = (best.year, best.year);
    for row in rows_left {
        last_year = row.year;
        let (kept, other) = if beats(row, best) { (row, best) } else { (best, row) };
        report_choice(kept, other, findings);
        best = kept;
    }
    let mut held = Held { episode: Cow::Borrowed(best.episode), first_year, last_year, end_dropped: false };
    if let Some(end) = held.episode.end.filter(|end| *end < held.episode.start) {
        findings.push(
            Finding::new(&END_DROPPED, held.episode.origin)
                .child(&held.episode.child)
                .value("DEC", &written(end))
                .expected(format!("blank, for DECOM is {}", written(held.episode.start))),
        );
        let episode = held.episode.to_mut();
        episode.end = None;
        episode.reason_ended = Text::default();
        held.end_dropped = true;
    }
    Some(held)
}

fn beats(row: &Row<'_>, best: &Row<'_>) -> bool {
    let lasts = |e: &Episode| e.end.is_none_or(|end| end > e.start);
    let rank = |r: &Row<'_>| (lasts(r.episode), r.episode.end.is_some(), r.year);
    rank(row) > rank(best)
}

fn report_choice(kept: &Row<'_>, other: &Row<'_>, findings: &mut Findings) {
    let (a, b) = (kept.episode, other.episode);
    let finding = |rule| Finding::new(rule, b.origin).child(&b.child);
    if kept.year == other.year {
        findings.push(
            finding(&REPEATED)
                .value("DECOM", &written(b.start))
                .expected("the other row of that day is kept"),
        );
    } else if kept.year < other.year && a.end.is_some() && b.end.is_none() {
        let end = a.end.map_or_else(String::new, written);
        findings
            .push(finding(&REOPENED).value("DEC", "").expected(format!("{end}, as in the earlier return")));
    } else if kept.year > other.year {
        let fields = [
            ("RNE", &b.reason_started, &a.reason_started),
            ("LS", &b.legal_status, &a.legal_status),
            ("CIN", &b.need, &a.need),
            ("PLACE", &b.place, &a.place),
            ("PLACE_PROVIDER", &b.provider, &a.provider),
        ];
        for (column, old, new) in fields {
            if old != new && !is_recoding(old, new) {
                findings.push(finding(&CHANGED).value(column, old).expected(new.to_string()));
            }
        }
        if let (Some(old), Some(new)) = (b.end, a.end)
            && old != new
        {
            findings.push(finding(&CHANGED).value("DEC", &written(old)).expected(written(new)));
        }
    }
}

/// Whether the return itself gave a placement type another code from one year to the next.
fn is_recoding(old: &str, new: &str) -> bool {
    matches!((old, new), ("H5" | "P2", "K3") | ("Z1", "Z11" | "Z12" | "Z13" | "Z14"))
}

/// Rule 3.
fn drop_replaced(held: &mut Vec<Held>, latest: Option<u16>, findings: &mut Findings) {
    if !held.iter().any(|h| h.is_left_open(latest)) {
        return;
    }
    let mut kept: Vec<Held> = Vec::with_capacity(held.len());
    let mut rest = held.drain(..).peekable();
    while let Some(this) = rest.next() {
        let rule = if !this.is_left_open(latest) || this.end_dropped {
            None
        } else if kept.last().is_some_and(|before| covers(before, &this)) {
            Some(&REPLACED)
        } else if rest.peek().is_some_and(|next| is_same_moved(&this, next)) {
            Some(&MOVED)
        } else {
            None
        };
        match rule {
            Some(rule) => findings.push(
                Finding::new(rule, this.episode.origin)
                    .child(&this.episode.child)
                    .value("DECOM", &written(this.episode.start))
                    .expected("left out"),
            ),
            None => kept.push(this),
        }
    }
    drop(rest);
    *held = kept;
}

/// Whether an earlier episode, by a later return, lasts beyond the first day of another.
fn covers(before: &Held, this: &Held) -> bool {
    before.last_year > this.last_year && before.episode.end.is_none_or(|end| end > this.episode.start)
}

/// Whether the next episode, which only later returns have, is this one with another first day.
fn is_same_moved(this: &Held, next: &Held) -> bool {
    let codes = |e: &Episode| {
        let fields = [&e.reason_started, &e.legal_status, &e.need, &e.place, &e.provider];
        let places = [&e.placement_postcode, &e.urn];
        (fields.map(Text::clone), places.map(Text::clone))
    };
    next.first_year > this.last_year && codes(&this.episode) == codes(&next.episode)
}

/// Rule 4, and of rule 5 what concerns open episodes.
fn close(held: &mut [Held], latest: Option<u16>, findings: &mut Findings) {
    for at in 0..held.len() {
        let Some((this, after)) = held.get_mut(at..).and_then(<[Held]>::split_first_mut) else { return };
        let next = after.first().map(|n| &n.episode);
        if this.episode.end.is_some() || (next.is_none() && !this.is_left_open(latest)) {
            continue;
        }
        // An episode that starts after the year of its return is closed in the year in which it starts.
        let year = this.last_year.max(year_of(this.episode.start));
        let year_end = year.and_then(year_end).unwrap_or(this.episode.start);
        let rule = match next {
            None => {
                end_episode(this.episode.to_mut(), year_end, UNKNOWN_REASON);
                &CLOSED_AT_YEAR_END
            }
            Some(next) if next.reason_started == "S" => {
                let end = year_end.min(day_before(next.start));
                end_episode(this.episode.to_mut(), end, UNKNOWN_REASON);
                &CLOSED_BEFORE_NEXT
            }
            Some(next) => {
                end_episode(this.episode.to_mut(), next.start, "X1");
                give_place_change(this.episode.to_mut(), next);
                &CLOSED_AT_NEXT
            }
        };
        findings.push(changed(rule, &this.episode, None));
    }
}

/// Rule 5.
fn cut_overlaps(held: &mut [Held], findings: &mut Findings) {
    for at in 0..held.len() {
        let Some((this, after)) = held.get_mut(at..).and_then(<[Held]>::split_first_mut) else { return };
        let Some(next) = after.first().map(|n| &n.episode) else { return };
        let Some(old) = this.episode.end.filter(|end| *end > next.start) else { continue };
        if next.reason_started == "S" {
            let leaves = !matches!(this.episode.reason_ended.as_str(), "" | "X1");
            let reason = if leaves { this.episode.reason_ended.clone() } else { Text::from(UNKNOWN_REASON) };
            end_episode(this.episode.to_mut(), day_before(next.start), &reason);
        } else {
            end_episode(this.episode.to_mut(), next.start, "X1");
            give_place_change(this.episode.to_mut(), next);
        }
        findings.push(changed(&OVERLAP_CUT, &this.episode, Some(old)));
    }
}

fn end_episode(episode: &mut Episode, end: Date, reason: &str) {
    episode.end = Some(end);
    episode.reason_ended = Text::from(reason);
}

fn give_place_change(episode: &mut Episode, next: &Episode) {
    if episode.reason_moved.is_empty() && matches!(next.reason_started.as_str(), "P" | "B" | "T" | "U") {
        episode.reason_moved = Text::from(UNKNOWN_PLACE_CHANGE);
    }
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

fn changed(rule: &'static Rule, episode: &Episode, old: Option<Date>) -> Finding {
    let end = episode.end.map_or_else(String::new, written);
    Finding::new(rule, episode.origin)
        .child(&episode.child)
        .value("DEC", &old.map_or_else(String::new, written))
        .expected(format!("DEC {end}, REC {}", episode.reason_ended))
}
