//! SQLite's FTS5 over a table of turns: `bm25()` for the order, `snippet()` for the passage.

use std::path::Path;
use std::rc::Rc;

use rusqlite::{Connection, Statement, params_from_iter};

use super::super::measure::{Times, measure};
use super::super::question::{Ask, Form, Question};
use super::super::sample::Corpus;
use super::sql::{self, Answer};
use super::{Alternative, turns};

pub(super) const NAMES: [&str; 2] = ["SQLite FTS5, ids", "SQLite FTS5, whole answer"];

/// Words of the text and of the speaker's name are searched, everything else is a column.
const SCHEMA: &str = "
    CREATE TABLE turns(
        id INTEGER PRIMARY KEY, text TEXT, speaker TEXT, role TEXT, kind TEXT, lang TEXT, day TEXT,
        event TEXT);
    CREATE VIRTUAL TABLE words USING fts5(text, speaker, content='turns', content_rowid='id');";

/// Once the turns are there. Merged into one segment, FTS5 answers fastest.
const FINISH: &str = "
    INSERT INTO words(words) VALUES ('rebuild');
    INSERT INTO words(words) VALUES ('optimize');
    CREATE INDEX of_speaker ON turns(speaker);
    CREATE INDEX of_day ON turns(day);
    ANALYZE;";

/// Memory for pages and maps, beyond any index measured here: the disk is not what is compared.
const OPEN: &str = "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 20000000000;";

pub(super) fn all(corpus: &Corpus, home: &Path, times: usize) -> [Box<dyn Alternative>; 2] {
    let connection = Rc::new(open(corpus, home, times));
    [Answer::Ids, Answer::Whole].map(|answer| {
        Box::new(Fts5 { connection: Rc::clone(&connection), answer }) as Box<dyn Alternative>
    })
}

fn open(corpus: &Corpus, home: &Path, times: usize) -> Connection {
    let path = home.join(format!("sqlite-{times}.db"));
    if !path.is_file() {
        let half = home.join(format!("sqlite-{times}.half"));
        // What a run that was stopped left behind.
        let _ = std::fs::remove_file(&half);
        fill(&Connection::open(&half).expect("the disk has room"), corpus, times);
        std::fs::rename(&half, &path).expect("it is beside it");
    }
    let connection = Connection::open(path).expect("it was just made");
    connection.execute_batch(OPEN).expect("it is well formed");
    connection
}

fn fill(connection: &Connection, corpus: &Corpus, times: usize) {
    connection.execute_batch("PRAGMA journal_mode = OFF; BEGIN;").expect("it is well formed");
    connection.execute_batch(SCHEMA).expect("FTS5 is compiled in");
    let into = "INSERT INTO turns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut insert = connection.prepare(into).expect("it is well formed");
    for (id, turn) in (0_u32..).zip(turns(corpus, times)) {
        let of = &turn.of;
        let values =
            (id, &turn.text, &turn.speaker, &turn.role, turn.kind, &of.lang, &of.day, &of.event);
        insert.execute(values).expect("the disk has room");
    }
    connection.execute_batch(FINISH).expect("the disk has room");
    connection.execute_batch("COMMIT").expect("the disk has room");
}

struct Fts5 {
    connection: Rc<Connection>,
    answer: Answer,
}

impl Alternative for Fts5 {
    fn name(&self) -> &'static str {
        NAMES[usize::from(self.answer == Answer::Whole)]
    }

    fn can(&self, question: &Question) -> bool {
        self.answer.is_of(question)
    }

    fn measure(&mut self, questions: &[Question]) -> Times {
        let statement = statement(&questions[0], self.answer).replace('$', "?");
        let mut statement = self.connection.prepare(&statement).expect("it is well formed");
        measure(questions, |question| rows(&mut statement, &parameters(question)))
    }
}

/// Reads every column of every row; the number of rows.
fn rows(statement: &mut Statement<'_>, parameters: &[String]) -> usize {
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(parameters)).expect("words are quoted");
    let mut number = 0;
    while let Some(row) = rows.next().expect("the table can be read") {
        for column in 0..columns {
            std::hint::black_box(row.get::<_, rusqlite::types::Value>(column))
                .expect("there are so many columns");
        }
        number += 1;
    }
    number
}

const BY_MATCH: &str = "words JOIN turns ON turns.id = words.rowid WHERE words MATCH $1";

/// The statement for a class of questions.
fn statement(question: &Question, answer: Answer) -> String {
    match (question.ask, answer) {
        (Ask::Turns(_), Answer::Ids) => ids(question, answer),
        (Ask::Turns(_), Answer::Whole) => whole(question, answer),
        (Ask::Names, _) => sql::NAMES.to_owned(),
        (Ask::Speakers, _) => format!(
            "SELECT turns.speaker, count(*) FROM {BY_MATCH} GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
        ),
        (Ask::Years, _) => {
            format!("SELECT substr(day, 1, 4), count(*) FROM {BY_MATCH} GROUP BY 1 ORDER BY 1")
        }
    }
}

fn ids(question: &Question, answer: Answer) -> String {
    let (rows, condition) = (answer.rows(), sql::condition(question));
    if sql::is_newest(question) {
        format!("SELECT words.rowid FROM {BY_MATCH}{condition} ORDER BY day DESC LIMIT {rows}")
    } else if condition.is_empty() {
        format!("SELECT rowid FROM words WHERE words MATCH $1 ORDER BY rank LIMIT {rows}")
    } else {
        format!("SELECT words.rowid FROM {BY_MATCH}{condition} ORDER BY rank LIMIT {rows}")
    }
}

/// By rank, FTS5 sorts by itself and only the rows shown come out of it and get a passage. By day, all
/// would get one before they are sorted, so that the rows are chosen first.
fn whole(question: &Question, answer: Answer) -> String {
    let (rows, condition) = (answer.rows(), sql::condition(question));
    let shown = if sql::is_newest(question) {
        format!(" AND words.rowid IN ({}) ORDER BY day DESC", ids(question, answer))
    } else {
        format!("{condition} ORDER BY rank LIMIT {rows}")
    };
    format!(
        "SELECT id, turns.text, turns.speaker, event, day, snippet(words, 0, '[', ']', '…', 60)
         FROM {BY_MATCH}{shown}"
    )
}

fn parameters(question: &Question) -> Vec<String> {
    if question.ask == Ask::Names {
        return sql::names(&question.typed);
    }
    let quoted = |word: &String| format!("\"{word}\"");
    let words = || question.words.iter().map(quoted).collect::<Vec<_>>();
    let matched = match question.form {
        Form::All => words().join(" "),
        Form::Any => words().join(" OR "),
        Form::Phrase => format!("\"{}\"", question.words.join(" ")),
        Form::Prefix => format!("{} *", words().join(" ")),
    };
    sql::parameters(question, matched)
}
