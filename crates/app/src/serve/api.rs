//! The HTTP API: stories in, records out. Its description, OpenAPI 3.1, is made from these types and functions.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use jiff::civil::Date;
use knowledge::Knowledge;
use language::Language;
use record::{Article, Record, Run};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use utoipa::{IntoParams, OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::knowing::versions;
use crate::why::{Explanation, explain};

/// No reading begins later than this after the first of a request.
const READING: Duration = Duration::from_secs(20);

#[derive(OpenApi)]
#[openapi(info(
    title = "Dateline",
    description = "News in; out comes a record that anyone can check: who did what to whom, when, where, and according to \
                   whom. Offsets count Unicode code points."
))]
struct Description;

/// What the handlers share.
#[derive(Clone)]
struct Reader {
    knowledge: &'static Knowledge,
    run: Run,
    /// A place for each story that is read at once.
    places: Arc<Semaphore>,
}

/// All paths of the API.
pub(super) fn router(knowledge: &'static Knowledge) -> Router {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let reader = Reader { knowledge, run: versions(knowledge), places: Arc::new(Semaphore::new(cores)) };
    let (router, mut description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(code))
        .routes(routes!(version))
        .with_state(reader)
        .split_for_parts();
    description.info.version = env!("CARGO_PKG_VERSION").into();
    router.route("/api/openapi.json", axum::routing::get(async move || Json(description)))
}

/// What went wrong, and what to do about it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    /// What.
    error: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, error: impl Into<String>) -> Problem {
        Problem { status, error: error.into(), hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, rejection.body_text()).hint("a date is written YYYY-MM-DD")
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Problem {
        let problem = Problem::new(rejection.status(), rejection.body_text());
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                problem.hint("for a corpus there is `dateline code` and `dateline add`")
            }
            _ => problem,
        }
    }
}

/// How a story is to be read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The day of publication (YYYY-MM-DD) of stories that do not tell theirs.
    #[param(value_type = Option<String>, format = Date, example = "2026-01-12")]
    date: Option<Date>,
    /// The name of the file, whose ending tells its format where its content does not.
    #[param(example = "story.html")]
    name: Option<String>,
}

/// What was read.
#[derive(Serialize, ToSchema)]
struct Coded {
    /// Which program, model and data read it.
    versions: Run,
    /// The stories, in their order.
    stories: Vec<Story>,
    /// What was not read, and why.
    skipped: Vec<String>,
}

/// A story and its record.
#[derive(Serialize, ToSchema)]
struct Story {
    /// The text in which the record's offsets count.
    text: String,
    /// Who did what to whom, when, where, and according to whom.
    record: Record,
    /// Why each event was coded so, by its id.
    why: BTreeMap<String, Explanation>,
}

/// Read stories: text, a web page, JSON lines, a feed, a table, each also compressed. Nothing is kept.
#[utoipa::path(
    post, path = "/api/code", params(Asked),
    request_body(content = String, content_type = "text/plain",
        description = "The story, or a file of some; the content type or the name tells the format where the content does not",
        example = "Norwegian Foreign Minister Ingrid Solheim telephoned her Moroccan counterpart on Monday."),
    responses(
        (status = 200, description = "What was read", body = Coded),
        (status = 400, description = "A parameter that is none, or no story at all", body = Problem),
        (status = 408, description = "It took too long"),
        (status = 413, description = "More than 4 MB", body = Problem),
        (status = 421, description = "Asked by a name that is not this server's", body = Problem),
    )
)]
async fn code(
    State(reader): State<Reader>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Coded>, Problem> {
    let (Query(asked), body) = (asked?, body?);
    if body.trim_ascii().is_empty() {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "there is no story in it")
            .hint("send the text as the body"));
    }
    let name = asked.name.unwrap_or_else(|| named(&headers).into());
    let empty = body.trim_ascii().is_empty();
    let failed = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the program failed on this story");
    let place = reader.places.clone().acquire_owned().await.expect("the semaphore is never closed");
    let work = move || {
        let coded = read_all(&reader, &name, body, asked.date);
        drop(place);
        coded
    };
    let coded = tokio::task::spawn_blocking(work).await.map_err(failed)?;
    if empty || (coded.stories.is_empty() && coded.skipped.is_empty()) {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "there is no story in it")
            .hint("send the text as the body"));
    }
    Ok(Json(coded))
}

/// The file name that the content type stands for.
fn named(headers: &HeaderMap) -> &'static str {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => "story.html",
        "application/json" => "story.json",
        "application/x-ndjson" | "application/jsonl" => "stories.jsonl",
        "text/csv" => "stories.csv",
        "application/rss+xml" | "application/atom+xml" | "application/xml" | "text/xml" => "feed.xml",
        _ => "story",
    }
}

fn read_all(reader: &Reader, name: &str, body: Bytes, date: Option<Date>) -> Coded {
    let mut coded = Coded { versions: reader.run.clone(), stories: Vec::new(), skipped: Vec::new() };
    let begun = Instant::now();
    for article in ingest::articles(name, Cursor::new(body), &ingest::Options::default()) {
        if begun.elapsed() > READING {
            coded
                .skipped
                .push(format!("what follows the first {} stories: it took too long", coded.stories.len()));
            break;
        }
        match article {
            Ok(article) => coded.stories.push(read(reader, article, date)),
            Err(skip) => coded.skipped.push(skip.error.to_string()),
        }
    }
    coded
}

fn read(reader: &Reader, mut article: Article, date: Option<Date>) -> Story {
    article.published = article.published.or(date);
    let reading = reader::read(&article, Language::embedded(), reader.knowledge);
    let why = reading.events.iter().map(|event| explain(&reading, reader.knowledge, event));
    let why = why.map(|explanation| (explanation.id.clone(), explanation)).collect();
    let record = reading.record(reader.run.clone()).in_code_points(&article.text);
    Story { text: article.text, record, why }
}

/// Which program, model and data read here.
#[utoipa::path(get, path = "/api/version", responses((status = 200, description = "The versions", body = Run)))]
async fn version(State(reader): State<Reader>) -> Json<Run> {
    Json(reader.run)
}
