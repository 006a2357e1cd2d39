//! The turns around a turn.

use onrecord_index::transcript::{Scope, TurnId};

use super::{Answer, Desk, Refusal, no_turn};

/// Around which turn, and how far.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextRequest {
    /// The turn's id.
    pub turn: String,
    /// Turns before it; none for as many as a card holds.
    pub before: Option<usize>,
    /// Turns after it.
    pub after: Option<usize>,
}

/// Turns on each side where nobody says how many.
const NEIGHBOURS: usize = 2;

/// Turns on each side, whatever is asked for.
const MOST_NEIGHBOURS: usize = 50;

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &ContextRequest) -> Answer {
    let id = TurnId(request.turn.trim().to_owned());
    let bounded = |asked: Option<usize>| asked.unwrap_or(NEIGHBOURS).min(MOST_NEIGHBOURS);
    let neighbours = (bounded(request.before), bounded(request.after));
    match desk.library.context(scope, &id, neighbours, desk.budget()) {
        Ok(Some(context)) => Answer::Context(Box::new(context)),
        Ok(None) => Answer::Refusal(no_turn(desk, scope, id)),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
