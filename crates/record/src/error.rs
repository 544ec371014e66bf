use std::fmt;

/// What went wrong, where, and what to do about it.
///
/// Shown as `countries.tsv:41: unknown country code "GBX"` and, on a second line, `hint: did you mean
/// "GBR"?`. The place is a file, with a line if that is known.
#[derive(Debug)]
pub struct Error {
    message: String,
    file: Option<String>,
    line: Option<usize>,
    hint: Option<String>,
}

impl Error {
    /// An error that says only what is wrong.
    pub fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), file: None, line: None, hint: None }
    }

    /// The same, in this file, at this line (counted from 1).
    pub fn at(self, file: impl fmt::Display, line: usize) -> Error {
        Error { file: Some(file.to_string()), line: Some(line), ..self }
    }

    /// The same, in this file; a line that is known stays.
    pub fn in_file(self, file: impl fmt::Display) -> Error {
        Error { file: Some(file.to_string()), ..self }
    }

    /// The same, its file seen from outside this folder.
    pub fn within(self, folder: impl fmt::Display) -> Error {
        let file = self.file.map_or(folder.to_string(), |file| format!("{folder}/{file}"));
        Error { file: Some(file), ..self }
    }

    /// The same, with advice.
    pub fn hint(self, hint: impl Into<String>) -> Error {
        Error { hint: Some(hint.into()), ..self }
    }

    /// The same, with "did you mean …?" if one of `known` is close to `found`.
    pub fn did_you_mean<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
        let nearest = known.into_iter().map(|word| (distance(found, word), word)).min();
        match nearest {
            Some((far, word)) if far <= 1 + found.chars().count() / 3 => {
                self.hint(format!("did you mean \"{word}\"?"))
            }
            _ => self,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(formatter, "{file}:{line}: ")?,
            (Some(file), None) => write!(formatter, "{file}: ")?,
            (None, _) => {}
        }
        formatter.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(formatter, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// Levenshtein's distance, in characters, without regard to case.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, &wanted) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(letter != wanted);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_place_and_gives_a_hint() {
        let error = Error::new("unknown event type \"CONSLT\"")
            .at("visits.toml", 41)
            .did_you_mean("CONSLT", ["AGREE", "CONSULT", "ASSAULT"]);
        assert_eq!(
            error.to_string(),
            "visits.toml:41: unknown event type \"CONSLT\"\n  hint: did you mean \"CONSULT\"?"
        );
    }

    #[test]
    fn a_line_stays_when_its_file_gets_its_name() {
        assert_eq!(Error::new("odd").at("CoNLL-U", 3).in_file("a.conllu").to_string(), "a.conllu:3: odd");
    }

    #[test]
    fn a_far_word_is_no_hint() {
        let error = Error::new("unknown").did_you_mean("XYZ", ["ASSAULT"]);
        assert_eq!(error.to_string(), "unknown");
    }
}
