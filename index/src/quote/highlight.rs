//! What matched, and where: the query's words found again in the text that is shown.

use std::borrow::Cow;

use crate::query::{Clause, Query};
use crate::text::{Divided, Span, Stems, fold};

/// Finds in a text what a query asked for.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// Words in any form, as typed; the place in the list is the term's number.
    words: Vec<String>,
    prefixes: Vec<String>,
    phrases: Vec<(Vec<String>, usize)>,
}

/// A stretch of a text that matches a term of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where.
    pub(super) span: Span,
    /// Which term: forms of one word count as one.
    pub(super) term: usize,
}

impl Matcher {
    /// For everything a query wants to find; what it excludes is not marked.
    pub fn new(query: &Query) -> Self {
        let mut matcher = Self::default();
        if let Some(root) = &query.root {
            matcher.add(root);
        }
        matcher
    }

    fn add(&mut self, clause: &Clause) {
        match clause {
            Clause::Word(word) => self.words.push(word.clone()),
            Clause::Prefix(prefix) => self.prefixes.push(prefix.clone()),
            Clause::Phrase { words, slop } => self.phrases.push((words.clone(), *slop as usize)),
            Clause::All(clauses) | Clause::Any(clauses) => {
                clauses.iter().for_each(|clause| self.add(clause));
            }
            Clause::Not(_) => {}
        }
    }

    /// Matches in a text, in order, none overlapping another.
    pub(super) fn find(&self, text: &Divided<'_>, lang: &str) -> Vec<Found> {
        let sought = Sought::of(self, Stems::of(Some(lang)));
        let words = Words { text: text.text(), spans: &text.spoken() };
        let mut found = Vec::new();
        for (at, span) in words.spans.iter().enumerate() {
            let Some(folded) = sought.folded(words.of(at)) else { continue };
            let term = self.term(&sought, words.of(at), &folded);
            found.extend(term.map(|term| Found { span: *span, term }));
            for (number, (phrase, slop)) in self.phrases.iter().enumerate() {
                let term = self.words.len() + self.prefixes.len() + number;
                let last = words.last_of_phrase(at, &folded, phrase, *slop);
                let whole = last.map(|last| Span::new(span.start, words.spans[last].end));
                found.extend(whole.map(|span| Found { span, term }));
            }
        }
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        let mut end = 0;
        found.retain(|found| {
            let apart = found.span.start >= end;
            end = end.max(found.span.end);
            apart
        });
        found
    }

    /// Which of the words and prefixes a word is.
    fn term(&self, sought: &Sought, word: &str, folded: &str) -> Option<usize> {
        let exact = sought.exact.iter().position(|exact| exact == folded);
        let any_form = || {
            let stem = sought.stem(word, folded)?;
            sought.stemmed.iter().position(|wanted| *wanted == stem)
        };
        let prefix = || self.prefixes.iter().position(|prefix| folded.starts_with(prefix));
        exact.or_else(any_form).or_else(|| Some(self.words.len() + prefix()?))
    }
}

/// The terms of a [`Matcher`] as they look in a text of one language.
struct Sought {
    stems: Stems,
    exact: Vec<String>,
    stemmed: Vec<String>,
    /// What a word with one of the stems begins with.
    kept: Vec<String>,
    /// What all terms begin with, words of phrases included.
    initials: Vec<char>,
}

impl Sought {
    fn of(matcher: &Matcher, stems: Stems) -> Self {
        let words = || matcher.words.iter();
        let exact: Vec<String> = words().map(|word| fold::word(word).into_owned()).collect();
        let stemmed: Vec<String> = words().map(|word| stems.stem(word)).collect();
        let kept = stemmed.iter().map(|stem| stems.kept(stem).to_owned()).collect();
        let in_phrases = matcher.phrases.iter().flat_map(|(words, _)| words);
        let terms = exact.iter().chain(&stemmed).chain(&matcher.prefixes).chain(in_phrases);
        let mut initials: Vec<char> = terms.filter_map(|term| term.chars().next()).collect();
        initials.sort_unstable();
        initials.dedup();
        Self { stems, exact, stemmed, kept, initials }
    }

    /// The stem of a word, unless it can be none that is sought. Stemming is what costs.
    fn stem(&self, word: &str, folded: &str) -> Option<String> {
        let may_be = self.kept.iter().any(|kept| folded.starts_with(kept)) || folded.contains('\'');
        may_be.then(|| self.stems.stem(word))
    }

    /// A word folded, unless no term begins as it does: most words of a text are passed by their first
    /// letter.
    fn folded<'t>(&self, word: &'t str) -> Option<Cow<'t, str>> {
        if !self.stems.keep_beginnings() {
            return Some(fold::word(word));
        }
        let begins = |first: char| self.initials.contains(&first);
        let bytes = word.as_bytes();
        if bytes.iter().all(u8::is_ascii_alphanumeric)
            && !begins(char::from(bytes[0].to_ascii_lowercase()))
        {
            return None;
        }
        let folded = fold::word(word);
        (folded.starts_with(begins) || folded.contains('\'')).then_some(folded)
    }
}

/// The words of a text that were spoken.
struct Words<'t> {
    text: &'t str,
    spans: &'t [Span],
}

impl<'t> Words<'t> {
    fn of(&self, at: usize) -> &'t str {
        self.spans[at].of(self.text)
    }

    /// The last word of a phrase whose first is the one at `first`: the words with at most `slop`
    /// others between, in this order or the reverse.
    fn last_of_phrase(
        &self,
        first: usize,
        folded: &str,
        phrase: &[String],
        slop: usize,
    ) -> Option<usize> {
        let forward = || self.last_of(first, folded, phrase.iter(), slop);
        let backward = || self.last_of(first, folded, phrase.iter().rev(), slop);
        forward().or_else(|| (slop > 0).then(backward).flatten())
    }

    fn last_of<'w>(
        &self,
        first: usize,
        folded: &str,
        mut phrase: impl Iterator<Item = &'w String>,
        mut slop: usize,
    ) -> Option<usize> {
        if folded != phrase.next()?.as_str() {
            return None;
        }
        let mut last = first;
        for word in phrase {
            let reach = self.spans.len().min(last + 2 + slop);
            let next = (last + 1..reach).find(|at| fold::word(self.of(*at)) == *word)?;
            slop -= next - last - 1;
            last = next;
        }
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn found(query: &str, text: &'static str) -> Vec<&'static str> {
        let found = Matcher::new(&query::parse(query)).find(&Divided::of(text), "en");
        found.into_iter().map(|found| found.span.of(text)).collect()
    }

    #[test]
    fn a_form_that_begins_otherwise_is_marked() {
        for (lang, asked, text, expected) in [
            ("fr", "alliance", "Je pense à l’Alliance. L'alliance.", ["l’Alliance", "L'alliance"]),
            ("nl", "werken", "Wij werken en hebben gewerkt.", ["werken", "gewerkt"]),
        ] {
            let matcher = Matcher::new(&query::parse(asked));
            let found = matcher.find(&Divided::of(text), lang);
            let found: Vec<&str> = found.into_iter().map(|found| found.span.of(text)).collect();
            assert_eq!(found, expected, "{lang}");
        }
    }

    #[test]
    fn every_form_of_a_word_is_marked_and_a_quoted_one_only_as_it_stands() {
        let text = "We challenge, they challenged: a CHALLENGE. (Laughter.)";
        assert_eq!(found("challenges", text), ["challenge", "challenged", "CHALLENGE"]);
        assert_eq!(found("\"challenge\"", text), ["challenge", "CHALLENGE"]);
        assert_eq!(found("chall*", text), ["challenge", "challenged", "CHALLENGE"]);
        assert_eq!(found("laughter", text), Vec::<&str>::new());
        assert_eq!(found("we -challenge", text), ["We"]);
    }

    #[test]
    fn a_phrase_is_marked_as_one_stretch_in_either_order_when_words_may_stand_between() {
        let text = "the rise of China, of China the rise";
        assert_eq!(found("\"rise of china\"", text), ["rise of China"]);
        assert_eq!(found("china NEAR/2 rise", text), ["rise of China", "China the rise"]);
        assert_eq!(found("\"china rise\"", text), Vec::<&str>::new());
    }
}
