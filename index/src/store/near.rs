//! Words that stand near each other in any order (RULES, search 7).
//!
//! The engine's phrase with slop counts a turn-about as two moves, so that both orders would have to be
//! asked for, and the places of common words be read twice.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Different words, of which at most so many others stand between.
#[derive(Clone, Debug)]
pub(super) struct NearQuery {
    terms: Vec<Term>,
    between: u32,
}

impl NearQuery {
    /// Two terms at least, of one field that has places, none of them twice.
    pub(super) fn new(terms: Vec<Term>, between: u32) -> Self {
        Self { terms, between }
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, &self.terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(NearWeight { near: self.clone(), bm25 }))
    }
}

struct NearWeight {
    near: NearQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let field = self.near.terms[0].field();
        let inverted = segment.inverted_index(field)?;
        let mut words = Vec::with_capacity(self.near.terms.len());
        for term in &self.near.terms {
            match inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(postings) => words.push(postings),
                None => return Ok(Box::new(EmptyScorer)),
            }
        }
        // The rarest leads.
        words.sort_by_key(DocSet::size_hint);
        let lengths = segment.get_fieldnorms_reader(field)?;
        let score = self.bm25.as_ref().map(|bm25| (bm25.boost_by(boost), lengths));
        let (places, window) = (vec![Vec::new(); words.len()], Window::default());
        let mut near = Near { words, between: self.near.between, score, places, window };
        near.settle();
        Ok(Box::new(near))
    }

    fn explain(&self, segment: &SegmentReader, turn: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let score = if scorer.seek(turn) == turn { scorer.score() } else { 0.0 };
        Ok(Explanation::new("words near each other", score))
    }
}

struct Near {
    words: Vec<SegmentPostings>,
    between: u32,
    score: Option<(Bm25Weight, FieldNormReader)>,
    /// Of each word in the turn looked at.
    places: Vec<Vec<u32>>,
    window: Window,
}

impl Near {
    /// Goes on to the first turn, from where the rarest word is, that has the words near each other.
    fn settle(&mut self) -> DocId {
        loop {
            let turn = self.words[0].doc();
            if turn == TERMINATED {
                return TERMINATED;
            }
            let mut last = turn;
            for word in &mut self.words[1..] {
                last = if word.doc() < turn { word.seek(turn) } else { word.doc() };
                if last != turn {
                    break;
                }
            }
            if last != turn {
                self.words[0].seek(last);
            } else if self.are_near() {
                return turn;
            } else {
                self.words[0].advance();
            }
        }
    }

    fn are_near(&mut self) -> bool {
        for (word, places) in self.words.iter_mut().zip(&mut self.places) {
            word.positions(places);
        }
        match &self.places[..] {
            [one, other] => are_within(one, other, self.between + 1),
            places => {
                let width = self.window.narrowest(places);
                width <= places.len() + self.between as usize
            }
        }
    }
}

impl DocSet for Near {
    fn advance(&mut self) -> DocId {
        self.words[0].advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.words[0].seek(target);
            self.settle();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.words[0].doc()
    }

    fn size_hint(&self) -> u32 {
        self.words[0].size_hint()
    }
}

impl Scorer for Near {
    fn score(&mut self) -> Score {
        let Some((bm25, lengths)) = &self.score else { return 1.0 };
        let often = self.places.iter().map(Vec::len).min().unwrap_or(1);
        bm25.score(lengths.fieldnorm_id(self.doc()), often as u32)
    }
}

/// Whether a position of one list is at most so far from one of the other.
fn are_within(one: &[u32], other: &[u32], most: u32) -> bool {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        if a.abs_diff(**b) <= most {
            return true;
        }
        if a < b {
            one.next()
        } else {
            other.next()
        };
    }
    false
}

/// Looks for the narrowest stretch of a turn; keeps its room from turn to turn.
#[derive(Default)]
pub(super) struct Window {
    all: Vec<(u32, usize)>,
    held: Vec<usize>,
}

impl Window {
    /// The number of words from the first to the last of the narrowest stretch that holds one position of
    /// each list.
    pub(super) fn narrowest(&mut self, lists: &[Vec<u32>]) -> usize {
        let Self { all, held } = self;
        all.clear();
        for (list, positions) in lists.iter().enumerate() {
            all.extend(positions.iter().map(|position| (*position, list)));
        }
        all.sort_unstable();
        held.clear();
        held.resize(lists.len(), 0);
        let (mut lacking, mut from) = (lists.len(), 0);
        let mut width = u32::MAX;
        for (position, list) in &*all {
            held[*list] += 1;
            lacking -= usize::from(held[*list] == 1);
            while lacking == 0 {
                let (first, list) = all[from];
                width = width.min(position - first + 1);
                held[list] -= 1;
                lacking += usize::from(held[list] == 0);
                from += 1;
            }
        }
        width as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_stretch_holds_one_of_each() {
        let mut window = Window::default();
        assert_eq!(window.narrowest(&[vec![1, 20], vec![9, 21], vec![0, 24]]), 5);
        assert_eq!(window.narrowest(&[vec![3], vec![4]]), 2);
    }
}
