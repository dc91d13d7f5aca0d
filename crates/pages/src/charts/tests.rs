//! Charts with much, little and nothing to draw.

use insta::assert_snapshot;
use maud::Markup;
use tables::to_csv;

use super::*;
use crate::format::Quantity;

const COUNT: Quantity = Quantity::Number { decimals: 0 };

fn lines(markup: Markup) -> String {
    markup.into_string().replace("><", ">\n<")
}

fn points(values: &[Option<f64>]) -> Vec<Point> {
    (2020u16..).zip(values).map(|(year, y)| Point::new(f64::from(year), *y)).collect()
}

fn line(series: Vec<Series>) -> LineChart {
    LineChart { caption: Caption::new("c", "Finding", "Measure"), plot: Plot::new(COUNT, "children", series) }
}

fn bars(values: &[Option<f64>]) -> BarChart {
    BarChart {
        caption: Caption::new("b", "Finding", "Measure"),
        quantity: COUNT,
        unit: "children".to_owned(),
        of: "Age".to_owned(),
        subject: "Exampleshire".to_owned(),
        comparison: None,
        interval: None,
        bars: values
            .iter()
            .map(|value| Bar { label: "Under 1".to_owned(), value: *value, ..Bar::default() })
            .collect(),
    }
}

fn waterfall(changes: &[Option<f64>]) -> Waterfall {
    let mut steps: Vec<WaterfallStep> = changes.iter().map(|v| WaterfallStep::change("NHS", *v)).collect();
    steps.push(WaterfallStep::total("All"));
    Waterfall {
        caption: Caption::new("w", "Finding", "Measure"),
        quantity: Quantity::Pounds,
        unit: "£".to_owned(),
        of: "Agency".to_owned(),
        gain: "gains".to_owned(),
        cost: "pays".to_owned(),
        steps,
    }
}

fn csv(table: &tables::Table) -> String {
    String::from_utf8(to_csv(table))
        .expect("CSV is UTF-8")
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
}

#[test]
fn a_line_chart_with_a_fan_is_drawn_the_same_every_time() {
    let mut chart = line(vec![
        Series::new("Exampleshire", Role::Subject, points(&[Some(10.0), None, Some(30.0), Some(40.0)])),
        Series::new("England", Role::Yardstick, points(&[Some(12.0), Some(13.0), Some(14.0), Some(39.0)])),
        Series::new("A neighbour", Role::Neighbour, points(&[Some(5.0), Some(6.0)])),
    ]);
    chart.plot.bands = [(50, 1.0), (95, 3.0)]
        .map(|(level, wide)| Band {
            level,
            points: [2022.0, 2023.0]
                .map(|x| BandPoint { x, low: x - 1990.0 - wide, high: x - 1990.0 + wide })
                .to_vec(),
        })
        .to_vec();
    chart.plot.marks = vec![Mark { x: 2021.0, label: "New <definition>".to_owned() }];
    assert_snapshot!(lines(chart.render()));
    assert_snapshot!("line_table", csv(&chart.table()));
}

#[test]
fn a_missing_point_breaks_the_line_and_is_said_in_the_table() {
    let chart = line(vec![Series::new("A", Role::Subject, points(&[Some(1.0), Some(2.0), None, Some(3.0)]))]);
    let stretches = chart.plot.series[0].stretches();
    assert_eq!(stretches, [vec![(2020.0, 1.0), (2021.0, 2.0)], vec![(2023.0, 3.0)]]);
    assert_eq!(csv(&chart.table()), "Year,A (children)\n2020,1\n2021,2\n2022,not available\n2023,3\n");
}

#[test]
fn nothing_to_draw_is_said_and_the_table_stays() {
    for chart in [
        line(vec![]),
        line(vec![Series::new("A", Role::Subject, vec![])]),
        line(vec![Series::new("A", Role::Subject, points(&[None, Some(f64::NAN)]))]),
    ] {
        let markup = chart.render().into_string();
        assert!(markup.contains("There are no figures to draw"), "{markup}");
        assert!(!markup.contains("role=\"img\"") && markup.contains("<table"), "{markup}");
    }
    for markup in [bars(&[]).render(), bars(&[None]).render()] {
        assert!(markup.into_string().contains("There are no figures to draw"));
    }
    let none = SmallMultiples { caption: Caption::default(), panels: vec![], shared_scale: true };
    assert!(none.render().into_string().contains("There are no figures to draw"));
}

#[test]
fn every_drawing_has_finite_coordinates() {
    let drawings = [
        line(vec![Series::new("A", Role::Subject, points(&[Some(7.0)]))]).render(),
        line(vec![Series::new("A", Role::Subject, points(&[Some(0.0), Some(0.0)]))]).render(),
        line(vec![Series::new("A", Role::Second, points(&[Some(-5.0), Some(-1.0), None]))]).render(),
        bars(&[Some(-3.0), Some(0.0), None]).render(),
        waterfall(&[Some(0.0)]).render(),
        waterfall(&[Some(-3.0e9), Some(1.0)]).render(),
    ];
    for markup in drawings {
        let markup = markup.into_string();
        assert!(markup.contains("role=\"img\""), "{markup}");
        assert!(!markup.contains("NaN") && !markup.contains("inf"), "{markup}");
        assert!(!markup.contains("style="), "the content security policy forbids inline styles");
    }
}

#[test]
fn axes_start_at_zero_unless_told_otherwise() {
    let mut chart = line(vec![Series::new("A", Role::Subject, points(&[Some(90.0), Some(100.0)]))]);
    assert!(chart.render().into_string().contains(">0</text>"));
    chart.plot.from_zero = false;
    assert!(!chart.render().into_string().contains(">0</text>"));
}

#[test]
fn bars_are_drawn_the_same_every_time() {
    let mut chart = bars(&[Some(12.0), Some(-4.0)]);
    chart.comparison = Some("Neighbours' median".to_owned());
    chart.interval = Some("95% interval".to_owned());
    chart.bars[0].comparison = Some(15.0);
    chart.bars[0].interval = Some((10.0, 14.0));
    assert_snapshot!(lines(chart.render()));
    assert_snapshot!("bars_table", csv(&chart.table()));
}

#[test]
fn a_waterfall_adds_up() {
    let chart = waterfall(&[Some(-2_000_000.0), Some(2_500_000.0)]);
    assert_eq!(csv(&chart.table()), "Agency,Amount (£)\nNHS,-2000000.00\nNHS,2500000.00\nAll,500000.00\n");
    assert_snapshot!(lines(chart.render()));
}

#[test]
fn a_sum_after_an_unknown_amount_is_unknown() {
    let chart = waterfall(&[Some(1.0), None, Some(5.0)]);
    assert!(csv(&chart.table()).ends_with("All,not available\n"));
}

#[test]
fn panels_may_share_one_scale() {
    let panel = |value| Panel {
        title: "Panel".to_owned(),
        finding: "1st of 3".to_owned(),
        plot: Plot::new(
            COUNT,
            "children",
            vec![Series::new("A", Role::Subject, points(&[Some(value), Some(value)]))],
        ),
    };
    let mut chart = SmallMultiples {
        caption: Caption::new("p", "Finding", "Measure"),
        panels: vec![panel(10.0), panel(1_000.0)],
        shared_scale: true,
    };
    assert_eq!(chart.render().into_string().matches(">1,000</text>").count(), 4);
    chart.shared_scale = false;
    assert_eq!(chart.render().into_string().matches(">1,000</text>").count(), 2);
    assert_eq!(chart.tables().len(), 2);
}
