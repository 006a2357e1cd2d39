//! What a person asks about: words, with the dress in which they were pasted taken off.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{fold, words};

/// The words a person asks `/who-said` about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    typed: String,
    words: Vec<String>,
}

/// A claim is compared by at most this many words: four minutes of speech. What is longer is no
/// quotation but a transcript, and the work of one request stays bounded.
const MOST_WORDS: usize = 600;

/// `words/en.toml`: words that carry no content of their own.
#[derive(serde::Deserialize)]
struct Lists {
    function_words: HashSet<String>,
}

static ENGLISH: LazyLock<Lists> = LazyLock::new(|| {
    toml::from_str(include_str!("words/en.toml")).expect("the bundled list is checked by a test")
});

impl Claim {
    /// From a pasted text. Punctuation, Markdown, emoji, mentions and invisible characters are no
    /// words (RULES, verdict 4).
    pub fn new(typed: &str) -> Self {
        let bare = without_mentions(typed);
        let folded = words(&bare).map(|span| fold::word(span.of(&bare)).into_owned());
        Self { words: folded.take(MOST_WORDS).collect(), typed: typed.to_owned() }
    }

    /// As typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Its words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether there is no letter and no digit in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many different words of it carry content.
    pub fn content_words(&self) -> usize {
        let content = self.words.iter().filter(|word| !ENGLISH.function_words.contains(*word));
        content.collect::<HashSet<_>>().len()
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
            ("👍 … !?", vec![]),
        ] {
            assert_eq!(Claim::new(typed).words(), words, "{typed}");
        }
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
