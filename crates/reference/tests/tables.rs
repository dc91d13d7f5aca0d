//! What holds for the tables as a whole.

use reference::{AreaKind, Measure, Reference, Why};
use units::ReportingYear;

#[test]
fn every_measure_has_figures_a_source_and_all_its_categories() {
    let data = Reference::embedded();
    for m in Measure::ALL {
        assert!(data.count(*m) > 0, "{} has no figures", m.id());
        assert_eq!(data.categories(*m), m.all_categories(), "{}", m.id());
        assert!(data.source_of(*m).measures.contains(m), "{} is not from {}", m.id(), m.source());
    }
}

#[test]
fn every_source_names_its_input() {
    for source in Reference::embedded().sources() {
        assert_eq!(source.sha256.len(), 64, "{}", source.id);
        for text in [&source.publisher, &source.release, &source.licence, &source.traps, &source.file] {
            assert!(!text.is_empty(), "{}", source.id);
        }
    }
}

#[test]
fn every_current_authority_can_be_started_from() {
    let data = Reference::embedded();
    assert_eq!(data.authorities().count(), 153);
    for area in data.authorities() {
        // The Isles of Scilly return with Cornwall.
        if area.name == "Isles of Scilly" {
            continue;
        }
        for m in [Measure::ClaAt31March, Measure::ClaStarted, Measure::ClaCeased, Measure::CinAt31March] {
            assert!(data.figure(area.code, m, "", 2025).is_some(), "{} {}", area.name, m.id());
        }
        for m in [Measure::Population0To17, Measure::ImdScore] {
            assert!(data.value(area.code, m, "", 2025).is_some(), "{} {}", area.name, m.id());
        }
        // Two authorities made no section 251 return for 2024-25.
        let returned = !["Middlesbrough", "Wandsworth"].contains(&area.name.as_str());
        assert_eq!(data.figure(area.code, Measure::SpendCla, "", 2025).is_some(), returned, "{}", area.name);
        assert!(area.gss.is_some() && area.class.is_some() && area.region.is_some(), "{}", area.name);
        assert_eq!(data.neighbours(area.code).len(), 10, "{}", area.name);
        assert!(data.ofsted(area.code).is_some(), "{}", area.name);
    }
}

#[test]
fn counts_by_category_add_up_where_none_is_withheld() {
    let data = Reference::embedded();
    let parts =
        [Measure::ClaAt31MarchByAge, Measure::ClaAt31MarchByPlacement, Measure::ClaAt31MarchByProvider];
    for area in data.areas() {
        let Some(total) = data.value(area.code, Measure::ClaAt31March, "", 2025) else { continue };
        for m in parts {
            let all: Option<Vec<f64>> =
                m.all_categories().iter().map(|c| data.value(area.code, m, c, 2025)).collect();
            // Regions and England are rounded to 10 in every cell.
            let tolerance = if area.kind == AreaKind::Authority { 0.0 } else { 40.0 };
            if let Some(all) = all {
                let sum: f64 = all.iter().sum();
                assert!((sum - total).abs() <= tolerance, "{} {}: {sum}, not {total}", area.name, m.id());
            }
        }
    }
}

#[test]
fn series_are_by_year() {
    let data = Reference::embedded();
    let series = data.series(data.england().code, Measure::ClaAt31March, "");
    let years: Vec<u16> = series.iter().map(|(year, _)| *year).collect();
    assert_eq!(years, (2010..=2025).collect::<Vec<u16>>());
    assert!(data.series(data.england().code, Measure::ClaAt31March, "no such category").is_empty());
}

#[test]
fn boundaries_are_unbroken_since_the_last_reorganisation() {
    let data = Reference::embedded();
    let since = |name| data.find(name).unwrap().unbroken_from;
    assert_eq!(since("Kent"), ReportingYear(2010));
    assert_eq!(since("Dorset"), ReportingYear(2020));
    assert_eq!(since("Bournemouth, Christchurch and Poole"), ReportingYear(2020));
    assert_eq!(since("North Northamptonshire"), ReportingYear(2022));
    assert_eq!(since("Cumberland"), ReportingYear(2024));
}

#[test]
fn areas_are_found_by_code_name_and_part_of_a_name() {
    let data = Reference::embedded();
    let name = |typed: &str| data.find(typed).unwrap().name.clone();
    assert_eq!(name("805"), "Hartlepool");
    assert_eq!(name("e06000001"), "Hartlepool");
    assert_eq!(name("  hartlepool "), "Hartlepool");
    assert_eq!(name("Brighton & Hove"), "Brighton and Hove");
    assert_eq!(name("st helens"), "St. Helens");
    assert_eq!(name("Bristol"), "Bristol, City of");
    assert_eq!(name("Hull"), "Kingston upon Hull, City of");
    assert_eq!(name("York"), "York");
    assert_eq!(name("Dorset"), "Dorset");
    assert_eq!(name("England"), "England");
    assert_eq!(data.find("Dorset").unwrap().code.to_string(), "838");
}

#[test]
fn what_is_not_found_is_explained() {
    let data = Reference::embedded();
    let misspelt = data.find("Midlesborough").unwrap_err();
    assert_eq!(misspelt.nearest.first().map(String::as_str), Some("Middlesbrough"));
    assert!(misspelt.nearest.len() <= 3);
    let several = data.find("Kingston").unwrap_err();
    assert_eq!(several.why, Why::Ambiguous);
    let gone = "is no longer an authority; its area is now in";
    let message = |typed: &str| data.find(typed).unwrap_err().to_string();
    assert_eq!(message("Cumbria"), format!("Cumbria {gone} Cumberland and Westmorland and Furness"));
    assert_eq!(message("837"), format!("837 {gone} Bournemouth, Christchurch and Poole"));
    assert_eq!(message("zzzz"), "there is no area called zzzz");
    assert!(data.find("").is_err());
}

#[test]
fn the_tables_are_small() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tables");
    let files = folder.read_dir().unwrap().map(|f| f.unwrap().metadata().unwrap().len());
    assert!(files.sum::<u64>() < 8_000_000);
}
