//! The ladder: of all turns a claim was laid over, which decide, and which rung that is.
//!
//! Precedence is RULES, verdict 1; whose turn comes first is RULES, verdict 2.

use std::ops::Range;
use std::sync::Arc;

use super::align::{Lexicon, Said, Step, align, exact};
use super::claim::Claim;
use super::flags::{self, Flag};
use super::judge::{Judged, holds, is_otherwise_written, is_part, judge, similarity};
use super::stitch::{LEAST_WORDS, Piece, pieces};
use super::{Deciding, Difference, Fold, Rung};
use crate::store::Record;
use crate::text::Span;

/// Turns a claim is compared with, and how it stands in each.
pub(crate) struct Bench<'c> {
    claim: &'c Claim,
    lexicon: Lexicon<'c>,
    said: Vec<Said>,
    /// The whole claim in each of the turns, where it can be laid over it.
    whole: Vec<Option<Piece>>,
    /// Whether it is found there.
    holds: Vec<bool>,
    /// Whether each is the named speaker's; without a name all are.
    theirs: Vec<bool>,
}

/// One occasion: a turn, the stretches of it that the claim matches, and how alike they are.
#[derive(Clone, Debug)]
pub(crate) struct Occasion {
    pub(crate) record: Arc<Record>,
    /// The whole sentences around what matches.
    pub(crate) around: Span,
    pub(crate) spans: Vec<Span>,
    pub(crate) similarity: f32,
}

/// What a claim comes to.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub(crate) rung: Rung,
    pub(crate) deciding: Option<Deciding>,
    pub(crate) folded: Vec<Fold>,
    pub(crate) diff: Vec<Difference>,
    pub(crate) edits: usize,
    pub(crate) record: Option<String>,
    pub(crate) flags: Vec<Flag>,
    pub(crate) occasions: Vec<Occasion>,
    /// How many there are in all; those not compared are not among them.
    pub(crate) total: usize,
    pub(crate) nearest: Option<Occasion>,
}

/// From here on a turn is shown as the nearest to a claim that is not found: two words in five.
const NEAREST: f32 = 0.4;

/// Of a claim that is on record otherwise written so much at least is the same word for word.
const OTHERWISE_WRITTEN: f32 = 0.25;

/// By so many word edits pieces have to explain a claim better than one turn does.
const WORTH_STITCHING: usize = 2;

impl<'c> Bench<'c> {
    /// With no turn yet.
    pub(crate) fn new(claim: &'c Claim) -> Self {
        let lexicon = Lexicon::of(claim);
        Self {
            claim,
            lexicon,
            said: Vec::new(),
            whole: Vec::new(),
            holds: Vec::new(),
            theirs: Vec::new(),
        }
    }

    /// Lays the claim over a turn, and gives how alike the two are.
    pub(crate) fn add(&mut self, record: Record, is_theirs: bool) -> f32 {
        let said = self.lexicon.said(Arc::new(record));
        let turn = self.said.len();
        let steps = exact(&self.lexicon.ids, &said.ids)
            .filter(|_| self.claim.is_unmarked())
            .or_else(|| align(self.claim, &self.lexicon, &said));
        let piece = steps.map(|steps| Piece { turn, steps });
        let alike = piece.as_ref().map_or(0.0, |piece| self.similarity(piece));
        let holds = piece.as_ref().is_some_and(|piece| {
            let may_be = self.claim.is_unmarked() && alike >= OTHERWISE_WRITTEN;
            holds(self.claim, piece) || (may_be && is_otherwise_written(self.claim, &said, piece))
        });
        self.holds.push(holds);
        self.said.push(said);
        self.whole.push(piece);
        self.theirs.push(is_theirs);
        alike
    }

    fn similarity(&self, piece: &Piece) -> f32 {
        similarity(piece.edits(), self.claim.words().len())
    }

    /// Whether the claim is found word for word, and as the named speaker's if there is one.
    pub(crate) fn is_exact(&self) -> bool {
        let exact = |piece: &Option<Piece>| piece.as_ref().is_some_and(|piece| piece.edits() == 0);
        self.whole.iter().zip(&self.theirs).any(|(piece, theirs)| *theirs && exact(piece))
    }

    /// Whether any turn, the named speaker's if there is one, has the whole claim or all its pieces.
    pub(crate) fn is_found(&self) -> bool {
        self.found().iter().any(|turn| self.theirs[*turn]) || self.stitched().is_some()
    }

    /// Word edits of the best turn that is looked at so far.
    pub(crate) fn least_edits(&self) -> usize {
        let edits = self.whole.iter().flatten().map(Piece::edits);
        edits.min().unwrap_or(self.claim.words().len())
    }

    /// Stretches of the claim, as ranges of words, that no turn explains so far: all of it when none
    /// is like it, else what the best turn does not have, [`LEAST_WORDS`] in a row and more.
    pub(crate) fn unexplained(&self) -> Vec<Range<usize>> {
        let words = self.claim.words().len();
        let laid = self.whole.iter().zip(&self.holds);
        let laid = laid.filter_map(|(piece, holds)| Some((piece.as_ref()?, *holds)));
        let best = laid.min_by_key(|(piece, _)| piece.edits());
        let mut has = vec![false; words];
        if let Some((best, true)) = best {
            for step in &best.steps {
                if let Step::Same { claim, .. } = step {
                    has[*claim] = true;
                }
            }
        }
        let mut stretches = Vec::new();
        let mut from = 0;
        for (at, has) in has.into_iter().chain([true]).enumerate() {
            if has {
                if at - from >= LEAST_WORDS.min(words) {
                    stretches.push(from..at);
                }
                from = at + 1;
            }
        }
        stretches
    }

    /// Turns that have the whole claim, the best first.
    fn found(&self) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.said.len()).filter(|turn| self.holds[*turn]).collect();
        let edits = |turn: usize| self.whole[turn].as_ref().map_or(0, Piece::edits);
        found.sort_by_key(|turn| {
            let unnamed = self.said[*turn].record.turn.speaker.is_none();
            (!self.theirs[*turn], edits(*turn), unnamed)
        });
        found
    }

    /// The claim's pieces, where they explain it better than any turn does as a whole: either of
    /// several turns or in another order, or of one turn with words left out that no mark tells of.
    fn stitched(&self) -> Option<Vec<Piece>> {
        let words = self.claim.words().len();
        let least = self.least_edits();
        if least < WORTH_STITCHING {
            return None;
        }
        let pieces = pieces(self.claim, &self.lexicon, &self.said)?;
        let unmarked = |piece: &Piece| longest_omission(piece);
        let edits: usize = pieces.iter().map(|piece| piece.edits() - unmarked(piece)).sum();
        let omissions = pieces.iter().filter(|piece| unmarked(piece) > 0).count();
        let cost = edits + pieces.len() - 1 + omissions;
        let parts = pieces.iter().all(|piece| is_part(self.claim, &without_omission(piece)));
        let worth = cost + WORTH_STITCHING <= least;
        let alike = similarity(edits, words) >= super::judge::floor(words);
        (worth && parts && alike && (pieces.len() > 1 || omissions > 0)).then_some(pieces)
    }

    /// The verdict on the turns that were added. `exact` is how many turns have the claim word for
    /// word, those that were not added among them.
    pub(crate) fn ruling(&self, is_named: bool, exact: usize) -> Ruling {
        let found = self.found();
        let stitched = self.stitched();
        let whole_is_theirs = found.first().is_some_and(|turn| self.theirs[*turn]);
        if let Some(pieces) = &stitched {
            let any_theirs = pieces.iter().any(|piece| self.theirs[piece.turn]);
            if any_theirs && (!whole_is_theirs || !is_named) {
                return match pieces.as_slice() {
                    [one] => self.of_turns(std::slice::from_ref(one), None, 1),
                    _ => self.of_pieces(pieces),
                };
            }
            if !whole_is_theirs && found.is_empty() {
                let mut ruling = self.of_pieces(pieces);
                ruling.rung = Rung::SomeoneElse;
                return ruling;
            }
        }
        if found.is_empty() {
            return self.not_found();
        }
        let pieces: Vec<Piece> =
            found.iter().filter_map(|turn| self.whole[*turn].clone()).collect();
        let someone_else = (!whole_is_theirs).then_some(Rung::SomeoneElse);
        self.of_turns(&pieces, someone_else, exact.max(pieces.len()))
    }

    /// Of turns each of which has the whole claim.
    fn of_turns(&self, pieces: &[Piece], rung: Option<Rung>, total: usize) -> Ruling {
        let best = &pieces[0];
        let said = &self.said[best.turn];
        let judged = judge(self.claim, said, best);
        let rung = rung.unwrap_or(judged.rung);
        let mut flags = flags::of_pieces(self.claim, rung, &[(said, &judged)]);
        // As close as the best: other occasions of the same words, not of other words like them.
        let alike: Vec<&Piece> =
            pieces.iter().filter(|piece| piece.edits() <= best.edits()).collect();
        let times = if best.edits() == 0 { total } else { alike.len() };
        let records: Vec<&Record> =
            alike.iter().map(|piece| &*self.said[piece.turn].record).collect();
        flags.extend(flags::repeated(&records, times));
        let occasions = pieces.iter().map(|piece| self.occasion(piece)).collect();
        Ruling {
            rung,
            deciding: judged.deciding,
            folded: judged.folded,
            diff: judged.diff,
            edits: best.edits(),
            record: Some(judged.hull.of(&said.record.turn.text).to_owned()),
            flags,
            occasions,
            total,
            nearest: None,
        }
    }

    /// Of pieces that stand apart.
    fn of_pieces(&self, pieces: &[Piece]) -> Ruling {
        let judged: Vec<Judged> =
            pieces.iter().map(|piece| judge(self.claim, &self.said[piece.turn], piece)).collect();
        let with_said: Vec<(&Said, &Judged)> =
            pieces.iter().map(|piece| &self.said[piece.turn]).zip(&judged).collect();
        let flags = flags::of_pieces(self.claim, Rung::Stitched, &with_said);
        let mut folded = Vec::new();
        for fold in judged.iter().flat_map(|judged| &judged.folded) {
            if !folded.contains(fold) {
                folded.push(*fold);
            }
        }
        Ruling {
            rung: Rung::Stitched,
            deciding: judged.iter().find_map(|judged| judged.deciding.clone()),
            folded,
            edits: pieces.iter().map(Piece::edits).sum(),
            record: None,
            flags,
            occasions: pieces.iter().map(|piece| self.occasion(piece)).collect(),
            total: pieces.len(),
            nearest: None,
            diff: judged.into_iter().flat_map(|judged| judged.diff).collect(),
        }
    }

    fn not_found(&self) -> Ruling {
        let nearest = self.whole.iter().flatten().min_by_key(|piece| piece.edits());
        let nearest = nearest.filter(|piece| self.similarity(piece) >= NEAREST);
        Ruling {
            rung: Rung::NotFound,
            deciding: None,
            folded: Vec::new(),
            diff: Vec::new(),
            edits: 0,
            record: None,
            flags: Vec::new(),
            occasions: Vec::new(),
            total: 0,
            nearest: nearest.map(|piece| self.occasion(piece)),
        }
    }

    fn occasion(&self, piece: &Piece) -> Occasion {
        let said = &self.said[piece.turn];
        let judged = judge(self.claim, said, piece);
        let words = piece.claimed().len();
        Occasion {
            around: in_sentences(&said.record, judged.hull),
            record: Arc::clone(&said.record),
            spans: judged.spans,
            similarity: similarity(piece.edits(), words),
        }
    }
}

/// Words left out in a row, in one place, from which on they are no slip but a cut without a mark.
const OMISSION: usize = 4;

/// The most words that a piece leaves out in one place without a mark.
fn longest_omission(piece: &Piece) -> usize {
    let (mut longest, mut run) = (0, 0);
    for step in &piece.steps {
        run = if matches!(step, Step::Left { .. }) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    if longest >= OMISSION { longest } else { 0 }
}

/// A piece without the words of its longest omission, to be held to the floor of what is left.
fn without_omission(piece: &Piece) -> Piece {
    let longest = longest_omission(piece);
    let mut kept: Vec<Step> = Vec::with_capacity(piece.steps.len());
    let mut run: Vec<Step> = Vec::new();
    for step in &piece.steps {
        if matches!(step, Step::Left { .. }) {
            run.push(*step);
            continue;
        }
        if run.len() < longest.max(1) {
            kept.append(&mut run);
        }
        run.clear();
        kept.push(*step);
    }
    Piece { turn: piece.turn, steps: kept }
}

/// The whole sentences around a stretch of a turn.
fn in_sentences(record: &Record, span: Span) -> Span {
    let around = record.sentences();
    let mut around = around.into_iter().filter(|sentence| sentence.overlaps(span));
    let Some(first) = around.next() else { return span };
    let last = around.next_back().unwrap_or(first);
    Span::new(first.start.min(span.start), last.end.max(span.end))
}
