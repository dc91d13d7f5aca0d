//! Children living in an area, by age band and year.

use reference::{AreaCode, Measure, Reference};
use units::AgeBand;

use crate::Population;

/// Years projected: as far as the published projection reaches is more than any horizon.
const YEARS: u16 = 21;

/// Children aged 0 to 17 as of the middle of the year before the reporting year.
///
/// Estimates start with mid-2012; earlier years repeat the first.
pub(super) fn children(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    let get = |y| reference.value(area, Measure::Population0To17, "", y);
    get(year).or_else(|| get(year.max(2013))).or_else(|| (2013..year).rev().find_map(get))
}

/// Share of an area's children in each age band.
///
/// The shape is the area's mid-2020 estimate, carried to the year before the base year by the region's
/// projection once there is one (2022 on).
pub(super) fn age_shares(reference: &Reference, area: AreaCode, base_year: u16) -> [f64; 5] {
    let shape = |code: AreaCode| {
        AgeBand::ALL.map(|band| {
            (band.from_years() as u32..band.to_years() as u32)
                .filter_map(|age| {
                    reference.value(code, Measure::PopulationByAgeMid2020, &age.to_string(), 2020)
                })
                .sum::<f64>()
        })
    };
    let own = shape(area);
    let region = projection_area(reference, area);
    let regional = shape(region);
    let mut bands = [0.0; 5];
    for band in AgeBand::ALL {
        let i = band.index();
        let carried = projected(reference, region, band, base_year - 1)
            .filter(|_| regional[i] > 0.0)
            .map_or(1.0, |later| later / regional[i]);
        bands[i] = own[i] * carried;
    }
    super::apportion::shares(bands).unwrap_or([1.0 / 18.0, 4.0 / 18.0, 5.0 / 18.0, 6.0 / 18.0, 2.0 / 18.0])
}

/// Children by age band in each year from the base year on.
///
/// The last estimate grows with the region's published projection, band by band. For base years before the
/// first projection (used in back-tests only) it grows for five years as it did over the last three.
pub(super) fn project(reference: &Reference, area: AreaCode, base_year: u16) -> Option<Population> {
    let total = children(reference, area, base_year)?;
    let now = age_shares(reference, area, base_year).map(|share| share * total);
    let region = projection_area(reference, area);
    let before = children(reference, area, base_year - 3).filter(|n| *n > 0.0).unwrap_or(total);
    let recent_growth = (total / before).powf(1.0 / 3.0);
    let by_year = (0..YEARS)
        .map(|ahead| {
            AgeBand::ALL.map(|band| {
                let estimate = projected(reference, region, band, base_year - 1);
                let later = projected(reference, region, band, base_year + ahead);
                let carried_on = recent_growth.powi(i32::from(ahead.min(4)) + 1);
                let growth = estimate.zip(later).map_or(carried_on, |(from, to)| to / from);
                now[band.index()] * growth
            })
        })
        .collect();
    Some(Population { first_year: base_year, by_year })
}

/// The region whose projection an area follows; England if it has none.
fn projection_area(reference: &Reference, area: AreaCode) -> AreaCode {
    let has =
        |code: &AreaCode| reference.value(*code, Measure::PopulationProjection, "0 to 4", 2022).is_some();
    Some(area)
        .filter(has)
        .or_else(|| reference.area(area).and_then(|a| a.region).filter(has))
        .unwrap_or(reference.england().code)
}

/// Projected children of an age band at mid-year, from the published five-year groups.
///
/// Bands that cut a group take their share of it as if ages within were equal in number.
fn projected(reference: &Reference, region: AreaCode, band: AgeBand, year: u16) -> Option<f64> {
    let group = |name: &str| reference.value(region, Measure::PopulationProjection, name, year);
    Some(match band {
        AgeBand::Under1 => group("0 to 4")? / 5.0,
        AgeBand::From1To4 => group("0 to 4")? * 4.0 / 5.0,
        AgeBand::From5To9 => group("5 to 9")?,
        AgeBand::From10To15 => group("10 to 14")? + group("15 to 19")? / 5.0,
        AgeBand::From16To17 => group("15 to 19")? * 2.0 / 5.0,
    })
}
