//! Who mentions something most, and when.

use onrecord_index::mentions::Step;
use onrecord_index::transcript::Scope;

use super::{Answer, Desk, Question, Refusal};

/// What is to be counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MentionsRequest {
    /// What is mentioned.
    pub question: Question,
    /// By what it is counted.
    pub by: By,
    /// Speakers listed; none for as many as a card holds.
    pub limit: Option<usize>,
}

/// By what mentions are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Who mentions it most.
    #[default]
    Speaker,
    /// Over time, in periods of this length, or of one that fits.
    Time(Option<Step>),
}

/// Speakers listed where nobody says how many.
const SPEAKERS: usize = 10;

/// Speakers listed, whatever is asked for.
const MOST_SPEAKERS: usize = 1000;

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &MentionsRequest) -> Answer {
    let query = match request.question.read() {
        Ok(query) if query.is_empty() => return Answer::Refusal(Refusal::EmptyQuery),
        Ok(query) => query,
        Err(refusal) => return Answer::Refusal(refusal),
    };
    let answer = match request.by {
        By::Speaker => {
            let most = request.limit.unwrap_or(SPEAKERS).clamp(1, MOST_SPEAKERS);
            let found = desk.library.mentions(scope, &query, most);
            found.map(|found| Answer::Mentions(Box::new(found)))
        }
        By::Time(step) => {
            let found = desk.library.over_time(scope, &query, step);
            found.map(|found| Answer::Timeline(Box::new(found)))
        }
    };
    answer.unwrap_or_else(|error| Answer::Refusal(Refusal::Unusable(error)))
}
