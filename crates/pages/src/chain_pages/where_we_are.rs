//! *Where we are*: is our position unusual, and which way is it moving?

use chain::{Level, Spend, Standing};
use maud::{Markup, html};
use reference::{OfstedJudgement, Reference};
use units::FinancialYear;

use super::profile::{ages, placements};
use super::words::{about, short_name};
use super::{Around, Tab, files, lead};
use crate::charts::{Caption, LineChart, Panel, Plot, Point, Role, Series, SmallMultiples, XAxis};
use crate::components::{self, SummaryRow};
use crate::format::{Quantity, count, one_in, ordinal, percent};
use crate::layout::Page;

const YEAR: u16 = chain::Country::BASE_YEAR;

/// The page.
pub fn where_we_are(around: &Around<'_>, reference: &Reference, standing: &Standing) -> Page {
    let body = html! {
        (lead("These are published counts, not estimates. Small authorities' rates move from year to year by chance."))
        @if !standing.stands_out.is_empty() { (stands_out(&standing.stands_out)) }
        (levels(around, reference, standing).render())
        (spend(around, standing).render())
        (ages(around, standing).render())
        (placements(around, standing).render())
        h2.govuk-heading-m { "The authority" }
        (components::summary_list(&facts(reference, standing)))
        (files(around, &[
            ("levels", "Levels of need by year"),
            ("spend", "Early and late spend"),
            ("profile", "Looked-after children by age and placement"),
        ]))
        p.govuk-body { a.govuk-link href=(around.href(Tab::Ahead)) { "Next: what lies ahead if nothing changes" } }
    };
    around.page(Tab::Where, title(standing), body)
}

fn at(series: &[(u16, Option<f64>)], year: u16) -> Option<f64> {
    series.iter().find(|(y, _)| *y == year).and_then(|(_, v)| *v)
}

fn title(standing: &Standing) -> String {
    let name = short_name(&standing.area);
    let looked_after = standing.levels.last();
    let rates = looked_after.and_then(|l| at(&l.rates, YEAR).zip(at(&l.england, YEAR)));
    let words = |rate: f64| one_in(rate, 10_000.0, "child");
    let finding = rates.and_then(|(own, england)| {
        let (own_words, england_words) = (words(own)?, words(england)?);
        let england_words = england_words.trim_start_matches("1 child in ").to_owned();
        Some(if own_words.ends_with(&format!(" {england_words}")) {
            format!("{name} looks after {own_words}, the same as England")
        } else {
            let side = if own > england { "more" } else { "fewer" };
            format!("{name} looks after {own_words}, {side} than England’s 1 in {england_words}")
        })
    });
    finding.unwrap_or_else(|| {
        format!("The number of children looked after by {name} at 31 March {YEAR} is not published")
    })
}

fn stands_out(found: &[(String, String)]) -> Markup {
    html! {
        h2.govuk-heading-m { "What stands out" }
        ul."govuk-list govuk-list--bullet hw-text" {
            @for (sentence, rule) in found {
                li { (sentence) span.hw-rule { (rule) } }
            }
        }
    }
}

fn points(series: &[(u16, Option<f64>)]) -> Vec<Point> {
    series.iter().map(|(year, value)| Point::new(f64::from(*year), *value)).collect()
}

fn levels(around: &Around<'_>, reference: &Reference, standing: &Standing) -> SmallMultiples {
    let sources: Vec<String> = standing
        .levels
        .iter()
        .map(|l| reference.source_of(l.measure).release.clone())
        .fold(Vec::new(), |mut all, s| {
            if !all.contains(&s) {
                all.push(s);
            }
            all
        });
    SmallMultiples {
        caption: Caption {
            source: format!("DfE, {}; ONS mid-year population estimates", sources.join("; ")),
            notes: vec![
                "Referrals are counted over the year to 31 March, the others on 31 March. In need includes children on \
                 protection plans and looked after. All rates use population estimates rebased after Census 2021, so \
                 rates before 2022 differ from those first published."
                    .to_owned(),
            ],
            downloads: around.downloads("levels"),
            ..Caption::new("levels", levels_finding(standing), "Rate per 10,000 children aged 0 to 17")
        },
        panels: standing.levels.iter().map(|level| panel(level, short_name(&standing.area))).collect(),
        shared_scale: false,
    }
}

fn levels_finding(standing: &Standing) -> String {
    let name = short_name(&standing.area);
    let known: Vec<bool> = standing
        .levels
        .iter()
        .filter_map(|l| at(&l.rates, YEAR).zip(at(&l.england, YEAR)))
        .map(|(own, england)| own > england)
        .collect();
    let above = known.iter().filter(|a| **a).count();
    match (known.len(), above) {
        (0, _) => format!("Too little is published to compare {name} with England"),
        (n, a) if a == n => format!("{name} is above England on {}", levels_in_words(n)),
        (n, 0) => format!("{name} is below England on {}", levels_in_words(n)),
        (n, a) => format!("{name} is above England on {a} of {n} levels of need"),
    }
}

fn levels_in_words(published: usize) -> String {
    match published {
        1 => "the one level of need that is published".to_owned(),
        4 => "all 4 levels of need".to_owned(),
        n => format!("all {n} levels of need that are published"),
    }
}

fn panel(level: &Level, name: &str) -> Panel {
    let own = Series::new(name, Role::Subject, points(&level.rates));
    let own = match at(&level.rates, YEAR) {
        Some(rate) => Series { end_label: Some(count(rate)), ..own },
        None => own,
    };
    let england = Series::new("England", Role::Yardstick, points(&level.england));
    let neighbours = level
        .neighbours
        .iter()
        .map(|(neighbour, series)| Series::new(neighbour.clone(), Role::Neighbour, points(series)));
    let rate = at(&level.rates, YEAR);
    let children = level.counts.iter().find(|(y, _)| *y == YEAR).and_then(|(_, f)| f.value());
    let noun = if level.name == "Referrals" { "referrals" } else { "children" };
    let finding = match (rate, children, level.rank) {
        (Some(rate), Some(children), Some((rank, of))) => format!(
            "{} per 10,000 ({} {noun}), {} of {of} with neighbours",
            count(rate),
            count(children),
            place(rank, of)
        ),
        _ => format!("Not published for {YEAR}"),
    };
    Panel {
        title: level.name.to_owned(),
        finding,
        plot: Plot::new(
            Quantity::Number { decimals: 0 },
            "per 10,000 children",
            neighbours.chain([england, own]).collect(),
        ),
    }
}

fn place(rank: usize, of: usize) -> String {
    match rank {
        1 => "the highest".to_owned(),
        r if r == of => "the lowest".to_owned(),
        r if r * 2 > of => format!("{}lowest", nth(of + 1 - r)),
        r => format!("{}highest", nth(r)),
    }
}

fn nth(rank: usize) -> String {
    if rank == 1 { "the ".to_owned() } else { format!("{} ", ordinal(rank as u32)) }
}

fn spend(around: &Around<'_>, standing: &Standing) -> LineChart {
    let Spend { early, late, .. } = &standing.spend;
    let line = |series: &[(u16, Option<f64>)]| -> Vec<Point> {
        let ends = series.first().zip(series.last()).map(|(a, b)| a.0..=b.0);
        let years = ends.into_iter().flatten();
        // Years that are not in the published series are gaps in the line.
        years.map(|y| Point::new(f64::from(y - 1), at(series, y).map(|v| v * 1e6))).collect()
    };
    let mut plot = Plot::new(
        Quantity::Pounds,
        "£, real",
        vec![Series::new("Early", Role::Second, line(early)), Series::new("Late", Role::Subject, line(late))],
    );
    plot.x_axis = XAxis::FinancialYear;
    LineChart {
        caption: Caption {
            source: format!(
                "DfE Section 251 outturn, in {} prices by the GDP deflator",
                chain::Country::PRICE_YEAR
            ),
            notes: vec![
                "Early: Sure Start and children's centres, family support, services for young people. Late: looked \
                 after, safeguarding and social work, youth justice. 2014-15 and 2015-16 are not in the published \
                 series. Each authority makes its own return, so single years are noisy."
                    .to_owned(),
            ],
            downloads: around.downloads("spend"),
            ..Caption::new(
                "spend",
                spend_finding(standing),
                format!("Spend a year, {} prices", chain::Country::PRICE_YEAR),
            )
        },
        plot,
    }
}

fn spend_finding(standing: &Standing) -> String {
    let spend = &standing.spend;
    let last = |s: &[(u16, Option<f64>)]| s.iter().rev().find_map(|(y, v)| v.map(|v| (*y, v)));
    let (Some((year, late)), Some((_, early))) = (last(&spend.late), last(&spend.early)) else {
        return "Early and late spend are not published for this authority".to_owned();
    };
    let in_year = FinancialYear(year - 1);
    let first = spend.late.first().map(|(y, _)| *y);
    let since = match spend.late_above_since {
        Some(since) if Some(since) == first => {
            "Late spend has been above early spend in every year; ".to_owned()
        }
        Some(since) => format!("Late spend overtook early spend in {}; ", FinancialYear(since - 1)),
        None => String::new(),
    };
    let england = spend.england_ratio.map_or(String::new(), |r| format!(" (England £{r:.2})"));
    let ratio = if early > 0.0 {
        format!("in {in_year} it was £{:.2} for each £1 early{england}", late / early)
    } else {
        format!("in {in_year} no early spend was reported")
    };
    if since.is_empty() { super::words::capital(&ratio) } else { since + &ratio }
}

fn facts(reference: &Reference, standing: &Standing) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if let Some(children) = standing.children {
        let words = format!("{} aged 0 to 17 (ONS, mid-{})", about(children), YEAR - 1);
        rows.push(SummaryRow::new("Children living here", html! { (words) }));
    }
    if let Some((own, england)) = standing.deprivation {
        let words = format!(
            "{} of children under 16 live in income-deprived families; England about {} (derived from IMD 2025)",
            percent(own * 100.0, 0),
            percent(england * 100.0, 0)
        );
        rows.push(SummaryRow::new("Deprivation", html! { (words) }));
    }
    rows.push(SummaryRow::new(
        "Ofsted",
        match reference.ofsted(standing.area.code) {
            Some(judgement) => ofsted(judgement),
            None => html! { "No judgement published by 31 March " (YEAR) },
        },
    ));
    let neighbours: Vec<&str> = reference
        .neighbours(standing.area.code)
        .iter()
        .filter_map(|n| reference.area(n.code))
        .map(short_name)
        .collect();
    let words = if neighbours.is_empty() {
        "None in DfE’s model".to_owned()
    } else {
        format!("{} (DfE’s model of 2025, closest first)", neighbours.join(", "))
    };
    rows.push(SummaryRow::new("Statistical neighbours", html! { (words) }));
    rows
}

fn ofsted(judgement: &OfstedJudgement) -> Markup {
    html! {
        (judgement.overall.label()) " (inspected " (judgement.inspected.strftime("%B %Y")) "). Help and protection: "
        (judgement.help_and_protection.label()) ". Children in care: " (judgement.children_in_care.label()) "."
    }
}
