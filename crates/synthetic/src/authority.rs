//! The made-up authority as a whole.

use luck::Luck;
use rates::PlacementMix;
use rates::published::{National, Unidentified, from_published_together};
#[cfg(feature = "parallel")]
use rayon::prelude::*;
use reference::{AreaCode, Measure, Reference};
use units::Position;

use crate::calibrate::calibrate;
use crate::day::Day;
use crate::grid::{Cell, QUINTILES};
use crate::intensities::Intensities;
use crate::live::{Life, World};
use crate::people::Births;
use crate::reasons::Reasons;
use crate::tally::Tally;
use crate::wards::{Ward, Wards};

/// What authority to make up.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Name of the authority; should be no real one's.
    pub name: String,
    /// The real authority whose published levels it has, or England.
    pub model_on: AreaCode,
    /// Children aged 0 to 17 on the last day.
    pub children: u64,
    /// First return year.
    pub first_year: u16,
    /// Last return year.
    pub last_year: u16,
    /// Seed of all that is drawn.
    pub seed: u64,
    /// Share of known children whose rows get one fault, 0 to 1.
    pub fault_share: f64,
    /// Months before the last day that the inspection lists cover.
    pub annex_a_months: u16,
}

/// A made-up authority: what is true of it, and what it returns.
#[derive(Clone, Debug)]
pub struct Authority {
    pub(crate) settings: Settings,
    pub(crate) luck: Luck,
    pub(crate) wards: Wards,
    pub(crate) intensities: Intensities,
    pub(crate) by_age: [f64; 18],
    pub(crate) placements: PlacementMix,
    pub(crate) reasons: Reasons,
    /// Probability that a spell in need has an enquiry that comes to no plan.
    pub(crate) enquiries_per_spell: f64,
    pub(crate) lives: Vec<Life>,
    pub(crate) tally: Tally,
}

/// Years that lives are followed beyond the last: an adoption under way then is told by its order.
const YEARS_BEYOND: u16 = 2;

/// Families whose lives are simulated in one go.
const FAMILIES_AT_ONCE: u64 = 2_048;

/// Makes up an authority.
///
/// The same reference and settings give the same authority, on one thread or many.
///
/// **Errors**: an area without the published figures that rates rest on.
///
/// **Limits**: a last year before the first is taken as the first.
pub fn build(reference: &Reference, settings: &Settings) -> Result<Authority, Unidentified> {
    let mut settings = settings.clone();
    settings.last_year = settings.last_year.max(settings.first_year);
    let base_year = latest_published(reference);
    let national = National::as_published(reference, base_year, National::WINDOW);
    let rates = from_published_together(reference, &national, settings.model_on)?;
    let luck = Luck::new(settings.seed);
    let wards = Wards::of(&luck, settings.children);
    let years = (settings.first_year, settings.last_year);
    let births = Births::of(reference, settings.model_on, &rates.population, settings.children, years);
    let intensities = calibrate(&rates, &births, &wards);
    let world = World {
        luck,
        births: &births,
        wards: &wards,
        intensities: &intensities,
        window: (Day::year_start(years.0), Day::year_end(years.1)),
        until: Day::year_end(years.1.saturating_add(YEARS_BEYOND)),
    };
    let (lives, tally) = live(&world);
    let reasons = Reasons::of(reference, settings.model_on, &rates);
    let enquiries_per_spell = enquiries_per_spell(&tally, &reasons);
    let (by_age, placements) = (births.by_age, rates.placements);
    Ok(Authority {
        settings,
        luck,
        wards,
        intensities,
        by_age,
        placements,
        reasons,
        enquiries_per_spell,
        lives,
        tally,
    })
}

/// The latest year whose 31 March is published for England.
fn latest_published(reference: &Reference) -> u16 {
    let series = reference.series(AreaCode::ENGLAND, Measure::ClaAt31March, "");
    series.iter().rev().find(|(_, figure)| figure.value().is_some()).map_or(2025, |(year, _)| *year)
}

/// Enquiries without a plan, as a share of the spells in need that they are placed in.
fn enquiries_per_spell(tally: &Tally, reasons: &Reasons) -> f64 {
    let entering = |to: Position| {
        let into = |cell: Cell| (0..QUINTILES).map(|q| tally.steps(cell, to, q)).sum::<u64>();
        Cell::all().map(into).sum::<u64>() as f64
    };
    let (plans, spells) = (entering(Position::ProtectionPlan), entering(Position::InNeed));
    // Short spells have no room for an enquiry: about a fifth of them.
    (1.25 * reasons.enquiries_per_plan * plans / spells.max(1.0)).clamp(0.0, 1.0)
}

/// Lives of all families, in the order of families.
fn live(world: &World) -> (Vec<Life>, Tally) {
    let some = |first: u64| {
        let (mut lives, mut tally) = (Vec::new(), Tally::empty());
        for family in first..(first + FAMILIES_AT_ONCE).min(world.births.families) {
            world.family(family, &mut lives, &mut tally);
        }
        (lives, tally)
    };
    let starts = (0..world.births.families).step_by(FAMILIES_AT_ONCE as usize);
    #[cfg(feature = "parallel")]
    let parts: Vec<(Vec<Life>, Tally)> = starts.collect::<Vec<_>>().into_par_iter().map(some).collect();
    #[cfg(not(feature = "parallel"))]
    let parts: Vec<(Vec<Life>, Tally)> = starts.map(some).collect();
    let mut lives = Vec::with_capacity(parts.iter().map(|(lives, _)| lives.len()).sum());
    let mut tally = Tally::empty();
    for (some, counted) in parts {
        lives.extend(some);
        tally.add(&counted);
    }
    (lives, tally)
}

impl Authority {
    /// The settings it was made from.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its wards, most deprived first.
    pub fn wards(&self) -> &[Ward] {
        &self.wards.0
    }

    /// The lives of all children with early help, social care or aftercare in the years, in order of family.
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }

    /// Exposure and steps of all children in the years, known or not.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Expected children by single year of age on the last day.
    pub fn children_by_age(&self) -> &[f64; 18] {
        &self.by_age
    }

    /// The day up to which lives are known: beyond the window.
    pub(crate) fn known_until(&self) -> Day {
        Day::year_end(self.settings.last_year.saturating_add(YEARS_BEYOND))
    }

    /// First day of the first year and the day after the last.
    pub(crate) fn window(&self) -> (Day, Day) {
        (Day::year_start(self.settings.first_year), Day::year_end(self.settings.last_year))
    }
}
