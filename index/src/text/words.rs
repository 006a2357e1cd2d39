//! Words: the one division of a text that indexing, highlighting and comparing share.
//!
//! A word is a run of letters and digits. It goes on over what binds inside a word and is no word
//! by itself: an apostrophe between letters (`don't`), a point or comma between digits (`5.5`,
//! `2,000`), the points of an acronym (`U.S.`), and invisible characters. A hyphen parts words, so
//! that `long-standing` and `long standing` are the same two. In scripts without spaces each
//! ideograph, kana or Thai consonant is a word, and a longer expression is found as a phrase; so is
//! each syllable of Korean, whose spaces stand between phrases and whose particles cling to words.

use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;

use super::{Span, notes};

/// Spans of the words of `text`, in order.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    Words { text, at: 0 }
}

/// Spans of the words of `text` that were spoken: those inside a stage note are left out.
pub fn spoken_words(text: &str) -> impl Iterator<Item = Span> + '_ {
    Spoken { words: words(text), notes: notes::notes(text).peekable() }
}

/// A text divided into words once, for all that is made of it.
pub struct Divided<'t> {
    text: &'t str,
    words: Vec<Span>,
}

impl<'t> Divided<'t> {
    /// Divides a text.
    pub fn of(text: &'t str) -> Self {
        let mut spans = Vec::with_capacity(text.len() / BYTES_OF_WORD);
        spans.extend(words(text));
        Self { text, words: spans }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Spans of its words; see [`words`].
    pub fn words(&self) -> &[Span] {
        &self.words
    }

    /// Spans of its words that were spoken; see [`spoken_words`].
    pub fn spoken(&self) -> Cow<'_, [Span]> {
        let mut notes = notes::notes(self.text).peekable();
        if notes.peek().is_none() {
            return Cow::Borrowed(&self.words);
        }
        Cow::Owned(Spoken { words: self.words.iter().copied(), notes }.collect())
    }

    /// Numbers of the words that begin in a stretch.
    pub fn within(&self, stretch: Span) -> Range<usize> {
        let before = |at| self.words.partition_point(|word| word.start < at);
        before(stretch.start)..before(stretch.end)
    }
}

/// Bytes of a word with the space behind it where words are short: for so many room is made.
const BYTES_OF_WORD: usize = 4;

struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        // Mostly one space: passed without decoding.
        let parts = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let skipped = self.text.as_bytes()[self.at..].iter().take_while(|byte| parts(byte)).count();
        let start = self.at + skipped;
        let start = start + self.text[start..].find(starts_word)?;
        let plain = plain_end(self.text.as_bytes(), start);
        let end = plain.unwrap_or_else(|| start + word_len(&self.text[start..]));
        self.at = end;
        Some(Span::new(start, end))
    }
}

struct Spoken<W, N: Iterator<Item = Span>> {
    words: W,
    notes: Peekable<N>,
}

impl<W: Iterator<Item = Span>, N: Iterator<Item = Span>> Iterator for Spoken<W, N> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let word = self.words.next()?;
            while self.notes.next_if(|note| note.end <= word.start).is_some() {}
            match self.notes.peek() {
                Some(note) if note.overlaps(word) => {}
                _ => return Some(word),
            }
        }
    }
}

/// End of the word at `start` when it is letters and digits of ASCII and what follows can bind nothing
/// to it, as with most words of most texts; none where it takes a closer look.
fn plain_end(text: &[u8], start: usize) -> Option<usize> {
    let letters = text[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = start + letters;
    let parts = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let binds_nothing = match text.get(end) {
        Some(b'\'' | b',' | b'.') => text.get(end + 1).is_none_or(parts),
        after => after.is_none_or(u8::is_ascii),
    };
    (letters > 0 && binds_nothing).then_some(end)
}

/// Length in bytes of the word at the start of `text`, whose first character starts a word.
fn word_len(text: &str) -> usize {
    let mut end = 0;
    let mut previous = '\0';
    // Letters since the word began or since its last point: after one, an acronym may go on.
    let mut segment = 0;
    while let Some((at, jointed)) = next_in_word(&text[end..], previous, segment) {
        let character = text[end + at..].chars().next().expect("a character was found there");
        end += at + character.len_utf8();
        previous = character;
        segment = if jointed { 1 } else { segment + usize::from(!is_mark(character)) };
        // Most of most texts is ASCII: walk on without decoding.
        let run = text[end..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        if run > 0 && !is_word_alone(previous) {
            end += run;
            segment += run;
            previous = char::from(text.as_bytes()[end - 1]);
        }
        // A space never joins, and mostly it is one that follows.
        if text.as_bytes().get(end).is_none_or(|byte| *byte == b' ') {
            break;
        }
    }
    end
}

/// Where in `rest` the word that ends in `previous` goes on, and whether over a joint.
fn next_in_word(rest: &str, previous: char, segment: usize) -> Option<(usize, bool)> {
    let mut characters = rest.char_indices().skip_while(|(_, character)| is_invisible(*character));
    let (at, joint) = characters.next()?;
    if starts_word(joint) || is_mark(joint) {
        let parted = previous != '\0'
            && (is_word_alone(joint) || is_word_alone(previous))
            && !is_mark(joint);
        return (!parted).then_some((at, false));
    }
    let (next_at, next) = characters.next()?;
    let joined = match joint {
        '\'' | '’' | 'ʼ' | '＇' | '‘' => previous.is_alphabetic() && next.is_alphabetic(),
        ',' => previous.is_numeric() && next.is_numeric(),
        '.' if previous.is_numeric() => next.is_numeric(),
        '.' => {
            let after = characters.next().map(|(_, character)| character);
            segment == 1 && next.is_alphabetic() && !after.is_some_and(char::is_alphanumeric)
        }
        _ => false,
    };
    joined.then_some((next_at, true))
}

/// A combining letter (U+0365) is alphabetic, and stands over another.
fn starts_word(character: char) -> bool {
    character.is_alphanumeric() && !is_mark(character)
}

/// Combining marks, which continue a word but do not start one. The blocks of Unicode that hold
/// marks of living scripts and are not alphabetic by themselves.
fn is_mark(character: char) -> bool {
    // Most of most texts lies before the first of them.
    character >= '\u{300}'
        && matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{93c}' | '\u{94d}'
        | '\u{9bc}' | '\u{9cd}' | '\u{acd}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
        | '\u{e38}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Zero-width and directional characters: they part no word and are no part of one.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether the character is a word by itself: scripts that are written without spaces.
pub(crate) fn is_word_alone(character: char) -> bool {
    matches!(character,
        '\u{e01}'..='\u{e30}' | '\u{e32}'..='\u{e33}' | '\u{e40}'..='\u{e46}' // Thai
        | '\u{e81}'..='\u{eb0}' | '\u{1000}'..='\u{102a}' | '\u{1780}'..='\u{17b3}' // Lao, Burmese, Khmer
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' // kana
        | '\u{ac00}'..='\u{d7a3}' // syllables of Hangul
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_mark_without_a_letter_is_no_word() {
        assert_eq!(words("\u{365}").count(), 0);
        assert_eq!(words("\u{301} a").count(), 1);
    }

    #[test]
    fn what_binds_inside_a_word_does_not_end_it() {
        for (text, expected) in [
            ("We don’t, do we?", vec!["We", "don’t", "do", "we"]),
            ("to Jens’ point", vec!["to", "Jens", "point"]),
            ("5.5 and 2,000, or 9/11.", vec!["5.5", "and", "2,000", "or", "9", "11"]),
            ("the U.S. Embassy, e.g. in D.C.", vec!["the", "U.S", "Embassy", "e.g", "in", "D.C"]),
            ("system S-400.There are", vec!["system", "S", "400", "There", "are"]),
            ("J.Smith long-standing", vec!["J", "Smith", "long", "standing"]),
            ("zero\u{200b}width", vec!["zero\u{200b}width"]),
            ("café cafe\u{301}s", vec!["café", "cafe\u{301}s"]),
            ("中国的 NATO", vec!["中", "国", "的", "NATO"]),
            ("정부는 NATO와", vec!["정", "부", "는", "NATO", "와"]),
            ("Привет, мир", vec!["Привет", "мир"]),
            ("…—!", vec![]),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn words_inside_a_stage_note_are_not_spoken() {
        let text = "Thank you. (Laughter.) NATO has an [inaudible] potential.";
        let spoken: Vec<_> = spoken_words(text).map(|span| span.of(text)).collect();
        assert_eq!(spoken, ["Thank", "you", "NATO", "has", "an", "potential"]);
    }

    proptest! {
        #[test]
        fn the_short_way_to_the_end_of_a_word_leads_where_the_long_one_does(
            text in "[a-zA-Z][a-zA-Z0-9 .,'’é\u{301}\u{200b}中-]{0,12}",
        ) {
            if let Some(end) = plain_end(text.as_bytes(), 0) {
                prop_assert_eq!(end, word_len(&text));
            }
        }

        #[test]
        fn words_are_in_order_apart_and_cut_on_character_boundaries(text in "\\PC{0,60}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.start >= end && !word.is_empty());
                prop_assert!(word.of(&text).chars().any(char::is_alphanumeric));
                end = word.end;
            }
        }
    }
}
