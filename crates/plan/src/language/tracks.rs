//! Twin track: what the budget says of early and late help by year.

use jiff::civil::Date;
use units::{FinancialYear, Pence};

use super::Reading;
use super::money::read_price_year;
use super::part::Part;
use super::words;

/// What the budget says of one year, to compare with what the run costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The financial year.
    pub year: FinancialYear,
    /// Budget for early help and prevention.
    pub early: Pence,
    /// Budget for protection and care.
    pub late: Pence,
    /// Prices in which both are stated: those of the ledger.
    pub price_year: FinancialYear,
    /// Cuts whose first place has closed by the end of the year.
    pub cut: Vec<String>,
    /// Services and changes that have begun by the end of the year.
    pub grown: Vec<String>,
    /// What stays as it is, in words.
    pub kept: Vec<String>,
}

/// What a track may name: a cut or something new, and when it begins, unless that could not be read.
pub(super) struct Begun {
    pub(super) name: String,
    pub(super) is_cut: bool,
    pub(super) start: Option<Date>,
}

/// Reads all tracks and puts them in order of year.
pub(super) fn read_tracks(parts: &[Part<'_>], reading: &Reading<'_>, begun: &[Begun]) -> Option<Vec<Track>> {
    let read: Vec<Option<Track>> = parts.iter().map(|p| read_track(p, reading, begun)).collect();
    let mut right = true;
    for (at, track) in read.iter().enumerate() {
        let Some(track) = track else { continue };
        if read[..at].iter().flatten().any(|t| t.year == track.year) {
            parts[at].fail("year", "each year once");
            right = false;
        }
    }
    let mut tracks: Vec<Track> = read.into_iter().collect::<Option<_>>()?;
    tracks.sort_by_key(|t| t.year);
    right.then_some(tracks)
}

fn read_track(part: &Part<'_>, reading: &Reading<'_>, begun: &[Begun]) -> Option<Track> {
    let base = reading.setting.base_year;
    let last = base.saturating_add(u16::try_from(reading.setting.horizon_years).unwrap_or(u16::MAX));
    let year = part.need("year", |t| FinancialYear::parse(t).filter(|y| (base..last).contains(&y.0)));
    let early = part.need("early", words::pounds);
    let late = part.need("late", words::pounds);
    let price_year = read_price_year(part, reading);
    let cut = read_names(part, "cut", year, begun, true);
    let grown = read_names(part, "grown", year, begun, false);
    let kept = part.all("kept").into_iter().map(str::to_string).collect();
    Some(Track {
        year: year?,
        early: early?,
        late: late?,
        price_year: price_year?,
        cut: cut?,
        grown: grown?,
        kept,
    })
}

/// Names of what has begun by the end of the year.
fn read_names(
    part: &Part<'_>,
    key: &str,
    year: Option<FinancialYear>,
    begun: &[Begun],
    is_cut: bool,
) -> Option<Vec<String>> {
    let end = year.and_then(|y| Date::new(i16::try_from(y.0).ok()?.checked_add(1)?, 3, 31).ok());
    let mut names = Vec::new();
    let mut right = true;
    for text in part.all(key) {
        match begun.iter().filter(|b| b.is_cut == is_cut && b.name == text).map(|b| b.start).min() {
            None => {
                let known: Vec<&str> =
                    begun.iter().filter(|b| b.is_cut == is_cut).map(|b| b.name.as_str()).collect();
                let expected = match known.as_slice() {
                    [] => "nothing: the scenario has none".to_string(),
                    known => format!("one of \"{}\"", known.join("\", \"")),
                };
                part.fail_value(key, text, expected);
                right = false;
            }
            Some(Some(start)) if end.is_some_and(|end| start > end) => {
                part.fail_value(
                    key,
                    text,
                    format!("what has begun by the end of the year; this begins on {start}"),
                );
                right = false;
            }
            Some(_) => names.push(text.to_string()),
        }
    }
    right.then_some(names)
}
