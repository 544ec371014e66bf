//! How rows are written: csv, tab-separated, JSON lines.

use serde_json::{Map, Value};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Commas; quotation marks where a cell needs them.
    Csv,
    /// Tabs, as the originals have it: no quotation marks; a tab or line break in a cell becomes a space.
    Tsv,
    /// An object a line, by the names of the columns, empty cells as null.
    Jsonl,
}

impl Format {
    /// A row as a line. `header`: the cells are the names of the columns themselves, which JSON lines do not need.
    pub(super) fn line(self, columns: &[&str], row: &[Value], header: bool) -> String {
        match self {
            Format::Csv => row.iter().map(|value| quoted(&cell(value))).collect::<Vec<_>>().join(",") + "\n",
            Format::Tsv => row.iter().map(|value| plain(&cell(value))).collect::<Vec<_>>().join("\t") + "\n",
            Format::Jsonl if header => String::new(),
            Format::Jsonl => {
                let cells = columns.iter().zip(row).map(|(name, value)| {
                    let value = if value.as_str() == Some("") { Value::Null } else { value.clone() };
                    ((*name).to_owned(), value)
                });
                Value::Object(cells.collect::<Map<_, _>>()).to_string() + "\n"
            }
        }
    }
}

/// Null is an empty cell; what is nested stands as JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn plain(cell: &str) -> String {
    // A quotation mark at a cell's beginning would swallow what follows in most readers.
    cell.replace(['\t', '\n', '\r'], " ").replace('"', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells() {
        let row = ["010".into(), "a \"b\",\tc".into(), Value::Null, 2.5.into(), "".into()];
        let columns = ["code", "words", "none", "number", "empty"];
        assert_eq!(Format::Csv.line(&columns, &row, false), "010,\"a \"\"b\"\",\tc\",,2.5,\n");
        assert_eq!(Format::Tsv.line(&columns, &row, false), "010\ta 'b', c\t\t2.5\t\n");
        assert_eq!(
            Format::Jsonl.line(&columns, &row, false),
            "{\"code\":\"010\",\"words\":\"a \\\"b\\\",\\tc\",\"none\":null,\"number\":2.5,\"empty\":null}\n"
        );
    }
}
