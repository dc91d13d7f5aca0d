//! The pages and files of an authority, called without a network. Rutland is the smallest, so the quickest.

#[path = "country/asking.rs"]
mod asking;
mod country;

use asking::{folder, get, header_of, ready, text};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use country::{country, state};
use plan::{Plan, Raw};
use server::{PlanFolder, State, router};
use tower::ServiceExt;

const SCENARIO: &str = "service.name=Family+support+team&service.position=in+need&service.age_from=5\
    &service.age_to=15&service.places=20&service.start=2027-04-01&service.ramp_up=6+months&service.stay=6+months\
    &service.reach=60%25&service.fade_out=12+months&effect.steps=in+need+-%3E+protection+plan&effect.ratio=0.8\
    &effect.low=0.67&effect.high=0.95&cost.place_year=%C2%A36%2C500&cost.price_year=2024-25";

#[tokio::test]
async fn choosing_leads_to_the_authority_or_says_what_is_wrong() {
    let state = state();
    for asked in ["Rutland", "857", "E06000017"] {
        let response = get(&state, &format!("/choose?authority={asked}")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(header_of(&response, header::LOCATION), "/authority/857/where");
    }
    let unknown = text(get(&state, "/choose?authority=Hartlepol").await).await;
    assert!(unknown.contains("govuk-error-summary") && unknown.contains("/authority/805/where"));
    for refused in ["/choose", "/choose?authority=", "/choose?authority=England"] {
        let response = get(&state, refused).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{refused}");
        assert!(text(response).await.contains("govuk-error-summary"), "{refused}");
    }
}

#[tokio::test]
async fn unknown_authorities_and_tables_are_pages() {
    let state = state();
    for path in [
        "/authority/999/where",
        "/authority/970/where",
        "/authority/abc/ahead",
        "/authority/999/what-if",
        "/authority/857/tables/other.csv",
        "/authority/857/tables/levels.pdf",
        "/authority/857/tables/all.csv",
    ] {
        let response = get(&state, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(response).await.contains("Page not found"), "{path}");
    }
}

#[tokio::test]
async fn too_few_figures_are_named() {
    let state = state();
    for tab in ["ahead", "what-if", "who-pays"] {
        let response = get(&state, &format!("/authority/420/{tab}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(text(response).await.contains("Too few figures are published to project Isles of Scilly"));
    }
    let page = text(get(&state, "/authority/420/where").await).await;
    assert!(page.contains("What if"));
    assert!(page.contains("Open Government Licence"), "every page names its sources");
}

#[tokio::test]
async fn pages_say_what_they_found_and_how_long_they_took() {
    let state = state();
    let response = get(&state, "/authority/857/where").await;
    assert!(header_of(&response, header::HeaderName::from_static("server-timing")).starts_with("app;dur="));
    assert!(text(response).await.contains("Rutland looks after 1 child in "));
    let ahead = ready(&state, "/authority/857/ahead").await;
    assert!(ahead.contains("If nothing changes, Rutland will look after about "));
    assert!(ahead.contains("200 draws, seed 1"));
    let start = text(get(&state, "/authority/857/who-pays").await).await;
    assert!(start.contains("Describe a service"));
}

#[tokio::test]
async fn a_scenario_is_computed_and_its_tables_are_files() {
    let state = state();
    let page = ready(&state, &format!("/authority/857/what-if?{SCENARIO}")).await;
    assert!(page.contains("<h1 class=\"govuk-heading-l\">Family support team would "));
    let page = ready(&state, &format!("/authority/857/who-pays?{SCENARIO}")).await;
    assert!(page.contains("Cash released") && page.contains("Cost avoided"));
    for (id, first) in
        [("ledger", "Agency,Value,Year"), ("levels", "Level,Year"), ("projection", "Position,Date")]
    {
        let response = get(&state, &format!("/authority/857/tables/{id}.csv?{SCENARIO}")).await;
        assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/csv; charset=utf-8");
        let disposition = header_of(&response, header::CONTENT_DISPOSITION);
        assert_eq!(disposition, format!("attachment; filename=\"rutland-{id}.csv\""));
        assert!(text(response).await.trim_start_matches('\u{feff}').starts_with(first), "{id}");
    }
    let all = get(&state, &format!("/authority/857/tables/all.xlsx?{SCENARIO}")).await;
    assert_eq!(header_of(&all, header::CONTENT_DISPOSITION), "attachment; filename=\"rutland-tables.xlsx\"");
    let file = text(get(&state, &format!("/authority/857/scenario.toml?{SCENARIO}")).await).await;
    let raw = Raw::from_toml("x", &file).expect("TOML");
    assert_eq!(raw.get("cost.place_year"), "£6,500");
    let sources = get(&state, "/sources.csv").await;
    assert!(text(sources).await.contains("Publisher,Release"));
}

#[tokio::test]
async fn a_refused_scenario_keeps_what_was_typed() {
    let state = state();
    let bad = SCENARIO.replace("service.places=20", "service.places=tw%3Centy");
    let refused = get(&state, &format!("/authority/857/what-if?{bad}")).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let page = text(refused).await;
    assert!(page.contains("href=\"#service.places\""));
    assert!(page.contains("value=\"tw&lt;enty\""));
    assert!(!page.contains("id=\"differences\""));
    for path in ["who-pays", "tables/ledger.csv"] {
        let response = get(&state, &format!("/authority/857/{path}?{bad}")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert!(header_of(&response, header::LOCATION).starts_with("/authority/857/what-if?service.name="));
    }
}

async fn post(state: &State, path: &str, site: &str) -> Response<Body> {
    post_from(state, path, site, "127.0.0.1:8080", "http://127.0.0.1:8080").await
}

async fn post_from(state: &State, path: &str, site: &str, host: &str, origin: &str) -> Response<Body> {
    let request = Request::post(path)
        .header(header::HOST, host)
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", site)
        .body(Body::from(SCENARIO))
        .expect("request");
    router(state.clone()).oneshot(request).await.expect("answer")
}

#[tokio::test]
async fn scenarios_are_saved_in_the_plan_folder_and_never_over_another() {
    let directory = folder("save");
    let area = country().find("Rutland").expect("Rutland").clone();
    let plan = Plan { horizon_years: 3, draws: 20, ..Plan::of("Rutland") };
    let folder =
        PlanFolder { name: "Our plan".into(), directory: directory.clone(), area, plan, scenarios: vec![] };
    let state = State::new(country(), Some(folder));
    assert!(text(get(&state, "/").await).await.contains("Our plan, Rutland"));
    for name in ["family-support-team.toml", "family-support-team-2.toml"] {
        let response = post(&state, "/authority/857/save", "same-origin").await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert!(header_of(&response, header::LOCATION).ends_with(&format!("&saved={name}")));
        let text = std::fs::read_to_string(directory.join("scenarios").join(name)).expect("a file");
        assert_eq!(Raw::from_toml(name, &text).expect("TOML").get("service.places"), "20");
    }
    let page = text(get(&state, "/authority/857/what-if").await).await;
    assert!(page.contains("family-support-team-2.toml"));
    assert_eq!(post(&state, "/authority/857/save", "cross-site").await.status(), StatusCode::FORBIDDEN);
    for (host, origin) in [
        ("127.0.0.1:8080", "http://elsewhere.example"),
        ("127.0.0.1:8080", "null"),
        ("elsewhere.example", "http://elsewhere.example"),
    ] {
        let answer = post_from(&state, "/authority/857/save", "same-origin", host, origin).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{host} {origin}");
    }
    assert_eq!(post(&state, "/authority/805/save", "same-origin").await.status(), StatusCode::NOT_FOUND);
    std::fs::remove_dir_all(&directory).expect("the folder is removed");
}
