//! First names that tell "she" from "he". Takes a name, gives `'f'` or `'m'`: "Ingrid" is `'f'`.

use std::sync::OnceLock;

use crate::Knowledge;

static TABLE: &str = include_str!("../data/given_names.tsv");

impl Knowledge {
    /// `'f'` or `'m'`, if nearly all who bear this first name are that; spelled as in the table.
    pub fn given_name(&self, name: &str) -> Option<char> {
        static NAMES: OnceLock<Vec<(&str, char)>> = OnceLock::new();
        let names = NAMES.get_or_init(|| {
            let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
            let mut names: Vec<_> = rows
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(name, gender)| Some((name, gender.chars().next()?)))
                .collect();
            names.sort_unstable();
            names
        });
        names.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|index| names[index].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_tells_she_from_he() {
        let check = |name, gender| assert_eq!(Knowledge::embedded().given_name(name), gender, "{name}");
        check("Ingrid", Some('f'));
        check("Idris", Some('m'));
        check("Jordan", None);
        check("", None);
    }

    #[test]
    fn every_line_is_a_name_and_a_letter() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        for row in rows {
            assert!(matches!(row.split_once('\t'), Some((name, "f" | "m")) if !name.is_empty()), "{row:?}");
        }
    }
}
