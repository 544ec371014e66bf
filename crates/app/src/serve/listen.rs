//! Connections: how many, and how long they may take. A thousand that send a byte a second stop nobody else.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections at once; others wait.
const MOST: usize = 4096;

/// For the head of a request, and between two requests of one connection.
const HEAD: Duration = Duration::from_secs(10);

/// For a connection in all.
const LIFE: Duration = Duration::from_secs(600);

/// Serves until Ctrl-C.
pub(super) async fn listen(listener: TcpListener, pages: Router) {
    // Each connection is an open file. Where the limit cannot be raised, fewer fit; the others wait.
    let files = rlimit::increase_nofile_limit(2 * MOST as u64).unwrap_or(256);
    let room = Arc::new(Semaphore::new(MOST.min((files / 2) as usize)));
    tokio::select! {
        () = accept(listener, pages, room) => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn accept(listener: TcpListener, pages: Router, room: Arc<Semaphore>) {
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of files, or a connection that went away at once: both pass.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let service = TowerToHyperService::new(pages.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(64 << 10)
                .serve_connection(TokioIo::new(stream), service);
            // What goes wrong on a connection concerns nobody else.
            _ = tokio::time::timeout(LIFE, connection).await;
            drop(place);
        });
    }
}
