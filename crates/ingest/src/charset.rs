//! Bytes to text, in whatever encoding they are.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of bytes; with a note, if they were not UTF-8 or not whole.
///
/// `declared` is what a page's header or meta element says. It is believed, except where it says UTF-8 and the
/// bytes are something else.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> (String, Option<String>) {
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), None),
        Err(error) => error.valid_up_to(),
    };
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = match declared {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if mostly_utf_8(bytes) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let note = format!(
                "not all UTF-8: byte 0x{:02X} at offset {wrong} and its like were replaced",
                bytes[wrong]
            );
            return (text, Some(note));
        }
        _ => guess(bytes),
    };
    let (text, _, _) = encoding.decode(bytes);
    let note =
        format!("read as {}: byte 0x{:02X} at offset {wrong} is not UTF-8", encoding.name(), bytes[wrong]);
    (text.into_owned(), Some(note))
}

/// Whether there are more letters of several bytes that are UTF-8 than bytes that are not: a text with a scar, not
/// one in another encoding.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 << 10)], true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Only English is read: a byte in a thousand beyond ASCII is a dash, a quotation mark or an accent of the West.
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if foreign * 20 < bytes.len() { WINDOWS_1252 } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf_8_is_read_with_a_note() {
        let (text, note) = decode(b"The caf\xE9 \x93reopened\x94 on Monday, its owner said.", None);
        assert_eq!(text, "The café “reopened” on Monday, its owner said.");
        assert_eq!(note.as_deref(), Some("read as windows-1252: byte 0xE9 at offset 7 is not UTF-8"));
    }

    #[test]
    fn a_scar_in_utf_8_stays_a_scar() {
        let (text, note) = decode(b"Caf\xC3\xA9s in Orl\xC3\xA9ans and Per\xFA.", Some("utf-8"));
        assert_eq!(text, "Cafés in Orléans and Per\u{FFFD}.");
        assert!(note.is_some_and(|note| note.contains("0xFA")));
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_it_is_utf_8() {
        assert_eq!(
            decode(b"\xCC\xEE\xF1\xEA\xE2\xE0 fell silent.", Some("windows-1251")).0,
            "Москва fell silent."
        );
        assert_eq!(decode("Café".as_bytes(), Some("iso-8859-1")).0, "Café");
    }
}
