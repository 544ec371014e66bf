//! A table of facts as a person edits it: UTF-8, `#` lines first, then a line of column names, then a fact a
//! line, its cells separated by tabs. A list stands in one cell with `;` between its items.

use compact_str::CompactString;
use record::Error;

/// One file's rows.
pub(crate) struct Table<'t> {
    pub(crate) file: &'t str,
    pub(crate) rows: Vec<Row<'t>>,
}

/// One fact.
pub(crate) struct Row<'t> {
    file: &'t str,
    /// Counted from 1, as an editor counts.
    pub(crate) line: u32,
    columns: &'static [&'static str],
    cells: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// Splits a file; what cannot be split is told in `errors` and left out.
    pub(crate) fn split(
        file: &'t str,
        text: &'t str,
        columns: &'static [&'static str],
        errors: &mut Vec<Error>,
    ) -> Table<'t> {
        let mut lines = (1u32..).zip(text.lines()).filter(|(_, line)| is_content(line));
        let mut rows: Vec<Row> = Vec::new();
        match lines.next() {
            Some((line, header)) => check_header(file, line as usize, header, columns, errors),
            None => errors.push(Error::new("no header line").in_file(file).hint(columns.join(" <tab> "))),
        }
        for (line, content) in lines {
            let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
            if cells.len() == columns.len() {
                rows.push(Row { file, line, columns, cells });
            } else {
                let message = format!("{} cells, where {} belong", cells.len(), columns.len());
                let hint = format!("the columns, with a tab between: {}", columns.join(", "));
                errors.push(Error::new(message).at(file, line as usize).hint(hint));
            }
        }
        refuse_twins(&rows, errors);
        Table { file, rows }
    }
}

impl<'t> Row<'t> {
    /// The cell of this column.
    pub(crate) fn cell(&self, column: &str) -> &'t str {
        let index = self.columns.iter().position(|&name| name == column);
        self.cells[index.expect("read.rs asks only for columns that it declared")]
    }

    /// The same, as a string of its own.
    pub(crate) fn text(&self, column: &str) -> CompactString {
        CompactString::new(self.cell(column))
    }

    /// The items of a list.
    pub(crate) fn items(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.cell(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The items of a list, as strings of their own.
    pub(crate) fn list(&self, column: &str) -> Vec<CompactString> {
        self.items(column).map(CompactString::new).collect()
    }

    /// An error on this line.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(message).at(self.file, self.line as usize)
    }
}

fn is_content(line: &str) -> bool {
    !line.starts_with('#') && !line.trim().is_empty()
}

fn check_header(
    file: &str,
    line: usize,
    header: &str,
    columns: &'static [&'static str],
    errors: &mut Vec<Error>,
) {
    let found: Vec<&str> = header.split('\t').map(str::trim).collect();
    if found == columns {
        return;
    }
    let stray = found.iter().zip(columns).find(|(name, column)| name != column);
    let message = match stray {
        Some((name, _)) if !columns.contains(name) => format!("unknown column \"{name}\""),
        Some((name, column)) => format!("column \"{name}\" stands where \"{column}\" belongs"),
        None => format!("{} columns, where {} belong", found.len(), columns.len()),
    };
    errors.push(Error::new(message).at(file, line).hint(format!("the columns: {}", columns.join(", "))));
}

/// The same fact twice is a slip of the hand; said at the second.
fn refuse_twins(rows: &[Row<'_>], errors: &mut Vec<Error>) {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by(|one, other| one.cells.cmp(&other.cells).then(one.line.cmp(&other.line)));
    for pair in sorted.windows(2) {
        if pair[0].cells == pair[1].cells {
            let message = format!("the same line as line {}", pair[0].line);
            errors.push(pair[1].error(message).hint("delete one of the two"));
        }
    }
}
