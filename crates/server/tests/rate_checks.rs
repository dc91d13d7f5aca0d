//! How well the rates fit: with returns, without, and what is withheld from whom.

mod country;
#[path = "country/loading.rs"]
mod loading;
#[path = "../../pages/tests/made_up/mod.rs"]
mod made_up;

use axum::http::{StatusCode, header};
use country::state;
use loading::{INSIDE, get, loaded, text};

const PAGE: &str = "/authority/805/rate-checks";
const TABLES: [&str; 6] = [
    "steps-tested",
    "observed-expected-by-year",
    "observed-expected",
    "largest-gaps",
    "curves-beside-rates",
    "occupancy-beside-rates",
];

#[tokio::test]
async fn without_returns_the_page_says_what_it_needs() {
    let bare = state();
    let page = text(get(&bare, PAGE, "").await).await;
    assert!(page.contains("How well the rates fit cannot be said without returns"));
    assert!(page.contains("href=\"/data\"") && page.contains("for at least one whole return year"));
    assert_eq!(get(&bare, &format!("{PAGE}/steps-tested.csv"), "").await.status(), StatusCode::NOT_FOUND);
    let others = text(get(&loaded(300).await, "/authority/383/rate-checks", "").await).await;
    assert!(others.contains("cannot be said without returns"), "the returns are another authority's");
}

#[tokio::test]
async fn with_returns_charts_tables_and_files_say_the_same() {
    let state = loaded(300).await;
    let page = text(get(&state, PAGE, "").await).await;
    assert!(page.contains("id=\"residuals\"") && page.contains("id=\"stays\""), "{page}");
    assert!(page.contains("Small numbers are withheld."));
    let inside = text(get(&state, PAGE, INSIDE).await).await;
    for id in TABLES {
        let link = format!("{PAGE}/{id}.csv");
        assert!(inside.contains(&link), "{id}");
        assert_eq!(
            page.contains(&link),
            id != "observed-expected",
            "{id}: single cells are shown inside alone"
        );
        for kind in ["csv", "xlsx", "json"] {
            let file = get(&state, &format!("{PAGE}/{id}.{kind}"), "").await;
            assert_eq!(file.status(), StatusCode::OK, "{id}.{kind}");
            let name = file.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
            assert_eq!(name, format!("attachment; filename=\"hartlepool-own-rates-{id}.{kind}\""));
        }
    }
    assert_eq!(get(&state, &format!("{PAGE}/guessed.csv"), "").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get(&state, &format!("{PAGE}?colour=red"), "").await.status(), StatusCode::BAD_REQUEST);
    let ahead = text(get(&state, "/authority/805/ahead", "").await).await;
    assert!(ahead.contains("being computed") || ahead.contains(&format!("href=\"{PAGE}\"")));
}

#[tokio::test]
async fn small_numbers_are_for_those_who_work_inside() {
    let state = loaded(300).await;
    let file = format!("{PAGE}/observed-expected.csv");
    let (public, inside) =
        (text(get(&state, &file, "").await).await, text(get(&state, &file, INSIDE).await).await);
    assert!(public.lines().count() <= 1, "headings alone: {public}");
    assert!(inside.lines().count() > 100 && !inside.contains("suppressed"));
    let page = text(get(&state, PAGE, INSIDE).await).await;
    assert!(page.contains("Nothing is withheld."));
}
