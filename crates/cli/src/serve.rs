//! `headwater serve` and `headwater demo`: the pages in a browser on this computer.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// Shows the pages in a browser on this computer.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; the default is reachable from this computer alone
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
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
/// **Errors**: when the port is taken, or the network fails.
pub fn run(command: &Serve) -> anyhow::Result<()> {
    listen(SocketAddr::new(command.host, command.port))
}

/// Serves the demonstration.
///
/// **Errors**: when the port is taken, or the network fails.
pub fn demo(command: &Demo) -> anyhow::Result<()> {
    println!("Choose an authority in the browser; every figure is published, none is of a real child.");
    listen(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), command.port))
}

fn listen(address: SocketAddr) -> anyhow::Result<()> {
    Ok(Runtime::new()?.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(|cause| {
            io::Error::new(cause.kind(), format!("cannot listen on {address} ({cause}); try another --port"))
        })?;
        println!("Headwater is at http://{}/ (Ctrl-C stops it)", listener.local_addr()?);
        server::serve_on(listener, server::router(server::State::default())).await
    })?)
}
