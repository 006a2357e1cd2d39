//! A quote by lot.

use std::hash::{BuildHasher, RandomState};

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

impl RandomRequest {
    /// A draw from what answers a question, with a seed that is another each time and short enough
    /// to be typed again. The keys of a hash map are taken from the system's source of randomness.
    pub fn by_lot(question: Question) -> Self {
        Self { question, seed: RandomState::new().hash_one(0) % 1_000_000 }
    }
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
