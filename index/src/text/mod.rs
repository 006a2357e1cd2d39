//! Text as the rest of the library sees it: spans, words, folded forms, notes and sentences.
//!
//! Comparing folds, showing does not: every function here gives spans of the text it was handed, so
//! that whatever is found can be shown as it stands. Nothing here knows of transcripts.

pub mod fold;
mod language;
pub mod notes;
mod sentences;
mod span;
mod stem;
mod words;

pub use language::language;
pub use sentences::{Ends, sentences};
pub use span::Span;
pub use stem::{RELEASE as STEM_RELEASE, Stems};
pub(crate) use words::is_word_alone;
pub use words::{Divided, spoken_words, words};
