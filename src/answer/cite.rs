//! A citation of words that were found before, to be pasted.

use jiff::civil::Date;
use onrecord_index::Passage;
use onrecord_index::quote::Quote;
use onrecord_index::quote::citation::{Style, cite};
use onrecord_index::transcript::{Scope, TurnId};

use super::{Answer, Desk, Refusal};

/// What is to be cited, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct CiteRequest {
    /// The turn's id.
    pub turn: String,
    /// The words of it; none for its first sentences.
    pub words: Option<String>,
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
}

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &CiteRequest) -> Answer {
    let turn = TurnId(request.turn.trim().to_owned());
    let words = request.words.as_deref();
    match desk.library.passage(scope, &turn, words, desk.budget()) {
        Ok(Passage::Found(quote)) => {
            let CiteRequest { style, accessed, .. } = *request;
            let text = cite(std::slice::from_ref(&*quote), style, accessed);
            Answer::Cited(Box::new(Cited { quote: *quote, style, accessed, text }))
        }
        Ok(Passage::NoTurn) => Answer::Refusal(Refusal::UnknownTurn { id: turn }),
        Ok(Passage::NoWords) => Answer::Refusal(Refusal::WordsNotInTurn { id: turn }),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
