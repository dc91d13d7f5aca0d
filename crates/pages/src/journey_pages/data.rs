//! *Data*: which returns are loaded, what they cover, and the forms that load and remove them.

use journeys::group::Disclosure;
use maud::{Markup, html};
use returns::record::{Coverage, Field};
use tables::{Cell, Column, Table};

pub use super::data_forms::{AUTHORITY, FILES};
use super::data_forms::{Upload, inside, remove, upload};
use super::shell::standing;
use super::words::{counted, covered, said, span};
use super::{navigation, who_looks};
use crate::components::{self, Downloads, FieldError};
use crate::layout::Page;

/// Returns that are loaded.
#[derive(Clone, Copy, Debug)]
pub struct Loaded<'a> {
    /// The authority, as published figures know it.
    pub area: &'a reference::Area,
    /// Its name; a made-up one's own.
    pub name: &'a str,
    /// Whether the authority and its children are made up.
    pub made_up: bool,
    /// Children of the record.
    pub children: u64,
    /// The days that the files speak for.
    pub coverage: &'a Coverage,
    /// The files, one a row.
    pub files: &'a Table,
    /// Findings: errors, warnings, repairs, notes.
    pub findings: [u64; 4],
}

/// The table of files for whoever looks: rows and findings are counts of children's records, and few may be one
/// child's.
pub fn files_shown(mut files: Table, disclosure: Disclosure) -> Table {
    for cell in files.rows.iter_mut().flatten() {
        if let Cell::Whole(count) = cell {
            *cell = disclosure.count(u64::try_from(*count).unwrap_or_default());
        }
    }
    files.notes.push(disclosure.note().to_owned());
    files
}

/// What the page offers.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// Authorities to choose from.
    pub authorities: &'a [components::Choice],
    /// Code of the authority chosen before, or of the plan.
    pub chosen: &'a str,
    /// Name of the made-up authority, if there is one to try.
    pub example: Option<&'a str>,
    /// Who looks.
    pub disclosure: Disclosure,
    /// What was wrong with what was sent.
    pub errors: &'a [FieldError],
    /// Largest upload, in MB.
    pub limit_mb: u64,
}

/// The page, with or without returns loaded.
pub fn data(loaded: Option<&Loaded<'_>>, offer: &Offer<'_>) -> Page {
    let form = Upload {
        authorities: offer.authorities,
        chosen: offer.chosen,
        errors: offer.errors,
        limit_mb: offer.limit_mb,
        replaces: loaded.is_some(),
    };
    let body = html! {
        @match loaded {
            Some(loaded) => (what_is_loaded(loaded, offer.disclosure)),
            None => (what_would_be_here(offer.example)),
        }
        h2.govuk-heading-m id="upload" { @if loaded.is_some() { "Load other returns" } @else { "Load your own returns" } }
        (upload(&form))
        h2.govuk-heading-m id="inside" { "Who looks" }
        (who_looks(offer.disclosure))
        (inside(offer.disclosure))
        @if let Some(example) = offer.example.filter(|_| loaded.is_some()) {
            h2.govuk-heading-m { "Try a made-up authority" }
            (example_form(example))
        }
        @if loaded.is_some() {
            h2.govuk-heading-m { "Remove what is loaded" }
            (remove())
        }
    };
    Page {
        navigation: navigation("/data", loaded.map(|l| l.area)),
        standing: loaded.map(|l| standing(l.name, l.made_up, &covered(l.coverage))),
        above: components::error_summary(offer.errors),
        has_errors: !offer.errors.is_empty(),
        ..Page::new(title(loaded, offer.disclosure), body)
    }
}

/// The page while files are read.
pub fn reading(now: &str, done: usize, of: usize) -> Page {
    let body = html! {
        p.govuk-body-l.hw-sure {
            @if of == 0 { "The files are being opened." }
            @else if done < of { (done) " of " (of) " files are read." }
            @else { "All " (of) " files are read; now they are joined, child by child." }
        }
        @if of > 0 {
            label.govuk-body for="progress" { "Files read" }
            progress.hw-progress id="progress" value=(done) max=(of) { (done) " of " (of) }
        }
        @if !now.is_empty() { p.govuk-body { "Last read: " (now) } }
        p.govuk-body { "The page opens by itself when it is ready. Nothing leaves this computer." }
        p.govuk-body { a.govuk-link href="/data" { "Show it now if it is ready" } }
    };
    Page { navigation: navigation("/data", None), ..Page::new("Your returns are being read", body) }
}

/// The page for files that were sent while others are read: one reading at a time, for the sake of memory.
pub fn others_are_read() -> Page {
    let body = html! {
        div.hw-text {
            p.govuk-body-l { "Files are read one load at a time, so that the memory of this computer is enough." }
            p.govuk-body { "Nothing of what you sent just now was kept, and what is being read goes on." }
            p.govuk-body { a.govuk-link href="/data" { "See how far reading has come, then send your files again" } }
        }
    };
    Page { navigation: navigation("/data", None), ..Page::new("Other files are still being read", body) }
}

fn title(loaded: Option<&Loaded<'_>>, disclosure: Disclosure) -> String {
    let Some(loaded) = loaded else { return "No returns are loaded".to_owned() };
    let children = counted(&disclosure.count(loaded.children), "child", "children");
    let speak = if loaded.files.rows.len() == 1 { "speaks" } else { "speak" };
    let are =
        if loaded.files.rows.len() == 1 { "is loaded, but it speaks" } else { "are loaded, but they speak" };
    let files = tables::counted(loaded.files.rows.len() as u64, "file", "files");
    match loaded.coverage.start().zip(loaded.coverage.end()) {
        Some((from, to)) => {
            format!("{files} of {} {speak} of {children}, {}", loaded.name, span(from, to))
        }
        None => format!("{files} of {} {are} of no days", loaded.name),
    }
}

fn what_is_loaded(loaded: &Loaded<'_>, disclosure: Disclosure) -> Markup {
    let findings = loaded.findings.map(|n| said(&disclosure.count(n)));
    let [errors, warnings, repairs, notes] = &findings;
    let files = Downloads {
        csv: Some("/data/tables/files-read.csv".to_owned()),
        xlsx: Some("/data/tables/files-read.xlsx".to_owned()),
        json: Some("/data/tables/files-read.json".to_owned()),
    };
    html! {
        p.govuk-body-l.hw-sure {
            "Findings: errors " (errors) ", warnings " (warnings) ", repairs " (repairs) ", notes " (notes) ". "
            @if disclosure == Disclosure::Public { "Inside the authority they can be seen one by one." }
        }
        p.govuk-body {
            a.govuk-link href="/journeys" { "See what happens to children here" } ", or "
            a.govuk-link href="/data/findings" { "deal with the findings" } " first"
        }
        (components::table(&coverage_table(loaded.coverage), &Downloads::default()))
        (components::details(&format!("Files read ({})", loaded.files.rows.len()), components::table(loaded.files, &files)))
    }
}

/// The days that the files speak for, field by field.
fn coverage_table(coverage: &Coverage) -> Table {
    let columns = vec![
        Column::new("field", "What"),
        Column::new("days", "Days that the files speak for"),
        Column::new("from", "Which files would say more"),
    ];
    let rows = [
        (Field::EarlyHelp, "Early help", "Annex A list 2, event files"),
        (
            Field::Need,
            "Referrals, need and protection plans",
            "CIN census, Annex A lists 3 to 7, event files",
        ),
        (Field::Care, "Looked-after children", "SSDA903, Annex A list 8, event files"),
    ]
    .map(|(field, words, files)| {
        let spans: Vec<String> = coverage.spans(field).iter().map(|(from, to)| span(*from, *to)).collect();
        let days = if spans.is_empty() { "none".to_owned() } else { spans.join("; ") };
        vec![Cell::text(words), Cell::text(days), Cell::text(files)]
    });
    Table {
        rows: rows.to_vec(),
        notes: vec![
            "Outside these days nothing is concluded from silence: no exposure is counted, and nobody counts as closed."
                .to_owned(),
        ],
        ..Table::new("coverage", "What the files cover", columns)
    }
}

fn what_would_be_here(example: Option<&str>) -> Markup {
    html! {
        p.govuk-body-l.hw-sure {
            "With your returns loaded, this program shows what happens to children here: journeys, what came before "
            "care, services, cost, and rates of your own for what lies ahead."
        }
        @if let Some(example) = example {
            h2.govuk-heading-m { "Try it with a made-up authority" }
            p.govuk-body.hw-text { "Every child in it is made up, so everything can be looked at without a care." }
            (example_form(example))
        }
    }
}

fn example_form(name: &str) -> Markup {
    html! {
        form method="post" action="/data/example" {
            (components::secondary_button(&format!("Load {name}")))
        }
    }
}
