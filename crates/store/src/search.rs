//! Full text: words, phrases and prefixes in articles, statements and the sentences of events.

use record::Error;

use crate::row::{Rows, Value};

/// Where words may be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// In a headline or a story.
    Article,
    /// In what somebody said.
    Statement,
    /// In a sentence that tells of an event.
    Event,
}

impl Hit {
    /// All, in the order in which they are told.
    pub const ALL: [Hit; 3] = [Hit::Article, Hit::Statement, Hit::Event];

    /// The rows where these words stand, best first, `limit` of each kind. What was found stands between `open` and
    /// `close`. Ranks of different kinds do not compare, so each kind is told by itself.
    pub fn rows(kinds: &[Hit], words: &str, limit: u64, [open, close]: [&str; 2]) -> Result<Rows, Error> {
        let wanted = wanted(words)?;
        let each: Vec<String> = kinds.iter().map(|kind| format!("SELECT * FROM ({})", kind.sql())).collect();
        let values = vec![
            Value::Text(wanted),
            Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
            Value::Text(open.into()),
            Value::Text(close.into()),
        ];
        Ok(Rows { sql: each.join(" UNION ALL "), values })
    }

    /// First the best, then their words: words are not cut out of what is not shown.
    fn sql(self) -> String {
        let (table, view, number, rank, found, columns) = match self {
            Hit::Article => (
                "article_words",
                "articles",
                "article",
                "bm25(article_words, 4.0, 1.0)",
                "article",
                "one.id, NULL AS who, NULL AS what",
            ),
            Hit::Statement => (
                "statement_words",
                "statements",
                "statement",
                "bm25(statement_words)",
                "statement",
                "one.id, one.speaker AS who, one.act AS what",
            ),
            Hit::Event => (
                "event_words",
                "events",
                "event",
                "bm25(event_words)",
                "event",
                "one.id, one.actors AS who, one.type AS what",
            ),
        };
        format!(
            "WITH best AS MATERIALIZED (SELECT {table}.rowid AS number, {rank} AS score FROM {table} \
             WHERE {table} MATCH ?1 AND {table}.rowid IN (SELECT {number} FROM {view}) \
             ORDER BY score, {table}.rowid LIMIT ?2) \
             SELECT '{found}' AS found_in, {columns}, snippet({table}, -1, ?3, ?4, '…', 24) AS words, \
             one.published, one.publisher, one.title, one.url, one.article \
             FROM best CROSS JOIN {table} ON {table}.rowid = best.number AND {table} MATCH ?1 \
             JOIN {view} AS one ON one.{number} = best.number ORDER BY best.score, best.number"
        )
    }
}

/// The user's words as FTS5 asks for them: each in quotation marks, so that none is an operator; all of them must
/// stand there. `"two words"` stand beside each other, `sanct*` begins a word, OR parts alternatives.
fn wanted(words: &str) -> Result<String, Error> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (word, phrase, after) = match rest.strip_prefix('"') {
            Some(inner) => match inner.split_once('"') {
                Some((phrase, after)) => (phrase, true, after),
                None => {
                    let error = Error::new(format!("a quotation mark is missing in {words:?}"));
                    return Err(error.hint("a phrase stands between two: '\"cease fire\"'"));
                }
            },
            None => {
                let end =
                    rest.find(|letter: char| letter.is_whitespace() || letter == '"').unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            }
        };
        rest = after;
        let (rest_of_word, prefix) = match rest.strip_prefix('*') {
            Some(after) if phrase => {
                rest = after;
                (word, true)
            }
            _ if phrase => (word, false),
            _ => (word.trim_end_matches('*'), word.ends_with('*')),
        };
        rest = rest.trim_start();
        if word == "OR" && !phrase {
            if parts.last().is_some_and(|last| last != "OR") {
                parts.push("OR".into());
            }
        } else if rest_of_word.chars().any(char::is_alphanumeric) {
            parts.push(format!("\"{rest_of_word}\"{}", if prefix { " *" } else { "" }));
        }
    }
    if parts.last().is_some_and(|last| last == "OR") {
        parts.pop();
    }
    if parts.is_empty() {
        return Err(Error::new(format!("no word to look for in {words:?}")));
    }
    Ok(parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_no_operators() {
        for (words, expected) in [
            ("patrol ships", "\"patrol\" \"ships\""),
            ("\"patrol ships\" harbour*", "\"patrol ships\" \"harbour\" *"),
            ("\"patrol shi\"*", "\"patrol shi\" *"),
            ("title:x NOT (y", "\"title:x\" \"NOT\" \"(y\""),
            ("fish OR salt OR", "\"fish\" OR \"salt\""),
            ("OR fish", "\"fish\""),
            ("o'brien's", "\"o'brien's\""),
        ] {
            assert_eq!(wanted(words).unwrap(), expected, "{words}");
        }
    }

    #[test]
    fn what_holds_no_word_is_refused() {
        for words in ["", " ", "\"open", "* -", "OR"] {
            assert!(wanted(words).is_err(), "{words}");
        }
    }
}
