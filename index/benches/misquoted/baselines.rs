//! What a search engine alone would say: the best turn of BM25 over all words, and an exact phrase.

use std::path::Path;

use onrecord_index::text::{fold, spoken_words};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::score::{Answer, Asked};

pub(crate) struct Baselines {
    searcher: Searcher,
    text: Field,
    payload: Field,
}

impl Baselines {
    pub(crate) fn open(dir: &Path) -> Self {
        let index = Index::open_in_dir(dir).expect("the index was just made");
        let schema = index.schema();
        let reader = index.reader().expect("the index can be read");
        let field = |name| schema.get_field(name).expect("the index has this field");
        Self { searcher: reader.searcher(), text: field("text"), payload: field("payload") }
    }

    /// The best turn for all words of the claim; found whenever there is one.
    pub(crate) fn best(&self, asked: &Asked) -> Answer {
        let term = |term| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let terms = self.terms(asked).into_iter().map(term).collect();
        self.first(&BooleanQuery::union(terms), "altered-wording")
    }

    /// The claim word for word.
    pub(crate) fn phrase(&self, asked: &Asked) -> Answer {
        let terms = self.terms(asked);
        if terms.len() < 2 {
            return Answer { verdict: "not-found".into(), ..Answer::default() };
        }
        self.first(&PhraseQuery::new(terms), "verbatim")
    }

    fn terms(&self, asked: &Asked) -> Vec<Term> {
        let words = spoken_words(&asked.claim).map(|span| fold::word(span.of(&asked.claim)));
        words.map(|word| Term::from_field_text(self.text, &word)).collect()
    }

    fn first(&self, query: &dyn Query, verdict: &str) -> Answer {
        let found = self.searcher.search(query, &TopDocs::with_limit(1).order_by_score());
        let found = found.expect("the index can be read");
        let Some((_, address)) = found.first() else {
            return Answer { verdict: "not-found".into(), ..Answer::default() };
        };
        let document: TantivyDocument = self.searcher.doc(*address).expect("a turn can be read");
        let payload = document.get_first(self.payload).and_then(|value| value.as_bytes());
        let record: serde_json::Value =
            serde_json::from_slice(payload.unwrap_or_default()).expect("a turn is JSON");
        let of_turn = |key: &str| record["turn"][key].as_str().map(str::to_owned);
        Answer {
            verdict: verdict.into(),
            turn: of_turn("id"),
            text: of_turn("text"),
            deciding: None,
        }
    }
}
