//! How many places of each kind will be needed, from the authority's own looked-after records alone.

use futures::{LEFT, Month, PlacementRates, expect_placements};
use journeys::lexis::{Settings, State, TimeEdges, lexis};
use journeys::{Day, Home, Journey};
use rates::Posterior;
use returns::record::{Field, Record};
use units::{AgeBand, Exposure, Intensity, Placement, Position};

/// Kinds of placement.
const KINDS: usize = Placement::ALL.len();

/// A forecast of numbers by kind of placement.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementForecast {
    /// The day on which it starts: the last that the returns of care cover.
    pub start: Day,
    /// The days whose moves, ends and starts of care the rates count, `[from, to)` each: those of the last
    /// [`YEARS`] return years that returns of care speak for.
    pub counted: Vec<(Day, Day)>,
    /// Children on the first day, by kind.
    pub stock: [u64; KINDS],
    /// Looked-after children on the first day who have no date of birth, and are left out.
    pub without_birth: u64,
    /// Numbers at the end of each month.
    pub months: Vec<Month>,
}

/// Return years whose steps the rates count, at most.
pub(crate) const YEARS: u16 = 3;

/// Forecasts numbers by kind of placement; `None` if no return of looked-after children was read.
///
/// Intensities depend on age and kind of placement. Cells are shrunk towards the intensity of all ages together,
/// which counts as one step; a move seen at no age is taken not to happen.
pub fn placement_forecast(
    record: &Record,
    journeys: &[Journey],
    months: usize,
    draws: u32,
    seed: u64,
) -> Option<PlacementForecast> {
    let start = Day(Day::of(record.coverage.spans(Field::Care).last()?.1).0 - 1);
    let last_year = start.return_year();
    let counted = counted_days(record, last_year);
    let rates =
        PlacementRates { moves: moves(record, journeys, last_year), arrivals: arrivals(journeys, &counted) };
    let (by_month, stock, without_birth) = stock(journeys, start);
    let months = expect_placements(&rates, &by_month, months, draws, seed);
    Some(PlacementForecast { start, counted, stock, without_birth, months })
}

/// The days of the last return years that returns of care speak for.
fn counted_days(record: &Record, last_year: u16) -> Vec<(Day, Day)> {
    let first = Day::first_of_year_from(last_year as i16 - YEARS as i16);
    let spans = record.coverage.spans(Field::Care).iter();
    spans.map(|(from, to)| (Day::of(*from).max(first), Day::of(*to))).filter(|(from, to)| from < to).collect()
}

/// Moves and ends of care in the return years of [`counted_days`]: exposure is covered days alone.
fn moves(record: &Record, journeys: &[Journey], last_year: u16) -> [[[Posterior; KINDS + 1]; KINDS]; 5] {
    let settings = Settings {
        time_edges: TimeEdges::none(),
        by_home: true,
        position: Some(Position::LookedAfter),
        ..Settings::default()
    };
    let table = lexis(record, journeys, &settings);
    let mut exposure = [[0.0; KINDS]; 5];
    let mut steps = [[[0.0; KINDS + 1]; KINDS]; 5];
    for cell in table.cells.iter().filter(|c| c.year + YEARS > last_year) {
        let (Some(home), age) = (cell.from.home, cell.age.index()) else { continue };
        let from = home.placement.index();
        exposure[age][from] += cell.exposure().unwrap_or_default().0;
        for (to, n) in &cell.steps {
            steps[age][from][destination(*to)] += f64::from(*n);
        }
    }
    let never = Posterior::from_counts(0.0, Exposure(1.0), Intensity(0.0), 1.0);
    let mut moves = [[[never; KINDS + 1]; KINDS]; 5];
    for from in 0..KINDS {
        let years: f64 = exposure.iter().map(|row| row[from]).sum();
        for to in 0..=KINDS {
            let all: f64 = steps.iter().map(|row| row[from][to]).sum();
            if all == 0.0 || years == 0.0 {
                continue;
            }
            for age in 0..5 {
                moves[age][from][to] = Posterior::from_counts(
                    steps[age][from][to],
                    Exposure(exposure[age][from]),
                    Intensity(all / years),
                    1.0,
                );
            }
        }
    }
    moves
}

fn destination(to: State) -> usize {
    match (to.position, to.home) {
        (Position::LookedAfter, Some(home)) => home.placement.index(),
        _ => LEFT,
    }
}

fn arrivals(journeys: &[Journey], counted: &[(Day, Day)]) -> [[Posterior; KINDS]; 5] {
    let days: f64 = counted.iter().map(|(from, to)| f64::from(from.until(*to))).sum();
    let years = days / journeys::day::DAYS_PER_YEAR;
    let mut steps = [[0.0; KINDS]; 5];
    for journey in journeys {
        for spell in journey.spells.iter().filter(|s| s.position == Position::LookedAfter && s.entered) {
            if !counted.iter().any(|(from, to)| (*from..*to).contains(&spell.start)) {
                continue;
            }
            if let (Some(home), Some(age)) = (home_on(journey, spell.start), band_on(journey, spell.start)) {
                steps[age.index()][home.placement.index()] += 1.0;
            }
        }
    }
    steps.map(|row| {
        row.map(|n| match n {
            0.0 => Posterior::from_counts(0.0, Exposure(years), Intensity(0.0), 1.0),
            n => Posterior { shape: n, exposure_years: years },
        })
    })
}

/// Children by age in months and kind, by kind, and how many have no date of birth.
fn stock(journeys: &[Journey], day: Day) -> (Vec<[f64; KINDS]>, [u64; KINDS], u64) {
    let mut by_month = vec![[0.0; KINDS]; 216];
    let (mut by_kind, mut without_birth) = ([0; KINDS], 0);
    for journey in journeys {
        let Some(home) = home_on(journey, day) else { continue };
        match journey.born {
            None => without_birth += 1,
            Some(born) if day < journey.adult => {
                let months = f64::from(born.until(day)) / journeys::day::DAYS_PER_YEAR * 12.0;
                if let Some(row) = by_month.get_mut(months.max(0.0) as usize) {
                    row[home.placement.index()] += 1.0;
                    by_kind[home.placement.index()] += 1;
                }
            }
            Some(_) => {}
        }
    }
    (by_month, by_kind, without_birth)
}

fn home_on(journey: &Journey, day: Day) -> Option<Home> {
    journey.stay_at(day).map(|stay| stay.home)
}

fn band_on(journey: &Journey, day: Day) -> Option<AgeBand> {
    AgeBand::of(f64::from(journey.age_on(day)?.max(0)))
}
