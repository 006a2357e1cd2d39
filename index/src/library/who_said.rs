//! Who said a claim's words: turns are proposed in stages until the words are found.

use std::collections::HashSet;
use std::sync::Arc;

use super::Library;
use crate::quote::{Excerpt, linked};
use crate::speaker::SaidBy;
use crate::store::{Error, Hit, Likely, Look, Place, Record, Snapshot};
use crate::transcript::Scope;
use crate::verdict::{Bench, Claim, Flag, Match, Occasion, Ruling, Rung, Verdict};

/// Occasions that a verdict looks at; beyond them only the number is given.
const MOST_OCCASIONS: usize = 60;

/// Occasions that a verdict lists.
const OCCASIONS_LISTED: usize = 20;

impl Library {
    /// Who said a claim's words, and whether they stand on record. `speaker` is who is said to have
    /// said them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who_said(
        &self,
        scope: &Scope,
        claim: &Claim,
        speaker: Option<&str>,
    ) -> Result<Verdict, Error> {
        let index = self.store.snapshot();
        let named = speaker.map(|name| index.directory().said_by(&[name.to_owned()]));
        let mut search = Search {
            index: &index,
            scope,
            claim,
            named: named.as_ref(),
            bench: Bench::new(claim),
            seen: HashSet::new(),
        };
        let exact = search.exact()?;
        if !search.bench.is_exact() {
            search.look(Look::QUICK)?;
            search.runs()?;
            let missing = !search.bench.unexplained().is_empty() && !search.bench.is_found();
            let doubtful = claim.words().len() < FEW_WORDS && search.bench.least_edits() > 1;
            if missing || doubtful {
                search.look(Look::LONG)?;
            }
        }
        let mut ruling = search.bench.ruling(named.is_some(), exact);
        if let (Some(name), Some(named)) = (speaker, &named)
            && named.is_nobody()
        {
            ruling.flags.push(Flag::SpeakerUnknown { name: name.to_owned() });
        }
        let quoted = if ruling.rung == Rung::Stitched { ruling.occasions.len() } else { 1 };
        let quoted = ruling.occasions.iter().take(quoted);
        let changed = quoted.filter_map(|one| index.changed_at(&one.record.turn.id)).max();
        ruling.flags.extend(changed.map(|at| Flag::RecordChanged { at }));
        Ok(verdict(claim, ruling, index.coverage(scope)))
    }
}

/// The turns a claim may have come from, one stage after another.
struct Search<'s> {
    index: &'s Snapshot,
    scope: &'s Scope,
    claim: &'s Claim,
    named: Option<&'s SaidBy>,
    bench: Bench<'s>,
    /// Turns on the bench, by id.
    seen: HashSet<String>,
}

/// Words of a run that is looked for word for word where the rarest words have not led to a turn. A
/// claim of twelve words with one changed has such a run, whatever its words are.
const RUN: usize = 5;

/// Runs that are looked for, and turns that each of them proposes.
const MOST_RUNS: usize = 12;
const LEAST_RUN: usize = 3;
const OF_RUN: usize = 12;

/// In a claim of fewer words two that differ may be found in a turn that has nothing to do with it,
/// while the right one, with a single word changed, has no rare word left to be proposed by.
const FEW_WORDS: usize = 12;

/// Proposed turns that are compared at least.
const LEAST_COMPARED: usize = 3;

/// With less of the weight of the claim's rare words at its distances no further turn is compared:
/// of a quotation with every third word changed the turn itself is among the first.
const LEAST_WEIGHT: f32 = 0.3;

/// Once a turn is like the claim, only turns that weigh nearly as much as the first are compared.
const ALIKE: f32 = 0.75;
const AS_LIKELY: f32 = 0.9;

impl Search<'_> {
    /// Turns that have the claim word for word; how many there are.
    fn exact(&mut self) -> Result<usize, Error> {
        if !self.claim.is_unmarked() {
            return Ok(0);
        }
        let (hits, total) = self.index.phrase(self.scope, self.claim.words(), MOST_OCCASIONS)?;
        for Hit { record, .. } in hits {
            self.compare(record);
        }
        Ok(total)
    }

    /// Turns that have the claim's rarest words, of the named speaker and of everybody. Once the
    /// words are found with somebody, only the named speaker's turns can change the verdict.
    fn look(&mut self, look: Look) -> Result<(), Error> {
        let words = self.claim.words();
        let mut proposed = Vec::new();
        if let Some(named) = self.named.filter(|named| !named.is_nobody()) {
            let look = Look::OF_SPEAKER;
            proposed.push(self.index.likely(self.scope, words, Some(named), look)?);
        }
        if self.bench.least_edits() > 0 {
            proposed.push(self.index.likely(self.scope, words, None, look)?);
        }
        for likely in &proposed {
            self.compare_whole(likely)?;
        }
        if self.bench.least_edits() > 1 {
            for likely in &proposed {
                for place in &likely.parts {
                    self.compare_at(*place)?;
                }
            }
        }
        Ok(())
    }

    /// Turns that have a run of the claim's words as they stand, where no turn explains them yet.
    fn runs(&mut self) -> Result<(), Error> {
        let words = self.claim.words();
        let mut runs = Vec::new();
        for stretch in self.bench.unexplained() {
            let number = stretch.len().div_ceil(RUN);
            let length = stretch.len().div_ceil(number);
            let starts = stretch.clone().step_by(length);
            runs.extend(starts.map(|start| start..(start + length).min(stretch.end)));
        }
        runs.retain(|run| run.len() >= LEAST_RUN);
        for run in runs.into_iter().take(MOST_RUNS) {
            let (hits, _) = self.index.phrase(self.scope, &words[run], OF_RUN)?;
            for Hit { record, .. } in hits {
                self.compare(record);
            }
        }
        Ok(())
    }

    /// Compares the likeliest turns, until one is like the claim and the others are not likely.
    fn compare_whole(&mut self, likely: &Likely) -> Result<(), Error> {
        let Some((_, first)) = likely.whole.first() else { return Ok(()) };
        let mut best = 0.0_f32;
        for (number, (place, weight)) in likely.whole.iter().enumerate() {
            let least = if best >= ALIKE { first * AS_LIKELY } else { LEAST_WEIGHT };
            if number >= LEAST_COMPARED && *weight < least {
                break;
            }
            best = best.max(self.compare_at(*place)?);
        }
        Ok(())
    }

    fn compare_at(&mut self, place: Place) -> Result<f32, Error> {
        Ok(self.compare(self.index.at(place)?))
    }

    fn compare(&mut self, record: Record) -> f32 {
        if !self.seen.insert(record.turn.id.to_string()) {
            return 0.0;
        }
        let turn = &record.turn;
        let theirs = self.named.is_none_or(|named| named.spoke(&turn.speaker_id, &turn.label));
        self.bench.add(record, theirs)
    }
}

fn verdict(claim: &Claim, ruling: Ruling, coverage: crate::store::Coverage) -> Verdict {
    let listed = ruling.occasions.into_iter().take(OCCASIONS_LISTED);
    Verdict {
        claim: claim.clone(),
        rung: ruling.rung,
        deciding: match ruling.rung {
            Rung::Verbatim | Rung::Cuts | Rung::Insertions | Rung::NotFound => None,
            _ => ruling.deciding,
        },
        folded: ruling.folded,
        diff: ruling.diff,
        edits: ruling.edits,
        record: ruling.record,
        flags: ruling.flags,
        matches: listed.map(found).collect(),
        nearest: ruling.nearest.map(found),
        total: ruling.total,
        coverage,
    }
}

fn found(occasion: Occasion) -> Match {
    let excerpt = Excerpt::new(Arc::clone(&occasion.record), occasion.around, &occasion.spans);
    Match { quote: linked(excerpt, occasion.similarity), similarity: occasion.similarity }
}
