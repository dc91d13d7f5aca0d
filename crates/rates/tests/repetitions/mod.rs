//! The mean of a measure over repetitions of a trial.

/// A mean over repetitions, and its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    /// Mean.
    pub mean: f64,
    /// Standard error.
    pub error: f64,
}

impl Mean {
    /// Of one value a repetition.
    pub fn of(values: impl Iterator<Item = f64>) -> Mean {
        let values: Vec<f64> = values.collect();
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Mean { mean, error: (variance / count).sqrt() }
    }
}
