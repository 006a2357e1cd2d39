//! A citation of words that were found before, to be pasted.

use jiff::civil::Date;
use onrecord_index::quote::Quote;
use onrecord_index::quote::citation::{Style, cite};
use onrecord_index::transcript::{Scope, TurnId};
use onrecord_index::{Passage, Wanted};

use super::{Answer, Desk, Refusal, no_turn};

/// What is to be cited, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct CiteRequest {
    /// The turn's id.
    pub turn: String,
    /// The words of it.
    pub words: Wanted,
    /// In which style.
    pub style: Style,
    /// The day on which the asker has the words before their eyes.
    pub accessed: Date,
}

/// A citation, and what it cites.
#[derive(Debug)]
pub struct Cited {
    /// The words.
    pub quote: Quote,
    /// In which style.
    pub style: Style,
    /// The day of access.
    pub accessed: Date,
    /// To be pasted as it stands.
    pub text: String,
    /// Whether the record has changed since the id of the turn was given out.
    pub is_changed: bool,
}

impl CiteRequest {
    /// The day it is here.
    pub fn today() -> Date {
        jiff::ZonedDateTime::now().date()
    }
}

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &CiteRequest) -> Answer {
    let turn = TurnId(request.turn.trim().to_owned());
    match desk.library.passage(scope, &turn, &request.words, desk.budget()) {
        Ok(Passage::Found { quote, is_changed }) => {
            let CiteRequest { style, accessed, .. } = *request;
            let text = cite(std::slice::from_ref(&*quote), style, accessed);
            Answer::Cited(Box::new(Cited { quote: *quote, style, accessed, text, is_changed }))
        }
        Ok(Passage::NoTurn) => Answer::Refusal(no_turn(desk, scope, turn)),
        // These words stood there once.
        Ok(Passage::NoWords) if matches!(request.words, Wanted::Stretch(_)) => {
            Answer::Refusal(Refusal::TurnGone { id: turn })
        }
        Ok(Passage::NoWords) => Answer::Refusal(Refusal::WordsNotInTurn { id: turn }),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
