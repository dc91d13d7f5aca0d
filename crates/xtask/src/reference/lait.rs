//! Indicators of DfE's local authority interactive tool, which also has the regions.

use reference::{AreaKind, Measure};
use units::{Figure, Marker};

use super::areas::Areas;
use crate::input::{Inputs, Stop};
use crate::table::{At, Figures, Origin};

/// Indicator, measure, category.
type Indicators = [(&'static str, Measure, &'static str)];

/// Totals of looked-after children, used for the regions only: authorities and England are in the panel.
const REGIONAL: &Indicators = &[
    ("LACnum", Measure::ClaAt31March, ""),
    ("LACnum_Start", Measure::ClaStarted, ""),
    ("LACceased", Measure::ClaCeased, ""),
    ("Unacc_Asylmn_Seek_Childn", Measure::UascAt31March, ""),
    ("No_of LAC Adopted", Measure::ClaAdopted, ""),
    ("LAC_ceased_SGO", Measure::ClaCeasedSgo, ""),
    ("LACStableNum_2016on", Measure::ClaThreeOrMorePlacements, ""),
];
const LOOKED_AFTER: &Indicators =
    &[("UASC_%_Starting", Measure::UascStartedPct, ""), ("NoCareLeavers", Measure::CareLeavers19To21, "")];
const IN_NEED: &Indicators = &[
    ("CINTime3months", Measure::CinOpenByDurationPct, "under 3 months"),
    ("CINTime3-6", Measure::CinOpenByDurationPct, "3 to 6 months"),
    ("CINTime6-1", Measure::CinOpenByDurationPct, "6 to 12 months"),
    ("CINTime1-2", Measure::CinOpenByDurationPct, "1 to 2 years"),
    ("CINTime2more", Measure::CinOpenByDurationPct, "2 years and over"),
    ("CINCease3months", Measure::CinEndedByDurationPct, "under 3 months"),
    ("CINCease3-6", Measure::CinEndedByDurationPct, "3 to 6 months"),
    ("CINCease6-1", Measure::CinEndedByDurationPct, "6 to 12 months"),
    ("CINCease1-2", Measure::CinEndedByDurationPct, "1 to 2 years"),
    ("CINCease2more", Measure::CinEndedByDurationPct, "2 years and over"),
    ("DeRegCPR", Measure::CppCeasedRate, ""),
    ("CareApplications", Measure::CareApplicationsRate, ""),
    ("Section_47", Measure::S47Rate, ""),
];

/// Reads both files of indicators.
pub fn read(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let file = "lait_children_looked_after.csv";
    indicators(inputs, file, "lait-cla", LOOKED_AFTER, |_| true, areas, figures)?;
    indicators(inputs, file, "lait-cla", REGIONAL, |kind| kind == AreaKind::Region, areas, figures)?;
    indicators(inputs, "lait_cin_child_protection.csv", "lait-cin", IN_NEED, |_| true, areas, figures)
}

fn indicators(
    inputs: &mut Inputs,
    file: &str,
    source: &'static str,
    wanted: &Indicators,
    of_kind: impl Fn(AreaKind) -> bool,
    areas: &Areas,
    figures: &mut Figures,
) -> Result<(), Stop> {
    let sheet = inputs.data(file)?;
    for row in sheet.rows() {
        let indicator = row.text("measure_short")?;
        let Some((_, m, category)) = wanted.iter().find(|w| w.0 == indicator) else { continue };
        let (area, year) = (areas.by_number(row, "old_la_code")?, row.year("year")?);
        let figure = row.flagged("value", "flag", Marker::Suppressed)?;
        // The tool lists every authority in every year; a dash before it was founded is no figure at all.
        let founded = areas.existed(area, year) || figure.value().is_some();
        if founded && of_kind(areas.0[&area].kind) {
            figures.add(Origin { source, row, column: "value" }, *m, At { area, year, category }, figure)?;
        }
    }
    Ok(())
}

/// The figure of a panel cell: a number, or not available.
pub fn number_or_not_available(value: Option<f64>) -> Figure {
    value.map_or(Figure::Missing(Marker::NotAvailable), Figure::Value)
}
