//! Answer → card: what a person sees, laid out for no surface in particular.
//!
//! A [`Card`] is plain text in a fixed order: who and in which role, the words unaltered, where and
//! when, how good the record is, links, and one line of honesty about what was searched. The terminal
//! prints it ([`terminal`]), Discord gets it as embeds (in `discord/encode.rs`); both are given the
//! same card. Nothing here is escaped: each surface escapes all of it by its own one function, for
//! Discord [`markdown::escape`]. JSON ([`json`]) is made from the answer, not from the card.

mod browse;
mod check;
mod context;
pub mod json;
pub mod markdown;
mod mentions;
mod quotes;
mod refusal;
mod table;
pub mod terminal;
mod verdict;

use onrecord_index::quote::{Quote, Stretch};
use onrecord_index::transcript::TurnId;

use crate::answer::{Answer, Refusal, Request};
use crate::locale::Locale;

pub use table::{Column, ColumnKind, Table};

/// One answer, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The first line, where the answer is more than its quotes: a verdict, or a friendly word.
    pub headline: Option<String>,
    /// Lines under the headline, each a label and words of the asker or of the record.
    pub comparison: Vec<(String, Vec<Run>)>,
    /// The quotes, best first.
    pub entries: Vec<Entry>,
    /// Where there are many things to say and each is short: a line each, with its links.
    pub lines: Vec<Line>,
    /// Numbers beside names.
    pub table: Option<Table>,
    /// A text to be copied as it stands: no line of it is broken, nothing in it marked.
    pub paste: Option<String>,
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
    /// Where the words stand on record, for whoever asks on.
    pub place: Option<Place>,
    /// What else of the event answers.
    pub more: Option<More>,
}

/// More turns of an event, and the query that finds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// How many, in words.
    pub said: String,
    /// To be typed as it stands.
    pub query: String,
}

/// A turn, and the words of it that a card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The turn.
    pub turn: TurnId,
    /// The words.
    pub stretch: Stretch,
}

impl Place {
    /// Of a quote.
    pub fn of(quote: &Quote) -> Self {
        let excerpt = &quote.excerpt;
        Self { turn: excerpt.record().turn.id.clone(), stretch: excerpt.stretch() }
    }
}

/// One thing said in one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What is said.
    pub words: Vec<Run>,
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

/// What a card has to know besides the answer.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What was asked.
    pub request: &'a Request,
    /// Whether the bundled sample was asked, for want of a library.
    pub is_sample: bool,
}

/// Lays out an answer.
pub fn of(answer: &Answer, asked: Asked<'_>, locale: &Locale) -> Card {
    match (answer, asked.request) {
        (Answer::Quotes(quotes), Request::Quote(request)) => {
            quotes::card(quotes, request.order, asked.is_sample, locale)
        }
        (Answer::Verdict(verdict), Request::WhoSaid(request)) => {
            verdict::card(verdict, request.speaker.as_deref(), asked.is_sample, locale)
        }
        (Answer::Checked(checked), _) => check::card(checked, asked.is_sample, locale),
        (Answer::Cited(cited), _) => context::cited(cited, locale),
        (Answer::Context(context), _) => context::context(context, locale),
        (Answer::Mentions(found), _) => mentions::speakers(found, asked.is_sample, locale),
        (Answer::Timeline(found), _) => mentions::timeline(found, asked.is_sample, locale),
        (Answer::Browsed(browsed), _) => browse::card(browsed, asked.is_sample, locale),
        (Answer::Drawn(drawn), _) => context::drawn(drawn, asked.is_sample, locale),
        (Answer::Refusal(refusal), _) => self::refusal(refusal, locale),
        // Names are offered while typing, on no card; and no answer is of another request.
        _ => Card::default(),
    }
}

/// Lays out why there is no answer: a friendly, private word with the way out.
pub fn refusal(refusal: &Refusal, locale: &Locale) -> Card {
    refusal::card(refusal, locale)
}
