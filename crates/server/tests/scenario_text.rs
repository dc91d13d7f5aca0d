//! Scenarios as text: worked ones, those that are written, and those of a plan folder.

#[path = "country/asking.rs"]
mod asking;
mod country;

use asking::{folder, get, header_of, ready, text};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use chain::WORKED;
use country::{country, state};
use plan::Plan;
use server::{PlanFolder, State, router};
use tower::ServiceExt;

const WHAT_IF: &str = "/authority/857/what-if";

/// A small text with a comment, for Rutland.
const TEXT: &str = "# Why we ask.\nversion = 2\nname = \"Small team\"\n\n[[service]]\nname = \"Small team\"\n\
    positions = [\"in need\"]\nages = \"5 to 15\"\nplaces = 12 # one worker\nstart = \"April 2027\"\n\
    stay = \"6 months\"\nreach = \"60%\"\n\n  [[service.effect]]\n  steps = [\"in need -> looked after\"]\n  \
    rate_ratio = 0.7\n  low = 0.5\n  high = 0.9\n  evidence = \"a trial\"\n\n  [service.cost]\n  \
    place_year = \"£6,500\"\n  price_year = \"2024-25\"\n";

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

async fn post(state: &State, path: &str, body: String) -> Response<Body> {
    let request = Request::post(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .expect("request");
    router(state.clone()).oneshot(request).await.expect("answer")
}

/// State for Rutland with few draws, so that each run is quick, and with scenarios in a folder of the test's own.
fn small(name: &str, scenarios: &[(&str, &str)]) -> (State, std::path::PathBuf) {
    let directory = folder(name);
    let area = country().find("Rutland").expect("Rutland").clone();
    let plan = Plan { draws: 40, ..Plan::of("Rutland") };
    let scenarios = scenarios.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
    let folder = PlanFolder { name: "Plan".into(), directory: directory.clone(), area, plan, scenarios };
    (State::new(country(), Some(folder)), directory)
}

#[tokio::test]
async fn the_start_page_offers_every_worked_scenario_a_form_and_a_text() {
    let page = text(get(&state(), WHAT_IF).await).await;
    for worked in WORKED {
        assert!(page.contains(&format!("what-if?worked={}", worked.name)), "{}", worked.name);
    }
    assert!(page.contains("What a saving of £5.8m a year brings later"), "each says what it is about");
    assert!(page.contains("id=\"service.places\""), "the form");
    assert!(page.contains("<textarea") && page.contains("version = 2"), "the example as text of version 2");
    assert!(page.contains("href=\"/scenario-keys\""));
}

#[tokio::test]
async fn every_worked_scenario_runs_for_an_authority() {
    let (state, directory) = small("worked", &[]);
    for worked in WORKED {
        let page = ready(&state, &format!("{WHAT_IF}?worked={}", worked.name)).await;
        assert!(page.contains("id=\"differences\""), "{}", worked.name);
        assert!(page.contains("draws are "), "{} says whether its draws are enough", worked.name);
        assert!(page.contains("Rests on: "), "{}", worked.name);
        let pays = ready(&state, &format!("/authority/857/who-pays?worked={}", worked.name)).await;
        assert!(
            pays.contains("pay back for Rutland") || pays.contains("pay back in cash"),
            "{}",
            worked.name
        );
    }
    let cut = ready(&state, &format!("{WHAT_IF}?worked=cut-early-help")).await;
    for says in ["Places closed", "Families affected", "Twin track", "£19,300,000", "Statutory services"] {
        assert!(cut.contains(says), "{says}");
    }
    let unknown = get(&state, &format!("{WHAT_IF}?worked=other")).await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
    let unknown = text(unknown).await;
    assert!(unknown.contains("href=\"#worked\"") && unknown.contains("expected one of stockport-merger"));
    std::fs::remove_dir_all(&directory).expect("the folder is removed");
}

#[tokio::test]
async fn a_text_is_its_address_its_page_and_its_file() {
    let (state, directory) = small("text", &[]);
    let sent = escaped(&TEXT.replace('\n', "\r\n"));
    let answer = post(&state, WHAT_IF, format!("text={sent}")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let address = header_of(&answer, header::LOCATION);
    assert!(address.starts_with("/authority/857/what-if?text="));
    let page = ready(&state, &address).await;
    assert!(page.contains("Small team would "), "the title is the finding");
    assert!(page.contains("places = 12 # one worker"), "the text stays on the page");
    assert!(page.contains("How the services would be used") && page.contains("Rests on: a trial"));
    assert!(page.contains("What if it does nothing?"));
    let query = address.split_once('?').expect("a query").1;
    let file = get(&state, &format!("/authority/857/scenario.toml?{query}")).await;
    assert!(header_of(&file, header::CONTENT_DISPOSITION).contains("small-team.toml"));
    assert_eq!(text(file).await, TEXT);
    let services = text(get(&state, &format!("/authority/857/tables/services.csv?{query}")).await).await;
    assert!(services.contains("Small team,1 April 2027"), "{services}");
    let saved = post(&state, "/authority/857/save", query.to_owned()).await;
    assert!(header_of(&saved, header::LOCATION).ends_with("&saved=small-team.toml"));
    let kept = std::fs::read_to_string(directory.join("scenarios/small-team.toml")).expect("a file");
    assert_eq!(kept, TEXT, "comments are kept");
    let start = text(get(&state, WHAT_IF).await).await;
    assert!(start.contains(">small-team.toml</a>"));
    std::fs::remove_dir_all(&directory).expect("the folder is removed");
}

#[tokio::test]
async fn a_bad_text_names_key_value_and_what_was_expected_and_stays() {
    let state = state();
    let bad = TEXT.replace("places = 12", "places = \"a <dozen>\"").replace("ages =", "aegs =");
    let answer = get(&state, &format!("{WHAT_IF}?text={}", escaped(&bad))).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let page = text(answer).await;
    assert_eq!(page.matches("href=\"#text\"").count(), 2, "{page}");
    assert!(
        page.contains("service.1.places (Small team): “a &lt;dozen&gt;” was given, expected a whole number")
    );
    assert!(page.contains("aegs") && page.contains("# Why we ask."), "the text stays");
    assert!(!page.contains("id=\"differences\""));
    let broken = text(get(&state, &format!("{WHAT_IF}?text=version+%3D")).await).await;
    assert!(broken.contains("line 1, column"), "{broken}");
    let mixed = text(get(&state, &format!("{WHAT_IF}?worked=luton-hubs&service.places=3")).await).await;
    assert!(
        mixed.contains("nothing: worked holds the whole scenario"),
        "what else is given is not dropped unsaid"
    );
    let empty = post(&state, WHAT_IF, "text=++".to_owned()).await;
    assert_eq!(empty.status(), StatusCode::BAD_REQUEST);
    assert!(text(empty).await.contains("expected a scenario as text"));
    let long = post(&state, WHAT_IF, format!("text={}", "%23+a+comment".repeat(6_000))).await;
    assert_eq!(long.status(), StatusCode::BAD_REQUEST);
    let long = text(long).await;
    assert!(long.contains("short enough for an address") && long.contains("# a comment# a comment"));
}

#[tokio::test]
async fn a_service_bigger_than_its_need_is_warned_of_on_pages_and_in_files() {
    let (state, directory) = small("warned", &[]);
    let big = format!("text={}", escaped(&TEXT.replace("places = 12", "places = 1200")));
    let warning = "Small team is bigger than the need it serves: it has 1200 places, ";
    for tab in ["what-if", "who-pays"] {
        let page = ready(&state, &format!("/authority/857/{tab}?{big}")).await;
        assert_eq!(page.matches(warning).count(), 1, "{tab}");
    }
    let file = |name: &str| format!("/authority/857/tables/{name}?{big}");
    assert!(text(get(&state, &file("ledger.json")).await).await.contains(warning));
    let pays = ready(&state, &format!("/authority/857/who-pays?{big}")).await;
    assert!(pays.contains("From plan to ledger"));
    let steps = text(get(&state, &file("plan-to-ledger.csv")).await).await;
    assert!(steps.contains("2027-28,Spent by plan,77"), "{steps}");
    let cut = ready(&state, &format!("{WHAT_IF}?worked=cut-early-help")).await;
    assert!(
        cut.contains("Places closed and children not served, each year")
            && cut.contains("tables/cut-use.csv")
    );
    assert!(!cut.contains("tables/service-use.csv"), "it opens nothing");
    std::fs::remove_dir_all(&directory).expect("the folder is removed");
}

#[tokio::test]
async fn files_of_the_plan_folder_may_extend_each_other() {
    let larger = "extends = \"base.toml\"\nversion = 2\nname = \"Larger team\"\n[[service]]\nname = \"Small team\"\n\
        places = 20\n";
    let (state, directory) =
        small("extends", &[("base.toml", TEXT), ("broken.toml", "version = "), ("larger.toml", larger)]);
    let start = text(get(&state, WHAT_IF).await).await;
    let href = |file: &str| {
        let (before, _) = start.split_once(&format!("\">{file}</a>")).expect("a link");
        before.rsplit_once("href=\"").expect("an address").1.replace("&amp;", "&")
    };
    let page = ready(&state, &href("larger.toml")).await;
    assert!(page.contains("Larger team would ") && page.contains("extends = &quot;base.toml&quot;"));
    assert!(!page.contains("What if it does nothing?"), "its effects stand in another file");
    let broken = get(&state, &href("broken.toml")).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    // The folder is one authority's: elsewhere its files are not there.
    let elsewhere = get(&state, &href("larger.toml").replace("/857/", "/805/")).await;
    assert!(text(elsewhere).await.contains("a scenario file that is in the same folder"));
    std::fs::remove_dir_all(&directory).expect("the folder is removed");
}

#[tokio::test]
async fn the_page_of_keys_is_there() {
    let page = text(get(&state(), "/scenario-keys").await).await;
    assert!(page.contains("[[placement_change]]") && page.contains("risk_difference"));
}

#[tokio::test]
async fn a_form_beyond_the_limit_is_refused_by_a_page_that_names_it() {
    let (state, _) = small("beyond", &[]);
    let response = post(&state, WHAT_IF, format!("text={}", "a".repeat(5_000_000))).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(response).await;
    assert!(page.contains("<h1") && page.contains("at most 2 MB"), "{page}");
    let fields = post(&state, WHAT_IF, format!("service.name={}", "a".repeat(100_000))).await;
    assert_eq!(fields.status(), StatusCode::BAD_REQUEST);
    assert!(text(fields).await.contains("expected a scenario short enough for an address"));
    let fields = post(&state, WHAT_IF, "service.name=Team&service.places=12".to_owned()).await;
    assert_eq!(fields.status(), StatusCode::SEE_OTHER, "the form leads to the address of its scenario");
    assert!(header_of(&fields, header::LOCATION).contains("service.places=12"));
}

#[tokio::test]
async fn what_no_page_can_read_is_answered_by_a_page() {
    let (state, _) = small("unread", &[]);
    let request = Request::post(WHAT_IF)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .expect("request");
    let of_another_kind = router(state.clone()).oneshot(request).await.expect("answer");
    let request = Request::delete("/").body(Body::empty()).expect("request");
    let by_another_way = router(state.clone()).oneshot(request).await.expect("answer");
    for response in [of_another_kind, by_another_way] {
        assert!(response.status().is_client_error());
        assert!(text(response).await.contains("Expected: an address of a page of Headwater"));
    }
}
