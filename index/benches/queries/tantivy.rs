//! Tantivy as its own first example sets it up: default text fields, the default query parser, BM25.

use onrecord_index::transcript::TurnId;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, Searcher, doc};

use super::engines::{Engine, turns, without_operators};
use super::labelled::{LOOKED_AT, Set};

/// A document a turn, with its text, its speaker and its event; any of the words of a query.
pub(crate) struct Parser {
    searcher: Searcher,
    parser: QueryParser,
    /// By number of document: there is one segment, filled in this order.
    ids: Vec<TurnId>,
}

impl Parser {
    pub(crate) fn of(set: &Set) -> Self {
        let mut schema = Schema::builder();
        let [text, speaker, event] =
            ["text", "speaker", "event"].map(|name| schema.add_text_field(name, TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 50_000_000).expect("memory is there");
        let mut ids = Vec::new();
        for turn in turns(set) {
            ids.push(turn.id.clone());
            let document = doc!(text => turn.text, speaker => turn.speaker, event => turn.event);
            writer.add_document(document).expect("the thread is alive");
        }
        writer.commit().expect("memory is there");
        let searcher = index.reader().expect("the index was just made").searcher();
        assert_eq!(searcher.segment_readers().len(), 1, "the numbers of turns need one segment");
        let parser = QueryParser::for_index(&index, vec![text, speaker, event]);
        Self { searcher, parser, ids }
    }
}

impl Engine for Parser {
    fn name(&self) -> &'static str {
        "tantivy's parser"
    }

    fn answer(&self, query: &str) -> Vec<TurnId> {
        let query = self.parser.parse_query_lenient(&without_operators(query)).0;
        let top = TopDocs::with_limit(LOOKED_AT).order_by_score();
        let found = self.searcher.search(&query, &top).expect("the index can be read");
        found.into_iter().map(|(_, address)| self.ids[address.doc_id as usize].clone()).collect()
    }
}
