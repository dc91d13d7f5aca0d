//! The scenario a new user starts from.

use plan::Raw;

use crate::{Baseline, Country};
use units::Position;

/// An example service, sized to the authority, to be edited.
///
/// Its effect is made up, and says so: it stands where the authority's own evidence goes.
pub fn example_scenario(baseline: &Baseline) -> Raw {
    let in_need = baseline.rates.stock(Position::InNeed).map_or(400.0, |s| s.total());
    let places = ((in_need * 0.08 / 10.0).round() * 10.0).max(10.0);
    let start = format!("{}-04-01", baseline.rates.base_year + 2);
    let price_year = Country::PRICE_YEAR.to_string();
    let places = format!("{places:.0}");
    let pairs = [
        ("service.name", "Family support team"),
        ("service.position", "in need"),
        ("service.age_from", "5"),
        ("service.age_to", "15"),
        ("service.places", &places),
        ("service.start", &start),
        ("service.ramp_up", "6 months"),
        ("service.stay", "6 months"),
        ("service.reach", "60%"),
        ("service.fade_out", "12 months"),
        ("effect.steps", "in need -> protection plan"),
        ("effect.steps", "in need -> looked after"),
        ("effect.ratio", "0.8"),
        ("effect.low", "0.67"),
        ("effect.high", "0.95"),
        ("effect.evidence", ""),
        ("cost.place_year", "£6,500"),
        ("cost.set_up", "£50,000"),
        ("cost.price_year", &price_year),
        ("payer.1.agency", "Local authority"),
        ("payer.1.share", "100%"),
    ];
    Raw {
        file: "example scenario".to_string(),
        pairs: pairs.into_iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
    }
}
