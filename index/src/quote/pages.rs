//! A turn in pages: all of it, a stretch of whole sentences at a time.

use crate::text::{Span, words};

/// The pages of a text with these sentences, in order, each of so many words at most, or of one sentence that is longer.
/// Together they hold every sentence once; a text without a sentence has no page.
pub fn pages(text: &str, sentences: &[Span], most_words: usize) -> Vec<Span> {
    let mut pages: Vec<Span> = Vec::new();
    let mut filled = 0;
    for sentence in sentences {
        let count = words(sentence.of(text)).count();
        match pages.last_mut() {
            Some(page) if filled + count <= most_words => {
                page.end = sentence.end;
                filled += count;
            }
            _ => {
                pages.push(*sentence);
                filled = count;
            }
        }
    }
    pages
}

/// The last of a text's sentences, as many as a page holds: what was said just before the next turn.
pub fn last_page(text: &str, sentences: &[Span], most_words: usize) -> Option<Span> {
    let mut page: Option<Span> = None;
    let mut filled = 0;
    for sentence in sentences.iter().rev() {
        filled += words(sentence.of(text)).count();
        match &mut page {
            Some(_) if filled > most_words => break,
            Some(page) => page.start = sentence.start,
            None => page = Some(*sentence),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::sentences;

    const TEXT: &str =
        "It rains. It rains a lot.\n\nThe wind is from the west. It will rise by night. Yes.";

    fn of(most_words: usize) -> Vec<&'static str> {
        pages(TEXT, &sentences(TEXT, "en"), most_words)
            .into_iter()
            .map(|page| page.of(TEXT))
            .collect()
    }

    #[test]
    fn a_page_ends_with_a_sentence_and_before_it_is_too_long() {
        assert_eq!(of(100), [TEXT]);
        assert_eq!(
            of(8),
            [
                "It rains. It rains a lot.",
                "The wind is from the west.",
                "It will rise by night. Yes."
            ]
        );
        assert_eq!(of(1).len(), 5);
        assert!(pages("", &[], 10).is_empty());
    }

    #[test]
    fn the_last_page_is_filled_from_the_end() {
        let of = |most| last_page(TEXT, &sentences(TEXT, "en"), most).map(|page| page.of(TEXT));
        assert_eq!(of(1), Some("Yes."));
        assert_eq!(of(8), Some("It will rise by night. Yes."));
        assert_eq!(of(100), Some(TEXT));
        assert_eq!(last_page("", &[], 9), None);
    }

    proptest! {
        #[test]
        fn pages_hold_every_word_once_and_in_order(
            text in "([A-Z][a-z ]{0,30}[.?!] |\n\n){0,12}", most in 1usize..30,
        ) {
            let pages = pages(&text, &sentences(&text, "en"), most);
            let kept: String = pages.iter().map(|page| page.of(&text)).collect();
            let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(without_blanks(&kept), without_blanks(&text));
            for page in pages {
                let sentences = sentences(page.of(&text), "en").len();
                prop_assert!(sentences == 1 || words(page.of(&text)).count() <= most);
            }
        }
    }
}
