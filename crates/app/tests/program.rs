//! The program as its users meet it: what it prints, what it refuses, how it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs `dateline` with these arguments and this standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        // Whoever runs the tests may have a folder of their own.
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let mut stdin = program.stdin.take().expect("it was piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = program.wait_with_output().expect("it ends");
    // A program that refuses its arguments does not read its input.
    let _ = writer.join().expect("the writer does not panic");
    output
}

/// A folder of this test's own, taken away behind it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

/// The exit code, standard output and standard error of `dateline code` on this input.
fn code(input: &[u8]) -> (i32, String, String) {
    let output = run(&["code", "--format", "jsonl"], input);
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_record_has_the_schema_and_spans_in_code_points() {
    let story = "Café owners “cheered”. Norway invited the president of Morocco to Oslo.";
    let (status, out, _) = code(story.as_bytes());
    assert_eq!(status, 0);
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(record["schema"], "dateline/1");
    let event = &record["events"][0];
    assert_eq!(event["type"], "AGREE", "{out}");
    let letters: Vec<char> = story.chars().collect();
    let trigger = &event["trigger"][0];
    let (start, end) =
        (trigger["start"].as_u64().unwrap() as usize, trigger["end"].as_u64().unwrap() as usize);
    assert_eq!(letters[start..end].iter().collect::<String>(), "invited");
}

#[test]
fn a_bad_line_is_reported_and_the_rest_is_read() {
    let lines = b"{\"id\":\"a\",\"text\":\"Norway invited Peru.\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"\\ud800\"}\n\
                  {\"id\":\"d\",\"text\":\"\xff\"}\n{\"id\":\"e\",\"text\":\"Peru met Chile.\"}\n";
    let (status, out, err) = code(lines);
    assert_eq!(status, 1, "{err}");
    assert_eq!(out.lines().count(), 2);
    assert!(err.contains("<stdin>:2: the story has no \"text\""), "{err}");
    assert!(err.contains("<stdin>:3: no JSON object"), "{err}");
    assert!(err.contains("<stdin>:4: not UTF-8"), "{err}");
    assert!(err.contains("5 read, 2 coded, 3 skipped (2 malformed, 1 without text); "), "{err}");
}

#[test]
fn what_is_no_story_is_refused_with_a_reason() {
    for (input, reason) in [
        (b"".as_slice(), "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"Norway\0 invited Peru.", "a NUL byte at offset 6"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a binary file"),
        ("Le gouvernement a annoncé mercredi que les discussions avec les syndicats de la fonction publique \
          reprendront lundi prochain à la demande du premier ministre.".as_bytes(), "looks like French"),
    ] {
        let (status, out, err) = code(input);
        assert_eq!(status, 2, "{err}");
        assert_eq!(out, "");
        assert!(err.contains(reason), "{reason}: {err}");
    }
}

#[test]
fn what_is_not_utf_8_is_read_with_a_note() {
    let (status, out, err) = code(b"Norway invited Per\xfa to Oslo.");
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("read as windows-1252: byte 0xFA at offset 18 is not UTF-8"), "{out}");
}

#[test]
fn articles_are_read_as_what_they_were_taken_from() {
    let folder = Folder::new("articles");
    let page = "<html><head><title>Pact</title></head><body><article><p>Norway invited the president of Peru to Oslo on \
                Friday, its “ministry” said, and Peru accepted the invitation on the same day.</p><figure><img src=\"a.png\">\
                <figcaption>The president of Peru at the airport of Oslo.</figcaption></figure><p>By Hanne Vik, 3 May \
                2019</p></article></body></html>";
    folder.write("page.html", page.as_bytes());
    folder.write(
        "late.txt",
        b"Talks in Oslo\n\nBy Hanne Vik | 3 May 2019\n\nNorway met Peru on Friday.\nREAD: Who is who\n",
    );
    let articles = run(&["articles", &folder.path("")], b"");
    assert_eq!(articles.status.code(), Some(0), "{}", text(&articles.stderr));
    assert!(text(&articles.stderr).contains("2 read, 2 taken, 0 skipped; "), "{}", text(&articles.stderr));
    let lines = text(&articles.stdout);
    let late: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(late["published"], "2019-05-03");
    assert_eq!(late["boilerplate"].as_array().unwrap().last().unwrap()["kind"], "related-link");
    let straight = run(&["code", "--format", "jsonl", &folder.path("")], b"");
    assert_eq!(code(&articles.stdout).1, text(&straight.stdout));
}

#[test]
fn a_folder_of_pages_feeds_and_tables_is_read_in_order() {
    let folder = Folder::new("formats");
    let page = "<html><head><title>Pact</title></head><body><article><p>Norway invited the president of Peru to Oslo on \
                Friday, its ministry said, and Peru accepted the invitation on the same day.</p></article></body></html>";
    folder.write("a/page.html", page.as_bytes());
    folder.write("b.csv", b"id,date,body\nrow,2019-05-03,Norway invited Peru to Oslo.\n");
    folder.write("c.txt", b"Norway invited Peru to Oslo.\n=====\nPeru invited Norway to Lima.\n");
    folder.write(
        "d.xml",
        b"<rss version=\"2.0\"><channel><title>C</title><item><guid>entry</guid><description>Chad met Mali.\
                </description></item></channel></rss>",
    );
    folder.write(".hidden", b"Norway invited Peru to Oslo.");
    let output = run(&["code", "--format", "jsonl", &folder.path("")], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let ids: Vec<String> = text(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["article"]["id"].as_str().unwrap().into()
        })
        .collect();
    assert_eq!(ids, ["page.html", "row", "c.txt#1", "c.txt#2", "entry"]);
    assert!(text(&output.stderr).starts_with("5 read, 5 coded, 0 skipped; "), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_goes_on() {
    let folder = Folder::new("resume");
    let lines: Vec<String> = (0..300)
        .map(|id| format!("{{\"id\":{id},\"text\":\"Norway invited Peru to Oslo, its envoy {id} said.\"}}"))
        .collect();
    folder.write("news.jsonl", lines.join("\n").as_bytes());
    let (input, output) = (folder.path("news.jsonl"), folder.path("records.jsonl"));
    let whole = run(&["code", &input], b"").stdout;
    assert_eq!(run(&["code", &input, "-o", &output], b"").status.code(), Some(0));
    assert!(std::fs::read(&output).unwrap() == whole);
    let again = run(&["code", &input, "-o", &output, "--resume"], b"");
    assert!(text(&again.stderr).contains("is finished"), "{}", text(&again.stderr));

    let second = folder.path("second.jsonl");
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["code", &input, "-", "-o", &second])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = program.stdin.take();
    // It has read the file, and waits for standard input, when it is interrupted.
    let progress = folder.path("second.jsonl.progress");
    let done = || std::fs::read_to_string(&progress).is_ok_and(|mark| mark.contains("\"pieces\":300"));
    for _ in 0..600 {
        if done() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(done(), "the mark is kept while the program waits");
    let interrupted = Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(program.wait().unwrap().code(), Some(130));
    drop(stdin);
    assert!(std::fs::read(&second).unwrap() == whole);
    let rest = run(&["code", &input, "-", "-o", &second, "--resume"], b"Norway invited Chad to Oslo.");
    assert_eq!(rest.status.code(), Some(0), "{}", text(&rest.stderr));
    assert!(text(&rest.stderr).starts_with("301 read, 301 coded"), "{}", text(&rest.stderr));
    assert_eq!(text(&std::fs::read(&second).unwrap()).lines().count(), 301);
    assert!(!std::path::Path::new(&progress).exists());
}

#[test]
fn a_mark_in_the_middle_of_the_output_is_gone_on_from() {
    let folder = Folder::new("mark");
    let lines: Vec<String> = (0..40)
        .map(|id| format!("{{\"id\":{id},\"text\":\"Norway invited Peru to Oslo, its envoy {id} said.\"}}"))
        .collect();
    folder.write("news.jsonl", lines.join("\n").as_bytes());
    let (input, output) = (folder.path("news.jsonl"), folder.path("records.jsonl"));
    let waiting = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["code", &input, "-", "-o", &output])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut program = waiting.unwrap();
    let progress = folder.path("records.jsonl.progress");
    let mark = || std::fs::read_to_string(&progress).ok().filter(|mark| mark.contains("\"pieces\":40"));
    for _ in 0..600 {
        if mark().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let mark = mark().expect("the mark is kept while the program waits");
    program.kill().unwrap();
    program.wait().unwrap();
    let whole = std::fs::read(&output).unwrap();
    // An earlier mark: ten stories, and half of the eleventh behind them.
    let kept: usize = whole.split_inclusive(|&byte| byte == b'\n').take(10).map(<[u8]>::len).sum();
    std::fs::write(&output, &whole[..kept + 50]).unwrap();
    let earlier = mark
        .replace("\"pieces\":40", "\"pieces\":10")
        .replace(&format!("\"bytes\":{}", whole.len()), &format!("\"bytes\":{kept}"));
    std::fs::write(&progress, earlier).unwrap();
    let unfinished = run(&["code", &input, "-", "-o", &output], b"");
    assert!(text(&unfinished.stderr).contains("was left unfinished"), "{}", text(&unfinished.stderr));
    let rest = run(&["code", &input, "-", "-o", &output, "--resume"], b" ");
    assert!(text(&rest.stderr).contains("the file is empty"), "{}", text(&rest.stderr));
    assert!(std::fs::read(&output).unwrap() == whole);
    let other = run(&["code", &input, "-o", &output, "--resume"], b"");
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn many_skips_are_counted_and_listed() {
    let folder = Folder::new("skips");
    let list = folder.path("skipped.tsv");
    let output =
        run(&["code", "--format", "jsonl", "--skipped", &list], "{\"id\":1}\n".repeat(50).as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let err = text(&output.stderr);
    assert_eq!(err.lines().filter(|line| line.starts_with("error: <stdin>")).count(), 20, "{err}");
    assert!(err.contains("note: more stories are without text; they are counted"), "{err}");
    let list = std::fs::read_to_string(list).unwrap();
    assert_eq!(list.lines().count(), 50);
    assert!(list.starts_with("without text\t<stdin>:1: the story has no \"text\""), "{list}");
}

#[test]
fn fifty_megabytes_in_one_line_are_refused_quickly() {
    let line = "Norway invited Peru. ".repeat(50 * 1024 * 1024 / 21);
    let (status, _, err) = code(line.as_bytes());
    assert_eq!(status, 2);
    assert!(err.contains("the longest read is"), "{err}");
}

#[test]
fn marks_of_direction_and_zero_width_do_no_harm() {
    let story = "\u{200f}Norway\u{200e} in\u{200b}vited \u{202b}Peru\u{202c} to Oslo.\u{feff} \u{1F1F3}\u{1F1F4} Z\u{301}\u{302}\u{303}a.";
    let (status, out, err) = code(story.as_bytes());
    assert_eq!(status, 0, "{err}");
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(record["article"]["language"], "en");
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let output =
        run(&["code", "--format", "jsonl", "no-such-story.txt", "-"], b"Norway invited Peru to Oslo.");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no-such-story.txt: cannot be read"));
    assert_eq!(text(&output.stdout).lines().count(), 1);
}

#[test]
fn the_same_bytes_out_at_any_thread_count() {
    let story = include_str!("../../../examples/call.txt");
    let line = |id: usize| {
        serde_json::json!({"id": id.to_string(), "text": format!("{story}\n\nNumber {id}."), "published": "2026-01-12"}).to_string()
    };
    let lines: Vec<String> = (0..12).map(line).collect();
    let input = lines.join("\n");
    let read = |threads| run(&["code", "--format", "jsonl", "--threads", threads], input.as_bytes()).stdout;
    let one = read("1");
    assert_eq!(text(&one).lines().count(), 12);
    assert!(one == read("4"), "the records differ between one thread and four");
    assert!(one == read("1"), "the records differ between two runs");
}

/// Stories of a line each, with things that tables stumble over.
const LINES: &[u8] = "{\"id\":\"a,b\",\"published\":\"2019-05-03\",\"title\":\"Pact; \\\"fish\\\"\",\"text\":\"Norway invited the president of Peru to \
    Oslo on Friday.\\nPeru \\\"accepted\\\", its minister said.\"}\n{\"id\":\"c\",\"text\":\"It rained.\"}\n\
    {\"id\":\"d\",\"text\":\"Chad criticised Mali.\"}\n"
    .as_bytes();

/// What a table of plain text has in each row, by column.
fn rows_of(table: &str, separator: u8) -> Vec<std::collections::BTreeMap<String, String>> {
    let quoting = separator == b',';
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).quoting(quoting).from_reader(table.as_bytes());
    reader.deserialize().map(|row| row.expect("every row has every column")).collect()
}

#[test]
fn a_table_has_a_row_an_event() {
    for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
        let output = run(&["code", "--format", format], LINES);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let rows = rows_of(&text(&output.stdout), separator);
        let first = &rows[0];
        let shown = |column: &str| first[column].as_str();
        assert_eq!(
            [shown("article_id"), shown("title"), shown("published")],
            ["a,b", "Pact; \"fish\"", "2019-05-03"]
        );
        assert_eq!([shown("event_type"), shown("quad_code"), shown("modality")], ["AGREE", "1", "actual"]);
        assert_eq!(
            [shown("actor_name"), shown("actor_country"), shown("recipient_country")],
            ["Norway", "NOR", "PER"]
        );
        assert_eq!([shown("date"), shown("day"), shown("date_text")], ["2019-05-03", "2019-05-03", "Friday"]);
        assert_eq!(shown("sentence_text"), "Norway invited the president of Peru to Oslo on Friday.");
        let last = rows.last().expect("there is a first");
        assert_eq!(
            [last["article_id"].as_str(), &last["event_type"], &last["published"]],
            ["d", "ACCUSE", ""]
        );
    }
    let output = run(&["code", "--format", "csv", "--table", "statements"], LINES);
    let rows = rows_of(&text(&output.stdout), b',');
    assert_eq!([rows[0]["statement_id"].as_str(), &rows[0]["act"], &rows[0]["cue"]], ["s1", "say", "said"]);
}

#[test]
fn a_parquet_file_is_written_and_read() {
    let folder = Folder::new("parquet");
    let (events, again) = (folder.path("events.parquet"), folder.path("again"));
    let output = run(&["code", "-o", &events], LINES);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!std::path::Path::new(&folder.path("events.parquet.part")).exists());
    run(&["code", "-o", &again, "--format", "parquet", "--threads", "3"], LINES);
    let bytes = std::fs::read(&events).unwrap();
    assert!(bytes == std::fs::read(&again).unwrap(), "threads change nothing");
    let read = ["code", "--format", "jsonl", "--text-column", "sentence_text", "--id-column", "event_id"];
    let from_file = run(&[&read[..], &[&events]].concat(), b"");
    let from_stream = run(&read, &bytes);
    assert_eq!(from_file.status.code(), Some(0), "{}", text(&from_file.stderr));
    assert!(from_file.stdout == from_stream.stdout, "{}", text(&from_stream.stderr));
    let first: serde_json::Value =
        serde_json::from_str(text(&from_file.stdout).lines().next().unwrap()).unwrap();
    assert_eq!(first["article"]["published"], "2019-05-03");
    assert_eq!(first["events"][0]["type"], "AGREE");
    folder.write("cut.parquet", &bytes[..bytes.len() / 2]);
    let cut = run(&[&read[..], &[&folder.path("cut.parquet"), &events]].concat(), b"");
    assert_eq!((cut.status.code(), text(&cut.stdout)), (Some(1), text(&from_file.stdout)));
    assert!(text(&cut.stderr).contains("cut.parquet: no whole Parquet file"), "{}", text(&cut.stderr));
}

#[test]
fn a_table_that_cannot_be_is_refused_with_a_hint() {
    let folder = Folder::new("refused");
    let parquet = folder.path("events.parquet");
    for (arguments, reason) in [
        (vec!["--format", "csv", "--table", "records"], "--format parquet"),
        (vec!["--format", "jsonl", "--table", "events"], "--format csv, tsv or parquet"),
        (vec!["-o", &parquet, "--resume"], "--resume cannot go on with Parquet"),
    ] {
        let output = run(&[&["code"], &arguments[..]].concat(), LINES);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(reason), "{reason}: {}", text(&output.stderr));
    }
}

#[test]
fn a_table_that_is_gone_on_with_has_one_header() {
    let folder = Folder::new("header");
    let table = folder.path("events.csv");
    let whole = text(&run(&["code", "--format", "csv"], LINES).stdout);
    folder.write("lines.jsonl", LINES);
    let input = folder.path("lines.jsonl");
    assert_eq!(run(&["code", &input, "-o", &table], b"").status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&table).unwrap(), whole);
    // A run that was killed behind its header.
    let waiting = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["code", "-", "-o", &table])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut program = waiting.unwrap();
    let progress = folder.path("events.csv.progress");
    for _ in 0..600 {
        if std::path::Path::new(&progress).exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    program.kill().unwrap();
    program.wait().unwrap();
    let output = run(&["code", "-", "-o", &table, "--resume"], LINES);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_to_string(&table).unwrap(), whole);
}

#[test]
fn an_event_is_explained_by_its_id() {
    let story = b"Norway invited the president of Morocco to Oslo.";
    let (_, out, _) = code(story);
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    let id = record["events"][0]["id"].as_str().unwrap();
    let output = run(&["why", id, "-"], story);
    let explained = text(&output.stdout);
    for part in ["invited", ".toml:", "actor", "recipient", "nsubj"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    let output = run(&["why", "E99", "-"], story);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("hint: it has E1"), "{}", text(&output.stderr));
}

#[test]
fn an_explanation_tells_who_else_was_considered() {
    let story = b"Barack Obama visited Paris, Texas.";
    let output = run(&["why", "--date", "2014-05-03", "E1", "-"], story);
    let explained = text(&output.stdout);
    for part in [
        "also considered: Barack Obama, senator of USA",
        "not on 2014-05-03",
        "also considered: Paris, FRA",
        "the story says which: \"Texas\" stands beside it",
    ] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

#[test]
fn a_parse_is_conllu() {
    let output = run(&["parse", "-"], b"Norway didn't invite Peru.");
    let parsed = text(&output.stdout);
    assert!(parsed.contains("2-3\tdidn't\t_"), "{parsed}");
    let rows = parsed.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
    assert!(rows.clone().count() == 7 && rows.clone().all(|row| row.split('\t').count() == 10), "{parsed}");
}

#[test]
fn a_parse_tells_what_a_reader_of_conllu_wants() {
    let parsed =
        text(&run(&["parse", "-"], "“Café’s closed,” Ana Lind said.\n\nPeru left.".as_bytes()).stdout);
    for part in [
        "# sent_id = 1\n# text = “Café’s closed,” Ana Lind said.\n",
        "# newpar\n# sent_id = 2\n# text = Peru left.\n",
        "start=0|end=1|SpaceAfter=No\n",
        "start=17|end=20|NER=B-PER\n",
        "start=21|end=25|NER=I-PER\n",
        "start=42|end=43\n",
    ] {
        assert!(parsed.contains(part), "{part}: {parsed}");
    }
}

#[test]
fn given_tokens_sentences_and_comments_are_kept() {
    let column = "\t_".repeat(7);
    let given = format!(
        "# newdoc id = port\n# sent_id = port-9\n# a remark\n1-2\tdunno{column}\tSpaceAfter=No\n1\tdun{column}\tGloss=not\n\
         2\tno{column}\t_\n3\tPeru met .{column}\t_\n\n1\tNo{column}\t_\n\n"
    );
    let output = run(&["parse", "--input", "conllu", "-"], given.as_bytes());
    let parsed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for part in [
        "# newdoc id = port\n# sent_id = port-9\n# a remark\n# text = dunnoPeru met .\n1-2\tdunno",
        "|Gloss=not\n2\tno\t",
        "\n3\tPeru met .\t",
        "\n\n# sent_id = 2\n# text = No\n1\tNo\t",
    ] {
        assert!(parsed.contains(part), "{part}: {parsed}");
    }
    let output = run(&["parse", "--input", "conllu", "-"], b"1\tPeru\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("<stdin>:1: not ten columns"), "{}", text(&output.stderr));
}

/// A folder with these files, new for each test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run left there may not be there.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for tests can be written");
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).expect("the folder for tests can be written");
    }
    folder
}

/// Codes a sentence of 2018 with these further arguments.
fn code_with(arguments: &[&str], story: &str) -> (i32, serde_json::Value, String) {
    let all = [&["code", "--format", "jsonl", "--date", "2018-05-01"][..], arguments].concat();
    let output = run(&all, story.as_bytes());
    let record = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap_or(-1), record, text(&output.stderr))
}

const OWN: &[u8] = b"name,aliases,country,sectors,office,from,to\nHarbour League,HL,MAR,REB,,,2018\n";

#[test]
fn own_actors_are_used_and_told() {
    let story = "The Harbour League attacked Peru.";
    let own = folder("own-actors", &[("actors.csv", OWN)]);
    let (status, record, err) = code_with(&["--with", &own.to_string_lossy()], story);
    assert_eq!(status, 0, "{err}");
    let actor = &record["actors"][0];
    assert_eq!((actor["country"].as_str(), actor["sectors"][0].as_str()), (Some("MAR"), Some("REB")));
    assert_eq!(actor["reason"], "organisation \"Harbour League\" (actors.csv:2)");
    let (_, plain, _) = code_with(&[], story);
    assert_ne!(record["run"]["knowledge"], plain["run"]["knowledge"]);
    assert_eq!(record["run"]["lexicon"], plain["run"]["lexicon"]);
}

#[test]
fn faults_of_own_files_end_the_run_before_it_begins() {
    let two = b"name,country\nHarbour League,Morocco\nhill league,MAR\n";
    let long = vec![b'a'; 33 << 20];
    for (name, bytes, message) in [
        (
            "own-codes",
            two.as_slice(),
            "actors.csv:2: unknown country code \"Morocco\"\n  hint: did you mean \"MAR\"?",
        ),
        ("own-latin", b"name,country\nC\xf4te,FRA\n", "actors.csv:2: not UTF-8"),
        ("own-long", &long, "actors.csv: longer than 32 MB"),
    ] {
        let own = folder(name, &[("actors.csv", bytes)]);
        let (status, record, err) = code_with(&["--with", &own.to_string_lossy()], "Norway invited Peru.");
        assert_eq!((status, record), (2, serde_json::Value::Null), "{err}");
        assert!(err.contains(message), "{message}: {err}");
    }
    let (status, _, err) = code_with(&["--with", "no-such-folder"], "Norway invited Peru.");
    assert_eq!(status, 2);
    assert!(err.contains("no-such-folder: no folder that can be read"), "{err}");
}

#[test]
fn petrarch_codes_stand_on_events() {
    let files: [(&str, &[u8]); 2] = [
        ("my.actors.txt", b"NORWAY [NOR]\n+NORV\xc8GE\nPERU [PER]\nCHILE [CHL 951340-960101]\n"),
        ("my.verbs.txt", b"--- INVITE [022] ---\nINVITE\n--- PONDER [010] ---\nPONDER {PONDERED}\n"),
    ];
    let dictionaries = folder("dictionaries", &files);
    let story = "Norway invited Peru to talks. Norway pondered Peru.";
    let (status, record, err) = code_with(&["--petrarch", &dictionaries.to_string_lossy()], story);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("my.actors.txt:4: the code [CHL 951340-960101] cannot be read"), "{err}");
    let events = record["events"].as_array().unwrap();
    let coded = |code: &str| events.iter().find(|event| event["petrarch"][0]["code"] == code).unwrap();
    let invited = coded("022");
    assert_eq!(invited["type"], "AGREE");
    assert_eq!(
        (&invited["petrarch"][0]["source"], &invited["petrarch"][0]["target"]),
        (&"NOR".into(), &"PER".into())
    );
    let pondered = coded("010");
    assert_eq!(pondered["type"], serde_json::Value::Null);
    assert_eq!(pondered["rule"], "my.verbs.txt:4 PONDER");
    assert_eq!(pondered["trigger"][0]["text"], "pondered");
    let (status, _, err) = code_with(&["--petrarch", env!("CARGO_TARGET_TMPDIR")], story);
    assert_eq!(status, 2);
    assert!(err.contains("no dictionary of actors was found"), "{err}");
}

#[test]
fn an_address_is_read_as_a_file_is() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/pact", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut question = [0; 2048];
            let count = std::io::Read::read(&mut stream, &mut question).unwrap_or(0);
            let story = "Norway invited the president of Morocco to Oslo.";
            let answer = if question[..count].starts_with(b"GET /pact ") {
                format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{story}",
                    story.len()
                )
            } else {
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".into()
            };
            // A reader that goes away is none of the server's business.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    let output = run(&["code", "--format", "jsonl", "--allow-private", &address], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"]["url"], address.as_str());
    assert_eq!(record["article"]["id"], address.as_str());
    let output = run(&["why", "E1", "--allow-private", &address], b"");
    assert!(text(&output.stdout).contains("\"invited\""), "{}", text(&output.stderr));
    let refused = run(&["code", &address], b"");
    assert_eq!(refused.status.code(), Some(2));
    let told = text(&refused.stderr);
    assert!(
        told.contains(&format!("{address}: 127.0.0.1 is not read")) && told.contains("--allow-private"),
        "{told}"
    );
    let refused = run(&["why", "E1", &address], b"");
    assert!(text(&refused.stderr).contains("is no public address"), "{}", text(&refused.stderr));
}
