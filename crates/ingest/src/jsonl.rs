//! JSON lines: a story a line.

use jiff::civil::Date;
use record::{Article, Error};
use serde::Deserialize;
use xxhash_rust::xxh3::xxh3_64;

/// What a line may say; other keys are passed over.
#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    #[serde(alias = "date")]
    published: Option<String>,
}

/// The stories of a file of JSON lines; blank lines are passed over.
pub(crate) fn articles<'a>(
    name: &'a str,
    bytes: &'a [u8],
) -> impl Iterator<Item = Result<Article, Error>> + 'a {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    lines.filter(|(_, line)| !line.trim_ascii().is_empty()).map(move |(index, line)| {
        let place = |error: Error| error.at(name, index + 1);
        let line = crate::text::decode(line).map_err(|(error, _)| place(error))?;
        article(line).map_err(place).and_then(|article| crate::checked(article, place))
    })
}

fn article(line: &str) -> Result<Article, Error> {
    let line: Line = serde_json::from_str(line).map_err(|error| {
        // serde_json counts lines within the line; the column is what helps.
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        Error::new(format!("no JSON object of a story: {what} (column {})", error.column()))
    })?;
    let text = line.text.ok_or_else(|| {
        Error::new("the story has no \"text\"").hint("a line needs at least {\"id\": …, \"text\": …}")
    })?;
    let published = line.published.map(|published| day(&published)).transpose()?;
    let id = match line.id {
        Some(serde_json::Value::String(id)) => id,
        Some(other) if !other.is_null() => other.to_string(),
        _ => format!("{:016x}", xxh3_64(text.as_bytes())),
    };
    Ok(Article {
        id,
        title: line.title,
        url: line.url,
        publisher: line.publisher,
        published,
        language: "en".into(),
        text,
        boilerplate: Vec::new(),
    })
}

/// The day of "2018-04-02" or "2018-04-02T10:00:00Z".
fn day(published: &str) -> Result<Date, Error> {
    let day = published.get(..10).unwrap_or(published);
    day.parse()
        .map_err(|_| Error::new(format!("the date {published:?} is no day")).hint("write it as 2018-04-02"))
}

#[cfg(test)]
mod tests {
    use crate::articles;

    fn check(lines: &str) -> Vec<String> {
        articles("news.jsonl", lines.as_bytes())
            .map(|article| article.map_or_else(|error| error.to_string(), |article| article.id))
            .collect()
    }

    #[test]
    fn a_bad_line_is_reported_and_the_rest_is_read() {
        let found = check(
            "{\"id\":1,\"text\":\"A\"}\n\n{\"id\":2}\n{\"text\":\"\\ud800\"}\n{\"id\":\"c\",\"text\":\"C\"}\n",
        );
        assert_eq!(found[0], "1");
        assert!(found[1].starts_with("news.jsonl:3: the story has no \"text\"\n  hint:"), "{}", found[1]);
        assert!(found[2].starts_with("news.jsonl:4: no JSON object of a story: "), "{}", found[2]);
        assert_eq!(found[3], "c");
    }

    #[test]
    fn a_date_is_a_day_or_an_error() {
        let found = check(
            "{\"id\":1,\"text\":\"A\",\"published\":\"2018-04-02T10:00:00Z\"}\n{\"text\":\"A\",\"published\":\"soon\"}",
        );
        assert_eq!(found[0], "1");
        assert!(found[1].contains("the date \"soon\" is no day"), "{}", found[1]);
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_line() {
        let found: Vec<_> =
            articles("a.txt", b"One line.\nCaf\xE9.").map(|one| one.unwrap_err().to_string()).collect();
        assert!(found[0].starts_with("a.txt:2: not UTF-8: byte 0xE9 at offset 13"), "{}", found[0]);
        let found: Vec<_> = articles("a.txt", b"PK\x03\0").map(|one| one.unwrap_err().to_string()).collect();
        assert!(found[0].contains("binary"), "{}", found[0]);
        let found: Vec<_> = articles("a.txt", b" \n").map(|one| one.unwrap_err().to_string()).collect();
        assert!(found[0].starts_with("a.txt: the file is empty"), "{}", found[0]);
    }

    #[test]
    fn a_french_story_is_not_read_as_english() {
        let text = "Le ministre des affaires étrangères a déclaré mardi que les négociations avec ses voisins \
                    reprendront la semaine prochaine, malgré les désaccords qui subsistent sur la pêche.";
        let found: Vec<_> =
            articles("a.txt", text.as_bytes()).map(|one| one.unwrap_err().to_string()).collect();
        assert!(found[0].starts_with("a.txt: the story looks like French"), "{}", found[0]);
    }
}
