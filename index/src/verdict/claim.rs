//! What a person asks about: words, with the dress in which they were pasted taken off.

use std::collections::HashSet;

use super::words::Words;
use crate::text::{Span, fold, spoken_words};

/// The words a person asks `/who-said` about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    typed: String,
    /// What was typed without mentions and without brackets inside words: what spans are of.
    text: String,
    /// Words that are compared, folded: those outside square brackets.
    words: Vec<String>,
    spans: Vec<Span>,
    gaps: Vec<Gap>,
    relettered: bool,
}

/// A place between a claim's words that the writer of the quotation marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The number of compared words before it.
    pub(crate) at: usize,
    pub(crate) mark: Mark,
}

/// How a place is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `…`, `...`, `[…]`: words were left out.
    Cut,
    /// Words in square brackets, put in or put in place of others.
    Inserted(Vec<Span>),
}

/// A claim is compared by at most this many words: four minutes of speech. What is longer is no
/// quotation but a transcript, and the work of one request stays bounded.
const MOST_WORDS: usize = 600;

/// Words between two quoted pieces that only say who speaks ("…," she said on Monday, "…").
const MOST_ATTRIBUTING: usize = 8;

impl Claim {
    /// From a pasted text. Punctuation, Markdown, emoji, mentions and invisible characters are no
    /// words (RULES, verdict 4).
    pub fn new(typed: &str) -> Self {
        let bare =
            only_quoted(&without_mentions(typed).replace("@everyone", " ").replace("@here", " "));
        let (text, relettered) = without_brackets_in_words(&bare);
        let mut claim = Self::of_text(typed, text, relettered, true);
        if claim.words.is_empty() {
            // Nothing but brackets: then they are no insertion.
            claim = Self::of_text(typed, claim.text, false, false);
        }
        claim
    }

    fn of_text(typed: &str, text: String, relettered: bool, brackets: bool) -> Self {
        let mut claim = Self {
            typed: typed.to_owned(),
            words: Vec::new(),
            spans: Vec::new(),
            gaps: Vec::new(),
            relettered,
            text: String::new(),
        };
        let inserted = if brackets { bracketed(&text) } else { Vec::new() };
        let mut end = 0;
        for span in spoken_words(&text).take(MOST_WORDS) {
            let at = claim.words.len();
            if at > 0 && is_cut(&text[end..span.start]) && !claim.is_cut_at(at) {
                claim.gaps.push(Gap { at, mark: Mark::Cut });
            }
            end = span.end;
            if inserted.iter().any(|bracket| bracket.contains(span)) {
                claim.insert(at, span);
            } else {
                claim.words.push(fold::word(span.of(&text)).into_owned());
                claim.spans.push(span);
            }
        }
        // A cut before brackets that end the claim cuts nothing.
        let words = claim.words.len();
        claim.gaps.retain(|gap| gap.mark != Mark::Cut || gap.at < words);
        claim.gaps.retain(|gap| match &gap.mark {
            Mark::Cut => true,
            Mark::Inserted(spans) => spans.iter().any(|span| !span.of(&text).eq("sic")),
        });
        claim.text = text;
        claim
    }

    fn is_cut_at(&self, at: usize) -> bool {
        self.gaps.iter().any(|gap| gap.at == at && gap.mark == Mark::Cut)
    }

    fn insert(&mut self, at: usize, span: Span) {
        match self.gaps.last_mut() {
            Some(Gap { at: there, mark: Mark::Inserted(spans) }) if *there == at => {
                spans.push(span)
            }
            _ => self.gaps.push(Gap { at, mark: Mark::Inserted(vec![span]) }),
        }
    }

    /// As typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Its words, folded; those in square brackets are not among them.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether there is no letter and no digit in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many different words of it carry content.
    pub fn content_words(&self) -> usize {
        let words = Words::of(None);
        let content = self.words.iter().filter(|word| !words.is_function(word));
        content.collect::<HashSet<_>>().len()
    }

    /// The text that [`Claim::spans`] are of.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where each of the words stands in the text.
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// What is marked, in order.
    pub(crate) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Whether letters of a word stand in brackets: `[N]ow`.
    pub(crate) fn is_relettered(&self) -> bool {
        self.relettered
    }

    /// Its stretches between marked cuts, as ranges of words.
    pub(crate) fn parts(&self) -> Vec<std::ops::Range<usize>> {
        let cuts = self.gaps.iter().filter(|gap| gap.mark == Mark::Cut).map(|gap| gap.at);
        let mut parts = Vec::new();
        let mut from = 0;
        for to in cuts.chain([self.words.len()]) {
            if to > from {
                parts.push(from..to);
            }
            from = to;
        }
        parts
    }

    /// Without its marked gaps: the words as if they had been said in one stretch.
    pub(crate) fn is_unmarked(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// Whether what stands between two words says that something was left out: three points, together
/// or apart, or the sign for them.
fn is_cut(between: &str) -> bool {
    let points = between.chars().filter(|c| !c.is_whitespace());
    let mut run = 0;
    for character in points {
        run = if character == '.' { run + 1 } else { 0 };
        if character == '…' || run == 3 {
            return true;
        }
    }
    false
}

/// What stands in square brackets, without them.
fn bracketed(text: &str) -> Vec<Span> {
    let opened = text.match_indices('[').filter_map(|(open, _)| {
        let inside = &text[open + 1..];
        let end = inside.find([']', '['])?;
        inside[end..].starts_with(']').then(|| Span::new(open + 1, open + 1 + end))
    });
    opened.collect()
}

/// `[N]ow` and `say[s]` as the words they are meant to be read as, and whether there were any.
fn without_brackets_in_words(text: &str) -> (String, bool) {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for inside in bracketed(text) {
        let (open, close) = (inside.start - 1, inside.end + 1);
        let before = text[..open].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[close..].chars().next().is_some_and(char::is_alphanumeric);
        let letters = !inside.is_empty() && inside.of(text).chars().all(char::is_alphabetic);
        if letters && (before || after) {
            kept.push_str(&text[end..open]);
            kept.push_str(inside.of(text));
            end = close;
        }
    }
    kept.push_str(&text[end..]);
    (kept, end > 0)
}

/// A quotation in several pieces between which its writer says who speaks: the pieces, parted by the
/// sign for a cut. Any other text as it is.
fn only_quoted(text: &str) -> String {
    let trimmed = text.trim();
    for (open, close) in [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')] {
        let Some(pieces) = quoted_pieces(trimmed, open, close) else { continue };
        return pieces.join(" … ");
    }
    text.to_owned()
}

/// The pieces of a text that begins and ends in quotation marks, two or more, with a few words
/// between each and the next.
fn quoted_pieces(text: &str, open: char, close: char) -> Option<Vec<&str>> {
    let mut rest = text.strip_prefix(open)?;
    let mut pieces = Vec::new();
    loop {
        let end = rest.find(close)?;
        pieces.push(&rest[..end]);
        let between = &rest[end + close.len_utf8()..];
        let Some(next) = between.find(open) else {
            let ends = !between.chars().any(char::is_alphanumeric);
            return (ends && pieces.len() > 1).then_some(pieces);
        };
        if spoken_words(&between[..next]).count() > MOST_ATTRIBUTING {
            return None;
        }
        rest = &between[next + open.len_utf8()..];
    }
}

/// The text without Discord's own marks for people, channels, roles, emoji and times, whose digits
/// are no words. Discord: reference, "Message Formatting".
fn without_mentions(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        bare.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let marked = inside.starts_with(['@', '#', ':', '/', 't', 'a']);
        match inside.find('>').filter(|end| marked && is_mark(&inside[..*end])) {
            Some(end) => {
                bare.push(' ');
                rest = &inside[end + 1..];
            }
            None => {
                bare.push('<');
                rest = inside;
            }
        }
    }
    bare.push_str(rest);
    bare
}

/// `@123`, `@&123`, `#123`, `:wave:123`, `a:wave:123`, `t:123:R`, `/quote:123`.
fn is_mark(inside: &str) -> bool {
    let id = inside.trim_end_matches(|c: char| c.is_ascii_alphabetic() && inside.starts_with("t:"));
    let id = id.trim_end_matches(':');
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits >= 1 && !inside.contains(char::is_whitespace) && inside.len() <= 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dress_is_taken_off_and_words_stay() {
        for (typed, words) in [
            ("“A glass half full”", vec!["a", "glass", "half", "full"]),
            ("> **glass** _half_ full… 👍", vec!["glass", "half", "full"]),
            ("<@123> glass <:wave:42> half <t:1618953630:R>", vec!["glass", "half"]),
            ("2 < 3 and 4 > 1", vec!["2", "3", "and", "4", "1"]),
            ("@everyone a glass", vec!["a", "glass"]),
            ("a glass (Laughter.) half full", vec!["a", "glass", "half", "full"]),
            ("👍 … !?", vec![]),
        ] {
            assert_eq!(Claim::new(typed).words(), words, "{typed}");
        }
    }

    /// The claim's words with its marks between: `/` for a cut, brackets for what was put in.
    fn marked(typed: &str) -> String {
        let claim = Claim::new(typed);
        let mut shown = Vec::new();
        for at in 0..=claim.words.len() {
            for gap in claim.gaps.iter().filter(|gap| gap.at == at) {
                shown.push(match &gap.mark {
                    Mark::Cut => "/".to_owned(),
                    Mark::Inserted(spans) => {
                        let words: Vec<_> = spans.iter().map(|s| s.of(&claim.text)).collect();
                        format!("[{}]", words.join(" "))
                    }
                });
            }
            shown.extend(claim.words.get(at).cloned());
        }
        shown.join(" ")
    }

    #[test]
    fn marked_cuts_and_insertions_are_known_by_their_place() {
        for (typed, expected) in [
            ("a glass … half full", "a glass / half full"),
            ("a glass [...] half . . . full", "a glass / half / full"),
            ("… a glass half full …", "a glass half full"),
            ("[The Alliance] will … act", "[The Alliance] will / act"),
            ("a glass [that is] half full", "a glass [that is] half full"),
            ("a glass [sic] half full", "a glass half full"),
            ("[we]", "we"),
            ("wait.. what", "wait what"),
            ("“A glass,” he said on Tuesday, “half full.”", "a glass / half full"),
            (
                "“A glass” is half full, and “full” is a word",
                "a glass is half full and full is a word",
            ),
        ] {
            assert_eq!(marked(typed), expected, "{typed}");
        }
        assert!(Claim::new("[N]ow is the time").is_relettered());
        assert_eq!(Claim::new("[N]ow it say[s]").words(), ["now", "it", "says"]);
    }

    #[test]
    fn function_words_are_no_content() {
        assert_eq!(Claim::new("it is what it is").content_words(), 0);
        assert_eq!(Claim::new("a glass half full").content_words(), 3);
    }

    #[test]
    fn a_claim_of_any_length_is_bounded() {
        assert_eq!(Claim::new(&"word ".repeat(6000)).words().len(), MOST_WORDS);
    }
}
