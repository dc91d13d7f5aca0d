//! *Findings*: what is wrong or doubtful in the files. Inside the authority only, for findings hold ids.

use maud::{Markup, html};
use returns::{Findings, Severity, Source};
use tables::{Table, counted, grouped};

use super::findings_choice::{Asked, PER_PAGE, files, rules, severities};
use super::{navigation, who_looks};
use crate::components::{self, Downloads, InputWidth, Select, TextInput, error_for};
use crate::layout::{Link, Page, Way};
use journeys::group::Disclosure;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The authority.
    pub area: &'a reference::Area,
    /// All findings.
    pub findings: &'a Findings,
    /// The files.
    pub sources: &'a [Source],
    /// Findings by rule, all of them.
    pub by_rule: &'a Table,
    /// The findings asked for, one a row, all pages.
    pub chosen: &'a Table,
    /// What is asked.
    pub asked: &'a Asked,
}

/// The page.
pub fn findings(shown: &Shown<'_>) -> Page {
    let body = html! {
        (who_looks(Disclosure::Inside))
        @if shown.by_rule.rows.is_empty() {
            p.govuk-body-l.hw-sure { "Every row of every file could be used as it stands." }
        } @else {
            p.govuk-body-l.hw-sure {
                "An error means that something could not be used and the journey lacks it; a warning, that it was used "
                "and is likely wrong; a repair, that a written rule changed it."
            }
            h2.govuk-heading-m { "Rules that found something, most serious first" }
            div."govuk-!-margin-bottom-8" { (components::table(&rules_table(shown.by_rule), &files_of("findings-by-rule", ""))) }
            h2.govuk-heading-m id="list" { "Findings one by one" }
            (form(shown))
            @if shown.asked.errors.is_empty() { (list(shown)) }
        }
    };
    let errors = &shown.asked.errors;
    Page {
        navigation: navigation("/data", Some(shown.area)),
        way: Way::Breadcrumbs(vec![Link::new("Data", "/data")]),
        above: components::error_summary(errors),
        has_errors: !errors.is_empty(),
        ..Page::new(title(shown), body)
    }
}

/// `12 errors, 40 warnings in 14 files; 3 rows could not be used in full`.
fn title(shown: &Shown<'_>) -> String {
    let part = |severity: Severity| {
        let n = shown.findings.count(severity);
        (n > 0).then(|| counted(n, severity.label(), &severity.plural().to_lowercase()))
    };
    let parts: Vec<String> = Severity::ALL.into_iter().filter_map(part).collect();
    let files = counted(shown.sources.len() as u64, "file", "files");
    if parts.is_empty() {
        return format!("Nothing was found in {files}");
    }
    let mut rows: Vec<_> = shown
        .findings
        .kept()
        .iter()
        .filter(|f| f.rule.severity == Severity::Error && f.origin.row > 0)
        .map(|f| f.origin)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let lost = match rows.len() {
        0 => "every row could be used".to_owned(),
        n => format!("{} could not be used in full", counted(n as u64, "row", "rows")),
    };
    format!("{} in {files}; {lost}", parts.join(", "))
}

/// The rules without their files, which the form below names.
fn rules_table(by_rule: &Table) -> Table {
    let mut table = by_rule.clone();
    table.columns.retain(|c| c.key != "files");
    table
}

fn files_of(id: &str, query: &str) -> Downloads {
    let mark = if query.is_empty() { "" } else { "?" };
    let file = |kind: &str| Some(format!("/data/tables/{id}.{kind}{mark}{query}"));
    Downloads { csv: file("csv"), xlsx: file("xlsx"), json: file("json") }
}

fn form(shown: &Shown<'_>) -> Markup {
    let asked = shown.asked;
    let (severities, files, rules) =
        (severities(), files(shown.findings, shown.sources), rules(shown.findings));
    let field = |name: &'static str, label: &'static str, choices: &[components::Choice]| {
        components::select(&Select {
            name,
            label,
            hint: None,
            error: error_for(&asked.errors, name),
            empty: Some("Any"),
            choices,
            selected: asked.value(name),
        })
    };
    html! {
        form.hw-filter method="get" action="/data/findings" novalidate {
            div.hw-filter__fields {
                (field("severity", "Severity", &severities))
                (field("file", "File", &files))
                (field("rule", "Rule", &rules))
                (components::text_input(&TextInput {
                    name: "text",
                    label: "Child id, column or value",
                    value: &asked.text,
                    error: error_for(&asked.errors, "text"),
                    width: InputWidth::Characters20,
                    ..TextInput::default()
                }))
            }
            (components::secondary_button("Apply filters"))
        }
    }
}

fn list(shown: &Shown<'_>) -> Markup {
    let all = shown.chosen.rows.len();
    let pages = all.div_ceil(PER_PAGE).max(1);
    let page = shown.asked.page.min(pages);
    let first = (page - 1) * PER_PAGE;
    let mut table = shown.chosen.clone();
    table.rows = table.rows.into_iter().skip(first).take(PER_PAGE).collect();
    // Each rule is explained in the table above.
    table.columns.retain(|c| c.key != "title");
    let title = shown.chosen.columns.iter().position(|c| c.key == "title");
    if let Some(at) = title {
        for row in table.rows.iter_mut().filter(|r| at < r.len()) {
            row.remove(at);
        }
    }
    let query = shown.asked.query();
    html! {
        p.govuk-body {
            @if all == 0 { "No finding meets these filters." }
            @else {
                "Findings " (grouped((first + 1) as f64, 0)) " to " (grouped((first + table.rows.len()) as f64, 0))
                " of " (grouped(all as f64, 0)) "."
            }
        }
        @if all > 0 { (components::table(&table, &files_of("findings", &query))) }
        (components::pagination("Pages of findings", page, pages, |page| {
            let mark = if query.is_empty() { "" } else { "&" };
            format!("/data/findings?{query}{mark}page={page}#list")
        }))
    }
}
