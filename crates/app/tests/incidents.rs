//! The commands that look at several stories at once: `incidents`, `ledger`, `why` of an incident, `export`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const STORIES: &str = r#"{"id":"vida-1","publisher":"Kattegat Wire","published":"2031-02-12","title":"Norway expels three Belarusian diplomats","text":"Norway expels three Belarusian diplomats\n\nOSLO - Norway expelled three Belarusian diplomats on Tuesday, Foreign Minister Ingvild Stokkvik said. They had five days to leave, she said."}
{"id":"vida-2","publisher":"Minsk Herald","published":"2031-02-12","title":"A hostile step","text":"A hostile step\n\nThe foreign ministry in Minsk said that Norway had expelled four diplomats on Tuesday. The ministry denied that they were spies."}
{"id":"vida-3","publisher":"Kattegat Wire","published":"2031-02-19","title":"Belarus answers","text":"Belarus answers\n\nBelarus expelled three Norwegian diplomats on Tuesday, a week after the quarrel began."}
"#;

/// A store with the three stories, in a folder of its own.
fn store(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("incidents-{name}"));
    // What an earlier run left.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (stories, store) = (folder.join("stories.jsonl"), folder.join("news.db"));
    std::fs::write(&stories, STORIES).unwrap();
    dateline(&["add", stories.to_str().unwrap(), "--quiet"], &store);
    store
}

fn run(arguments: &[&str], store: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    // Whoever runs the tests may have a folder of their own.
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.args(arguments).arg("--store").arg(store).output().unwrap()
}

fn dateline(arguments: &[&str], store: &Path) -> String {
    let output = run(arguments, store);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn incidents_are_listed_and_explained() {
    let store = store("list");
    let text = dateline(&["incidents", "--type", "SANCTION"], &store);
    assert!(text.contains("SANCTION expel · 2031-02-11"), "{text}");
    assert!(text.contains("Kattegat Wire") && text.contains("Minsk Herald"), "{text}");
    let two = dateline(&["incidents", "--sources", "2", "--format", "jsonl"], &store);
    let incident: serde_json::Value = serde_json::from_str(two.lines().next().unwrap()).unwrap();
    assert_eq!((two.lines().count(), &incident["independent"]), (1, &2.into()), "{two}");
    let why = dateline(&["why", incident["id"].as_str().unwrap()], &store);
    assert!(why.contains("joined") && why.contains("same trigger word"), "{why}");
}

#[test]
fn a_ledger_stands_side_by_side() {
    let store = store("ledger");
    let all = dateline(&["ledger", "NOR", "BLR"], &store);
    let later = dateline(&["ledger", "NOR", "BLR", "--since", "2031-02-15"], &store);
    assert!(all.contains("NOR  asserted"), "{all}");
    assert!(later.len() < all.len() && later.contains("2031-02-18"), "{later}");
    let json = dateline(&["ledger", "NOR", "BLR", "--format", "json"], &store);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["parties"], serde_json::json!(["NOR", "BLR"]));
}

#[test]
fn an_export_has_the_columns_of_the_original() {
    let store = store("export");
    let icews = dateline(&["export", "--schema", "icews"], &store);
    assert!(icews.starts_with("Event ID\tEvent Date\tSource Name"), "{icews}");
    let gdelt = dateline(&["export", "--schema", "gdelt2", "--format", "tsv"], &store);
    assert!(
        gdelt.lines().count() >= 3 && gdelt.lines().all(|line| line.split('\t').count() == 61),
        "{gdelt}"
    );
}

#[test]
fn an_unknown_incident_or_type_is_told() {
    let store = store("unknown");
    let output = run(&["why", "i00000000"], &store);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("dateline incidents"));
    let output = run(&["incidents", "--type", "SANCTON"], &store);
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean \"SANCTION\"?"));
}
