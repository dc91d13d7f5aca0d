//! Writing a census as XML, in the order of its schema.

use std::io::{self, Write};

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::rows::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, PreProceedings, ProtectionPlan, Section47,
};

/// First census whose children have `Sex`; before it they have `GenderCurrent`.
pub(super) const SEX_FROM: u16 = 2025;
/// First census with child in need plans.
pub(super) const PLANS_FROM: u16 = 2022;
/// First census with pre-proceedings.
pub(super) const PRE_PROCEEDINGS_FROM: u16 = 2027;

/// Writes a census in the shape of a return year.
///
/// **Shape**: elements in the order of that year's schema; what a year's schema does not know is left out
/// (child in need plans before 2022, pre-proceedings before 2027). Blank values have no element.
///
/// **Errors**: what the system says when it cannot be written.
pub fn write_xml(
    header: Option<&CensusHeader>,
    children: &mut dyn Iterator<Item = CensusChild>,
    year: u16,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    open(&mut xml, "Message")?;
    if let Some(header) = header {
        write_header(&mut xml, header)?;
    }
    open(&mut xml, "Children")?;
    for child in children {
        write_child(&mut xml, &child, year)?;
    }
    close(&mut xml, "Children")?;
    close(&mut xml, "Message")?;
    xml.into_inner().write_all(b"\n")
}

type Xml<'a> = Writer<&'a mut dyn Write>;

fn write_header(xml: &mut Xml, header: &CensusHeader) -> io::Result<()> {
    open(xml, "Header")?;
    open(xml, "CollectionDetails")?;
    text(xml, "Collection", &header.collection)?;
    if let Some(year) = header.year {
        text(xml, "Year", &year.to_string())?;
    }
    date(xml, "ReferenceDate", header.reference_date)?;
    close(xml, "CollectionDetails")?;
    open(xml, "Source")?;
    text(xml, "SourceLevel", "L")?;
    text(xml, "LEA", &header.authority)?;
    text(xml, "SoftwareCode", &header.software)?;
    text(xml, "Release", &header.release)?;
    text(xml, "SerialNo", &header.serial)?;
    text(xml, "DateTime", &header.written)?;
    close(xml, "Source")?;
    close(xml, "Header")
}

fn write_child(xml: &mut Xml, child: &CensusChild, year: u16) -> io::Result<()> {
    open(xml, "Child")?;
    open(xml, "ChildIdentifiers")?;
    text(xml, "LAchildID", &child.child)?;
    text(xml, "UPN", &child.upn)?;
    text(xml, "FormerUPN", &child.former_upn)?;
    text(xml, "UPNunknown", &child.upn_unknown)?;
    date(xml, "PersonBirthDate", child.born)?;
    date(xml, "ExpectedPersonBirthDate", child.expected_birth)?;
    text(xml, if year >= SEX_FROM { "Sex" } else { "GenderCurrent" }, &child.sex)?;
    date(xml, "PersonDeathDate", child.died)?;
    close(xml, "ChildIdentifiers")?;
    open(xml, "ChildCharacteristics")?;
    text(xml, "Ethnicity", &child.ethnicity)?;
    if !child.disabilities.is_empty() {
        open(xml, "Disabilities")?;
        for code in &child.disabilities {
            text(xml, "Disability", code)?;
        }
        close(xml, "Disabilities")?;
    }
    close(xml, "ChildCharacteristics")?;
    for episode in &child.episodes {
        write_episode(xml, episode, year)?;
    }
    close(xml, "Child")
}

fn write_episode(xml: &mut Xml, episode: &NeedEpisode, year: u16) -> io::Result<()> {
    open(xml, "CINdetails")?;
    date(xml, "CINreferralDate", episode.referred)?;
    text(xml, "ReferralSource", &episode.from)?;
    text(xml, "PrimaryNeedCode", &episode.need)?;
    date(xml, "CINclosureDate", episode.closed)?;
    text(xml, "ReasonForClosure", &episode.reason_closed)?;
    date(xml, "DateOfInitialCPC", episode.conference)?;
    for assessment in &episode.assessments {
        write_assessment(xml, assessment)?;
    }
    for plan in episode.plans.iter().filter(|_| year >= PLANS_FROM) {
        write_plan(xml, plan)?;
    }
    for enquiry in &episode.enquiries {
        write_enquiry(xml, enquiry)?;
    }
    flag(xml, "ReferralNFA", episode.no_further_action)?;
    for plan in &episode.protection_plans {
        write_protection_plan(xml, plan)?;
    }
    for module in episode.pre_proceedings.iter().filter(|_| year >= PRE_PROCEEDINGS_FROM) {
        write_pre_proceedings(xml, module)?;
    }
    close(xml, "CINdetails")
}

fn write_assessment(xml: &mut Xml, assessment: &Assessment) -> io::Result<()> {
    open(xml, "Assessments")?;
    date(xml, "AssessmentActualStartDate", assessment.started)?;
    date(xml, "AssessmentInternalReviewDate", assessment.reviewed)?;
    date(xml, "AssessmentAuthorisationDate", assessment.authorised)?;
    if !assessment.factors.is_empty() {
        open(xml, "FactorsIdentifiedAtAssessment")?;
        for factor in &assessment.factors {
            text(xml, "AssessmentFactors", factor)?;
        }
        close(xml, "FactorsIdentifiedAtAssessment")?;
    }
    close(xml, "Assessments")
}

fn write_plan(xml: &mut Xml, plan: &InNeedPlan) -> io::Result<()> {
    open(xml, "CINPlanDates")?;
    date(xml, "CINPlanStartDate", plan.started)?;
    date(xml, "CINPlanEndDate", plan.ended)?;
    close(xml, "CINPlanDates")
}

fn write_enquiry(xml: &mut Xml, enquiry: &Section47) -> io::Result<()> {
    open(xml, "Section47")?;
    date(xml, "S47ActualStartDate", enquiry.started)?;
    date(xml, "InitialCPCtarget", enquiry.conference_due)?;
    date(xml, "DateOfInitialCPC", enquiry.conference)?;
    flag(xml, "ICPCnotRequired", enquiry.conference_not_required)?;
    close(xml, "Section47")
}

fn write_protection_plan(xml: &mut Xml, plan: &ProtectionPlan) -> io::Result<()> {
    open(xml, "ChildProtectionPlans")?;
    date(xml, "CPPstartDate", plan.started)?;
    date(xml, "CPPendDate", plan.ended)?;
    text(xml, "InitialCategoryOfAbuse", &plan.first_category)?;
    text(xml, "LatestCategoryOfAbuse", &plan.latest_category)?;
    if let Some(before) = plan.plans_before {
        text(xml, "NumberOfPreviousCPP", &before.to_string())?;
    }
    if !plan.reviews.is_empty() {
        open(xml, "Reviews")?;
        for review in &plan.reviews {
            date(xml, "CPPreviewDate", Some(*review))?;
        }
        close(xml, "Reviews")?;
    }
    close(xml, "ChildProtectionPlans")
}

fn write_pre_proceedings(xml: &mut Xml, module: &PreProceedings) -> io::Result<()> {
    open(xml, "PreProceedingsandFGDM")?;
    for (name, value) in &module.values {
        text(xml, name, value)?;
    }
    close(xml, "PreProceedingsandFGDM")
}

fn open(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))
}

fn close(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    open(xml, name)?;
    xml.write_event(Event::Text(BytesText::new(value)))?;
    close(xml, name)
}

fn date(xml: &mut Xml, name: &str, value: Option<Date>) -> io::Result<()> {
    value.map_or(Ok(()), |d| text(xml, name, &d.to_string()))
}

fn flag(xml: &mut Xml, name: &str, value: Option<bool>) -> io::Result<()> {
    value.map_or(Ok(()), |yes| text(xml, name, if yes { "true" } else { "false" }))
}
