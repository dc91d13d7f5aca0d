//! Reading a lookup of wards and their deprivation.

use std::collections::BTreeSet;

use journeys::lexis::WardDeprivation;
use returns::delimited::{Delimited, Rows};
use returns::record::Record;
use returns::{Finding, Findings, Input, Origin, Source, SourceKind};

use super::rules;

/// Columns of the band, one of which a lookup has, and its least deprived band.
const BANDS: [(&str, u8); 2] = [("imd_decile", 10), ("imd_quintile", 5)];

/// A lookup of wards.
#[derive(Clone, Debug)]
pub struct Wards {
    /// Deprivation of each ward.
    pub deprivation: WardDeprivation,
    /// The file.
    pub source: Source,
    /// What is wrong with rows that are left out.
    pub findings: Findings,
    /// Rows that are left out.
    pub left_out: u64,
}

impl Wards {
    /// How many of the wards that children of a record have are in the lookup, and how many wards they have.
    pub fn of_record(&self, record: &Record) -> (usize, usize) {
        let wards = record.children.iter().map(|child| child.facts.ward.as_ref());
        let wards: BTreeSet<&str> = wards.filter(|ward: &&str| !ward.is_empty()).collect();
        (wards.iter().filter(|ward| self.deprivation.band(ward).is_some()).count(), wards.len())
    }
}

/// Reads a CSV file of wards: `ward`, the code as the returns have it, and `imd_decile` (1 to 10) or `imd_quintile` (1 to
/// 5), of which 1 is the most deprived. Other columns are passed over.
///
/// **Errors**: a file that cannot be opened or lacks a column. What is wrong with a row is a finding.
pub fn read_wards(input: &Input) -> Result<Wards, String> {
    let wrong = |message: String| format!("{}: {message}", input.name);
    let reader = input.open_text().map_err(|cause| wrong(format!("cannot be read: {cause}")))?;
    let (file, mut findings) = Delimited::open(reader, 0);
    let lacking = "expected the columns ward and imd_decile or imd_quintile";
    let Some(mut file) = file else { return Err(wrong(lacking.to_string())) };
    if BANDS.iter().all(|(name, _)| file.column(name).is_some()) {
        let both =
            "row 1: expected imd_decile or imd_quintile, not both: which of them counts if they disagree?";
        return Err(wrong(both.to_string()));
    }
    let band = BANDS.iter().find_map(|(name, least)| Some((*name, file.column(name)?, *least)));
    let (Some(ward), Some((column, band, least))) = (file.column("ward"), band) else {
        return Err(wrong(format!("row 1: \"{}\": {lacking}", file.headers().join(","))));
    };
    let mut deprivation = WardDeprivation::default();
    let (mut rows, mut left_out) = (0, 0);
    while let Some(record) = file.next_record() {
        rows += 1;
        let origin = Origin { source: 0, row: record.row };
        if record.is_damaged() {
            left_out += 1;
            continue;
        }
        let (name, text) = (record.text(ward).trim(), record.text(band).trim());
        let value = text.parse::<u8>().ok().filter(|value| (1..=least).contains(value));
        let finding = match value {
            _ if name.is_empty() => {
                Finding::new(&rules::BLANK, origin).value("ward", "").expected("the code of a ward")
            }
            None => Finding::new(&rules::NO_BAND, origin)
                .value(column, text)
                .expected(format!("a whole number from 1, the most deprived, to {least}")),
            Some(value) => match deprivation.set(name, value) {
                Ok(()) => continue,
                Err(before) => Finding::new(&rules::TWICE, origin)
                    .value(column, text)
                    .expected(format!("{before}, as \"{name}\" has in a row before")),
            },
        };
        left_out += 1;
        findings.push(finding);
    }
    if rows == 0 {
        return Err(wrong("there is no ward in it: expected a row for each".to_string()));
    }
    findings.append(file.take_findings(), 0);
    findings.sort();
    let source = Source { name: input.name.clone(), kind: SourceKind::Unknown, year: None, rows };
    Ok(Wards { deprivation, source, findings, left_out })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Wards, String> {
        read_wards(&Input::of_bytes("wards.csv", text.as_bytes().to_vec()))
    }

    #[test]
    fn bad_rows_are_told_and_the_others_are_read() {
        let text = "Ward,name,IMD_decile\nE1,Ash,3\nE2,Elm,11\n,Oak,2\nE1,Ash,4\nE3,Yew,\nE4,Fir,10\n";
        let wards = read(text).unwrap();
        assert_eq!((wards.deprivation.len(), wards.left_out), (2, 4));
        assert_eq!((wards.deprivation.band("E1"), wards.deprivation.band("E4")), (Some(3), Some(10)));
        let told: Vec<(u32, &str)> =
            wards.findings.kept().iter().map(|f| (f.origin.row, f.rule.id)).collect();
        let expected =
            [(3, "wards-no-band"), (4, "wards-ward-blank"), (5, "wards-ward-twice"), (6, "wards-no-band")];
        assert_eq!(told, expected);
    }

    #[test]
    fn quintiles_end_at_five_and_columns_are_needed() {
        assert_eq!(read("ward,imd_quintile\nE1,5\nE2,6\n").unwrap().deprivation.len(), 1);
        assert!(read("ward,imd_decile\n").unwrap_err().contains("there is no ward"));
        assert!(read("ward,imd_decile,imd_quintile\nE1,3,2\n").unwrap_err().contains("not both"));
        for text in ["", "ward,score\nE1,5\n", "code,imd_decile\nE1,5\n"] {
            assert!(read(text).unwrap_err().contains("expected the columns ward and imd_decile"), "{text}");
        }
    }
}
