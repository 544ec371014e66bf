//! Durations and sets.

use super::fields::part;
use super::grammar::{Field, Means};
use super::holidays;
use super::matcher::Match;

/// "XXXX-WXX-1" of "every Monday", "P1Y" of "each year".
pub(super) fn every(found: &Match<'_>) -> Option<String> {
    let time = part(found).map_or(String::new(), |part| format!("T{part}"));
    if let Some(weekday) = found.number(Field::Weekday) {
        return Some(format!("XXXX-WXX-{weekday}{time}"));
    }
    if let Some(month) = found.number(Field::Month) {
        return Some(format!("XXXX-{month:02}"));
    }
    if let Some(season) = found.word(Field::Season) {
        return Some(format!("XXXX-{season}"));
    }
    if let Some((month, day)) = found.word(Field::Holiday).and_then(holidays::fixed) {
        return Some(format!("XXXX-{month:02}-{day:02}"));
    }
    if !time.is_empty() {
        return Some(format!("XXXX-XX-XX{time}"));
    }
    match found.word(Field::Frequency) {
        Some(frequency) => Some(frequency.to_string()),
        None => length(found),
    }
}

/// "P3D", "PT30M", "P2Y6M", "PXW".
pub(super) fn length(found: &Match<'_>) -> Option<String> {
    if let Some(base) = found.base.as_ref().filter(|base| base.pattern.means == Means::Length) {
        return length(base);
    }
    let several = found.word(Field::Units);
    let unit = several.or(found.word(Field::Unit)).unwrap_or("Y");
    let (clock, letter) = match unit.strip_prefix('T') {
        Some(letter) => ("T", letter),
        None => ("", unit),
    };
    let letter = match letter {
        "SE" => "Y",
        "ML" => "L",
        other => other,
    };
    let fraction = found.number(Field::Fraction).unwrap_or(0.0);
    let number = match (found.get(Field::Number), found.number(Field::Number)) {
        _ if several.is_some() => return Some(format!("P{clock}X{letter}")),
        (_, Some(number)) => number + fraction,
        (Some(_), None) => return Some(format!("P{clock}X{letter}")),
        (None, None) if fraction > 0.0 => fraction,
        (None, None) => 1.0,
    };
    if number.fract() == 0.0 {
        return Some(match letter {
            "L" => format!("P{number}L"),
            "DE" if number > 1.0 => format!("P{}Y", number * 10.0),
            _ => format!("P{clock}{number}{letter}"),
        });
    }
    let whole = number.trunc();
    let rest = |size: f64, small: &str| {
        let small_count = (number.fract() * size).round();
        if whole == 0.0 {
            format!("P{clock}{small_count}{small}")
        } else {
            format!("P{clock}{whole}{letter}{small_count}{small}")
        }
    };
    Some(match (clock, letter) {
        ("T", "H") => rest(60.0, "M"),
        ("T", "M") => rest(60.0, "S"),
        ("", "Y") => rest(12.0, "M"),
        ("", "DE") => format!("P{}Y", number * 10.0),
        ("", "CE") => format!("P{}Y", number * 100.0),
        _ => format!("P{clock}{number}{letter}"),
    })
}
