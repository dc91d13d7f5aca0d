//! Results beside their closed forms.

use crate::files::{Files, mean};
use crate::page::{headwater, run_examples, text};

#[test]
fn the_example_of_the_page_runs() {
    assert!(run_examples(include_str!("../../../../docs/plain-projection.md")) >= 2);
}

/// x' = λ - k x and y' = a x - c y: the formula of the page.
#[test]
fn the_example_comes_to_its_closed_form() {
    let arguments = "project --rates examples/project/rates.csv --stock examples/project/stock.csv --arrivals \
                     examples/project/arrivals.csv --only chance --draws 2000 --table positions --format csv";
    let done = headwater(&arguments.split_whitespace().collect::<Vec<_>>());
    let printed = text(&done.stdout);
    let (x0, y0, arrivals, a, b, c) = (420.0, 150.0, 480.0, 0.08, 1.2, 0.35);
    let k = a + b;
    for years in 1..=10 {
        let t = f64::from(years);
        let steady = arrivals / k;
        let x = steady + (x0 - steady) * (-k * t).exp();
        let y = y0 * (-c * t).exp()
            + a * steady * (1.0 - (-c * t).exp()) / c
            + a * (x0 - steady) * ((-k * t).exp() - (-c * t).exp()) / (c - k);
        for (position, exact) in [("in need", x), ("looked after", y)] {
            let line = printed.lines().find(|line| line.starts_with(&format!("{years},{position},")));
            let cells: Vec<&str> = line.expect("a row").split(',').collect();
            let (mean, error): (f64, f64) = (cells[2].parse().unwrap(), cells[3].parse().unwrap());
            assert!((mean - exact).abs() < 4.5 * error, "{position} after {years}: {mean}, exactly {exact}");
        }
    }
}

/// Six positions with intensities by age, from birth over 20 years: chances and mean years by matrix exponential. The
/// intensities illustrate; they are no estimates.
#[test]
fn six_positions_come_to_their_exact_chances() {
    let steps = [
        ("U", "EH", 0.05),
        ("U", "CIN", 0.035),
        ("U", "LAC", 0.0005),
        ("U", "X", 0.005),
        ("EH", "U", 0.90),
        ("EH", "CIN", 0.25),
        ("EH", "CP", 0.01),
        ("EH", "X", 0.005),
        ("CIN", "U", 1.0),
        ("CIN", "EH", 0.2),
        ("CIN", "CP", 0.2),
        ("CIN", "LAC", 0.05),
        ("CIN", "X", 0.005),
        ("CP", "U", 0.1),
        ("CP", "EH", 0.05),
        ("CP", "CIN", 0.9),
        ("CP", "LAC", 0.25),
        ("CP", "X", 0.005),
        ("LAC", "U", 0.2),
        ("LAC", "CIN", 0.1),
        ("LAC", "CP", 0.01),
        ("LAC", "X", 0.08),
    ];
    let ages = [
        ("0", "1", 1.6),
        ("1", "5", 1.0),
        ("5", "10", 0.9),
        ("10", "16", 1.1),
        ("16", "18", 1.3),
        ("18", "", 0.25),
    ];
    let rows: String = ages
        .iter()
        .flat_map(|(from, to, times)| {
            steps.iter().map(move |(a, b, rate)| format!("{a},{b},{from},{to},{:.9}\n", rate * times))
        })
        .collect();
    let (people, draws) = (10_000.0, 20.0);
    let files = Files::new(
        &format!("from,to,age_from,age_to,per_year\n{rows}"),
        "position,age,count\nU,0,10000\n",
        "",
    );
    let (code, positions) = files.table("positions", &["--years", "20"]);
    assert_eq!(code, Some(0));
    let exact = [
        ("U", 0.811_758_409_8, 17.213_003_264_7),
        ("EH", 0.040_451_241_6, 0.825_548_184_4),
        ("CIN", 0.030_278_090_3, 0.612_646_867_1),
        ("CP", 0.005_035_497_5, 0.098_321_359_3),
        ("LAC", 0.008_262_314_5, 0.144_174_234_3),
        ("X", 0.104_214_446_4, 1.106_306_090_3),
    ];
    let (_, person_years) = files.table("person_years", &["--years", "20"]);
    for (position, chance, years) in exact {
        let seen = mean(&positions, 20, position).0 / people;
        let error = (chance * (1.0 - chance) / (people * draws)).sqrt();
        assert!((seen - chance).abs() < 4.5 * error, "{position}: {seen}, exactly {chance}");
        let spent = (1..=20).map(|year| mean(&person_years, year, position).0).sum::<f64>() / people;
        // Time lies between 0 and 20 years, so its variance is at most mean × (20 - mean).
        let error = (years * (20.0 - years) / (people * draws)).sqrt();
        assert!((spent - years).abs() < 4.5 * error, "{position}: {spent} years, exactly {years}");
    }
}
