//! Answer → card: what a person sees, laid out for no surface in particular.
//!
//! A [`Card`] is plain text in a fixed order: who and in which role, the words unaltered, where and
//! when, how good the record is, links, and one line of honesty about what was searched. The terminal
//! prints it ([`terminal`]), Discord gets it as embeds (in `discord/encode.rs`); both are given the
//! same card. Nothing here is escaped: each surface escapes all of it by its own one function, for
//! Discord [`markdown::escape`]. JSON ([`json`]) is made from the answer, not from the card.

pub mod json;
pub mod markdown;
mod quotes;
mod refusal;
pub mod terminal;
mod verdict;

use crate::answer::Answer;
use crate::locale::Locale;

/// One answer, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The first line, where the answer is more than its quotes: a verdict, or a friendly word.
    pub headline: Option<String>,
    /// Lines under the headline, each a label and words of the asker or of the record.
    pub comparison: Vec<(String, Vec<Run>)>,
    /// The quotes, best first.
    pub entries: Vec<Entry>,
    /// What else could be asked, a line each.
    pub suggestions: Vec<String>,
    /// The honest end: how many there are, how it was read, what was searched.
    pub footer: String,
    /// Whether only the asker sees it: nothing was found, or nothing could be asked.
    pub private: bool,
}

/// One quote with its attribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Speaker and role.
    pub speaker: String,
    /// The words of the record, in order and whole; put together they are the excerpt.
    pub words: Vec<Run>,
    /// How much of the turn is shown.
    pub extent: String,
    /// Event, date, quality of the record.
    pub source: String,
    /// Where the words can be read and heard.
    pub links: Vec<Link>,
}

/// A stretch of words that is marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words as they stand.
    pub text: String,
    /// Whether they matched.
    pub marked: bool,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the link says.
    pub label: String,
    /// An address of the web, percent-encoded.
    pub url: String,
}

/// Lays out an answer. `is_sample` says that the bundled sample was asked, for want of a library.
pub fn of(answer: &Answer, is_sample: bool, locale: &Locale) -> Card {
    let mut card = match answer {
        Answer::Quotes(quotes) => quotes::card(quotes, locale),
        Answer::Verdict(verdict) => verdict::card(verdict, locale),
        Answer::Refusal(refusal) => refusal::card(refusal, locale),
        // Names are offered while typing, on no card.
        Answer::Speakers(_) => Card::default(),
    };
    if is_sample && !card.footer.is_empty() {
        card.footer = format!("{} · {}", card.footer, locale.text("card-sample", &[]));
    }
    card
}
