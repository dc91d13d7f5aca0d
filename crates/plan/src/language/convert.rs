//! Effects as studies state them, converted to rate ratios.

use std::fmt;

use futures::scenario::Ratio;

/// An estimate with its 95% interval, in the unit of the study.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Most likely value.
    pub middle: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What a study measured.
///
/// **Limits**: the conversions assume that intensities are the same all through the window or stay, and that a child
/// takes the step at most once in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// Ratio of intensities; hazard ratios are such.
    RateRatio(Estimate),
    /// Ratio of odds; the risk without the service is needed to convert it.
    OddsRatio {
        /// The ratio.
        ratio: Estimate,
        /// Share of children who take the step within the window without the service.
        risk: f64,
    },
    /// Difference of risks, as a share: -0.086 is 8.6 percentage points fewer.
    RiskDifference {
        /// The difference.
        difference: Estimate,
        /// Share of children who take the step within the window without the service.
        risk: f64,
    },
    /// Time by which a mean stay is shorter; negative is longer.
    StayAvoided {
        /// Years fewer.
        years: Estimate,
        /// Mean stay without the service, in years.
        usual: f64,
    },
}

/// Why a value cannot be a rate ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Impossible {
    /// A ratio of nought or below.
    RatioNotPositive,
    /// The risk with the service is not between 0% and 100%.
    Risk {
        /// The risk without the service.
        without: f64,
        /// What the risk with the service would be.
        with: f64,
    },
    /// As much time or more is avoided as children stay.
    Stay,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Impossible::RatioNotPositive => f.write_str("a ratio above 0: 1 is no effect, 0.8 is 20% fewer"),
            Impossible::Risk { without, with } => write!(
                f,
                "an effect that leaves a risk between 0% and 100%: from {:.1}% it would be {:.1}%",
                without * 100.0,
                with * 100.0
            ),
            Impossible::Stay => {
                f.write_str("less time than usual_stay, since a stay cannot end before it begins")
            }
        }
    }
}

impl Measured {
    /// The estimate as stated.
    pub fn stated(&self) -> Estimate {
        match *self {
            Measured::RateRatio(e)
            | Measured::OddsRatio { ratio: e, .. }
            | Measured::RiskDifference { difference: e, .. }
            | Measured::StayAvoided { years: e, .. } => e,
        }
    }

    /// The rate ratio of one value in the unit of the study.
    ///
    /// - odds ratio *o*, risk *p*: with the service the odds are *o p/(1 − p)*, which gives the risk *q*;
    ///   the ratio is *ln(1 − q) / ln(1 − p)*.
    /// - risk difference *d*, risk *p*: *q = p + d*, and the same ratio.
    /// - time *d* avoided of a mean stay *m*: *m / (m − d)* on the steps that end it.
    ///
    /// **Errors**: a value that no service could have.
    ///
    /// **Source**: intensities that do not change give a risk of *1 − exp(−intensity × window)* and a mean stay of
    /// *1 / intensity*.
    pub fn ratio_of(&self, value: f64) -> Result<f64, Impossible> {
        match *self {
            Measured::RateRatio(_) => positive(value),
            Measured::OddsRatio { risk, .. } => {
                let odds = positive(value)? * risk / (1.0 - risk);
                ratio_of_risks(risk, odds / (1.0 + odds))
            }
            Measured::RiskDifference { risk, .. } => ratio_of_risks(risk, risk + value),
            Measured::StayAvoided { usual, .. } if value >= usual => Err(Impossible::Stay),
            Measured::StayAvoided { usual, .. } => Ok(usual / (usual - value)),
        }
    }

    /// The rate ratio with its interval, the ends in order.
    ///
    /// **Errors**: an estimate or end of the interval that no service could have.
    pub fn rate_ratio(&self) -> Result<Ratio, Impossible> {
        let Estimate { middle, low, high } = self.stated();
        let (one, other) = (self.ratio_of(low)?, self.ratio_of(high)?);
        Ok(Ratio { middle: self.ratio_of(middle)?, low: one.min(other), high: one.max(other) })
    }
}

fn positive(ratio: f64) -> Result<f64, Impossible> {
    if ratio > 0.0 { Ok(ratio) } else { Err(Impossible::RatioNotPositive) }
}

fn ratio_of_risks(without: f64, with: f64) -> Result<f64, Impossible> {
    if with > 0.0 && with < 1.0 {
        Ok((1.0 - with).ln() / (1.0 - without).ln())
    } else {
        Err(Impossible::Risk { without, with })
    }
}
