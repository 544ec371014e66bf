//! What a site asks of programs: `/robots.txt`, as RFC 9309 has it. Takes the file and the name of a program, gives
//! the paths that it may read.

/// The rules of a site for one program.
#[derive(Clone, Debug, Default)]
pub(crate) struct Robots {
    /// Each pattern, and whether it allows.
    rules: Vec<(String, bool)>,
}

/// No more of the file is read.
pub(crate) const LONGEST: u64 = 500 << 10;

impl Robots {
    /// The rules for the program of this name; where none are for it, those for all (`*`).
    pub(crate) fn of(file: &str, name: &str) -> Robots {
        let (mut ours, mut all) = (None::<Vec<(String, bool)>>, Vec::new());
        // Which programs the lines are for, and whether their list may still grow.
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in file.trim_start_matches('\u{FEFF}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !naming {
                        (for_us, for_all, naming) = (false, false, true);
                    }
                    // "dateline/1.0" is the program "dateline".
                    let end =
                        value.find(|letter: char| !letter.is_ascii_alphabetic() && !"-_".contains(letter));
                    for_us |= value[..end.unwrap_or(value.len())].eq_ignore_ascii_case(name);
                    for_all |= value == "*";
                    if for_us {
                        ours.get_or_insert_default();
                    }
                }
                key @ ("allow" | "disallow") => {
                    naming = false;
                    // An empty rule forbids nothing.
                    if !value.is_empty() {
                        let rule = (normal(value), key == "allow");
                        if for_us {
                            ours.get_or_insert_default().push(rule.clone());
                        }
                        if for_all {
                            all.push(rule);
                        }
                    }
                }
                _ => {}
            }
        }
        Robots { rules: ours.unwrap_or(all) }
    }

    /// Whether a path, with its query, may be read: the longest rule that fits it says so, and of two equally long
    /// ones that which allows.
    pub(crate) fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        fitting.map(|(pattern, allows)| (pattern.len(), *allows)).max().is_none_or(|(_, allows)| allows)
    }
}

/// A path as it is compared: what need not be escaped is not, and what must be is.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut found = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, length) = escaped.map_or((byte, 1), |byte| (byte, 3));
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if unreserved || (escaped.is_none() && byte.is_ascii_graphic()) {
            found.push(char::from(byte));
        } else {
            found.push_str(&format!("%{byte:02X}"));
        }
        at += length;
    }
    found
}

/// Whether a path begins with a pattern, in which `*` is anything, and `$` at the end is the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !whole || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if whole && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, path: &str, allowed: bool) {
        assert_eq!(Robots::of(file, "dateline").allow(path), allowed, "{path} by {file:?}");
    }

    #[test]
    fn the_longest_rule_that_fits_decides() {
        let file = "User-agent: *\nDisallow: /news/\nAllow: /news/world # but\nDisallow: /*.pdf$\n";
        check(file, "/", true);
        check(file, "/news/a", false);
        check(file, "/news/world/a", true);
        check(file, "/a.pdf", false);
        check(file, "/a.pdf?page=2", true);
        check("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true);
        check("User-agent: *\nDisallow: /*/private/*x", "/b/private/yx?z", false);
        check("User-agent: *\nDisallow: /a*a$", "/a", true);
        check("User-agent: *\nDisallow:", "/a", true);
        check("<html>not found</html>", "/a", true);
        check("", "/a", true);
    }

    #[test]
    fn the_groups_that_name_us_hold_and_the_others_do_not() {
        let file = "User-agent: other\nDisallow: /\n\nuser-agent: Dateline/1.0\nuser-agent: more\nDisallow: /a\n\n\
                    User-agent: *\nDisallow: /b\n\nUser-agent: DATELINE\nDisallow: /c";
        for (path, allowed) in [("/", true), ("/a", false), ("/b", true), ("/c", false)] {
            check(file, path, allowed);
        }
        check("User-agent: dateline\n\nUser-agent: *\nDisallow: /", "/", false);
        check("User-agent: dateline\nDisallow:\n\nUser-agent: *\nDisallow: /", "/", true);
        check("User-agent: *\nDisallow: /a\nUser-agent: datelines\nDisallow: /b", "/b", true);
    }

    #[test]
    fn escapes_are_compared_as_what_they_stand_for() {
        check("User-agent: *\nDisallow: /caf\u{e9}", "/caf%C3%A9/x", false);
        check("User-agent: *\nDisallow: /%7Ehanne", "/~hanne", false);
        check("User-agent: *\nDisallow: /a%2fb", "/a/b", true);
        check("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false);
    }

    #[test]
    fn many_stars_cost_no_time() {
        let file = format!("User-agent: *\nDisallow: /{}b", "*a".repeat(5_000));
        check(&file, &format!("/{}", "a".repeat(50_000)), true);
    }
}
