//! Turns to quote from, and stretches of them.

use std::path::Path;

use onrecord_index::import::read_transcripts;
use onrecord_index::speaker::People;

use super::sample::Dice;

/// A turn of the corpus.
pub(crate) struct Turn {
    pub(crate) id: String,
    pub(crate) speaker: Option<String>,
    pub(crate) transcript: usize,
    pub(crate) text: String,
}

/// All turns with a sentence or more.
pub(crate) fn turns(corpus: &Path) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut transcript = 0;
    read_transcripts(corpus, &People::none(), &mut |one| {
        transcript += 1;
        turns.extend(one.turns.into_iter().map(|turn| Turn {
            id: turn.id.to_string(),
            speaker: turn.speaker,
            transcript,
            text: turn.text,
        }));
        Ok(())
    })
    .expect("the corpus can be read");
    turns.retain(|turn| turn.text.split_whitespace().count() >= 12);
    turns
}

/// A stretch of a turn, word by word as they are written.
#[derive(Clone)]
pub(crate) struct Stretch<'t> {
    pub(crate) turn: &'t Turn,
    pub(crate) words: Vec<&'t str>,
}

/// Signs that make a quotation something else than a plain one, or that stand for another speaker.
const SPECIAL: [char; 9] = ['[', ']', '(', ')', '…', '"', '“', '*', '_'];

/// A stretch of so many words, out of one paragraph; none when the turn drawn has none.
pub(crate) fn stretch<'t>(turns: &'t [Turn], words: usize, dice: &mut Dice) -> Option<Stretch<'t>> {
    let turn = dice.one_of(turns);
    let paragraphs: Vec<&str> = turn.text.split('\n').collect();
    let all: Vec<&str> = dice.one_of(&paragraphs).split_whitespace().collect();
    let last = all.len().checked_sub(words)?;
    let start = dice.below(last + 1);
    let words = all[start..start + words].to_vec();
    let special = words
        .iter()
        .any(|word| word.contains(SPECIAL) || word.contains("..") || core(word).is_empty());
    (!special).then_some(Stretch { turn, words })
}

/// A written word without the punctuation around it.
pub(crate) fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
