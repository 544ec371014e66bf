//! The actors and mentions of stories, for reading: `mentions < articles.jsonl`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::io::BufRead;

use knowledge::Knowledge;
use language::Language;
use record::Article;
use serde_json::Value;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
        let string = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let published = string("published").parse().ok();
        let article = Article { id: string("id"), text: string("text"), published, ..Article::default() };
        println!("==== {} {}", article.id, string("published"));
        show(&article);
    }
}

fn show(article: &Article) {
    let reading = dateline_reader::read(article, Language::embedded(), Knowledge::embedded());
    let found = &reading.mentions;
    if std::env::args().nth(1).as_deref() == Some("-v") {
        for entity in &reading.parse.entities {
            let tokens: Vec<u32> = entity.tokens.clone().collect();
            println!("{} {}", entity.kind.name(), reading.parse.span_of(&tokens).of(&article.text));
        }
        for mention in &found.mentions {
            let head = reading.parse.token(mention.head);
            let above = head.head.map_or("-", |above| reading.parse.token(above).span.of(&article.text));
            println!(
                "{:?} [{}] {:?} {:?} {above} actor {:?} place {:?}",
                mention.kind, mention.span.of(&article.text), head.upos, head.relation, mention.actor, mention.place
            );
        }
    }
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
