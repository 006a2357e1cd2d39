//! The card of a refusal: a friendly, private word with the way out. What broke is in the log.

use super::Card;
use crate::answer::Refusal;
use crate::locale::{Arg, Locale};

pub(super) fn card(refusal: &Refusal, locale: &Locale) -> Card {
    let headline = match refusal {
        Refusal::EmptyQuery => locale.text("remedy-empty-query", &[]),
        Refusal::EmptyClaim => locale.text("remedy-empty-claim", &[]),
        Refusal::UnreadableDate { value } => {
            locale.text("remedy-date", &[("value", Arg::Text(value))])
        }
        Refusal::UnknownTurn { id } => {
            locale.text("remedy-unknown-turn", &[("id", Arg::Text(id.as_str()))])
        }
        Refusal::TurnGone { id } => {
            locale.text("remedy-turn-gone", &[("id", Arg::Text(id.as_str()))])
        }
        Refusal::WordsNotInTurn { id } => {
            locale.text("remedy-words-not-in-turn", &[("id", Arg::Text(id.as_str()))])
        }
        Refusal::Unusable(_) => locale.text("remedy-unusable", &[]),
    };
    Card { headline: Some(headline), private: true, ..Card::default() }
}
