//! Which rates stand behind what lies ahead and behind scenarios, with and without returns.

mod country;
#[path = "country/loading.rs"]
mod loading;
#[path = "../../pages/tests/made_up/mod.rs"]
mod made_up;

use std::time::{Duration, Instant};

use axum::http::{StatusCode, header};
use chain::{Baseline, own_rates, report};
use country::{country, state};
use loading::{HERE, INSIDE, get, loaded, post, settled, text, upload};
use plan::Plan;
use returns::{Input, read, record::join};
use server::State;

const AHEAD: &str = "/authority/805/ahead";
const PROJECTION: &str = "/authority/805/tables/projection.json";
const SCENARIO: &str = "service.name=Team&service.position=in+need&service.age_from=5&service.age_to=15\
    &service.places=20&service.start=2027-04-01&service.ramp_up=6+months&service.stay=6+months&service.reach=60%25\
    &service.fade_out=12+months&effect.steps=in+need+-%3E+protection+plan&effect.ratio=0.8&effect.low=0.67\
    &effect.high=0.95&cost.place_year=%C2%A36%2C500&cost.price_year=2024-25";

async fn page(state: &State, path: &str) -> String {
    let start = Instant::now();
    loop {
        let page = text(get(state, path, "").await).await;
        if !page.contains("being computed") {
            return page;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{path} is not computed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What the command line prints for the same file: `headwater project` asks the same functions.
fn projected(children: u32) -> String {
    let file = made_up::events(children).into_bytes();
    let (record, _) = join(&read(&[Input::of_bytes("events.csv", file)], &|_| {}));
    let country = country();
    let area = country.find("Hartlepool").expect("an authority");
    let plan = Plan::of(&area.name);
    let own = own_rates(&country, area, &plan, &record).expect("whole years");
    tables::to_json(&report::projection(&Baseline::of_rates(&country, area, &plan, own.own)))
}

#[tokio::test]
async fn own_rates_stand_behind_the_figures_by_default_and_published_ones_on_demand() {
    let (bare, state) = (state(), loaded(300).await);
    let own = page(&state, AHEAD).await;
    assert_eq!(
        own,
        text(get(&state, AHEAD, INSIDE).await).await,
        "members and partners see what those inside see"
    );
    assert!(own.contains("Rates counted from your returns, 2022 to 2024."));
    assert!(own.contains("href=\"/authority/805/ahead?rates=published\""));
    assert!(own.contains("own returns, to 31 March 2024") && own.contains(">Own records<"));
    assert!(!own.contains(">Published<"), "no published figure stands in a chart of own ones");
    let published = page(&state, &format!("{AHEAD}?rates=published")).await;
    assert!(
        published.contains("Published rates.") && published.contains("Use rates counted from your returns")
    );
    assert!(published.contains("href=\"/authority/805/what-if?rates=published\""), "the choice goes on");
    assert!(published.contains("href=\"/authority/805/ahead\""), "and can be taken back");

    let file = get(&state, PROJECTION, "").await;
    let name = file.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
    assert_eq!(name, "attachment; filename=\"hartlepool-own-rates-projection.json\"");
    let own = text(file).await;
    assert_eq!(own, projected(300));
    assert!(own.contains("the authority's own records to 31 March 2024"));
    let published = text(get(&state, &format!("{PROJECTION}?rates=published"), "").await).await;
    assert!(published.contains("published figures to 31 March 2025"));
    assert_eq!(published, text(get(&bare, PROJECTION, "").await).await);
}

#[tokio::test]
async fn a_scenario_stands_on_the_same_rates_as_its_baseline() {
    let state = loaded(300).await;
    for (choice, says) in [("", "Rates counted from your returns"), ("&rates=published", "Published rates.")]
    {
        for tab in ["what-if", "who-pays"] {
            let page = page(&state, &format!("/authority/805/{tab}?{SCENARIO}{choice}")).await;
            assert!(page.contains(says) && page.contains("Team would"), "{tab}{choice}");
            let keeps = page.contains("<input type=\"hidden\" name=\"rates\" value=\"published\">");
            assert_eq!(keeps, tab == "what-if" && !choice.is_empty(), "{tab}{choice}");
        }
        let source =
            text(get(&state, &format!("/authority/805/tables/ledger.json?{SCENARIO}{choice}"), "").await)
                .await;
        assert_eq!(source.contains("own records"), choice.is_empty(), "{source}");
    }
}

#[tokio::test]
async fn no_answer_outlives_the_returns_it_rests_on() {
    let state = loaded(300).await;
    let first = text(get(&state, PROJECTION, "").await).await;
    upload(&state, "805", &[("events.csv", &made_up::events(200))]).await;
    settled(&state).await;
    let second = text(get(&state, PROJECTION, "").await).await;
    assert_eq!((first == second, second), (false, projected(200)));
    let form = "application/x-www-form-urlencoded";
    post(&state, "/data/remove", HERE, form, String::new()).await;
    let third = text(get(&state, PROJECTION, "").await).await;
    assert!(third.contains("published figures to 31 March 2025"));
    let asked = page(&state, &format!("{AHEAD}?rates=returns")).await;
    assert!(asked.contains("No returns of Hartlepool are loaded."));
}

#[tokio::test]
async fn returns_that_carry_no_rates_and_other_authorities_leave_published_ones() {
    let state = state();
    let short = "child,event,start,born\r\n1,contact,2024-05-01,2015-01-01\r\n";
    upload(&state, "805", &[("events.csv", short)]).await;
    settled(&state).await;
    let page_of = page(&state, AHEAD).await;
    assert!(
        page_of.contains("None can be counted from your returns: the returns cover no whole year"),
        "{page_of}"
    );
    let other = page(&state, "/authority/857/ahead").await;
    assert!(other.contains("Published rates.") && !other.contains("None can be counted"));
}

#[tokio::test]
async fn rates_that_are_none_are_refused_with_those_there_are() {
    let state = state();
    for (query, says) in [
        ("rates=guessed", "rates: “guessed” is not among the choices: returns or published"),
        ("rates=returns&rates=published", "rates: asked for more than once"),
        ("colour=red", "“colour” is nothing that this page knows"),
    ] {
        let answer = get(&state, &format!("{AHEAD}?{query}"), "").await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
        assert!(text(answer).await.contains(says), "{query}");
    }
    let table = get(&state, &format!("{PROJECTION}?rates=guessed"), "").await;
    assert_eq!(table.status(), StatusCode::BAD_REQUEST);
}
