//! Discounting by the Treasury Green Book.

/// One stretch of a discount schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Last year to which the rate applies; `None` for ever after.
    pub until_year: Option<u32>,
    /// Real rate a year: 0.035 is 3.5%.
    pub rate: f64,
}

/// A declining schedule of real discount rates, kept as data because it is under review.
///
/// **Source**: HM Treasury, The Green Book, social time preference rate, standard schedule: 3.5% for years
/// 0 to 30, 3.0% to 75, 2.5% to 125, 2.0% to 200, 1.5% to 300, 1.0% beyond.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Name for pages and results.
    pub name: String,
    /// Stretches in order of years.
    pub terms: Vec<Term>,
}

impl Schedule {
    /// The standard Green Book schedule.
    pub fn green_book() -> Schedule {
        let term = |until_year, rate| Term { until_year, rate };
        Schedule {
            name: "Green Book standard, 3.5% a year for the first 30 years".to_string(),
            terms: vec![
                term(Some(30), 0.035),
                term(Some(75), 0.03),
                term(Some(125), 0.025),
                term(Some(200), 0.02),
                term(Some(300), 0.015),
                term(None, 0.01),
            ],
        }
    }

    /// No discounting.
    pub fn none() -> Schedule {
        Schedule { name: "not discounted".to_string(), terms: vec![Term { until_year: None, rate: 0.0 }] }
    }

    fn rate(&self, year: u32) -> f64 {
        self.terms.iter().find(|t| t.until_year.is_none_or(|until| year <= until)).map_or(0.0, |t| t.rate)
    }

    /// Value today of a real pound in year `year`; 1 for year 0.
    ///
    /// The product of `1 / (1 + rate)` over the years passed, so a later, lower rate never reaches back.
    pub fn factor(&self, year: u32) -> f64 {
        (1..=year).map(|y| 1.0 / (1.0 + self.rate(y))).product()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Factors computed from the schedule independently, and equal to those of the R package greenbook.
    #[test]
    fn factors_equal_the_published_schedule() {
        let schedule = Schedule::green_book();
        for (year, factor) in [
            (0, 1.0),
            (1, 0.966_183_57),
            (5, 0.841_973_17),
            (10, 0.708_918_81),
            (20, 0.502_565_88),
            (30, 0.356_278_41),
            (31, 0.345_901_37),
            (50, 0.197_262_72),
            (75, 0.094_213_77),
            (76, 0.091_915_88),
            (125, 0.027_410_76),
            (200, 0.006_207_38),
        ] {
            assert!((schedule.factor(year) - factor).abs() < 5e-9, "year {year}");
        }
        let annuity: f64 = (1..=10).map(|y| schedule.factor(y)).sum();
        assert!((annuity - 8.316_605_32).abs() < 1e-8);
    }
}
