//! Request → answer: what terminal, gateway and webhook share.
//!
//! A [`Request`] is what one person asked, a [`Desk`] is what it takes to answer. Everything here is
//! synchronous and blocks on the index; nothing knows a surface. One file a request.

mod browse;
mod check;
mod cite;
mod context;
mod mentions;
mod question;
mod quotations;
mod quote;
mod random;
mod who_said;

use onrecord_index::mentions::{Context, Drawn, Mentions, Timeline};
use onrecord_index::quote::{Budget, Quotes};
use onrecord_index::store;
use onrecord_index::transcript::{Scope, TurnId};
use onrecord_index::verdict::Verdict;
use onrecord_index::{Library, query};

pub use browse::{Browsable, BrowseRequest, Browsed, List};
pub use check::{CheckRequest, Checked};
pub use cite::{CiteRequest, Cited};
pub use context::ContextRequest;
pub use mentions::{By, MentionsRequest};
pub use question::Question;
pub use quote::QuoteRequest;
pub use random::RandomRequest;
pub use who_said::WhoSaidRequest;

use crate::settings;

/// What it takes to answer: a library, and how much to show.
#[derive(Clone)]
pub struct Desk {
    /// The library that is asked.
    pub library: Library,
    /// Whether it is the bundled sample, because no library was ever made.
    pub is_sample: bool,
    /// How much of a turn to show.
    pub quote: settings::Quote,
}

/// What one person asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// `/quote`
    Quote(QuoteRequest),
    /// `/who-said`
    WhoSaid(WhoSaidRequest),
    /// *Check quotes*
    Check(CheckRequest),
    /// A citation of words found before.
    Cite(CiteRequest),
    /// The turns around a turn.
    Context(ContextRequest),
    /// Who mentions something most, or when.
    Mentions(MentionsRequest),
    /// What there is to ask about.
    Browse(BrowseRequest),
    /// A quote by lot.
    Random(RandomRequest),
    /// The names that a speaker's name being typed can become.
    Speakers {
        /// As typed so far.
        typed: String,
    },
}

/// What a person gets.
#[derive(Debug)]
pub enum Answer {
    /// Quotes, or what to ask instead.
    Quotes(Box<Quotes>),
    /// A verdict.
    Verdict(Box<Verdict>),
    /// A verdict on each quotation of a text.
    Checked(Box<Checked>),
    /// A citation.
    Cited(Box<Cited>),
    /// A turn among its neighbours.
    Context(Box<Context>),
    /// Who mentions it most.
    Mentions(Box<Mentions>),
    /// When it was mentioned.
    Timeline(Box<Timeline>),
    /// A list of what there is.
    Browsed(Box<Browsed>),
    /// A quote by lot.
    Drawn(Box<Drawn>),
    /// Names, the likeliest first.
    Speakers(Vec<String>),
    /// Nothing was asked that could be answered.
    Refusal(Refusal),
}

/// Why there is no answer. A person gets a friendly, private word; the operator gets the log.
#[derive(Debug)]
pub enum Refusal {
    /// No letter and no digit in a query, and no filter.
    EmptyQuery,
    /// No letter and no digit in a claim.
    EmptyClaim,
    /// A date that is none, or could be two days.
    UnreadableDate {
        /// As typed.
        value: String,
    },
    /// The scope has no such turn.
    UnknownTurn {
        /// As asked.
        id: TurnId,
    },
    /// The record of the turn was changed, and its words are not in it any more.
    TurnGone {
        /// As asked.
        id: TurnId,
    },
    /// The turn does not have the words that were to be cited.
    WordsNotInTurn {
        /// The turn.
        id: TurnId,
    },
    /// The index failed.
    Unusable(store::Error),
}

impl Desk {
    /// Answers a request in a scope.
    pub fn answer(&self, scope: &Scope, request: &Request) -> Answer {
        let answer = self.asked(scope, request);
        if let Some(error) = self.library.trouble() {
            tracing::warn!(%error, "the newest commit of the index cannot be read");
        }
        if let Answer::Refusal(Refusal::Unusable(error)) = &answer {
            tracing::error!(%error, "the index cannot be read");
        }
        answer
    }

    /// How much of a turn an answer quotes.
    fn budget(&self) -> Budget {
        Budget {
            words: self.quote.passage_words.get().into(),
            longest_sentence: self.quote.sentence_words.get().into(),
        }
    }

    fn asked(&self, scope: &Scope, request: &Request) -> Answer {
        match request {
            Request::Quote(request) => quote::answer(self, scope, request),
            Request::WhoSaid(request) => who_said::answer(self, scope, request),
            Request::Check(request) => check::answer(self, scope, request),
            Request::Cite(request) => cite::answer(self, scope, request),
            Request::Context(request) => context::answer(self, scope, request),
            Request::Mentions(request) => mentions::answer(self, scope, request),
            Request::Browse(request) => browse::answer(self, scope, request),
            Request::Random(request) => random::answer(self, scope, request),
            Request::Speakers { typed } => {
                Answer::Speakers(self.library.suggest_speakers(typed, MOST_SPEAKERS))
            }
        }
    }
}

/// Why no turn is found under an id.
fn no_turn(desk: &Desk, scope: &Scope, id: TurnId) -> Refusal {
    match desk.library.is_gone(scope, &id) {
        Ok(true) => Refusal::TurnGone { id },
        Ok(false) => Refusal::UnknownTurn { id },
        Err(error) => Refusal::Unusable(error),
    }
}

/// Names offered while one is typed. Discord: application-commands, "Autocomplete": at most 25.
const MOST_SPEAKERS: usize = 25;

/// The days a date in a flag or an option means.
fn days(value: &str) -> Result<(jiff::civil::Date, jiff::civil::Date), Refusal> {
    query::dates::parse(value).ok_or_else(|| Refusal::UnreadableDate { value: value.to_owned() })
}
