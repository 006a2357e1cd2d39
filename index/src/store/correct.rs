//! Words the index does not have, and the nearest ones it has (RULES, search 6).

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::afford::affordable;
use super::compile::Compiler;
use super::schema::Fields;
use super::{Error, Snapshot};
use crate::query::{Clause, Query};
use crate::text::fold;

/// A word that was searched as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// As searched, or none when nothing near stands in the index.
    pub searched: Option<String>,
}

/// The query as it is searched: each word the index does not have replaced by its nearest term, what is
/// asked twice asked once, and what one question cannot afford left out, which the query notes.
pub(super) fn corrected(
    compiler: &Compiler<'_>,
    query: &Query,
) -> Result<(Query, Vec<Correction>), Error> {
    let (mut searched, mut corrections) = (query.clone(), Vec::new());
    if let Some(root) = &query.root {
        let root = correct(compiler, root, &mut corrections)?.once();
        let (root, left_out) = affordable(compiler, &root)?;
        searched.root = root;
        left_out.iter().for_each(|part| searched.leave_out(part));
    }
    Ok((searched, corrections))
}

/// Words of a question that are corrected; where more are unknown it is no question with slips in it.
const MOST_CORRECTIONS: usize = 16;

/// A clause with each unknown word replaced by its nearest term, and what was replaced. A word that
/// the index has is never replaced; quoted words never are.
fn correct(
    compiler: &Compiler<'_>,
    clause: &Clause,
    corrections: &mut Vec<Correction>,
) -> Result<Clause, Error> {
    let mut each = |clauses: &[Clause]| {
        let one = |clause| correct(compiler, clause, corrections);
        clauses.iter().map(one).collect::<Result<Vec<_>, _>>()
    };
    Ok(match clause {
        Clause::All(clauses) => Clause::All(each(clauses)?),
        Clause::Any(clauses) => Clause::Any(each(clauses)?),
        Clause::Word(word) => {
            let forms = compiler.forms(word);
            if forms.is_known() || corrections.len() == MOST_CORRECTIONS {
                return Ok(clause.clone());
            }
            let searched = nearest(compiler.searcher, compiler.fields, &forms.exact)?;
            corrections.push(Correction { typed: word.clone(), searched: searched.clone() });
            searched.map_or_else(|| clause.clone(), Clause::Word)
        }
        // What must not stand there is not guessed at.
        Clause::Not(_) | Clause::Phrase { .. } | Clause::Prefix(_) => clause.clone(),
    })
}

/// How many times as many turns a word must stand in to be offered for one that it is spelt almost like.
const LIKELIER: u64 = 20;

impl Snapshot {
    /// For a word the index has: one that is spelt almost like it, is no form of it and stands in far
    /// more turns. The word may be a slip, of the asker or of a transcript.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn likelier(&self, word: &str) -> Result<Option<String>, Error> {
        let folded = fold::word(word);
        let turns = self.searcher.doc_freq(&Term::from_field_text(self.fields.text, &folded))?;
        let stems = self.stems();
        let is_form = |other: &str| stems.iter().any(|stems| stems.stem(other) == stems.stem(word));
        for distance in 1..=slips(&folded) {
            let mut near = within(&self.searcher, self.fields.text, &folded, distance, KEPT)?;
            near.retain(|(other, in_turns)| {
                *in_turns >= LIKELIER * turns.max(1) && *other != folded && !is_form(other)
            });
            let best = near.into_iter().max_by_key(|(_, turns)| *turns);
            if let Some((near, _)) = best {
                return Ok(Some(near));
            }
        }
        Ok(None)
    }
}

/// Letters at the beginning of a word that a likelier one shares with it, as in Lucene's DirectSpellChecker:
/// slips are rare there, and what begins otherwise takes ten times as long to look through.
const KEPT: usize = 1;

/// Letters of the longest word that is taken for a slip: longer than the words of any language are, and
/// looking for what is near grows with the letters.
const LONGEST_SLIP: usize = 40;

/// Letters that may be wrong in a word (RULES, search 6).
fn slips(folded: &str) -> u8 {
    match folded.chars().count() {
        0..=5 => 1,
        6..=LONGEST_SLIP => 2,
        _ => 0,
    }
}

/// The term that differs least, among equals the one that stands in most turns: one letter in a word
/// of up to five, two in a longer one.
fn nearest(searcher: &Searcher, fields: &Fields, folded: &str) -> Result<Option<String>, Error> {
    let allowed = slips(folded);
    let mut best: Option<(u8, std::cmp::Reverse<u64>, String)> = None;
    for field in [fields.text, fields.speaker] {
        for distance in 1..=allowed {
            if best.as_ref().is_some_and(|(found, ..)| *found < distance) {
                break;
            }
            for (term, turns) in within(searcher, field, folded, distance, 0)? {
                let candidate = (distance, std::cmp::Reverse(turns), term);
                if best.as_ref().is_none_or(|best| candidate < *best) {
                    best = Some(candidate);
                }
            }
        }
    }
    Ok(best.map(|(_, _, term)| term))
}

/// All terms of a field at this distance or nearer that begin with the same `kept` letters, with the
/// number of turns each stands in.
fn within(
    searcher: &Searcher,
    field: Field,
    folded: &str,
    distance: u8,
    kept: usize,
) -> Result<Vec<(String, u64)>, Error> {
    let mut found: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    let term = Term::from_field_text(field, folded);
    let automaton = FuzzyTermQuery::new(term, distance, true).automaton()?;
    let beginning: String = folded.chars().take(kept).collect();
    // No character of UTF-8 begins with this byte.
    let end = [beginning.as_bytes(), &[0xff]].concat();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted
            .terms()
            .search(&automaton)
            .ge(beginning.as_bytes())
            .lt(&end)
            .into_stream()
            .map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            if let Ok(text) = std::str::from_utf8(terms.key()) {
                *found.entry(text.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    // A number is not a slip of another number, and padding is no word.
    found.retain(|text, _| text.starts_with(char::is_alphabetic));
    Ok(found.into_iter().collect())
}
