//! The page: its files stand in the binary.

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::api::Problem;

/// A file of the page: path, type, content.
type Asset = (&'static str, &'static str, &'static str);

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

const SHELL: &str = include_str!("../../ui/index.html");

const ASSETS: &[Asset] = &[
    ("/", HTML, SHELL),
    ("/assets/style.css", STYLE, include_str!("../../ui/style.css")),
    ("/assets/icon.svg", PICTURE, include_str!("../../ui/icon.svg")),
    ("/assets/page.js", SCRIPT, include_str!("../../ui/page.js")),
    ("/assets/dom.js", SCRIPT, include_str!("../../ui/dom.js")),
    ("/assets/start.js", SCRIPT, include_str!("../../ui/start.js")),
    ("/assets/story.js", SCRIPT, include_str!("../../ui/story.js")),
    ("/assets/marks.js", SCRIPT, include_str!("../../ui/marks.js")),
    ("/assets/tree.js", SCRIPT, include_str!("../../ui/tree.js")),
    ("/assets/example.txt", TEXT, include_str!("../../../../examples/call.txt")),
];

/// Every page and every file of it.
pub(super) fn router() -> Router {
    let router = Router::new().fallback(not_found);
    ASSETS.iter().fold(router, |router, asset| router.route(asset.0, get(|headers| send(asset, headers))))
}

/// The file; nothing, where the browser has it already.
async fn send((_, kind, content): &'static Asset, asked: HeaderMap) -> Response {
    let tag = format!("\"{:016x}\"", xxhash_rust::xxh3::xxh3_64(content.as_bytes()));
    let headers = [(header::CONTENT_TYPE, *kind), (header::ETAG, &tag), (header::CACHE_CONTROL, "no-cache")];
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    match known {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, *content).into_response(),
    }
}

async fn not_found(uri: Uri) -> Response {
    Problem::new(StatusCode::NOT_FOUND, format!("there is no {}", uri.path()))
        .hint("the page is at /, the description of the API at /api/openapi.json")
        .into_response()
}
