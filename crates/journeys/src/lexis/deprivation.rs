//! Deprivation of wards, from a lookup that the authority brings.

use std::collections::BTreeMap;

/// The band of deprivation of each ward: tenths or fifths of areas, of which 1 is the most deprived.
///
/// No return and no reference data of Headwater holds it: wards change with their boundaries, and published indices are
/// of smaller areas, so who knows the wards brings the lookup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WardDeprivation {
    bands: BTreeMap<String, u8>,
}

impl WardDeprivation {
    /// Sets the band of a ward.
    ///
    /// **Errors**: the ward has another band, which stays.
    pub fn set(&mut self, ward: &str, band: u8) -> Result<(), u8> {
        let before = *self.bands.entry(ward.to_string()).or_insert(band);
        if before == band { Ok(()) } else { Err(before) }
    }

    /// The band of a ward; `None` if the lookup lacks it.
    pub fn band(&self, ward: &str) -> Option<u8> {
        self.bands.get(ward).copied()
    }

    /// How many wards there are.
    pub fn len(&self) -> usize {
        self.bands.len()
    }

    /// Whether there is no ward.
    pub fn is_empty(&self) -> bool {
        self.bands.is_empty()
    }
}
