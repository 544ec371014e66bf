//! Regions as newspapers shorten them. Takes "Ky." or "KY", gives Kentucky.

use std::sync::OnceLock;

use crate::{Knowledge, Place, PlaceKind};

static TABLE: &str = include_str!("../data/region_abbreviations.tsv");

impl Knowledge {
    /// The region that this is short for, with its full stops or without. A reader asks only where a region may
    /// stand: "in" is not Indiana, "IN" after a comma is.
    pub fn abbreviated_region(&self, short: &str) -> Option<&Place> {
        static REGIONS: OnceLock<Vec<(&str, u32)>> = OnceLock::new();
        let regions = REGIONS.get_or_init(|| {
            let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
            let mut regions: Vec<(&str, u32)> = rows.filter_map(|row| self.region_of_row(row)).collect();
            regions.sort_unstable();
            regions
        });
        let short: String = short.chars().filter(|&char| char != '.').collect();
        let index = regions.binary_search_by(|(known, _)| (*known).cmp(&short)).ok()?;
        self.places().get(regions[index].1 as usize)
    }

    fn region_of_row<'t>(&self, row: &'t str) -> Option<(&'t str, u32)> {
        let mut cells = row.split('\t');
        let (short, name, country) = (cells.next()?, cells.next()?, cells.next()?);
        let index = self.places().iter().position(|place| {
            place.kind == PlaceKind::Admin1
                && place.name == name
                && place.country.is_some_and(|code| code == country)
        })?;
        Some((short, index as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_a_region() {
        let name = |short| Knowledge::embedded().abbreviated_region(short).map(|place| place.name.as_str());
        assert_eq!(name("Ky."), Some("Kentucky"));
        assert_eq!(name("W.Va."), Some("West Virginia"));
        assert_eq!(name("B.C."), Some("British Columbia"));
        assert_eq!(name("Oslo"), None);
    }

    #[test]
    fn every_line_names_a_region() {
        for row in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            assert!(Knowledge::embedded().region_of_row(row).is_some(), "{row:?}");
        }
    }
}
