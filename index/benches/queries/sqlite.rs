//! SQLite's FTS5 as its manual sets it up: the default tokeniser, `bm25()`, all words of a query.

use onrecord_index::transcript::TurnId;
use rusqlite::Connection;

use super::engines::{Engine, turns, without_operators};
use super::labelled::{LOOKED_AT, Set};

/// A row a turn, with its text, its speaker and its event.
pub(crate) struct Fts5 {
    connection: Connection,
    /// By number of row.
    ids: Vec<TurnId>,
}

impl Fts5 {
    pub(crate) fn of(set: &Set) -> Self {
        let connection = Connection::open_in_memory().expect("memory is there");
        connection
            .execute_batch("CREATE VIRTUAL TABLE turns USING fts5(text, speaker, event)")
            .expect("FTS5 is compiled in");
        let mut ids = Vec::new();
        let into = "INSERT INTO turns(rowid, text, speaker, event) VALUES (?1, ?2, ?3, ?4)";
        let mut insert = connection.prepare(into).expect("it is well formed");
        for (row, turn) in (0_u32..).zip(turns(set)) {
            let values = (row, turn.text, turn.speaker, turn.event);
            insert.execute(values).expect("memory is there");
            ids.push(turn.id.clone());
        }
        drop(insert);
        Self { connection, ids }
    }
}

impl Engine for Fts5 {
    fn name(&self) -> &'static str {
        "SQLite FTS5"
    }

    fn answer(&self, query: &str) -> Vec<TurnId> {
        let best =
            "SELECT rowid FROM turns WHERE turns MATCH ?1 ORDER BY bm25(turns), rowid LIMIT ?2";
        let mut best = self.connection.prepare(best).expect("it is well formed");
        let asked = strings(&without_operators(query));
        let rows = best.query_map((asked, LOOKED_AT as u32), |row| row.get::<_, u32>(0));
        let rows = rows.expect("every string is quoted");
        rows.map(|row| self.ids[row.expect("the table can be read") as usize].clone()).collect()
    }
}

/// Words and phrases as FTS5 strings, which no sign inside them can turn into syntax.
fn strings(query: &str) -> String {
    let mut strings = Vec::new();
    for (at, part) in query.split('"').enumerate() {
        let is_phrase = at % 2 == 1;
        if is_phrase {
            strings.push(format!("\"{part}\""));
        } else {
            let word = |word: &str| if word == "OR" { word.into() } else { format!("\"{word}\"") };
            strings.extend(part.split_whitespace().map(word));
        }
    }
    strings.join(" ")
}
