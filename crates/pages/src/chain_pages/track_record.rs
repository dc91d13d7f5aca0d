//! *How wrong this has been before*: past projections against what then happened.

use maud::html;
use tables::Table;

use crate::components::{self, Downloads};
use crate::layout::{Link, NavItem, Page};

/// The page: the first tables open, looked-after children over all years and over those held out; others to be opened.
pub fn track_record(tables: &[Table]) -> Page {
    const OPEN: usize = 2;
    let (open, folded) = tables.split_at(OPEN.min(tables.len()));
    let body = html! {
        div.hw-text {
            p.govuk-body-l {
                "Every authority was projected from every past 31 March with the figures up to that day, and compared "
                "with what then happened."
            }
            p.govuk-body {
                "The method was chosen on base years up to 2018. Later base years are shown apart: nobody had seen "
                "them when it was chosen, and their horizons include the pandemic."
            }
            p.govuk-body {
                "Beside it stand methods anybody could use: the last value stays, a damped trend, a straight line, and "
                "constant rates of starting and leaving. A projection that does not beat them is not worth its trouble."
            }
            p.govuk-body {
                "This is the record of published rates. Rates counted from an authority’s own returns are held against its "
                "children’s journeys instead: once "
                a.govuk-link href="/data" { "returns are loaded" }
                ", What lies ahead leads to “How well do the rates fit?”."
            }
        }
        @for table in open {
            (components::table(table, &Downloads::default()))
        }
        h2.govuk-heading-m { "By period, size and region, and for other figures" }
        @for table in folded {
            (components::details(&table.title, components::table(table, &Downloads::default())))
        }
        p.govuk-body { a.govuk-link href="/track-record.csv" { "Download the track record in full (CSV)" } }
    };
    Page {
        navigation: vec![NavItem { link: Link::new("Choose an authority", "/"), current: false }],
        ..Page::new("How wrong this has been before", body)
    }
}
