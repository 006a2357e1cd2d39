//! Anchors: how many words, from each word of a transcript on, are found first just there.
//!
//! A link to words on a page (a URL text fragment) lands on the first match of its words. Which words
//! have no earlier match depends on the whole page, so it is worked out once, when the transcript is
//! at hand, and kept with each turn as one character a word; a link is then made from the turn alone.
//!
//! How white space is shown is not known: a page may keep the line ends and runs of blanks of a text,
//! as plain text does, or show each as one space. So words are sought within a [piece](pieces), where
//! both look the same, and told apart from all that came before as if nothing parted it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Transcript, Turn};
use crate::text::{Span, fold, words};

/// An anchor has no fewer words: one of one or two common words breaks with any change of the page.
pub(crate) const LEAST: usize = 4;

/// Nor more: a passage whose first forty words were all said before is told apart by nothing short.
const MOST: usize = 40;

/// Earlier places with the same first words that are compared, the bound of the work for one word.
const MOST_COMPARED: usize = 400;

/// No number of words from here on is found first here.
const NONE: u8 = b'-';

/// From this character on, `LEAST` words and more.
const FIRST: u8 = b'A';

/// The anchors of a turn, one a word of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Anchors(String);

impl Anchors {
    /// How many words from the word of this number on, all of its own paragraph, are found first
    /// there; none when no number is.
    pub(crate) fn of_word(&self, number: usize) -> Option<usize> {
        let more = self.0.as_bytes().get(number)?.checked_sub(FIRST)?;
        Some(LEAST + usize::from(more))
    }
}

/// The stretches of a text that look the same on every page: parted by line ends, and by any other
/// white space but single spaces.
fn pieces(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let border = border(&text[from..]).map(|at| from + at);
        start = border.map(|at| at + text[at..].len() - text[at..].trim_start().len());
        Some(Span::new(from, border.unwrap_or(text.len())))
    })
}

/// Whether what stands between two words puts them in two [pieces].
pub(crate) fn parts_pieces(between: &str) -> bool {
    border(between).is_some()
}

/// Where the first piece of a text ends, when another word follows the text.
fn border(text: &str) -> Option<usize> {
    let parts = |character: char, next: Option<char>| {
        let blank = matches!(character, ' ' | '\u{a0}');
        character.is_whitespace() && (!blank || next.is_some_and(char::is_whitespace))
    };
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if parts(character, characters.peek().map(|(_, next)| *next)) {
            return Some(at);
        }
    }
    None
}

/// The anchors of each turn.
pub(crate) fn anchors(transcript: &Transcript) -> Vec<Anchors> {
    let mut page = Page::default();
    for title in [&transcript.event.title, &transcript.event.subtitle].into_iter().flatten() {
        page.push(title);
    }
    transcript.turns.iter().map(|turn| page.turn(turn)).collect()
}

/// The words of a page so far, as hashes of their folded form.
#[derive(Default)]
struct Page {
    words: Vec<u64>,
    /// The latest place of each [`LEAST`] words in a row.
    latest: HashMap<u64, usize>,
    /// For each word that has so many from itself on, the place before it with the same words.
    earlier: Vec<Option<usize>>,
    folded: String,
}

impl Page {
    fn turn(&mut self, turn: &Turn) -> Anchors {
        self.push(&turn.label);
        let mut codes = Vec::new();
        for piece in pieces(&turn.text) {
            let start = self.words.len();
            self.push(piece.of(&turn.text));
            codes.extend((start..self.words.len()).map(|at| self.code(at)));
        }
        Anchors(String::from_utf8(codes).expect("every code is a character of ASCII"))
    }

    fn push(&mut self, text: &str) {
        for span in words(text) {
            self.folded.clear();
            fold::push_word(span.of(text), &mut self.folded);
            self.words.push(hash(&self.folded));
            // Over the borders of pieces too: on some pages they are single spaces.
            if let Some(at) = self.words.len().checked_sub(LEAST) {
                self.earlier.push(self.latest.insert(hash(&self.words[at..]), at));
            }
        }
    }

    /// One word more than what the words from here to the end of the page so far, which is the end of
    /// their piece, share with any earlier place.
    fn code(&self, at: usize) -> u8 {
        let rest = &self.words[at..];
        if rest.len() < LEAST {
            return NONE;
        }
        let mut shared = LEAST - 1;
        let mut place = self.earlier[at];
        for _ in 0..MOST_COMPARED {
            let Some(other) = place else { break };
            let same = rest.iter().zip(&self.words[other..]);
            shared = shared.max(same.take(MOST).take_while(|(a, b)| a == b).count());
            place = self.earlier[other];
        }
        let needed = shared + 1;
        if place.is_some() || needed > rest.len().min(MOST) {
            return NONE;
        }
        FIRST + (needed - LEAST) as u8
    }
}

fn hash(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::testing;

    fn of(turns: &[(&str, &str)]) -> Vec<Vec<Option<usize>>> {
        let transcript = testing::transcript("A day", turns);
        anchors(&transcript)
            .iter()
            .map(|anchors| (0..anchors.0.len()).map(|at| anchors.of_word(at)).collect())
            .collect()
    }

    #[test]
    fn words_said_before_need_more_words_and_new_ones_the_fewest() {
        let all = of(&[("A", "It will rain in the north."), ("B", "It will rain in the south.")]);
        assert_eq!(all[0][0], Some(4));
        assert_eq!(all[1][0], Some(6));
        assert_eq!(all[1][2], Some(4));
        assert_eq!(all[1][3], None, "three words are left");
    }

    #[test]
    fn a_piece_ends_where_pages_show_white_space_in_different_ways() {
        let all = of(&[("A", "One two three.\n\nFour five six seven.  Eight nine ten.")]);
        assert_eq!(all[0][1], None);
        assert_eq!(all[0][3], Some(4));
        assert_eq!(all[0][4], None);
        for (text, expected) in [
            ("", vec![""]),
            ("One two\u{a0}three. ", vec!["One two\u{a0}three. "]),
            ("One.  Two\tthree \n\n four", vec!["One.", "Two", "three", "four"]),
        ] {
            assert_eq!(pieces(text).map(|piece| piece.of(text)).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn words_said_before_are_the_same_over_the_border_of_a_piece() {
        let all = of(&[("A", "It will\nrain  in the north."), ("B", "It will rain in the south.")]);
        assert_eq!(all[1][0], Some(6));
    }
}
