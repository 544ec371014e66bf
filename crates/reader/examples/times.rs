//! The times of articles, for the scorer: reads JSONL articles from standard input, prints JSONL records.
#![allow(clippy::print_stdout, missing_docs, reason = "a measuring tool")]

use std::io::BufRead;

use knowledge::Knowledge;
use language::Parse;
use record::Article;
use serde_json::{Value, json};

fn main() {
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let id = article["id"].as_str().unwrap_or_default().to_string();
        let text = article["text"].as_str().unwrap_or_default().to_string();
        let published = article["published"].as_str().and_then(|date| date.parse().ok());
        let article = Article { id, text, published, ..Article::default() };
        let points = code_points(&article.text);
        let times = dateline_reader::find_times(&article, &Parse::default(), Knowledge::embedded());
        let times: Vec<Value> = times
            .iter()
            .map(|time| {
                json!({"start": points[time.span.start as usize], "end": points[time.span.end as usize],
                       "type": time.kind.name(), "value": time.value})
            })
            .collect();
        println!("{}", json!({"article": {"id": article.id}, "times": times}));
    }
}

/// How many code points stand before each byte.
fn code_points(text: &str) -> Vec<usize> {
    let mut points = vec![0; text.len() + 1];
    let mut count = 0;
    for (index, letter) in text.char_indices() {
        points[index..index + letter.len_utf8()].fill(count);
        count += 1;
    }
    points[text.len()] = count;
    points
}
