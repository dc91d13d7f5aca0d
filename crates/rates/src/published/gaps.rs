//! Years that are missing, boundaries that changed, few children: what the rates do without, said in words.
//!
//! - **A year is missing**: steps of that year are left out with their exposure; where a stock of looked-after children is
//!   missing, so are the years on both sides of it. Nothing is put in its place but a stock of need or plans at the base
//!   year, for which the last one published stands in, with a note of its own.
//! - **Boundaries changed**: figures begin with the first full year of the present authority. Nothing is split or joined
//!   from the authorities before it.
//! - **Few children**: nothing is left out. Intervals are wide, the weight of own evidence small, and no back-test speaks
//!   for them.

use reference::{AreaCode, Measure, Reference};
use units::{Figure, Marker, ReportingYear};

use super::exposure::History;

/// Looked-after children from which on an authority takes part in the back-test.
const FEW: f64 = 50.0;

/// The figures that rates are made of, in words.
const FIGURES: [(Measure, &str); 7] = [
    (Measure::ClaAt31March, "looked-after children at 31 March"),
    (Measure::ClaStarted, "children who started to be looked after"),
    (Measure::ClaCeased, "children who ceased to be looked after"),
    (Measure::CppAt31March, "protection plans at 31 March"),
    (Measure::CppStarted, "protection plans started"),
    (Measure::CinAt31March, "children in need at 31 March"),
    (Measure::CinStarted, "episodes of need started"),
];

/// What the figures of an authority lack, one sentence each.
pub(super) fn notes(reference: &Reference, area: AreaCode, history: &History) -> Vec<String> {
    let mut notes = Vec::new();
    let (Some(first), Some(last)) = (history.years.first(), history.latest()) else { return notes };
    let begin = reference.area(area).map_or(ReportingYear(0), |a| a.unbroken_from);
    if begin.0 > 2010 {
        notes.push(format!(
            "Figures of this authority in its present boundaries begin in {begin}: its own years before are not known, and \
             nothing is taken from the authorities it replaced."
        ));
    }
    let mut lacking: Vec<(String, Vec<&str>)> = Vec::new();
    for (measure, words) in FIGURES {
        let years: Vec<String> = (first.year.max(begin.0)..=last.year)
            .filter_map(|year| missing(reference, area, measure, year).map(|why| format!("{year} ({why})")))
            .collect();
        let years = years.join(", ");
        match lacking.iter_mut().find(|(of_others, _)| *of_others == years) {
            _ if years.is_empty() => {}
            Some((_, figures)) => figures.push(words),
            None => lacking.push((years, vec![words])),
        }
    }
    notes.extend(lacking.into_iter().map(|(years, figures)| {
        format!(
            "Not published for {years}: {}. What would be counted with them is left out of the rates.",
            figures.join(", ")
        )
    }));
    let stock = last.looked_after.iter().sum::<f64>();
    if stock < FEW {
        notes.push(format!(
            "{stock:.0} children were looked after at 31 March {}: so few that chance moves rates far (their intervals say how \
             far), and that the back-test does not speak for authorities of this size.",
            last.year
        ));
    }
    notes
}

/// Why a year has no number, though England has one.
fn missing(reference: &Reference, area: AreaCode, measure: Measure, year: u16) -> Option<&'static str> {
    reference.value(reference.england().code, measure, "", year)?;
    match reference.figure(area, measure, "", year) {
        Some(Figure::Value(_)) => None,
        Some(Figure::Missing(why)) => Some(why.label()),
        None => Some(Marker::NotAvailable.label()),
    }
}
