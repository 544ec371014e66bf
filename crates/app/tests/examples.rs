//! The records of the examples, as people see them: reviewed snapshots. `cargo insta review` shows a change.

use std::process::Command;

/// The readable record of an example.
fn record(name: &str, date: &str) -> String {
    let story = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["code", &story, "--date", date, "--format", "text", "--no-config"])
        .output()
        .expect("the program was built for this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

macro_rules! example {
    ($name:ident, $date:literal) => {
        #[test]
        fn $name() {
            // The hashes of model and lexicon change with every edit; the record is what is reviewed.
            insta::with_settings!({filters => vec![(r"model \w+ · lexicon \w+", "model … · lexicon …")]}, {
                insta::assert_snapshot!(record(concat!(stringify!($name), ".txt"), $date));
            });
        }
    };
}

example!(call, "2019-01-14");
example!(expulsions, "2017-05-12");
example!(protest, "2015-08-20");
example!(trial, "2016-11-17");
example!(ceasefire, "2019-09-03");
example!(summit, "2017-07-18");
