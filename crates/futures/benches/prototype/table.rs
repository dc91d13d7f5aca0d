//! Intensities as the loop reads them: summed up by age for each position, and shared out over destinations.

use crate::six_positions::{AGES, INTENSITIES, POSITIONS};

const BANDS: usize = AGES.len();
/// Room for positions, bands, and columns that destinations are shared out over: a power of two, so that no index needs a
/// check.
const SLOTS: usize = 8;

/// Everything that the time and the destination of a step depend on.
///
/// The tables hold any intensities by position and band of age, although the job's are in proportion.
pub struct Table {
    bands: [[Band; SLOTS]; SLOTS],
    /// What of a unit exponential is used up between birth and the end of each band but the last.
    ends: [[f64; BANDS - 1]; SLOTS],
    columns: [[[Column; SLOTS]; SLOTS]; SLOTS],
}

/// One position in one band of age.
#[derive(Clone, Copy, Default)]
struct Band {
    age: f64,
    used: f64,
    intensity: f64,
    years: f64,
}

/// Walker's alias table: each column holds a share of one destination, and another destination has the rest.
#[derive(Clone, Copy, Default)]
struct Column {
    share: f64,
    one: u8,
    other: u8,
}

impl Table {
    pub fn new() -> Table {
        let mut table = Table {
            bands: [[Band::default(); SLOTS]; SLOTS],
            ends: [[f64::INFINITY; BANDS - 1]; SLOTS],
            columns: [[[Column::default(); SLOTS]; SLOTS]; SLOTS],
        };
        for (position, row) in INTENSITIES.iter().enumerate() {
            let total: f64 = row.iter().sum();
            let mut used = 0.0;
            for (band, &(age, multiplier)) in AGES.iter().enumerate() {
                let intensity = total * multiplier;
                table.bands[position][band] = Band { age, used, intensity, years: 1.0 / intensity };
                if let Some(next) = AGES.get(band + 1) {
                    used += intensity * (next.0 - age);
                    table.ends[position][band] = used;
                }
                table.columns[position][band] = columns(row.map(|intensity| intensity / total));
            }
        }
        table
    }

    /// The band that an age is in.
    pub fn band(&self, age: f64) -> u8 {
        (AGES.iter().filter(|(from, _)| *from <= age).count() - 1) as u8
    }

    /// Age and band when a unit exponential is used up, from some age on in one position.
    #[inline]
    pub fn pass(&self, position: u8, band: u8, age: f64, exponential: f64) -> (f64, u8) {
        let position = usize::from(position) % SLOTS;
        let now = &self.bands[position][usize::from(band) % SLOTS];
        let used = now.used + (age - now.age) * now.intensity + exponential;
        let band: u8 = self.ends[position].iter().map(|end| u8::from(*end <= used)).sum();
        let then = &self.bands[position][usize::from(band) % SLOTS];
        (then.age + (used - then.used) * then.years, band)
    }

    /// Where to, by a uniform.
    #[inline]
    pub fn destination(&self, position: u8, band: u8, uniform: f64) -> u8 {
        let at = uniform * SLOTS as f64;
        let number = at as u32 as usize;
        let column = &self.columns[usize::from(position) % SLOTS][usize::from(band) % SLOTS][number % SLOTS];
        if at - (number as f64) < column.share { column.one } else { column.other }
    }
}

/// **Source**: Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE Transactions on
/// Software Engineering 17, 1991.
fn columns(chances: [f64; POSITIONS]) -> [Column; SLOTS] {
    let mut left = [0.0; SLOTS];
    for (share, chance) in left.iter_mut().zip(chances) {
        *share = chance * SLOTS as f64;
    }
    let mut columns: [Column; SLOTS] =
        std::array::from_fn(|one| Column { share: 1.0, one: one as u8, other: one as u8 });
    let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..SLOTS).partition(|at| left[*at] < 1.0);
    while let (Some(low), Some(&high)) = (small.pop(), large.last()) {
        columns[low] = Column { share: left[low], one: low as u8, other: high as u8 };
        left[high] -= 1.0 - left[low];
        if left[high] < 1.0 {
            large.pop();
            small.push(high);
        }
    }
    columns
}
