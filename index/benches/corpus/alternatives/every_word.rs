//! PostgreSQL asked for the same as we are: no word is left out of its index, and a word that stands in no
//! turn is replaced by the nearest that does, as its manual proposes (F.35, `pg_trgm`, "Text Search
//! Integration"). Its English configuration leaves out the words that a phrase of stop words is made of,
//! and corrects nothing, so that it mostly finds nothing, and at once. Questions of one word and phrases.

use postgres::{Client, NoTls};

use super::super::measure::{Times, measure};
use super::super::question::{Ask, Form, Question};
use super::Alternative;

pub(super) const NAME: &str = "PostgreSQL, every word, ids";

/// Of the turns in the schema of the English configuration.
const SCHEMA: &str = "
    CREATE UNLOGGED TABLE every_word AS
        SELECT id, to_tsvector('simple', text || ' ' || speaker) AS words FROM turns;
    CREATE INDEX ON every_word USING gin(words);
    CREATE UNLOGGED TABLE every_word_of AS SELECT word FROM ts_stat('SELECT words FROM every_word');
    CREATE UNIQUE INDEX ON every_word_of(word);
    CREATE INDEX ON every_word_of USING gist(word gist_trgm_ops);";

pub(super) struct EveryWord {
    client: Client,
}

impl EveryWord {
    /// Beside the turns that the other columns of this database ask.
    pub(super) fn beside(address: &str, times: usize) -> Self {
        let mut client = Client::connect(address, NoTls).expect("the database answers");
        // Of the whole database, whatever the schema.
        let extension = "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public";
        client.batch_execute(extension).expect("the extension comes with the database");
        let path = format!("SET search_path TO onrecord_{times}, public");
        client.batch_execute(&path).expect("the turns are there");
        let known = client.query("SELECT to_regclass('every_word')::text", &[]);
        let known: Option<String> = known.expect("the database answers")[0].get(0);
        if known.is_none() {
            let whole = format!("BEGIN; {SCHEMA} COMMIT;");
            client.batch_execute(&whole).expect("the disk has room");
            client.batch_execute("VACUUM ANALYZE every_word").expect("the table is ours");
        }
        Self { client }
    }
}

impl Alternative for EveryWord {
    fn name(&self) -> &'static str {
        NAME
    }

    fn can(&self, question: &Question) -> bool {
        let is_word = question.form == Form::All && question.words.len() == 1;
        let is_best_first = question.ask == Ask::Turns(onrecord_index::store::Order::Relevance);
        is_best_first && question.filter.is_none() && (is_word || question.form == Form::Phrase)
    }

    fn measure(&mut self, questions: &[Question]) -> Times {
        let asked = match questions[0].form {
            Form::Phrase => "phraseto_tsquery('simple', $1)",
            _ => {
                "plainto_tsquery('simple', (
                    SELECT word FROM every_word_of WHERE word = $1 UNION ALL (
                    SELECT word FROM every_word_of ORDER BY word <-> $1 LIMIT 1) LIMIT 1))"
            }
        };
        let statement = format!(
            "SELECT id FROM every_word, {asked} asked WHERE words @@ asked
             ORDER BY ts_rank(words, asked) DESC LIMIT 10"
        );
        let client = &mut self.client;
        let statement = client.prepare(&statement).expect("it is well formed");
        measure(questions, |question| {
            let words = question.words.join(" ");
            client.query(&statement, &[&words]).expect("words are plain").len()
        })
    }
}
