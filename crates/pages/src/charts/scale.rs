//! From values to places on the page, and round numbers for axes.

/// A straight-line map from values to coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// First and last value.
    pub domain: (f64, f64),
    /// Coordinates of the first and the last value.
    pub range: (f64, f64),
}

impl Scale {
    /// The coordinate of a value; the middle of the range when the domain is a single value.
    pub fn at(&self, value: f64) -> f64 {
        let (from, to) = self.domain;
        let share = if to == from { 0.5 } else { (value - from) / (to - from) };
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Round numbers along an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The numbers, smallest first; the first and last enclose the values asked for.
    pub values: Vec<f64>,
    /// Distance between two numbers: 1, 2, 2.5 or 5 times a power of ten.
    pub step: f64,
}

impl Ticks {
    /// Smallest and largest number.
    pub fn ends(&self) -> (f64, f64) {
        (self.values.first().copied().unwrap_or(0.0), self.values.last().copied().unwrap_or(1.0))
    }
}

/// Round numbers that enclose `min` and `max` in about `target` steps.
///
/// **Limits**: when both are the same, or not finite, the axis runs from the value (or zero) one step on.
pub fn nice_ticks(min: f64, max: f64, target: u8) -> Ticks {
    ticks_in_steps_of(min, max, target, |power| [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).to_vec())
}

/// As [`nice_ticks`], for what is counted in whole numbers: nobody is a quarter of a child.
pub fn whole_ticks(min: f64, max: f64, target: u8) -> Ticks {
    ticks_in_steps_of(min, max, target, |power| [1.0, 2.0, 5.0, 10.0].map(|m| m * power.max(1.0)).to_vec())
}

fn ticks_in_steps_of(min: f64, max: f64, target: u8, steps: impl Fn(f64) -> Vec<f64>) -> Ticks {
    let (min, max) =
        if min.is_finite() && max.is_finite() { (min.min(max), min.max(max)) } else { (0.0, 0.0) };
    let max = if max == min { min + if min == 0.0 { 1.0 } else { min.abs() } } else { max };
    let rough = (max - min) / f64::from(target.max(1));
    let power = 10f64.powf(rough.log10().floor());
    let step = steps(power).into_iter().find(|s| *s >= rough * 0.999_999);
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((min / step + 1e-9).floor(), (max / step - 1e-9).ceil());
    let count = (last - first).clamp(1.0, 1_000.0) as u32;
    Ticks { values: (0..=count).map(|i| (first + f64::from(i)) * step).collect(), step }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        for (min, max, expected) in [
            (0.0, 203.0, vec![0.0, 50.0, 100.0, 150.0, 200.0, 250.0]),
            (-30.0, 95.0, vec![-50.0, -25.0, 0.0, 25.0, 50.0, 75.0, 100.0]),
            (0.0, 100.0, vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (0.0, 0.0, vec![0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]),
        ] {
            assert_eq!(nice_ticks(min, max, 5).values, expected, "{min} to {max}");
        }
    }

    #[test]
    fn whole_numbers_have_whole_ticks() {
        for (min, max, expected) in [
            (0.0, 1.0, vec![0.0, 1.0]),
            (-0.4, 0.3, vec![-1.0, 0.0, 1.0]),
            (0.0, 12.0, vec![0.0, 5.0, 10.0, 15.0]),
            (0.0, 203.0, vec![0.0, 50.0, 100.0, 150.0, 200.0, 250.0]),
        ] {
            assert_eq!(whole_ticks(min, max, 5).values, expected, "{min} to {max}");
        }
    }

    #[test]
    fn ticks_survive_odd_values() {
        for (min, max) in [(f64::NAN, 1.0), (f64::INFINITY, 0.0), (5.0, 5.0), (-5.0, -5.0), (1e-12, 2e-12)] {
            let ticks = nice_ticks(min, max, 5);
            assert!(ticks.step > 0.0 && ticks.values.len() > 1, "{ticks:?}");
        }
    }

    #[test]
    fn scales_map_ends_to_ends() {
        let scale = Scale { domain: (0.0, 10.0), range: (100.0, 0.0) };
        assert_eq!([0.0, 5.0, 10.0].map(|v| scale.at(v)), [100.0, 50.0, 0.0]);
        assert_eq!(Scale { domain: (3.0, 3.0), range: (0.0, 8.0) }.at(3.0), 4.0);
    }
}
