//! The places of a JSONL file of articles, as records for the places scorer: `places < articles.jsonl > records.jsonl`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::io::BufRead;

use knowledge::Knowledge;
use language::Language;
use record::Article;
use serde_json::{Value, json};

fn main() {
    let (language, knowledge) = (Language::embedded(), Knowledge::embedded());
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
        let string = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let published = string("published").parse().ok();
        let article = Article { id: string("id"), text: string("text"), published, ..Article::default() };
        let found = dateline_reader::read(&article, language, knowledge).mentions;
        let points = |byte: u32| article.text[..byte as usize].chars().count();
        let places: Vec<Value> = (0..found.places.len() as u32)
            .map(|number| {
                let place = &found.places[number as usize];
                let of_place = (0..found.mentions.len() as u32)
                    .filter(|&mention| found.mention(mention).place == Some(number));
                let mentions: Vec<Value> = of_place
                    .map(|mention| found.toponym(mention))
                    .map(|span| json!({"start": points(span.start), "end": points(span.end), "text": span.of(&article.text)}))
                    .collect();
                json!({
                    "name": place.name, "country": place.country, "admin1": place.admin1,
                    "latitude": place.coordinates.map(|(north, _)| north),
                    "longitude": place.coordinates.map(|(_, east)| east),
                    "geonames_id": place.geonames_id, "mentions": mentions,
                })
            })
            .collect();
        println!("{}", json!({"article": {"id": article.id}, "places": places}));
    }
}
