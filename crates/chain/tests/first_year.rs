//! The first projected year against the last published one, over all England: what comes in and goes out of care.

use chain::Country;
use futures::{Measure, Settings, Uncertainty, project};
use reference::Measure as Published;
use units::Position;

#[test]
fn starts_and_ends_of_care_in_the_first_year_are_those_last_published() {
    let country = Country::today();
    let settings = Settings {
        years: 1,
        draws: 10,
        seed: 5,
        uncertainty: Uncertainty::CHANCE_ONLY,
        ..Settings::default()
    };
    let (mut said, mut published) = ([0.0; 2], [0.0; 2]);
    for area in country.reference.authorities() {
        let Ok(rates) = country.rates(area) else { continue };
        let value = |m| country.reference.value(area.code, m, "", Country::BASE_YEAR);
        let (Some(started), Some(ceased)) = (value(Published::ClaStarted), value(Published::ClaCeased))
        else {
            continue;
        };
        published[0] += started;
        published[1] += ceased;
        let flows = project(&rates, &settings);
        for step in flows.steps() {
            let count = flows.mean(0, Measure::Steps(*step));
            if step.to.is_within(Position::LookedAfter) {
                said[0] += count;
            } else if step.from.is_within(Position::LookedAfter) {
                said[1] += count;
            }
        }
        said[1] += flows.mean(0, Measure::AgedOut(Position::LookedAfter));
    }
    let off = [0, 1].map(|i| said[i] / published[i] - 1.0);
    println!("starts {:+.1}%, ends {:+.1}% against the last published year", off[0] * 100.0, off[1] * 100.0);
    assert!(off[0].abs() < 0.02, "starts {:?}", off[0]);
    // Ends run about 6% short. A fifth of that is Kent, whose last year had the most arrivals and transfers of unaccompanied
    // children: years before it count too. For the rest, looked-after children of 16 and 17 are really more often 17 than the even spread
    // over the band says, so some 18th birthdays come late (docs/futures.md, limits).
    assert!((-0.075..0.02).contains(&off[1]), "ends {:?}", off[1]);
}
