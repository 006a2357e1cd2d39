//! Who said that, and exactly how: a claim is compared with the record and given a rung.
//!
//! The index proposes turns ([`crate::store`]); everything here is decided on their stored text. The
//! claim is laid over each turn word by word (`align`), or in pieces over several (`stitch`);
//! what differs is compared by sense (`sense`, `change`), and the worst of it is the rung
//! (`judge`, `ladder`). What a language's words bear is data (`words/en.toml`).
//!
//! Rules: RULES, "Verdict"; the names of the tests say which.

mod align;
mod change;
mod claim;
mod flags;
mod folds;
mod judge;
mod ladder;
mod number;
mod sense;
mod stitch;
mod words;

use crate::quote::Quote;
use crate::store::Coverage;

pub(crate) use align::verify;
pub use claim::Claim;
pub use flags::Flag;
pub use folds::Fold;
pub(crate) use ladder::{Bench, Occasion, Ruling};
pub use words::Meaning;

/// A rung of the ladder. About the record, never about truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// One stretch of one turn, after folding.
    Verbatim,
    /// One turn, in order, with marked cuts.
    Cuts,
    /// Words in brackets set aside, one turn, in order.
    Insertions,
    /// Words differ, and none of them bears meaning by rule.
    AlteredWording,
    /// A word that bears meaning differs.
    AlteredMeaning,
    /// The parts are on record, but not together or not in this order.
    Stitched,
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
            Rung::Cuts => "cuts",
            Rung::Insertions => "insertions",
            Rung::AlteredWording => "altered-wording",
            Rung::AlteredMeaning => "altered-meaning",
            Rung::Stitched => "stitched",
            Rung::SomeoneElse => "someone-else",
            Rung::NotFound => "not-found",
        }
    }
}

/// The difference that decides a verdict, as both sides have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// What it bears; none for a difference of wording.
    pub meaning: Option<Meaning>,
    /// The claim's words; empty where it has none.
    pub claimed: String,
    /// The record's words; empty where it has none.
    pub record: String,
}

/// Whose words a stretch of a comparison are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Both sides', shown as the record has them.
    Same,
    /// The claim's alone.
    Claimed,
    /// The record's alone.
    Record,
}

impl Op {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Op::Same => "same",
            Op::Claimed => "claimed",
            Op::Record => "record",
        }
    }
}

/// A stretch of claim and record side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whose it is.
    pub op: Op,
    /// A slice of the claim or of the record.
    pub text: String,
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
    /// The difference that decides, on a rung that one decides.
    pub deciding: Option<Deciding>,
    /// What had to be folded for words to be equal.
    pub folded: Vec<Fold>,
    /// Claim and record side by side; empty when nothing was found.
    pub diff: Vec<Difference>,
    /// Word edits between the two.
    pub edits: usize,
    /// The words on record that the claim matches, as they stand. None for words of several turns.
    pub record: Option<String>,
    /// What else has to be known.
    pub flags: Vec<Flag>,
    /// Occasions, the named speaker's first, then people before voices, then the newest; of a stitched
    /// claim one for each part.
    pub matches: Vec<Match>,
    /// When nothing was found: what comes nearest. It is not what was asked about.
    pub nearest: Option<Match>,
    /// Occasions in all, those not listed among them.
    pub total: usize,
    /// What was searched.
    pub coverage: Coverage,
}

/// Under so many content words nothing is claimed unique (RULES, verdict 12).
pub const FEW_CONTENT_WORDS: usize = 4;
