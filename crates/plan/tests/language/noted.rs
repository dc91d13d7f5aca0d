//! Effects that a scenario may state but that act for less than they seem to.

use crate::full::{read_text, with_line};

#[test]
fn an_effect_measured_for_longer_than_it_acts_is_noted() {
    let text = with_line("[[service.effect]]", "half_life = \"2 years\"", "fade = \"0\"");
    let notes = read_text(&text).expect("right").notes.join("\n");
    assert!(notes.contains("Family support team, care: the effect was measured over 12 months"), "{notes}");
    assert!(notes.contains("50% of that time"), "{notes}");
}

#[test]
fn an_effect_that_never_acts_is_noted() {
    let notes = |line: &str| {
        let text = with_line("[[service.effect]]", "lag = \"1 month\"", line);
        read_text(&text).expect("right").notes.join("\n")
    };
    // It halves every two years after help ends: a fortieth is left after eleven.
    let faded = notes("lag = \"11 years\"");
    assert!(
        faded.contains("escalation: the effect never acts, as its lag ends after the effect has faded"),
        "{faded}"
    );
    assert!(!notes("lag = \"4 months\"").contains("never acts"));
}
