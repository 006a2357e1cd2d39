//! A quote by lot.

use onrecord_index::transcript::Scope;

use super::{Answer, Desk, Question, Refusal};

/// What a quote is drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RandomRequest {
    /// What it must answer; an empty question is answered by every turn.
    pub question: Question,
    /// Gives the same quote again.
    pub seed: u64,
}

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &RandomRequest) -> Answer {
    let query = match request.question.read() {
        Ok(query) => query,
        Err(refusal) => return Answer::Refusal(refusal),
    };
    match desk.library.random(scope, &query, request.seed, desk.budget()) {
        Ok(drawn) => Answer::Drawn(Box::new(drawn)),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
