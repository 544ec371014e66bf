//! A store as its users meet it: what is added, asked, refused; what a death in the middle leaves behind.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// `dateline` with these arguments, in a folder of the test's own.
fn program(folder: &Folder, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    program
        .args(arguments)
        .current_dir(&folder.0)
        // Whoever runs the tests may have a folder of their own.
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program
}

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    program(folder, arguments).output().expect("the program was built for this test")
}

/// The exit code, standard output and standard error.
fn told(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let output = run(folder, arguments);
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// What a question that must be answered prints.
fn asked(folder: &Folder, arguments: &[&str]) -> String {
    let (status, out, err) = told(folder, arguments);
    assert_eq!(status, 0, "{arguments:?}: {err}");
    out
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

/// A folder of this test's own, taken away behind it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("dateline-store-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), bytes).expect("a file can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// So many short stories, each with an event of its own, as JSON lines.
fn stories(count: usize) -> String {
    let story = |number: usize| {
        let day = 1 + number % 28;
        format!(
            "{{\"id\":\"n{number}\",\"url\":\"https://news.example/{number}\",\"published\":\"2021-05-{day:02}\",\
             \"text\":\"Norway invited Peru to talks on Monday, envoy number {number} said.\"}}\n"
        )
    };
    (0..count).map(story).collect()
}

fn story(id: &str, url: &str, day: &str, text: &str) -> String {
    let story =
        serde_json::json!({"id": id, "url": url, "published": day, "text": text, "publisher": "The Example"});
    story.to_string() + "\n"
}

/// How many rows a table or a view has.
fn count(folder: &Folder, table: &str) -> usize {
    let out = asked(folder, &["sql", &format!("SELECT count(*) AS n FROM {table}")]);
    out.lines().nth(1).and_then(|line| line.parse().ok()).expect("a number")
}

/// The numbers of the last line that `add` tells: read, added, known, revised, skipped.
fn sums(err: &str) -> [usize; 5] {
    let line =
        err.lines().find(|line| line.contains(" read, ")).unwrap_or_else(|| panic!("no last line in {err}"));
    ["read", "added", "known", "revised", "skipped"].map(|what| {
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        let place =
            words.iter().position(|word| *word == what).unwrap_or_else(|| panic!("no {what} in {line}"));
        words[place - 1].parse().expect("a number below a thousand")
    })
}

#[test]
fn all_that_is_read_is_accounted_for_and_nothing_is_read_twice() {
    let folder = Folder::new("sums");
    folder.write("a.jsonl", stories(12) + "{\"id\":\"broken\"}\n" + &stories(3));
    let (status, _, err) = told(&folder, &["add", "a.jsonl"]);
    assert_eq!(status, 1, "{err}");
    assert_eq!(sums(&err), [16, 12, 3, 0, 1], "{err}");
    let (_, _, err) = told(&folder, &["add", "a.jsonl"]);
    assert_eq!(sums(&err), [16, 0, 15, 0, 1], "{err}");
    assert_eq!(count(&folder, "articles"), 12);
    assert_eq!(count(&folder, "events"), 12);
    assert_eq!(asked(&folder, &["events", "--count", "--actor", "NOR"]), "events\n12\n");
}

#[test]
fn another_text_at_a_known_url_supersedes_the_one_before() {
    let folder = Folder::new("revision");
    let url = "https://news.example/strike";
    folder.write("old.jsonl", story("s", url, "2021-05-03", "Norway invited Peru to Oslo."));
    folder.write("new.jsonl", story("s", url, "2021-05-03", "Norway invited Chile to Oslo."));
    asked(&folder, &["add", "old.jsonl"]);
    let (_, _, err) = told(&folder, &["add", "new.jsonl"]);
    assert_eq!(sums(&err), [1, 0, 0, 1, 0], "{err}");
    let recipients = ["events", "--count", "--by", "recipient"];
    assert_eq!(asked(&folder, &recipients), "recipient,events\nCHL,1\n");
    assert_eq!(count(&folder, "articles"), 1);
    assert_eq!(count(&folder, "article"), 2, "the old text stays");
    // Both files again: nothing new, and the correction stands.
    let (_, _, err) = told(&folder, &["add", "old.jsonl", "new.jsonl"]);
    assert_eq!(sums(&err), [2, 0, 2, 0, 0], "{err}");
    assert_eq!(asked(&folder, &recipients), "recipient,events\nCHL,1\n");
}

#[test]
fn a_text_that_still_stands_elsewhere_is_not_superseded() {
    let folder = Folder::new("addresses");
    let text = "Norway invited Peru to Oslo.";
    let (one, other) = ("https://one.example/a", "https://other.example/a");
    folder.write("a.jsonl", story("a", one, "2021-05-03", text) + &story("a", other, "2021-05-03", text));
    let (_, _, err) = told(&folder, &["add", "a.jsonl"]);
    assert_eq!(sums(&err), [2, 1, 1, 0, 0], "{err}");
    folder.write("b.jsonl", story("b", one, "2021-05-04", "Norway invited Chile to Oslo."));
    asked(&folder, &["add", "b.jsonl"]);
    let by = ["events", "--count", "--by", "recipient"];
    assert_eq!(asked(&folder, &by), "recipient,events\nCHL,1\nPER,1\n");
    folder.write("c.jsonl", story("c", other, "2021-05-05", "Norway invited Ghana to Oslo."));
    asked(&folder, &["add", "c.jsonl"]);
    assert_eq!(asked(&folder, &by), "recipient,events\nCHL,1\nGHA,1\n");
}

#[cfg(unix)]
#[test]
fn a_death_in_the_middle_loses_nothing_and_doubles_nothing() {
    let folder = Folder::new("kill");
    folder.write("a.jsonl", stories(500));
    asked(&folder, &["add", "a.jsonl", "--store", "whole.db"]);
    let log = folder.0.join("dateline.db-wal");
    let state = || std::fs::metadata(&log).ok().map(|log| (log.len(), log.modified().ok()));
    let mut deaths = 0;
    for round in 0..16 {
        let before = state();
        let mut adding = program(&folder, &["add", "a.jsonl", "--threads", "1"]).spawn().unwrap();
        // It dies while it writes: a little later each time, and at first before the store is made.
        while round > 2 && adding.try_wait().unwrap().is_none() && state() == before {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(700 * round));
        adding.kill().unwrap();
        deaths += usize::from(adding.wait().unwrap().code().is_none());
    }
    assert!(deaths > 0, "none was killed while it worked");
    let (status, _, err) = told(&folder, &["add", "a.jsonl"]);
    assert_eq!(status, 0, "{err}");
    let [read, added, known, ..] = sums(&err);
    assert_eq!((read, added + known), (500, 500), "{err}");
    assert!(known > 0, "what was added before a death stays: {err}");
    let all =
        "SELECT id, first_day, actor, type, recipient, sentence FROM dyads ORDER BY id, actor, recipient";
    let expected = asked(&folder, &["sql", all, "--store", "whole.db"]);
    assert_eq!(expected.lines().count(), 501);
    assert!(asked(&folder, &["sql", all]) == expected, "the same events as of a run that nobody disturbed");
    for table in ["article", "reading", "statement"] {
        assert_eq!(count(&folder, table), 500, "{table}");
    }
    // The index of words is as full as the tables.
    for kind in ["articles", "statements", "events"] {
        let found = asked(&folder, &["search", "talks", "--in", kind, "--best", "1000"]);
        assert_eq!(found.lines().count(), 501, "{kind}");
    }
}

#[test]
fn two_may_write_at_once() {
    let folder = Folder::new("writers");
    folder.write("a.jsonl", stories(200));
    let start = || program(&folder, &["add", "a.jsonl"]).spawn().unwrap();
    let both: Vec<Child> = vec![start(), start()];
    let mut added = 0;
    for child in both {
        let output = child.wait_with_output().unwrap();
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{err}");
        let [read, new, known, revised, skipped] = sums(&err);
        assert_eq!((read, new + known, revised, skipped), (200, 200, 0, 0), "{err}");
        added += new;
    }
    assert_eq!(added, 200);
    assert_eq!(count(&folder, "events"), 200);
}

#[test]
fn others_read_while_one_writes() {
    let folder = Folder::new("readers");
    folder.write("a.jsonl", stories(5));
    let mut adding = program(&folder, &["add", "a.jsonl", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = adding.stdin.take().expect("it was piped");
    // It waits for standard input after the file.
    for _ in 0..600 {
        let (status, out, _) = told(&folder, &["events", "--count"]);
        if status == 0 && out == "events\n5\n" {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(asked(&folder, &["events", "--count"]), "events\n5\n");
    stdin.write_all(b"Norway invited Chad to Oslo.").unwrap();
    drop(stdin);
    assert_eq!(adding.wait().unwrap().code(), Some(0));
    assert_eq!(asked(&folder, &["events", "--count"]), "events\n6\n");
}

#[test]
fn what_is_no_store_is_refused_with_a_reason() {
    let folder = Folder::new("foreign");
    folder.write("a.jsonl", stories(40));
    asked(&folder, &["add", "a.jsonl"]);
    let whole = std::fs::read(folder.0.join("dateline.db")).unwrap();
    folder.write("cut.db", &whole[..whole.len() / 2]);
    folder.write("head.db", &whole[..50]);
    folder.write("words.db", "Norway invited Peru to Oslo.");
    let mut newer = whole.clone();
    newer[63] = 99;
    folder.write("newer.db", &newer);
    let mut foreign = whole.clone();
    foreign[68..72].copy_from_slice(b"GPKG");
    folder.write("foreign.db", &foreign);
    std::fs::create_dir(folder.0.join("folder.db")).unwrap();
    for (name, reason) in [
        ("cut.db", "is damaged: the file is cut off"),
        ("head.db", "is damaged: the file is cut off"),
        ("words.db", "is no store: it is another kind of file"),
        ("newer.db", "a store of version 99; this program knows version 1"),
        ("foreign.db", "is no store: it is the database of another program"),
        ("folder.db", "is a folder"),
    ] {
        for arguments in [&["events"][..], &["add", "a.jsonl"], &["sql", "SELECT 1"]] {
            let before = std::fs::read(folder.0.join(name)).ok();
            let (status, out, err) = told(&folder, &[arguments, &["--store", name]].concat());
            assert_eq!((status, out.as_str()), (2, ""), "{name}: {err}");
            assert!(err.contains(name) && err.contains(reason), "{name}: {err}");
            assert!(std::fs::read(folder.0.join(name)).ok() == before, "{name} was changed");
        }
    }
    let (status, _, err) = told(&folder, &["events", "--store", "none.db"]);
    assert_eq!(status, 2);
    assert!(err.contains("there is no store here") && err.contains("dateline add"), "{err}");
    assert!(!folder.0.join("none.db").exists());
}

#[test]
fn pages_that_are_overwritten_are_told_as_damage() {
    let folder = Folder::new("damage");
    folder.write("a.jsonl", stories(300));
    asked(&folder, &["add", "a.jsonl"]);
    let mut bytes = std::fs::read(folder.0.join("dateline.db")).unwrap();
    let length = bytes.len();
    bytes[4096..length].fill(0x5a);
    folder.write("dateline.db", &bytes);
    let (status, _, err) = told(&folder, &["events"]);
    assert_eq!(status, 2);
    assert!(err.contains("is damaged") && err.contains("hint: take a copy that is whole"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = Folder::new("full");
    folder.write("a.jsonl", stories(400));
    // A limit on the size of files stands in for the end of the disk.
    let script = format!("trap '' XFSZ; ulimit -f 2000; exec {} add a.jsonl", env!("CARGO_BIN_EXE_dateline"));
    let mut limited = Command::new("bash");
    limited.args(["-c", &script]).current_dir(&folder.0).env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = limited.output().unwrap();
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("dateline.db") && err.contains("what was added so far is safe"), "{err}");
    let [read, added, known, revised, skipped] = sums(&err);
    assert_eq!(read, added + known + revised + skipped, "{err}");
    assert!(added > 0 && added < 400, "{err}");
    assert_eq!(count(&folder, "articles"), added);
    let (status, _, err) = told(&folder, &["add", "a.jsonl"]);
    assert_eq!(status, 0, "{err}");
    assert_eq!(sums(&err), [400, 400 - added, added, 0, 0], "{err}");
    assert_eq!(count(&folder, "events"), 400);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_read_from() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("readonly");
    folder.write("a.jsonl", stories(3));
    asked(&folder, &["add", "a.jsonl"]);
    let allow = |mode| std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    // The system's administrator may write everywhere: there is nothing to test then.
    let refused = std::fs::write(folder.0.join("try"), "").is_err();
    let (read, added) =
        (told(&folder, &["events", "--count"]), told(&folder, &["add", "a.jsonl", "--store", "new.db"]));
    allow(0o755);
    if refused {
        assert_eq!(read.1, "events\n3\n", "{}", read.2);
        assert_eq!(added.0, 2);
        assert!(added.2.contains("new.db: cannot be opened"), "{}", added.2);
    }
}

#[test]
fn what_a_user_names_is_never_sql() {
    let folder = Folder::new("injection");
    folder.write("a.jsonl", stories(3));
    asked(&folder, &["add", "a.jsonl"]);
    for name in ["x'); DROP TABLE event; --", "' OR '1'='1", "%", "_", "\\", "\" OR 1=1"] {
        for option in
            ["--actor", "--recipient", "--country", "--sector", "--place", "--according-to", "--publisher"]
        {
            let out = asked(&folder, &["events", "--format", "csv", option, name]);
            assert_eq!(out.lines().count(), 1, "{option} {name}: {out}");
        }
        let out = asked(&folder, &["statements", "--format", "csv", "--speaker", name]);
        assert_eq!(out.lines().count(), 1, "{name}: {out}");
    }
    let found = asked(&folder, &["search", "x'); DROP TABLE event; --"]);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert_eq!(count(&folder, "events"), 3);
}

#[test]
fn sql_only_reads() {
    let folder = Folder::new("sql");
    folder.write("a.jsonl", stories(3));
    asked(&folder, &["add", "a.jsonl"]);
    for statement in [
        "DELETE FROM event",
        "INSERT INTO run VALUES (9, '', '', '', '')",
        "UPDATE article SET text = ''",
        "DROP VIEW dyads",
        "CREATE TABLE mine (a)",
        "CREATE TEMP TABLE mine (a)",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM event",
        "BEGIN EXCLUSIVE",
        "SELEC 1",
    ] {
        let (status, out, err) = told(&folder, &["sql", statement]);
        assert_eq!((status, out.as_str()), (2, ""), "{statement}");
        assert!(err.starts_with("error: "), "{statement}: {err}");
    }
    let files: Vec<_> = std::fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "nothing lies beside a.jsonl and dateline.db: {files:?}");
    assert_eq!(count(&folder, "events"), 3);
    assert_eq!(asked(&folder, &["sql", "WITH a(b) AS (SELECT 'Lima') SELECT b FROM a;"]), "b\nLima\n");
}

#[test]
fn questions_part_what_happened_from_what_is_said() {
    let folder = Folder::new("questions");
    let lines = [
        ("Norway expelled two Peruvian diplomats on Tuesday.", "2021-05-05"),
        ("Peru said that Norway had expelled two diplomats.", "2021-06-02"),
        ("Norway will invite Peru to talks in Oslo next week.", "2021-06-09"),
        ("Norwegian police arrested 14 protesters in Bergen in 2019.", "2021-06-10"),
    ];
    let stories: String = lines
        .iter()
        .enumerate()
        .map(|(number, (text, day))| {
            story(&format!("q{number}"), &format!("https://q.example/{number}"), day, text)
        })
        .collect();
    folder.write("q.jsonl", stories);
    asked(&folder, &["add", "q.jsonl"]);
    let events = |filter: &[&str]| -> Vec<String> {
        let out = asked(&folder, &[&["events", "--format", "jsonl"], filter].concat());
        out.lines()
            .map(|line| {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                format!(
                    "{} {} {}",
                    row["article_id"].as_str().unwrap(),
                    row["type"].as_str().unwrap(),
                    row["first_day"].as_str().unwrap()
                )
            })
            .collect()
    };
    assert_eq!(events(&["--type", "sanction", "--according-to", "narrator"]), ["q0 SANCTION 2021-05-04"]);
    assert_eq!(events(&["--type", "SANCTION", "--according-to", "peru"]), ["q1 SANCTION 2021-06-02"]);
    assert_eq!(events(&["--modality", "future"]).len(), 1);
    assert_eq!(events(&["--since", "2021-05-04", "--until", "2021-05-31"]), ["q0 SANCTION 2021-05-04"]);
    // What was in some part of a year may have been on any of its days, and counts to none of its months.
    assert_eq!(events(&["--since", "2019-03-01", "--until", "2019-03-02"]), ["q3 COERCE 2019-01-01"]);
    let by_month = asked(&folder, &["events", "--count", "--by", "month,type", "--sector", "COP"]);
    assert_eq!(by_month, "month,type,events\n,COERCE,1\n");
    let by = ["events", "--count", "--by", "month,actor,recipient", "--type", "SANCTION"];
    assert_eq!(
        asked(&folder, &by),
        "month,actor,recipient,events\n2021-05,NOR,PER,1\n2021-06,NOR,two diplomats,1\n"
    );
    let said = asked(&folder, &["statements", "--speaker", "PER", "--format", "csv"]);
    assert!(said.contains("that Norway had expelled two diplomats"), "{said}");
    let (status, _, err) = told(&folder, &["events", "--type", "SANCTON"]);
    assert_eq!(status, 2);
    assert!(err.contains("did you mean \"SANCTION\"?"), "{err}");
    let (_, _, err) = told(&folder, &["events", "--count", "--by", "week"]);
    assert!(err.contains("cannot count by \"week\"") && err.contains("month, day"), "{err}");
}

#[test]
fn phrases_and_prefixes_are_found_and_marked() {
    let folder = Folder::new("search");
    folder.write(
        "s.jsonl",
        story(
            "a",
            "https://s.example/a",
            "2021-05-05",
            "Norway sent a patrol ship to the harbour of Málaga.",
        ) + &story(
            "b",
            "https://s.example/b",
            "2021-05-06",
            "Peru said that a ship on patrol had left Callao.",
        ),
    );
    asked(&folder, &["add", "s.jsonl"]);
    let found = |words: &[&str]| asked(&folder, &[&["search", "--in", "articles"], words].concat());
    assert_eq!(found(&["patrol", "ship"]).lines().count(), 3);
    let phrase = found(&["\"patrol ship\""]);
    assert_eq!(phrase.lines().count(), 2);
    assert!(phrase.contains("a [patrol ship] to"), "{phrase}");
    assert!(found(&["harb*"]).contains("[harbour]"));
    assert_eq!(found(&["harb"]).lines().count(), 1);
    assert!(found(&["callao", "OR", "malaga"]).lines().count() == 3, "case and accents do not count");
    let said = asked(&folder, &["search", "callao", "--in", "statements"]);
    assert!(said.contains("statement,s1,Peru,say"), "{said}");
}

#[test]
fn an_event_is_explained_out_of_its_store() {
    let folder = Folder::new("why");
    folder.write("a.jsonl", stories(3));
    asked(&folder, &["add", "a.jsonl"]);
    let id = asked(&folder, &["sql", "SELECT id FROM events ORDER BY event LIMIT 1"]);
    let id = id.lines().nth(1).expect("an id");
    let why = asked(&folder, &["why", id, "--store", "dateline.db"]);
    assert!(why.contains(id) && why.contains("envoy number 0") && why.contains("frame"), "{why}");
    let (status, _, err) = told(&folder, &["why", "e00", "--store", "dateline.db"]);
    assert_eq!(status, 2);
    assert!(err.contains("no event \"e00\""), "{err}");
}

/// A folder of actors that makes a league of Morocco's rebels.
fn with_a_league(folder: &Folder) {
    std::fs::create_dir(folder.0.join("mine")).unwrap();
    folder.write("mine/actors.csv", "name,country,sectors\nHarbour Freedom League,MAR,REB\n");
}

#[test]
fn what_another_version_reads_otherwise_is_told_and_the_old_run_stays() {
    let folder = Folder::new("recode");
    with_a_league(&folder);
    folder.write(
        "a.jsonl",
        story(
            "l",
            "https://l.example/1",
            "2021-05-05",
            "The Harbour Freedom League attacked Norway on Tuesday.",
        ) + &stories(20),
    );
    asked(&folder, &["add", "a.jsonl"]);
    let of_league = ["sql", "SELECT count(*) AS n FROM dyads WHERE actor_country = 'MAR'"];
    let as_of_1 = [&of_league[..], &["--as-of", "1"]].concat();
    assert_eq!(asked(&folder, &of_league), "n\n0\n");
    assert!(asked(&folder, &["verify"]).starts_with("21 of 21 records reproduced byte for byte\n"));

    let dry = run(&folder, &["recode", "--diff", "--dry-run", "--with", "mine"]);
    let (diff, err) = (text(&dry.stdout), text(&dry.stderr));
    assert!(err.contains("21 articles read again, 20 as before"), "{err}");
    assert!(diff.contains("Harbour Freedom League [MAR REB] -- ASSAULT"), "{diff}");
    assert!(diff.lines().skip(1).all(|line| line.contains(",l,")), "{diff}");
    assert_eq!(asked(&folder, &of_league), "n\n0\n", "nothing was changed");

    let (status, again, err) = told(&folder, &["recode", "--diff", "--with", "mine", "--threads", "3"]);
    assert_eq!((status, &again), (0, &diff), "{err}");
    assert_eq!(asked(&folder, &of_league), "n\n1\n");
    assert_eq!(asked(&folder, &as_of_1), "n\n0\n");
    assert_eq!(count(&folder, "events"), 21);
    let (_, _, err) = told(&folder, &["recode", "--with", "mine"]);
    assert!(err.contains("0 articles read again"), "all are confirmed: {err}");

    let (status, out, _) = told(&folder, &["verify"]);
    assert_eq!(status, 1, "without the league it is another reading");
    assert!(out.contains("20 of 21 records reproduced") && out.contains("not reproduced: l\n"), "{out}");
    assert!(out.contains("run 2: knowledge "), "{out}");
    let (status, out, _) = told(&folder, &["verify", "--with", "mine"]);
    assert_eq!(status, 0, "{out}");

    // What is added later is not seen in an earlier run.
    folder.write("b.jsonl", story("b", "https://b.example/1", "2021-05-06", "Norway invited Chad to Oslo."));
    let (_, _, err) = told(&folder, &["add", "b.jsonl"]);
    assert!(err.contains("were read by another version"), "{err}");
    let all = |run: &str| asked(&folder, &["events", "--count", "--as-of", run]);
    assert_eq!([all("1"), all("2"), all("3")], ["events\n20\n", "events\n21\n", "events\n22\n"]);
    let (status, _, err) = told(&folder, &["events", "--as-of", "9"]);
    assert_eq!(status, 2);
    assert!(err.contains("there is no run 9") && err.contains("the last is run 3"), "{err}");
}

#[test]
fn a_store_can_be_cited_and_the_order_of_adding_does_not_show() {
    let folder = Folder::new("cite");
    let all = stories(30);
    folder.write("a.jsonl", &all);
    folder.write("b.jsonl", all.lines().rev().map(|line| format!("{line}\n")).collect::<String>());
    asked(&folder, &["add", "a.jsonl", "--store", "a.db", "--threads", "1"]);
    asked(&folder, &["add", "b.jsonl", "--store", "b.db", "--threads", "4"]);
    let json = |store: &str| asked(&folder, &["cite", "--format", "json", "--store", store]);
    assert_eq!(json("a.db"), json("b.db"));
    let cited: serde_json::Value = serde_json::from_str(&json("a.db")).unwrap();
    assert_eq!((&cited["articles"], &cited["events"]), (&30.into(), &30.into()));
    assert_eq!(cited["published_until"], "2021-05-28");
    let out = asked(&folder, &["cite", "--store", "a.db"]);
    assert!(
        out.contains("30 English-language news articles, published from 2021-05-01 to 2021-05-28"),
        "{out}"
    );
    assert!(
        out.contains("@software{dateline,") && out.contains(cited["fingerprint"].as_str().unwrap()),
        "{out}"
    );
    folder.write("c.jsonl", story("c", "https://c.example/1", "2021-05-06", "Norway invited Chad to Oslo."));
    asked(&folder, &["add", "c.jsonl", "--store", "b.db"]);
    assert_ne!(json("a.db"), json("b.db"));
}
