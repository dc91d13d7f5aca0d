//! Whom a service takes on.

use futures::scenario::Who;

use super::Reading;
use super::part::Part;
use super::words;
use crate::check;

/// Every age of a child.
pub(super) const ALL_AGES: (f64, f64) = (0.0, 18.0);

pub(super) fn read_who(part: &Part<'_>, reading: &Reading<'_>) -> Option<Who> {
    let positions = reading.positions(part, "positions");
    let known = reading.setting.steps;
    let entering = match &positions {
        Some(positions) => reading.steps_where(|s| positions.contains(&s.to)),
        None => known.to_vec(),
    };
    let entered_by = reading.steps(part, "entered_by", &entering);
    let ages = part.may("ages", words::ages);
    let reach = part.need("reach", check::share);
    let ward_groups = read_wards(part, reading);
    let (age_from, age_to) = ages?.unwrap_or(ALL_AGES);
    Some(Who {
        positions: positions?,
        entered_by: entered_by?,
        age_from,
        age_to,
        ward_groups: ward_groups?,
        reach: reach?,
    })
}

fn read_wards(part: &Part<'_>, reading: &Reading<'_>) -> Option<Vec<u8>> {
    let known = reading.setting.ward_groups;
    let mut groups = Vec::new();
    let mut right = true;
    for text in part.all("wards") {
        let number = known.iter().position(|name| name == text).and_then(|at| u8::try_from(at).ok());
        match number {
            Some(group) if !groups.contains(&group) => groups.push(group),
            Some(_) => {
                part.fail_value("wards", text, "each group of wards once");
                right = false;
            }
            None if known.is_empty() => {
                part.fail_value(
                    "wards",
                    text,
                    "nothing: plan.toml has no [[ward_group]], so that wards are not told apart",
                );
                right = false;
            }
            None => {
                part.fail_value("wards", text, format!("one of \"{}\"", known.join("\", \"")));
                right = false;
            }
        }
    }
    right.then_some(groups)
}
