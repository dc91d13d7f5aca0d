//! Writing a census and reading it back gives the same census; bytes that are no census do no harm.

use std::io::Cursor;

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use returns::cin::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, PreProceedings, ProtectionPlan,
    Section47, read_xml, write_xml,
};
use returns::{Findings, Origin, Text};

const YEAR: u16 = 2027;

fn day() -> impl Strategy<Value = Date> {
    (1900i16..=2099, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn word() -> impl Strategy<Value = Text> {
    "[!-~é£][ -~é£]{0,30}[!-~]".prop_map(Text::from)
}

fn blank_or_word() -> impl Strategy<Value = Text> {
    prop_oneof![Just(Text::default()), word()]
}

prop_compose! {
    fn assessment()(
        started in option::of(day()), reviewed in option::of(day()), authorised in option::of(day()),
        factors in vec(word(), 0..3),
    ) -> Assessment {
        Assessment { started, reviewed, authorised, factors, origin: Origin::default() }
    }
}

prop_compose! {
    fn enquiry()(
        started in option::of(day()), conference_due in option::of(day()), conference in option::of(day()),
        conference_not_required in option::of(any::<bool>()),
    ) -> Section47 {
        Section47 { started, conference_due, conference, conference_not_required, origin: Origin::default() }
    }
}

prop_compose! {
    fn protection_plan()(
        started in option::of(day()), ended in option::of(day()), first_category in blank_or_word(),
        latest_category in blank_or_word(), plans_before in option::of(any::<u32>()),
        reviews in vec(day(), 0..3),
    ) -> ProtectionPlan {
        let origin = Origin::default();
        ProtectionPlan { started, ended, first_category, latest_category, plans_before, reviews, origin }
    }
}

prop_compose! {
    fn episode()(
        referred in option::of(day()), from in blank_or_word(), need in blank_or_word(),
        closed in option::of(day()), reason_closed in blank_or_word(), conference in option::of(day()),
        assessments in vec(assessment(), 0..3),
        plans in vec((option::of(day()), option::of(day())), 0..2),
        enquiries in vec(enquiry(), 0..2),
        rest in (option::of(any::<bool>()), vec(protection_plan(), 0..3), vec(word(), 0..2)),
    ) -> NeedEpisode {
        let origin = Origin::default();
        let plans = plans.into_iter().map(|(started, ended)| InNeedPlan { started, ended, origin }).collect();
        let (no_further_action, protection_plans, modules) = rest;
        let values = |w| vec![(Text::from("PPOutcome"), w)];
        let pre_proceedings =
            modules.into_iter().map(|w| PreProceedings { values: values(w), origin }).collect();
        NeedEpisode {
            referred, from, need, closed, reason_closed, conference, assessments, plans, enquiries,
            no_further_action, protection_plans, pre_proceedings, origin,
        }
    }
}

prop_compose! {
    fn child()(
        texts in [blank_or_word(), blank_or_word(), blank_or_word(), blank_or_word(), blank_or_word(), blank_or_word()],
        born in option::of(day()), expected_birth in option::of(day()), died in option::of(day()),
        disabilities in vec(word(), 0..3), episodes in vec(episode(), 0..3),
    ) -> CensusChild {
        let [child, upn, former_upn, upn_unknown, sex, ethnicity] = texts;
        CensusChild {
            child, upn, former_upn, upn_unknown, born, expected_birth, sex, died, ethnicity, disabilities,
            episodes, origin: Origin::default(),
        }
    }
}

fn header() -> CensusHeader {
    CensusHeader {
        collection: Text::from("CIN"),
        year: Some(YEAR),
        reference_date: Date::new(2027, 3, 31).ok(),
        authority: Text::from("201"),
        software: Text::from("Headwater & co"),
        release: Text::from("1"),
        serial: Text::from("001"),
        written: Text::from("2027-05-01T09:00:00"),
    }
}

fn without_origins(mut child: CensusChild) -> CensusChild {
    child.origin = Origin::default();
    for episode in &mut child.episodes {
        episode.origin = Origin::default();
        episode.assessments.iter_mut().for_each(|r| r.origin = Origin::default());
        episode.plans.iter_mut().for_each(|r| r.origin = Origin::default());
        episode.enquiries.iter_mut().for_each(|r| r.origin = Origin::default());
        episode.protection_plans.iter_mut().for_each(|r| r.origin = Origin::default());
        episode.pre_proceedings.iter_mut().for_each(|r| r.origin = Origin::default());
    }
    child
}

fn written(children: &[CensusChild], year: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_xml(Some(&header()), &mut children.iter().cloned(), year, &mut bytes).unwrap();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_census_reads_back_as_written(children in vec(child(), 0..4)) {
        let bytes = written(&children, YEAR);
        let (census, read) = read_xml(0, "", &mut Cursor::new(&bytes), None, &mut Findings::default());
        prop_assert_eq!(read, children.len() as u64);
        prop_assert_eq!(census.header, Some(header()));
        let back: Vec<CensusChild> = census.children.into_iter().map(without_origins).collect();
        prop_assert_eq!(back, children);
    }

    #[test]
    fn mutated_censuses_do_no_harm(
        children in vec(child(), 1..3),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = written(&children, YEAR);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()).max(200));
        let (census, _) = read_xml(0, "", &mut Cursor::new(&bytes), Some(2027), &mut Findings::default());
        let mut findings = Findings::default();
        returns::cin::tell(&[census], &mut Default::default(), &mut findings, &mut |_, _| {});
    }

    #[test]
    fn bytes_that_are_no_census_do_no_harm(bytes in vec(any::<u8>(), 0..400)) {
        read_xml(0, "", &mut Cursor::new(&bytes), None, &mut Findings::default());
    }
}

#[test]
fn each_year_has_the_elements_of_its_own_schema() {
    let plan = InNeedPlan { started: Date::new(2021, 5, 1).ok(), ..InNeedPlan::default() };
    let module =
        PreProceedings { values: vec![(Text::from("PPOutcome"), Text::from("A"))], ..Default::default() };
    let episode = NeedEpisode { plans: vec![plan], pre_proceedings: vec![module], ..NeedEpisode::default() };
    let child = CensusChild { sex: Text::from("1"), episodes: vec![episode], ..CensusChild::default() };
    for (year, has, lacks) in [
        (2021, &["GenderCurrent"][..], &["<Sex>", "CINPlanDates", "PreProceedings"][..]),
        (2022, &["GenderCurrent", "CINPlanDates"], &["<Sex>", "PreProceedings"]),
        (2025, &["<Sex>", "CINPlanDates"], &["GenderCurrent", "PreProceedings"]),
        (2027, &["<Sex>", "CINPlanDates", "PPOutcome"], &["GenderCurrent"]),
    ] {
        let xml = String::from_utf8(written(std::slice::from_ref(&child), year)).unwrap();
        assert!(has.iter().all(|name| xml.contains(name)), "{year}: {xml}");
        assert!(!lacks.iter().any(|name| xml.contains(name)), "{year}: {xml}");
    }
}
