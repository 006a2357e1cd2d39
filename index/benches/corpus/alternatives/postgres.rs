//! PostgreSQL's full text over a table of turns: its English configuration in a GIN index, `ts_rank`
//! for the order, `ts_headline` for the passage. One connection, prepared statements.

use std::cell::RefCell;
use std::rc::Rc;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use postgres::{Client, NoTls, Statement};

use super::super::measure::{Times, measure};
use super::super::question::{Ask, Form, Question};
use super::super::sample::Corpus;
use super::sql::{self, Answer};
use super::{Alternative, turns};

pub(super) const NAMES: [&str; 2] = ["PostgreSQL, ids", "PostgreSQL, whole answer"];

/// Words of the text and of the speaker's name are searched, everything else is a column. Days are
/// text, compared byte by byte as in the other database.
const SCHEMA: &str = "
    CREATE UNLOGGED TABLE turns(
        id int PRIMARY KEY, text text, speaker text COLLATE \"C\", role text, kind text, lang text,
        day text COLLATE \"C\", event text,
        words tsvector GENERATED ALWAYS AS (to_tsvector('english', text || ' ' || speaker)) STORED)";

const COPY: &str = "COPY turns(id, text, speaker, role, kind, lang, day, event) FROM STDIN BINARY";

/// Once the turns are there.
const FINISH: &str = "
    CREATE INDEX ON turns USING gin(words);
    CREATE INDEX ON turns(speaker);
    CREATE INDEX ON turns(day);";

pub(super) fn all(corpus: &Corpus, address: &str, times: usize) -> [Box<dyn Alternative>; 2] {
    let client = Rc::new(RefCell::new(open(corpus, address, times)));
    [Answer::Ids, Answer::Whole].map(|answer| {
        Box::new(FullText { client: Rc::clone(&client), answer }) as Box<dyn Alternative>
    })
}

/// The turns lie in a schema of their own for each number of copies, and are there whole or not.
fn open(corpus: &Corpus, address: &str, times: usize) -> Client {
    let mut client = Client::connect(address, NoTls).expect("the database answers");
    let name = format!("onrecord_{times}");
    let known = client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", &[&name]);
    if known.expect("the database answers").is_empty() {
        let mut whole = client.transaction().expect("the database answers");
        let schema = format!("CREATE SCHEMA {name}; SET LOCAL search_path TO {name}; {SCHEMA}");
        whole.batch_execute(&schema).expect("a table can be made");
        fill(&mut whole, corpus, times);
        whole.batch_execute(FINISH).expect("the disk has room");
        whole.commit().expect("the disk has room");
        client.batch_execute(&format!("VACUUM ANALYZE {name}.turns")).expect("the table is ours");
    }
    client.batch_execute(&format!("SET search_path TO {name}")).expect("it was just made");
    client
}

fn fill(whole: &mut postgres::Transaction<'_>, corpus: &Corpus, times: usize) {
    let mut types = vec![Type::TEXT; 8];
    types[0] = Type::INT4;
    let copy = whole.copy_in(COPY).expect("the table was just made");
    let mut copy = BinaryCopyInWriter::new(copy, &types);
    for (id, turn) in (0_i32..).zip(turns(corpus, times)) {
        let of = &turn.of;
        let texts =
            [&turn.text, &turn.speaker, &turn.role, turn.kind, &of.lang, &of.day, &of.event];
        let texts = texts.iter().map(|text| text as &(dyn ToSql + Sync));
        let values: Vec<&(dyn ToSql + Sync)> =
            [&id as &(dyn ToSql + Sync)].into_iter().chain(texts).collect();
        copy.write(&values).expect("the disk has room");
    }
    copy.finish().expect("the disk has room");
}

struct FullText {
    client: Rc<RefCell<Client>>,
    answer: Answer,
}

impl Alternative for FullText {
    fn name(&self) -> &'static str {
        NAMES[usize::from(self.answer == Answer::Whole)]
    }

    fn can(&self, question: &Question) -> bool {
        self.answer.is_of(question)
    }

    fn measure(&mut self, questions: &[Question]) -> Times {
        let client = &mut *self.client.borrow_mut();
        let statement = statement(&questions[0], self.answer);
        let statement = client.prepare(&statement).expect("it is well formed");
        measure(questions, |question| rows(client, &statement, &parameters(question)))
    }
}

/// All rows arrive here, as bytes; the number of rows.
fn rows(client: &mut Client, statement: &Statement, parameters: &[String]) -> usize {
    let parameters: Vec<&(dyn ToSql + Sync)> =
        parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
    client.query(statement, &parameters).expect("words are quoted").len()
}

/// The statement for a class of questions.
fn statement(question: &Question, answer: Answer) -> String {
    let rows = answer.rows();
    let order = if sql::is_newest(question) { "day DESC" } else { "ts_rank(words, asked) DESC" };
    let found = "FROM turns, to_tsquery('english', $1) asked WHERE words @@ asked";
    let condition = sql::condition(question);
    let ordered = format!("{found}{condition} ORDER BY {order} LIMIT {rows}");
    match (question.ask, answer) {
        (Ask::Turns(_), Answer::Ids) => format!("SELECT id {ordered}"),
        // The passage is made for the rows shown alone.
        (Ask::Turns(_), Answer::Whole) => format!(
            "SELECT id, text, speaker, event, day,
                ts_headline('english', text, asked, 'MinWords=30, MaxWords=60')
             FROM (SELECT id, text, speaker, event, day, asked {ordered}) best"
        ),
        (Ask::Names, _) => sql::NAMES.to_owned(),
        (Ask::Speakers, _) => {
            format!("SELECT speaker, count(*) {found} GROUP BY speaker ORDER BY 2 DESC LIMIT 10")
        }
        (Ask::Years, _) => {
            format!("SELECT substr(day, 1, 4), count(*) {found} GROUP BY 1 ORDER BY 1")
        }
    }
}

fn parameters(question: &Question) -> Vec<String> {
    if question.ask == Ask::Names {
        return sql::names(&question.typed);
    }
    let quoted = |word: &String| format!("'{}'", word.replace('\'', "''"));
    let words: Vec<String> = question.words.iter().map(quoted).collect();
    let asked = match question.form {
        Form::All => words.join(" & "),
        Form::Any => words.join(" | "),
        Form::Phrase => words.join(" <-> "),
        Form::Prefix => format!("{}:*", words.join(" & ")),
    };
    sql::parameters(question, asked)
}
