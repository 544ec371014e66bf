//! What the captures of a match say.

use super::grammar::Field;
use super::matcher::{Captured, Match};
use super::moment::{Grain, season_month, season_named};

/// "a few years", "months": no number.
pub(super) fn is_vague(found: &Match<'_>) -> bool {
    found.word(Field::Number) == Some("X") || found.get(Field::Units).is_some()
}

/// A month, quarter, half or season, and the month that it begins in.
pub(super) fn stretch(found: &Match<'_>) -> Option<(Grain, u8)> {
    if let Some(month) = found.number(Field::Month) {
        return Some((Grain::Month(month as u8), month as u8));
    }
    if let Some(quarter) = found.number(Field::Quarter) {
        return Some((Grain::Quarter(quarter as u8), 3 * quarter as u8 - 2));
    }
    if let Some(half) = found.number(Field::Half) {
        return Some((Grain::Half(half as u8), 6 * half as u8 - 5));
    }
    let season = season_named(found.word(Field::Season)?);
    Some((Grain::Season(season), season_month(season)))
}

/// "MO" of "morning".
pub(super) fn part(found: &Match<'_>) -> Option<String> {
    found.word(Field::Part).map(str::to_string)
}

/// "20:30" of "8:30 p.m."
pub(super) fn clock(found: &Match<'_>) -> Option<String> {
    let (hour, minute) = match found.get(Field::Clock) {
        Some(Captured::Clock(hour, minute)) => (hour, minute),
        _ => (found.number(Field::Hour)? as u8, 0),
    };
    let hour = match found.word(Field::Meridiem) {
        Some("PM") if hour < 12 => hour + 12,
        Some("AM") if hour == 12 => 0,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}
