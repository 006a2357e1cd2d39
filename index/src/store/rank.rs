//! The order of an answer: the best turns of several queries, then a bonus for nearness.
//!
//! A turn counts what the best of the plan's runs gives it (exact forms, stems, names), by BM25 over a
//! length in which its substance stands. Each run is of a shape whose bounds the engine knows block by block,
//! so that most turns are never looked at; and because the bar only rises, a run that skips a turn would not
//! have been its best one. Words that stand together are looked at for the candidates alone.

use std::collections::HashMap;

use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Query as Engine};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::columns::{Admission, Columns, Gate};
use super::compile::Plan;
use super::near::Window;
use super::pool::{Candidate, Pool};
use super::run::{Run, Runs, best_of};

/// Events kept beyond those that a page shows, where nearness may put one of them in front.
const MORE_EVENTS: usize = 11;

/// Turns kept of one event while there are events enough.
const OF_ONE_EVENT: usize = 3;

/// What words that stand side by side add to the score, as a part of it; less the wider they are
/// apart.
const TOGETHER: f32 = 0.5;

/// Words of a query that nearness is measured for; a longer question is told by its words alone.
const MOST_NEAR: usize = 8;

/// A turn in its place of the answer.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub(super) address: DocAddress,
    pub(super) event: u64,
    pub(super) score: f32,
    pub(super) day: i64,
    transcript: String,
    place: u64,
}

/// The index as ranking sees it.
pub(super) struct Ranking<'i> {
    pub(super) searcher: &'i Searcher,
    pub(super) columns: &'i [Columns],
    pub(super) text: Field,
    /// Whether a turn's substance does not count.
    pub(super) words_alone: bool,
}

impl Ranking<'_> {
    /// The best turns for a plan, of at least `wanted` events if there are so many, the best first.
    /// And how many turns there are in all, where each was looked at.
    pub(super) fn best(
        &self,
        plan: &Plan,
        wanted: usize,
    ) -> tantivy::Result<(Vec<Ranked>, Option<usize>)> {
        let most_events = if plan.near.is_empty() { wanted } else { wanted + MORE_EVENTS };
        let mut pool = Pool::new(most_events, most_events);
        let counted = match &plan.runs {
            // What is taken out of a score may be all that the bounds have kept it out by.
            Runs::Bounded(runs) if self.words_alone => {
                Some(self.propose_all(&*best_of(runs), &plan.admission, &mut pool)?)
            }
            Runs::Bounded(runs) => {
                for run in runs {
                    self.propose(run, &plan.admission, &mut pool)?;
                }
                None
            }
            Runs::Whole(query) => Some(self.propose_all(&**query, &plan.admission, &mut pool)?),
        };
        let is_full = pool.is_full();
        let mut candidates = pool.into_candidates();
        if is_full {
            candidates = best_of_each(candidates, OF_ONE_EVENT);
        }
        let mut ranked = self.scored(plan, candidates)?;
        self.sort(&mut ranked);
        Ok((ranked, counted))
    }

    /// Offers to the pool what a run finds. The bar of the pool is one for the engine's own scores.
    fn propose(&self, run: &Run, admission: &Admission, pool: &mut Pool) -> tantivy::Result<()> {
        if run.most(self.searcher)? <= pool.threshold() {
            return Ok(());
        }
        let weight = run.query().weight(EnableScoring::enabled_from_searcher(self.searcher))?;
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let turns = Turns::of(self, number, admission)?;
            let bar = |pool: &Pool| pool.threshold() / run.part;
            weight.for_each_pruning(bar(pool), segment, &mut |turn, score| {
                turns.offer(turn, score * run.part, pool);
                bar(pool)
            })?;
        }
        Ok(())
    }

    /// Offers to the pool what a query finds, looking at every turn, and counts them.
    fn propose_all(
        &self,
        query: &dyn Engine,
        admission: &Admission,
        pool: &mut Pool,
    ) -> tantivy::Result<usize> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(self.searcher))?;
        let mut found = 0;
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let turns = Turns::of(self, number, admission)?;
            let mut scorer = weight.scorer(segment, 1.0)?;
            while scorer.doc() != TERMINATED {
                if turns.gate.admits(scorer.doc()) {
                    found += 1;
                    turns.weigh(scorer.doc(), scorer.score(), pool);
                }
                scorer.advance();
            }
        }
        Ok(found)
    }

    /// The candidates with the bonus for words that stand together.
    fn scored(
        &self,
        plan: &Plan,
        mut candidates: Vec<(u64, Candidate)>,
    ) -> tantivy::Result<Vec<Ranked>> {
        candidates.sort_unstable_by_key(|(_, candidate)| candidate.address);
        let mut ranked = Vec::with_capacity(candidates.len());
        let same_segment = |a: &(u64, Candidate), b: &(u64, Candidate)| {
            a.1.address.segment_ord == b.1.address.segment_ord
        };
        for of_segment in candidates.chunk_by(same_segment) {
            let number = of_segment[0].1.address.segment_ord;
            let columns = &self.columns[number as usize];
            let segment = self.searcher.segment_reader(number);
            let mut near = Nearness::of(segment, self.text, &plan.near)?;
            for (event, candidate) in of_segment {
                let turn = candidate.address.doc_id;
                ranked.push(Ranked {
                    address: candidate.address,
                    event: *event,
                    score: candidate.score * (1.0 + TOGETHER * near.of_turn(turn)),
                    day: candidate.day,
                    transcript: String::new(),
                    place: columns.place(turn),
                });
            }
        }
        Ok(ranked)
    }

    /// The best first; equals: the newer, then by transcript, then by place (RULES, search 8).
    fn sort(&self, ranked: &mut [Ranked]) {
        let by_worth = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score).then(b.day.cmp(&a.day));
        ranked.sort_unstable_by(|a, b| by_worth(a, b).then(a.address.cmp(&b.address)));
        for equals in ranked.chunk_by_mut(|a, b| by_worth(a, b).is_eq()) {
            if equals.len() > 1 {
                self.sort_by_place(equals);
            }
        }
    }

    /// Turns of one day and one score, by transcript and place.
    pub(super) fn sort_by_place(&self, turns: &mut [Ranked]) {
        for turn in turns.iter_mut() {
            let columns = &self.columns[turn.address.segment_ord as usize];
            turn.transcript = columns.transcript(turn.address.doc_id);
        }
        turns.sort_by(|a, b| (&a.transcript, a.place).cmp(&(&b.transcript, b.place)));
    }
}

/// The turns of one segment, as a search sees them.
struct Turns<'i> {
    segment: u32,
    columns: &'i Columns,
    gate: Gate<'i>,
    words_alone: bool,
}

impl<'i> Turns<'i> {
    fn of(ranking: &Ranking<'i>, number: usize, admission: &Admission) -> tantivy::Result<Self> {
        let columns = &ranking.columns[number];
        let gate = admission.within(ranking.searcher.segment_reader(number as u32), columns)?;
        let words_alone = ranking.words_alone;
        Ok(Self { segment: number as u32, columns, gate, words_alone })
    }

    /// Offers a turn to the pool when its score is good enough and it is admitted.
    fn offer(&self, turn: DocId, score: f32, pool: &mut Pool) {
        if score > pool.threshold() && self.gate.admits(turn) {
            self.put(turn, score, pool);
        }
    }

    /// Offers an admitted turn to the pool when its score is good enough.
    fn weigh(&self, turn: DocId, score: f32, pool: &mut Pool) {
        let score = if self.words_alone { self.without_substance(turn, score) } else { score };
        if score > pool.threshold() {
            self.put(turn, score, pool);
        }
    }

    /// A score with what substance took from it given back.
    fn without_substance(&self, turn: DocId, score: f32) -> f32 {
        let weight = self.columns.weight(turn);
        if weight > 0.0 { score / weight } else { score }
    }

    fn put(&self, turn: DocId, score: f32, pool: &mut Pool) {
        let address = DocAddress::new(self.segment, turn);
        let candidate = Candidate { address, score, day: self.columns.day(turn) };
        pool.offer(self.columns.event(turn), candidate);
    }
}

impl Ranked {
    /// A turn whose score does not matter.
    pub(super) fn unscored(address: DocAddress, columns: &Columns) -> Self {
        let turn = address.doc_id;
        Self {
            address,
            event: columns.event(turn),
            score: 1.0,
            day: columns.day(turn),
            transcript: String::new(),
            place: columns.place(turn),
        }
    }

    /// Place in its transcript.
    pub(super) fn place(&self) -> u64 {
        self.place
    }
}

/// The best few turns of each event.
fn best_of_each(mut candidates: Vec<(u64, Candidate)>, most: usize) -> Vec<(u64, Candidate)> {
    candidates.sort_unstable_by(|(_, a), (_, b)| {
        b.score.total_cmp(&a.score).then(a.address.cmp(&b.address))
    });
    let mut taken: HashMap<u64, usize> = HashMap::new();
    candidates.retain(|(event, _)| {
        let taken = taken.entry(*event).or_default();
        *taken += 1;
        *taken <= most
    });
    candidates
}

/// How near the words of a query stand to each other in single turns, asked for in ascending order.
struct Nearness<P> {
    /// One list a word; empty when one of them does not stand in the segment, or when there are too
    /// few or too many to measure.
    words: Vec<P>,
    positions: Vec<Vec<u32>>,
    window: Window,
}

impl Nearness<Box<dyn Postings>> {
    fn of(segment: &SegmentReader, text: Field, folded: &[String]) -> tantivy::Result<Self> {
        let none = Self { words: Vec::new(), positions: Vec::new(), window: Window::default() };
        if !(2..=MOST_NEAR).contains(&folded.len()) {
            return Ok(none);
        }
        let inverted = segment.inverted_index(text)?;
        let mut words: Vec<Box<dyn Postings>> = Vec::with_capacity(folded.len());
        for word in folded {
            let term = Term::from_field_text(text, word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(postings) = inverted.read_postings(&term, option)? else { return Ok(none) };
            words.push(Box::new(postings));
        }
        Ok(Self { positions: vec![Vec::new(); words.len()], words, window: Window::default() })
    }

    /// 1 when all words stand side by side, 0 when one is not there, in between the less the more
    /// stands between them.
    fn of_turn(&mut self, turn: DocId) -> f32 {
        if self.words.is_empty() {
            return 0.0;
        }
        for (postings, positions) in self.words.iter_mut().zip(&mut self.positions) {
            let found = if postings.doc() < turn { postings.seek(turn) } else { postings.doc() };
            if found != turn {
                return 0.0;
            }
            postings.positions(positions);
        }
        let width = self.window.narrowest(&self.positions);
        self.words.len() as f32 / width.max(self.words.len()) as f32
    }
}
