//! A score that all turns found would have alike, times the substance of each, which BM25 finds in the
//! length of a turn (see [`super::substance`]) and a constant does not.

use std::sync::Arc;

use tantivy::query::{ConstScoreQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader};

use super::columns::Columns;

/// Finds what another query finds.
#[derive(Clone, Debug)]
pub(super) struct WeighedQuery {
    query: ConstScoreQuery,
    columns: Arc<[Columns]>,
}

impl WeighedQuery {
    /// `score` is that of a turn that counts whole; `columns` are those of all segments.
    pub(super) fn new(query: Box<dyn Query>, score: Score, columns: &Arc<[Columns]>) -> Self {
        Self { query: ConstScoreQuery::new(query, score), columns: Arc::clone(columns) }
    }
}

impl Query for WeighedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let is_scored = scoring.is_scoring_enabled();
        let weight = self.query.weight(scoring)?;
        let columns = Arc::clone(&self.columns);
        Ok(if is_scored { Box::new(WeighedWeight { weight, columns }) } else { weight })
    }
}

struct WeighedWeight {
    weight: Box<dyn Weight>,
    columns: Arc<[Columns]>,
}

impl Weight for WeighedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let found = self.weight.scorer(segment, boost)?;
        let number = self.columns.iter().position(|columns| columns.are_of(segment));
        Ok(Box::new(Weighed { found, columns: Arc::clone(&self.columns), number }))
    }

    fn explain(&self, segment: &SegmentReader, turn: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, turn)
    }

    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        self.weight.count(segment)
    }
}

struct Weighed {
    found: Box<dyn Scorer>,
    columns: Arc<[Columns]>,
    /// Which of the columns are those of the segment.
    number: Option<usize>,
}

impl DocSet for Weighed {
    fn advance(&mut self) -> DocId {
        self.found.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.found.seek(target)
    }

    fn doc(&self) -> DocId {
        self.found.doc()
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }

    fn cost(&self) -> u64 {
        self.found.cost()
    }
}

impl Scorer for Weighed {
    fn score(&mut self) -> Score {
        let weight = self.number.map_or(1.0, |at| self.columns[at].weight(self.found.doc()));
        self.found.score() * weight
    }
}
