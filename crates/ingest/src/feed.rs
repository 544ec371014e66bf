//! RSS and Atom feeds: a story an entry, in full where the feed has it, else its summary.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use feed_rs::model::{Entry, Feed};
use record::{Article, Error};

use crate::compression::Source;
use crate::html::{limited, text_of};
use crate::piece::{Content, Piece, Pieces, Place, Reason, Skip};
use crate::{day, jsonl, text};

/// No feed is longer, in bytes.
const LONGEST: usize = 32 << 20;

/// The feed of a stream.
pub(crate) fn pieces(file: Arc<str>, source: Source) -> Pieces {
    let mut bytes = Vec::new();
    let broken = source.take(LONGEST as u64 + 1).read_to_end(&mut bytes).err();
    let place = Place::whole(&file);
    let broken = broken.map(|error| Piece::broken(place.clone(), &error));
    let content = if bytes.len() > LONGEST {
        let error = Error::new(format!("the feed is longer than {LONGEST} bytes"));
        Content::Skipped(place.skip(Reason::TooLong, error))
    } else {
        Content::Feed { bytes }
    };
    Box::new(std::iter::once(Piece { place, content }).chain(broken))
}

/// The stories of a feed, each with its place.
pub(crate) fn articles(place: &Place, bytes: &[u8]) -> Vec<(Place, Result<Article, Skip>)> {
    let told = |skip| (place.clone(), Err(skip));
    if let Err(error) = text::refuse_binary(bytes) {
        return vec![told(place.skip(Reason::Unreadable, error))];
    }
    let (feed, broken) = match parse(bytes) {
        Ok(feed) => (feed, None),
        Err(error) => match whole_entries(bytes).and_then(|bytes| parse(&bytes).ok()) {
            Some(feed) => (feed, Some(format!("the feed breaks off or is damaged: {error}"))),
            None => {
                let error = Error::new(format!("no RSS or Atom feed: {error}"));
                return vec![told(place.skip(Reason::Malformed, error))];
            }
        },
    };
    let publisher =
        feed.title.as_ref().map(|title| text_of(&title.content)).filter(|title| !title.is_empty());
    let mut articles: Vec<_> = feed
        .entries
        .into_iter()
        .enumerate()
        .map(|(index, entry)| {
            let place = Place::record(&place.file, format!("entry {}", index + 1));
            let article = article(&place, entry, publisher.clone());
            (place, article)
        })
        .collect();
    if let Some(broken) = broken {
        let place = Place::record(&place.file, format!("behind entry {}", articles.len()));
        let skip = place.skip(Reason::Malformed, Error::new(broken).hint("what stands before it was read"));
        articles.push((place, Err(skip)));
    } else if articles.is_empty() {
        articles.push(told(place.skip(Reason::NoText, Error::new("the feed has no entries"))));
    }
    articles
}

fn parse(bytes: &[u8]) -> Result<Feed, String> {
    let parser = feed_rs::parser::Builder::new()
        // Its own ids are drawn by chance where an entry has none.
        .id_generator(|links, _, _| links.first().map_or(String::new(), |link| link.href.clone()))
        .timestamp_parser(moment)
        .build();
    match catch_unwind(AssertUnwindSafe(|| parser.parse(bytes))) {
        Ok(feed) => feed.map_err(|error| error.to_string()),
        Err(_) => Err("it could not be taken apart".into()),
    }
}

/// The day as it is written, whatever its time zone.
fn moment(value: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let day = day::of(value)?;
    let date = chrono::NaiveDate::from_ymd_opt(day.year().into(), day.month() as u32, day.day() as u32)?;
    Some(date.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// The feed up to its last whole entry, closed again.
fn whole_entries(bytes: &[u8]) -> Option<Vec<u8>> {
    let find =
        |part: &[u8]| bytes.windows(part.len()).rposition(|window| window == part).map(|at| at + part.len());
    let rdf = bytes.windows(8).take(4096).any(|window| window.eq_ignore_ascii_case(b"<rdf:rdf"));
    let (end, close) = match (find(b"</item>"), find(b"</entry>")) {
        (Some(end), _) if rdf => (end, "</rdf:RDF>"),
        (Some(end), _) => (end, "</channel></rss>"),
        (None, Some(end)) => (end, "</feed>"),
        (None, None) => return None,
    };
    Some([&bytes[..end], close.as_bytes()].concat())
}

fn article(place: &Place, entry: Entry, publisher: Option<String>) -> Result<Article, Skip> {
    let content =
        entry.content.and_then(|content| content.body).map(|body| paragraphs(&body)).unwrap_or_default();
    let summary = entry.summary.map(|summary| paragraphs(&summary.content)).unwrap_or_default();
    let full = !content.is_empty() && content.len() >= summary.len();
    let text = if full { content } else { summary };
    if text.is_empty() {
        return Err(place.skip(Reason::NoText, Error::new("the entry has neither content nor summary")));
    }
    let url = entry.links.into_iter().map(|link| link.href).find(|href| href.starts_with("http"));
    let published = entry.published.or(entry.updated).and_then(|moment| day::of(&moment.to_rfc3339()));
    let id = if entry.id.is_empty() { url.clone() } else { Some(entry.id) };
    Ok(Article {
        id: id.unwrap_or_else(|| jsonl::hash(&text)),
        title: entry.title.map(|title| text_of(&title.content)).filter(|title| !title.is_empty()),
        url,
        publisher,
        published,
        language: "en".into(),
        text,
        boilerplate: Vec::new(),
        notes: if full { Vec::new() } else { vec!["only the summary of the feed was read".into()] },
    })
}

/// The text of an entry's content: markup, or plain lines.
fn paragraphs(content: &str) -> String {
    if content.contains('<') || content.contains("&lt;") {
        let markup = content.contains('<').then(|| content.to_owned());
        let markup = markup.unwrap_or_else(|| content.replace("&lt;", "<").replace("&gt;", ">"));
        text_of(&limited(markup).0)
    } else {
        let lines: Vec<String> = content.lines().map(text_of).collect();
        lines.join("\n").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;

    fn check(feed: &str) -> Vec<String> {
        let source = std::io::Cursor::new(feed.to_owned());
        crate::articles("a.xml", source, &Options::default())
            .map(|article| match article {
                Ok(article) => {
                    let day = article.published.map_or(String::new(), |date| date.to_string());
                    let note = article.notes.first().map_or("", |note| note);
                    format!(
                        "{} | {day} | {} | {} | {note}",
                        article.id,
                        article.title.unwrap_or_default(),
                        article.text
                    )
                }
                Err(error) => error.to_string(),
            })
            .collect()
    }

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>The Velmar Courier</title><link>https://courier.example</link><description>News</description>
        <item><title>Norway &amp; Peru sign pact</title><link>https://courier.example/1</link><guid>c1</guid>
        <pubDate>Fri, 03 May 2019 23:30:00 -0500</pubDate><description>In short.</description>
        <content:encoded><![CDATA[<p>Norway met Peru.</p><p>They <b>agreed</b>.</p>]]></content:encoded></item>
        <item><link>https://courier.example/2</link><description>&lt;p&gt;Chad met Mali.&lt;/p&gt;</description></item>
        <item><title>Nothing</title><guid>c3</guid></item></channel></rss>"#;

    #[test]
    fn entries_are_read_in_full_or_as_their_summary() {
        let found = check(RSS);
        assert_eq!(
            found[0],
            "c1 | 2019-05-03 | Norway & Peru sign pact | Norway met Peru.\n\nThey agreed. | "
        );
        assert!(found[1].contains("Chad met Mali. | only the summary"), "{}", found[1]);
        assert!(found[2].starts_with("a.xml, entry 3: the entry has neither"), "{}", found[2]);
    }

    #[test]
    fn an_atom_feed() {
        let found = check(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><id>f</id><updated>2019-05-04T00:00:00Z</updated>
            <entry><title type="html">A &lt;i&gt;pact&lt;/i&gt;</title><id>e1</id><published>2019-05-03T01:00:00+09:00</published>
            <updated>2019-05-04T00:00:00Z</updated><link href="https://courier.example/1"/>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Norway met Peru.</p><p>They agreed.</p></div></content></entry></feed>"#,
        );
        assert_eq!(found[0], "e1 | 2019-05-03 | A pact | Norway met Peru.\n\nThey agreed. | ");
    }

    #[test]
    fn a_feed_that_breaks_off_is_read_up_to_the_break() {
        let found = check(&RSS[..RSS.find("<title>Nothing").unwrap()]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[2].starts_with("a.xml, behind entry 2: the feed breaks off"), "{}", found[2]);
        assert!(check("<rss version=\"2.0\"><chan")[0].starts_with("a.xml: no RSS or Atom feed"));
    }

    #[test]
    fn a_billion_laughs_are_not_laughed() {
        let mut entities = String::from("<!ENTITY l0 \"laugh\">");
        for level in 1..30 {
            let before = format!("&l{};", level - 1).repeat(10);
            entities += &format!("<!ENTITY l{level} \"{before}\">");
        }
        let feed =
            RSS.replace("<rss ", &format!("<!DOCTYPE rss [{entities}]><rss ")).replace("In short", "&l29;");
        let found = check(&feed);
        assert!(found.iter().all(|one| one.len() < 1000), "{found:?}");
        let deep = RSS.replace("In short.", &"<x>".repeat(200_000));
        assert!(check(&deep).iter().all(|one| one.len() < 1000));
    }
}
