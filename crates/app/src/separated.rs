//! Tables of plain text. CSV has quotation marks where they are needed; TSV has none, so a tab or a line break within
//! a cell becomes a space.

use record::Row;

/// The line with the names of the columns.
pub(crate) fn header<R: Row>(separator: u8) -> String {
    line(R::COLUMNS.iter().map(|column| column.name.to_owned()), separator)
}

/// The rows, a line each.
pub(crate) fn lines(rows: &[impl Row], separator: u8) -> String {
    rows.iter().map(|row| line(row.cells().iter().map(ToString::to_string), separator)).collect()
}

fn line(cells: impl Iterator<Item = String>, separator: u8) -> String {
    if separator == b'\t' {
        let cells: Vec<String> = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
        return cells.join("\t") + "\n";
    }
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    writer.write_record(cells.map(String::into_bytes)).expect("memory takes all that is written");
    let line = writer.into_inner().expect("memory takes all that is written");
    String::from_utf8(line).expect("the cells are UTF-8, and quotation marks are")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], separator: u8, written: &str) {
        assert_eq!(line(cells.iter().map(|&cell| cell.to_owned()), separator), written);
    }

    #[test]
    fn a_cell_stays_in_its_column() {
        let cells = ["plain", "with, comma", "said \"no\"", "two\nlines", "a\ttab"];
        check(&cells, b',', "plain,\"with, comma\",\"said \"\"no\"\"\",\"two\nlines\",a\ttab\n");
        check(&cells, b'\t', "plain\twith, comma\tsaid \"no\"\ttwo lines\ta tab\n");
    }
}
