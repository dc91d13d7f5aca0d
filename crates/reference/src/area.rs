//! Areas: authorities, regions, England.

use std::fmt;

use units::ReportingYear;

/// DfE's three-digit number of a local authority; 970 is England, 980 to 990 are the regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(u16);

impl AreaCode {
    /// England.
    pub const ENGLAND: AreaCode = AreaCode(970);

    /// A code from its number; `None` unless it has three digits.
    pub const fn new(number: u16) -> Option<AreaCode> {
        if number >= 100 && number <= 999 { Some(AreaCode(number)) } else { None }
    }

    /// Reads three digits, as in `805`.
    pub fn parse(text: &str) -> Option<AreaCode> {
        let text = text.trim();
        let digits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        if digits { AreaCode::new(text.parse().ok()?) } else { None }
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaKind {
    /// A local authority with children's services, current or abolished.
    Authority,
    /// One of the nine regions, or Inner or Outer London.
    Region,
    /// England.
    England,
}

impl AreaKind {
    /// The word in the tables.
    pub fn label(self) -> &'static str {
        match self {
            AreaKind::Authority => "authority",
            AreaKind::Region => "region",
            AreaKind::England => "England",
        }
    }

    /// The kind for a word written by [`AreaKind::label`].
    pub fn from_label(label: &str) -> Option<AreaKind> {
        [AreaKind::Authority, AreaKind::Region, AreaKind::England].into_iter().find(|k| k.label() == label)
    }
}

/// The kind of council, as DfE classes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthorityClass {
    /// An inner London borough, or the City of London.
    InnerLondon,
    /// An outer London borough.
    OuterLondon,
    /// A metropolitan district.
    Metropolitan,
    /// A unitary authority.
    Unitary,
    /// A shire county; DfE still lists here the counties that became unitary on unchanged boundaries.
    County,
}

impl AuthorityClass {
    const ALL: [AuthorityClass; 5] = [
        AuthorityClass::InnerLondon,
        AuthorityClass::OuterLondon,
        AuthorityClass::Metropolitan,
        AuthorityClass::Unitary,
        AuthorityClass::County,
    ];

    /// DfE's letters: `ILB`, `OLB`, `MD`, `UA`, `SC`.
    pub fn code(self) -> &'static str {
        ["ILB", "OLB", "MD", "UA", "SC"][self as usize]
    }

    /// Plain words for pages.
    pub fn label(self) -> &'static str {
        [
            "inner London borough",
            "outer London borough",
            "metropolitan district",
            "unitary authority",
            "county",
        ][self as usize]
    }

    /// The class for letters written by [`AuthorityClass::code`].
    pub fn from_code(code: &str) -> Option<AuthorityClass> {
        AuthorityClass::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// An area and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// DfE number.
    pub code: AreaCode,
    /// Code of the Government Statistical Service, such as `E06000001`.
    pub gss: Option<String>,
    /// Name as DfE prints it.
    pub name: String,
    /// Authority, region or England.
    pub kind: AreaKind,
    /// Kind of council; `None` for regions and England.
    pub class: Option<AuthorityClass>,
    /// The region, London as a whole for its boroughs; `None` for the nine regions and England.
    pub region: Option<AreaCode>,
    /// Inner or Outer London, for boroughs.
    pub sub_region: Option<AreaCode>,
    /// Whether the area exists today.
    pub current: bool,
    /// The first of [`Area::successors`].
    pub successor: Option<AreaCode>,
    /// The authorities that took over an abolished one.
    pub successors: Vec<AreaCode>,
    /// First reporting year since which its looked-after series is on unchanged boundaries.
    pub unbroken_from: ReportingYear,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_three_digits() {
        assert_eq!(AreaCode::parse(" 805 ").map(|c| c.to_string()), Some("805".to_owned()));
        assert_eq!(AreaCode::parse("1000"), None);
        assert_eq!(AreaCode::parse("+80"), None);
        assert_eq!(AreaCode::new(99), None);
    }
}
