//! The pages of journeys, for a made-up authority of 300 children.

mod made_up;

use std::sync::OnceLock;

use chain::{Country, journey_prices, own_rates};
use journeys::Precedence;
use journeys::group::{Disclosure, Study};
use pages::journey_pages::{Around, Asked, Choices, before_care, child, cost, overview, rates, services};
use pages::layout::Page;
use plan::Plan;
use returns::{Input, read, record::join};

fn country() -> &'static Country {
    static COUNTRY: OnceLock<Country> = OnceLock::new();
    COUNTRY.get_or_init(Country::today)
}

fn study() -> &'static Study {
    static STUDY: OnceLock<Study> = OnceLock::new();
    STUDY.get_or_init(|| {
        let file = made_up::events(300).into_bytes();
        let reading = read(&[Input::of_bytes("events.csv", file)], &|_| {});
        let area = country().find("Hartlepool").expect("an authority");
        let prices = journey_prices(country().reference, area, &Plan::of(&area.name));
        Study::new(join(&reading).0, Precedence::Standard, prices)
    })
}

/// A page for a query, and the errors of the query.
fn show(query: &[(&str, &str)], disclosure: Disclosure, make: impl FnOnce(&Around<'_>) -> Page) -> String {
    let pairs: Vec<(String, String)> =
        query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let choices = Choices::of(study(), disclosure);
    let asked = Asked::read(&pairs, &choices, &[child::FIELD, child::PAGE]);
    let group = study().choose(&asked.filter);
    let area = country().find("Hartlepool").expect("an authority");
    let around = Around {
        area,
        name: &area.name,
        made_up: true,
        study: study(),
        disclosure,
        choices: &choices,
        asked: &asked,
        group: &group,
    };
    make(&around).render().into_string()
}

type Make = fn(&Around<'_>) -> Page;

fn own(around: &Around<'_>) -> Page {
    let own = own_rates(country(), around.area, &Plan::of(&around.area.name), &around.study.record);
    rates::rates(around, own.as_ref())
}

const PAGES: [(&str, Make); 5] = [
    ("overview", overview::overview),
    ("before care", before_care::before_care),
    ("services", services::services),
    ("cost", cost::cost),
    ("rates", own),
];

#[test]
fn every_page_draws_finite_charts_under_a_title_for_every_choice() {
    let choices: [&[(&str, &str)]; 6] = [
        &[],
        &[("age", "10 to 15")],
        &[("ward", "Ward 1"), ("need", "N1")],
        &[("now", "looked after"), ("from", "2019-20"), ("to", "2019-20")],
        &[("reached", "protection plan"), ("first_known", "2020-21")],
        &[("now", "care leaver")],
    ];
    for (name, make) in PAGES {
        for query in choices {
            for disclosure in [Disclosure::Public, Disclosure::Inside] {
                let page = show(query, disclosure, make);
                assert_eq!(page.matches("<h1").count(), 1, "{name} {query:?}");
                assert!(!page.contains("NaN") && !page.contains("style="), "{name} {query:?}");
                let held = match disclosure {
                    Disclosure::Public => "Small numbers are withheld.",
                    Disclosure::Inside => "Nothing is withheld.",
                };
                assert!(page.contains(held), "{name} {query:?} says who looks");
            }
        }
    }
}

#[test]
fn what_cannot_be_chosen_is_named_with_what_can() {
    for (query, message) in [
        (("age", "six"), "“six” is not among the choices: Under 1, 1 to 4, 5 to 9, 10 to 15, 16 and 17"),
        (("now", "<b>"), "“&lt;b&gt;” is not among the choices: not known, early help"),
        (("colour", "red"), "“colour” is nothing to choose children by; there are: age, need, ward"),
        (("to", "1999-00"), "“1999-00” is not among the choices: 2019-20, 2020-21"),
    ] {
        for (name, make) in &PAGES[..4] {
            let page = show(&[query], Disclosure::Public, make);
            assert!(page.contains(message), "{name} {query:?}: {page}");
            assert!(
                page.contains("These children cannot be chosen") && !page.contains("role=\"img\""),
                "{name}"
            );
        }
    }
    let backwards = show(&[("from", "2022-23"), ("to", "2020-21")], Disclosure::Public, overview::overview);
    assert!(backwards.contains("the first year must not be after the last"));
}

#[test]
fn a_group_of_three_can_be_looked_at_inside_only() {
    let inside = show(&[("ward", "Tiny")], Disclosure::Inside, overview::overview);
    assert!(inside.contains("Of the 3 children chosen"), "{inside}");
    let public = show(&[("ward", "Tiny")], Disclosure::Public, overview::overview);
    assert!(public.contains("These children cannot be chosen"), "a ward of three is not among the choices");
    assert!(!public.contains("<option value=\"Tiny\""));
    let few = show(&[("ward", "Ward 2"), ("now", "care leaver")], Disclosure::Public, overview::overview);
    assert!(few.contains("No children meet this choice") || few.contains("Too few children"));
}

/// Everything between a figure's drawing and its end, for the figure of an id.
fn figure<'a>(page: &'a str, id: &str) -> &'a str {
    let from = page.find(&format!("<figure class=\"hw-chart\" id=\"{id}\"")).expect("the figure");
    let end = page[from..].find("</figure>").expect("its end");
    &page[from..from + end]
}

/// The words of a drawing that begin with a number, as numbers.
fn numbers(figure: &str) -> Vec<u32> {
    let words = figure.split("<text").skip(1).filter_map(|t| t.split('>').nth(1)?.split('<').next());
    words.filter_map(|w| w.split([' ', ',']).next()?.parse().ok()).collect()
}

/// The whole numbers in the cells of a figure's tables.
fn cells(figure: &str) -> Vec<u32> {
    let cells = figure.split("govuk-table__cell--numeric\">").skip(1);
    cells.filter_map(|c| c.split('<').next()?.parse().ok()).collect()
}

#[test]
fn charts_in_public_are_drawn_from_rounded_figures() {
    let ward: &[(&str, &str)] = &[("ward", "Ward 3")];
    let public = show(ward, Disclosure::Public, overview::overview);
    let inside = show(ward, Disclosure::Inside, overview::overview);
    let rounded = numbers(figure(&public, "flow"));
    assert!(rounded.len() > 4 && rounded.iter().all(|n| n % 5 == 0), "{rounded:?}");
    assert!(numbers(figure(&inside, "flow")).iter().any(|n| n % 5 != 0));
    let counts = |disclosure| cells(figure(&show(&[], disclosure, overview::overview), "positions-now"));
    let (rounded, exact) = (counts(Disclosure::Public), counts(Disclosure::Inside));
    assert!(!rounded.is_empty() && rounded.iter().all(|n| n % 5 == 0), "{rounded:?}");
    assert!(exact.iter().any(|n| n % 5 != 0), "{exact:?}");
    assert!(figure(&public, "flow").contains("withheld"), "a rare step is there without its number");
    for (name, make) in PAGES.iter().filter(|(name, _)| *name != "cost") {
        let page = show(&[], Disclosure::Public, make);
        let cells = page.split("govuk-table__cell--numeric\">").skip(1).filter_map(|c| c.split('<').next());
        for money in cells.filter(|c| c.starts_with('£')) {
            assert!(money == "£0" || money.ends_with(",000"), "{name}: {money}");
        }
    }
}

#[test]
fn one_child_is_found_by_code_and_by_id() {
    let codes = study().codes(&journeys::CodeKey::of_secret(b"a key for tests alone").unwrap());
    let one = |typed: &str| {
        show(&[(child::FIELD, typed)], Disclosure::Inside, |around| {
            let found = child::find(around, &codes, typed);
            child::child(around, child::Wanted { typed, found, page: 1, codes: &codes })
        })
    };
    let by_id = one("100042");
    let place = study().record.children.iter().position(|c| c.id == "100042").expect("a child");
    let by_code = one(&codes[place]);
    for page in [&by_id, &by_code] {
        assert!(page.contains(&format!("Child {}", codes[place])));
        assert!(page.contains("id=\"timeline\"") && page.contains("role=\"img\""));
    }
    let unknown = one("nobody");
    assert!(
        unknown.contains("neither a code nor an id of the record") && unknown.contains("value=\"nobody\"")
    );
    assert!(one("").contains("Which child’s journey do you want to see?"));
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    for (name, make) in PAGES {
        assert!(show(&[], Disclosure::Inside, make) == show(&[], Disclosure::Inside, make), "{name}");
    }
}
