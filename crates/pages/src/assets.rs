//! Stylesheets and scripts, embedded in the program.

/// One embedded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// File name, as in the address `/assets/{name}`.
    pub name: &'static str,
    /// Media type for the `Content-Type` header.
    pub media_type: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

/// All embedded files that pages may ask for.
pub const ALL: [Asset; 5] = [
    Asset {
        name: "govuk-frontend.min.css",
        media_type: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/govuk-frontend.min.css"),
    },
    Asset {
        name: "govuk-frontend.min.js",
        media_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../assets/govuk-frontend.min.js"),
    },
    Asset {
        name: "headwater.css",
        media_type: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/headwater.css"),
    },
    Asset {
        name: "headwater.js",
        media_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../assets/headwater.js"),
    },
    Asset {
        name: "favicon.svg",
        media_type: "image/svg+xml",
        bytes: include_bytes!("../assets/favicon.svg"),
    },
];

impl Asset {
    /// The embedded file of a name.
    pub fn named(name: &str) -> Option<&'static Asset> {
        ALL.iter().find(|asset| asset.name == name)
    }

    /// Sixteen hexadecimal digits that change when the file does (64-bit FNV-1a; it names a version and guards
    /// against nothing).
    pub fn version(&self) -> String {
        let hash = self.bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }
}

/// The address of an embedded file with its version, so that browsers may keep it for ever.
pub fn address(name: &str) -> String {
    match Asset::named(name) {
        Some(asset) => format!("/assets/{name}?v={}", asset.version()),
        None => format!("/assets/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_the_version_of_the_file() {
        let address = address("headwater.css");
        let version = address.strip_prefix("/assets/headwater.css?v=").expect("a version");
        assert_eq!(version.len(), 16);
        assert_eq!(super::address("other.css"), "/assets/other.css");
    }
}
