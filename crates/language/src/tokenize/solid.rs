//! What is one word whatever stands inside: web and mail addresses, "@name", "#topic", "O'Neill".

use std::sync::LazyLock;

use record::Span;

use super::atoms::{Atom, Kind, hash_word};

/// The part of a run that is an address or a handle; empty for none.
pub(super) fn find(text: &str, atoms: &[Atom]) -> Span {
    let run = Span { start: atoms[0].span.start, end: atoms[atoms.len() - 1].span.end };
    if atoms.len() < 2 {
        return Span::default();
    }
    let words = run.of(text);
    let found = web(words).or_else(|| mail(words)).or_else(|| handle(words));
    found.map_or(Span::default(), |(start, end)| {
        Span::new(run.start as usize + start, run.start as usize + end)
    })
}

/// From "http://" or "www." to the end, without the punctuation of the sentence around it.
fn web(run: &str) -> Option<(usize, usize)> {
    let start = match run.find("://") {
        Some(colon) => {
            let scheme = run[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            if scheme < 3 {
                return None;
            }
            colon - scheme
        }
        None => {
            let at = run.find(['w', 'W'])?;
            let www = run.get(at..at + 4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
            if !www {
                return None;
            }
            at
        }
    };
    let address = &run[start..];
    let address = &address[..address.find(['<', '>', '"', '”', '“', '’']).unwrap_or(address.len())];
    let mut end =
        address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '}', '*', '|', '…']).len();
    if address[..end].ends_with(')') && !address[..end].contains('(') {
        end = address[..end].trim_end_matches([')', '.', ',', ';']).len();
    }
    (end > 4).then_some((start, start + end))
}

/// "@name" and "#topic", but not "#1".
fn handle(run: &str) -> Option<(usize, usize)> {
    let start = run.find(|letter: char| !matches!(letter, '(' | '"' | '“' | '.'))?;
    let name = run[start..].strip_prefix(['@', '#'])?;
    let inside = |letter: char| letter.is_alphanumeric() || letter == '_';
    let size = name.find(|letter| !inside(letter)).unwrap_or(name.len());
    name.starts_with(char::is_alphabetic).then_some((start, start + 1 + size))
}

/// Whether `atoms[at]` and the next are inside a name or a number.
pub(super) fn within(atoms: &[Atom], at: usize) -> bool {
    within_name(atoms, at) || within_number(atoms, at) || is_decade(atoms, at)
}

/// "'80s", "'02".
fn is_decade(atoms: &[Atom], at: usize) -> bool {
    let two_digits = |atom: &Atom| atom.kind.class() == Kind::DIGITS && atom.span.len() == 2;
    at == 0 && atoms[0].kind.class() == Kind::APOSTROPHE && two_digits(&atoms[1])
}

/// "3.5", "3/4/2018", and the last stop of "1,200.50"; commas are left to the model, which knows "1,200" and
/// "[1,2]".
fn within_number(atoms: &[Atom], at: usize) -> bool {
    let is = |at: usize, class: u8| atoms.get(at).is_some_and(|atom| atom.kind.class() == class);
    let stop_at =
        |at: usize| is(at, Kind::PERIOD) && at > 0 && is(at - 1, Kind::DIGITS) && is(at + 1, Kind::DIGITS);
    let slash_at =
        |at: usize| is(at, Kind::SLASH) && at > 0 && is(at - 1, Kind::DIGITS) && is(at + 1, Kind::DIGITS);
    let date_at = |at: usize| slash_at(at) && (slash_at(at + 2) || at.checked_sub(2).is_some_and(slash_at));
    [at, at + 1].into_iter().any(|at| stop_at(at) || date_at(at))
}

/// Whether an apostrophe stands at one of the places around `atoms[at]|atoms[at + 1]` and does not begin a
/// contraction: "O'Neill", "Sana'a", "d'état".
fn within_name(atoms: &[Atom], at: usize) -> bool {
    let is_apostrophe = |atom: &Atom| atom.kind.class() == Kind::APOSTROPHE;
    let middle = if is_apostrophe(&atoms[at]) { at } else { at + 1 };
    let (Some(before), Some(after)) =
        (middle.checked_sub(1).map(|before| &atoms[before]), atoms.get(middle + 1))
    else {
        return false;
    };
    const ENDS: [&str; 12] = ["s", "t", "d", "m", "re", "ve", "ll", "n", "em", "all", "ya", "nt"];
    static CLITICS: LazyLock<[u32; 12]> = LazyLock::new(|| ENDS.map(hash_word));
    is_apostrophe(&atoms[middle])
        && before.kind.is_letters()
        && after.kind.is_letters()
        && !CLITICS.contains(&after.hash)
}

/// "name@host.country".
fn mail(run: &str) -> Option<(usize, usize)> {
    let at = run.find('@')?;
    let name =
        run[..at].bytes().rev().take_while(|&byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
    let host =
        run[at + 1..].bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let (start, end) = (at - name.count(), at + 1 + host.count());
    let host = run[at + 1..end].trim_end_matches(['.', '-']);
    let start = start + (run[start..at].len() - run[start..at].trim_start_matches(['.', '-']).len());
    (start < at && host.contains('.')).then_some((start, at + 1 + host.len()))
}
