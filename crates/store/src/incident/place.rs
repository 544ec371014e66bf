//! Places: how near two of them are.

use record::Place;

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) country: Option<String>,
    admin1: Option<String>,
    at: Option<(f64, f64)>,
    /// A whole country.
    pub(super) wide: bool,
}

/// How two places lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// One town, or two that touch.
    Same,
    /// One of them may lie within the other: a region's town, a country's.
    Within,
    /// Not known.
    Unknown,
    /// Neither can be the other.
    Far,
}

/// Places so near are one, in kilometres: a town and its suburb.
const ONE: f64 = 25.0;
/// Beyond this, two places in different regions are two.
const TWO: f64 = 75.0;
/// A region lies in the gazetteer at its middle: within its own region a place may be so far from it.
const REGION: f64 = 200.0;

impl Spot {
    pub(super) fn of(place: &Place) -> Spot {
        Spot {
            name: place.name.clone(),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            at: place.latitude.zip(place.longitude),
            // The gazetteer gives a country no first division; the sea has no country.
            wide: place.admin1.is_none() && place.country.is_some(),
        }
    }

    pub(super) fn to(&self, other: &Spot) -> Nearness {
        if self.name.eq_ignore_ascii_case(&other.name) && self.country == other.country {
            return Nearness::Same;
        }
        if self.country.is_some() && other.country.is_some() && self.country != other.country {
            // Border towns.
            return if self.kilometres(other).is_some_and(|far| far < ONE) {
                Nearness::Within
            } else {
                Nearness::Far
            };
        }
        if self.wide || other.wide {
            return if self.country == other.country { Nearness::Within } else { Nearness::Unknown };
        }
        match self.kilometres(other) {
            Some(far) if far <= ONE => Nearness::Same,
            Some(far) if far <= TWO => Nearness::Within,
            Some(far) if far <= REGION && self.admin1.is_some() && self.admin1 == other.admin1 => {
                Nearness::Within
            }
            Some(_) => Nearness::Far,
            None => Nearness::Unknown,
        }
    }

    fn kilometres(&self, other: &Spot) -> Option<f64> {
        let ((north, east), (north2, east2)) = self.at.zip(other.at)?;
        let (one, two) = (north.to_radians(), north2.to_radians());
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let share = half(two - one) + one.cos() * two.cos() * half((east2 - east).to_radians());
        Some(2.0 * 6371.0 * share.min(1.0).sqrt().asin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, country: &str, admin1: Option<&str>, north: f64, east: f64) -> Spot {
        let (admin1, wide) = (admin1.map(str::to_owned), admin1.is_none());
        Spot { name: name.into(), country: Some(country.into()), admin1, at: Some((north, east)), wide }
    }

    #[test]
    fn towns_regions_and_countries() {
        let lviv = spot("Lviv", "UKR", Some("15"), 49.84, 24.02);
        let sykhiv = spot("Sykhiv", "UKR", Some("15"), 49.80, 24.06);
        let drohobych = spot("Drohobych", "UKR", Some("15"), 49.35, 23.51);
        let ternopil = spot("Ternopil", "UKR", Some("22"), 49.55, 25.59);
        let ukraine = spot("Ukraine", "UKR", None, 49.0, 32.0);
        let poland = spot("Poland", "POL", None, 52.0, 20.0);
        let check = |one: &Spot, other: &Spot, expected| {
            assert_eq!(one.to(other), expected, "{} {}", one.name, other.name);
            assert_eq!(other.to(one), expected);
        };
        check(&lviv, &sykhiv, Nearness::Same);
        check(&lviv, &drohobych, Nearness::Within);
        check(&lviv, &ternopil, Nearness::Far);
        check(&lviv, &ukraine, Nearness::Within);
        check(&poland, &ukraine, Nearness::Far);
        check(&poland, &lviv, Nearness::Far);
    }
}
