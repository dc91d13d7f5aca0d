//! Provenance of every input, for the table of sources.

use crate::input::Inputs;
use crate::table::{Figures, Table};

/// What is known of one input.
struct Source {
    id: &'static str,
    table: &'static str,
    file: &'static str,
    publisher: &'static str,
    release: &'static str,
    years: &'static str,
    licence: &'static str,
    traps: &'static str,
}

const OGL: &str = "Open Government Licence v3.0";
const CLA_2025: &str = "Children looked after in England including adoptions, release for 2025";
const CIN_2025: &str = "Children in need, release for 2025";
const LAIT: &str = "Local authority interactive tool (LAIT), edition with 2025 figures";
const CIN_TRAPS: &str = "Hackney 2021 and 2022 and Hampshire 2024 are missing or unreliable. Regions and England are \
rounded to 10.";

const SOURCES: &[Source] = &[
    Source {
        id: "areas",
        table: "areas",
        file: "la_reference.csv",
        publisher: "Department for Education",
        release: "Authority codes of the children's social care dashboard and of LAIT",
        years: "2010 to 2025",
        licence: OGL,
        traps: "Dorset, Bournemouth and Poole were replaced in 2019, Northamptonshire in 2021, Cumbria in 2023; new \
                authorities' looked-after series begin in the reporting year after.",
    },
    Source {
        id: "cla-totals",
        table: "looked_after",
        file: "panel_cla_2010_2025.csv",
        publisher: "Department for Education",
        release: "Children looked after: first releases 2010 to 2015, LAIT 2016 to 2020, release for 2025 from 2021",
        years: "2010 to 2025",
        licence: OGL,
        traps: "Revised with every release: England at 31 March 2023 was first 83,840, now 83,750. Counts to 2014 are \
                rounded to 5 or 10. The panel loses markers; they are put back from the breakdowns where those have \
                them, otherwise an empty cell is 'not available'.",
    },
    Source {
        id: "cla-31-march",
        table: "looked_after",
        file: "cla_31march_breakdown_2011_2025.csv",
        publisher: "Department for Education",
        release: CLA_2025,
        years: "2011 to 2017 and 2021 to 2025",
        licence: OGL,
        traps: "No files for 2018 to 2020. Figures to 2017 are as first released, so parts may not add up to revised \
                totals. Placement groups changed in 2018. Other placements and provider not reported jump in 2024 and \
                2025. A sum of two groups with a withheld part is withheld.",
    },
    Source {
        id: "cla-started",
        table: "looked_after",
        file: "cla_starts_breakdown_2011_2025.csv",
        publisher: "Department for Education",
        release: "Children looked after: first releases 2011 to 2017, release for 2022 for 2018 to 2020, for 2025 since",
        years: "2011 to 2025",
        licence: OGL,
        traps: "Each span of years keeps the figures of its own release. Small counts are withheld, not zero.",
    },
    Source {
        id: "cla-ceased",
        table: "looked_after",
        file: "cla_ceased_breakdown_2010_2025.csv",
        publisher: "Department for Education",
        release: "Children looked after: first releases 2010 to 2017, release for 2022 for 2018 to 2020, for 2025 since",
        years: "2010 to 2025",
        licence: OGL,
        traps: "Returned home was one reason before 2015. Stayed with carers at 18 exists since 2021 only, and other \
                reason falls by as much. Ages 16, 17 and 18 are apart since 2016; before, 16 and over is one group.",
    },
    Source {
        id: "lait-cla",
        table: "looked_after",
        file: "lait_children_looked_after.csv",
        publisher: "Department for Education",
        release: LAIT,
        years: "2016 to 2025",
        licence: OGL,
        traps: "Gives the regions' totals. A dash stands for withheld and for missing alike: read as not available.",
    },
    Source {
        id: "cla-ceased-national",
        table: "looked_after",
        file: "national/ceased_by_characteristics_2020_2024.csv",
        publisher: "Department for Education",
        release: "Children looked after in England including adoptions, release for 2024",
        years: "2020 to 2024",
        licence: OGL,
        traps: "England only, one release older than the totals. The length is of the last period of care.",
    },
    Source {
        id: "cla-moves-national",
        table: "looked_after",
        file: "national/placement_change_reasons_2020_2024.csv",
        publisher: "Department for Education",
        release: "Children looked after in England including adoptions, release for 2024",
        years: "2020 to 2024",
        licence: OGL,
        traps: "England only, rounded to 10. All changes less those of status alone, which rose from 1,600 to 8,040 at 16 \
                and over in 2024, when supported accommodation was registered.",
    },
    Source {
        id: "cla-placements-national",
        table: "looked_after",
        file: "national/placement_counts_by_characteristics_2020_2024.csv",
        publisher: "Department for Education",
        release: "Children looked after in England including adoptions, release for 2024",
        years: "2020 to 2024",
        licence: OGL,
        traps: "England only, rounded to 10. Children who came in the year have had less than a year for moves.",
    },
    Source {
        id: "cin-b1",
        table: "in_need",
        file: "cin_b1_children_in_need_2013_2025.csv",
        publisher: "Department for Education",
        release: CIN_2025,
        years: "2013 to 2025",
        licence: OGL,
        traps: CIN_TRAPS,
    },
    Source {
        id: "cin-c1",
        table: "in_need",
        file: "cin_c1_referrals_2013_2025.csv",
        publisher: "Department for Education",
        release: CIN_2025,
        years: "2013 to 2025",
        licence: OGL,
        traps: CIN_TRAPS,
    },
    Source {
        id: "cpp-d3",
        table: "in_need",
        file: "cpp_d3_starts_and_subsequent_2013_2025.csv",
        publisher: "Department for Education",
        release: CIN_2025,
        years: "2013 to 2025",
        licence: OGL,
        traps: CIN_TRAPS,
    },
    Source {
        id: "cpp-d5",
        table: "in_need",
        file: "cpp_d5_at31march_by_duration_2013_2025.csv",
        publisher: "Department for Education",
        release: CIN_2025,
        years: "2013 to 2025",
        licence: OGL,
        traps: CIN_TRAPS,
    },
    Source {
        id: "cpp-ended-national",
        table: "in_need",
        file: "national_facts.csv",
        publisher: "Department for Education",
        release: "Children in need, release for 2025, plans that ended by length",
        years: "2025",
        licence: OGL,
        traps: "England only, one year; counts rounded to 10.",
    },
    Source {
        id: "lait-cin",
        table: "in_need",
        file: "lait_cin_child_protection.csv",
        publisher: "Department for Education, Cafcass",
        release: LAIT,
        years: "2016 to 2025",
        licence: OGL,
        traps: "A dash stands for withheld and for missing alike: read as not available. Shares are rounded and may \
                not add up to 100. Rates divide by the population of their own time.",
    },
    Source {
        id: "population",
        table: "population",
        file: "population_0_17_la_mid2012_mid2024.csv",
        publisher: "Office for National Statistics",
        release: "Mid-year estimates mid-2012 to mid-2024, rebased after the 2021 census",
        years: "2013 to 2025 (mid-2012 to mid-2024)",
        licence: OGL,
        traps: "Held under the reporting year whose rates it divides, one more than the year of the estimate. Rates \
                before 2022 differ from those first published. None for 2010 to 2012.",
    },
    Source {
        id: "population-by-age",
        table: "population",
        file: "population_sya_0_25_la_mid2020.csv",
        publisher: "Office for National Statistics",
        release: "Mid-2020 estimates as first released",
        years: "mid-2020",
        licence: OGL,
        traps: "Not rebased: use the shape, scale it to the totals of 0 to 17. Regions and England are our sums.",
    },
    Source {
        id: "population-projection",
        table: "population",
        file: "population_projection_0_19_region_2022_2047.csv",
        publisher: "Office for National Statistics",
        release: "Subnational projections from 2022, migration category variant",
        years: "2022 to 2047, calendar years",
        licence: OGL,
        traps: "Regions and England only; the last group goes to 19.",
    },
    Source {
        id: "s251",
        table: "spending",
        file: "panel_spend_2010_2025.csv",
        publisher: "Department for Education",
        release: "Section 251 outturn 2010-11 to 2013-14; LAIT 2016-17 to 2024-25",
        years: "2011 to 2014 and 2017 to 2025 (financial years 2010-11 to 2013-14, 2016-17 to 2024-25)",
        licence: OGL,
        traps: "Reported by authorities, noisy for one authority in one year; a zero is often a return not made. No \
                figures for 2014-15 and 2015-16. To 2013-14 England is our inputs' sum. Wandsworth and \
                Middlesbrough are missing for 2024-25, from England too. Residential unit cost divides by days of \
                care, the others by the count at 31 March.",
    },
    Source {
        id: "ro3",
        table: "spending",
        file: "spend_ro3_childrens_social_care_2024_25.csv",
        publisher: "Ministry of Housing, Communities and Local Government",
        release: "Revenue outturn RO3, 2024-25",
        years: "2025 (financial year 2024-25)",
        licence: OGL,
        traps: "Net current expenditure, returned in thousands; does not agree with section 251, whose definitions \
                differ. Birmingham, Slough and Cumberland are missing, and Gateshead has no split.",
    },
    Source {
        id: "imd",
        table: "context",
        file: "imd2025_utla_derived.csv",
        publisher: "Ministry of Housing, Communities and Local Government",
        release: "Indices of Deprivation 2025, added up to authorities",
        years: "2025",
        licence: OGL,
        traps: "Both are derived. The income share divides by the census population of 0 to 15, not by the official \
                denominator; the mean of authorities is about 0.37.",
    },
    Source {
        id: "gdp-deflator",
        table: "context",
        file: "gdp_deflator_calendar.csv",
        publisher: "HM Treasury",
        release: "GDP deflators, quarterly national accounts, December 2025",
        years: "1990 to 2024, calendar years",
        licence: OGL,
        traps: "Calendar years, 2024 = 100; a financial year lies in two of them.",
    },
    Source {
        id: "neighbours",
        table: "neighbours",
        file: "statistical_neighbours_2021_2025.csv",
        publisher: "Department for Education",
        release: "Statistical neighbour model 2025",
        years: "2025",
        licence: OGL,
        traps: "Not mutual: A may have B as a neighbour and not the other way.",
    },
    Source {
        id: "ofsted",
        table: "ofsted",
        file: "ofsted_la_judgements_31march2025.csv",
        publisher: "Ofsted",
        release: "Inspection outcomes as at 31 March 2025",
        years: "2025",
        licence: OGL,
        traps: "Care leavers are graded apart since 2023 only. Some reports came out after 31 March.",
    },
    Source {
        id: "unit-costs",
        table: "unit_costs",
        file: "unit_costs.csv",
        publisher: "GMCA, National Audit Office, PSSRU",
        release: "Unit Cost Database v1.4; NAO 2025; PSSRU 2017",
        years: "prices of 2004-05 to 2023-24",
        licence: "Quoted facts with their source; GMCA CC BY 4.0",
        traps: "Old prices and secondary copies: reprice before use, and put the authority's own costs first.",
    },
    Source {
        id: "effects",
        table: "effects",
        file: "effects.csv",
        publisher: "The authors named in each row",
        release: "Evidence review of programmes",
        years: "2013 to 2025",
        licence: "Quoted facts with their source, in our words",
        traps: "Few effects on entry to care are known. Findings of no effect are kept on purpose.",
    },
];

/// The table that holds the figures of a source.
pub fn table_of(id: &str) -> &'static str {
    SOURCES.iter().find(|s| s.id == id).map_or("", |s| s.table)
}

/// The table of sources, with the hashes of the inputs read.
pub fn table(inputs: &Inputs, figures: &Figures) -> Table {
    let rows: Vec<Vec<String>> = SOURCES
        .iter()
        .map(|s| {
            let measures: Vec<&str> = figures.measures_from(s.id).iter().map(|m| m.id()).collect();
            let hash = inputs.hashes.get(s.file).map_or("", String::as_str);
            let cells = [
                s.id,
                s.table,
                &measures.join(" "),
                s.publisher,
                s.release,
                s.years,
                s.licence,
                s.traps,
                s.file,
                hash,
            ];
            cells.map(str::to_owned).to_vec()
        })
        .collect();
    let header =
        ["id", "table", "measures", "publisher", "release", "years", "licence", "traps", "file", "sha256"];
    Table::new("sources", &header, &rows)
}
