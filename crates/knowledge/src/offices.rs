//! The offices that `people.tsv` may name. Takes the file's word for an office, gives what is said of it.

use std::sync::OnceLock;

static TABLE: &str = include_str!("../data/offices.tsv");

/// An office: a line of `offices.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// "head-of-state"
    pub name: &'static str,
    /// Counted from 0: of two offices of a day the one of lower rank tells who somebody is.
    pub rank: usize,
    /// Whether a country has one holder at a time, who may be meant by the office alone.
    pub unique: bool,
    /// Whether its holder may be meant by a surname alone.
    pub leads: bool,
}

/// All offices, by rank.
pub fn offices() -> &'static [Office] {
    static OFFICES: OnceLock<Vec<Office>> = OnceLock::new();
    OFFICES.get_or_init(|| {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.enumerate().filter_map(|(rank, row)| office_of(rank, row)).collect()
    })
}

fn office_of(rank: usize, row: &'static str) -> Option<Office> {
    let mut cells = row.split('\t');
    let name = cells.next()?;
    let mut yes = || cells.next().map(|cell| cell == "yes");
    Some(Office { name, rank, unique: yes()?, leads: yes()? })
}

/// The office of this name.
pub fn office(name: &str) -> Option<Office> {
    offices().iter().find(|office| office.name == name).copied()
}

/// The names of all offices, by rank.
pub(crate) fn names() -> Vec<&'static str> {
    offices().iter().map(|office| office.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_a_rank_and_may_be_unique() {
        let president = office("head-of-state").unwrap();
        assert!(president.unique && president.leads && president.rank < office("legislator").unwrap().rank);
        assert!(!office("legislator").unwrap().unique);
        assert_eq!(office("wizard"), None);
    }

    #[test]
    fn every_line_is_an_office_and_has_an_example() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert_eq!(rows.len(), offices().len());
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 4, "{row:?}");
            assert!(cells[1..3].iter().all(|cell| matches!(*cell, "yes" | "no")), "{row:?}");
            assert!(cells[3].ends_with('.'), "{row:?}");
        }
        let mut names = names();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), offices().len(), "an office stands twice");
    }
}
