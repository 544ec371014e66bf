//! `dateline serve` as programs meet it, and as those do who mean it no good.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A server of this test's own, at a port that was free.
struct Server {
    program: Child,
    address: SocketAddr,
}

impl Server {
    fn start() -> Server {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--port", "0", "--no-config"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let mut said = String::new();
        let stderr = program.stderr.take().expect("it was piped");
        BufReader::new(stderr).read_line(&mut said).expect("it says where it is");
        let address = said.split_once("http://").expect("an address").1;
        let address = address.split_whitespace().next().expect("an address").parse().expect("an address");
        Server { program, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a stream takes a timeout");
        stream
    }

    /// Status, head and body of the answer to a request with these further lines in its head.
    fn ask(&self, first: &str, head: &str, body: &[u8]) -> (u16, String, String) {
        let mut stream = self.connect();
        let length = body.len();
        let host = if head.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let head =
            format!("{first} HTTP/1.1\r\n{host}{head}Content-Length: {length}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("it takes a head");
        // What is refused early is not read to its end.
        _ = stream.write_all(body);
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head.to_lowercase(), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.program.kill();
        _ = self.program.wait();
    }
}

fn json(body: &str) -> Value {
    serde_json::from_str(body).expect("JSON")
}

#[test]
fn a_story_comes_back_with_its_record_and_its_reasons() {
    let server = Server::start();
    let story = "Škoda: Norway expelled two Russian diplomats on Monday, the foreign ministry said.";
    let (status, _, body) = server.ask("POST /api/code?date=2021-05-05", "", story.as_bytes());
    assert_eq!(status, 200, "{body}");
    let body = json(&body);
    let (one, event) = (&body["stories"][0], &body["stories"][0]["record"]["events"][0]);
    assert_eq!(event["type"], "SANCTION");
    let trigger = &event["trigger"][0];
    let (start, end) =
        (trigger["start"].as_u64().unwrap() as usize, trigger["end"].as_u64().unwrap() as usize);
    let text = one["text"].as_str().unwrap();
    assert_eq!(
        text.chars().skip(start).take(end - start).collect::<String>(),
        "expelled",
        "offsets are code points"
    );
    assert_eq!(one["why"][event["id"].as_str().unwrap()]["trigger"], "expelled");
    assert_eq!(body["versions"], one["record"]["run"]);
}

#[test]
fn a_page_is_read_by_its_type() {
    let server = Server::start();
    let page = "<html><body><nav>Home</nav><article><h1>Talks</h1><p>Kenya invited Uganda to talks in Nairobi, its \
                government said on Monday. The talks will take place in May, it added.</p></article></body></html>";
    let (status, _, body) = server.ask("POST /api/code", "Content-Type: text/html\r\n", page.as_bytes());
    assert_eq!(status, 200, "{body}");
    let text = json(&body)["stories"][0]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("Kenya invited") && !text.contains('<'), "{text}");
}

#[test]
fn what_is_wrong_is_told_in_words() {
    let server = Server::start();
    for (first, body, status, word) in [
        ("POST /api/code?date=yesterday", "x", 400, "YYYY-MM-DD"),
        ("POST /api/code?colour=red", "x", 400, "colour"),
        ("POST /api/code", "", 400, "no story"),
        ("GET /nothing", "", 404, "/nothing"),
        ("GET /assets/../Cargo.toml", "", 404, "there is no"),
    ] {
        let (found, _, said) = server.ask(first, "", body.as_bytes());
        assert_eq!(found, status, "{first}: {said}");
        assert!(said.contains(word), "{first}: {said}");
    }
    assert_eq!(server.ask("POST /api/code", "", &vec![b'a'; 5 << 20]).0, 413);
}

#[test]
fn it_answers_only_to_its_own_name_and_tells_the_browser_what_to_refuse() {
    let server = Server::start();
    let (status, _, body) = server.ask("GET /", "Host: elsewhere.example\r\n", b"");
    assert_eq!(status, 421, "{body}");
    let (status, head, _) = server.ask("GET /", "", b"");
    assert_eq!(status, 200);
    assert!(head.contains("content-security-policy: default-src 'none'; script-src 'self'"), "{head}");
    assert!(head.contains("nosniff") && !head.contains("access-control-allow"), "{head}");
}

#[test]
fn a_thousand_slow_connections_stop_nobody() {
    let server = Server::start();
    let slow: Vec<TcpStream> = (0..1000)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"POST /api/code HTTP/1.1\r\nHos").expect("it takes a beginning");
            stream
        })
        .collect();
    assert_eq!(server.ask("GET /api/version", "", b"").0, 200);
    drop(slow);
}

#[test]
fn the_description_names_every_path_and_every_type() {
    let server = Server::start();
    let (status, _, body) = server.ask("GET /api/openapi.json", "", b"");
    assert_eq!(status, 200);
    let description = json(&body);
    assert_eq!(description["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    assert!(description["paths"]["/api/code"]["post"].is_object());
    let schemas = description["components"]["schemas"].as_object().unwrap();
    for name in ["Record", "Event", "Statement", "Actor", "Problem"] {
        assert!(schemas.contains_key(name), "{name}");
    }
    assert_eq!(schemas["Event"]["properties"]["quantities"]["type"], "array");
    assert_eq!(schemas["EventType"]["enum"][0], "AGREE", "as it stands in a record");
}
