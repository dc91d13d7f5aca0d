//! Reading a census: what is read, what is told of it, and what is kept of a broken one.

mod found;
#[path = "found/sample_folders.rs"]
mod samples;

use std::io::Cursor;

use found::rules;
use jiff::civil::date;
use returns::Findings;
use returns::cin::{Census, read_xml};

const HEADER: &str = "<Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>\
    <ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>\
    <LEA>201</LEA><SerialNo>001</SerialNo></Source></Header>";

const CHILD: &str = "<Child>\n<ChildIdentifiers><LAchildID>A1</LAchildID><UPN>H801200001001</UPN>\
    <PersonBirthDate>2015-05-01</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>\n\
    <ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>\
    </ChildCharacteristics>\n<CINdetails><CINreferralDate>2023-05-01</CINreferralDate>\
    <ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>\
    <Assessments><AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>\
    <AssessmentAuthorisationDate>2023-06-01</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>\
    <AssessmentFactors>3A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>\
    <ReferralNFA>false</ReferralNFA>\
    <ChildProtectionPlans><CPPstartDate>2023-07-01</CPPstartDate><CPPendDate>2023-12-01</CPPendDate>\
    <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>\
    <NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2023-09-01</CPPreviewDate></Reviews>\
    </ChildProtectionPlans></CINdetails>\n</Child>";

fn census(children: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<Message>{HEADER}\n<Children>{children}</Children></Message>")
}

fn read(xml: &str) -> (Census, Findings) {
    let mut findings = Findings::default();
    let (census, read) = read_xml(0, "census.xml", &mut Cursor::new(xml), None, &mut findings);
    assert_eq!(read, census.children.len() as u64);
    (census, findings)
}

#[test]
fn a_census_without_faults_is_read_in_full_without_findings() {
    let (census, findings) = read(&census(CHILD));
    assert_eq!(rules(&findings), [""; 0]);
    assert_eq!(census.year, Some(2024));
    assert_eq!(census.header.unwrap().authority, "201");
    let child = &census.children[0];
    assert_eq!((child.child.as_str(), child.origin.row), ("A1", 3));
    assert_eq!(child.born, Some(date(2015, 5, 1)));
    let episode = &child.episodes[0];
    assert_eq!((episode.from.as_str(), episode.origin.row), ("1A", 6));
    assert_eq!(episode.assessments[0].factors, ["3A"]);
    assert_eq!(episode.protection_plans[0].reviews, [date(2023, 9, 1)]);
    assert_eq!(episode.protection_plans[0].plans_before, Some(0));
}

#[test]
fn one_fault_gives_one_finding() {
    for (good, bad, expected) in [
        ("<LAchildID>A1</LAchildID>", "", "cin-child-id-missing"),
        (">A1<", ">A 1<", "cin-child-id-form"),
        (">A1<", ">A12345678901234567890<", "cin-child-id-form"),
        ("H801200001001", "A801200001001", "cin-upn-form"),
        ("<PersonBirthDate>2015-05-01</PersonBirthDate>", "", "cin-birth-missing"),
        (">2015-05-01<", ">2024-03-01<", "cin-birth-after-activity"),
        ("<GenderCurrent>1<", "<GenderCurrent>M<", "cin-code-unknown"),
        (">WBRI<", ">WXXX<", "cin-code-unknown"),
        (">1A</ReferralSource", ">11</ReferralSource", "cin-code-unknown"),
        (">3A</Assess", ">18A</Assess", "cin-code-years"),
        (
            "<Disability>NONE</Disability>",
            "<Disability>NONE</Disability><Disability>LD</Disability>",
            "cin-disability-none",
        ),
        (">2023-05-01</CINreferralDate>", "></CINreferralDate>", "cin-referral-date-missing"),
        (">2023-05-02<", ">02/05/2023<", "cin-date"),
        (">2023-05-02<", ">2023-04-02<", "cin-before-referral"),
        (">2023-06-01<", ">2023-05-01<", "cin-end-before-start"),
        (">2023-06-01<", ">2024-04-01<", "cin-after-reference-date"),
        (">2023-09-01<", ">2023-12-02<", "cin-review-outside-plan"),
        (">0</NumberOfPreviousCPP>", ">none</NumberOfPreviousCPP>", "cin-value"),
        (">false</ReferralNFA>", ">no</ReferralNFA>", "cin-value"),
        (">false</ReferralNFA>", ">true</ReferralNFA>", "cin-nfa-activity"),
        (
            "<PrimaryNeedCode>",
            "<CINclosureDate>2024-03-01</CINclosureDate><PrimaryNeedCode>",
            "cin-closure-without-reason",
        ),
        (
            "<PrimaryNeedCode>",
            "<ReasonForClosure>RC7</ReasonForClosure><PrimaryNeedCode>",
            "cin-reason-without-closure",
        ),
        (
            "<PrimaryNeedCode>",
            "<CINclosureDate>2023-11-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure><PrimaryNeedCode>",
            "cin-after-closure",
        ),
        (
            "<CPPendDate>2023-12-01</CPPendDate>",
            "</ChildProtectionPlans><ChildProtectionPlans><CPPstartDate>2023-08-01</CPPstartDate>",
            "cin-two-open",
        ),
        (
            "<ReferralNFA>",
            "<CINPlanDates><CINPlanStartDate>2023-11-30</CINPlanStartDate></CINPlanDates><ReferralNFA>",
            "cin-both-plans",
        ),
        (
            "<AssessmentFactors>3A<",
            "<AssessmentFactors>21</AssessmentFactors><AssessmentFactors>3A<",
            "cin-factor-21",
        ),
        (
            "<AssessmentFactors>",
            "<AssessmentFactors>3A</AssessmentFactors><AssessmentFactors>",
            "cin-factor-repeated",
        ),
        (
            "<PrimaryNeedCode>",
            "<Colour>red</Colour><Colour>blue</Colour><PrimaryNeedCode>",
            "cin-unknown-element",
        ),
        ("<PrimaryNeedCode>", "<CPPendDate>2023-06-01</CPPendDate><PrimaryNeedCode>", "cin-misplaced"),
        ("<PrimaryNeedCode>", "<PrimaryNeedCode>N2</PrimaryNeedCode><PrimaryNeedCode>", "cin-repeated-value"),
        (">1A</ReferralSource", ">&vat;</ReferralSource", "cin-entity"),
        (
            "<PersonBirthDate>",
            "<PersonDeathDate>2023-06-15</PersonDeathDate><PersonBirthDate>",
            "cin-after-death",
        ),
    ] {
        assert!(CHILD.contains(good), "{good}");
        let (census, findings) = read(&census(&CHILD.replacen(good, bad, 1)));
        let mut found = rules(&findings);
        found.dedup();
        assert!(found.contains(&expected), "{bad}: {found:?}, not {expected}");
        let others = found.len() - 1;
        let allowed = usize::from(matches!(expected, "cin-two-open" | "cin-date" | "cin-end-before-start"));
        assert!(others <= allowed, "{bad}: {found:?}");
        assert_eq!(census.children.len(), 1, "{bad}");
    }
}

#[test]
fn faults_between_children_and_of_the_header_are_found() {
    let other = CHILD.replace(">A1<", ">A2<");
    for (xml, expected) in [
        (census(&format!("{CHILD}{other}")), "cin-upn-repeated"),
        (census(&format!("{CHILD}{CHILD}")), "cin-child-repeated"),
        (census("<Child><ChildIdentifiers/></Child>"), "cin-no-episode"),
        (census(""), "cin-no-children"),
        (census(CHILD).replace(HEADER, ""), "cin-no-header"),
        (census(CHILD).replace(HEADER, ""), "cin-no-year"),
        (census(CHILD).replace(">CIN<", ">CLA<"), "cin-collection"),
        (census(CHILD).replace(">2024-03-31<", ">2024-03-30<"), "cin-reference-date"),
        (census(CHILD).replace(">2024<", ">2023<"), "cin-year"),
    ] {
        let (_, findings) = read(&xml);
        assert!(rules(&findings).contains(&expected), "{expected}: {:?}", rules(&findings));
    }
}

#[test]
fn order_prefix_stray_text_and_spelling_do_not_matter() {
    let plain = read(&census(CHILD)).0;
    let shuffled = CHILD
        .replace("<CINdetails>", "<c:CINdetails>stray &amp; text")
        .replace("</CINdetails>", "</c:CINdetails>")
        .replace("<Ethnicity>WBRI</Ethnicity>", "<Ethnicity><![CDATA[ WBRI ]]></Ethnicity>")
        .replace("<ReferralSource>1A", "<!-- a note --><ReferralSource>&#49;A")
        .replace(">false<", ">FALSE<")
        .replace("<ReferralNFA>", "<PrimaryNeedCode xsi:nil=\"true\"/><ReferralNFA>");
    let (read, findings) = read(&census(&shuffled));
    assert_eq!(rules(&findings), [""; 0]);
    assert_eq!(read, plain);
}

#[test]
fn both_spellings_of_a_plan_and_all_six_of_a_truth_are_read() {
    for (spelling, expected) in
        [("true", true), ("TRUE", true), ("1", true), ("false", false), ("FALSE", false), ("0", false)]
    {
        let plan = "<CINplanDates><CINPlanStartDate>2023-06-02</CINPlanStartDate>\
            <CINPlanEndDate>2023-07-01</CINPlanEndDate></CINplanDates>";
        let child = CHILD.replace("<ReferralNFA>false", &format!("{plan}<ReferralNFA>{spelling}"));
        let episode = &read(&census(&child)).0.children[0].episodes[0];
        assert_eq!(episode.no_further_action, Some(expected));
        assert_eq!(episode.plans[0].ended, Some(date(2023, 7, 1)));
    }
}

#[test]
fn what_stands_before_broken_xml_is_kept() {
    let whole =
        census(&format!("{CHILD}{}", CHILD.replace("A1", "A2").replace("<UPN>H801200001001</UPN>", "")));
    for broken in [
        whole.replacen("</CINdetails>\n</Child></Children>", "</CINdetail>\n</Child></Children>", 1),
        whole.split_at(whole.len() - 60).0.to_string(),
        whole.replacen("</Child></Children>", "<Child", 1),
    ] {
        let (census, findings) = read(&broken);
        assert_eq!(census.children.len(), 1, "{:?}", rules(&findings));
        let finding = findings.kept().last().unwrap();
        assert_eq!(finding.rule.id, "cin-broken");
        assert_eq!(finding.child, "A2");
        assert!(finding.origin.row >= 8 && finding.value.starts_with("byte "), "{finding:?}");
    }
}

#[test]
fn definitions_and_deep_nesting_are_refused() {
    let doctype = format!("<!DOCTYPE m [<!ENTITY a \"b\">]>{}", census(CHILD));
    let (read_census, findings) = read(&doctype);
    assert_eq!(read_census.children.len(), 0);
    assert!(rules(&findings).contains(&"cin-doctype"));
    let (_, findings) = read(&"<a>".repeat(100_000));
    assert!(rules(&findings).contains(&"cin-broken"));
}

#[test]
fn the_pre_proceedings_module_is_kept_as_text() {
    let module = "<PreProceedingsandFGDM><PPStartDate>2023-08-01</PPStartDate><PPOutcome>A</PPOutcome>\
        <New>x</New></PreProceedingsandFGDM>";
    let (census, findings) =
        read(&census(&CHILD.replace("</CINdetails>", &format!("{module}</CINdetails>"))));
    let values = &census.children[0].episodes[0].pre_proceedings[0].values;
    let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["PPStartDate", "PPOutcome", "New"]);
    assert_eq!(rules(&findings), ["cin-unknown-element"]);
}

#[test]
fn published_samples_are_read() {
    let Some(folder) = samples::folder("cin") else { return };
    for name in ["CIN_Census_2021.xml", "CIN_Census_2024.xml", "liia_cin-2022.xml"] {
        let bytes = std::io::read_to_string(open(&folder.join(name))).unwrap();
        let (census, findings) = read(&bytes);
        samples::print_counts(name, census.children.len() as u64, &findings);
        assert!(!census.children.is_empty(), "{name}");
        assert!(!rules(&findings).contains(&"cin-broken"), "{name}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test reads the published samples")]
fn open(path: &std::path::Path) -> std::fs::File {
    std::fs::File::open(path).unwrap()
}
