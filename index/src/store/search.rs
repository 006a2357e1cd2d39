//! Asking: a query and a scope in, turns out, in an order that is always the same.

use std::cmp::Reverse;

use tantivy::collector::sort_key::SortByString;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::Query as Engine;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, SegmentReader, TantivyDocument};

use super::compile::Compiler;
use super::correct::{Correction, correct};
use super::schema::{DATE, ORDINAL, TRANSCRIPT};
use super::substance::ByWeightedScore;
use super::{Error, Record, Snapshot};
use crate::query::Query;
use crate::speaker::SaidBy;
use crate::text::Stems;
use crate::transcript::{Scope, TranscriptId, TurnId};

/// In which order hits come. Ties: newer first, then transcript, then place (RULES, search 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first.
    Newest,
    /// The oldest first; records without a date last.
    Oldest,
}

/// Which stretch of the hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Hits left out before it.
    pub offset: usize,
    /// Hits on it, at most.
    pub limit: usize,
}

impl Page {
    /// The first `limit` hits.
    pub fn first(limit: usize) -> Self {
        Self { offset: 0, limit }
    }
}

/// Hits past this place are not fetched: nobody reads so far, and each page costs its offset.
const DEEPEST_HIT: usize = 10_000;

/// One turn that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The turn, with all that is known of it.
    pub record: Record,
    /// How well it answers; comparable within one search.
    pub score: f32,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// One page.
    pub hits: Vec<Hit>,
    /// Turns that match, on all pages.
    pub total: usize,
    /// The query as it was searched.
    pub searched: Query,
    /// Words that were not searched as typed.
    pub corrections: Vec<Correction>,
    /// Turns that would match but for having no date.
    pub undated: usize,
}

impl Snapshot {
    /// The turns that a query finds. `speakers`, where given, are the only ones whose turns count.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(
        &self,
        scope: &Scope,
        query: &Query,
        speakers: Option<&SaidBy>,
        order: Order,
        page: Page,
    ) -> Result<Found, Error> {
        let stems = self.stems();
        let mut searched = query.clone();
        let mut corrections = Vec::new();
        if let Some(root) = &query.root {
            let root = correct(&self.searcher, &self.fields, &stems, root, &mut corrections)?;
            searched.root = Some(root);
        }
        let compiler = self.compiler(scope, &stems);
        let compiled = compiler.query(scope, &searched, speakers);
        let (hits, total) = self.top(&*compiled, order, page)?;
        let bounded = query.filters.from.is_some() || query.filters.to.is_some();
        let undated = if bounded {
            self.searcher.search(&*compiler.undated(scope, &searched, speakers), &Count)?
        } else {
            0
        };
        Ok(Found { hits, total, searched, corrections, undated })
    }

    /// Turns whose text has these folded words, one after another, the newest first; and how many
    /// there are.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn phrase(
        &self,
        scope: &Scope,
        folded: &[String],
        most: usize,
    ) -> Result<(Vec<Hit>, usize), Error> {
        let compiled = self.compiler(scope, &[]).phrase(scope, folded);
        self.top(&*compiled, Order::Newest, Page::first(most))
    }

    /// The turn of this id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn turn(&self, scope: &Scope, id: &TurnId) -> Result<Option<Record>, Error> {
        let compiled = self.compiler(scope, &[]).id(scope, self.fields.turn_id, id.as_str());
        Ok(self.all(&*compiled)?.pop())
    }

    /// All turns of a transcript, in the order of speaking.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn transcript(&self, scope: &Scope, id: &TranscriptId) -> Result<Vec<Record>, Error> {
        let field = self.fields.transcript_id;
        let mut turns = self.all(&*self.compiler(scope, &[]).id(scope, field, id.as_str()))?;
        turns.sort_by_key(|record| record.turn.ordinal);
        Ok(turns)
    }

    /// Stemmers of the languages in the index.
    pub(crate) fn stems(&self) -> Vec<Stems> {
        self.languages.iter().map(|lang| Stems::of(Some(lang))).collect()
    }

    fn compiler<'s>(&'s self, scope: &Scope, stems: &'s [Stems]) -> Compiler<'s> {
        Compiler { fields: &self.fields, stems, scope_is_all: self.catalog.lies_within(scope) }
    }

    fn top(
        &self,
        query: &dyn Engine,
        order: Order,
        page: Page,
    ) -> Result<(Vec<Hit>, usize), Error> {
        let offset = page.offset.min(DEEPEST_HIT);
        let limit = page.limit.clamp(1, DEEPEST_HIT);
        let top = TopDocs::with_limit(limit).and_offset(offset);
        let transcript = || (SortByString::for_field(TRANSCRIPT), tantivy::Order::Asc);
        let mut hits = Vec::with_capacity(limit);
        let total = match order {
            Order::Relevance => {
                let top = top.order_by((ByWeightedScore, day(false), transcript(), place()));
                let (top, total) = self.searcher.search(query, &(top, Count))?;
                for ((score, ..), address) in top {
                    hits.push(Hit { record: self.record(address)?, score });
                }
                total
            }
            Order::Newest | Order::Oldest => {
                let oldest = order == Order::Oldest;
                let top = top.order_by((day(oldest), transcript(), place(), ByWeightedScore));
                let (top, total) = self.searcher.search(query, &(top, Count))?;
                for ((.., score), address) in top {
                    hits.push(Hit { record: self.record(address)?, score });
                }
                total
            }
        };
        Ok((hits, total))
    }

    fn all(&self, query: &dyn Engine) -> Result<Vec<Record>, Error> {
        let found = self.searcher.search(query, &DocSetCollector)?;
        found.into_iter().map(|address| self.record(address)).collect()
    }

    pub(super) fn record(&self, address: DocAddress) -> Result<Record, Error> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let payload = document.get_first(self.fields.payload).and_then(|value| value.as_bytes());
        let damaged =
            |message: &str| Error::Damaged { dir: self.dir.clone(), message: message.into() };
        let payload = payload.ok_or_else(|| damaged("a turn has no words"))?;
        serde_json::from_slice(payload).map_err(|_| damaged("the words of a turn are damaged"))
    }
}

/// The day of a turn as a key of which more is better; a turn without one comes last either way. A
/// segment in which nothing has a date has no such column.
fn day(oldest: bool) -> impl Fn(&SegmentReader) -> Box<dyn FnMut(DocId) -> i64> + Send + Sync {
    move |segment| {
        let days = segment.fast_fields().i64(DATE).ok();
        Box::new(move |turn| {
            let day = days.as_ref().and_then(|days| days.first(turn));
            day.map_or(i64::MIN, |day| if oldest { -day } else { day })
        })
    }
}

/// The place of a turn in its transcript, as a key of which more is better.
fn place() -> impl Fn(&SegmentReader) -> Box<dyn FnMut(DocId) -> Reverse<u64>> + Send + Sync {
    |segment| {
        let places = segment.fast_fields().u64(ORDINAL).ok();
        Box::new(move |turn| {
            Reverse(places.as_ref().and_then(|places| places.first(turn)).unwrap_or(0))
        })
    }
}
