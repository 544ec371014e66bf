//! A story's address: fetched as a polite reader does it. Asks what the site's robots.txt allows, goes on where it is
//! sent on, a few times, to public addresses alone, and takes no more and waits no longer than news needs.

mod public;
mod robots;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::IpAddr;
use std::time::Duration;

use clap::Args;
use record::Error;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::{Position, Url};

use public::{Allowed, NotPublic, is_public};
use robots::Robots;

/// How addresses are read.
#[derive(Args, Clone)]
#[command(next_help_heading = "Addresses (https://…)")]
pub(crate) struct Fetching {
    /// Read also from addresses that are not public: this machine's, those of its network
    #[arg(long)]
    allow_private: bool,
    /// How many seconds to wait for an answer, and all of it
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
}

/// What a server sent: what it said of it, and its bytes.
pub(crate) struct Fetched {
    pub(crate) sent: ingest::Sent,
    pub(crate) source: Box<dyn Read + Send>,
}

/// Reads addresses, one after the other.
pub(crate) struct Fetcher {
    agent: Agent,
    timeout: u64,
    /// The rules of the sites that were asked for them.
    robots: RefCell<BTreeMap<String, Robots>>,
}

/// What the program calls itself, to servers and in their robots.txt.
const NAME: &str = "dateline";
const AGENT: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"), " (reads news; respects robots.txt)");
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.9, */*;q=0.5";

/// No answer is longer, in bytes as they are sent.
const LONGEST: u64 = 32 << 20;
/// So often a reader is sent on.
const REDIRECTS: usize = 5;

/// Whether an argument is an address, not a file.
pub(crate) fn is_address(argument: &str) -> bool {
    let begins =
        |scheme: &str| argument.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

impl Fetcher {
    pub(crate) fn new(options: &Fetching) -> Fetcher {
        let allowed: fn(IpAddr) -> bool = if options.allow_private { |_| true } else { is_public };
        Fetcher::allowing(allowed, options.timeout)
    }

    fn allowing(allowed: fn(IpAddr) -> bool, seconds: u64) -> Fetcher {
        let timeout = Duration::from_secs(seconds);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Each address that a reader is sent on to is looked at here.
            .max_redirects(0)
            // A proxy would look up the names, and nobody the addresses.
            .proxy(None)
            // A site is asked for a page or two.
            .max_idle_connections(0)
            .user_agent(AGENT)
            .accept(ACCEPT)
            .timeout_global(Some(timeout))
            .timeout_connect(Some(timeout.min(Duration::from_secs(10))))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Allowed(allowed));
        Fetcher { agent, timeout: seconds, robots: RefCell::default() }
    }

    /// What an address holds.
    pub(crate) fn fetch(&self, address: &str) -> Result<Fetched, Error> {
        let parsed = Url::parse(address).map_err(|error| {
            Error::new(format!("no address: {error}"))
                .hint("write it as https://courier.example/2019/05/pact")
        })?;
        let mut url = joined(&parsed, "")?;
        for _ in 0..=REDIRECTS {
            self.obey_robots(&url)?;
            // It stays packed: ingest knows gzip, and its bombs.
            let answer = self.ask(&url, "gzip")?;
            if let Some(next) = sent_on(&url, &answer)? {
                url = next;
                continue;
            }
            refuse_status(answer.status().as_u16())?;
            return self.body(&url, answer);
        }
        Err(Error::new(format!("sent on more than {REDIRECTS} times, at last to {url}"))
            .hint("does the page ask for a login, or for cookies? Save it in a browser and give the file"))
    }

    /// `packed` is how it may be packed.
    fn ask(&self, url: &Url, packed: &str) -> Result<Response<Body>, Error> {
        let question = self.agent.get(url.as_str()).header("accept-encoding", packed);
        question.call().map_err(|error| self.failed(url, &error))
    }

    /// Fails where the site does not want the page to be read.
    fn obey_robots(&self, url: &Url) -> Result<(), Error> {
        let site = url.origin().ascii_serialization();
        let known = self.robots.borrow().get(&site).cloned();
        let robots = match known {
            Some(robots) => robots,
            None => {
                let robots = self.robots(url)?;
                self.robots.borrow_mut().insert(site, robots.clone());
                robots
            }
        };
        let path = &url[Position::BeforePath..Position::AfterQuery];
        if robots.allow(path) {
            return Ok(());
        }
        let host = url.host_str().unwrap_or_default();
        Err(Error::new(format!("the robots.txt of {host} asks programs not to read {path}"))
            .hint("save the page in a browser and give the file, or ask the publisher"))
    }

    /// The rules of a site: none where it has no such file; where it fails to tell, nothing may be read.
    fn robots(&self, page: &Url) -> Result<Robots, Error> {
        let mut url = joined(page, "/robots.txt")?;
        for _ in 0..=REDIRECTS {
            let mut answer = self.ask(&url, "identity")?;
            if let Some(next) = sent_on(&url, &answer)? {
                url = next;
                continue;
            }
            let status = answer.status().as_u16();
            if status >= 500 {
                return Err(Error::new(format!(
                    "the server failed ({status}) to tell what programs may read: {url}"
                ))
                .hint("try again later"));
            }
            let mut bytes = Vec::new();
            if status < 300 {
                let read = answer.body_mut().as_reader().take(robots::LONGEST).read_to_end(&mut bytes);
                read.map_err(|error| self.failed(&url, &ureq::Error::from(error)))?;
            }
            return Ok(Robots::of(&String::from_utf8_lossy(&bytes), NAME));
        }
        Ok(Robots::default())
    }

    /// The body of an answer. One that breaks off is given up to the break, with the error behind it.
    fn body(&self, url: &Url, mut answer: Response<Body>) -> Result<Fetched, Error> {
        let header = |name: &str| {
            let value = answer.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(|value| value.trim().to_ascii_lowercase()).filter(|value| !value.is_empty())
        };
        let media = header("content-type");
        if let Some(media) = media.as_deref().filter(|media| !may_be_news(media)) {
            return Err(Error::new(format!("the server sends {media}, which is no news that can be read"))
                .hint("give the address of a page, a feed, or a file of text, JSON lines or a table"));
        }
        if let Some(packed) =
            header("content-encoding").filter(|packed| !packed.ends_with("gzip") && packed != "identity")
        {
            return Err(Error::new(format!("the server packs the page as {packed}, unasked"))
                .hint("save the page in a browser and give the file"));
        }
        let mut bytes = Vec::new();
        let broken = answer.body_mut().as_reader().take(LONGEST + 1).read_to_end(&mut bytes).err();
        if bytes.len() as u64 > LONGEST {
            return Err(Error::new(format!("the answer is longer than {} MiB", LONGEST >> 20))
                .hint("fetch it into a file first, and give the file"));
        }
        let broken = broken.map(|error| self.failed(url, &ureq::Error::from(error)));
        let source: Box<dyn Read + Send> = match broken {
            Some(error) if bytes.is_empty() => return Err(error),
            Some(error) => Box::new(io::Cursor::new(bytes).chain(Broken(Some(error.to_string())))),
            None => Box::new(io::Cursor::new(bytes)),
        };
        Ok(Fetched { sent: ingest::Sent { url: url.to_string(), media }, source })
    }

    /// What went wrong, and what to do about it.
    fn failed(&self, url: &Url, error: &ureq::Error) -> Error {
        let host = url.host_str().unwrap_or_default();
        let is = |kind: io::ErrorKind| matches!(error, ureq::Error::Io(error) if error.kind() == kind);
        match error {
            ureq::Error::Other(error) if error.is::<NotPublic>() => {
                Error::new(format!("{host} is not read: {error}"))
                    .hint("is it yours, and meant? --allow-private reads it")
            }
            ureq::Error::HostNotFound => Error::new(format!("no server is known by the name of {host}"))
                .hint("is the name right, and is this machine connected?"),
            ureq::Error::Timeout(_) => {
                Error::new(format!("{host} did not send all of it within {} seconds", self.timeout))
                    .hint("try again later, or wait longer: --timeout SECONDS")
            }
            _ if is(io::ErrorKind::TimedOut) => {
                Error::new(format!("{host} does not answer")).hint("try again later")
            }
            _ if is(io::ErrorKind::ConnectionRefused) => Error::new(format!("{host} refuses the connection"))
                .hint("is the address right, with its port?"),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => unsafe_connection(host, error),
            ureq::Error::Io(inner) if inner.kind() == io::ErrorKind::InvalidData => {
                unsafe_connection(host, inner)
            }
            error => Error::new(format!("{host} gave no whole answer: {error}")).hint("try again later"),
        }
    }
}

/// A connection that cannot be trusted, or that is none of TLS.
fn unsafe_connection(host: &str, error: &dyn std::error::Error) -> Error {
    Error::new(format!("no safe connection to {host}: {error}"))
        .hint("has its certificate run out, or does something stand between? The page may still be saved in a browser")
}

fn joined(url: &Url, to: &str) -> Result<Url, Error> {
    let mut next =
        url.join(to).map_err(|error| Error::new(format!("{url} sends its readers on to {to:?}: {error}")))?;
    next.set_fragment(None);
    Ok(next)
}

/// Where an answer sends its reader on to.
fn sent_on(url: &Url, answer: &Response<Body>) -> Result<Option<Url>, Error> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let to = answer.headers().get("location").map(|to| String::from_utf8_lossy(to.as_bytes()));
    let next =
        joined(url, &to.ok_or_else(|| Error::new(format!("{url} sends its readers on, but not whereto")))?)?;
    if !matches!(next.scheme(), "http" | "https") {
        return Err(Error::new(format!("{url} sends its readers on to {next}, which is no page"))
            .hint("only http and https are read"));
    }
    Ok(Some(next))
}

fn refuse_status(status: u16) -> Result<(), Error> {
    let (what, hint) = match status {
        200..=299 => return Ok(()),
        404 | 410 => {
            ("there is no such page", "is the address whole? An archive of the web may have the page")
        }
        401..=403 | 407 | 451 => {
            ("the server does not give it to programs", "save the page in a browser and give the file")
        }
        429 => ("the server was asked too often", "wait, and ask for fewer pages"),
        500.. => ("the server failed", "try again later"),
        _ => ("the server sends no page", "save the page in a browser and give the file"),
    };
    Err(Error::new(format!("{what} ({status})")).hint(hint))
}

/// Whether a kind of content may hold stories. What is not said to be text may be an archive.
fn may_be_news(media: &str) -> bool {
    let kind = media.split(';').next().unwrap_or_default().trim();
    let (group, name) = kind.split_once('/').unwrap_or((kind, ""));
    match group {
        "text" => true,
        "application" => {
            ["xml", "json", "warc", "gzip", "zstd"].iter().any(|known| name.contains(known))
                || matches!(name, "octet-stream" | "x-ndjson" | "csv" | "binary" | "")
        }
        "audio" | "video" | "image" | "font" | "model" | "multipart" | "message" => false,
        _ => true,
    }
}

/// Fails with its message, and then gives nothing more.
struct Broken(Option<String>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let message = self.0.take();
        // The hint is that of a file that breaks off.
        message
            .map_or(Ok(0), |message| Err(io::Error::other(message.lines().next().unwrap_or("").to_owned())))
    }
}
