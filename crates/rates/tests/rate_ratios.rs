//! Rate ratios beside those of R 4.2's `glm`, and models that the data cannot carry.
//!
//! `bench/glm.R` made the numbers; `docs/covariates.md` says how to make them again.

use rates::covariates::{Refusal, Settings, StepModel, Stray, Value, rate_ratios};
use rates::plain::{Checked, Parts, Row, Span, Table};

/// One row of a made-up step: age, stratum, levels, steps, person-years.
type Given<'a> = (f64, &'a str, &'a [&'a str], f64, f64);

fn table(rows: &[Given]) -> Checked {
    let mut table = Table::new();
    for (line, (age, stratum, levels, steps, person_years)) in rows.iter().enumerate() {
        let (steps, person_years) = (*steps, *person_years);
        let ages = Span { from: *age, to: age + 1.0 };
        let (line, times) = (line as u64, Span::ALL);
        let row = Row {
            line,
            from: "in need",
            to: "looked after",
            ages,
            times,
            stratum,
            group: "",
            levels,
            steps,
            person_years,
        };
        table.push(&row).expect("a good row");
    }
    table.check(Parts::Mistake).0
}

fn model(rows: &[Given], names: &[&str], settings: &Settings) -> Result<StepModel, Refusal> {
    let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
    rate_ratios(&table(rows), &names, settings).remove(0).model
}

fn refusal(rows: &[Given], names: &[&str]) -> Refusal {
    model(rows, names, &Settings::default()).expect_err("a refusal")
}

/// The rows of `examples/covariates.csv`.
fn example() -> Vec<(f64, &'static str, [&'static str; 2], f64, f64)> {
    let rows = include_str!("../../../examples/covariates.csv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<&'static str> = row.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().expect("a number");
        (number(2), cells[4], [cells[5], cells[6]], number(7), number(8))
    })
    .collect()
}

#[test]
fn ratios_with_a_weak_prior_are_those_of_glm() {
    let example = example();
    let rows: Vec<Given> = example.iter().map(|(a, s, l, y, e)| (*a, *s, l.as_slice(), *y, *e)).collect();
    let weak = Settings { covariates: Stray::Fixed(1e4), baseline: 1e4 };
    let found = model(&rows, &["need", "deprivation"], &weak).expect("a model");
    let overdispersion = found.overdispersion.expect("more rows than parameters");
    // Above 1, it counts evidence as so many times less.
    let wider = overdispersion.max(1.0).sqrt();
    let mut compared = 0;
    for line in include_str!("rate_ratios/glm.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let value: f64 = cells[3].parse().expect("a number");
        let level = || {
            let covariate = found.covariates.iter().find(|c| c.name == cells[1]).expect("a covariate");
            let level = covariate.levels.iter().find(|l| l.name == cells[2]).expect("a level");
            let Value::Ratio(ratio) = &level.value else { panic!("{line}: {level:?}") };
            ratio.ln_moments()
        };
        let here = match cells[0] {
            "ln-ratio" => level().0,
            "se" => level().1 / wider,
            _ => overdispersion,
        };
        assert!((here - value).abs() < 1e-6, "{line}: {here}");
        compared += 1;
    }
    assert_eq!(compared, 17);
}

#[test]
fn a_level_without_steps_has_a_finite_ratio_and_interval() {
    let rows: [Given; 4] = [
        (0.0, "", &["a"], 60.0, 1_000.0),
        (0.0, "", &["b"], 40.0, 500.0),
        (0.0, "", &["c"], 0.0, 2.0),
        (0.0, "", &["d"], 0.0, 1e-9),
    ];
    let found = model(&rows, &["need"], &Settings::default()).expect("a model");
    for level in &found.covariates[0].levels[2..] {
        let Value::Ratio(ratio) = &level.value else { panic!("{level:?}") };
        let (low, high) = ratio.interval(0.95);
        assert!(0.0 < low && low < ratio.median() && ratio.median() < high && high < 1e3, "{low} {high}");
        assert!(level.is_thin && (0.0..0.5).contains(&ratio.own_evidence()));
    }
}

#[test]
fn thin_levels_are_drawn_towards_the_others_and_thick_ones_hardly() {
    let rows: [Given; 5] = [
        (0.0, "", &["a"], 1_000.0, 10_000.0),
        (0.0, "", &["b"], 1_800.0, 10_000.0),
        (0.0, "", &["c"], 700.0, 10_000.0),
        (0.0, "", &["d"], 1_300.0, 10_000.0),
        (0.0, "", &["e"], 6.0, 20.0),
    ];
    let found = model(&rows, &["need"], &Settings::default()).expect("a model");
    let ratio = |at: usize| match &found.covariates[0].levels[at].value {
        Value::Ratio(ratio) => ratio.clone(),
        other => panic!("{other:?}"),
    };
    assert!((ratio(1).median() - 1.8).abs() < 0.02, "{}", ratio(1).median());
    // Six steps where two are expected: 3 by themselves.
    assert!((1.3..2.7).contains(&ratio(4).median()), "{}", ratio(4).median());
}

#[test]
fn the_choice_of_the_reference_changes_no_comparison() {
    let levels = |years_of_b: f64, steps_of_b: f64| {
        let rows: [Given; 3] = [
            (0.0, "", &["a"], 50.0, 500.0),
            (0.0, "", &["b"], steps_of_b, years_of_b),
            (0.0, "", &["c"], 30.0, 200.0),
        ];
        model(&rows, &["need"], &Settings::default()).expect("a model").covariates.remove(0).levels
    };
    let ratio = |value: &Value| match value {
        Value::Ratio(ratio) => ratio.ln_moments(),
        other => panic!("{other:?}"),
    };
    // A hair's breadth decides which of the two is the reference.
    let (one, other) = (levels(499.999_999, 70.0), levels(500.000_001, 70.0));
    assert!(one[0].value == Value::Reference && other[1].value == Value::Reference);
    let (b_to_a, a_to_b) = (ratio(&one[1].value), ratio(&other[0].value));
    assert!((b_to_a.0 + a_to_b.0).abs() < 1e-6 && (b_to_a.1 - a_to_b.1).abs() < 1e-6);
}

#[test]
fn models_that_the_data_cannot_carry_are_refused_with_what_to_do() {
    let one: [Given; 2] = [(0.0, "x", &["a"], 60.0, 100.0), (0.0, "y", &["a"], 40.0, 100.0)];
    assert!(matches!(refusal(&one, &["need"]), Refusal::OneLevel { level, .. } if level == "a"));

    let empty: [Given; 3] =
        [(0.0, "", &["a"], 60.0, 100.0), (0.0, "", &["b"], 40.0, 100.0), (0.0, "", &["c"], 0.0, 0.0)];
    assert!(matches!(refusal(&empty, &["need"]), Refusal::NoExposure { level, .. } if level == "c"));

    let few: [Given; 2] = [(0.0, "", &["a"], 60.0, 100.0), (0.0, "", &["b"], 3.0, 10.0)];
    assert!(matches!(refusal(&few, &["need"]), Refusal::NothingToCompare { .. }));

    let alike: [Given; 4] = [
        (0.0, "x", &["a", "p"], 60.0, 100.0),
        (0.0, "x", &["b", "q"], 40.0, 100.0),
        (0.0, "y", &["a", "p"], 60.0, 100.0),
        (0.0, "y", &["b", "q"], 40.0, 100.0),
    ];
    assert!(matches!(
        refusal(&alike, &["need", "sex"]),
        Refusal::Alike { covariate, other } if covariate == "sex" && other == "need"
    ));

    let told: [Given; 4] = [
        (0.0, "x", &["a"], 60.0, 100.0),
        (1.0, "x", &["b"], 40.0, 100.0),
        (0.0, "y", &["a"], 60.0, 100.0),
        (1.0, "y", &["b"], 40.0, 100.0),
    ];
    assert!(matches!(refusal(&told, &["band"]), Refusal::Told { covariate } if covariate == "band"));

    let names: Vec<String> = (0..151).map(|n| format!("ward {n}")).collect();
    let levels: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
    let wards: Vec<Given> = levels.iter().map(|level| (0.0, "", level.as_slice(), 20.0, 100.0)).collect();
    assert!(matches!(refusal(&wards, &["ward"]), Refusal::TooManyLevels { levels: 151, .. }));
    // The number is told first: a level with nobody at risk is one of too many.
    let mut with_empty = wards.clone();
    with_empty.push((0.0, "", &["empty"], 0.0, 0.0));
    assert!(matches!(refusal(&with_empty, &["ward"]), Refusal::TooManyLevels { levels: 151, .. }));

    // 40 steps, of which two covariates of three levels each would need 40, and a third one more.
    let mut rows: Vec<([String; 3], f64)> = Vec::new();
    for n in 0..27 {
        let level = |by: usize| format!("{}", n / by % 3);
        rows.push(([level(1), level(3), level(9)], if n % 2 == 0 { 1.0 } else { 2.0 }));
    }
    let levels: Vec<[&str; 3]> =
        rows.iter().map(|(l, _)| [l[0].as_str(), l[1].as_str(), l[2].as_str()]).collect();
    let given: Vec<Given> =
        levels.iter().zip(&rows).map(|(l, (_, steps))| (0.0, "", l.as_slice(), *steps, 10.0)).collect();
    assert_eq!(refusal(&given, &["one", "two", "three"]), Refusal::TooFewSteps { compared: 6 });
}

#[test]
fn a_level_that_another_covariate_tells_has_no_ratio_of_its_own() {
    // Children with their parents have their parents for a provider.
    let mut rows: Vec<([&str; 2], f64, f64)> = Vec::new();
    for place in ["foster", "home"] {
        for provider in ["own", "private"] {
            rows.push(([place, provider], 30.0, 300.0));
        }
    }
    rows.push((["with parents", "parents"], 25.0, 100.0));
    let given: Vec<Given> =
        rows.iter().map(|(levels, steps, years)| (0.0, "", levels.as_slice(), *steps, *years)).collect();
    let found = model(&given, &["placement", "provider"], &Settings::default()).expect("a model");
    let value = |covariate: usize, level: &str| {
        found.covariates[covariate].levels.iter().find(|l| l.name == level).expect("a level").value.clone()
    };
    assert_eq!(value(1, "parents"), Value::Told);
    let Value::Ratio(ratio) = value(0, "with parents") else { panic!("no ratio") };
    assert!((1.5..2.8).contains(&ratio.median()), "{}", ratio.median());
}

#[test]
fn a_covariate_nested_in_what_comes_before_is_refused_in_words() {
    let nest: [Given; 4] = [
        (0.0, "", &["foster", "P1"], 100.0, 1_000.0),
        (0.0, "", &["foster", "P2"], 200.0, 1_000.0),
        (0.0, "", &["home", "H1"], 400.0, 900.0),
        (0.0, "", &["home", "H2"], 800.0, 900.0),
    ];
    let refused = refusal(&nest, &["kind", "provider"]);
    assert!(
        matches!(&refused, Refusal::Nested { covariate, within } if covariate == "provider" && within == "\"kind\"")
    );
    assert!(
        refused.to_string().contains("\"provider\" is nested in \"kind\"")
            && refused.to_string().contains("one of the two")
    );
    // The wider one after the narrower follows from it.
    let turned: Vec<[&str; 2]> = nest.iter().map(|(_, _, l, ..)| [l[1], l[0]]).collect();
    let turned: Vec<Given> =
        turned.iter().zip(&nest).map(|(l, (a, s, _, y, e))| (*a, *s, l.as_slice(), *y, *e)).collect();
    assert!(
        matches!(refusal(&turned, &["provider", "kind"]), Refusal::Told { covariate } if covariate == "kind")
    );

    let wards: [Given; 4] = [
        (0.0, "Ash", &["A1"], 100.0, 1_000.0),
        (0.0, "Ash", &["A2"], 200.0, 1_000.0),
        (0.0, "Elm", &["E1"], 400.0, 900.0),
        (0.0, "Elm", &["E2"], 800.0, 900.0),
    ];
    assert!(matches!(refusal(&wards, &["ward"]), Refusal::Nested { within, .. } if within == "the strata"));
    // One ward of a stratum of its own is told by it; the others are compared.
    let found = model(&wards[..3], &["ward"], &Settings::default()).expect("a model");
    let levels = &found.covariates[0].levels;
    assert!(matches!((&levels[0].value, &levels[2].value), (Value::Reference, Value::Told)));
    let Value::Ratio(ratio) = &levels[1].value else { panic!("{levels:?}") };
    assert!((1.8..2.1).contains(&ratio.median()), "{}", ratio.median());

    // Sets that share nothing, although neither is within a level of the other.
    let apart: Vec<[&str; 2]> =
        ["ax", "ay", "bx", "by", "cz", "cw", "dz", "dw"].map(|pair| [&pair[..1], &pair[1..]]).to_vec();
    let apart: Vec<Given> = apart.iter().map(|l| (0.0, "", l.as_slice(), 100.0, 1_000.0)).collect();
    assert!(matches!(refusal(&apart, &["one", "two"]), Refusal::Apart { covariate } if covariate == "two"));

    // Only "t" and "u" together could be compared with the others: each stands for a stratum less an age.
    let half: [Given; 6] = [
        (1.0, "x", &["t"], 100.0, 1_000.0),
        (0.0, "y", &["u"], 100.0, 1_000.0),
        (0.0, "x", &["v"], 100.0, 1_000.0),
        (0.0, "x", &["w"], 100.0, 1_000.0),
        (1.0, "y", &["v"], 100.0, 1_000.0),
        (1.0, "y", &["w"], 100.0, 1_000.0),
    ];
    assert!(matches!(refusal(&half, &["three"]), Refusal::Apart { covariate } if covariate == "three"));
}

#[test]
fn the_largest_level_is_no_reference_if_others_tell_it() {
    // Most time is with parents, and the provider of that is the parents.
    let rows: [Given; 5] = [
        (0.0, "", &["foster", "own"], 50.0, 500.0),
        (0.0, "", &["foster", "private"], 150.0, 500.0),
        (0.0, "", &["home", "own"], 50.0, 500.0),
        (0.0, "", &["home", "private"], 150.0, 500.0),
        (0.0, "", &["with parents", "parents"], 900.0, 3_000.0),
    ];
    let found = model(&rows, &["placement", "provider"], &Settings::default()).expect("a model");
    let levels = &found.covariates[1].levels;
    let of = |name: &str| &levels.iter().find(|l| l.name == name).expect("a level").value;
    assert_eq!((of("own"), of("parents")), (&Value::Reference, &Value::Told));
    let Value::Ratio(ratio) = of("private") else { panic!("{levels:?}") };
    assert!((2.4..3.2).contains(&ratio.median()), "{}", ratio.median());
}
