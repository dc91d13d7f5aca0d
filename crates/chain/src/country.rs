//! What is made ready once for all authorities.

use rates::Rates;
use rates::published::{National, Unidentified, from_published, from_published_together};
use reference::{Area, Reference, UnknownArea};
use units::FinancialYear;

/// The published figures and what all authorities together show.
#[derive(Debug)]
pub struct Country {
    /// Published figures.
    pub reference: &'static Reference,
    /// National evidence at the base year.
    pub national: National,
}

impl Country {
    /// Reporting year of the last published figures: projections start on 31 March of this year.
    pub const BASE_YEAR: u16 = 2025;

    /// Prices of every ledger: those of the last published unit costs.
    pub const PRICE_YEAR: FinancialYear = FinancialYear(2024);

    /// The country at the last published figures.
    pub fn today() -> Country {
        let reference = Reference::embedded();
        Country { reference, national: National::as_published(reference, Self::BASE_YEAR, National::WINDOW) }
    }

    /// Finds an authority by name or code.
    ///
    /// **Errors**: an unknown name, with suggestions; a region or England, which have no services of their own.
    pub fn find(&self, text: &str) -> Result<&'static Area, UnknownArea> {
        self.reference.find(text)
    }

    /// Rates of an authority from published aggregates.
    ///
    /// **Errors**: too few published figures.
    pub fn rates(&self, area: &Area) -> Result<Rates, Unidentified> {
        from_published(self.reference, &self.national, area.code)
    }

    /// As [`Country::rates`], with unaccompanied children among all who are looked after, as records of single children
    /// have them.
    ///
    /// **Errors**: too few published figures.
    pub fn rates_together(&self, area: &Area) -> Result<Rates, Unidentified> {
        from_published_together(self.reference, &self.national, area.code)
    }
}
