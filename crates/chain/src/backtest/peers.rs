//! Plain methods that a projection has to beat.

/// A method compared with projections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Headwater's projection.
    Headwater,
    /// The last value stays.
    Persistence,
    /// Mean growth of the last three years, a fifth of it lost each year.
    DampedTrend,
    /// A straight line through the logarithm of the last six values, five years of change.
    LogLinear,
    /// Starts and ends go on at their mean rates of the last three years, as stock-flow models have it.
    ConstantRates,
}

impl Method {
    /// All methods, in the order of tables.
    pub const ALL: [Method; 5] = [
        Method::Headwater,
        Method::Persistence,
        Method::DampedTrend,
        Method::LogLinear,
        Method::ConstantRates,
    ];

    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Method::Headwater => "Headwater",
            Method::Persistence => "Last value stays",
            Method::DampedTrend => "Damped trend",
            Method::LogLinear => "Five-year log-linear trend",
            Method::ConstantRates => "Constant rates, stock and flow",
        }
    }

    /// One word for files.
    pub fn id(self) -> &'static str {
        match self {
            Method::Headwater => "headwater",
            Method::Persistence => "persistence",
            Method::DampedTrend => "damped_trend",
            Method::LogLinear => "log_linear",
            Method::ConstantRates => "constant_rates",
        }
    }

    /// The method of a [`Method::id`].
    pub fn from_id(id: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|m| m.id() == id)
    }
}

/// Last values of a series, latest first; gaps where nothing was published.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) values: Vec<Option<f64>>,
}

impl Past {
    fn last(&self) -> Option<f64> {
        self.values.first().copied().flatten()
    }

    /// Share of a year's growth that the damped trend keeps for the next.
    const DAMPING: f64 = 0.8;

    /// Mean growth of up to three years, damped.
    pub(super) fn damped_trend(&self, ahead: usize) -> Option<f64> {
        let last = self.last()?;
        let back = (1..=3).rev().find(|back| self.values.get(*back).copied().flatten().is_some())?;
        let growth = (last / self.values[back]?).ln() / back as f64;
        let carried: f64 = (1..=ahead as i32).map(|year| Past::DAMPING.powi(year)).sum();
        Some(last * (growth * carried).exp())
    }

    /// Least squares through the logarithm of up to six values.
    pub(super) fn log_linear(&self, ahead: usize) -> Option<f64> {
        let points: Vec<(f64, f64)> = self
            .values
            .iter()
            .take(6)
            .enumerate()
            .filter_map(|(back, value)| Some((-(back as f64), value.as_ref()?.ln())))
            .collect();
        if points.len() < 3 {
            return None;
        }
        let n = points.len() as f64;
        let mean_x = points.iter().map(|p| p.0).sum::<f64>() / n;
        let mean_y = points.iter().map(|p| p.1).sum::<f64>() / n;
        let slope = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum::<f64>()
            / points.iter().map(|p| (p.0 - mean_x).powi(2)).sum::<f64>();
        Some((mean_y + slope * (ahead as f64 - mean_x)).exp())
    }
}

/// Stock, starts and ends at the end of each year ahead, at constant rates.
///
/// Starts a year are their mean of up to three years; ends are a share of the children looked after, pooled over the
/// same years. `None` without a stock and a year of both flows.
pub(super) fn constant_rates(
    stock: &Past,
    starts: &Past,
    ends: &Past,
    years: usize,
) -> Option<Vec<(f64, f64, f64)>> {
    let (mut started, mut ended, mut held, mut seen) = (0.0, 0.0, 0.0, 0.0);
    for back in 0..3 {
        let at = |past: &Past, back: usize| past.values.get(back).copied().flatten();
        if let (Some(n), Some(c), Some(after), Some(before)) =
            (at(starts, back), at(ends, back), at(stock, back), at(stock, back + 1))
        {
            started += n;
            ended += c;
            held += (before + after) / 2.0;
            seen += 1.0;
        }
    }
    if seen == 0.0 || held <= 0.0 {
        return None;
    }
    let (starts, rate) = (started / seen, ended / held);
    let mut size = stock.last()?;
    Some(
        (0..years)
            .map(|_| {
                let next = (size * (1.0 - rate / 2.0) + starts) / (1.0 + rate / 2.0);
                let ends = rate * (size + next) / 2.0;
                size = next;
                (size, starts, ends)
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(values: &[f64]) -> Past {
        Past { values: values.iter().map(|v| Some(*v)).collect() }
    }

    #[test]
    fn trends_carry_on_what_they_see() {
        let doubling = past(&[800.0, 400.0, 200.0, 100.0]);
        assert!((doubling.log_linear(1).unwrap() - 1600.0).abs() < 1e-6);
        let damped = doubling.damped_trend(1).unwrap();
        assert!((damped - 800.0 * 2f64.powf(0.8)).abs() < 1e-6, "{damped}");
    }

    #[test]
    fn balanced_flows_keep_the_stock() {
        let flat = past(&[300.0; 4]);
        let path = constant_rates(&flat, &past(&[90.0; 4]), &past(&[90.0; 4]), 5).unwrap();
        for (stock, starts, ends) in path {
            assert!((stock - 300.0).abs() < 1e-9 && starts == 90.0 && (ends - 90.0).abs() < 1e-9);
        }
    }

    #[test]
    fn gaps_are_passed_over() {
        let gap = Past { values: vec![Some(100.0), None, Some(81.0)] };
        assert!((gap.damped_trend(1).unwrap() - 100.0 * (100f64 / 81.0).powf(0.4)).abs() < 1e-9);
        assert_eq!(gap.log_linear(1), None);
    }
}
