//! The actors and mentions of stories, for reading: `mentions FILE.conllu DAY` or `mentions < articles.jsonl`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::io::BufRead;

use knowledge::Knowledge;
use language::{Language, Parse};
use record::Article;
use serde_json::Value;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(file) = arguments.first() {
        let conllu = std::fs::read_to_string(file).expect("a CoNLL-U file");
        let (text, parse) = language::from_conllu(&conllu).expect("CoNLL-U");
        let published = arguments.get(1).and_then(|day| day.parse().ok());
        return show(&Article { text, published, ..Article::default() }, &parse);
    }
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
        let string = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let published = string("published").parse().ok();
        let article = Article { id: string("id"), text: string("text"), published, ..Article::default() };
        let parse = Language::embedded().parse(&article.text);
        println!("==== {} {}", article.id, string("published"));
        show(&article, &parse);
    }
}

fn show(article: &Article, parse: &Parse) {
    let found = reader::find_mentions(article, parse, Knowledge::embedded());
    println!("{}\n", article.text);
    for (number, actor) in found.actors.iter().enumerate() {
        let mentions = found.mentions.iter().filter(|mention| mention.actor == Some(number as u32));
        let words: Vec<&str> = mentions.map(|mention| mention.span.of(&article.text)).collect();
        let codes = format!("{} {}", actor.country.as_deref().unwrap_or("-"), actor.sectors.join(" "));
        if codes != "- " || words.len() > 1 {
            println!("{number:3} {codes} | {} | {} | {:?} | {}", actor.name, actor.title.as_deref().unwrap_or(""), actor.gender, words.join(" / "));
            println!("      {}", actor.reason);
        }
    }
    for place in &found.places {
        println!("  @ {} {:?} {:?} {:?}", place.name, place.country, place.admin1, place.coordinates);
    }
}
