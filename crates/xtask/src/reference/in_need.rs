//! Children in need, referrals and protection plans, from the tables of one release.
//!
//! The release tables are read rather than a panel of them, because they still carry the markers.

use reference::Measure;

use super::areas::Areas;
use crate::input::{Inputs, Stop};
use crate::table::{At, Figures, Origin};

/// File, source, and its columns: measure and category.
type Columns = [(&'static str, Measure, &'static str)];
const FILES: [(&str, &str, &Columns); 4] = [
    (
        "cin_b1_children_in_need_2013_2025.csv",
        "cin-b1",
        &[
            ("At31_episodes", Measure::CinAt31March, ""),
            ("Started_episodes", Measure::CinStarted, ""),
            ("Ended_episodes", Measure::CinEnded, ""),
        ],
    ),
    (
        "cin_c1_referrals_2013_2025.csv",
        "cin-c1",
        &[
            ("referral_count", Measure::Referrals, ""),
            ("rereferral_count", Measure::Rereferrals, ""),
            ("rereferral_percent", Measure::RereferralPct, ""),
            ("no_further_action_count", Measure::ReferralsNfa, ""),
        ],
    ),
    (
        "cpp_d3_starts_and_subsequent_2013_2025.csv",
        "cpp-d3",
        &[("CPP_start", Measure::CppStarted, ""), ("CPP_subsequent", Measure::CppStartedSubsequent, "")],
    ),
    (
        "cpp_d5_at31march_by_duration_2013_2025.csv",
        "cpp-d5",
        &[
            ("CPP_At31", Measure::CppAt31March, ""),
            ("3_months_or_less", Measure::CppOpenByDuration, "under 3 months"),
            ("more_than_3_months_6_months", Measure::CppOpenByDuration, "3 to 6 months"),
            ("more_than_6_months_less_than_1_year", Measure::CppOpenByDuration, "6 to 12 months"),
            ("1_year_less_than_2_years", Measure::CppOpenByDuration, "1 to 2 years"),
            ("2_years_or_more", Measure::CppOpenByDuration, "2 years and over"),
        ],
    ),
];

/// Reads the four tables.
pub fn read(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    for (file, source, columns) in FILES {
        let sheet = inputs.data(file)?;
        for row in sheet.rows() {
            let (area, year) = (areas.by_number_or_gss(row)?, row.year("year")?);
            for (column, m, category) in columns {
                let at = At { area, year, category };
                figures.add(Origin { source, row, column }, *m, at, row.marked(column)?)?;
            }
        }
    }
    Ok(())
}
