//! Who said that, and exactly how: a claim is compared with the record and given a rung.
//!
//! Candidates come from the index by the claim's exact phrase; each is then verified on the stored
//! text, word by word after folding, so that no answer rests on the engine's word alone. The rungs
//! between verbatim and not found are decided by alignment in a room of their own, still to come:
//! until then a claim with changed words is `not-found`, never more than the record supports.

mod claim;
mod folds;

pub use claim::Claim;
pub use folds::Fold;
pub(crate) use folds::folds;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::quote::Quote;
use crate::store::{Coverage, Hit, Record};
use crate::text::{Span, fold, sentences, spoken_words};

/// A rung of the ladder. About the record, never about truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// One stretch of one turn, after folding.
    Verbatim,
    /// The words are on record, but not as the named speaker's.
    SomeoneElse,
    /// Not on record here.
    NotFound,
}

impl Rung {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rung::Verbatim => "verbatim",
            Rung::SomeoneElse => "someone-else",
            Rung::NotFound => "not-found",
        }
    }
}

/// Something a reader of a verdict has to know beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The words are an unnamed voice's.
    Questioner {
        /// Its label, as printed.
        label: String,
    },
    /// The words were said more than once.
    Repeated {
        /// How often.
        times: usize,
        /// By how many speakers.
        speakers: usize,
        /// The first day, where known.
        first: Option<Date>,
        /// The last day, where known.
        last: Option<Date>,
    },
    /// Nobody of that name speaks in the library.
    SpeakerUnknown {
        /// As asked.
        name: String,
    },
    /// So few content words that nothing is claimed unique.
    Short {
        /// Content words of the claim.
        content_words: usize,
    },
    /// The record is captions, a machine's, or prepared text.
    Grade(crate::transcript::Grade),
}

impl Flag {
    /// Its name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Flag::Questioner { .. } => "questioner",
            Flag::Repeated { .. } => "repeated",
            Flag::SpeakerUnknown { .. } => "speaker-unknown",
            Flag::Short { .. } => "short",
            Flag::Grade(_) => "grade",
        }
    }
}

/// One occasion on which the words were said.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The words in their sentences; highlighted is what the claim matches.
    pub quote: Quote,
    /// 1 minus word edits over words of the claim; 1 for verbatim.
    pub similarity: f32,
}

/// The answer to a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// As asked.
    pub claim: Claim,
    /// The rung.
    pub rung: Rung,
    /// What had to be folded for the words to be equal.
    pub folded: Vec<Fold>,
    /// The words on record that the claim matches, as they stand.
    pub record: Option<String>,
    /// What else has to be known.
    pub flags: Vec<Flag>,
    /// Occasions, the named speaker's first, then people before voices, then the newest.
    pub matches: Vec<Match>,
    /// Occasions in all, those not listed among them.
    pub total: usize,
    /// What was searched.
    pub coverage: Coverage,
}

/// Under so many content words nothing is claimed unique (RULES, verdict 12).
pub const FEW_CONTENT_WORDS: usize = 4;

/// Where the claim's words stand in a turn, one after another, after folding.
pub(crate) fn verify(record: &Record, claim: &Claim) -> Option<Span> {
    let text = &record.turn.text;
    let spans: Vec<Span> = spoken_words(text).collect();
    let folded: Vec<_> = spans.iter().map(|span| fold::word(span.of(text))).collect();
    let wanted = claim.words();
    let at = folded
        .windows(wanted.len())
        .position(|window| window.iter().zip(wanted).all(|(said, claimed)| said == claimed))?;
    Some(Span::new(spans[at].start, spans[at + wanted.len() - 1].end))
}

/// The whole sentences around a stretch of a turn.
pub(crate) fn in_sentences(record: &Record, span: Span) -> Span {
    let lang = record.provenance.lang.as_deref().unwrap_or("en");
    let around = sentences(&record.turn.text, lang);
    let mut around = around.into_iter().filter(|sentence| sentence.overlaps(span));
    let Some(first) = around.next() else { return span };
    let last = around.next_back().unwrap_or(first);
    Span::new(first.start.min(span.start), last.end.max(span.end))
}

/// What has to be known beside a verdict on these verified hits, the best first. `total` counts
/// those that were not fetched as well.
pub(crate) fn flags(claim: &Claim, hits: &[(Hit, Span)], total: usize) -> Vec<Flag> {
    let mut flags = Vec::new();
    let Some((best, _)) = hits.first() else { return flags };
    if best.record.turn.speaker.is_none() {
        flags.push(Flag::Questioner { label: best.record.turn.label.clone() });
    }
    if total > 1 {
        let records = || hits.iter().map(|(hit, _)| &hit.record);
        let voices: BTreeSet<_> =
            records().map(|record| (&record.turn.speaker_id, &record.turn.speaker)).collect();
        let dates = || records().filter_map(|record| record.event.date);
        flags.push(Flag::Repeated {
            times: total,
            speakers: voices.len(),
            first: dates().min(),
            last: dates().max(),
        });
    }
    let content_words = claim.content_words();
    if content_words < FEW_CONTENT_WORDS {
        flags.push(Flag::Short { content_words });
    }
    use crate::transcript::Grade;
    if let Some(grade @ (Grade::Captions | Grade::Machine | Grade::CheckAgainstDelivery)) =
        best.record.provenance.grade
    {
        flags.push(Flag::Grade(grade));
    }
    flags
}
