//! How far chance may move the mean of independent draws before a test fails.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Fails on what chance alone does no more often than once in ten million runs of a test, however many means the test
/// compares.
#[derive(Clone, Copy, Debug)]
pub struct Alarm {
    /// How often chance alone may make one comparison fail.
    each: f64,
}

impl Alarm {
    /// How often chance alone may make a test fail.
    pub const FALSE: f64 = 1e-7;

    /// For a test that makes so many comparisons: each gets an equal part of the error (Bonferroni), so they may depend
    /// on each other in any way.
    pub fn over(comparisons: usize) -> Alarm {
        Alarm::with_rate(Alarm::FALSE, comparisons)
    }

    /// The same with another rate of false alarms.
    pub fn with_rate(rate: f64, comparisons: usize) -> Alarm {
        Alarm { each: rate / comparisons.max(1) as f64 }
    }

    /// How many standard errors, estimated from so many draws, a mean may be off.
    ///
    /// From Student's distribution, since the normal's rings far too often when the error is itself estimated: at 20
    /// draws, 390 times as often as stated.
    ///
    /// **Limits**: exact for draws that are normal, such as sums over many children. Heavy tails need more draws.
    pub fn errors(self, draws: usize) -> Option<f64> {
        let freedom = draws.checked_sub(1).filter(|freedom| *freedom > 0)?;
        let student = StudentsT::new(0.0, 1.0, freedom as f64).ok()?;
        Some(-student.inverse_cdf(self.each / 2.0))
    }

    /// Compares the mean of independent draws with what is expected.
    ///
    /// **Errors**: the mean is further off than chance moves it, or there are fewer than two draws. Draws that are all
    /// equal leave no room for chance.
    pub fn check(self, what: &str, draws: &[f64], expected: f64) -> Result<(), String> {
        let errors = self.errors(draws.len()).ok_or_else(|| format!("{what}: expected two draws or more"))?;
        let count = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / count;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let room = errors * (variance / count).sqrt();
        // Also false for what is not a number.
        if (mean - expected).abs() <= room {
            return Ok(());
        }
        Err(format!("{what}: mean {mean} of {} draws, expected {expected} ± {room}", draws.len()))
    }
}
