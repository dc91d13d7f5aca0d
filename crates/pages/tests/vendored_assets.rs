//! The committed copy of GOV.UK Frontend is the one that `frontend/build.mjs` wrote, without what only GOV.UK may
//! use.

use pages::assets::Asset;
use sha2::{Digest, Sha256};

const SUMS: &str = include_str!("../assets/SHA256SUMS");

#[test]
fn checksums_hold() {
    let mut checked = 0;
    for line in SUMS.lines() {
        let (sum, name) = line.split_once("  ").expect("sum, two spaces, name");
        let licence = include_bytes!("../assets/LICENCE-govuk-frontend.txt").as_slice();
        let bytes = Asset::named(name).map_or(licence, |asset| asset.bytes);
        let actual: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(actual, sum, "{name} was changed by hand; run `make assets`");
        checked += 1;
    }
    assert_eq!(checked, 3);
}

#[test]
fn no_typeface_or_emblem_of_gov_uk_is_shipped() {
    for asset in pages::assets::ALL {
        let text = std::str::from_utf8(asset.bytes).expect("assets are text");
        for forbidden in ["GDS Transport", "@font-face", "govuk-crest", "woff"] {
            assert!(!text.contains(forbidden), "{} contains {forbidden}", asset.name);
        }
    }
}
