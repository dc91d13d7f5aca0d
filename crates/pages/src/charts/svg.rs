//! Small parts of drawings: coordinates as text, widths of words, lines of words.

use std::fmt::Write;

use maud::{Markup, html};

use super::palette;

/// A coordinate with one decimal, the same on every machine.
pub(super) fn co(value: f64) -> String {
    let text = format!("{value:.1}");
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

/// Path of an unbroken line.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    points.iter().enumerate().fold(String::new(), |mut d, (i, (x, y))| {
        let command = if i == 0 { 'M' } else { 'L' };
        // Writing to a string does not fail.
        let _ = write!(d, "{command}{} {}", co(*x), co(*y));
        d
    })
}

/// About how wide a text is in Arial, in the unit of its size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            ' ' | 'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | 'I' => 0.28,
            'f' | 't' | 'r' | '-' | '(' | ')' => 0.34,
            'm' | 'w' | 'M' | 'W' | '%' => 0.85,
            c if c.is_uppercase() => 0.68,
            _ => 0.56,
        })
        .sum();
    ems * size
}

/// Breaks words into lines no wider than a width; a single longer word stays whole.
pub(super) fn wrap(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub size: f64,
    pub colour: &'static str,
    pub bold: bool,
    pub anchor: Anchor,
}

impl Words {
    pub fn new(size: f64, anchor: Anchor) -> Words {
        Words { size, colour: palette::TEXT, bold: false, anchor }
    }

    /// One line of text on its baseline, with a white halo so that it stays legible over lines.
    pub fn at(&self, x: f64, y: f64, text: &str) -> Markup {
        html! {
            text x=(co(x)) y=(co(y)) font-size=(co(self.size)) fill=(self.colour)
                text-anchor=(self.anchor.name()) font-weight=[self.bold.then_some("700")]
                paint-order="stroke" stroke=(palette::PAPER) stroke-width="4" stroke-linejoin="round" { (text) }
        }
    }

    /// Lines of text, centred on a height.
    pub fn block(&self, x: f64, centre: f64, lines: &[String]) -> Markup {
        let top = centre - (lines.len() as f64 - 1.0) * self.leading() / 2.0 + self.size * 0.35;
        html! {
            @for (line, place) in lines.iter().zip(0u32..) {
                (self.at(x, top + f64::from(place) * self.leading(), line))
            }
        }
    }

    /// Distance between lines.
    pub fn leading(&self) -> f64 {
        self.size * 1.18
    }
}

/// A straight line.
pub(super) fn rule(
    from: (f64, f64),
    to: (f64, f64),
    colour: &str,
    weight: f64,
    dash: Option<&str>,
) -> Markup {
    html! {
        line x1=(co(from.0)) y1=(co(from.1)) x2=(co(to.0)) y2=(co(to.1)) stroke=(colour)
            stroke-width=(co(weight)) stroke-dasharray=[dash] {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal_and_no_negative_zero() {
        assert_eq!([co(-0.01), co(1.25), co(100.0)], ["0.0", "1.2", "100.0"]);
        assert_eq!(path(&[(0.0, 1.0), (2.0, 3.0)]), "M0.0 1.0L2.0 3.0");
    }

    #[test]
    fn words_are_broken_between_words_only() {
        assert_eq!(
            wrap("Secure homes and children's homes", 16.0, 150.0),
            ["Secure homes and", "children's homes"]
        );
        assert_eq!(wrap("Unaccompanied", 16.0, 10.0), ["Unaccompanied"]);
        assert!(wrap("", 16.0, 10.0).is_empty());
    }
}
