//! Wards of the made-up authority.

use luck::Luck;

use crate::grid::QUINTILES;
use crate::purpose;

/// A ward.
#[derive(Clone, Debug, PartialEq)]
pub struct Ward {
    /// Code in the shape of a GSS code, beginning with `X` so that it is no real ward's.
    pub code: String,
    /// Name; fictional.
    pub name: String,
    /// Decile of deprivation: 1 is most deprived.
    pub decile: u8,
    /// Share of the authority's families who live there.
    pub share: f64,
}

impl Ward {
    /// Fifth of deprivation: 0 is most deprived.
    pub(crate) fn quintile(&self) -> usize {
        usize::from(self.decile.clamp(1, 10) - 1) / 2
    }
}

/// All wards.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wards(pub(crate) Vec<Ward>);

const FIRST: [&str; 20] = [
    "Alder", "Birch", "Cinder", "Dove", "Elder", "Fallow", "Gorse", "Harrow", "Ivy", "Juniper", "Kestrel",
    "Lark", "Marl", "Nettle", "Otter", "Plover", "Quarry", "Rowan", "Sedge", "Teasel",
];
const LAST: [&str; 10] =
    ["bank", "brook", "cross", "dene", "field", "gate", "holme", "mead", "thorpe", "wick"];

impl Wards {
    /// Ten to forty wards by the number of children, with deciles spread evenly over them.
    pub(crate) fn of(luck: &Luck, children: u64) -> Wards {
        let count = (children / 4_000).clamp(10, 40);
        let mut wards: Vec<Ward> = (0..count)
            .map(|number| {
                let [size, ..] = luck.uniforms(0, number, purpose::WARD, 0);
                let name = format!(
                    "{}{}",
                    FIRST[number as usize % 20],
                    LAST[(number as usize * 3 + number as usize / 20) % 10]
                );
                Ward {
                    code: format!("X05{:06}", number + 1),
                    name,
                    decile: (number * 10 / count) as u8 + 1,
                    share: 0.6 + 0.8 * size,
                }
            })
            .collect();
        let total: f64 = wards.iter().map(|w| w.share).sum();
        wards.iter_mut().for_each(|w| w.share /= total);
        Wards(wards)
    }

    /// The ward at a uniform.
    pub(crate) fn at(&self, uniform: f64) -> u8 {
        let mut left = uniform;
        let place = self.0.iter().position(|w| {
            left -= w.share;
            left < 0.0
        });
        place.unwrap_or(self.0.len().saturating_sub(1)) as u8
    }

    /// A ward by its place in the list.
    pub(crate) fn get(&self, ward: u8) -> Option<&Ward> {
        self.0.get(usize::from(ward))
    }

    /// Fifth of deprivation of a ward.
    pub(crate) fn quintile(&self, ward: u8) -> usize {
        self.get(ward).map_or(0, Ward::quintile)
    }

    /// Ratios by fifth of deprivation, scaled so that their mean over families is 1.
    pub(crate) fn scaled(&self, ratios: [f64; QUINTILES]) -> [f64; QUINTILES] {
        let mean: f64 = self.0.iter().map(|w| w.share * ratios[w.quintile()]).sum();
        ratios.map(|r| r / mean.max(1e-9))
    }

    /// Share of families by fifth of deprivation.
    pub(crate) fn shares(&self) -> [f64; QUINTILES] {
        let mut shares = [0.0; QUINTILES];
        for ward in &self.0 {
            shares[ward.quintile()] += ward.share;
        }
        shares
    }
}
