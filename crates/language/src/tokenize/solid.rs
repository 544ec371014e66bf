//! Addresses: web and mail addresses are one word, whatever stands inside.

use record::Span;

use super::atoms::Atom;

/// The part of a run that is an address; empty for none.
pub(super) fn find(text: &str, atoms: &[Atom]) -> Span {
    let run = Span { start: atoms[0].span.start, end: atoms[atoms.len() - 1].span.end };
    if atoms.len() < 3 {
        return Span::default();
    }
    let words = run.of(text);
    let found = web(words).or_else(|| mail(words));
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
