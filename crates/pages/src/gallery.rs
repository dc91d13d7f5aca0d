//! Every component and chart with made-up numbers, for looking at and for browser tests.

use maud::{Markup, html};
use tables::{Cell, Column, Table};
use units::{Marker, Pence};

use crate::charts::{
    Band, BandPoint, Bar, BarChart, Caption, LineChart, Mark, Panel, Plot, Point, Role, Series,
    SmallMultiples, Waterfall, WaterfallStep, XAxis,
};
use crate::components::{
    self, Choice, Downloads, FieldError, InputWidth, Radio, Radios, Select, SummaryRow, TagColour, TextInput,
    Textarea,
};
use crate::format::Quantity;
use crate::layout::{Link, NavItem, Page, Standing, Way};

/// The gallery. All numbers are made up.
pub fn gallery() -> Page {
    let body = html! {
        p."govuk-body-l hw-sure" {
            "How sure we are: not at all. Every number on this page is made up, so that the parts can be looked at."
        }
        (line().render())
        (fan().render())
        (panels().render())
        (drivers().render())
        (bars().render())
        (negative_bars().render())
        (waterfall().render())
        (empty().render())
        h2.govuk-heading-m { "Parts of pages" }
        (parts())
        (components::table(&table(), &Downloads { csv: Some("/gallery".to_owned()), xlsx: Some("/gallery".to_owned()), json: None }))
        h2.govuk-heading-m { "Forms" }
        (form())
    };
    Page {
        navigation: ["Where we are", "What lies ahead", "What if", "Who pays, who gains", "The paper"]
            .iter()
            .enumerate()
            .map(|(n, text)| NavItem { link: Link::new(*text, "/gallery"), current: n == 0 })
            .collect(),
        way: Way::Breadcrumbs(vec![Link::new("Choose an authority", "/")]),
        standing: Some(Standing {
            authority: "Exampleshire".to_owned(),
            plan: Some("Family support".to_owned()),
            scenario: Some("Baseline".to_owned()),
            data: "made up".to_owned(),
            seed: Some(20_250_331),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }),
        above: components::error_summary(&errors()),
        has_errors: true,
        attribution: "Contains no public sector information: the numbers are made up.".to_owned(),
        ..Page::new("Exampleshire looks after 1 child in 51, and the number has risen for eight years", body)
    }
}

/// A made-up course from a level with a yearly change and a wave.
fn course(years: std::ops::RangeInclusive<u16>, level: f64, change: f64, wave: f64) -> Vec<Point> {
    let first = *years.start();
    years
        .map(|year| {
            let t = f64::from(year - first);
            Point::new(f64::from(year), Some(level + change * t + wave * (t * 1.3).sin()))
        })
        .collect()
}

fn neighbours(level: f64) -> Vec<Series> {
    (0..10u32)
        .map(|n| {
            let n = f64::from(n);
            let mut points = course(2012..=2025, level * (0.6 + n * 0.06), level * 0.004 * n, level * 0.02);
            if n == 3.0 {
                points[6].y = None;
            }
            Series::new(format!("Neighbour {}", n + 1.0), Role::Neighbour, points)
        })
        .collect()
}

fn position(level: f64, change: f64) -> Vec<Series> {
    let mut series = neighbours(level);
    series.push(Series::new(
        "England",
        Role::Yardstick,
        course(2012..=2025, level * 0.7, level * 0.008, 0.0),
    ));
    series.push(Series::new("Exampleshire", Role::Subject, course(2012..=2025, level, change, level * 0.02)));
    series
}

fn line() -> LineChart {
    let mut plot = Plot::new(Quantity::Number { decimals: 0 }, "per 10,000 children", position(120.0, 6.2));
    plot.marks = vec![
        Mark { x: 2018.0, label: "New placement groups".to_owned() },
        Mark { x: 2020.0, label: "Covid-19 begins".to_owned() },
        Mark { x: 2024.0, label: "New boundary".to_owned() },
    ];
    LineChart {
        caption: Caption {
            source: "Made up for this page.".to_owned(),
            notes: vec!["One neighbour has no figure for 2018, so its line is broken.".to_owned()],
            downloads: Downloads { csv: Some("/gallery".to_owned()), xlsx: None, json: None },
            ..Caption::new(
                "line",
                "Exampleshire is at twice the England rate and rising",
                "Children looked after on 31 March, per 10,000 children",
            )
        },
        plot,
    }
}

fn fan() -> LineChart {
    let years: Vec<f64> = (2025..=2035u16).map(f64::from).collect();
    let mid = |x: f64| 403.0 + (x - 2025.0) * 9.0;
    let band = |level: u8, spread: f64| Band {
        level,
        points: years
            .iter()
            .map(|&x| {
                let wide = spread * (x - 2025.0).sqrt();
                BandPoint { x, low: mid(x) - wide, high: mid(x) + wide * 1.2 }
            })
            .collect(),
    };
    let mut history = Series::new("History", Role::Subject, course(2012..=2025, 280.0, 10.0, 8.0));
    history.end_label = Some("403 in 2025".to_owned());
    let forecast =
        Series::new("Median", Role::Forecast, years.iter().map(|&x| Point::new(x, Some(mid(x)))).collect());
    let past = [2020u16, 2022].map(|from| {
        Series::new(
            format!("Forecast of {from}"),
            Role::PastForecast,
            course(from..=from + 5, 265.0 + f64::from(from - 2012) * 10.0, 4.0, 0.0),
        )
    });
    let mut plot = Plot::new(Quantity::Number { decimals: 0 }, "children", vec![history, forecast]);
    plot.series.extend(past);
    plot.bands = vec![band(50, 12.0), band(80, 24.0), band(95, 38.0)];
    plot.marks = vec![Mark { x: 2025.0, label: "Latest published year".to_owned() }];
    LineChart {
        caption: Caption::new(
            "fan",
            "If nothing changes, plan for 420 to 580 children in 2035",
            "Children looked after on 31 March",
        ),
        plot,
    }
}

fn panels() -> SmallMultiples {
    let panel = |title: &str, level: f64, change: f64, finding: &str| Panel {
        title: title.to_owned(),
        finding: finding.to_owned(),
        plot: Plot::new(Quantity::Number { decimals: 0 }, "per 10,000 children", position(level, change)),
    };
    SmallMultiples {
        caption: Caption::new(
            "positions",
            "Referrals have fallen while the number looked after has grown",
            "Rates per 10,000 children, years ending 31 March",
        ),
        panels: vec![
            panel("Referrals", 700.0, -8.0, "583 in 2025, England 563"),
            panel("Children in need", 400.0, 1.0, "406 in 2025, England 322"),
            panel("Protection plans", 60.0, 1.5, "78 in 2025, England 48"),
            panel("Looked after", 120.0, 6.2, "198 in 2025, the highest of 11"),
        ],
        shared_scale: false,
    }
}

fn drivers() -> SmallMultiples {
    let panel = |title: &str, level: f64, change: f64| {
        let mut plot = Plot::new(
            Quantity::Number { decimals: 0 },
            "children",
            vec![Series::new("Count", Role::Subject, course(2015..=2024, level, change, level * 0.05))],
        );
        plot.x_axis = XAxis::FinancialYear;
        Panel { title: title.to_owned(), finding: String::new(), plot }
    };
    SmallMultiples {
        caption: Caption::new(
            "drivers",
            "More children enter, and fewer leave",
            "Children per financial year",
        ),
        panels: vec![
            panel("Entries", 120.0, 4.0),
            panel("Exits", 118.0, -1.0),
            panel("Population", 21_000.0, 80.0),
        ],
        shared_scale: false,
    }
}

fn bars() -> BarChart {
    let rows = [
        ("Foster care", Some(58.0), 66.0),
        ("Secure homes and children's homes", Some(17.5), 12.0),
        ("Supported accommodation", Some(9.0), 7.5),
        ("With parents", Some(8.0), 7.0),
        ("Placed for adoption", None, 3.0),
    ];
    BarChart {
        caption: Caption::new(
            "placements",
            "Fewer live with foster carers than in similar places",
            "Share of children looked after by placement, 31 March 2025",
        ),
        quantity: Quantity::Percent { decimals: 1 },
        unit: "%".to_owned(),
        of: "Placement".to_owned(),
        subject: "Exampleshire".to_owned(),
        comparison: Some("Statistical neighbours' median".to_owned()),
        interval: Some("95% interval".to_owned()),
        bars: rows
            .into_iter()
            .map(|(label, value, comparison)| Bar {
                label: label.to_owned(),
                value,
                interval: value.map(|v: f64| (v - 4.0, v + 4.0)),
                comparison: Some(comparison),
                quiet: false,
            })
            .collect(),
    }
}

fn negative_bars() -> BarChart {
    let rows = [("In need", -34.0, true), ("Protection plan", 12.0, true), ("Looked after", 61.0, false)];
    BarChart {
        caption: Caption::new(
            "changes",
            "Only children in need have become fewer",
            "Change since 2020, children",
        ),
        quantity: Quantity::Number { decimals: 0 },
        unit: "children".to_owned(),
        of: "Position".to_owned(),
        subject: "Change".to_owned(),
        comparison: None,
        interval: None,
        bars: rows
            .into_iter()
            .map(|(label, value, quiet)| Bar {
                label: label.to_owned(),
                value: Some(value),
                quiet,
                ..Bar::default()
            })
            .collect(),
    }
}

fn waterfall() -> Waterfall {
    Waterfall {
        caption: Caption::new(
            "agencies",
            "The authority pays, and gains more than half of what comes back",
            "Present value over ten years, 2024-25 prices",
        ),
        quantity: Quantity::Pounds,
        unit: "£".to_owned(),
        of: "Agency".to_owned(),
        gain: "gains".to_owned(),
        cost: "pays".to_owned(),
        steps: vec![
            WaterfallStep::change("Cost of the service to the authority", Some(-3_900_000.0)),
            WaterfallStep::change("Children's social care", Some(3_250_000.0)),
            WaterfallStep::change("NHS", Some(840_000.0)),
            WaterfallStep::change("Police and courts", Some(310_000.0)),
            WaterfallStep::change("Schools and special needs education", Some(455_000.0)),
            WaterfallStep::total("All public bodies"),
        ],
    }
}

fn empty() -> LineChart {
    let points = (2020..=2022u16).map(|year| Point::new(f64::from(year), None)).collect();
    LineChart {
        caption: Caption::new("empty", "No figures are published for this measure", "Children, 31 March"),
        plot: Plot::new(
            Quantity::Number { decimals: 0 },
            "children",
            vec![Series::new("Exampleshire", Role::Subject, points)],
        ),
    }
}

fn table() -> Table {
    let row = |name: &str, children: Cell, rate: Cell, cost: i64| {
        vec![Cell::text(name), children, rate, Cell::Money(Pence::from_pounds(cost))]
    };
    Table {
        notes: vec!["Small counts are suppressed by the publisher.".to_owned()],
        source: "Made up for this page.".to_owned(),
        rows: vec![
            row("Exampleshire", Cell::Whole(403), Cell::number(198.0, 1), 12_345_678),
            row("Rutland and Nowhere", Cell::Missing(Marker::Suppressed), Cell::number(38.2, 1), -6_500),
        ],
        ..Table::new(
            "gallery-table",
            "Children looked after and cost",
            vec![
                Column::new("authority", "Authority"),
                Column::new("children", "Children"),
                Column::with_unit("rate", "Rate", "per 10,000 children"),
                Column::with_unit("cost", "Cost", "£ a year"),
            ],
        )
    }
}

fn parts() -> Markup {
    html! {
        (components::important_banner("loaded", html! {
            p.govuk-notification-banner__heading { "The service has more places than families who qualify from 2031." }
        }))
        (components::success_banner("saved", html! {
            p.govuk-notification-banner__heading { "Scenario saved." }
        }))
        (components::inset_text(html! { "What would be here, which file brings it, and a sample to try." }))
        (components::warning_text("Fewer than 5 children are behind some of these figures."))
        p.govuk-body {
            "Evidence: " (components::tag("Strong", TagColour::Green)) " "
            (components::tag("Fair", TagColour::Yellow)) " " (components::tag("Weak", TagColour::Orange)) " "
            (components::tag("None", TagColour::Grey)) " " (components::tag("Against", TagColour::Red)) " "
            (components::tag("Draft", TagColour::Blue))
        }
        (components::details("Where this figure comes from", html! {
            p.govuk-body { "198 per 10,000 is 403 children of 20,350." }
        }))
        (components::summary_list(&[
            SummaryRow { key: "Places".to_owned(), value: html! { "60 families" }, change: Some("#places".to_owned()) },
            SummaryRow { key: "Starts".to_owned(), value: html! { "April 2028" }, change: Some("#cost".to_owned()) },
            SummaryRow::new("Evidence", html! { (components::tag("Fair", TagColour::Yellow)) }),
        ]))
    }
}

fn errors() -> Vec<FieldError> {
    vec![FieldError::new("places", "Enter a whole number of places")]
}

fn form() -> Markup {
    let errors = errors();
    let choices = [Choice::new("E1", "Exampleshire"), Choice::new("E2", "Rutland and Nowhere")];
    let effects = [
        Radio {
            value: "central",
            label: "The central estimate",
            hint: Some("20% fewer steps to a protection plan"),
        },
        Radio { value: "none", label: "What if it does nothing?", hint: None },
    ];
    html! {
        form method="get" action="/gallery" {
            (components::select(&Select {
                name: "authority",
                label: "Authority",
                hint: Some("Start typing its name to jump to it"),
                empty: Some("Choose an authority"),
                choices: &choices,
                ..Select::default()
            }))
            (components::text_input(&TextInput {
                name: "places",
                label: "Families at a time",
                value: "sixty",
                error: components::error_for(&errors, "places"),
                suffix: Some("families"),
                width: InputWidth::Characters5,
                numeric: true,
                ..TextInput::default()
            }))
            (components::text_input(&TextInput {
                name: "cost",
                label: "Pounds a place a year",
                hint: Some("In 2024-25 prices"),
                value: "6,500",
                prefix: Some("£"),
                width: InputWidth::Characters10,
                numeric: true,
                ..TextInput::default()
            }))
            (components::textarea(&Textarea {
                name: "words",
                label: "Scenario as text",
                hint: Some(html! { "One key to a line" }),
                value: "[[service]]\nplaces = 60",
                error: None,
                rows: 4,
            }))
            (components::radios(&Radios {
                name: "effect",
                legend: "Effect",
                hint: None,
                error: None,
                items: &effects,
                selected: "central",
            }))
            div.govuk-button-group { (components::button("Update")) (components::secondary_button("Save as a copy")) }
            div.govuk-button-group {
                (components::link_button("Download", "/gallery"))
                (components::start_button("Start now", "/gallery"))
            }
        }
    }
}
