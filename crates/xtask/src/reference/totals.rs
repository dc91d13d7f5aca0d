//! Children looked after: stock, starts and ends for each authority and England since 2010.

use std::collections::BTreeSet;

use reference::Measure;
use units::{Figure, Marker};

use super::areas::Areas;
use super::breakdowns::Totals;
use crate::input::{Inputs, Stop};
use crate::table::{At, Figures, Origin};

const SOURCE: &str = "cla-totals";
const COLUMNS: [(&str, Measure); 7] = [
    ("cla_31_march", Measure::ClaAt31March),
    ("cla_started", Measure::ClaStarted),
    ("cla_ceased", Measure::ClaCeased),
    ("cla_uasc_31_march", Measure::UascAt31March),
    ("cla_adopted", Measure::ClaAdopted),
    ("cla_ceased_sgo", Measure::ClaCeasedSgo),
    ("cla_3plus_placements", Measure::ClaThreeOrMorePlacements),
];

/// Reads the panel. It leaves a cell empty both where nothing was published and where the figure was withheld: the
/// breakdowns of the same release tell which, and otherwise the figure counts as not available.
pub fn read(inputs: &mut Inputs, areas: &Areas, totals: &Totals, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("panel_cla_2010_2025.csv")?;
    for (column, m) in COLUMNS {
        let mut published = BTreeSet::new();
        for row in sheet.rows() {
            if row.number_or_blank(column)?.is_some() {
                published.insert(row.year("year")?);
            }
        }
        for row in sheet.rows() {
            let (area, year) = (areas.by_number(row, "old_la_code")?, row.year("year")?);
            let figure = match row.number_or_blank(column)? {
                Some(value) => Figure::Value(value),
                None if !published.contains(&year) || !areas.existed(area, year) => continue,
                None => {
                    totals.get(&(m, area, year)).copied().unwrap_or(Figure::Missing(Marker::NotAvailable))
                }
            };
            figures.add(
                Origin { source: SOURCE, row, column },
                m,
                At { area, year, category: "" },
                figure,
            )?;
        }
    }
    Ok(())
}
