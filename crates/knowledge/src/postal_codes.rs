//! Postal codes of states and provinces. Takes "KY", gives Kentucky.

use std::sync::OnceLock;

use crate::{Knowledge, Place, PlaceKind};

static TABLE: &str = include_str!("../data/postal_codes.tsv");

impl Knowledge {
    /// The region of a postal code. A reader asks only where a region may stand: "OK" is Oklahoma after a comma.
    pub fn postal_region(&self, code: &str) -> Option<&Place> {
        static REGIONS: OnceLock<Vec<(&str, u32)>> = OnceLock::new();
        let regions = REGIONS.get_or_init(|| {
            let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
            let mut regions: Vec<(&str, u32)> = rows.filter_map(|row| self.region_of_row(row)).collect();
            regions.sort_unstable();
            regions
        });
        let index = regions.binary_search_by(|(known, _)| (*known).cmp(code)).ok()?;
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
    fn a_postal_code_is_a_region() {
        let name = |code| Knowledge::embedded().postal_region(code).map(|place| place.name.as_str());
        assert_eq!(name("KY"), Some("Kentucky"));
        assert_eq!(name("ON"), Some("Ontario"));
        assert_eq!(name("Ky"), None);
    }

    #[test]
    fn every_line_names_a_region() {
        for row in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            assert!(Knowledge::embedded().region_of_row(row).is_some(), "{row:?}");
        }
    }
}
