//! Where a row comes from.

/// A kind of file that Headwater reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A table of the looked-after return, as CSV.
    Ssda903Table(crate::ssda903::TableKind),
    /// The looked-after return as one XML file.
    Ssda903Xml,
    /// A children in need census.
    CinCensus,
    /// An inspection list: its number, 1 to 11.
    AnnexA(u8),
    /// A plain event file.
    Events,
    /// An archive; its members are sources of their own, and its rows are those members.
    Archive,
    /// A workbook; its sheets are sources of their own, and its rows are those sheets.
    Workbook,
    /// Nothing that Headwater knows; not read.
    Unknown,
}

impl SourceKind {
    /// Plain words for tables: `SSDA903 episodes`, `Annex A list 3`.
    pub fn label(self) -> String {
        match self {
            SourceKind::Ssda903Table(table) => format!("SSDA903 {}", table.label()),
            SourceKind::Ssda903Xml => "SSDA903 XML".to_string(),
            SourceKind::CinCensus => "CIN census".to_string(),
            SourceKind::AnnexA(list) => format!("Annex A list {list}"),
            SourceKind::Events => "events".to_string(),
            SourceKind::Archive => "archive".to_string(),
            SourceKind::Workbook => "workbook".to_string(),
            SourceKind::Unknown => "not recognised".to_string(),
        }
    }
}

/// A file, or a sheet or archive member of one, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Name as the reader knows it: `returns.zip/2024/episodes.csv`, `Annex A.xlsx/List 3`.
    pub name: String,
    /// What it was taken for.
    pub kind: SourceKind,
    /// Return year: the calendar year in which the year of the return ends. `None` where the kind has none.
    pub year: Option<u16>,
    /// Rows read, bad ones included; children for the XML forms.
    pub rows: u64,
}

/// Where a row comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Place of the file in the list of sources.
    pub source: u32,
    /// Line of a text file, row of a sheet; the first is 1, headers counted.
    pub row: u32,
}
