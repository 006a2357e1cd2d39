//! The quotations in a text: what stands in quotation marks or in a block quote, or else all of it.

use onrecord_index::text::{Span, spoken_words};

/// Quotations that one text is checked for; each costs a search.
pub(super) const MOST_QUOTATIONS: usize = 8;

/// Fewer words in marks are a word set off, not a quotation.
const LEAST_WORDS: usize = 3;

/// Opening marks with what closes them. Straight ones close themselves.
const MARKS: [(char, &[char]); 7] = [
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('"', &['"']),
    ('「', &['」']),
    ('『', &['』']),
    ('‘', &['’']),
];

/// Quotations found in a text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotations<'t> {
    /// Slices of the text.
    pub(super) found: Vec<&'t str>,
    /// How many more there are.
    pub(super) left_out: usize,
}

/// The quotations of a text.
pub(super) fn quotations(text: &str) -> Quotations<'_> {
    let mut spans = block_quotes(text);
    let blocks = spans.clone();
    spans.extend(in_marks(text).filter(|span| !blocks.iter().any(|block| block.contains(*span))));
    spans.retain(|span| spoken_words(span.of(text)).count() >= LEAST_WORDS);
    spans.sort_by_key(|span| span.start);
    if spans.is_empty() {
        spans.push(Span::new(0, text.len()));
    }
    let left_out = spans.len().saturating_sub(MOST_QUOTATIONS);
    spans.truncate(MOST_QUOTATIONS);
    Quotations { found: spans.into_iter().map(|span| span.of(text).trim()).collect(), left_out }
}

/// Lines after `>` in a row, and everything after `>>>`. Discord: "Markdown Text 101", block quotes.
fn block_quotes(text: &str) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        if line.starts_with(">>> ") {
            blocks.push(Span::new(start + 4, text.len()));
            return blocks;
        }
        let quoted = line.starts_with("> ");
        match blocks.last_mut() {
            Some(block) if quoted && goes_on => *block = Span::new(block.start, end),
            _ if quoted => blocks.push(Span::new(start + 2, end)),
            _ => {}
        }
        goes_on = quoted;
    }
    blocks
}

/// What stands between marks; a mark that never closes opens nothing.
fn in_marks(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((open, mark)) =
            text[at..].char_indices().find(|(_, c)| MARKS.iter().any(|(open, _)| open == c))
        {
            let inside = at + open + mark.len_utf8();
            let closing = MARKS.iter().find(|(open, _)| *open == mark).map(|(_, close)| *close);
            match closing.and_then(|closing| close(&text[inside..], closing)) {
                Some(length) => {
                    at = inside + length;
                    at += text[at..].chars().next().map_or(0, char::len_utf8);
                    return Some(Span::new(inside, inside + length));
                }
                None => at = inside,
            }
        }
        None
    })
}

/// Where a quotation ends that begins here. A single mark between letters is an apostrophe.
fn close(text: &str, closing: &[char]) -> Option<usize> {
    let mut before = '\0';
    for (at, character) in text.char_indices() {
        if closing.contains(&character) {
            let after = text[at + character.len_utf8()..].chars().next();
            let apostrophe = character == '’'
                && before.is_alphabetic()
                && after.is_some_and(char::is_alphabetic);
            if !apostrophe {
                return Some(at);
            }
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotations_are_found_by_their_marks_or_are_the_whole_text() {
        for (text, expected) in [
            ("He said “a glass half full” and left", vec!["a glass half full"]),
            ("\"one two three\" and „vier fünf sechs“", vec!["one two three", "vier fünf sechs"]),
            ("«un deux trois» 「一二三四」", vec!["un deux trois", "一二三四"]),
            ("‘we don’t want it’, he said", vec!["we don’t want it"]),
            ("look:\n> a glass\n> half full\nso there", vec!["a glass\n> half full"]),
            (">>> all of this\nis quoted", vec!["all of this\nis quoted"]),
            ("> “a glass half full”\n", vec!["“a glass half full”"]),
            ("a so-called “deal” was made", vec!["a so-called “deal” was made"]),
            ("5\" of snow fell", vec!["5\" of snow fell"]),
        ] {
            assert_eq!(quotations(text).found, expected, "{text}");
        }
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let many = "“one two three” ".repeat(MOST_QUOTATIONS + 3);
        let found = quotations(&many);
        assert_eq!((found.found.len(), found.left_out), (MOST_QUOTATIONS, 3));
    }

    proptest! {
        #[test]
        fn every_quotation_is_a_piece_of_the_text(text in "[a-c “”„«»\"‘’「>\n]{0,80}") {
            let quotations = quotations(&text);
            prop_assert!(!quotations.found.is_empty());
            for found in quotations.found {
                prop_assert!(text.contains(found));
            }
        }
    }
}
