//! Web pages. Takes a page's bytes, gives the article in it: its main content, block by block, and what its head
//! says of it. What is found is the page's: navigation, comments and related links are left out. The captions of its
//! pictures stand behind the story, marked.

mod blocks;
mod limit;
mod metadata;

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use record::{Article, Boilerplate, BoilerplateKind, Error, Span};
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, HtmlDateMode};

use crate::compression::Source;
use crate::piece::{At, Content, Origin, Piece, Pieces, Place, Reason, Skip};
use crate::{charset, language, text};

use blocks::text_at;
pub(crate) use blocks::text_of;
pub(crate) use limit::{LONGEST, limited};

/// The page of a stream. What is beyond [`LONGEST`] is left behind.
pub(crate) fn pieces(file: Arc<str>, source: Source, origin: Origin) -> Pieces {
    let mut bytes = Vec::new();
    let broken = source.take(LONGEST as u64 + 1).read_to_end(&mut bytes).err();
    let place = Place::whole(&file);
    let broken = broken.map(|error| Piece::broken(place.clone(), &error));
    let page = Piece { place, content: Content::Page { bytes, origin } };
    Box::new(std::iter::once(page).chain(broken))
}

/// The article of a page.
pub(crate) fn article(place: &Place, bytes: &[u8], origin: Origin) -> Result<Article, Skip> {
    let (bytes, mut notes) = match bytes.get(..LONGEST) {
        Some(start) if bytes.len() > LONGEST => {
            (start, vec![format!("the page was read up to its first {LONGEST} bytes")])
        }
        _ => (bytes, Vec::new()),
    };
    text::refuse_binary(bytes).map_err(|error| place.skip(Reason::Unreadable, error))?;
    let charset = origin.charset.or_else(|| metadata::charset(bytes));
    let (page, note) = charset::decode(bytes, charset.as_deref());
    notes.extend(note);
    let (page, note) = limited(page);
    notes.extend(note.map(str::to_owned));
    // Extraction is another's code: what it stumbles over is one page, not the run.
    let read = catch_unwind(AssertUnwindSafe(|| extract(place, &page))).unwrap_or_else(|_| {
        Err(place.skip(Reason::Malformed, Error::new("the page could not be taken apart")))
    });
    let (metadata, text, captions) = read?;
    let mut text = without_title(&text, metadata.title.as_deref()).to_owned();
    let boilerplate = captions.iter().filter_map(|caption| add_caption(&mut text, caption)).collect();
    notes.extend(metadata.note);
    // A file is known by its name, whatever it says of itself.
    let named = origin.url.is_none() && matches!(place.at, At::Whole);
    let url = origin.url.or(metadata.url);
    Ok(Article {
        id: url.clone().filter(|_| !named).unwrap_or_else(|| place.base().to_owned()),
        title: metadata.title,
        url,
        publisher: metadata.publisher,
        published: metadata.published,
        language: "en".into(),
        text,
        boilerplate,
        notes,
    })
}

/// The text behind the headline, where it begins with it: the headline is kept apart.
fn without_title<'a>(text: &'a str, title: Option<&str>) -> &'a str {
    match text.split_once("\n\n") {
        Some((first, rest)) if title.is_some_and(|title| title.eq_ignore_ascii_case(first)) => rest,
        _ => text,
    }
}

/// Puts a caption behind the story, if it is not in it.
fn add_caption(text: &mut String, caption: &str) -> Option<Boilerplate> {
    if text.contains(caption) {
        return None;
    }
    text.push_str("\n\n");
    let start = text.len();
    text.push_str(caption);
    Some(Boilerplate { span: Span::new(start, text.len()), kind: BoilerplateKind::Caption })
}

/// The captions of the story's own pictures, each once: sentences, not credits, and none of a link to another story.
fn captions(document: &Document) -> Vec<String> {
    const MOST: usize = 20;
    let mut captions: Vec<String> = Vec::new();
    for node in document.query_selector_all(document.root(), "figcaption") {
        let above = std::iter::successors(document.parent(node), |&node| document.parent(node));
        let above: Vec<&str> = above.map(|node| document.tag_name(node)).collect();
        let own = above.iter().any(|name| matches!(*name, "article" | "main"))
            && !above.iter().any(|name| matches!(*name, "a" | "aside" | "nav" | "footer" | "li"));
        let caption = text_at(document, node).replace('\n', " ");
        let told = (6..=80).contains(&caption.split_whitespace().count());
        if own && told && !captions.contains(&caption) && captions.len() < MOST {
            captions.push(caption);
        }
    }
    captions
}

fn extract(place: &Place, page: &str) -> Result<(metadata::Metadata, String, Vec<String>), Skip> {
    let document = Document::parse(page);
    if limit::is_too_deep(&document) {
        let error = Error::new("the elements of the page nest deeper than those of any page");
        return Err(place.skip(Reason::Malformed, error.hint("save its text, and give that")));
    }
    if let Some(name) = foreign(&document) {
        return Err(language::skip(place, name));
    }
    let metadata = metadata::of(&document);
    let captions = captions(&document);
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        // Its own dates depend on the clock.
        .with_html_date_mode(HtmlDateMode::Disabled);
    let content = trafilatura::extract_document(document, &options).map_err(|error| {
        place.skip(Reason::NoText, Error::new(format!("no article was found on the page: {error}")))
    })?;
    Ok((metadata, text_of(&content.content_html), captions))
}

/// The language of a page that says it is not English, and is not: it needs no extraction.
fn foreign(document: &Document) -> Option<&'static str> {
    let root = document.query_selector(document.root(), "html")?;
    let declared = document.get_attribute(root, "lang")?.to_ascii_lowercase();
    if declared.is_empty() || declared.starts_with("en") {
        return None;
    }
    let paragraphs = document.query_selector_all(document.root(), "p");
    let text: Vec<String> =
        paragraphs.into_iter().take(100).map(|node| document.text_content(node)).collect();
    language::foreign(&text.join(" "))
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use record::Article;

    fn read(page: impl AsRef<[u8]>) -> Result<Article, String> {
        let source = std::io::Cursor::new(page.as_ref().to_vec());
        let mut articles: Vec<_> = crate::articles("news/a.html", source, &Options::default()).collect();
        assert_eq!(articles.len(), 1);
        articles.remove(0).map_err(|error| error.to_string())
    }

    const HEAD: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Norway and Peru sign pact - The Velmar Courier</title>
        <meta property="og:title" content="Norway and Peru sign pact"><meta property="og:site_name" content="The Velmar Courier">
        <link rel="canonical" href="https://courier.example/pact"><script type="application/ld+json">
        {"@graph": [{"@type": "WebSite", "name": "Courier", "datePublished": "2001-01-01"},
        {"@type": ["NewsArticle"], "headline": "Norway and Peru sign pact", "datePublished": "2019-05-03T23:20:00-05:00"}]}
        </script></head>"#;

    const BODY: &str = r#"<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Norway and Peru sign pact</h1>
        <p>Norway and Peru signed a pact on fish in Lima on Friday, <b>ending</b> a quarrel of <a href="/x">nine years</a>
        over the anchovy that both of them say is theirs to catch.</p><h2>Two fleets</h2>
        <p>The Norwegian minister of fisheries said that the fleets of the two countries would keep forty miles apart,
        and that inspectors of both would sail on every ship.</p>
        <p>Fishermen in Callao protested against the pact on Thursday, and the police arrested nine of them.<br><br>The
        union of the fishermen said that it would call a strike if they were not released by the end of the week.</p>
        </article><footer><p>Copyright The Velmar Courier</p></footer></body></html>"#;

    #[test]
    fn the_main_content_keeps_its_paragraphs() {
        let article = read(format!("{HEAD}{BODY}")).unwrap();
        let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 4, "{}", article.text);
        assert!(
            paragraphs[0].starts_with(
                "Norway and Peru signed a pact on fish in Lima on Friday, ending a quarrel of nine years over"
            ),
            "{}",
            article.text
        );
        assert_eq!(paragraphs[1], "Two fleets");
        assert!(paragraphs[3].contains("nine of them.\nThe union"), "{}", article.text);
        assert!(!article.text.contains("Home") && !article.text.contains("Copyright"), "{}", article.text);
    }

    #[test]
    fn the_head_tells_title_day_publisher_and_place() {
        let article = read(format!("{HEAD}{BODY}")).unwrap();
        assert_eq!(article.id, "a.html");
        assert_eq!(article.title.as_deref(), Some("Norway and Peru sign pact"));
        assert_eq!(article.publisher.as_deref(), Some("The Velmar Courier"));
        assert_eq!(article.url.as_deref(), Some("https://courier.example/pact"));
        assert_eq!(article.published.unwrap().to_string(), "2019-05-03");
        assert!(article.notes.is_empty(), "{:?}", article.notes);
    }

    #[test]
    fn the_day_is_found_in_meta_time_or_url() {
        for (head, note) in [
            ("<meta property=\"article:published_time\" content=\"2019-05-03T10:00:00Z\">", ""),
            ("<meta name=\"parsely-pub-date\" content=\"May 3, 2019\">", ""),
            ("<time datetime=\"2019-05-03\">3 May</time>", "the first <time>"),
            ("<link rel=canonical href=\"https://courier.example/2019/05/03/pact\">", "its address"),
        ] {
            let article = read(format!("<html><head>{head}</head>{BODY}")).unwrap();
            assert_eq!(
                article.published.map(|date| date.to_string()).as_deref(),
                Some("2019-05-03"),
                "{head}"
            );
            assert_eq!(
                article.notes.first().is_some_and(|found| found.contains(note)),
                !note.is_empty(),
                "{head}"
            );
        }
    }

    #[test]
    fn the_day_is_found_in_a_byline() {
        let check = |lines: &str, day: &str| {
            let page = BODY.replace("<h1>", &format!("{lines}<h1>"));
            let article = read(format!("<html><head><title>A pact</title></head>{page}")).unwrap();
            assert_eq!(article.published.map_or(String::new(), |date| date.to_string()), day, "{lines}");
            assert_eq!(article.notes.len(), usize::from(!day.is_empty()), "{:?}", article.notes);
        };
        check("<p class=meta>By Hanne Vik | 3 May 2019</p>", "2019-05-03");
        check("<div>First published: Friday, May 3, 2019 11:20 GMT</div>", "2019-05-03");
        check("<i>By Hanne Vik, 3 May 2019</i><br>Published 3 May 2019<br>", "2019-05-03");
        check("<div>Updated 3 May 2019</div>", "");
    }

    #[test]
    fn captions_stand_marked_behind_the_story() {
        let figure =
            |caption: &str| format!("<figure><img src=a><figcaption>{caption}</figcaption></figure>");
        let own = figure("The ministers shake hands in Lima on Friday. <span>Photo: Tim Oak</span>");
        let other = figure("Storm closes the harbour of Callao for a week");
        let page = BODY
            .replace("<h1>", &format!("{own}{own}{}<aside>{other}</aside><h1>", figure("Photo: Tim Oak")));
        let article = read(format!("{HEAD}{page}")).unwrap();
        let marked: Vec<&str> =
            article.boilerplate.iter().map(|piece| piece.span.of(&article.text)).collect();
        assert_eq!(marked, ["The ministers shake hands in Lima on Friday. Photo: Tim Oak"]);
        assert!(article.text.ends_with(marked[0]) && !article.text.contains("Storm"), "{}", article.text);
    }

    #[test]
    fn the_charset_is_the_pages_own() {
        let page = format!("<meta charset=\"windows-1252\">{}", BODY.replace("Callao", "Cañete"));
        let bytes: Vec<u8> = page.chars().map(|letter| letter as u8).collect();
        assert!(read(bytes).unwrap().text.contains("Fishermen in Cañete"));
    }

    #[test]
    fn a_page_in_another_language_is_told() {
        let text = "Le ministre des affaires étrangères a déclaré mardi que les négociations avec ses voisins \
                    reprendront la semaine prochaine, malgré les désaccords qui subsistent sur la pêche.";
        let page = |lang: &str| {
            format!("<html lang={lang}><body><article><p>{text}</p><p>{text}</p></article></body></html>")
        };
        for lang in ["fr", "en"] {
            let error = read(page(lang)).unwrap_err();
            assert!(error.starts_with("news/a.html: the story looks like French"), "{error}");
        }
    }

    #[test]
    fn what_is_no_article_is_told() {
        let error = read("<html><body></body></html>").unwrap_err();
        assert!(error.starts_with("news/a.html: no article was found on the page"), "{error}");
    }

    #[test]
    fn nesting_and_breadth_without_end_cost_no_time() {
        let deep = ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p>", "<font color=red>", "<a>"];
        let wide =
            ["<p>Norway met Peru.</p>", "<div><i></i></div>", "a<br>", "<li><a href=x>y</a>", "<!-- -->"];
        for part in deep.into_iter().chain(wide) {
            let read = read(format!("{HEAD}<body><article>{}{BODY}", part.repeat(200_000)));
            let told = read.as_ref().map_or(true, |article| !article.notes.is_empty());
            assert!(told, "{part}: {read:?}");
        }
    }

    #[test]
    fn a_page_within_deep_nesting_is_read() {
        let article = read(format!("{HEAD}<body>{}{BODY}", "<div>".repeat(900))).unwrap();
        assert!(article.text.contains("Fishermen in Callao"), "{}", article.text);
        assert!(article.notes[0].contains("deeper"), "{:?}", article.notes);
    }
}
