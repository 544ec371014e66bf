//! What the head of a page says of its article: JSON-LD first, then Open Graph, meta elements, `<time>`, the address.

use jiff::civil::Date;
use serde_json::Value;
use trafilatura::dom::{Document, NodeId};

use super::blocks::text_at;
use crate::{day, header};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    /// Where the day of publication was found, if not where pages declare it.
    pub(crate) note: Option<String>,
}

/// Reads it.
pub(crate) fn of(document: &Document) -> Metadata {
    let page = Page { document };
    let mut linked = page.linked();
    let url = page.attribute("link[rel=\"canonical\"]", "href").or_else(|| page.meta(&["og:url"]));
    let url = url.or(linked.url.take()).filter(|url| url.starts_with("http"));
    let (published, note) = published(&page, &linked, url.as_deref());
    Metadata {
        title: linked
            .title
            .or_else(|| page.meta(TITLE))
            .or_else(|| page.text("h1"))
            .or_else(|| page.text("title")),
        publisher: page.meta(&["og:site_name"]).or(linked.publisher).or_else(|| page.meta(PUBLISHER)),
        published,
        url,
        note,
    }
}

const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"];
const PUBLISHER: &[&str] = &["publisher", "dc.publisher", "dcterms.publisher", "application-name"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "published",
    "published_time",
    "publication_date",
    "publication-date",
    "citation_publication_date",
    "pubdate",
    "pub_date",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date",
    "dcterms.date",
    "article.published",
    "ptime",
    "displaydate",
    "rnews:datepublished",
    "date",
];

fn published(page: &Page, linked: &Linked, url: Option<&str>) -> (Option<Date>, Option<String>) {
    let declared = linked.published.as_deref().and_then(day::of);
    let declared = declared.or_else(|| page.meta_all(PUBLISHED).iter().find_map(|value| day::of(value)));
    if declared.is_some() {
        return (declared, None);
    }
    let times = ["time[itemprop=\"datePublished\"]", "time[pubdate]", "article time", "main time", "time"];
    let time =
        times.iter().find_map(|selector| page.attribute(selector, "datetime").as_deref().and_then(day::of));
    let time = time.map(|date| (date, "the first <time> of the page"));
    let address = || url.and_then(in_address).map(|date| (date, "its address"));
    let byline = || header::told(&text_at(page.document, page.document.root()));
    let Some((date, place)) = time.or_else(address).or_else(byline) else { return (None, None) };
    (Some(date), Some(format!("the day of publication, {date}, is taken from {place}")))
}

/// "…/2019/05/03/…"
fn in_address(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|parts| {
        (parts[0].len() == 4 && parts[1].len() <= 2).then(|| day::of(&parts.join("-"))).flatten()
    })
}

struct Page<'a> {
    document: &'a Document,
}

impl Page<'_> {
    fn first(&self, selector: &str) -> Option<NodeId> {
        self.document.query_selector(self.document.root(), selector)
    }

    fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        filled(&self.document.get_attribute(self.first(selector)?, name)?)
    }

    fn text(&self, selector: &str) -> Option<String> {
        filled(&self.document.text_content(self.first(selector)?))
    }

    /// The content of the first of these meta elements.
    fn meta(&self, names: &[&str]) -> Option<String> {
        self.meta_all(names).into_iter().next()
    }

    /// The contents of these meta elements, in the order of the names.
    fn meta_all(&self, names: &[&str]) -> Vec<String> {
        let elements = self.document.query_selector_all(self.document.root(), "meta[content]");
        let mut found: Vec<(usize, String)> = elements
            .into_iter()
            .filter_map(|element| {
                let key = ["property", "name", "itemprop"]
                    .iter()
                    .find_map(|attribute| self.document.get_attribute(element, attribute))?;
                let rank = names.iter().position(|name| key.trim().eq_ignore_ascii_case(name))?;
                Some((rank, filled(&self.document.get_attribute(element, "content")?)?))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, content)| content).collect()
    }

    /// What the page says as linked data.
    fn linked(&self) -> Linked {
        let mut linked = Linked::default();
        for script in self.document.scripts_with_type(&["application/ld+json"]) {
            if let Ok(value) = serde_json::from_str::<Value>(self.document.text_content(script).trim()) {
                linked.read(&value);
            }
        }
        linked
    }
}

/// What JSON-LD says of the article.
#[derive(Default)]
struct Linked {
    title: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

impl Linked {
    fn read(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.read(value)),
            Value::Object(object) => {
                if object.get("@type").is_some_and(is_article) {
                    let text = |name: &str| object.get(name).and_then(Value::as_str).and_then(filled);
                    self.title = self.title.take().or_else(|| text("headline"));
                    self.published = self.published.take().or_else(|| text("datePublished"));
                    let itself = object.get("mainEntityOfPage").map(|one| one.get("@id").unwrap_or(one));
                    let itself = itself.and_then(Value::as_str).and_then(filled);
                    self.url = self.url.take().or_else(|| text("url")).or(itself);
                    let publisher = object.get("publisher").map(|one| one.get(0).unwrap_or(one));
                    let publisher = publisher.and_then(|one| one.get("name").unwrap_or(one).as_str());
                    self.publisher = self.publisher.take().or_else(|| publisher.and_then(filled));
                }
                for part in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(value) = object.get(part) {
                        self.read(value);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_article(kind: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("Report")
        })
    };
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

/// The text in one line, if there is any; entities that were escaped twice are undone.
fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text =
        text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'").replace("&rsquo;", "’");
    (!text.is_empty()).then_some(text)
}

/// The charset that the page's first bytes declare: `<meta charset=…>` or `content="text/html; charset=…"`.
pub(crate) fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let value = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:".contains(letter))?;
    (end > 0).then(|| value[..end].to_owned())
}
