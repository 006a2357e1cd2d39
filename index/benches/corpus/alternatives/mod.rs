//! What else the same questions could be asked of.

mod every_word;
mod postgres;
mod sql;
mod sqlite;
mod tantivy;

use std::path::Path;

use super::measure::Times;
use super::question::Question;
use super::sample::{Corpus, Turn};

/// Another engine with the same turns.
pub(crate) trait Alternative {
    /// Its name and what it answers with.
    fn name(&self) -> &'static str;

    /// Whether it has anything like this question.
    fn can(&self, question: &Question) -> bool;

    /// How long questions of one class take.
    fn measure(&mut self, questions: &[Question]) -> Times;
}

/// Every alternative whose name contains `only`, with an index of the corpus so many times over.
pub(crate) fn all(
    corpus: &Corpus,
    home: &Path,
    times: usize,
    only: &str,
) -> Vec<Box<dyn Alternative>> {
    let mut all: Vec<Box<dyn Alternative>> = Vec::new();
    if tantivy::NAME.contains(only) {
        all.push(Box::new(tantivy::Parser::of(corpus, home, times)));
    }
    if sqlite::NAMES.iter().any(|name| name.contains(only)) {
        all.extend(sqlite::all(corpus, home, times));
    }
    if let Ok(address) = std::env::var("ONRECORD_POSTGRES")
        && [&postgres::NAMES[..], &[every_word::NAME]]
            .concat()
            .iter()
            .any(|name| name.contains(only))
    {
        all.extend(postgres::all(corpus, &address, times));
        all.push(Box::new(every_word::EveryWord::beside(&address, times)));
    }
    all
}

/// The turns so many times over.
fn turns(corpus: &Corpus, times: usize) -> impl Iterator<Item = &Turn> {
    (0..times).flat_map(|_| &corpus.turns)
}
