//! Published figures, typed in from the releases, against what the tables give.

use reference::{AreaCode, Grade, Measure, Reference};
use units::{Figure, Marker};

/// One row of a release for one area.
struct Published {
    area: &'static str,
    figures: &'static [(Measure, &'static str, u16, f64)],
}

use Measure::*;

/// **Source**: DfE, Children looked after in England including adoptions, release for 2025 (2012: statistical first
/// release 20/2012); DfE, Children in need, release for 2025, tables B1, C1, D3, D5; ONS, mid-2024 estimates; DfE,
/// section 251 outturn 2024-25 through the local authority interactive tool; MHCLG, revenue outturn RO3 2024-25.
const PUBLISHED: [Published; 6] = [
    Published {
        area: "Hartlepool",
        figures: &[
            (ClaAt31March, "", 2025, 332.0),
            (ClaStarted, "", 2025, 126.0),
            (ClaCeased, "", 2025, 131.0),
            (ClaAt31March, "", 2012, 176.0),
            (ClaAt31MarchByAge, "Under 1", 2025, 24.0),
            (ClaAt31MarchByAge, "16 and 17", 2025, 67.0),
            (ClaAt31MarchByPlacement, "foster care", 2025, 235.0),
            (ClaAt31MarchByPlacement, "children's homes", 2025, 48.0),
            (ClaAt31MarchByProvider, "own", 2025, 185.0),
            (CinAt31March, "", 2025, 1341.0),
            (CinStarted, "", 2025, 1642.0),
            (CinEnded, "", 2025, 1669.0),
            (Referrals, "", 2025, 2020.0),
            (CppStarted, "", 2025, 241.0),
            (CppAt31March, "", 2025, 173.0),
            (CppOpenByDuration, "under 3 months", 2025, 53.0),
            (CppCeasedRate, "", 2025, 107.2),
            (CareApplicationsRate, "", 2025, 31.6),
            (S47Rate, "", 2025, 449.5),
            (CinOpenByDurationPct, "2 years and over", 2025, 33.1),
            (CinEndedByDurationPct, "under 3 months", 2025, 53.3),
            (Population0To17, "", 2025, 21_090.0),
            (SpendCla, "", 2025, 34_571_400.0),
            (SpendEarly, "", 2025, 8_808_061.0),
            (SpendTotal, "", 2025, 56_615_038.0),
            (UnitCostCla, "", 2025, 1995.0),
            (UnitCostFostering, "", 2025, 805.0),
            (UnitCostResidential, "", 2025, 7110.0),
            (UnitCostSocialWork, "", 2025, 170.0),
            (Ro3ClaFostering, "", 2025, 9_786_000.0),
            (Ro3ClaResidential, "", 2025, 16_666_000.0),
        ],
    },
    Published {
        area: "Kent",
        figures: &[
            (ClaAt31March, "", 2025, 1896.0),
            (ClaStarted, "", 2025, 3226.0),
            (ClaCeased, "", 2025, 3311.0),
            (CinAt31March, "", 2025, 11_247.0),
            (Referrals, "", 2025, 24_035.0),
            (CppAt31March, "", 2025, 1150.0),
            (CppOpenByDuration, "2 years and over", 2025, 31.0),
            (Population0To17, "", 2025, 355_390.0),
            (SpendCla, "", 2025, 216_989_818.0),
            (UnitCostResidential, "", 2025, 6335.0),
            (Ro3ClaFostering, "", 2025, 57_100_060.0),
        ],
    },
    Published {
        area: "Leeds",
        figures: &[
            (ClaAt31March, "", 2025, 1498.0),
            (ClaStarted, "", 2025, 458.0),
            (ClaCeased, "", 2025, 512.0),
            (CinAt31March, "", 2025, 5775.0),
            (Referrals, "", 2025, 10_304.0),
            (CppAt31March, "", 2025, 634.0),
            (Population0To17, "", 2025, 176_239.0),
            (SpendCla, "", 2025, 148_829_653.0),
            (UnitCostFostering, "", 2025, 270.0),
        ],
    },
    Published {
        area: "Camden",
        figures: &[
            (ClaAt31March, "", 2025, 205.0),
            (ClaStarted, "", 2025, 109.0),
            (ClaCeased, "", 2025, 118.0),
            (CinAt31March, "", 2025, 1808.0),
            (Referrals, "", 2025, 2086.0),
            (CppAt31March, "", 2025, 151.0),
            (CppOpenByDuration, "2 years and over", 2025, 0.0),
            (Population0To17, "", 2025, 35_276.0),
            (SpendTotal, "", 2025, 110_340_007.0),
            (UnitCostCla, "", 2025, 3715.0),
        ],
    },
    Published {
        area: "Stockport",
        figures: &[
            (ClaAt31March, "", 2025, 485.0),
            (ClaStarted, "", 2025, 184.0),
            (ClaCeased, "", 2025, 190.0),
            (CinAt31March, "", 2025, 2587.0),
            (Referrals, "", 2025, 3676.0),
            (CppAt31March, "", 2025, 273.0),
            (Population0To17, "", 2025, 64_910.0),
            (SpendCla, "", 2025, 45_553_319.0),
            (UnitCostAdoption, "", 2025, 2630.0),
        ],
    },
    Published {
        area: "England",
        figures: &[
            (ClaAt31March, "", 2025, 81_770.0),
            (ClaStarted, "", 2025, 32_270.0),
            (ClaCeased, "", 2025, 34_450.0),
            (ClaAt31March, "", 2012, 67_050.0),
            (UascAt31March, "", 2025, 6540.0),
            (ClaAdopted, "", 2025, 3040.0),
            (ClaAt31MarchByAge, "16 and 17", 2025, 22_060.0),
            // Residential schools 100 and other residential settings 1,170.
            (ClaAt31MarchByPlacement, "other residential", 2025, 1270.0),
            (ClaAt31MarchByPlacement, "supported accommodation", 2025, 7520.0),
            (ClaAt31MarchByProvider, "private", 2025, 32_980.0),
            (ClaCeasedByDuration, "1 to 2 years", 2024, 6990.0),
            (ClaCeasedMeanDays, "", 2024, 864.0),
            (ClaThreeOrMorePlacements, "", 2024, 8860.0),
            (ClaByPlacementsInYear, "1", 2024, 57_450.0),
            (ClaByPlacementsInYear, "3 or more", 2024, 8690.0),
            // 21,820 changes of placement, of which 8,040 of status only.
            (ClaPlacementMovesByAge, "16 and 17", 2024, 13_780.0),
            (ClaPlacementMovesByAge, "Under 1", 2023, 4520.0),
            (CinAt31March, "", 2025, 402_400.0),
            (Referrals, "", 2025, 632_830.0),
            (CppStarted, "", 2025, 61_840.0),
            (CppAt31March, "", 2025, 49_420.0),
            (CppEndedByDuration, "6 to 12 months", 2025, 27_110.0),
            (Population0To17, "", 2025, 12_183_016.0),
            (SpendCla, "", 2025, 8_955_421_269.0),
            (UnitCostCla, "", 2025, 2100.0),
            (PopulationProjection, "0 to 4", 2047, 3_052_285.0),
            (GdpDeflator, "", 2024, 100.0),
        ],
    },
];

#[test]
fn figures_are_as_published() {
    let data = Reference::embedded();
    for published in &PUBLISHED {
        let area = data.find(published.area).unwrap();
        for (m, category, year, value) in published.figures {
            let found = data.value(area.code, *m, category, *year);
            assert_eq!(found, Some(*value), "{} {} {category} {year}", area.name, m.id());
        }
    }
}

#[test]
fn regions_are_read_from_every_input_that_has_them() {
    let data = Reference::embedded();
    let code = |name| data.find(name).unwrap().code;
    assert_eq!(data.value(code("North East"), ClaAt31March, "", 2025), Some(6040.0));
    assert_eq!(data.value(code("Inner London"), ClaAt31March, "", 2025), Some(3790.0));
    assert_eq!(data.value(code("North East"), S47Rate, "", 2025), Some(242.9));
    assert_eq!(data.value(code("Outer London"), CppAt31March, "", 2025), Some(4870.0));
    let yorkshire = code("Yorkshire and The Humber");
    for m in [ClaStartedUasc, CinAt31March, ClaCeased, SpendCla, Population0To17] {
        assert!(data.value(yorkshire, m, "", 2025).is_some(), "{}", m.id());
    }
}

#[test]
fn withheld_figures_stay_withheld() {
    let data = Reference::embedded();
    let code = |name| data.find(name).unwrap().code;
    let withheld = Some(Figure::Missing(Marker::Suppressed));
    // Table D5, 2025: Hartlepool and Stockport, plans open two years or more.
    assert_eq!(data.figure(code("Hartlepool"), CppOpenByDuration, "2 years and over", 2025), withheld);
    assert_eq!(data.figure(code("Stockport"), CppOpenByDuration, "2 years and over", 2025), withheld);
    // Both parts of the sum are withheld for Hartlepool.
    assert_eq!(data.figure(code("Hartlepool"), ClaAt31MarchByPlacement, "other residential", 2025), withheld);
    // The panel only has an empty cell for the City of London; the breakdown tells why.
    assert_eq!(data.figure(code("City of London"), ClaAt31March, "", 2025), withheld);
    // Hampshire 2024 was judged unreliable, Hackney 2022 was not available.
    let unreliable = Some(Figure::Missing(Marker::LowReliability));
    assert_eq!(data.figure(code("Hampshire"), CppStarted, "", 2024), unreliable);
    let not_available = Some(Figure::Missing(Marker::NotAvailable));
    assert_eq!(data.figure(code("Hackney"), CppStarted, "", 2022), not_available);
    // A year without a release is no figure at all.
    assert_eq!(data.figure(code("Kent"), ClaAt31MarchByAge, "Under 1", 2019), None);
}

#[test]
fn neighbours_and_judgements_are_those_of_2025() {
    let data = Reference::embedded();
    let barking = data.find("Barking and Dagenham").unwrap().code;
    let names: Vec<&str> =
        data.neighbours(barking).iter().map(|n| data.area(n.code).unwrap().name.as_str()).collect();
    assert_eq!(names.len(), 10);
    assert_eq!(names[..3], ["Enfield", "Luton", "Hounslow"]);
    let barnet = data.ofsted(data.find("Barnet").unwrap().code).unwrap();
    assert_eq!(barnet.inspected.to_string(), "2024-06-10");
    assert_eq!(barnet.overall, Grade::Good);
    assert_eq!(barnet.children_in_care, Grade::Outstanding);
    assert_eq!(data.ofsted(AreaCode::ENGLAND), None);
}

#[test]
fn unit_costs_and_effects_keep_their_numbers() {
    let data = Reference::embedded();
    let legal_aid = data.unit_costs().iter().find(|c| c.code == "SS4.1.1").unwrap();
    assert_eq!(legal_aid.pounds, 15_000.0);
    assert_eq!(legal_aid.price_year.to_string(), "2005-06");
    let subsequent = data.unit_costs().iter().find(|c| c.code == "SS2.5").unwrap();
    assert_eq!((subsequent.pounds, subsequent.price_year.to_string()), (224.0, "2009-10".to_string()));
    let conferences = &data.effects()[0];
    assert_eq!(conferences.estimate, Some(-8.6));
    assert_eq!(conferences.step().unwrap().to_string(), "protection plan -> looked after");
    let start = data.effects().iter().find(|e| e.programme.contains("START")).unwrap();
    assert_eq!((start.estimate, start.low, start.high), (Some(1.25), Some(0.77), Some(2.05)));
}
