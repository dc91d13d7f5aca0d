//! Loading returns, and the pages of journeys made of them, called without a network.

mod country;
#[path = "country/loading.rs"]
mod loading;
#[path = "../../pages/tests/made_up/mod.rs"]
mod made_up;

use std::sync::Arc;

use axum::http::{StatusCode, header};
use country::{country, state};
use loading::{HERE, INSIDE, get, loaded, post, settled, text, upload};
use returns::Input;
use server::{Example, State};

#[tokio::test]
async fn without_returns_every_page_says_which_files_bring_it() {
    let state = state();
    for path in
        ["/journeys", "/journeys/cost", "/journeys/child", "/journeys/tables/flow.csv", "/data/findings"]
    {
        let page = text(get(&state, path, INSIDE).await).await;
        assert!(page.contains("No returns are loaded") && page.contains("SSDA903"), "{path}");
    }
    let page = text(get(&state, "/data", "").await).await;
    assert!(page.contains("multipart/form-data") && page.contains("Nothing leaves this computer"));
    assert!(!page.contains("/data/example"), "nothing made up is on offer");
}

#[tokio::test]
async fn files_are_taken_read_shown_and_forgotten() {
    let state = loaded(300).await;
    let page = settled(&state).await;
    assert!(page.contains("1 file of Hartlepool speaks of "), "{page}");
    let journeys = text(get(&state, "/journeys", "").await).await;
    assert!(journeys.contains("children in the record") && journeys.contains("Small numbers are withheld."));
    let form = "application/x-www-form-urlencoded";
    let gone = post(&state, "/data/remove", HERE, form, String::new()).await;
    assert_eq!(gone.status(), StatusCode::SEE_OTHER);
    assert!(settled(&state).await.contains("No returns are loaded"));
}

#[tokio::test]
async fn what_is_wrong_with_an_upload_is_said() {
    let state = state();
    for (authority, files, message) in [
        ("", &[("a.csv", "x")][..], "Choose the authority whose returns these are"),
        ("999", &[("a.csv", "x")], "Choose the authority whose returns these are"),
        ("805", &[], "Choose one or more files"),
    ] {
        let response = upload(&state, authority, files).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert!(text(response).await.contains(message), "{authority}");
    }
    let broken =
        post(&state, "/data", HERE, "multipart/form-data; boundary=edge", "--edge\r\nx".into()).await;
    assert!(text(broken).await.contains("The files did not arrive whole"));
    let other = post(&state, "/data", HERE, "text/plain", "x".into()).await;
    assert_eq!(other.status(), StatusCode::BAD_REQUEST);
    let nonsense = upload(&state, "805", &[("holiday.txt", "no return at all")]).await;
    assert_eq!(nonsense.status(), StatusCode::SEE_OTHER);
    assert!(settled(&state).await.contains("1 file of Hartlepool is loaded, but it speaks of no days"));
}

#[tokio::test]
async fn other_sites_change_nothing() {
    let state = loaded(30).await;
    for path in ["/data", "/data/remove", "/data/inside", "/data/example"] {
        for origin in ["http://elsewhere.example", "null"] {
            let form = "application/x-www-form-urlencoded";
            let response = post(&state, path, origin, form, "inside=yes".into()).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {origin}");
            assert!(!response.headers().contains_key(header::SET_COOKIE));
        }
    }
    assert!(settled(&state).await.contains("Hartlepool"));
}

#[tokio::test]
async fn single_children_are_shown_inside_only() {
    let state = loaded(60).await;
    for path in
        ["/journeys/child", "/journeys/tables/spells.csv", "/journeys/tables/exposure.json", "/data/findings"]
    {
        let public = text(get(&state, path, "").await).await;
        assert!(public.contains("This is shown inside the authority only"), "{path}");
        assert!(!public.contains("100001"), "{path}");
        let inside = text(get(&state, path, INSIDE).await).await;
        assert!(!inside.contains("This is shown inside the authority only"), "{path}");
    }
    let form = "application/x-www-form-urlencoded";
    let stated = post(&state, "/data/inside", HERE, form, "inside=yes".into()).await;
    let cookie = stated.headers()[header::SET_COOKIE].to_str().expect("text");
    assert_eq!(cookie, "headwater-inside=yes; Path=/; HttpOnly; SameSite=Strict");
}

#[tokio::test]
async fn tables_are_files_for_the_same_choice_and_viewer() {
    let state = loaded(300).await;
    for id in [
        "journeys-summary",
        "flow",
        "flow-stocks",
        "pathways",
        "comebacks",
        "before-care",
        "before-strip",
        "missed-chances",
        "services",
        "cost-by-agency",
        "cost-spread",
        "costliest",
        "unit-costs",
        "what-changed",
        "stocks-changed",
    ] {
        for (kind, starts) in [("csv", "\u{feff}"), ("json", "{"), ("xlsx", "PK")] {
            let response = get(&state, &format!("/journeys/tables/{id}.{kind}?age=5+to+9"), "").await;
            assert_eq!(response.status(), StatusCode::OK, "{id}.{kind}");
            let name = response.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
            assert_eq!(name, format!("attachment; filename=\"hartlepool-{id}.{kind}\""));
            assert!(text(response).await.starts_with(starts), "{id}.{kind}");
        }
    }
    let few = text(get(&state, "/journeys/tables/journeys-summary.json?ward=Ward+4", "").await).await;
    assert!(few.contains("rounded to the nearest 5"));
    let all = text(get(&state, "/journeys/tables/journeys-summary.json?ward=Ward+4", INSIDE).await).await;
    assert!(all.contains("Unrounded"));
    let wrong = get(&state, "/journeys/tables/flow.csv?age=six", "").await;
    assert_eq!(wrong.headers()[header::LOCATION], "/journeys?age=six");
    for path in ["/journeys/tables/other.csv", "/journeys/tables/flow.pdf", "/journeys/tables/flow"] {
        assert_eq!(get(&state, path, INSIDE).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn findings_are_filtered_and_paged() {
    let state = loaded(60).await;
    let page = text(get(&state, "/data/findings", INSIDE).await).await;
    assert!(page.contains("1 row could not be used in full"), "{page}");
    let one = text(get(&state, "/data/findings?rule=event-date&text=2021-02-31", INSIDE).await).await;
    assert!(one.contains("Findings 1 to 1 of 1."), "{one}");
    let none = text(get(&state, "/data/findings?text=nothing+has+this", INSIDE).await).await;
    assert!(none.contains("No finding meets these filters."));
    let wrong = text(get(&state, "/data/findings?severity=grave&page=0", INSIDE).await).await;
    assert!(wrong.contains("“grave” is not among error, warning, repair, note"));
    assert!(wrong.contains("“0” is not among a whole number from 1"));
    let csv = text(get(&state, "/data/tables/findings.csv?severity=error", INSIDE).await).await;
    assert!(csv.contains("2021-02-31"));
    let public = get(&state, "/data/tables/findings.csv", "").await;
    assert_eq!(public.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_made_up_authority_can_be_tried() {
    let returns = || vec![Input::of_bytes("events.csv", made_up::events(40).into_bytes())];
    let example = Example {
        name: "Exampleshire".to_owned(),
        like: "Hartlepool".to_owned(),
        children: Some(20_000),
        returns: Arc::new(returns),
    };
    let state = State::new(country(), None).with_example(example);
    assert!(text(get(&state, "/data", "").await).await.contains("Load Exampleshire"));
    let form = "application/x-www-form-urlencoded";
    let taken = post(&state, "/data/example", HERE, form, String::new()).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    assert!(settled(&state).await.contains("Exampleshire (made up)"));
}
