//! Changes of practice that act on placement moves.

use crate::full::{read_text, read_without_moves, with_line};

/// A change of practice that acts on placement moves, with lines more or other.
fn moves(steps: &str, more: &str) -> String {
    format!(
        "version = 2\nname = \"Stability\"\n[[change]]\nname = \"Support for carers\"\nsteps = {steps}\nrate_ratio = 0.85\n\
         low = 0.7\nhigh = 1.0\nstart = \"April 2027\"\n{more}"
    )
}

#[test]
fn a_change_may_act_on_placement_moves_and_on_steps_beside_them() {
    let alone = read_text(&moves("\"placement move\"", "phase_in = \"12 months\"\nages = \"10 to 17\"\n"));
    let alone = &alone.expect("it is right").engine.changes[0];
    assert!(alone.moves && alone.steps.is_empty());
    assert_eq!((alone.age_from, alone.age_to, alone.phase_in), (10.0, 18.0, 1.0));
    assert_eq!((alone.ratio.middle, alone.ratio.low, alone.ratio.high), (0.85, 0.7, 1.0));
    let both = read_text(&moves("[\"looked after -> in need\", \"placement move\"]", "backfill = \"10%\"\n"));
    let both = &both.expect("it is right").engine.changes[0];
    assert!(both.moves && both.steps.len() == 1);
}

#[test]
fn what_cannot_be_said_of_placement_moves_is_refused_with_what_can() {
    let refused = |text: &str| read_text(text).expect_err("it is wrong").join("\n");
    for (text, says) in [
        (
            moves("\"placement move\"", "ages = \"11 to 15\"\n"),
            "ages (Support for carers): \"11 to 15\": expected ages that begin and end with the bands",
        ),
        (
            moves("\"placement move\"", "backfill = \"10%\"\n"),
            "backfill (Support for carers): \"10%\": expected nothing or 0%",
        ),
        (
            moves("[\"placement move\", \"placement move\"]", ""),
            "steps (Support for carers): \"placement move\": expected placement moves once",
        ),
        (moves("\"placement moves\"", ""), "\"placement move\", the steps that the rates know"),
        (
            moves("\"placement move\"", "").replace("0.85", "-0.85"),
            "rate_ratio (Support for carers): \"-0.85\"",
        ),
        (
            moves("\"placement move\"", "").replace("high = 1.0", "high = 0.8"),
            "rate_ratio (Support for carers): \"0.85\"",
        ),
        (
            with_line(
                "[[service.effect]]",
                "steps = [\"in need -> protection plan\"]",
                "steps = [\"placement move\"]",
            ),
            "expected steps alone: placement moves are changed by a [[change]] of practice",
        ),
    ] {
        let errors = refused(&text);
        assert!(errors.contains(says), "{says} not in\n{errors}");
    }
    let twice = moves("\"placement move\"", "")
        + &moves("\"placement move\"", "").replace("version = 2\nname = \"Stability\"\n", "");
    assert!(refused(&twice).contains("a change that does not overlap the other one of the same name"));
}

#[test]
fn placement_moves_are_refused_where_no_figure_tells_of_them() {
    let errors =
        read_without_moves(&moves("\"placement move\"", "")).expect_err("nothing tells of moves").join("\n");
    assert!(errors.contains("no figure tells how many placement moves there are here"), "{errors}");
    let errors = read_without_moves(&moves("\"nonsense\"", "")).expect_err("no step").join("\n");
    assert!(!errors.contains("placement move"), "{errors}");
}
