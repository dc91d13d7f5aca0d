//! How strong each step is over time: Nelson and Aalen's cumulative hazards.

use super::covariance::Variance;
use super::interval::log_interval;
use super::timetable::Timetable;

/// The cumulative hazard of a step at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HazardAt {
    /// The time.
    pub time: f64,
    /// People who made the step so far.
    pub steps: u64,
    /// Cumulative hazard: intensity summed over time.
    pub hazard: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl HazardAt {
    /// The 95% interval, on the scale of the logarithm; `None` before the first step.
    pub fn interval(&self) -> Option<(f64, f64)> {
        log_interval(self.hazard, self.standard_error)
    }
}

/// The cumulative hazard of a step at chosen times.
#[derive(Clone, Debug, PartialEq)]
pub struct CumulativeHazard {
    /// Position left.
    pub from: u16,
    /// Position entered.
    pub to: u16,
    /// One value per chosen time, in the order of the times.
    pub at: Vec<HazardAt>,
}

/// Sums steps over people at risk, after a start and up to each chosen time.
///
/// **Shape**: every step that anybody makes at any time, by position left and entered. Times must ascend.
///
/// **Limits**: after the last time anybody is at risk the sum stays what it was; [`Timetable::at_risk`] tells.
///
/// **Source**: Aalen, Annals of Statistics 6 (1978), 701-726; variances (4.1.6) and (4.1.7) of Andersen and others
/// 1993.
pub fn nelson_aalen(table: &Timetable, start: f64, at: &[f64], variance: Variance) -> Vec<CumulativeHazard> {
    let count = table.positions().count();
    let mut sums: Vec<Option<HazardAt>> = vec![None; count * count];
    let cell = |from: u16, to: u16| usize::from(from) * count + usize::from(to);
    for step in table.moments().flat_map(|m| m.steps) {
        sums[cell(step.from, step.to)] = Some(HazardAt::default());
    }
    let mut moments = table.moments_after(start).peekable();
    let mut rows: Vec<Vec<HazardAt>> = vec![Vec::new(); count * count];
    for time in at {
        while let Some(moment) = moments.next_if(|m| table.reached(m.time, *time)) {
            for step in moment.steps {
                let (d, n) = (f64::from(step.count), f64::from(step.at_risk));
                if let Some(sum) = &mut sums[cell(step.from, step.to)] {
                    sum.steps += u64::from(step.count);
                    sum.hazard += d / n;
                    // Holds the variance until it is written down.
                    sum.standard_error += match variance {
                        Variance::Greenwood => (n - d) * d / (n * n * n),
                        Variance::Aalen => d / (n * n),
                    };
                }
            }
        }
        for (row, sum) in rows.iter_mut().zip(&sums) {
            if let Some(sum) = sum {
                row.push(HazardAt { time: *time, standard_error: sum.standard_error.sqrt(), ..*sum });
            }
        }
    }
    let pairs = table.positions().all().flat_map(|from| table.positions().all().map(move |to| (from, to)));
    pairs
        .zip(rows)
        .zip(sums)
        .filter(|(_, sum)| sum.is_some())
        .map(|(((from, to), at), _)| CumulativeHazard { from, to, at })
        .collect()
}
