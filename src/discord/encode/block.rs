//! What is no running text: a table, and a text to be copied.
//!
//! A table is a line for each row, the first cell in bold: a client breaks a monospace table wherever
//! its window ends, and reads it out column by column. Only bars, which are compared by their
//! lengths, stand one under another in a code block.

use super::limits::{Part, Shape, length, shares};
use crate::card::{Column, ColumnKind, Run, Table, markdown};
use crate::locale::{Arg, Locale};

/// A table or a text to be copied.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// Rows that are left out one after the other where there is no room, and counted.
    Table(Table),
    /// Shown whole or not at all.
    Paste(String),
}

impl Block {
    /// Characters it takes where there is room for everything.
    pub(super) fn wanted(&self, locale: &Locale) -> usize {
        match self {
            Self::Table(table) => length(&fitted(table, usize::MAX, locale)),
            Self::Paste(text) => length(&markdown::code_block(text)),
        }
    }

    /// It in `room` characters.
    pub(super) fn fit(&self, room: usize, locale: &Locale) -> String {
        match self {
            Self::Table(table) => fitted(table, room, locale),
            Self::Paste(text) => {
                let whole = markdown::code_block(text);
                if length(&whole) <= room {
                    return whole;
                }
                let characters = ("characters", Arg::Number(length(text) as u64));
                let said = locale.text("reply-too-long", &[characters]);
                Part::of(said, Shape::Running).fit(room, locale)
            }
        }
    }
}

/// As many of the first rows as have room, and the number of the others.
fn fitted(table: &Table, room: usize, locale: &Locale) -> String {
    let with = |rows: usize| {
        let left_out = (table.rows.len() - rows) as u64;
        let counted = locale.text("reply-rows-left-out", &[("rows", Arg::Number(left_out))]);
        match (rows, left_out) {
            (_, 0) => laid_out(table, rows, room, locale),
            (0, _) => Some(counted).filter(|counted| length(counted) <= room),
            _ => {
                let rows = laid_out(table, rows, room.checked_sub(length(&counted) + 1)?, locale)?;
                Some(format!("{rows}\n{counted}"))
            }
        }
    };
    (0..=table.rows.len()).rev().find_map(with).unwrap_or_default()
}

/// The first rows. Where `room` is too little for long names, they are shortened; none when not even
/// then there is room.
fn laid_out(table: &Table, rows: usize, room: usize, locale: &Locale) -> Option<String> {
    if table.columns.iter().any(|column| column.kind == ColumnKind::Bar) {
        let lines: Vec<String> = table.aligned().take(rows + 1).collect();
        return Some(markdown::code_block(&lines.join("\n"))).filter(|block| length(block) <= room);
    }
    let rows = table.rows.iter().take(rows).map(|row| Row::of(table, row, locale));
    let rows: Vec<Row> = rows.collect();
    let beside = rows.iter().map(|row| length(&row.beside) + 1).sum::<usize>();
    let wanted: Vec<usize> = rows.iter().map(|row| length(&row.subject.lay_out())).collect();
    let for_names = room.checked_sub(beside.saturating_sub(1))?;
    let shares = shares(&wanted, for_names, 0).unwrap_or_default();
    let named = |(row, room): (&Row, usize)| {
        let subject = row.subject.fit(room, locale);
        let is_lost = subject.is_empty() && !row.subject.lay_out().is_empty();
        (!is_lost).then(|| format!("{subject}{}", row.beside))
    };
    let lines: Option<Vec<String>> = rows.iter().zip(shares).map(named).collect();
    lines.map(|lines| lines.join("\n"))
}

/// A row in one line.
struct Row {
    /// What it is about.
    subject: Part,
    /// The other cells, each after the name of its column.
    beside: String,
}

impl Row {
    fn of(table: &Table, cells: &[String], locale: &Locale) -> Self {
        let mut subject = String::new();
        let mut beside = String::new();
        for (Column { name, kind }, cell) in table.columns.iter().zip(cells) {
            // A line stays one, whatever stands in a name.
            let cell = cell.replace(['\n', '\r'], " ").trim().to_owned();
            if *kind == ColumnKind::Subject {
                subject = cell;
                continue;
            }
            let said = [("name", Arg::Text(name)), ("value", Arg::Text(&cell))];
            beside.push_str(super::SEPARATOR);
            beside.push_str(&markdown::escape(&locale.text("reply-cell", &said)));
        }
        let runs = vec![Run { text: subject, marked: true }];
        Self { subject: Part { runs, shape: Shape::Running }, beside }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(name: &str, kind: ColumnKind) -> Column {
        Column { name: name.into(), kind }
    }

    fn people(names: &[&str]) -> Table {
        let columns = vec![
            column("Date", ColumnKind::Words),
            column("Turns", ColumnKind::Number),
            column("Event", ColumnKind::Subject),
        ];
        let row = |name: &&str| vec!["3 Feb 2021".into(), "12".into(), (*name).to_owned()];
        Table { columns, rows: names.iter().map(row).collect() }
    }

    fn fit(table: &Table, room: usize) -> String {
        Block::Table(table.clone()).fit(room, &Locale::en_us())
    }

    #[test]
    fn a_row_is_a_line_with_what_it_is_about_in_front() {
        assert_eq!(
            fit(&people(&["First Evening", "*Second*\nEvening"]), 1000),
            "**First Evening** · Date: 3 Feb 2021 · Turns: 12\n\
             **\\*Second\\* Evening** · Date: 3 Feb 2021 · Turns: 12"
        );
    }

    #[test]
    fn bars_stand_one_under_another() {
        let columns = vec![
            column("Period", ColumnKind::Subject),
            column("Turns", ColumnKind::Number),
            column("", ColumnKind::Bar),
        ];
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["2019*", "3", "████"]), row(["2020", "0", ""])];
        assert_eq!(
            fit(&Table { columns, rows }, 1000),
            "```\nPeriod  Turns\n2019*       3  ████\n2020        0\n```"
        );
    }

    #[test]
    fn long_names_are_shortened_before_a_row_is_left_out_and_rows_are_counted() {
        let long = "one two three four five six seven eight nine ten eleven twelve";
        let table = people(&["Supper", long]);
        assert_eq!(
            fit(&table, 130),
            "**Supper** · Date: 3 Feb 2021 · Turns: 12\n\
             **one two three four five six seven eight** … \\[+4 words] · Date: 3 Feb 2021 · Turns: 12"
        );
        assert_eq!(
            fit(&table, 75),
            "**Supper** · Date: 3 Feb 2021 · Turns: 12\n1 line more did not fit."
        );
        assert_eq!(fit(&table, 30), "2 lines more did not fit.");
    }

    #[test]
    fn what_is_to_be_copied_is_shown_whole_or_not_at_all() {
        let paste = Block::Paste("He said so [@1]. ```".into());
        assert_eq!(paste.fit(1000, &Locale::en_us()), "```\nHe said so [@1]. ``\u{200b}`\n```");
        let said = Block::Paste("x".repeat(5_000)).fit(4_096, &Locale::en_us());
        assert!(said.starts_with("This is longer than Discord shows"), "{said}");
        assert!(said.contains("5000 characters"), "{said}");
    }

    proptest! {
        #[test]
        fn a_page_of_any_names_has_room_for_every_row(
            names in prop::collection::vec("[a-zA-Z*_` \n“é]{0,300}", 0..=20),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let fitted = fit(&people(&names), 3_000);
            prop_assert!(length(&fitted) <= 3_000);
            prop_assert_eq!(fitted.lines().count(), names.len());
        }

        #[test]
        fn any_table_fits(names in prop::collection::vec("[a-z* ]{0,60}", 0..9), room in 0_usize..400) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            prop_assert!(length(&fit(&people(&names), room)) <= room);
        }
    }
}
