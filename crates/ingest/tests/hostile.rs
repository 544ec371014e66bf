//! What is made to harm its reader: read in bounded memory, told with its file, its place and the reason, and followed
//! by what comes behind it. Nothing here is written to a disk: what is large is made while it is read.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, Cursor, Read, Write};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dateline_ingest::{Options, articles};

/// Measures how much memory is held at once.
struct Measured;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code, reason = "an allocator is unsafe; this one counts and hands on")]
// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Measured {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static MEASURED: Measured = Measured;

/// One test at a time: the memory is that of all.
static ALONE: Mutex<()> = Mutex::new(());

/// The stories of a stream, their first words, or why there is none; fails where it took more than so many megabytes.
fn check(name: &str, source: impl Read + Send + 'static, megabytes: usize) -> Vec<String> {
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let found: Vec<String> = articles(name, source, &Options::default())
        .map(|article| match article {
            Ok(article) => article.text.chars().take(60).collect(),
            Err(skip) => skip.to_string(),
        })
        .collect();
    let most = MOST.load(Ordering::Relaxed).saturating_sub(before) >> 20;
    assert!(most <= megabytes, "{name}: {most} MB at once: {found:?}");
    found
}

fn alone() -> impl Sized {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same bytes again and again, then others; counts what is taken.
struct Again {
    part: Vec<u8>,
    left: u64,
    at: usize,
    last: Cursor<Vec<u8>>,
    taken: Arc<AtomicU64>,
}

impl Again {
    fn new(part: Vec<u8>, times: u64, last: &[u8]) -> Again {
        Again { part, left: times, at: 0, last: Cursor::new(last.to_vec()), taken: Arc::default() }
    }
}

impl Read for Again {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return self.last.read(buffer);
        }
        let count = buffer.len().min(self.part.len() - self.at);
        buffer[..count].copy_from_slice(&self.part[self.at..self.at + count]);
        self.at += count;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        if self.at == self.part.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(count)
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory does not fail")
}

fn story(name: &str) -> String {
    format!(
        "<html><body><article><p>{name} met the president of Peru in Lima on Friday, and the two signed a pact on fish \
         and on the ships that may catch it.</p><p>Fishermen protested against the pact before the palace, and the police \
         arrested nine of them, a union said.</p></article></body></html>"
    )
}

#[test]
fn a_bomb_of_ten_gigabytes_goes_off_in_no_format() {
    let _alone = alone();
    // Ten megabytes of gzip that hold ten gigabytes of nothing.
    let member = gzip(&vec![b' '; 10 << 20]);
    for (name, first) in [
        ("a.txt.gz", "Norway met Peru.\n"),
        ("a.jsonl.gz", "{\"id\": 1, \"text\": \"Norway met Peru.\"}\n"),
        ("a.json.gz", "[\n{\"id\": 1,\n\"text\": \"Norway met Peru.\"},"),
        ("a.csv.gz", "id,text\n1,Norway met Peru.\n2,"),
        ("a.html.gz", "<html><body><p>Norway"),
        ("a.xml.gz", "<rss version=\"2.0\"><channel>"),
        ("a.warc.gz", "WARC/1.0\r\nContent-Length: 99\r\n"),
    ] {
        let bomb = Again::new(member.clone(), 1000, b"");
        let taken = bomb.taken.clone();
        let found = check(name, Cursor::new(gzip(first.as_bytes())).chain(bomb), 400);
        // A page is read up to its longest, with a note; the others are told.
        let told = found.iter().any(|told| told.starts_with(name));
        assert!(told || name == "a.html.gz" && found == ["Norway"], "{name}: {found:?}");
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken < 2 << 20, "{name}: {taken} bytes were unpacked");
    }
}

#[test]
fn a_line_of_a_gigabyte_is_passed_over() {
    let _alone = alone();
    let words = || "Norway met Peru ".repeat(4096).into_bytes();
    let lines = Again::new(words(), 1 << 14, b"\"}\n{\"id\": 2, \"text\": \"Norway met Chad.\"}\n");
    let found = check("a.jsonl", Cursor::new(b"{\"text\": \"").chain(lines), 64);
    assert!(found[0].starts_with("a.jsonl:1: the line is 10737"), "{found:?}");
    assert_eq!(found[1], "Norway met Chad.");
    let story = Again::new(words(), 1 << 14, b"\n=====\nNorway met Chad.\n");
    let found = check("a.txt", story, 64);
    assert!(found[0].starts_with("a.txt:1: the story is 10737"), "{found:?}");
    assert_eq!(found[1].trim(), "Norway met Chad.");
}

#[test]
fn a_row_of_commas_costs_no_memory() {
    let _alone = alone();
    let commas = vec![b','; 15 << 20];
    let table =
        [b"id,text\n1,Norway met Peru.\n2,Norway met Chad.", &commas[..], b"\n3,Norway met Mali.\n"].concat();
    let found = check("a.csv", Cursor::new(table), 400);
    assert_eq!(found, ["Norway met Peru.", "Norway met Chad.", "Norway met Mali."]);
}

#[test]
fn pages_that_try_to_cost_time_are_read_or_told() {
    let _alone = alone();
    let attributes: String = (0..400_000).map(|number| format!(" a{number}=b")).collect();
    let divs = "<div>".repeat(20_000);
    let pages = [
        divs.clone(),
        "<a href=x><b>".repeat(20_000),
        // Attributes that a parser compares one with all.
        format!("<div{attributes}>"),
        // What looks like a quotation mark that hides the tags behind it, and is none.
        format!("<a =\"x>{divs}\">"),
        format!("<a b='{divs}"),
        // Elements that hold text here and markup there.
        format!("<noscript>{divs}</noscript>"),
        format!("<svg><title>{divs}</title></svg>"),
        format!("<svg><style>{divs}</style></svg>"),
        format!("<svg><foreignObject></svg></foreignObject><script>{divs}"),
        format!("<!-- --!>{divs}"),
        format!("<select><textarea>{divs}</textarea>"),
        // Entities, whole, broken and unknown.
        "&amp;&#x110000;&#0;&nosuch;&".repeat(50_000),
        format!("<!--{divs}"),
        "<!".repeat(500_000),
        "</".repeat(500_000),
    ];
    for page in pages {
        let begin: String = page.chars().take(40).collect();
        let found = check("a.html", Cursor::new(format!("{page}{}", story("Norway"))), 700);
        let told = found[0].starts_with("a.html: ") && !found[0].contains("fault");
        assert!(found.len() == 1 && (told || !found[0].starts_with("a.html")), "{begin}: {found:?}");
    }
}

#[test]
fn json_that_nests_or_repeats_is_refused_by_line() {
    let _alone = alone();
    let deep = "[".repeat(3 << 20);
    let keys: String = (0..200_000).map(|number| format!("\"k{number}\":1,")).collect();
    let lines = format!(
        "{{\"text\":{deep}\n{{{}\n{{\"text\":1e999999}}\n{{{keys}\"text\":\"Norway met Chad.\"}}\n{{\"text\":\"Norway met Peru.\"}}\n",
        "\"a\":{".repeat(1 << 20)
    );
    let found = check("a.jsonl", Cursor::new(lines), 300);
    assert!(found[0].starts_with("a.jsonl:1: no JSON object of a story: recursion limit"), "{found:?}");
    assert!(found[1].starts_with("a.jsonl:2: no JSON object of a story: "), "{found:?}");
    assert!(found[2].starts_with("a.jsonl:3: "), "{found:?}");
    assert_eq!(found[3..], ["Norway met Chad.", "Norway met Peru."]);
    let array = format!("[{{\"text\": {deep}");
    assert!(check("a.json", Cursor::new(array), 300)[0].starts_with("a.json:1: "));
}

#[test]
fn archives_that_lie_are_read_up_to_the_lie() {
    let _alone = alone();
    let record = |length: &str, block: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://courier.example/{length}\r\n\
             Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let good = record("15", "Norway met Peru");
    for (length, told) in [
        ("18446744073709551615", "breaks off here"),
        ("99999999999999999999", "has no Content-Length"),
        ("-1", "has no Content-Length"),
    ] {
        let found = check("a.warc", Cursor::new(format!("{good}{}", record(length, "Chad"))), 64);
        assert_eq!(found[0], "Norway met Peru", "{found:?}");
        assert!(found[1].starts_with("a.warc, ") && found[1].contains(told), "{found:?}");
    }
    let header = Again::new(b"X: y\r\n".to_vec(), 1 << 20, b"\r\n");
    let found = check("a.warc", Cursor::new(format!("{good}WARC/1.0\r\n")).chain(header), 64);
    assert_eq!(found[0], "Norway met Peru");
    assert!(found[1].contains("has no Content-Length"), "{found:?}");
    // A page of gzip within a record, which unpacks without end.
    let packed = gzip(&vec![b' '; 200 << 20]);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/b\r\nContent-Length: {}\r\n\r\n{head}",
        head.len() + packed.len()
    );
    let archive = [record.as_bytes(), &packed, b"\r\n\r\n", good.as_bytes()].concat();
    let found = check("a.warc", Cursor::new(archive), 400);
    assert!(found[0].starts_with("a.warc, record 1 (https://courier.example/b): "), "{found:?}");
    assert_eq!(found[1], "Norway met Peru");
}

#[test]
fn nul_bytes_are_told_in_every_format() {
    let _alone = alone();
    for (name, bytes) in [
        ("a.txt", "Norway\0 met Peru."),
        ("a.html", "<html><p>Norway\0 met Peru."),
        ("a.jsonl", "{\"text\": \"Norway\0 met Peru.\"}"),
        ("a.csv", "id,text\n1,Norway\0 met Peru."),
        ("a.xml", "<rss version=\"2.0\"><channel><title>\0</title></channel></rss>"),
    ] {
        let found = check(name, Cursor::new(bytes.as_bytes().to_vec()), 64);
        assert!(found[0].starts_with(name) && found[0].contains("a NUL byte at offset"), "{found:?}");
    }
}

#[test]
fn a_charset_that_is_wrong_or_unknown_does_no_harm() {
    let _alone = alone();
    for charset in ["utf-16le", "x-user-defined", "iso-2022-kr", "utf-7", "klingon", "\u{e9}"] {
        let page = format!("<meta charset=\"{charset}\">{}", story("Norway"));
        let found = check("a.html", Cursor::new(page), 400);
        assert!(found[0].starts_with("Norway met the president"), "{charset}: {found:?}");
    }
}

#[test]
fn what_is_cut_off_anywhere_is_read_or_told() {
    let _alone = alone();
    let page = story("Norway");
    let feed = "<rss version=\"2.0\"><channel><title>C</title><item><guid>e</guid><description>Chad met Mali.\
                </description></item></channel></rss>";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://courier.example/1\r\nContent-Type: text/html\r\n\
         Content-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let table = "id,text\n1,\"Norway met \"\"Peru\"\".\"\n";
    let json = "[\n{\"id\": 1, \"text\": \"Norway met Peru.\\u00e9\"}\n]";
    for (name, whole) in
        [("a.html", &*page), ("a.xml", feed), ("a.warc", &record), ("a.csv", table), ("a.json", json)]
    {
        for packed in [false, true] {
            let whole = if packed { gzip(whole.as_bytes()) } else { whole.as_bytes().to_vec() };
            for end in (1..whole.len()).step_by(7) {
                check(name, Cursor::new(whole[..end].to_vec()), 400);
            }
        }
    }
}
