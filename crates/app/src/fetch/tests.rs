//! Addresses, read from a server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::*;

/// A server that answers until the test is over, and what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` writes the answer to a path.
    fn new(answer: impl Fn(&str, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (asked.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (log, answer) = (log.clone(), answer.clone());
                std::thread::spawn(move || {
                    let (mut question, mut line) = (String::new(), String::new());
                    let mut reader = BufReader::new(&stream);
                    while reader.read_line(&mut line).is_ok_and(|count| count > 2) {
                        question.push_str(&std::mem::take(&mut line));
                    }
                    let path = question.split(' ').nth(1).unwrap_or_default().to_owned();
                    log.lock().expect("no test fails in it").push(question);
                    // A reader that has enough goes away.
                    let _ = answer(&path, &mut stream);
                });
            }
        });
        Server { address, asked }
    }

    /// One that gives these answers to these paths, and to all others that there is none.
    fn with(answers: &[(&str, Vec<u8>)]) -> Server {
        let answers: Vec<_> =
            answers.iter().map(|(path, answer)| (path.to_string(), answer.clone())).collect();
        Server::new(move |path, stream| {
            let known = answers.iter().find(|(known, _)| known == path);
            stream.write_all(
                known.map_or(&b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"[..], |known| &known.1),
            )
        })
    }

    /// What it gives at this path: each story's id and first line, or why it is none.
    fn check(&self, path: &str) -> Vec<String> {
        read(&format!("{}{path}", self.address), |_| true)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test fails in it").clone()
    }
}

fn read(address: &str, allowed: fn(IpAddr) -> bool) -> Vec<String> {
    read_with(&Fetcher::allowing(allowed, 30), address)
}

fn read_with(fetcher: &Fetcher, address: &str) -> Vec<String> {
    let fetched = match fetcher.fetch(address) {
        Ok(fetched) => fetched,
        Err(error) => return vec![error.to_string()],
    };
    ingest::pieces_sent("asked", fetched.source, &fetched.sent, &ingest::Options::default())
        .flat_map(ingest::Piece::articles)
        .map(|article| match article {
            Ok(article) => format!("{} {}", article.id, article.text.lines().next().unwrap_or_default()),
            Err(skip) => skip.to_string(),
        })
        .collect()
}

fn answer(header: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn sent_to(place: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

fn page(name: &str) -> Vec<u8> {
    let page = format!(
        "<html><head><link rel=canonical href=https://courier.example/elsewhere></head><body><article><p>{name} met the \
         president of Peru in Lima on Friday, and the two signed a pact on fish and on the ships that may catch it.</p>\
         <p>Fishermen protested against the pact before the palace, and the police arrested nine of them, a union said.\
         </p></article></body></html>"
    );
    // As windows-1252.
    page.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect()
}

const HTML: &str = "Content-Type: text/html; charset=windows-1252";

#[test]
fn a_page_is_read_with_its_address_and_the_charset_of_its_header() {
    let server = Server::with(&[("/2019/pact?page=1", answer(HTML, &page("Jos\u{e9}")))]);
    let found = server.check("/2019/pact?page=1#part");
    assert!(
        found[0].starts_with(&format!("{}/2019/pact?page=1 José met the president", server.address)),
        "{found:?}"
    );
    let question = &server.asked()[1].to_lowercase();
    assert!(
        question.contains("user-agent: dateline/") && question.contains("accept-encoding: gzip"),
        "{question}"
    );
}

#[test]
fn what_is_packed_is_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&page("Norway")).unwrap();
    let packed = packer.finish().unwrap();
    let server = Server::with(&[
        ("/a", answer(&format!("{HTML}\r\nContent-Encoding: gzip"), &packed)),
        ("/b", answer(&format!("{HTML}\r\nContent-Encoding: br"), b"...")),
    ]);
    assert!(server.check("/a")[0].contains("Norway met the president"), "{:?}", server.check("/a"));
    assert!(server.check("/b")[0].starts_with("the server packs the page as br, unasked\n  hint: "));
}

#[test]
fn other_formats_are_known_by_their_kind_their_name_or_their_content() {
    let feed = b"<rss version=\"2.0\"><channel><title>C</title><item><guid>e</guid><link>https://courier.example/1</link>\
                 <description>Chad met Mali.</description></item></channel></rss>";
    let json = b"{\"id\": 1, \"text\": \"Norway met Peru.\"}\n{\"id\": 2, \"text\": \"Peru met Chad.\"}\n";
    let server = Server::with(&[
        ("/feed", answer("Content-Type: application/rss+xml", feed)),
        ("/news.jsonl", answer("Content-Type: text/plain", json)),
        ("/news.csv?all", answer("Content-Type: application/octet-stream", b"id,text\n1,Norway met Peru.\n")),
        ("/story", answer("Content-Type: text/plain; charset=iso-8859-1", b"Jos\xe9 met Peru.")),
        ("/none", answer("X: y", b"Norway met Peru.\n=====\nPeru met Chad.\n")),
    ]);
    assert_eq!(server.check("/feed"), ["e Chad met Mali."]);
    assert_eq!(server.check("/news.jsonl"), ["1 Norway met Peru.", "2 Peru met Chad."]);
    assert_eq!(server.check("/news.csv?all"), ["1 Norway met Peru."]);
    assert_eq!(server.check("/story"), [format!("{}/story José met Peru.", server.address)]);
    let parts =
        ["1 Norway met Peru.", "2 Peru met Chad."].map(|text| format!("{}/none#{text}", server.address));
    assert_eq!(server.check("/none"), parts);
}

#[test]
fn what_is_no_news_is_refused() {
    let server =
        Server::with(&[("/a.png", answer("Content-Type: image/png", b"\x89PNG")), ("/b", answer(HTML, b""))]);
    let found = server.check("/a.png");
    assert!(
        found[0].starts_with("the server sends image/png, which is no news that can be read\n  hint: "),
        "{found:?}"
    );
    assert!(server.check("/b")[0].starts_with("asked: the file is empty"));
}

#[test]
fn readers_are_sent_on() {
    let server = Server::with(&[
        ("/a", sent_to("b/c?d")),
        ("/b/c?d", sent_to("/e")),
        ("/e", answer(HTML, &page("Norway"))),
        ("/round", sent_to("/round")),
        ("/file", sent_to("file:///etc/hosts")),
    ]);
    assert!(server.check("/a")[0].starts_with(&format!("{}/e Norway met", server.address)));
    assert!(server.check("/round")[0].starts_with("sent on more than 5 times, at last to http://127.0.0.1"));
    assert!(server.check("/file")[0].contains("sends its readers on to file:///etc/hosts, which is no page"));
}

#[test]
fn nobody_is_sent_to_a_private_address() {
    let this_alone = |address: IpAddr| address == IpAddr::V4(Ipv4Addr::LOCALHOST);
    let other = Server::with(&[("/b", answer(HTML, &page("Norway")))]);
    let port = other.address.rsplit(':').next().unwrap();
    let server = Server::with(&[
        ("/a", sent_to(&format!("http://127.0.0.2:{port}/b"))),
        ("/n", sent_to("http://169.254.169.254/latest")),
        ("/c", answer(HTML, &page("Norway"))),
    ]);
    let read = |path: &str| read(&format!("{}{path}", server.address), this_alone);
    assert!(read("/c")[0].contains("Norway met"));
    assert_eq!(
        read("/a"),
        [
            "127.0.0.2 is not read: 127.0.0.2 is no public address\n  hint: is it yours, and meant? --allow-private reads it"
        ]
    );
    assert!(read("/n")[0].starts_with("169.254.169.254 is not read"), "{:?}", read("/n"));
    assert!(other.asked().is_empty());
}

#[test]
fn loopback_is_private_by_whatever_name() {
    let server = Server::with(&[("/c", answer(HTML, &page("Norway")))]);
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let found = read(&format!("http://{host}:{port}/c"), is_public);
        assert!(found[0].contains(" is no public address"), "{host}: {found:?}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn robots_are_respected() {
    let robots = |rules: &str| ("/robots.txt", answer("Content-Type: text/plain", rules.as_bytes()));
    let pages =
        [("/a", answer(HTML, &page("Norway"))), ("/b", sent_to("/c")), ("/c", answer(HTML, &page("Peru")))];
    let closed = Server::with(
        &[&[robots("User-agent: *\nAllow: /a\nAllow: /b\nDisallow: /")][..], &pages[..]].concat(),
    );
    let fetcher = Fetcher::allowing(|_| true, 30);
    let check = |path: &str| read_with(&fetcher, &format!("{}{path}", closed.address)).remove(0);
    assert!(check("/a").contains("Norway met"));
    let refused = "the robots.txt of 127.0.0.1 asks programs not to read /c\n  hint: ";
    assert!(check("/c").starts_with(refused), "{}", check("/c"));
    assert!(check("/b").starts_with(refused), "{}", check("/b"));
    let asked = closed.asked();
    assert_eq!(asked.iter().filter(|question| question.contains("/robots.txt")).count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|question| question.contains("/c ")).count(), 0, "{asked:?}");
    let failing = [("/robots.txt", b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n".to_vec())];
    let failing = Server::with(&[&failing[..], &pages[..]].concat());
    assert!(failing.check("/a")[0].starts_with("the server failed (503) to tell what programs may read"));
}

#[test]
fn a_server_that_does_not_answer_is_left() {
    let server = Server::new(|path, stream| match path {
        "/robots.txt" => stream.write_all(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
        "/half" => {
            let whole = answer(HTML, &[page("Norway"), vec![b' '; 500]].concat());
            stream.write_all(&whole[..whole.len() - 400])?;
            loop {
                std::thread::park();
            }
        }
        _ => loop {
            std::thread::park();
        },
    });
    let fetcher = Fetcher::allowing(|_| true, 3);
    let check = |path: &str| read_with(&fetcher, &format!("{}{path}", server.address));
    let told = "127.0.0.1 did not send all of it within 3 seconds";
    assert!(check("/never")[0].starts_with(&format!("{told}\n  hint: ")), "{:?}", check("/never"));
    let half = check("/half");
    assert!(half[0].contains("Norway met"), "{half:?}");
    assert!(half[1].starts_with(&format!("asked: the file breaks off here: {told}\n  hint: ")), "{half:?}");
}

#[test]
fn an_answer_without_end_is_refused() {
    let server = Server::new(|path, stream| {
        if path == "/robots.txt" {
            return stream.write_all(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
        loop {
            stream.write_all(&[b'a'; 64 << 10])?;
        }
    });
    let found = server.check("/a");
    assert!(
        found[0].starts_with("the answer is longer than 32 MiB\n  hint: fetch it into a file"),
        "{found:?}"
    );
}

#[test]
fn an_answer_that_breaks_off_is_read_up_to_the_break() {
    let whole = answer(HTML, &[page("Norway"), vec![b' '; 500]].concat());
    let server = Server::with(&[("/a", whole[..whole.len() - 400].to_vec())]);
    let found = server.check("/a");
    assert!(found[0].contains("Norway met"), "{found:?}");
    assert!(
        found[1].starts_with("asked: the file breaks off here: 127.0.0.1 gave no whole answer"),
        "{found:?}"
    );
}

#[test]
fn what_goes_wrong_is_told_with_a_hint() {
    let failing = |status: &str| format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").into_bytes();
    let server = Server::with(&[
        ("/paid", failing("403 No")),
        ("/often", failing("429 No")),
        ("/down", failing("500 No")),
        ("/odd", b"220 mail.example ESMTP\r\n\r\n".to_vec()),
    ]);
    let check = |path: &str, message: &str| {
        let found = server.check(path);
        assert!(found[0].starts_with(message) && found[0].contains("\n  hint: "), "{found:?}");
    };
    check("/missing", "there is no such page (404)");
    check("/paid", "the server does not give it to programs (403)");
    check("/often", "the server was asked too often (429)");
    check("/down", "the server failed (500)");
    check("/odd", "127.0.0.1 gave no whole answer: ");
    let secure = read(&server.address.replace("http:", "https:"), |_| true);
    assert!(secure[0].starts_with("no safe connection to 127.0.0.1: "), "{secure:?}");
    let closed =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).unwrap();
    assert!(read(&format!("http://{closed}/"), |_| true)[0].starts_with("127.0.0.1 refuses the connection"));
    let unknown = read("https://courier.invalid/", |_| true);
    assert!(unknown[0].starts_with("no server is known by the name of courier.invalid"), "{unknown:?}");
    assert!(read("https://", |_| true)[0].starts_with("no address: "));
}
