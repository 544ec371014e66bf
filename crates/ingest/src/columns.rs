//! Which column of a table, or key of a JSON object, holds what.

/// Names of columns or keys, where the common ones do not do. A column of a table may also be given by its number,
/// from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The story.
    pub text: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The day of its publication.
    pub published: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its id.
    pub id: Option<String>,
}

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Text,
    Title,
    Published,
    Url,
    Publisher,
    Id,
}

impl Column {
    /// The names that people give it, the most telling first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Column::Text => &[
                "text",
                "fulltext",
                "articletext",
                "storytext",
                "maintext",
                "bodytext",
                "plaintext",
                "articlebody",
                "body",
                "content",
                "story",
                "article",
            ],
            Column::Title => &["title", "headline"],
            Column::Published => &[
                "published",
                "publishedat",
                "publicationdate",
                "publisheddate",
                "datepublished",
                "publishdate",
                "datepublish",
                "pubdate",
                "date",
                "day",
            ],
            Column::Url => &["url", "link", "weburl", "sourceurl", "permalink"],
            Column::Publisher => &[
                "publisher",
                "outlet",
                "newspaper",
                "publication",
                "source",
                "sourcename",
                "sitename",
                "domain",
            ],
            Column::Id => &["id", "articleid", "storyid", "documentid", "docid", "guid", "uid", "uri"],
        }
    }
}

impl Columns {
    /// The name that the user gave to a column.
    pub(crate) fn named(&self, column: Column) -> Option<&str> {
        match column {
            Column::Text => self.text.as_deref(),
            Column::Title => self.title.as_deref(),
            Column::Published => self.published.as_deref(),
            Column::Url => self.url.as_deref(),
            Column::Publisher => self.publisher.as_deref(),
            Column::Id => self.id.as_deref(),
        }
    }

    /// Which of these names is the column's: the one that the user named, else the most telling.
    pub(crate) fn find<'a>(
        &self,
        column: Column,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<usize> {
        if let Some(named) = self.named(column) {
            return names.clone().position(|name| name.trim().eq_ignore_ascii_case(named));
        }
        let common = |wanted: &&str| names.clone().position(|name| same(name, wanted));
        column.names().iter().find_map(common)
    }
}

/// Whether a name is this one, without regard to capitals, spaces and underscores.
fn same(name: &str, wanted: &str) -> bool {
    let letters = name.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    letters.map(|byte| byte.to_ascii_lowercase()).eq(wanted.bytes())
}

/// Where the columns of a table stand.
#[derive(Debug)]
pub(crate) struct Header {
    /// How many there are.
    pub(crate) width: usize,
    pub(crate) text: usize,
    pub(crate) title: Option<usize>,
    pub(crate) published: Option<usize>,
    pub(crate) url: Option<usize>,
    pub(crate) publisher: Option<usize>,
    pub(crate) id: Option<usize>,
}

impl Header {
    /// The header of a table with these names; fails with the name of a column that it lacks.
    pub(crate) fn new(columns: &Columns, names: &[String]) -> Result<Header, String> {
        let at = |column: Column| {
            let found = columns.find(column, names.iter().map(String::as_str));
            match columns.named(column) {
                Some(named) if found.is_none() => {
                    let number =
                        named.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number));
                    number.map(|number| Some(number - 1)).ok_or_else(|| format!("column {named:?}"))
                }
                _ => Ok(found),
            }
        };
        let text = at(Column::Text)?.ok_or("column of text")?;
        Ok(Header {
            width: names.len(),
            text,
            title: at(Column::Title)?,
            published: at(Column::Published)?,
            url: at(Column::Url)?,
            publisher: at(Column::Publisher)?,
            id: at(Column::Id)?,
        })
    }

    /// The same for a table that has no other columns than those that are read, and which these are.
    pub(crate) fn narrowed(&self) -> (Header, Vec<usize>) {
        let mut columns = vec![self.text];
        let mut kept = |column: Option<usize>| {
            columns.extend(column);
            column.map(|_| columns.len() - 1)
        };
        let header = Header {
            width: self.width,
            text: 0,
            title: kept(self.title),
            published: kept(self.published),
            url: kept(self.url),
            publisher: kept(self.publisher),
            id: kept(self.id),
        };
        (Header { width: columns.len(), ..header }, columns)
    }
}
