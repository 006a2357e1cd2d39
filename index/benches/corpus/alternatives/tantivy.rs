//! The engine under onrecord, without our work: its own parser on a default text field.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, Searcher, doc};

use super::super::importing::emptied;
use super::super::measure::{Times, measure};
use super::super::question::{Ask, Form, Question};
use super::super::sample::Corpus;
use super::{Alternative, turns};

pub(super) const NAME: &str = "tantivy, ids";

/// The one field.
const TEXTS: &str = "text";

/// The ids of the ten best, without names, stems, totals, passages or links. Filters are left out,
/// and the best come first where the newest were asked for.
pub(super) struct Parser {
    searcher: Searcher,
    parser: QueryParser,
}

impl Parser {
    pub(super) fn of(corpus: &Corpus, home: &Path, times: usize) -> Self {
        let dir = home.join(format!("tantivy-{times}"));
        if !dir.is_dir() {
            let half = emptied(home, &format!("tantivy-{times}.half"));
            fill(&half, corpus, times);
            std::fs::rename(half, &dir).expect("they are side by side");
        }
        let index = Index::open_in_dir(dir).expect("it was just made");
        let text = index.schema().get_field(TEXTS).expect("it is ours");
        let mut parser = QueryParser::for_index(&index, vec![text]);
        parser.set_conjunction_by_default();
        Self { searcher: index.reader().expect("the index was just made").searcher(), parser }
    }

    fn ten_best(&self, question: &Question) -> usize {
        let words = question.words.join(if question.form == Form::Any { " OR " } else { " " });
        let asked = if question.form == Form::Phrase { format!("\"{words}\"") } else { words };
        let query = self.parser.parse_query_lenient(&asked).0;
        let top = TopDocs::with_limit(10).order_by_score();
        self.searcher.search(&query, &top).map_or(0, |found| found.len())
    }
}

fn fill(dir: &Path, corpus: &Corpus, times: usize) {
    let mut schema = Schema::builder();
    let text = schema.add_text_field(TEXTS, TEXT);
    let index = Index::create_in_dir(dir, schema.build()).expect("the folder is empty");
    let mut writer = index.writer_with_num_threads(2, 200_000_000).expect("memory is there");
    for turn in turns(corpus, times) {
        writer.add_document(doc!(text => turn.text.as_str())).expect("threads are alive");
    }
    writer.commit().expect("the disk has room");
    writer.wait_merging_threads().expect("threads are alive");
}

impl Alternative for Parser {
    fn name(&self) -> &'static str {
        NAME
    }

    fn can(&self, question: &Question) -> bool {
        let is_of_turns = matches!(question.ask, Ask::Turns(_));
        is_of_turns && question.form != Form::Prefix
    }

    fn measure(&mut self, questions: &[Question]) -> Times {
        measure(questions, |question| self.ten_best(question))
    }
}
