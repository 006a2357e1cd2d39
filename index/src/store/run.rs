//! The queries that rank, of shapes whose bounds the engine knows: terms alone, summed or all of them.

use tantivy::query::{Bm25Weight, BooleanQuery, BoostQuery, DisjunctionMaxQuery, Query as Engine};
use tantivy::{Searcher, Term};

/// A boxed query of the engine.
type Boxed = Box<dyn Engine>;

/// The queries that rank.
pub(super) enum Runs {
    /// Of shapes whose bounds the engine knows: it skips what is not among the best.
    Bounded(Vec<Run>),
    /// The engine looks at every turn that matches, so that all are counted on the way.
    Whole(Boxed),
}

/// One query of several.
pub(super) struct Run {
    pub(super) queries: Vec<Boxed>,
    /// Whether all of them must find a turn, or any.
    pub(super) all: bool,
    /// The terms that its score comes from; none where it comes from more than terms.
    pub(super) terms: Option<Vec<Term>>,
    /// The part of its score that counts.
    pub(super) part: f32,
}

impl Run {
    /// What counts of its score at most, in any turn.
    pub(super) fn most(&self, searcher: &Searcher) -> tantivy::Result<f32> {
        let Some(terms) = &self.terms else { return Ok(f32::INFINITY) };
        let mut most = 0.0;
        for term in terms {
            most += Bm25Weight::for_terms(searcher, std::slice::from_ref(term))?.max_score();
        }
        Ok(most * self.part)
    }

    /// The engine's query.
    pub(super) fn query(&self) -> Boxed {
        let queries = self.queries.iter().map(|query| query.box_clone()).collect();
        Box::new(if self.all {
            BooleanQuery::intersection(queries)
        } else {
            BooleanQuery::union(queries)
        })
    }

    /// The same run under conditions, none where that is no longer one of its shape.
    pub(super) fn within(&self, conditions: &[Boxed]) -> Option<Self> {
        let all = self.all || (self.queries.len() == 1 && !conditions.is_empty());
        let is_of_shape = all || conditions.is_empty();
        let queries = self.queries.iter().chain(conditions).map(|query| query.box_clone());
        let (terms, part) = (self.terms.clone(), self.part);
        is_of_shape.then(|| Self { queries: queries.collect(), all, terms, part })
    }
}

/// A turn counts what the best of these gives it.
pub(super) fn best_of(runs: &[Run]) -> Boxed {
    let part = |run: &Run| -> Boxed { Box::new(BoostQuery::new(run.query(), run.part)) };
    Box::new(DisjunctionMaxQuery::new(runs.iter().map(part).collect()))
}
