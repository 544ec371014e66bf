//! `dateline serve`: the page in a browser, and the HTTP API beneath it. One process; nothing comes from other hosts.

mod api;
mod assets;
mod guard;
mod listen;

use std::net::{IpAddr, SocketAddr};

use anyhow::{Context, Result};
use clap::Args;

use crate::knowing::Own;

/// Read stories in a browser; and an HTTP API for programs.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline serve                       then open http://127.0.0.1:8417
  dateline serve --port 9000 --with my-actors
  curl --data-binary @story.txt 'http://127.0.0.1:8417/api/code?date=2026-01-12'

The API describes itself at /api/openapi.json. Whoever can reach the port can use it: it listens to this machine
alone unless --host says otherwise.")]
pub(crate) struct Options {
    /// The port to listen at; 0: any that is free
    #[arg(long, default_value_t = 8417)]
    port: u16,
    /// The address to listen at; 0.0.0.0 lets every machine of the network in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// A name under which browsers may reach it from elsewhere ("news.example.org"), beside its address
    #[arg(long = "name", value_name = "HOST")]
    names: Vec<String>,
    #[command(flatten)]
    own: Own,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, false)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = tokio::net::TcpListener::bind(address).await.with_context(|| {
            format!("{address}: cannot listen there\n  hint: another program may; --port 0 takes a free one")
        })?;
        let address = listener.local_addr()?;
        let hosts = guard::Hosts::new(address, &options.names);
        let pages = guard::guarded(api::router(knowledge).merge(assets::router()), hosts);
        eprintln!("Dateline is at http://{address}  (Ctrl-C ends it)");
        listen::listen(listener, pages).await;
        Ok(true)
    })
}
