//! Stage notes: `(Laughter.)`, `[inaudible]`. They are part of the record but nobody said them.
//!
//! A pair of brackets is a note when every word in it is on the list and one of them names what is
//! noted. Other brackets in speech are speech (RULES, verdict 4): "(and I mean this)" is not a note.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Span, fold, words::words};

/// Words that name what is noted, and words that may stand beside them.
struct Vocabulary {
    heads: HashSet<&'static str>,
    beside: HashSet<&'static str>,
}

/// `notes.txt`: a line `[heads]` or `[beside]`, then words; `#` begins a comment.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary { heads: HashSet::new(), beside: HashSet::new() };
    let mut in_heads = true;
    for line in include_str!("notes.txt").lines() {
        match line.split('#').next().unwrap_or_default().trim() {
            "[heads]" => in_heads = true,
            "[beside]" => in_heads = false,
            line if in_heads => vocabulary.heads.extend(line.split_whitespace()),
            line => vocabulary.beside.extend(line.split_whitespace()),
        }
    }
    vocabulary
});

/// The longest note looked for, in bytes: longer brackets hold speech or a missing second bracket.
const LONGEST: usize = 120;

/// Spans of the stage notes of `text`, brackets included, in order.
pub fn notes(text: &str) -> impl Iterator<Item = Span> + '_ {
    // Byte by byte: most texts have none, and are read through for them each time they are shown.
    let brackets = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'(' | b'['));
    brackets.filter_map(|(start, bracket)| {
        let close = if bracket == b'(' { ')' } else { ']' };
        let inside = &text[start + 1..];
        let end = inside.find([close, '(', '[', '\n'])?;
        let closed = inside[end..].starts_with(close);
        (closed && end <= LONGEST && is_note(&inside[..end]))
            .then(|| Span::new(start, start + 1 + end + 1))
    })
}

/// Whether the words between two brackets note something instead of being said.
pub fn is_note(inside: &str) -> bool {
    let mut noted = false;
    for span in words(inside) {
        let word = fold::word(span.of(inside));
        let head = VOCABULARY.heads.contains(word.as_ref());
        if !head && !VOCABULARY.beside.contains(word.as_ref()) {
            return false;
        }
        noted |= head;
    }
    noted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_is_a_note_only_when_all_its_words_are() {
        for (text, expected) in [
            ("Well (Laughter.) yes", vec!["(Laughter.)"]),
            ("an [inaudible] potential", vec!["[inaudible]"]),
            ("(Laughter and applause.)", vec!["(Laughter and applause.)"]),
            ("(off-mike)", vec!["(off-mike)"]),
            ("(Rires.) (Beifall)", vec!["(Rires.)", "(Beifall)"]),
            ("we (and I mean the Alliance) agree", vec![]),
            ("some applause (the applause we hoped for)", vec![]),
            ("[the Alliance] and (2)", vec![]),
            ("(Laughter", vec![]),
        ] {
            let found: Vec<_> = notes(text).map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
