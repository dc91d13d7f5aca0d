//! `headwater serve` and `headwater demo`: the pages in a browser on this computer.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use chain::Country;
use clap::Args;
use server::{PlanFolder, State};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::example::example;
use crate::folder::{read_folder, read_text, scenario_files};
use crate::inputs::{inputs, plan_returns};
use crate::refusal::Refusal;

/// Shows the pages in a browser on this computer.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; the default is reachable from this computer alone
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Folder with plan.toml and scenarios/: its plan applies, and scenarios can be saved there
    #[arg(long)]
    plan: Option<PathBuf>,
}

/// Shows the pages with embedded defaults.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Serves until Ctrl-C, having printed the address.
///
/// **Errors**: a wrong plan or scenario; a port that is taken; a network that fails.
pub fn run(command: &Serve) -> anyhow::Result<()> {
    let country = Arc::new(Country::today());
    let folder = command.plan.as_deref().map(|path| open_folder(&country, path)).transpose()?;
    let returns = command.plan.as_deref().map(plan_returns).transpose()?.unwrap_or_default();
    let state = State::new(country, folder).with_example(example());
    listen(SocketAddr::new(command.host, command.port), state, returns)
}

/// Serves the demonstration.
///
/// **Errors**: when the port is taken, or the network fails.
pub fn demo(command: &Demo) -> anyhow::Result<()> {
    println!("Choose an authority in the browser; every figure is published, none is of a real child.");
    let state = State::new(Arc::new(Country::today()), None).with_example(example());
    listen(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), command.port), state, Vec::new())
}

fn open_folder(country: &Country, path: &Path) -> anyhow::Result<PlanFolder> {
    let plan = read_folder(path)?;
    let area = country.find(&plan.authority).map_err(|e| {
        let file = path.join("plan.toml");
        Refusal::one(format!("{}: authority: \"{}\": {e}", file.display(), plan.authority))
    })?;
    let mut scenarios = Vec::new();
    for file in scenario_files(path)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        scenarios.push((name, read_text(&file)?));
    }
    let directory = path.canonicalize().with_context(|| format!("cannot open {}", path.display()))?;
    let name = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(PlanFolder { name, directory, area: area.clone(), plan, scenarios })
}

fn listen(address: SocketAddr, state: State, returns: Vec<PathBuf>) -> anyhow::Result<()> {
    server::start_warm_up(&state);
    Ok(Runtime::new()?.block_on(async {
        if !returns.is_empty() {
            server::load_plan_returns(&state, || inputs(returns));
        }
        let listener = TcpListener::bind(address).await.map_err(|cause| {
            io::Error::new(cause.kind(), format!("cannot listen on {address} ({cause}); try another --port"))
        })?;
        println!("Headwater is at http://{}/ (Ctrl-C stops it)", listener.local_addr()?);
        server::serve_on(listener, server::router(state)).await
    })?)
}
