//! Rows of a card under the names of their columns.

use textwrap::core::display_width;

use super::terminal::printable;

/// Rows under the names of their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands in each column.
    pub columns: Vec<Column>,
    /// In each row a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands above it; empty where that goes without saying.
    pub name: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// What each row is about.
    Subject,
    /// Words beside it.
    #[default]
    Words,
    /// Numbers, which stand one under another.
    Number,
    /// Bars, which are compared by their lengths.
    Bar,
}

impl Column {
    pub(super) fn subject(name: String) -> Self {
        Self { name, kind: ColumnKind::Subject }
    }

    pub(super) fn words(name: String) -> Self {
        Self { name, kind: ColumnKind::Words }
    }

    pub(super) fn number(name: String) -> Self {
        Self { name, kind: ColumnKind::Number }
    }

    pub(super) fn bar() -> Self {
        Self { name: String::new(), kind: ColumnKind::Bar }
    }
}

impl Table {
    /// The names of the columns and then each row, on a line each: cells one under another, two
    /// blanks between, for letters that are all of one width. No line is broken.
    pub fn aligned(&self) -> impl Iterator<Item = String> + '_ {
        let cells = |at: usize| self.rows.iter().filter_map(move |row| row.get(at));
        let width = |(at, column): (usize, &Column)| {
            let widths = cells(at).map(|cell| display_width(&in_one_line(cell)));
            widths.chain([display_width(&column.name)]).max().unwrap_or_default()
        };
        let widths: Vec<usize> = self.columns.iter().enumerate().map(width).collect();
        let names = self.columns.iter().map(|column| column.name.clone()).collect();
        std::iter::once(names)
            .chain(self.rows.iter().cloned())
            .map(move |cells: Vec<String>| self.line(&cells, &widths))
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let cells = cells.iter().zip(&self.columns).zip(widths);
        let padded = cells.map(|((cell, column), width)| {
            let cell = in_one_line(cell);
            let blanks = " ".repeat(width.saturating_sub(display_width(&cell)));
            match column.kind {
                ColumnKind::Number => format!("{blanks}{cell}"),
                _ => format!("{cell}{blanks}"),
            }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}

fn in_one_line(cell: &str) -> String {
    printable(&cell.replace('\n', " "))
}
