//! Packs the places and unpacks them. They are eighty thousand, and the first record of a story waits for
//! them: so each is a row of fixed width that is read without parsing, its names in one text behind the rows.

use compact_str::CompactString;

use crate::code::Code;
use crate::entries::{Place, PlaceKind};

/// Bytes of a row: five numbers, the country, kind and capital, the lengths of name and region.
const ROW: usize = 5 * 4 + 3 + 1 + 2;

/// In the byte of the kind: it is its country's capital.
const CAPITAL: u8 = 0x80;

const KINDS: [PlaceKind; 6] = [
    PlaceKind::City,
    PlaceKind::Admin1,
    PlaceKind::Region,
    PlaceKind::Water,
    PlaceKind::Continent,
    PlaceKind::County,
];

/// The number of places, their rows, their text.
pub(crate) fn pack(places: &[Place]) -> Vec<u8> {
    let mut packed = (places.len() as u32).to_le_bytes().to_vec();
    for place in places {
        for number in [place.geonames_id, place.line, place.population] {
            packed.extend(number.to_le_bytes());
        }
        packed.extend(place.latitude.to_le_bytes());
        packed.extend(place.longitude.to_le_bytes());
        packed.extend(place.country.as_deref().unwrap_or("???").as_bytes());
        let kind = KINDS.iter().position(|&kind| kind == place.kind).expect("KINDS lists them all") as u8;
        packed.push(kind | if place.capital_of.is_some() { CAPITAL } else { 0 });
        for text in [&place.name, &place.admin1] {
            packed.push(u8::try_from(text.len()).expect("no place has a name of 256 bytes"));
        }
    }
    packed.extend(places.iter().flat_map(|place| [place.name.as_bytes(), place.admin1.as_bytes()].concat()));
    packed
}

/// The places that [`pack`] packed.
pub(crate) fn unpack(packed: &[u8]) -> Vec<Place> {
    let (count, rest) = packed.split_at(4);
    let (rows, text) = rest.split_at(number(count, 0) as usize * ROW);
    let mut text = std::str::from_utf8(text).expect("pack wrote names");
    let mut next = |length: u8| {
        let (word, rest) = text.split_at(length as usize);
        text = rest;
        CompactString::new(word)
    };
    let (rows, _) = rows.as_chunks::<ROW>();
    let place = |row: &[u8; ROW]| {
        let country = std::str::from_utf8(&row[20..23]).ok().and_then(Code::new);
        Place {
            geonames_id: number(row, 0),
            line: number(row, 1),
            population: number(row, 2),
            latitude: f32::from_bits(number(row, 3)),
            longitude: f32::from_bits(number(row, 4)),
            country,
            kind: KINDS[(row[23] & !CAPITAL) as usize],
            capital_of: country.filter(|_| row[23] & CAPITAL != 0),
            name: next(row[24]),
            admin1: next(row[25]),
        }
    };
    rows.iter().map(place).collect()
}

/// The number at this place among a row's numbers.
fn number(row: &[u8], index: usize) -> u32 {
    let bytes = &row[index * 4..index * 4 + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let city = Place {
            geonames_id: 3_143_244,
            name: "Ålesund".into(),
            country: Code::new("NOR"),
            admin1: "15".into(),
            latitude: 62.47,
            longitude: 6.15,
            population: 44_096,
            kind: PlaceKind::City,
            capital_of: None,
            line: 7,
        };
        let capital = Place { capital_of: city.country, admin1: "".into(), ..city.clone() };
        let sea = Place { country: None, kind: PlaceKind::Water, latitude: -1.5, ..city.clone() };
        let places = [city, capital, sea];
        assert_eq!(unpack(&pack(&places)), places);
        assert!(unpack(&pack(&[])).is_empty());
    }
}
