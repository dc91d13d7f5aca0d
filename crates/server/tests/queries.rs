//! Addresses that ask for what there is not, rules of positions, pages of lists, and several uploads at once.

mod country;
#[path = "country/loading.rs"]
mod loading;
#[path = "../../pages/tests/made_up/mod.rs"]
mod made_up;

use axum::http::{StatusCode, header};
use country::state;
use loading::{INSIDE, get, loaded, settled, text, upload};

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_what_can() {
    let state = loaded(300).await;
    for (path, says) in [
        ("/journeys?age=zzz", "“zzz” is not among the choices: Under 1, 1 to 4"),
        ("/journeys/before-care?need=N99", "“N99” is not among the choices: N1"),
        ("/journeys/services?colour=red", "“colour” is nothing to choose children by"),
        (
            "/journeys/cost?age=5+to+9&age=10+to+15",
            "“5 to 9” and “10 to 15” are asked for at once; choose one",
        ),
        ("/journeys?precedence=mine", "“mine” is not among the choices: standard, family-help, statutory"),
        ("/journeys?precedence=standard&precedence=statutory", "are asked for at once; choose one"),
        ("/journeys/rates?age=zzz", "“zzz” is not among the choices"),
        ("/journeys/child?age=zzz", "“zzz” is not among the choices"),
        ("/journeys/child?page=0", "page: “0” is not a whole number from 1 to"),
        ("/journeys/child?page=1&page=2", "page: asked for more than once"),
        ("/data/findings?severity=grave", "“grave” is not among error, warning, repair, note"),
        ("/data/findings?severity=error&severity=note", "one value alone"),
        ("/data/findings?page=2", "“2” is not among the pages there are: 1 to 1"),
        ("/choose?authority=Hartlepol", "govuk-error-summary"),
    ] {
        let answer = get(&state, path, INSIDE).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
        let page = text(answer).await;
        assert!(page.contains(says), "{path}");
    }
    let table = get(&state, "/journeys/tables/flow.csv?age=5+to+9&age=10+to+15", INSIDE).await;
    let location = table.headers()[header::LOCATION].to_str().expect("text").to_owned();
    assert_eq!(get(&state, &location, INSIDE).await.status(), StatusCode::BAD_REQUEST, "{location}");
    let unknown = get(&state, "/journeys/child?child=nobody", INSIDE).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    for path in ["/journeys?age=&need=", "/journeys/child?page=", "/journeys?precedence=standard"] {
        assert_eq!(get(&state, path, INSIDE).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn positions_follow_the_rules_that_are_asked_for() {
    let state = loaded(300).await;
    let early_help = |query: &'static str| {
        let state = state.clone();
        async move {
            let csv =
                text(get(&state, &format!("/journeys/tables/journeys-summary.csv{query}"), INSIDE).await)
                    .await;
            let row = csv.lines().find(|l| l.starts_with("early help,")).expect("a row").to_owned();
            row.split(',').nth(2).and_then(|n| n.parse::<u64>().ok()).expect("children ever in it")
        }
    };
    assert!(early_help("").await > 10);
    assert_eq!(early_help("?precedence=standard").await, early_help("").await);
    assert_eq!(early_help("?precedence=family-help").await, 0);
    assert_eq!(early_help("?precedence=statutory").await, 0);
    let page = text(get(&state, "/journeys?precedence=family-help", "").await).await;
    assert!(page.contains("<option value=\"family-help\" selected>"));
    assert!(page.contains("Positions: <strong>Family Help merged</strong> (early help counts as in need)"));
    assert!(page.contains("/journeys/cost?precedence=family-help"), "the rules go on to the other pages");
}

#[tokio::test]
async fn all_children_of_a_choice_can_be_reached_page_by_page() {
    let state = loaded(60).await;
    let mut codes = Vec::new();
    for page in 1..=3 {
        let text = text(get(&state, &format!("/journeys/child?page={page}"), INSIDE).await).await;
        assert_eq!(text.contains("Next page"), page < 3, "{page}");
        codes.extend(
            text.split("/journeys/child?child=")
                .skip(1)
                .filter_map(|t| t.split('"').next().map(str::to_owned)),
        );
    }
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!((all, codes.len()), (64, 64), "every child of the record, once");
    let chosen = text(get(&state, "/journeys/child?ward=Ward+2", INSIDE).await).await;
    assert!(chosen.contains("List all children") && chosen.contains("?ward=Ward+2&amp;child="));
}

#[tokio::test]
async fn counts_of_rows_and_findings_are_rounded_for_who_does_not_work_inside() {
    let state = loaded(60).await;
    for path in ["/data", "/data/tables/files-read.json"] {
        let public = text(get(&state, path, "").await).await;
        let inside = text(get(&state, path, INSIDE).await).await;
        assert_ne!(public, inside, "{path}");
        if path == "/data" {
            assert!(public.contains("errors fewer than 5"));
            assert!(inside.contains("Findings: errors ") && !inside.contains("fewer than 5"));
        } else {
            let rows = |text: &str| {
                let found = text
                    .split("\"rows\":")
                    .filter_map(|t| t.split([',', '}']).next()?.trim().parse::<u64>().ok());
                found.collect::<Vec<_>>()
            };
            let written = made_up::events(60).lines().count() as u64 - 1;
            assert_eq!(rows(&inside), [written]);
            assert_eq!(rows(&public), [(written + 2) / 5 * 5]);
            assert!(public.contains("rounded to the nearest 5") && inside.contains("Unrounded"));
        }
    }
}

#[tokio::test]
async fn files_are_read_one_load_at_a_time() {
    let state = state();
    let file = made_up::events(3_000);
    let answers = futures_of(&state, &file).await;
    let taken = answers.iter().filter(|s| **s == StatusCode::SEE_OTHER).count();
    let sent_back = answers.iter().filter(|s| **s == StatusCode::CONFLICT).count();
    assert_eq!((taken, sent_back), (1, 4), "{answers:?}");
    settled(&state).await;
    let again = upload(&state, "805", &[("events.csv", &made_up::events(30))]).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER, "when all is read, more is taken");
    settled(&state).await;
    let broken = upload(&state, "", &[("events.csv", "x")]).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    let after = upload(&state, "805", &[("events.csv", &made_up::events(30))]).await;
    assert_eq!(after.status(), StatusCode::SEE_OTHER, "what was refused holds nothing up");
}

/// Sends the same file five times, all at once.
async fn futures_of(state: &server::State, file: &str) -> Vec<StatusCode> {
    let sent: Vec<_> = (0..5)
        .map(|_| {
            let (state, file) = (state.clone(), file.to_owned());
            tokio::spawn(async move { upload(&state, "805", &[("events.csv", &file)]).await.status() })
        })
        .collect();
    let mut answers = Vec::new();
    for one in sent {
        answers.push(one.await.expect("an answer"));
    }
    answers
}
