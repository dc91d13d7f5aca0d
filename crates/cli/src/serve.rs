//! `headwater serve`: the pages in a browser on this computer.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

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

/// Serves until Ctrl-C, having printed the address.
///
/// **Errors**: when the port is taken, or the network fails.
pub fn run(options: &Serve) -> io::Result<()> {
    let state = server::State::new(Arc::new(chain::Country::today()), None);
    server::start_warm_up(&state);
    Runtime::new()?.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = TcpListener::bind(address).await.map_err(|cause| {
            io::Error::new(cause.kind(), format!("cannot listen on {address} ({cause}); try another --port"))
        })?;
        println!("Headwater is at http://{}/ (Ctrl-C stops it)", listener.local_addr()?);
        server::serve_on(listener, server::router(state)).await
    })
}
