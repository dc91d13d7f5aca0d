//! Placement moves from published figures, on real authorities.

use rates::counted::{Counted, from_counts};
use rates::published::{National, from_published};
use rates::{PlacementMoves, Population, Rates, Seen};
use reference::{Area, Measure, Reference};
use units::{AgeBand, Exposure};

fn rates_at(base_year: u16, area: &Area) -> Rates {
    let reference = Reference::embedded();
    let national = National::as_published(reference, base_year, National::WINDOW);
    from_published(reference, &national, area.code).expect("rates")
}

fn area(name: &str) -> &'static Area {
    Reference::embedded().find(name).expect("an authority")
}

fn moves(rates: &Rates) -> &PlacementMoves {
    rates.moves.as_ref().expect("moves")
}

/// Share of the children looked after at 31 March who had three or more placements in the year.
fn unsettled(area: &Area, year: u16) -> Option<f64> {
    let value = |measure| Reference::embedded().value(area.code, measure, "", year);
    Some(value(Measure::ClaThreeOrMorePlacements)? / value(Measure::ClaAt31March)?)
}

#[test]
fn englands_moves_are_those_published_over_the_time_looked_after() {
    let reference = Reference::embedded();
    let england = reference.england();
    let rates = rates_at(2025, england);
    let mean = |age: AgeBand| moves(&rates).by_age[age.index()].mean().0;
    // 21,230 changes less 3,450 of status at 10 to 15 in 2024, over children of 31,880 and 31,430; and the years before.
    assert!((mean(AgeBand::From10To15) / 0.562 - 1.0).abs() < 0.05, "{}", mean(AgeBand::From10To15));
    assert!(
        mean(AgeBand::Under1) > mean(AgeBand::From16To17)
            && mean(AgeBand::From16To17) > mean(AgeBand::From5To9)
    );
    assert!((1.3..2.0).contains(&moves(&rates).clustering), "{}", moves(&rates).clustering);
}

#[test]
fn an_authority_whose_children_are_less_settled_has_more_moves() {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    let mut all: Vec<(f64, f64, f64)> = Vec::new();
    for area in reference.authorities() {
        let Ok(rates) = from_published(reference, &national, area.code) else { continue };
        let own = moves(&rates);
        let level = own.at(AgeBand::From10To15).mean().0;
        assert!(
            level > 0.0 && own.level_sd > 0.0 && (0.0..1.0).contains(&own.own_evidence[0]),
            "{}",
            area.name
        );
        // One level for all ages.
        let ratio = own.by_age[0].mean().0 / own.by_age[3].mean().0;
        let first = all.first().map_or(ratio, |(.., first)| *first);
        assert!((ratio / first - 1.0).abs() < 1e-9);
        if let Some(share) = unsettled(area, 2025) {
            all.push((share, level, ratio));
        }
    }
    assert!(all.len() > 140);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean =
        |part: &[(f64, f64, f64)]| part.iter().map(|(_, level, _)| level).sum::<f64>() / part.len() as f64;
    let (settled, not) = (mean(&all[..40]), mean(&all[all.len() - 40..]));
    assert!(not > 1.2 * settled, "{settled} {not}");
}

/// Held-out years: what figures up to one year say of the share with three or more placements in the next.
///
/// Prints the errors that `docs/rates.md` states.
#[test]
fn the_level_tells_the_next_year_better_than_the_last_share_or_englands() {
    let reference = Reference::embedded();
    let england = reference.england();
    for base in [2023, 2024] {
        let national = National::as_published(reference, base, National::WINDOW);
        let (mut ours, mut last, mut nation, mut inside, mut count) = (0.0, 0.0, 0.0, 0, 0.0);
        let now = unsettled(england, base).expect("published");
        let base_level =
            moves(&from_published(reference, &national, england.code).expect("rates")).by_age[3].mean().0;
        for area in reference.authorities() {
            let (Some(before), Some(after)) = (unsettled(area, base), unsettled(area, base + 1)) else {
                continue;
            };
            let Ok(rates) = from_published(reference, &national, area.code) else { continue };
            let own = moves(&rates);
            // Near England's level the share changes by 1.3 per cent where moves do by one: see the page.
            let share = |level: f64| now * (level / base_level).powf(SLOPE);
            let level = own.by_age[3].mean().0;
            let children =
                reference.value(area.code, Measure::ClaAt31March, "", base + 1).expect("published");
            let sd = (own.level_sd.powi(2) * SLOPE * SLOPE + 1.0 / (share(level) * children)).sqrt();
            ours += (share(level) - after).abs();
            last += (before - after).abs();
            nation += (now - after).abs();
            inside += u32::from((after / share(level) - 1.0).abs() < 1.2816 * sd);
            count += 1.0;
        }
        println!(
            "{}: {count} authorities, mean error {:.4}, last year's share {:.4}, England's {:.4}; {:.2} in the 80% interval",
            base + 1,
            ours / count,
            last / count,
            nation / count,
            f64::from(inside) / count
        );
        assert!(count > 140.0 && ours < 0.9 * last && ours < 0.9 * nation);
        assert!((0.7..0.9).contains(&(f64::from(inside) / count)));
    }
}

/// By how many per cent the share with three or more placements rises where moves rise by one, near England's level.
const SLOPE: f64 = 1.32;

/// Moves of one year, and the children of the year before by how many placements they had, against the next year's share.
#[test]
fn englands_moves_tell_its_share_with_three_or_more_placements() {
    let reference = Reference::embedded();
    let code = reference.england().code;
    let ages = AgeBand::ALL.map(AgeBand::label);
    let sum = |measure, year: u16| -> f64 {
        ages.iter().filter_map(|age| reference.value(code, measure, age, year)).sum()
    };
    let frequency = |year: u16| {
        let years = (sum(Measure::ClaAt31MarchByAge, year - 1) + sum(Measure::ClaAt31MarchByAge, year)) / 2.0;
        sum(Measure::ClaPlacementMovesByAge, year) / years
    };
    let share = |year: u16| {
        let of = |n| reference.value(code, Measure::ClaByPlacementsInYear, n, year).expect("published");
        of("3 or more") / (of("1") + of("2") + of("3 or more"))
    };
    for year in [2023, 2024] {
        let told = share(year - 1) * (frequency(year) / frequency(year - 1)).powf(SLOPE);
        println!(
            "{year}: told {:.4}, published {:.4}, moves a year {:.3}",
            told,
            share(year),
            frequency(year)
        );
        assert!((told / share(year) - 1.0).abs() < 0.08, "{year}");
    }
}

#[test]
fn before_figures_tell_of_moves_there_are_none_and_a_note_says_so() {
    let rates = rates_at(2020, area("Leeds"));
    assert_eq!(rates.moves, None);
    assert!(
        rates.notes.iter().any(|note| note.starts_with("Placement moves are not counted")),
        "{:?}",
        rates.notes
    );
    let rates = rates_at(2025, area("Leeds"));
    assert!(
        rates
            .notes
            .iter()
            .any(|note| note.starts_with("Placement moves are published by age for England alone"))
    );
}

#[test]
fn an_authority_without_figures_has_englands_level_and_a_wide_interval_and_says_so() {
    // Rutland's number was published once in ten years, six children in 2020; the other years are not available.
    let (rutland, england) =
        (rates_at(2025, area("Rutland")), rates_at(2025, Reference::embedded().england()));
    let level = |rates: &Rates| moves(rates).by_age[3].mean().0;
    assert!(
        (level(&rutland) / level(&england) - 1.0).abs() < 0.05,
        "{} {}",
        level(&rutland),
        level(&england)
    );
    assert!(moves(&rutland).own_evidence[3] < 0.02 && moves(&rutland).level_sd > 0.12);
    assert!(moves(&england).level_sd < 0.1);
    let says = "the authority's own figures count for 1% and England's for the rest";
    assert!(rutland.notes.iter().any(|note| note.contains(says)), "{:?}", rutland.notes);
}

#[test]
fn counted_moves_take_the_place_of_published_ones() {
    let published = rates_at(2025, area("Leeds"));
    let seen = |steps: f64, years: f64| Seen { steps, exposure: Exposure(years) };
    let counts = [seen(0.0, 0.0), seen(90.0, 100.0), seen(400.0, 1_000.0), seen(0.0, 50.0), seen(3.0, 2.0)];
    let counted = Counted {
        care_leavers: None,
        base_year: 2025,
        years: 3.0,
        time_edges: Vec::new(),
        counts: Vec::new(),
        population: Population { first_year: 2025, by_year: vec![[1e4; 5]] },
        stocks: Vec::new(),
        placements: [[0.0; 7]; 5],
        moves: counts,
    };
    let own = from_counts(&published, &counted);
    let (own, published) = (moves(&own), moves(&published));
    // Nothing seen leaves the published intensity; much seen leaves none of it.
    assert!((own.by_age[0].mean().0 / published.by_age[0].mean().0 - 1.0).abs() < 1e-9);
    assert!((own.by_age[2].mean().0 / 0.4 - 1.0).abs() < 0.01, "{:?}", own.by_age[2]);
    assert!(own.by_age[3].mean().0 < 0.1 && own.by_age[3].mean().0 > 0.0);
    assert!(own.own_evidence[0] == 0.0 && own.own_evidence[2] > 0.99 && own.level_sd == 0.0);
    // Runs make counts say less: the spread is that of fewer moves.
    assert!(own.by_age[2].shape < 400.0 / 1.3, "{}", own.by_age[2].shape);
}
