//! What stands in for thin evidence in rates from published figures, and how much own evidence counts.

use rates::published::{National, from_published};
use rates::{Cell, Evidence, Rates, StandIn};
use reference::Reference;
use units::{Position, Step};

fn rates_of(national: &National, name: &str) -> Rates {
    let reference = Reference::embedded();
    from_published(reference, national, reference.find(name).unwrap().code).unwrap()
}

fn cells(rates: &Rates, from: Position, to: Position) -> &[Cell] {
    &rates.steps.iter().find(|s| s.step == Step::new(from, to)).unwrap().cells
}

/// Cells that lean on the region; those of unaccompanied children lean a little on England.
fn weighed(rates: &Rates) -> impl Iterator<Item = &Cell> {
    let apart = |step: Step| [step.from, step.to].contains(&Position::Unaccompanied);
    let cells = rates.steps.iter().filter(move |s| !apart(s.step)).flat_map(|s| &s.cells);
    cells.filter(|c| c.evidence != Evidence::Balance && !c.posterior.is_never())
}

#[test]
fn small_authorities_lean_on_their_region_and_large_ones_on_themselves() {
    let national = National::as_published(Reference::embedded(), 2025, National::WINDOW);
    let (small, large) = (rates_of(&national, "Rutland"), rates_of(&national, "Kent"));
    let mean = |rates: &Rates| {
        let shares: Vec<f64> = weighed(rates).map(Cell::own_evidence).collect();
        shares.iter().sum::<f64>() / shares.len() as f64
    };
    let (of_small, of_large) = (mean(&small), mean(&large));
    assert!(of_small < 0.5 && of_large > 0.85, "{of_small} {of_large}");
    for cell in weighed(&small).chain(weighed(&large)) {
        assert_eq!(cell.rest, StandIn::Region);
        assert!(cell.evidence_in_words().contains("the region"), "{}", cell.evidence_in_words());
        assert!((0.0..=1.0).contains(&cell.own_evidence()));
        let (low, high) = cell.posterior.interval(0.95);
        assert!(low.0 >= 0.0 && low.0 < high.0 && high.0.is_finite(), "{cell:?}");
    }
}

#[test]
fn a_balance_is_not_taken_for_a_count() {
    let national = National::as_published(Reference::embedded(), 2025, National::WINDOW);
    let rates = rates_of(&national, "Rutland");
    for (from, to) in [(Position::InNeed, Position::Closed), (Position::ProtectionPlan, Position::InNeed)] {
        for cell in cells(&rates, from, to) {
            assert_eq!((cell.evidence, cell.rest), (Evidence::Balance, StandIn::England));
            assert!(cell.evidence_in_words().contains("worked out"), "{}", cell.evidence_in_words());
        }
    }
}

#[test]
fn what_no_authority_saw_does_not_happen() {
    let national = National::as_published(Reference::embedded(), 2025, National::WINDOW);
    let rates = rates_of(&national, "Enfield");
    // Infants are taken to enter care from outside.
    let infants = &cells(&rates, Position::InNeed, Position::LookedAfter)[0];
    assert!(infants.posterior.is_never());
    assert_eq!(infants.evidence_in_words(), "seen nowhere, taken not to happen");
}

#[test]
fn shrinking_cells_moves_the_number_of_starts_little() {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    let mut moves = Vec::new();
    // New authorities' first year has starts but no year before it.
    for area in reference.authorities().filter(|a| a.unbroken_from.0 <= 2010) {
        let Ok(rates) = from_published(reference, &national, area.code) else { continue };
        let into_care = rates.steps.iter().filter(|s| s.step.to.is_within(Position::LookedAfter));
        let (mut seen, mut expected) = (0.0, 0.0);
        for cell in into_care.flat_map(|s| &s.cells) {
            seen += cell.steps;
            expected += cell.posterior.mean().0 * cell.exposure.0;
        }
        if seen > 300.0 {
            moves.push((expected / seen - 1.0).abs());
        }
    }
    moves.sort_by(f64::total_cmp);
    assert!(moves.len() > 100, "{}", moves.len());
    // Starts without unaccompanied children are known for fewer years, so the region counts for a little more.
    assert!(moves[moves.len() / 2] < 0.02 && moves[moves.len() - 1] < 0.1, "{moves:?}");
}
