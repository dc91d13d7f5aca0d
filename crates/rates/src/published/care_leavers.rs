//! Care leavers at the start, from what is published of those aged 19 to 21.
//!
//! Authorities report on care leavers around the 19th, 20th and 21st birthday. Whose birthday falls in the year to 31
//! March is of that age on the day, so the report is a count of those aged 19 to 21. Three years earlier it counted
//! those who are now 22 to 24. Those aged 18 are the children who left care at 18 in the year.

use reference::{AreaCode, Measure, Reference};

use super::apportion::value_or_withheld;
use crate::CareLeavers;

/// Years of age in a report on care leavers.
const REPORTED: usize = 3;

/// Care leavers of an authority on 31 March of a year, and a sentence on where the numbers come from, or that they are
/// lacking.
///
/// **Source**: DfE, local authority interactive tool, former relevant young people; Children looked after in England, ends of
/// care by age.
pub fn care_leavers_at(
    reference: &Reference,
    area: AreaCode,
    base_year: u16,
) -> (Option<CareLeavers>, String) {
    let figure =
        |measure, category, year| reference.figure(area, measure, category, year).and_then(value_or_withheld);
    let reported = |year: u16| figure(Measure::CareLeavers19To21, "", year);
    let Some(now) = reported(base_year) else {
        let none = format!(
            "How many care leavers there were at 31 March {base_year} is not published: only those who turn 18 \
             from then on are counted, so care leavers are too few for seven years."
        );
        return (None, none);
    };
    let left = |year: u16| figure(Measure::ClaCeasedByAge, "18 and over", year);
    let before = reported(base_year - REPORTED as u16);
    let at_18 = left(base_year);
    let mut by_age = [0.0; CareLeavers::AGES];
    by_age[0] = at_18.unwrap_or(now / REPORTED as f64);
    // Who is 19 now turned 18 in the year before.
    by_age[1..=REPORTED].copy_from_slice(&shared(now, [1, 2, 3].map(|ago| left(base_year - ago))));
    by_age[1 + REPORTED..]
        .copy_from_slice(&shared(before.unwrap_or(now), [4, 5, 6].map(|ago| left(base_year - ago))));
    let young = if at_18.is_some() {
        "those aged 18 are the children who left care at 18 in the year"
    } else {
        "those aged 18 are taken to be a third of them"
    };
    let old = match before {
        Some(_) => {
            format!("those aged 22 to 24 are the care leavers aged 19 to 21 at 31 March {}", base_year - 3)
        }
        None => "those aged 22 to 24 are taken to be as many".to_string(),
    };
    let note = format!(
        "Care leavers at the start are the {now:.0} aged 19 to 21 whom the authority reported at 31 March {base_year}; \
         {young}, and {old}. All count until 25, although support after 21 is for those who ask for it. Who left care \
         at 16 or 17 is among those at the start, but not among those who become care leavers later."
    );
    (Some(CareLeavers { by_age }), note)
}

/// A number shared over three ages as ends of care at 18 were, evenly where one of them is not known.
fn shared(all: f64, ends: [Option<f64>; REPORTED]) -> [f64; REPORTED] {
    let known: f64 = ends.iter().flatten().sum();
    if ends.contains(&None) || known <= 0.0 {
        return [all / REPORTED as f64; REPORTED];
    }
    ends.map(|ends| all * ends.unwrap_or(0.0) / known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shared_as_ends_of_care_were() {
        assert_eq!(shared(60.0, [Some(10.0), Some(20.0), Some(30.0)]), [10.0, 20.0, 30.0]);
        assert_eq!(shared(60.0, [Some(10.0), None, Some(30.0)]), [20.0; 3]);
        assert_eq!(shared(60.0, [Some(0.0); 3]), [20.0; 3]);
    }
}
