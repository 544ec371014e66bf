//! Reads, checks and packs `data/`: the names into one `fst` map with its postings, the entries into one
//! `postcard` blob. A fault in a file stops the build and names the file, the line and what to do.

#![allow(
    unreachable_pub,
    dead_code,
    missing_docs,
    reason = "the modules are the crate's own, seen from the build"
)]
#![allow(clippy::disallowed_methods, reason = "a build script learns its folder from the environment")]

#[path = "src/code.rs"]
mod code;
#[path = "src/date.rs"]
mod date;
#[path = "src/entries.rs"]
mod entries;
#[path = "src/fold.rs"]
mod fold;
#[path = "src/names.rs"]
mod names;
#[path = "src/offices.rs"]
mod offices;
#[path = "src/pack.rs"]
mod pack;
#[path = "src/places.rs"]
mod places;
#[path = "src/read.rs"]
mod read;
#[path = "src/table.rs"]
mod table;

use std::path::Path;
use std::{env, fs, process};

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    let texts: Vec<(&str, String)> = read::FILES.iter().map(|&file| (file, text_of(file))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let entries = read::read(&files).unwrap_or_else(|errors| refuse(&errors));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let packed = pack::pack(&entries);
    for (name, bytes) in [
        ("entries.bin", &packed.entries),
        ("places.bin", &packed.places),
        ("names.fst", &packed.names),
        ("postings.bin", &packed.postings),
    ] {
        fs::write(Path::new(&out).join(name), bytes).expect("cargo's OUT_DIR can be written");
    }
}

fn text_of(file: &str) -> String {
    let path = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("data").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn refuse(errors: &[record::Error]) -> ! {
    for error in errors.iter().take(40) {
        eprintln!("crates/knowledge/data/{error}");
    }
    eprintln!("{} fault(s) in crates/knowledge/data", errors.len());
    process::exit(1)
}
