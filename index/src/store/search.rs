//! Asking: a query and a scope in, turns out, in an order that is always the same.

use std::cell::RefCell;
use std::collections::HashSet;

use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query as Engine};
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use super::by_day::by_day;
use super::columns::Admission;
use super::compile::{Compiler, Plan};
use super::correct::{Correction, corrected};
use super::count::{Total, count, count_each};
use super::rank::{Ranked, Ranking};
use super::schema::Fields;
use super::{Error, Record, Snapshot};
use crate::query::{Clause, Query};
use crate::speaker::SaidBy;
use crate::text::Stems;
use crate::transcript::{Scope, TranscriptId, TurnId};

/// In which order hits come. Ties: newer first, then transcript, then place (RULES, search 8). While
/// there are more events than a page has places, one turn of each comes before a second of any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first; what says something before questions, thanks and procedure.
    #[default]
    Relevance,
    /// The best first by the words alone, whatever kind of turn they stand in.
    Words,
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
pub const DEEPEST_HIT: usize = 2_000;

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
    pub total: Total,
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
        let compiler = self.compiler(scope, &stems);
        let (searched, corrections) = corrected(&compiler, query)?;
        let plan = compiler.plan(scope, &searched, speakers);
        // Where no words are asked for all turns answer alike: the newest first.
        let by_worth = matches!(order, Order::Relevance | Order::Words);
        let asks_for_words = searched.root.as_ref().is_some_and(Clause::asks_for_words);
        let order = if by_worth && !asks_for_words { Order::Newest } else { order };
        let (hits, total) = match order {
            Order::Relevance => self.by_worth(&plan, page, &self.ranking())?,
            Order::Words => {
                self.by_worth(&plan, page, &Ranking { words_alone: true, ..self.ranking() })?
            }
            Order::Newest | Order::Oldest => {
                self.by_day(&*plan.matching, &plan.admission, order, page)?
            }
        };
        let bounded = query.filters.from.is_some() || query.filters.to.is_some();
        let undated = if bounded && self.holds_undated {
            let (mut open, mut undated) = (searched.clone(), plan.admission);
            (open.filters.from, open.filters.to) = (None, None);
            undated.undated = true;
            let plan = compiler.plan(scope, &open, speakers);
            count(&self.searcher, &self.columns, &*plan.matching, &undated)?.turns
        } else {
            0
        };
        Ok(Found { hits, total, searched, corrections, undated })
    }

    /// How many turns a query finds, without words being corrected.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(
        &self,
        scope: &Scope,
        query: &Query,
        speakers: Option<&SaidBy>,
    ) -> Result<Total, Error> {
        let stems = self.stems();
        let plan = self.compiler(scope, &stems).plan(scope, query, speakers);
        Ok(count(&self.searcher, &self.columns, &*plan.matching, &plan.admission)?)
    }

    /// How many turns of a transcript a query finds, without words being corrected.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count_of(
        &self,
        scope: &Scope,
        query: &Query,
        speakers: Option<&SaidBy>,
        transcript: &TranscriptId,
    ) -> Result<usize, Error> {
        let stems = self.stems();
        let compiler = self.compiler(scope, &stems);
        let Plan { matching, admission, .. } = compiler.plan(scope, query, speakers);
        let of_one = compiler.id(scope, self.fields.transcript_id, transcript.as_str());
        let found = BooleanQuery::intersection(vec![matching, of_one]);
        Ok(count(&self.searcher, &self.columns, &found, &admission)?.turns)
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
        let (query, admission) = self.compiler(scope, &[]).phrase(scope, folded);
        let (ranked, total) = by_day(&self.ranking(), &*query, &admission, Order::Newest, most)?;
        let total = match total {
            Some(turns) => turns,
            None => count_each(&self.searcher, &self.columns, &*query, &admission)?,
        };
        let ranked = ranked.into_iter().take(most);
        Ok((self.hits(ranked)?, total))
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

    pub(super) fn compiler<'s>(&'s self, scope: &Scope, stems: &'s [Stems]) -> Compiler<'s> {
        Compiler {
            fields: &self.fields,
            searcher: &self.searcher,
            columns: &self.columns,
            stems,
            scope_is_all: self.lies_within(scope),
            known: RefCell::default(),
        }
    }

    fn ranking(&self) -> Ranking<'_> {
        Ranking {
            searcher: &self.searcher,
            columns: &self.columns,
            text: self.fields.text,
            words_alone: false,
        }
    }

    fn by_worth(
        &self,
        plan: &Plan,
        page: Page,
        ranking: &Ranking<'_>,
    ) -> Result<(Vec<Hit>, Total), Error> {
        let page = page.bounded();
        let mut counted = None;
        let best = |depth| {
            let (ranked, turns) = ranking.best(plan, depth)?;
            counted = turns;
            Ok(ranked)
        };
        let shown = on_page(page, best)?;
        let total = self.total(counted, &*plan.matching, &plan.admission)?;
        Ok((self.hits(shown.into_iter())?, total))
    }

    fn by_day(
        &self,
        query: &dyn Engine,
        admission: &Admission,
        order: Order,
        page: Page,
    ) -> Result<(Vec<Hit>, Total), Error> {
        let page = page.bounded();
        let mut counted = None;
        let soonest = |depth| {
            let (ranked, turns) = by_day(&self.ranking(), query, admission, order, depth)?;
            counted = turns;
            Ok(ranked)
        };
        let shown = on_page(page, soonest)?;
        let total = self.total(counted, query, admission)?;
        Ok((self.hits(shown.into_iter())?, total))
    }

    /// How many turns there are, where that is not known from finding them.
    fn total(
        &self,
        counted: Option<usize>,
        query: &dyn Engine,
        admission: &Admission,
    ) -> Result<Total, Error> {
        match counted {
            Some(turns) => Ok(Total::exactly(turns)),
            None => Ok(count(&self.searcher, &self.columns, query, admission)?),
        }
    }

    fn hits(&self, ranked: impl Iterator<Item = Ranked>) -> Result<Vec<Hit>, Error> {
        ranked.map(|one| Ok(Hit { record: self.record(one.address)?, score: one.score })).collect()
    }

    fn all(&self, query: &dyn Engine) -> Result<Vec<Record>, Error> {
        let found = self.searcher.search(query, &DocSetCollector)?;
        found.into_iter().map(|address| self.record(address)).collect()
    }

    pub(super) fn record(&self, address: DocAddress) -> Result<Record, Error> {
        stored(&self.searcher.doc(address)?, &self.fields)
            .map_err(|message| Error::Damaged { dir: self.dir.clone(), message: message.into() })
    }
}

/// The turn that a document of the index stores, or what is wrong with it.
pub(super) fn stored(document: &TantivyDocument, fields: &Fields) -> Result<Record, &'static str> {
    let payload = document.get_first(fields.payload).and_then(|value| value.as_str());
    let payload = payload.ok_or("a turn has no words")?;
    serde_json::from_str(payload).map_err(|_| "the words of a turn are damaged")
}

impl Page {
    /// A page that begins no deeper than hits are fetched.
    pub(crate) fn bounded(self) -> Self {
        Self { offset: self.offset.min(DEEPEST_HIT), limit: self.limit.clamp(1, DEEPEST_HIT) }
    }
}

/// The depth of the second look; each further one goes twice as deep.
const DEEPER: usize = 64;

/// The turns of a page. How deep is looked decides which turns are compared at all, so that the best
/// of a deep look do not begin with the best of a shallow one: pages cut from looks of their own would
/// show turns again and pass others over. They are cut from one list, to which each look only adds
/// what the looks before it had not; the first is no deeper than the first page.
fn on_page(
    page: Page,
    mut ranked: impl FnMut(usize) -> tantivy::Result<Vec<Ranked>>,
) -> tantivy::Result<Vec<Ranked>> {
    let mut list: Vec<Ranked> = Vec::new();
    let mut known = HashSet::new();
    let mut depth = page.limit;
    loop {
        let look = one_of_each_event_first(ranked(depth)?, page.limit);
        let new = look.into_iter().filter(|one| known.insert(one.address));
        let room = depth - list.len();
        list.extend(new.take(room));
        // Where there are not so many, that was all.
        if depth >= page.offset + page.limit || list.len() < depth {
            return Ok(list.into_iter().skip(page.offset).take(page.limit).collect());
        }
        depth = (2 * depth).max(DEEPER);
    }
}

/// Turns in their order, the first of each event before the second of any; when there are fewer
/// events than a page has places, the order as it is.
fn one_of_each_event_first(ranked: Vec<Ranked>, places: usize) -> Vec<Ranked> {
    let mut events = HashSet::new();
    let (mut firsts, others): (Vec<Ranked>, Vec<Ranked>) =
        ranked.iter().cloned().partition(|one| events.insert(one.event));
    if firsts.len() < places {
        return ranked;
    }
    firsts.extend(others);
    firsts
}
