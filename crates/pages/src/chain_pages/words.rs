//! Numbers and names as parts of sentences.

use jiff::civil::Date;
use reference::Area;
use units::{Position, Step};

use crate::format::count;

/// A name that can stand in a sentence: `Bristol, City of` is `Bristol`.
pub fn short_name(area: &Area) -> &str {
    area.name.split_once(", ").map_or(area.name.as_str(), |(name, _)| name)
}

/// Words with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A day: `1 April 2027`.
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A step: `from in need to a protection plan`.
pub fn step_words(step: Step) -> String {
    let word = |p: Position| match p {
        Position::ProtectionPlan => "a protection plan",
        Position::Closed => "no longer open",
        Position::Unaccompanied => "looked after, unaccompanied",
        other => other.label(),
    };
    // An unaccompanied child who becomes not known here is looked after elsewhere.
    let to = if step.from == Position::Unaccompanied && step.to == Position::NotKnown {
        "another authority"
    } else {
        word(step.to)
    };
    format!("from {} to {to}", word(step.from))
}

/// A number of children as one says it: to the nearest ten from a thousand on, five from two hundred on.
pub fn about(value: f64) -> String {
    rounded(value, step(value))
}

/// The same with its noun: `1 child`, `270 children`.
pub fn about_children(value: f64) -> String {
    let number = about(value);
    let noun = if number == "1" { "child" } else { "children" };
    format!("{number} {noun}")
}

/// A middle and its 80% interval, all as round as the middle: `270 (80% interval 155 to 520)`.
pub fn about_between(middle: f64, low: f64, high: f64) -> String {
    let step = step(middle);
    let [middle, low, high] = [middle, low, high].map(|v| rounded(v, step));
    format!("{middle} (80% interval {low} to {high})")
}

fn step(value: f64) -> f64 {
    match value.abs() {
        v if v >= 1000.0 => 10.0,
        v if v >= 200.0 => 5.0,
        _ => 1.0,
    }
}

fn rounded(value: f64, step: f64) -> String {
    count((value / step).round() * step)
}

/// A net amount with its interval in words: `a net cost of £1.6 million (80% interval £1.1 million to £1.8 million)`.
pub fn net(middle: f64, low: f64, high: f64) -> String {
    let side = |v: f64| if v < 0.0 { "cost" } else { "gain" };
    if (low < 0.0) == (high < 0.0) {
        let (near, far) = if high < 0.0 { (-high, -low) } else { (low, high) };
        let middle = format!("a net {} of {}", side(middle), pounds(middle.abs()));
        format!("{middle} (80% interval {} to {})", pounds(near), pounds(far))
    } else {
        format!(
            "a net {} of {} (80% interval from a cost of {} to a gain of {})",
            side(middle),
            pounds(middle.abs()),
            pounds(-low),
            pounds(high)
        )
    }
}

/// A change in words: `9 fewer`, `3 more`, `no change`.
pub fn change(value: f64) -> String {
    // The side is that of the whole number, so that nothing is said to fall by 0; what is said is rounded once.
    match value.round() {
        v if v < 0.0 => format!("{} fewer", about(-value)),
        v if v > 0.0 => format!("{} more", about(value)),
        _ => "no change".to_owned(),
    }
}

/// A change in words with what changes: `1 fewer child`, `9 more children`.
pub fn change_of(value: f64, one: &str, many: &str) -> String {
    let noun = if about(value.abs()) == "1" { one } else { many };
    let side = if value < 0.0 { "fewer" } else { "more" };
    format!("{} {side} {noun}", about(value.abs()))
}

/// An interval of changes in words: `2 to 18 fewer`, `18 fewer to 2 more`.
pub fn change_between(low: f64, high: f64) -> String {
    let (least, most) = (low.round(), high.round());
    if least == most {
        change(low)
    } else if least >= 0.0 {
        format!("{} to {} more", about(low), about(high))
    } else if most <= 0.0 {
        format!("{} to {} fewer", about(-high), about(-low))
    } else {
        format!("{} to {}", change(low), change(high))
    }
}

/// Pounds in words for sentences: `£6.5 million`; under a million to three figures, `£123,000`.
///
/// Rounded once, from the exact amount: what was rounded to three figures before would be rounded up twice, and a sentence
/// would say `£1.8 million` of the bar that its chart labels `£1.7m`.
pub fn pounds(value: f64) -> String {
    let step = 10f64.powf((value.abs().max(1.0).log10().floor() - 2.0).max(0.0));
    let three_figures = (value / step).round() * step;
    let said = if three_figures.abs() < 1e6 { three_figures } else { value };
    crate::format::pounds(units::Pence::from_pounds_rounded(said))
}

/// A chance in words that do not overstate: `less than 1%`, `43%`, `more than 99%`.
pub fn chance(share: f64) -> String {
    match share * 100.0 {
        p if p < 1.0 => "less than 1%".to_owned(),
        p if p > 99.0 => "more than 99%".to_owned(),
        p => format!("{}%", count(p)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_said_with_a_side() {
        assert_eq!(change(-8.6), "9 fewer");
        assert_eq!(change(0.3), "no change");
        assert_eq!(change_of(-1.2, "child", "children"), "1 fewer child");
        assert_eq!(change_of(8.6, "child", "children"), "9 more children");
        assert_eq!(change_between(-18.0, -2.0), "2 to 18 fewer");
        assert_eq!(change_between(-18.0, 2.0), "18 fewer to 2 more");
        assert_eq!(change_between(-0.2, 0.2), "no change");
        assert_eq!(change_between(-3.0, 0.2), "0 to 3 fewer");
    }

    #[test]
    fn amounts_have_three_figures() {
        assert_eq!(pounds(123_456.0), "£123,000");
        assert_eq!(pounds(-6_543_210.0), "-£6.5 million");
        assert_eq!(pounds(999_499.0), "£999,000");
        assert_eq!(pounds(999_600.0), "£1 million");
        assert_eq!(about(1_563.0), "1,560");
        assert_eq!(about_between(268.0, 153.0, 520.0), "270 (80% interval 155 to 520)");
        assert_eq!(net(-2e6, -3e6, -1e6), "a net cost of £2 million (80% interval £1 million to £3 million)");
        assert_eq!(
            net(2e6, -1e6, 3e6),
            "a net gain of £2 million (80% interval from a cost of £1 million to a gain of £3 million)"
        );
        assert_eq!(chance(0.0), "less than 1%");
    }

    #[test]
    fn a_sentence_and_the_label_in_its_chart_round_alike() {
        for value in
            [1_745_400.0, 1_750_000.0, 10_449_000.0, 12_345_678_000.0, 999_499.0, 999_500.0, 123_456.0]
        {
            let short = crate::format::pounds_short(value);
            let label = short.replace('m', " million").replace("bn", " billion").replace('k', ",000");
            assert_eq!(pounds(value), label, "{value}");
        }
        assert_eq!(change(1_004.5), "1,000 more");
        assert_eq!(change_between(-1_004.5, -204.4), "205 to 1,000 fewer");
    }
}
