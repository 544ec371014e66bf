//! What every request passes through: whom it was meant for, how much it may send and take, and what a browser is
//! told to refuse.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::api::Problem;

/// The longest body that is taken, in bytes: of a story, or of a file of some.
pub(super) const LONGEST: usize = 4 << 20;

/// For a request in all.
const WHOLE: Duration = Duration::from_secs(60);

/// Between two pieces of a body.
const PIECE: Duration = Duration::from_secs(10);

/// Nothing from elsewhere, no script in the page itself, and no other page around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The names under which this server may be asked.
#[derive(Clone)]
pub(super) struct Hosts {
    known: Arc<BTreeSet<String>>,
}

impl Hosts {
    /// The address, the names of this machine where it listens there, and those that the user gave.
    pub(super) fn new(address: SocketAddr, names: &[String]) -> Hosts {
        let port = address.port();
        let own = ["localhost", "127.0.0.1", "[::1]"].map(String::from);
        let all = own.iter().chain(names).map(|name| name.to_lowercase());
        let known = all.flat_map(|name| [format!("{name}:{port}"), name]).chain([address.to_string()]);
        Hosts { known: Arc::new(known.collect()) }
    }

    fn knows(&self, request: &Request) -> bool {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.known.contains(&host.to_lowercase()))
    }
}

/// These pages, guarded.
pub(super) fn guarded(pages: Router, hosts: Hosts) -> Router {
    pages
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(RequestBodyTimeoutLayer::new(PIECE))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, WHOLE))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(hosts, meant_for_us))
        .layer(from_fn(told_what_to_refuse))
}

/// A page elsewhere may let its own name point here, and read what we answer: what was not asked of us by name is
/// refused.
async fn meant_for_us(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if hosts.knows(&request) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server does not go by that name")
        .hint("start it with --name HOST")
        .into_response()
}

async fn told_what_to_refuse(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
