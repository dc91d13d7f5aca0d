//! The web server: routes, headers and error pages around the pure pages.
//!
//! **Invariant**: nothing is fetched from anywhere. Every page is made from data in memory and from assets inside
//! the program, and the content security policy forbids browsers to load anything else.

mod answer;
mod assets;
mod authority;
mod basis;
mod data;
mod downloads;
mod entry;
mod example;
mod findings;
mod forms;
mod guard;
mod headers;
mod held;
mod journey_routes;
mod journey_tables;
mod rate_checks;
mod reading;
mod save;
mod scenario;
mod state;
mod timing;
mod upload;
mod viewer;
mod work;

use std::net::SocketAddr;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, map_response};
use axum::routing::{get, post};
use pages::chain_pages::KEYS;
use tokio::net::TcpListener;

pub use answer::{html_page, not_found, problem};
pub use example::Example;
pub use reading::load_plan_returns;
pub use state::{PlanFolder, State};
pub use work::start_warm_up;

/// All routes, with headers and error pages.
pub fn router(state: State) -> Router {
    let routes = Router::new()
        .route("/", get(entry::start))
        .route("/choose", get(entry::choose))
        .route("/about", get(entry::about))
        .route("/sources.csv", get(entry::sources))
        .route("/track-record", get(entry::track_record))
        .route("/track-record.csv", get(entry::track_record_file))
        .route("/authority/{code}", get(entry::authority))
        .route("/authority/{code}/where", get(authority::where_we_are))
        .route("/authority/{code}/ahead", get(authority::ahead))
        .route("/authority/{code}/what-if", get(scenario::what_if).post(scenario::written))
        .route("/authority/{code}/who-pays", get(scenario::who_pays))
        .route("/authority/{code}/scenario.toml", get(downloads::scenario_file))
        .route("/authority/{code}/tables/{file}", get(downloads::table_file))
        .route("/authority/{code}/save", post(save::save))
        .merge(rate_checks::routes())
        .merge(data::routes())
        .merge(journey_routes::routes())
        .route(KEYS, get(scenario::keys))
        .route("/gallery", get(gallery))
        .route("/healthz", get(|| async { "ok" }))
        .route("/assets/{file}", get(assets::asset))
        .with_state(state);
    protected(routes)
}

/// Routes with the page "not found", the page for faults, and the headers that protect.
pub fn protected(routes: Router) -> Router {
    routes
        .fallback(|| async { not_found() })
        .layer(map_response(forms::in_house))
        .layer(from_fn(forms::limit))
        .layer(from_fn(guard::answer_by_number))
        .layer(from_fn(answer::catch_panics))
        .layer(map_response(headers::protect))
        .layer(from_fn(timing::time))
}

/// Serves until the process is asked to stop (Ctrl-C).
///
/// **Errors**: when the address cannot be had, or the network fails.
pub async fn serve(address: SocketAddr, router: Router) -> std::io::Result<()> {
    serve_on(TcpListener::bind(address).await?, router).await
}

/// Serves on a listener that is open already, so that its caller can name the port first.
///
/// **Errors**: when the network fails.
pub async fn serve_on(listener: TcpListener, router: Router) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(stop()).await
}

async fn stop() {
    // Without a signal handler the process simply cannot be asked to stop gently.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn gallery() -> axum::response::Response {
    html_page(StatusCode::OK, &pages::gallery::gallery())
}
