//! Why care ends, from published reasons, on real authorities.

use rates::published::{National, from_published};
use rates::{EndReasons, Rates};
use reference::{Measure, Reference};
use units::CareEnd;

fn rates_of(names: &[&str]) -> Vec<Rates> {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    let of = |name: &&str| {
        from_published(reference, &national, reference.find(name).expect("an authority").code).expect("rates")
    };
    names.iter().map(of).collect()
}

fn reasons(rates: &Rates) -> &EndReasons {
    rates.end_reasons.as_ref().expect("reasons")
}

#[test]
fn reasons_are_those_of_the_ages_that_they_are_possible_at() {
    for rates in rates_of(&["Kent", "Croydon", "Hartlepool", "Rutland"]) {
        for age in 0..EndReasons::AGES {
            let shares = reasons(&rates).shares(age);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let share = |reason: CareEnd| shares[reason.index()];
            assert_eq!(share(CareEnd::ReturnedHome), 0.0);
            assert_eq!(share(CareEnd::Adopted) > 0.0, age < 3, "age {age}");
            assert_eq!(share(CareEnd::Independent) > 0.0, age >= 4, "age {age}");
            assert_eq!(share(CareEnd::SpecialGuardianship) > 0.0, age < 5, "age {age}");
        }
        // Most who leave care at 1 to 4 otherwise than home are adopted or go to special guardians.
        let [_, young, ..] = [0, 1].map(|age| reasons(&rates).shares(age));
        let permanent = young[CareEnd::Adopted.index()] + young[CareEnd::SpecialGuardianship.index()];
        assert!(permanent > 0.5, "{permanent}");
    }
}

#[test]
fn an_authority_has_its_own_reasons_and_kents_transfers_are_not_among_them() {
    let [kent, hartlepool] = &rates_of(&["Kent", "Hartlepool"])[..] else { panic!("two") };
    let count = |rates: &Rates, reason: CareEnd| -> f64 {
        reasons(rates).ends.iter().map(|age| age[reason.index()]).sum()
    };
    // Years count 0.8 of the next from 2021 on, so that five years are some three and a half; England's ends are added.
    let adopted = Reference::embedded()
        .value(Reference::embedded().find("Kent").expect("an authority").code, Measure::ClaAdopted, "", 2025)
        .expect("published");
    let a_year = count(kent, CareEnd::Adopted) / 3.36;
    assert!((a_year / adopted - 1.0).abs() < 0.35, "{a_year} beside {adopted}");
    // 2,343 children left Kent's care for another authority's in 2025: they are the stream's.
    assert!(count(kent, CareEnd::AnotherAuthority) < 400.0, "{}", count(kent, CareEnd::AnotherAuthority));
    let guardians =
        |rates: &Rates| count(rates, CareEnd::SpecialGuardianship) / count(rates, CareEnd::Adopted);
    assert!(guardians(hartlepool) > 1.5 * guardians(kent), "{} {}", guardians(hartlepool), guardians(kent));
}
