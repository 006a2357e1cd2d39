//! Which sentences of a turn to show: the run that holds most of what was asked, whole.

use super::highlight::Found;
use crate::text::{Divided, Span};

/// How much a surface wants to show, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// A run of sentences does not grow beyond this.
    pub words: usize,
    /// A single sentence longer than this is cut at a word, the only cut inside a sentence.
    pub longest_sentence: usize,
}

/// A run shorter than this is given company from its own paragraph: one short sentence alone is
/// often half a thought.
const ALONE_BELOW: usize = 25;

struct Sentence {
    span: Span,
    words: usize,
}

/// The stretch of a text to show for these matches.
pub(super) fn best(
    divided: &Divided<'_>,
    sentences: &[Span],
    matches: &[Found],
    budget: Budget,
) -> Span {
    let text = divided.text();
    let counted = |span: &Span| Sentence { span: *span, words: divided.within(*span).len() };
    let sentences: Vec<Sentence> = sentences.iter().map(counted).collect();
    let Some(run) = densest(&sentences, matches, budget.words) else {
        return Span::new(0, text.len()).trimmed(text);
    };
    let run = in_company(text, &sentences, run, budget.words);
    let span = Span::new(sentences[run.start].span.start, sentences[run.end - 1].span.end);
    if run.len() == 1 && sentences[run.start].words > budget.longest_sentence {
        return within_sentence(divided, span, matches, budget.longest_sentence);
    }
    span
}

/// Sentences `start..end` of a turn.
type Run = std::ops::Range<usize>;

/// What a run is worth: terms, matches, and the fewer words the better.
type Worth = (usize, usize, std::cmp::Reverse<usize>);

/// The run of sentences within the budget that holds most terms, then most matches, then fewest
/// words; the first of equals.
fn densest(sentences: &[Sentence], matches: &[Found], budget: usize) -> Option<Run> {
    let mut best: Option<(Worth, Run)> = None;
    for start in 0..sentences.len() {
        let mut words = 0;
        for end in start + 1..=sentences.len() {
            words += sentences[end - 1].words;
            if words > budget && end > start + 1 {
                break;
            }
            let span = Span::new(sentences[start].span.start, sentences[end - 1].span.end);
            let (terms, all) = worth(span, matches);
            let worth = (terms, all, std::cmp::Reverse(words));
            if best.as_ref().is_none_or(|(found, _)| worth > *found) {
                best = Some((worth, start..end));
            }
        }
    }
    best.map(|(_, run)| run)
}

/// Different terms, and matches, inside a stretch.
fn worth(span: Span, matches: &[Found]) -> (usize, usize) {
    let first = matches.partition_point(|found| found.span.start < span.start);
    let inside = matches[first..].iter().take_while(|found| found.span.end <= span.end);
    let mut terms: Vec<usize> = inside.map(|found| found.term).collect();
    let all = terms.len();
    terms.sort_unstable();
    terms.dedup();
    (terms.len(), all)
}

/// A short run with its neighbours in the same paragraph: what follows first, then what comes before.
fn in_company(text: &str, sentences: &[Sentence], mut run: Run, budget: usize) -> Run {
    let mut words: usize = sentences[run.clone()].iter().map(|sentence| sentence.words).sum();
    while words < ALONE_BELOW {
        let fits = |at: usize| words + sentences[at].words <= budget;
        let one_paragraph = |left: usize, right: usize| {
            !text[sentences[left].span.end..sentences[right].span.start].contains("\n\n")
        };
        if run.end < sentences.len() && one_paragraph(run.end - 1, run.end) && fits(run.end) {
            words += sentences[run.end].words;
            run.end += 1;
        } else if run.start > 0 && one_paragraph(run.start - 1, run.start) && fits(run.start - 1) {
            run.start -= 1;
            words += sentences[run.start].words;
        } else {
            break;
        }
    }
    run
}

/// At most `most` words of an endless sentence, around its first match.
fn within_sentence(text: &Divided<'_>, sentence: Span, matches: &[Found], most: usize) -> Span {
    let spans = &text.words()[text.within(sentence)];
    let first = matches.iter().map(|found| found.span.start).find(|at| *at >= sentence.start);
    let at = first.map_or(0, |first| spans.partition_point(|word| word.end <= first));
    let from = at.saturating_sub(most / 3).min(spans.len().saturating_sub(most));
    let to = spans.len().min(from + most);
    let start = if from == 0 { sentence.start } else { spans[from].start };
    let end = if to == spans.len() { sentence.end } else { spans[to - 1].end };
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query;
    use crate::quote::Matcher;
    use crate::text::{sentences, words};

    fn shown<'t>(text: &'t str, asked: &str, words: usize) -> &'t str {
        let divided = Divided::of(text);
        let matches = Matcher::new(&query::parse(asked)).find(&divided, "en");
        let budget = Budget { words, longest_sentence: 100 };
        best(&divided, &sentences(text, "en"), &matches, budget).of(text)
    }

    const TEXT: &str = "We met today. Growth is strong in every region of the country this year. \
        China and Russia were discussed at length by all who were present in the room, and rightly so. \
        China is large.\n\nThank you all.";

    #[test]
    fn the_run_with_most_terms_wins_and_is_whole() {
        assert!(shown(TEXT, "china russia", 25).starts_with("China and Russia were"));
        assert!(shown(TEXT, "growth", 12).starts_with("Growth is strong"));
        assert_eq!(shown(TEXT, "thank", 40), "Thank you all.");
    }

    #[test]
    fn a_short_sentence_is_given_company_from_its_paragraph() {
        assert!(shown(TEXT, "met", 60).starts_with("We met today. Growth is strong"));
    }

    #[test]
    fn only_an_endless_sentence_is_cut_and_at_a_word() {
        let endless = format!("{}China {}", "and so on ".repeat(100), "and on ".repeat(200));
        let cut = shown(&endless, "china", 60);
        assert!(cut.contains("China") && words(cut).count() == 100, "{cut}");
        assert!(endless.contains(cut));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_a_piece_of_the_record(text in "[A-Za-z .,\n“”中é]{1,300}", asked in "[a-z]{1,3}") {
            prop_assert!(text.contains(shown(&text, &asked, 12)));
        }
    }
}
