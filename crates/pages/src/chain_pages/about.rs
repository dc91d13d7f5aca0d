//! *About*: sources, method, limits, track record.

use maud::{Markup, html};
use reference::Reference;
use tables::{Cell, Column, Table};

use crate::components::{self, Downloads};
use crate::layout::{Link, NavItem, Page};

/// The inputs of the figures with their provenance, as a table.
pub fn sources(reference: &Reference) -> Table {
    Table {
        rows: reference
            .sources()
            .iter()
            .map(|s| {
                let texts = [&s.publisher, &s.release, &s.years, &s.licence, &s.traps, &s.file, &s.sha256];
                texts.into_iter().map(Cell::text).collect()
            })
            .collect(),
        notes: vec![Reference::attribution().to_owned()],
        source: "As stated in each row".to_owned(),
        ..Table::new(
            "sources",
            "Sources of the published figures",
            [
                ("publisher", "Publisher"),
                ("release", "Release"),
                ("years", "Years"),
                ("licence", "Licence"),
                ("traps", "What to know before using it"),
                ("file", "File"),
                ("sha256", "SHA-256 of the file"),
            ]
            .map(|(key, label)| Column::new(key, label))
            .to_vec(),
        )
    }
}

/// The page.
pub fn about(reference: &Reference, track_record: &Table) -> Page {
    // Names of files and checksums are for machines: they are in the download.
    let mut shown = sources(reference);
    shown.columns.truncate(5);
    let downloads = Downloads { csv: Some("/sources.csv".to_owned()), xlsx: None, json: None };
    let body = html! {
        div.hw-text {
            p.govuk-body-l {
                "Headwater works from figures that government publishes for every authority in England. It holds no "
                "record of any child unless you load an authority’s own returns; they stay in memory, and nothing "
                "leaves the machine it runs on."
            }
            h2.govuk-heading-m { "How it works" }
            (method())
            h2.govuk-heading-m { "What is never done" }
            ul."govuk-list govuk-list--bullet" {
                li { "No child is scored, ranked or predicted: results are about numbers of children. One child’s recorded "
                    "journey can be seen by those who state that they work inside the authority." }
                li {
                    "No number that the publisher withheld is shown, and none is treated as zero. Where a rate needs "
                    "one, what is left of the published total stands in, and the assumptions say so."
                }
                li { "Cash released and cost avoided are never added up without saying so." }
                li { "No figure is shown without its unit, its source and how sure it is." }
            }
        }
        h2.govuk-heading-m { "How wrong this has been before" }
        (components::table(track_record, &Downloads::default()))
        p.govuk-body {
            a.govuk-link href="/track-record" {
                "Other figures, periods held out, and authorities by size and region"
            }
        }
        h2.govuk-heading-m { "Where the figures come from" }
        p.govuk-body { (Reference::attribution()) }
        (components::details("Sources of the published figures", components::table(&shown, &downloads)))
        p.govuk-body { a.govuk-link href="/sources.csv" { "Download the table of sources (CSV)" } }
    };
    Page {
        navigation: vec![NavItem { link: Link::new("Choose an authority", "/"), current: false }],
        ..Page::new("Where the figures come from, and how far to trust them", body)
    }
}

fn method() -> Markup {
    html! {
        ol."govuk-list govuk-list--number" {
            li { strong { "Position." } " A child is in need, on a protection plan, looked after, or not known to "
                "children's social care." }
            li { strong { "Step." } " A child moves from one position to another on a day. How often each step happens "
                "for each child and year is its intensity, taken from published counts." }
            li { strong { "Draw." } " One possible future: intensities drawn from what the figures allow, and then each "
                "child's luck. Two hundred draws give the median and the intervals." }
            li { strong { "Baseline." } " The draws if nothing changes." }
            li { strong { "Scenario." } " The same draws with a service that changes some intensities. Baseline and "
                "scenario share their luck, so that the difference is the service and not chance." }
            li { strong { "Ledger." } " The difference priced with published unit costs, by agency and year: spent on "
                "the service, cash released, cost avoided. Later years are discounted as in the Green Book." }
        }
    }
}
