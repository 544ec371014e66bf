//! Parses a file: `cargo run --release --example parse FILE.txt`, or `FILE.conllu` to keep its tokens. A second
//! argument names another model than the embedded one.
#![allow(clippy::print_stdout, reason = "an example that prints")]

use dateline_language::{Language, from_conllu, to_conllu, to_conllu_again};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let other; // a model that training has just made
    let language = match std::env::args().nth(2) {
        Some(model) => {
            other = Language::read(std::fs::read(model)?.leak())?;
            &other
        }
        None => Language::embedded(),
    };
    let text = std::fs::read_to_string(&path)?;
    if path.ends_with(".conllu") {
        let (rebuilt, given) = from_conllu(&text)?;
        print!("{}", to_conllu_again(&text, &rebuilt, &language.parse_tokens(&rebuilt, &given)));
    } else {
        print!("{}", to_conllu(&text, &language.parse(&text), None));
    }
    Ok(())
}
