//! State of the server for tests: one country for all of them.

use std::sync::{Arc, OnceLock};

use chain::Country;
use server::State;

/// The country, built once.
pub fn country() -> Arc<Country> {
    static COUNTRY: OnceLock<Arc<Country>> = OnceLock::new();
    COUNTRY.get_or_init(|| Arc::new(Country::today())).clone()
}

/// State without a plan folder and with nothing computed.
pub fn state() -> State {
    State::new(country(), None)
}
