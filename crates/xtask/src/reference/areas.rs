//! Areas: codes, names, succession, and how the inputs name them.

use std::collections::BTreeMap;

use reference::{AreaCode, AreaKind, AuthorityClass};

use crate::input::{Inputs, Row, Stop};
use crate::table::Table;

/// Regions: DfE number, GSS code, our name, other names in the inputs.
const REGIONS: [(u16, &str, &str, &str); 12] = [
    (970, "E92000001", "England", "England"),
    (980, "E12000001", "North East", "North East"),
    (981, "E12000002", "North West", "North West"),
    (982, "E12000003", "Yorkshire and The Humber", "Yorkshire and the Humber"),
    (983, "E12000004", "East Midlands", "East Midlands"),
    (984, "E12000005", "West Midlands", "West Midlands"),
    (985, "E12000006", "East of England", "East of England"),
    (986, "E12000007", "London", "London"),
    (987, "E13000001", "Inner London", "London (Inner)"),
    (988, "E13000002", "Outer London", "London (Outer)"),
    (989, "E12000008", "South East", "South East"),
    (990, "E12000009", "South West", "South West"),
];
const LONDON: u16 = 986;

/// What is known of an area.
pub struct Fact {
    pub code: AreaCode,
    gss: String,
    name: String,
    pub kind: AreaKind,
    class: String,
    pub region: Option<AreaCode>,
    pub sub_region: Option<AreaCode>,
    current: bool,
    successors: String,
    /// First and last year of the looked-after series; the whole span if there is none.
    pub years: (u16, u16),
}

/// All areas.
pub struct Areas(pub BTreeMap<AreaCode, Fact>);

/// Reads the authorities, and the years in which each has a looked-after series.
pub fn read(inputs: &mut Inputs) -> Result<Areas, Stop> {
    let mut areas = BTreeMap::new();
    let sheet = inputs.data("la_reference.csv")?;
    for row in sheet.rows() {
        if row.text("level")? == "local_authority" {
            let fact = authority(row)?;
            areas.insert(fact.code, fact);
        } else if row.text("old_la_code")? != "1000" {
            let code = code(row, "old_la_code")?;
            let fact = region(code).ok_or_else(|| row.stop("old_la_code", "970 or 980 to 990"))?;
            areas.insert(code, fact);
        }
    }
    let sheet = inputs.data("panel_cla_2010_2025.csv")?;
    let mut spans: BTreeMap<AreaCode, (u16, u16)> = BTreeMap::new();
    for row in sheet.rows() {
        let (area, year) = (code(row, "old_la_code")?, row.year("year")?);
        if row.number_or_blank("cla_31_march")?.is_some() || row.number_or_blank("cla_started")?.is_some() {
            let span = spans.entry(area).or_insert((year, year));
            *span = (span.0.min(year), span.1.max(year));
        }
    }
    for (area, span) in spans {
        let fact = areas
            .get_mut(&area)
            .ok_or_else(|| sheet.missing(format!("area {area} is not in la_reference.csv")))?;
        if fact.kind == AreaKind::Authority {
            fact.years = span;
        }
    }
    Ok(Areas(areas))
}

/// Reads a DfE number.
fn code(row: Row<'_>, column: &str) -> Result<AreaCode, Stop> {
    row.parse(column, "a three-digit authority number", AreaCode::parse)
}

fn region(code: AreaCode) -> Option<Fact> {
    let (number, gss, name, _) = REGIONS.iter().find(|r| r.0 == code.number())?;
    let london = matches!(number, 987 | 988).then(|| AreaCode::new(LONDON)).flatten();
    Some(Fact {
        code,
        gss: (*gss).to_owned(),
        name: (*name).to_owned(),
        kind: if *number == 970 { AreaKind::England } else { AreaKind::Region },
        class: String::new(),
        region: london,
        sub_region: None,
        current: true,
        successors: String::new(),
        years: (2010, u16::MAX),
    })
}

fn authority(row: Row<'_>) -> Result<Fact, Stop> {
    let part = row.parse("region_code", "the GSS code of a region", by_gss)?;
    let in_london = matches!(part.number(), 987 | 988);
    let current = row.parse("is_current_2025", "True or False", |t| match t {
        "True" => Some(true),
        "False" => Some(false),
        _ => None,
    })?;
    let class = row.parse("la_type", "ILB, OLB, MD, UA or SC", |t| {
        AuthorityClass::from_code(t).map(|c| c.code().to_owned())
    })?;
    Ok(Fact {
        code: code(row, "old_la_code")?,
        gss: row.text("new_la_code")?.to_owned(),
        name: row.text("la_name")?.to_owned(),
        kind: AreaKind::Authority,
        class,
        region: if in_london { AreaCode::new(LONDON) } else { Some(part) },
        sub_region: in_london.then_some(part),
        current,
        successors: row.text("successor_old_la_code")?.replace('|', " "),
        years: (2010, u16::MAX),
    })
}

fn by_gss(gss: &str) -> Option<AreaCode> {
    AreaCode::new(REGIONS.iter().find(|r| r.1 == gss)?.0)
}

impl Areas {
    /// The area of a row that has a DfE number.
    pub fn by_number(&self, row: Row<'_>, column: &str) -> Result<AreaCode, Stop> {
        let known = |t: &str| AreaCode::parse(t).filter(|c| self.0.contains_key(c));
        row.parse(column, "the number of a known authority or region", known)
    }

    /// The area of a row with a DfE number for authorities and a GSS code for the rest.
    pub fn by_number_or_gss(&self, row: Row<'_>) -> Result<AreaCode, Stop> {
        if row.text("old_la_code")?.is_empty() {
            row.parse("area_code", "the GSS code of a region or of England", by_gss)
        } else {
            self.by_number(row, "old_la_code")
        }
    }

    /// The area of a row with a DfE number for authorities and a name for the rest.
    pub fn by_number_or_name(&self, row: Row<'_>) -> Result<AreaCode, Stop> {
        if row.text("old_la_code")?.is_empty() {
            row.parse("area", "the name of a region or England", |name| {
                AreaCode::new(REGIONS.iter().find(|r| r.2 == name || r.3 == name)?.0)
            })
        } else {
            self.by_number(row, "old_la_code")
        }
    }

    /// The region or England of a row with a GSS code.
    pub fn by_gss(&self, row: Row<'_>, column: &str) -> Result<AreaCode, Stop> {
        row.parse(column, "the GSS code of a region or of England", by_gss)
    }

    /// Whether an area had children's services in a reporting year.
    pub fn existed(&self, area: AreaCode, year: u16) -> bool {
        self.0.get(&area).is_some_and(|f| {
            let abolished = !f.current && year > f.years.1;
            year >= f.years.0 && !abolished
        })
    }

    /// The table of areas.
    pub fn table(&self) -> Table {
        let shown = |c: Option<AreaCode>| c.map(|c| c.to_string()).unwrap_or_default();
        let rows: Vec<Vec<String>> = self
            .0
            .values()
            .map(|f| {
                vec![
                    f.code.to_string(),
                    f.gss.clone(),
                    f.name.clone(),
                    f.kind.label().to_owned(),
                    f.class.clone(),
                    shown(f.region),
                    shown(f.sub_region),
                    if f.current { "yes" } else { "no" }.to_owned(),
                    f.successors.clone(),
                    f.years.0.to_string(),
                ]
            })
            .collect();
        let header = [
            "code",
            "gss",
            "name",
            "kind",
            "class",
            "region",
            "sub_region",
            "current",
            "successors",
            "unbroken_from",
        ];
        Table::new("areas", &header, &rows)
    }
}
