//! Comma-separated values: rows of cells, each row with its line. A cell between quotation marks may hold commas
//! and ends of line; two quotation marks within it are one. Empty lines and lines that begin with `#` do not count.

use record::Error;

/// A row and the line at which it begins, counted from 1.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// The rows of a text. Fails where a quotation mark is not closed, or stands within a cell.
pub(super) fn rows(file: &str, text: &str) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut line = 1;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let content = rest[..end].trim();
        if content.is_empty() || content.starts_with('#') {
            rest = &rest[end..];
            line += 1;
            continue;
        }
        let begins = line;
        let mut cells = Vec::new();
        loop {
            let (cell, after, closed) = cell(file, rest, &mut line)?;
            cells.push(cell);
            rest = after;
            if closed {
                break;
            }
        }
        rows.push(Row { line: begins, cells });
    }
    Ok(rows)
}

/// The first cell, what follows it, and whether the row ends with it.
fn cell<'t>(file: &str, text: &'t str, line: &mut usize) -> Result<(String, &'t str, bool), Error> {
    let begins = *line;
    let wrong = |message: &str| Error::new(message).at(file, begins);
    let (cell, rest) = match text.trim_start_matches([' ', '\t']).strip_prefix('"') {
        Some(quoted) => {
            let (cell, rest) = quoted_cell(quoted).ok_or_else(|| {
                wrong("a quotation mark is never closed").hint("write two (\"\") for one within a cell")
            })?;
            *line += cell.matches('\n').count();
            (cell, rest.trim_start_matches([' ', '\t']))
        }
        None => {
            let end = text.find([',', '\n']).unwrap_or(text.len());
            (text[..end].trim().to_owned(), &text[end..])
        }
    };
    if let Some(rest) = rest.strip_prefix(',') {
        return Ok((cell, rest, false));
    }
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    if rest.is_empty() || rest.starts_with('\n') {
        *line += 1;
        return Ok((cell, rest.strip_prefix('\n').unwrap_or(rest), true));
    }
    Err(wrong("words follow a closing quotation mark").hint("write two (\"\") for one within a cell"))
}

/// What stands between quotation marks, and what follows; none where they are not closed.
fn quoted_cell(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Some((cell, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &[&str])]) {
        let rows = rows("a.csv", text).unwrap();
        let found: Vec<(usize, Vec<&str>)> =
            rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> =
            expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn rows_are_cells_between_commas() {
        check("a,b\r\nc,\r\n", &[(1, &["a", "b"]), (2, &["c", ""])]);
        check("\u{FEFF}a , b", &[(1, &["a", "b"])]);
        check("# note\n\na,b\n", &[(3, &["a", "b"])]);
        check("", &[]);
    }

    #[test]
    fn a_quoted_cell_may_hold_anything() {
        check("\"a, \"\"b\"\"\",\"c\nd\"\ne,f\n", &[(1, &["a, \"b\"", "c\nd"]), (3, &["e", "f"])]);
    }

    #[test]
    fn an_open_quotation_mark_is_told_with_its_line() {
        let message = |text| rows("a.csv", text).err().unwrap().to_string();
        assert!(message("a,b\nc,\"d\ne,f\n").starts_with("a.csv:2: a quotation mark is never closed"));
        assert!(message("a,b\n\"c\" d,e\n").starts_with("a.csv:2: words follow a closing quotation mark"));
    }
}
