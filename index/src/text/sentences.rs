//! Sentences: the smallest piece of a turn that is ever shown.
//!
//! Breaks are those of `sentencex`, paragraph by paragraph (it cuts long texts at blank lines and
//! counts those to no sentence). Where it breaks too often, after a title or an initial, the pieces
//! are merged again by lists of abbreviations per language, and those that part a word.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Span, words};

/// `abbreviations.toml`: language to abbreviations that end no sentence, and those that end none
/// when a day, a month or a number follows.
#[derive(serde::Deserialize)]
struct Abbreviations {
    never: HashMap<String, HashSet<String>>,
    before_dates: HashSet<String>,
    dates: HashSet<String>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    toml::from_str(include_str!("abbreviations.toml"))
        .expect("the bundled list is checked by a test")
});

/// Characters on both sides of a break that are looked at for a word around it: an acronym.
const NEAR: usize = 32;

/// Where the sentences of a text end, in bytes: worked out once and kept beside the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Ends(Vec<usize>);

impl Ends {
    /// Of a text in this language.
    pub fn of(text: &str, lang: &str) -> Self {
        Self(sentences(text, lang).into_iter().map(|sentence| sentence.end).collect())
    }

    /// Spans of the sentences of the text, which must be the one they were worked out for; as
    /// [`sentences`] gives them.
    pub fn sentences(&self, text: &str) -> Vec<Span> {
        let starts = std::iter::once(0).chain(self.0.iter().copied());
        let sentence = |(start, end)| Span::new(start, end).trimmed(text);
        starts.zip(self.0.iter().copied()).map(sentence).collect()
    }
}

/// Spans of the sentences of `text`, in order, without white space at their ends. Together they
/// hold every word of it, and none crosses a paragraph.
pub fn sentences(text: &str, lang: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for paragraph in paragraphs(text) {
        let first = spans.len();
        for boundary in sentencex::get_sentence_boundaries(lang, paragraph.of(text)) {
            let span = Span::new(
                paragraph.start + boundary.start_byte,
                paragraph.start + boundary.end_byte,
            )
            .trimmed(text);
            if span.is_empty() {
                continue;
            }
            match spans[first..].last_mut() {
                Some(last)
                    if joins(last.of(text), span.of(text), lang)
                        || (last.end == span.start && parts_word(last.of(text), span.of(text))) =>
                {
                    last.end = span.end;
                }
                _ => spans.push(span),
            }
        }
    }
    spans
}

/// Spans of the paragraphs of `text`: what stands between empty lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split("\n\n").filter_map(move |paragraph| {
        let span = Span::new(start, start + paragraph.len());
        start = span.end + 2;
        let span = span.trimmed(text);
        (!span.is_empty()).then_some(span)
    })
}

/// Whether a break between two pieces is none.
fn joins(before: &str, after: &str, lang: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(stem) = last.strip_suffix('.') else { return false };
    let next = after.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let next = next.unwrap_or_default();
    let listed =
        |language: &str| ABBREVIATIONS.never.get(language).is_some_and(|list| list.contains(stem));
    listed(lang)
        || listed("en")
        || (ABBREVIATIONS.before_dates.contains(&stem.to_lowercase())
            && (ABBREVIATIONS.dates.contains(&next.to_lowercase())
                || next.starts_with(|c: char| c.is_ascii_digit())))
}

/// Whether a break between two pieces that touch is inside a word: `BIS-U.` and `S. facility`.
fn parts_word(before: &str, after: &str) -> bool {
    let is_near = |(_, c): &(usize, char)| !c.is_whitespace();
    let start = before.char_indices().rev().take(NEAR).take_while(is_near).last();
    let end = after.char_indices().take(NEAR).take_while(is_near).last();
    let (Some((start, _)), Some((end, last))) = (start, end) else { return false };
    let border = before.len() - start;
    let near = [&before[start..], &after[..end + last.len_utf8()]].concat();
    words(&near).any(|word| word.start < border && border < word.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of<'t>(text: &'t str, lang: &str) -> Vec<&'t str> {
        sentences(text, lang).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_title_or_an_hour_ends_no_sentence() {
        for (lang, text) in [
            ("en", "Mr. Secretary, we met Dr. Jones at the U.S. Embassy."),
            ("en", "It starts at 3 p.m. Tuesday in the hall."),
            ("en", "Growth was 5.5 percent in Q1."),
            ("en", "It is part of the BIS-U.S. facility."),
            ("fr", "Je remercie M. Macron de sa visite."),
            ("de", "Ich danke Hrn. Schmidt."),
        ] {
            assert_eq!(of(text, lang), [text]);
        }
    }

    #[test]
    fn a_paragraph_ends_a_sentence_even_without_a_full_stop() {
        let text = "We have cyber threats,\n\nWe have the rise of China,\n\nAnd more. Thank you.";
        let expected =
            ["We have cyber threats,", "We have the rise of China,", "And more.", "Thank you."];
        assert_eq!(of(text, "en"), expected);
    }

    proptest! {
        #[test]
        fn sentences_are_what_stands_between_their_ends(text in "[A-Za-z .,?!\n\u{a0}“”’é]{0,200}") {
            prop_assert_eq!(Ends::of(&text, "en").sentences(&text), sentences(&text, "en"));
        }

        #[test]
        fn none_begins_or_ends_inside_a_word(text in "([A-Za-z]|[.,?!'’-]| |\u{4e2d}|[0-9]){0,100}") {
            let words: Vec<_> = words(&text).collect();
            for sentence in sentences(&text, "en") {
                for border in [sentence.start, sentence.end] {
                    let parted = words.iter().find(|word| word.start < border && border < word.end);
                    prop_assert_eq!(parted.map(|word| word.of(&text)), None);
                }
            }
        }

        #[test]
        fn no_word_is_lost_between_sentences(text in "[A-Za-z .,?!\n“”’\u{4e2d}é0-9]{0,200}") {
            let kept: String = of(&text, "en").concat().split_whitespace().collect();
            prop_assert_eq!(kept, text.split_whitespace().collect::<String>());
        }
    }
}
